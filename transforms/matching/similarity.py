"""How alike the object of each agreement and each line are, field by field, as dense agreement x line grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from transforms.matching.subjects import SCOPE_WEIGHT, Subject
from transforms.matching.text import TermSpace, Vocabulary, is_concept, unit_rows

CONCEPT_WEIGHT = 0.7
INDICATOR_WEIGHT = 0.5
EXPLAINED_DOUBT = 4.0
DECIMALS = 4

Weights = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Likeness:
    """Grids of agreements x lines, each value in 0..1.

    ``title``, ``scope``: against name and indicator; ``note``, ``context``: both against the note, and against the
    programme and kegiatan above; ``unit``: share of the unit inside the office found in name or above; ``explained``:
    share of the line's own name that the object accounts for; ``covered``: share of the title found anywhere.
    """

    title: np.ndarray
    scope: np.ndarray
    note: np.ndarray
    context: np.ndarray
    unit: np.ndarray
    explained: np.ndarray
    covered: np.ndarray


class LineSpace:
    """The lines of one partition as weighted terms; weights come from these lines and the national nomenclature."""

    def __init__(
        self, lines: pd.DataFrame, nomenclature: Iterable[str], vocabulary: Vocabulary, ignore: frozenset[str]
    ) -> None:
        self.vocabulary = vocabulary
        self._ignore = ignore
        names = [self._bag(text) for text in lines["name"]]
        indicators = [self._bag(text) for text in lines["indicator"]]
        both = [_heaviest(name, indicator, INDICATOR_WEIGHT) for name, indicator in zip(names, indicators, strict=True)]
        notes = [self._bag(text) for text in lines["note"]]
        context = [self._bag(text) for text in lines["context"]]
        known = {name: self._bag(name) for name in sorted(set(nomenclature))}
        distinct = dict(zip(lines["name"] + "\n" + lines["indicator"], both, strict=True))
        counted = [distinct[text] for text in sorted(distinct)] + list(known.values())
        self.space = TermSpace.over(counted, also=(term for bag in (*notes, *context) for term in bag))
        matrix = self.space.matrix
        self._names = matrix(names)
        self._name = unit_rows(matrix(both))
        self._note = unit_rows(matrix(notes))
        self._context = unit_rows(matrix(context))
        self._around = matrix([_heaviest(name, above, 1.0) for name, above in zip(names, context, strict=True)])
        self._anywhere = matrix([_heaviest(one, note, 1.0) for one, note in zip(both, notes, strict=True)])

    def compare(self, subjects: Sequence[Subject]) -> Likeness:
        """Return how alike these agreements and all lines of the partition are."""
        titles = [self._bag(subject.object_title) for subject in subjects]
        scopes = [self._bag(subject.object_scope) for subject in subjects]
        objects = [_heaviest(title, scope, SCOPE_WEIGHT) for title, scope in zip(titles, scopes, strict=True)]
        units = [self._bag("; ".join(office.unit for office in subject.offices)) for subject in subjects]
        title, missing = self._matrix(titles)
        scope, strange = self._matrix(scopes)
        both = unit_rows(*self._matrix(objects))
        return Likeness(
            title=_product(unit_rows(title, missing), self._name),
            scope=_product(unit_rows(scope, strange), self._name),
            note=_product(both, self._note),
            context=_product(both, self._context),
            unit=_shares(_presence(self._around), *self._matrix(units)).T,
            explained=_shares(self._knowledge(objects), self._names, doubt=EXPLAINED_DOUBT),
            covered=_shares(_presence(self._anywhere), title, missing).T,
        )

    def _knowledge(self, bags: Sequence[dict[str, float]]) -> sparse.csr_matrix:
        """Return per agreement how fully it knows a term: 1 in the title, less in the scope only."""
        known = self.space.matrix([self._known(bag) for bag in bags])
        known.data = known.data / self.space.idf[known.indices]
        return known

    def _matrix(self, bags: Sequence[dict[str, float]]) -> tuple[sparse.csr_matrix, Weights]:
        """Return the terms the lines know as a matrix, and per bag the weights of those they don't know."""
        rarest = float(self.space.idf.max(initial=1.0))
        strange = [[weight * rarest for term, weight in bag.items() if term not in self.space.index] for bag in bags]
        return self.space.matrix([self._known(bag) for bag in bags]), strange

    def weight(self, term: str) -> float:
        """Return the weight of a term; one that stands in no line and no nomenclature weighs as much as the rarest."""
        return self.space.weight(term) if term in self.space.index else float(self.space.idf.max(initial=1.0))

    def _known(self, bag: dict[str, float]) -> dict[str, float]:
        return {term: weight for term, weight in bag.items() if term in self.space.index}

    def _bag(self, text: str) -> dict[str, float]:
        return {
            term.stem: CONCEPT_WEIGHT if is_concept(term.stem) else 1.0
            for term in self.vocabulary.terms(text)
            if term.stem not in self._ignore
        }


def _heaviest(first: dict[str, float], second: dict[str, float], weight: float) -> dict[str, float]:
    """Join two bags; a term in both keeps its larger weight."""
    joined = dict(first)
    for term, value in second.items():
        joined[term] = max(joined.get(term, 0.0), weight * value)
    return joined


def _presence(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    present = matrix.copy()
    present.data = np.ones_like(present.data)
    return present


def _product(queries: sparse.csr_matrix, texts: sparse.csr_matrix) -> np.ndarray:
    product: np.ndarray = (queries @ texts.T).toarray()
    return np.round(product, DECIMALS)


def _shares(
    present: sparse.csr_matrix, weighted: sparse.csr_matrix, missing: Weights = (), doubt: float = 0.0
) -> np.ndarray:
    """Return per pair which share of the weight of the right text, ``missing`` weights included, stands in the left.

    ``doubt`` is added to the whole, so that a text of one common word is never fully accounted for.
    """
    total = np.asarray(weighted.sum(axis=1)).ravel() + [sum(weights) for weights in missing or [()] * weighted.shape[0]]
    total = total + doubt * (total > 0)
    found: np.ndarray = (present @ weighted.T).toarray()
    shares: np.ndarray = np.divide(found, total, out=np.zeros_like(found), where=total > 0)
    return np.round(shares, DECIMALS)
