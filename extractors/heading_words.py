"""How the headings a layout names are written, and how well they explain what is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

#: percent; a misread heading is at least this like the printed one, which has at least so many letters
_MISREAD_LIKENESS, _SHORTEST_MISREAD = 85, 6


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """``text`` as compared: NFKC, casefolded, letters and digits only, ``&`` read as ``dan``; where it has none, its
    signs (``%``)."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " dan ")
    return re.sub(r"[\W_]+", "", plain) or "".join(char for char in plain if _is_sign(char))


def _is_sign(char: str) -> bool:
    """A character that can stand for a word, as dashes, dots and brackets can't."""
    return char in "%#∑" or unicodedata.category(char) in ("Sc", "So")


@dataclass(frozen=True, slots=True)
class HeadingPart:
    """One heading cell as a layout names it: ``whole`` where the cell says only this, ``prefix`` where it begins so."""

    text: str
    whole: bool
    prefix: bool

    def score(self, heading: str) -> int:
        """0 where ``heading`` does not match; a whole-cell match counts more than a prefix, that more than a part."""
        if self.text == heading:
            return 10_000 + len(self.text)
        if self.whole or not self.text:
            return 0
        if heading.startswith(self.text):
            return 1_000 + len(self.text)
        return len(self.text) if not self.prefix and self.text in heading else 0


@lru_cache(maxsize=4096)
def _path(alternative: str) -> tuple[tuple[HeadingPart, ...], ...]:
    """Per heading cell of the path the ways in which it may be printed."""
    return tuple(tuple(map(_part, cell.split(" | "))) for cell in alternative.split(" > "))


def _part(written: str) -> HeadingPart:
    part = written.strip()
    return HeadingPart(squash(part.strip("=*")), part.startswith("="), part.endswith("*"))


def as_shown(heading: str) -> str:
    """``heading`` with the first of the ways in which each of its cells may be printed."""
    return " > ".join(cell.split(" | ")[0] for cell in heading.split(" > "))


def _score_path(path: Sequence[Sequence[HeadingPart]], stack: Sequence[str]) -> tuple[int, bool]:
    """How well ``path`` explains ``stack``: parts in order, each on its own heading cell; 0 when one is missing.

    Beside it whether the lowest cell, the column's own, is among them, or only those it shares with others.
    """
    total, position = 0, 0
    for number, parts in enumerate(path, start=1):
        best, at = 0, -1
        for index in range(position, len(stack)):
            score = max(part.score(stack[index]) for part in parts)
            is_lower = number == len(path) and score == best > 0
            if score > best or is_lower:
                best, at = score, index
        if not best:
            return 0, False
        total, position = total + best, at + 1
    return total, position == len(stack)


@lru_cache(maxsize=16384)
def score_column(headings: tuple[str, ...], stack: tuple[str, ...]) -> int:
    """How well one of ``headings`` explains the squashed ``stack``: 0 not at all, from 1,000 by its beginning.

    Cached: the same headings come on every page of a document.
    """
    return max((_score_path(_path(alternative), stack)[0] for alternative in headings), default=0)


@lru_cache(maxsize=16384)
def rank_column(headings: tuple[str, ...], stack: tuple[str, ...]) -> tuple[bool, int]:
    """As :func:`score_column`, behind whether the column's own cell is explained: it says more than its group's."""
    scores = (_score_path(_path(alternative), stack) for alternative in headings)
    return max(((is_own, score) for score, is_own in scores if score), default=(False, 0))


@lru_cache(maxsize=256)
def parts_of(headings: tuple[str, ...]) -> tuple[HeadingPart, ...]:
    """Every part of ``headings`` once, in order."""
    return tuple(dict.fromkeys(part for heading in headings for parts in _path(heading) for part in parts))


@lru_cache(maxsize=256)
def _beginnings(headings: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """(texts that are a heading, texts that begin one)."""
    parts = [part for part in parts_of(headings) if part.text]
    return frozenset(part.text for part in parts), tuple(part.text for part in parts if not part.whole)


def is_heading(text: str, headings: tuple[str, ...]) -> bool:
    """Whether the squashed ``text`` is, or begins like, a part of ``headings``."""
    whole, beginnings = _beginnings(headings)
    return text in whole or text.startswith(beginnings)


@lru_cache(maxsize=4096)
def nearest_heading(text: str, headings: tuple[str, ...]) -> str | None:
    """The one heading that the misread ``text`` is or begins with; None where it is known, short or bears digits.

    A digit tells one year's column from the next, and in a short word one letter makes another word.
    """
    if is_heading(text, headings) or any(character.isdigit() for character in text):
        return None
    near = {}
    for part in parts_of(headings):
        if len(part.text) >= _SHORTEST_MISREAD:
            likeness = fuzz.ratio(text if part.whole else text[: len(part.text)], part.text)
            if likeness >= _MISREAD_LIKENESS:
                near[part.text] = likeness
    best = sorted(near, key=lambda known: near[known], reverse=True)
    return best[0] if len(best) == 1 or (best and best[0].startswith(best[1])) else None


def is_misread(text: str, printed: frozenset[str]) -> bool:
    """Whether a heading read from a scan is one of ``printed`` but for a few letters."""
    return any(fuzz.ratio(text, known) >= _MISREAD_LIKENESS for known in printed)
