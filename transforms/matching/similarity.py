"""How alike agreements and lines are, field by field: grids to find candidates by, figures for the pairs found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from transforms.matching.meaning import Meaning, nearness
from transforms.matching.subjects import SCOPE_WEIGHT, Subject
from transforms.matching.term_space import TermSpace, Weighted, of_pairs, presence, unit_rows
from transforms.matching.text import Bag, Vocabulary, is_concept

INDICATOR_WEIGHT = 0.5
EXPLAINED_DOUBT = 4.0
DECIMALS = 4

Rows: TypeAlias = sparse.csr_matrix


@dataclass(frozen=True)
class Queries:
    """Some agreements as rows over the terms of a partition."""

    title: Rows
    scope: Rows
    both: Rows
    wording: Rows
    theme: Rows
    known: Rows
    title_shares: Rows
    units: Rows
    fields: Rows
    meaning: np.ndarray

    def of(self, some: Sequence[int]) -> Queries:
        """Return only these agreements, in this order."""
        return Queries(**{part.name: getattr(self, part.name)[some] for part in fields(self)})


@dataclass(frozen=True)
class Grids:
    """Likeness of agreements x lines, each value in 0..1, for finding candidates.

    ``wording`` is that of title and name by all their words, the generic ones too: some objects have no others.
    """

    title: np.ndarray
    scope: np.ndarray
    wording: np.ndarray
    note: np.ndarray
    context: np.ndarray
    theme: np.ndarray
    meaning: np.ndarray
    unit: np.ndarray


class LineSpace:
    """The lines of one partition as weighted terms; weights come from these lines and the national nomenclature.

    Lines share texts: each distinct (name, indicator, note, context, kegiatan) is a row once, ``_row`` says which is a
    line's. A unit inside an office is looked for in the name and the kegiatan: one programme of the secretariat serves
    several of its units.
    """

    def __init__(
        self,
        lines: pd.DataFrame,
        nomenclature: Iterable[str],
        vocabulary: Vocabulary,
        ignore: frozenset[str],
        meaning: Meaning,
    ) -> None:
        self._vocabulary, self._meaning = vocabulary, meaning
        columns = ("name", "indicator", "note", "context", "kegiatan")
        texts = list(zip(*(lines[column] for column in columns), strict=True))
        distinct = sorted(set(texts))
        place = {text: row for row, text in enumerate(distinct)}
        self._row = np.array([place[text] for text in texts], np.int64)
        names, indicators, notes, contexts, kegiatan = (
            [vocabulary.bag(text[field]) for text in distinct] for field in range(len(columns))
        )
        known = [(vocabulary.bag(name),) for name in sorted(set(nomenclature))]
        worded = [(vocabulary.bag(name), vocabulary.bag(text)) for name, text in sorted({t[:2] for t in distinct})]
        self.space = TermSpace([*worded, *known], [*notes, *contexts], vocabulary, ignore)
        self._names = self.space.read(names).matrix
        indicator = self.space.read(indicators).matrix
        both = self._names.maximum(indicator * INDICATOR_WEIGHT).tocsr()
        note, above = self.space.read(notes).matrix, self.space.read(contexts).matrix
        self._name, self._note, self._context = unit_rows(both), unit_rows(note), unit_rows(above)
        self._around = presence(self._names.maximum(self.space.read(kegiatan).matrix).tocsr())
        self._anywhere = presence(both.maximum(note).tocsr())
        is_theme = np.array([is_concept(name) for name in self.space.names], bool)
        self._only_themes = sparse.diags(is_theme.astype(float)).tocsr()
        self._theme = unit_rows((self._names @ self._only_themes).tocsr())
        words = [vocabulary.full_bag(text[0]) for text in distinct]
        self._words = TermSpace([(bag,) for bag in words], (), vocabulary)
        self._wording = unit_rows(self._words.read(words).matrix)
        self._vectors = meaning.vectors(names, contexts)
        self._name_totals = np.asarray(self._names.sum(axis=1)).ravel()

    def weight(self, term: str) -> float:
        """Return the weight of a term; one that stands in no line and no nomenclature weighs as much as the rarest."""
        return self.space.weight(term)

    def ask(self, subjects: Sequence[Subject]) -> Queries:
        """Return agreements as rows, in their order."""
        bag = self._vocabulary.bag
        titles = [bag(subject.object_title) for subject in subjects]
        scopes = [bag(subject.object_scope) for subject in subjects]
        objects = [_heaviest(title, scope, SCOPE_WEIGHT) for title, scope in zip(titles, scopes, strict=True)]
        title, scope, both = (self.space.read(bags) for bags in (titles, scopes, objects))
        units = self.space.read([bag("; ".join(office.unit for office in subject.offices)) for subject in subjects])
        return Queries(
            title=unit_rows(title.matrix, title.unknown_squares),
            scope=unit_rows(scope.matrix, scope.unknown_squares),
            both=unit_rows(both.matrix, both.unknown_squares),
            wording=unit_rows(self._words.read([self._vocabulary.full_bag(s.object_title) for s in subjects]).matrix),
            theme=unit_rows((title.matrix @ self._only_themes).tocsr()),
            known=self.space.read(objects, is_weighted=False).matrix,
            title_shares=_shares_of(title),
            units=_shares_of(units),
            fields=unit_rows(self.space.read([bag(subject.fields) for subject in subjects]).matrix),
            meaning=self._meaning.vectors(titles, scopes),
        )

    def grids(self, asked: Queries) -> Grids:
        """Return the likeness of all these agreements and all lines."""
        return Grids(
            title=self._grid(asked.title, self._name),
            scope=self._grid(asked.scope, self._name),
            wording=self._grid(asked.wording, self._wording),
            note=self._grid(asked.both, self._note),
            context=self._grid(asked.both, self._context),
            theme=self._grid(asked.theme, self._theme),
            meaning=nearness(asked.meaning @ self._vectors.T)[:, self._row],
            unit=self._grid(asked.units, self._around),
        )

    def pairs(self, asked: Queries, agreements: np.ndarray, lines: np.ndarray) -> dict[str, np.ndarray]:
        """Return the figures of single pairs by feature; ``agreements`` count from the first asked for."""
        rows = self._row[lines]

        def alike(left: Rows, right: Rows) -> np.ndarray:
            return np.round(of_pairs(left, right, agreements, rows), DECIMALS)

        explained = of_pairs(asked.known, self._names, agreements, rows)
        totals = self._name_totals[rows]
        products = np.einsum("ij,ij->i", asked.meaning[agreements], self._vectors[rows])
        return {
            "kemiripan_judul": alike(asked.title, self._name),
            "kemiripan_lingkup": alike(asked.scope, self._name),
            "kemiripan_keterangan": alike(asked.both, self._note),
            "kemiripan_konteks": alike(asked.both, self._context),
            "kemiripan_tema": alike(asked.theme, self._theme),
            "kemiripan_makna": np.round(nearness(products), DECIMALS),
            "bidang_mitra": alike(asked.fields, self._name),
            "nama_terjelaskan": _share(explained, totals + EXPLAINED_DOUBT * (totals > 0)),
            "judul_tercakup": alike(asked.title_shares, self._anywhere),
            "bagian_sama": alike(asked.units, self._around),
            "kata_langka_asing": self._rarest_unexplained(asked, agreements, rows),
        }

    def _rarest_unexplained(self, asked: Queries, agreements: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Return the weight of the rarest word of the line's name that the agreement doesn't know, 0..1."""
        name = self._names[rows]
        left = name - name.multiply(presence(asked.known)[agreements])
        heaviest = np.asarray(left.max(axis=1).todense()).ravel() if left.shape[0] else np.empty(0)
        return np.round(np.clip(heaviest, 0.0, None) / self.space.rarest, DECIMALS)

    def _grid(self, queries: Rows, texts: Rows) -> np.ndarray:
        products: np.ndarray = (queries @ texts.T).toarray().astype("f4")
        grid: np.ndarray = products[:, self._row]
        return grid


def _heaviest(first: Bag, second: Bag, weight: float) -> Bag:
    """Join two bags; a term in both keeps its larger weight."""
    joined = dict(zip(first.numbers.tolist(), first.weights.tolist(), strict=True))
    for number, value in zip(second.numbers.tolist(), second.weights.tolist(), strict=True):
        joined[number] = max(joined.get(number, 0.0), weight * value)
    return Bag(np.array(list(joined), np.int64), np.array(list(joined.values()), float))


def _shares_of(weighted: Weighted) -> Rows:
    """Return each row divided by its whole weight, unknown terms included: products with presence are shares."""
    whole = np.asarray(weighted.matrix.sum(axis=1)).ravel() + weighted.unknown_sum
    return sparse.diags(np.divide(1.0, whole, out=np.zeros_like(whole), where=whole > 0)).tocsr() @ weighted.matrix


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    shares: np.ndarray = np.round(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0), DECIMALS)
    return shares
