"""Slips of the keyboard: words one insertion, deletion, change or swap of neighbours away from a known word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

SHORTEST = 6


class Spelling:
    """Known words, and which of them an unknown word is a slip of; ``is_right`` knows further rightly spelled words."""

    def __init__(self, known: Iterable[str], is_right: Callable[[str], bool] = lambda word: False) -> None:
        self._known = frozenset(word for word in known if word.isalpha() and len(word) >= SHORTEST)
        self._is_right = is_right
        self._by_piece: dict[str, list[str]] | None = None
        self._mended: dict[str, str | None] = {}

    def mended(self, word: str) -> str | None:
        """Return the one known word that the folded word is a slip of; None for known, short or ambiguous words."""
        if word not in self._mended:
            self._mended[word] = self._mend(word)
        return self._mended[word]

    def _mend(self, word: str) -> str | None:
        if len(word) < SHORTEST or not word.isalpha() or word in self._known or self._is_right(word):
            return None
        near = self.near(word)
        return near[0] if len(near) == 1 else None

    def near(self, word: str) -> list[str]:
        """Return the known words one slip away from a word, sorted."""
        if self._by_piece is None:
            self._by_piece = defaultdict(list)
            for known in sorted(self._known):
                for piece in _pieces(known):
                    self._by_piece[piece].append(known)
        found = {known for piece in _pieces(word) for known in self._by_piece.get(piece, ())}
        return sorted(known for known in found if OSA.distance(word, known, score_cutoff=1) == 1)


def _pieces(word: str) -> set[str]:
    """Return the word and what is left of it without each one of its letters: slips of one word share a piece."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
