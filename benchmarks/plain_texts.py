"""Pairs of texts that are no Indonesian budget lines, compared by the engine's own parts.

The engine's: weighted term spaces with what lies outside them, shares explained, the rarest unexplained word on either
side, and every rank against rivals. The adapter's, here: words and character trigrams of any language in place of
Indonesian stems and concepts, and numbers that contradict each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import cast

import numpy as np
from scipy import sparse

from transforms.matching.rivals import rival_features
from transforms.matching.term_space import TermSpace, of_pairs, presence, unit_rows
from transforms.matching.text import Bag, Vocabulary

Tokens = Callable[[str], Iterable[str]]


class Terms:
    """Numbers for tokens, as the engine's term spaces ask for them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.names: list[str] = []

    def number(self, name: str) -> int | None:
        """Return the number of a token, None where none has it."""
        return self._numbers.get(name)

    def bag(self, tokens: Iterable[str]) -> Bag:
        """Return the distinct tokens as a bag, all of the same weight."""
        distinct = sorted(set(tokens))
        for token in distinct:
            if token not in self._numbers:
                self._numbers[token] = len(self.names)
                self.names.append(token)
        return Bag(np.array([self._numbers[token] for token in distinct], np.int64), np.ones(len(distinct)))


def fold(text: str) -> str:
    """Return the text in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the words and numbers of a text."""
    return re.findall(r"[^\W_]+", fold(text))


def trigrams(text: str) -> list[str]:
    """Return all runs of three characters of the words side by side, their borders included."""
    joined = f" {' '.join(words(text))} "
    return [joined[place : place + 3] for place in range(len(joined) - 2)]


def numbers(text: str) -> list[str]:
    """Return the words that hold a digit."""
    return [word for word in words(text) if any(c.isdigit() for c in word)]


class Likeness:
    """Two lists of texts in one space of terms, and likeness of pairs between them."""

    def __init__(self, left: Sequence[str], right: Sequence[str], tokens: Tokens) -> None:
        terms = Terms()
        bags = [[terms.bag(tokens(text)) for text in side] for side in (left, right)]
        vocabulary = cast(Vocabulary, terms)
        self._space = TermSpace([(bag,) for side in bags for bag in side], (), vocabulary)
        self._rows = [self._space.read(side).matrix for side in bags]
        self._units = [unit_rows(rows) for rows in self._rows]

    def nearest(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Return (left, right) places of the ``most`` likest left texts of each right one."""
        products = (self._units[1] @ self._units[0].T).tocsr()
        lefts, rights = [], []
        for right in range(products.shape[0]):
            start, end = products.indptr[right : right + 2]
            best = np.argsort(-products.data[start:end], kind="stable")[:most]
            lefts.append(products.indices[start:end][best])
            rights.append(np.full(len(best), right))
        return np.concatenate(lefts), np.concatenate(rights)

    def of(self, left: np.ndarray, right: np.ndarray) -> list[np.ndarray]:
        """Return of pairs: cosine, share of either side explained, rarest unexplained word of either side."""
        columns = [of_pairs(self._units[0], self._units[1], left, right)]
        sides = ((self._rows[0], left, self._rows[1], right), (self._rows[1], right, self._rows[0], left))
        for rows, own, others, other in sides:
            total = np.asarray(rows.sum(axis=1)).ravel()[own]
            common = of_pairs(rows, presence(others), own, other)
            columns.append(np.divide(common, total, out=np.ones_like(total), where=total > 0))
            columns.append(self._rarest(rows[own], presence(others)[other]))
        return columns

    def _rarest(self, rows: sparse.csr_matrix, known: sparse.csr_matrix) -> np.ndarray:
        left = rows - rows.multiply(known)
        heaviest = np.asarray(left.max(axis=1).todense()).ravel() if left.shape[0] else np.empty(0)
        return np.clip(heaviest, 0.0, None) / self._space.rarest


def contradictions(left: Sequence[str], right: Sequence[str]) -> list[np.ndarray]:
    """Return of pairs of texts: 1 where they share a word with a digit, 1 where each has one that the other lacks."""
    sets = [[set(numbers(text)) for text in side] for side in (left, right)]
    shared = [bool(one & other) for one, other in zip(*sets, strict=True)]
    differ = [bool(one - other) and bool(other - one) for one, other in zip(*sets, strict=True)]
    return [np.array(shared, float), np.array(differ, float)]


def ranks(left: np.ndarray, right: np.ndarray, scores: np.ndarray) -> list[np.ndarray]:
    """Return how pairs stand among their rivals: the right text as the agreement, the left one as its line."""
    twins = np.zeros((int(right.max(initial=-1)) + 1,) * 2, bool) if len(right) else np.zeros((0, 0), bool)
    found = rival_features(right, left, scores, twins, np.ones(len(scores), bool))
    return [found[name] for name in sorted(found) if name != "kembar_lebih_kuat"]
