"""The texts of lines in which agreements may be named, and one place where one is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from transforms.matching.subjects import Phrase, span_of
from transforms.matching.text import printed_words

FIELDS = ("name", "indicator", "note")


@dataclass(frozen=True)
class Citation:
    """One place where a line names an agreement; ``why_not`` says why it doesn't hold, where it doesn't."""

    agreement: int
    line: int
    basis: str
    field: str
    start: int
    end: int
    cited: str
    holds: bool
    why_not: str = ""


class LineTexts:
    """The distinct texts of the lines by field, with the lines that carry them and the words they hold."""

    def __init__(self, lines: pd.DataFrame) -> None:
        carriers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for field in FIELDS:
            for line, text in enumerate(lines[field]):
                if text:
                    carriers[field, text].append(line)
        self.keys = sorted(carriers)
        self.lines = [carriers[key] for key in self.keys]
        self._holding: dict[str, set[int]] = defaultdict(set)
        for position, (_, text) in enumerate(self.keys):
            for word, _, _ in printed_words(text):
                self._holding[word].add(position)

    def find(self, phrase: Phrase) -> list[tuple[int, int, int]]:
        """Return (text, start, end) of every text in which the words of the phrase stand side by side."""
        sets = [self._holding.get(word, set()) for word in phrase]
        found = []
        for position in sorted(set.intersection(*sets)) if sets else []:
            span = span_of(phrase, self.keys[position][1])
            if span:
                found.append((position, *span))
        return found
