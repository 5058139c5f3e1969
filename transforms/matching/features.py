"""What is found about each pair, as numbers: citations, likeness, office, refutations, term, and rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from transforms.matching.line_texts import Citation
from transforms.matching.offices import OTHER, SAME
from transforms.matching.rivals import rival_features
from transforms.matching.score import FEATURES, FIRST_LOOK, log_odds
from transforms.matching.subjects import Subject

_WEAKER = {
    "nomor": "nomor_tidak_unik",
    "judul": "judul_sebagai_tema",
    "mitra": "mitra_tanpa_objek",
    "label": "label_tanpa_objek",
}


@dataclass(frozen=True)
class Found:
    """Pairs of one partition and what reading the single line said; the lists have an entry per pair."""

    subjects: Sequence[Subject]
    records: Sequence[Mapping[str, Any]]
    agreements: np.ndarray
    lines: np.ndarray
    citations: list[list[Citation]]
    foreign: list[list[str]]
    strange: list[list[str]]
    is_found: np.ndarray


def pair_features(
    found: Found,
    lines: pd.DataFrame,
    likeness: Mapping[str, np.ndarray],
    offices: np.ndarray,
    twins: np.ndarray,
) -> np.ndarray:
    """Return pairs x ``FEATURES``."""
    agreements, places = found.agreements, found.lines
    features = np.zeros((len(agreements), len(FEATURES)))

    def put(name: str, values: np.ndarray) -> None:
        features[:, FEATURES.index(name)] = values

    for name, values in likeness.items():
        put(name, values)
    office = offices[agreements, places] if len(agreements) else np.empty(0)
    is_same = office == SAME
    put("perangkat_daerah_sama", is_same)
    put("perangkat_daerah_lain", office == OTHER)
    put("bagian_sama", likeness["bagian_sama"] * is_same)
    put("kata_kerja_sama", lines["says_cooperation"].to_numpy(float)[places] * is_same)
    put("penunjang", lines["is_running"].to_numpy(float)[places])
    put("hanya_fasilitasi", lines["is_secretariat"].to_numpy(float)[places])
    put("daerah_lain", np.array([bool(names) for names in found.foreign], float))
    put("nama_asing", np.array([bool(names) for names in found.strange], float))
    put("di_luar_masa_berlaku", _out_of_term(found, lines["fiscal_year"].to_numpy(object)))
    for pair, citations in enumerate(found.citations):
        for name in _cited(citations):
            features[pair, FEATURES.index(name)] = 1.0
    for name, values in rival_features(
        agreements, places, log_odds(features, FIRST_LOOK), twins, found.is_found, _headings(lines)
    ).items():
        put(name, values)
    return features


def _headings(lines: pd.DataFrame) -> np.ndarray:
    """Return per line a number of the heading right above it; a line without one has a number of its own."""
    ids = zip(lines["line_item_id"], lines["ancestors"], strict=True)
    above = np.array([chain[0] if chain else own for own, chain in ids], dtype=object)
    return np.asarray(pd.factorize(above)[0], np.int64)


def _cited(citations: Sequence[Citation]) -> list[str]:
    """Return the features of citations: per basis the one that holds, else its weaker form."""
    holding = {citation.basis for citation in citations if citation.holds}
    only_named = {citation.basis for citation in citations} - holding
    return [*sorted(holding), *(_WEAKER[basis] for basis in sorted(only_named))]


def _out_of_term(found: Found, fiscal_years: np.ndarray) -> np.ndarray:
    """Tell per pair whether the fiscal year lies before the signing or after the end of the agreement."""
    years = np.array([np.nan if pd.isna(year) else float(year) for year in fiscal_years])[found.lines]
    first = np.array([subject.first_year or -np.inf for subject in found.subjects], float)
    last = np.array([subject.last_year or np.inf for subject in found.subjects], float)
    if not len(found.agreements):
        return np.empty(0)
    return np.asarray((years < first[found.agreements]) | (years > last[found.agreements]), float)
