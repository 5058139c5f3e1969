"""The texts of lines in which agreements may be named, and one place where one is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

import pandas as pd

from transforms.matching.partners import Phrase
from transforms.matching.spelling import Spelling
from transforms.matching.subjects import span_of
from transforms.matching.text import is_dictionary_word, printed_words

SHORTEST_NAME = 7
FIELDS = ("name", "indicator", "note", "location")
#: accounts and details below a line; only a number or title quoted there says anything of an agreement
DETAILS = "rincian"


@dataclass(frozen=True)
class Citation:
    """One place where a line names an agreement; ``why_not`` says why it doesn't hold, where it doesn't.

    ``said`` is the whole text where that stands in a row below the line (``field`` is ``DETAILS``).
    """

    agreement: int
    line: int
    basis: str
    field: str
    start: int
    end: int
    cited: str
    holds: bool
    why_not: str = ""
    said: str = ""


class LineTexts:
    """The distinct texts of the lines by field, with the lines that carry them and the words they hold.

    Texts of rows below a line (``details``) are among ``keys`` as ``DETAILS``; names are not looked for there.
    """

    def __init__(self, lines: pd.DataFrame) -> None:
        carriers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for field in FIELDS:
            for line, text in enumerate(lines[field]):
                if text:
                    carriers[field, text].append(line)
        for line, details in enumerate(lines["details"]):
            for text in sorted({detail.text for detail in details}):
                carriers[DETAILS, text].append(line)
        self.keys = sorted(carriers)
        self.lines = [carriers[key] for key in self.keys]
        self._holding: dict[str, set[int]] = defaultdict(set)
        for position, (field, text) in enumerate(self.keys):
            for word, _, _ in printed_words(text) if field != DETAILS else ():
                self._holding[word].add(position)
        self._spelling = Spelling(word for word in self._holding if not is_dictionary_word(word))

    def find(self, phrase: Phrase) -> list[tuple[int, int, int]]:
        """Return (text, start, end) of every text in which the words of the phrase stand side by side.

        A longer word that no dictionary knows is found with one slip of the keyboard too.
        """
        if not phrase:
            return []
        spelled = [(word, *self._slips_of(word)) for word in phrase]
        sets = [set().union(*(self._holding.get(one, set()) for one in words)) for words in spelled]
        found = []
        for position in sorted(set.intersection(*sets)):
            text = self.keys[position][1]
            said = {word for word, _, _ in printed_words(text)}
            for words in product(*([word for word in words if word in said] for words in spelled)):
                span = span_of(words, text)
                if span:
                    found.append((position, *span))
                    break
        return found

    def _slips_of(self, word: str) -> list[str]:
        """Return the words of these texts that are one slip away from a proper name."""
        if len(word) < SHORTEST_NAME or not word.isalpha() or is_dictionary_word(word):
            return []
        return self._spelling.near(word)
