"""Texts as weighted terms: inverse document frequencies over one partition, and sparse matrices of texts x terms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from transforms.matching.text import Bag, Vocabulary

_UNKNOWN, _IGNORED = -1, -2


@dataclass(frozen=True)
class Weighted:
    """``matrix`` of texts x terms; ``unknown_sum`` and ``unknown_squares`` of the weights outside its columns."""

    matrix: sparse.csr_matrix
    unknown_sum: np.ndarray
    unknown_squares: np.ndarray


class TermSpace:
    """The terms of one set of texts, in columns sorted by name, so that no order of reading shows in any figure."""

    def __init__(
        self,
        counted: Sequence[Sequence[Bag]],
        also: Sequence[Bag],
        vocabulary: Vocabulary,
        ignored: Collection[str] = (),
    ) -> None:
        """``counted``: per text its parts, which give the document frequencies; terms of ``also`` alone weigh most."""
        parts = [bag.numbers for text in counted for bag in text]
        of_text = np.repeat(np.arange(len(counted)), [sum(len(bag.numbers) for bag in text) for text in counted])
        once = np.unique(np.stack([of_text, _joined(parts)]), axis=1)[1] if parts else np.empty(0, np.int64)
        distinct = np.unique(np.concatenate([once, _joined([bag.numbers for bag in also])]))
        distinct = distinct[np.argsort(np.array([vocabulary.names[n] for n in distinct], dtype=object))]
        frequency = np.bincount(once, minlength=len(vocabulary.names))[distinct]
        self._vocabulary = vocabulary
        self.names = [vocabulary.names[number] for number in distinct]
        self.idf = np.log((1 + len(counted)) / (1 + frequency)) + 0.1
        self.rarest = float(self.idf.max(initial=1.0))
        self._columns = np.full(len(vocabulary.names), _UNKNOWN, np.int64)
        self._columns[distinct] = np.arange(len(distinct))
        for name in ignored:
            number = vocabulary.number(name)
            if number is not None and number < len(self._columns):
                self._columns[number] = _IGNORED

    def weight(self, term: str) -> float:
        """Return the weight of a term; one that stands in no text weighs as much as the rarest."""
        number = self._vocabulary.number(term)
        column = _UNKNOWN if number is None or number >= len(self._columns) else int(self._columns[number])
        return float(self.idf[column]) if column >= 0 else self.rarest

    def read(self, bags: Sequence[Bag], is_weighted: bool = True) -> Weighted:
        """Return the bags as rows, each entry its given weight times idf (its weight alone where not weighted)."""
        lengths = np.array([len(bag.numbers) for bag in bags], np.int64)
        numbers = _joined([bag.numbers for bag in bags])
        weights = np.concatenate([bag.weights for bag in bags] or [np.empty(0)])
        rows = np.repeat(np.arange(len(bags)), lengths)
        known = numbers < len(self._columns)
        columns = np.where(known, self._columns[np.where(known, numbers, 0)] if len(self._columns) else 0, _UNKNOWN)
        inside, unknown = columns >= 0, columns == _UNKNOWN
        values = weights * (self.idf[np.where(inside, columns, 0)] if is_weighted and len(self.idf) else 1.0)
        matrix = sparse.csr_matrix(
            (values[inside], (rows[inside], columns[inside])), shape=(len(bags), len(self.idf)), dtype=float
        )
        matrix.sort_indices()
        strange = weights[unknown] * self.rarest
        return Weighted(
            matrix,
            np.bincount(rows[unknown], strange, minlength=len(bags)),
            np.bincount(rows[unknown], strange**2, minlength=len(bags)),
        )


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if len(parts) else np.empty(0, np.int64)


def unit_rows(matrix: sparse.csr_matrix, unknown_squares: np.ndarray | float = 0.0) -> sparse.csr_matrix:
    """Scale each row to length one, counting the squares outside the matrix too; empty rows stay empty."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel() + unknown_squares)
    return sparse.diags(np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)).tocsr() @ matrix


def presence(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix with every stored entry as one."""
    return sparse.csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)


def of_pairs(left: sparse.csr_matrix, right: sparse.csr_matrix, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return the product of row ``rows[i]`` of the left with row ``columns[i]`` of the right, for each i."""
    return np.asarray(left[rows].multiply(right[columns]).sum(axis=1)).ravel()
