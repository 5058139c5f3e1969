"""The pairs of one partition: the lines of one region, document kind, year, version and period against agreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from transforms.matching.candidates import Block, Channels, propose
from transforms.matching.citations import cite
from transforms.matching.features import Found, pair_features
from transforms.matching.line_texts import Citation, LineTexts
from transforms.matching.meaning import meaning_of
from transforms.matching.offices import compare_offices
from transforms.matching.refutations import NamesInLines
from transforms.matching.rivals import TWIN_LIKENESS
from transforms.matching.similarity import LineSpace, Queries
from transforms.matching.subjects import Subject
from transforms.matching.text import Vocabulary, squeeze

AGREEMENTS_AT_ONCE = 100
#: what pairs and their evidence need to know of a line
RECORD = (
    "line_item_id", "line_item_key", "region_code", "name", "indicator", "note", "location", "context", "skpd_name",
    "document_id", "file_name", "page", "sheet", "row_number", "is_leaf", "is_secretariat", "partition", "details",
)  # fmt: skip
_COOPERATION_ITSELF = ("kerjasamadaerah", "kerjasamadalamnegeri", "kerjasamaluarnegeri", "kerjasamaantardaerah")


@dataclass(frozen=True)
class Setting:
    """What every partition is read with: reference data and word lists."""

    reference: Any
    vocabulary: Vocabulary
    themes: frozenset[str]
    regions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Pairs:
    """The pairs of one partition, by agreement, then line: ``features`` has a row per pair, columns ``FEATURES``.

    ``agreements`` and ``lines`` are places in ``subjects`` and ``records``; the lists have an entry per pair.
    ``is_only_decided`` marks pairs looked at for nothing but what people said of them.
    """

    region_code: str
    subjects: Sequence[Subject]
    records: list[dict[str, Any]]
    agreements: np.ndarray
    lines: np.ndarray
    features: np.ndarray
    channels: list[dict[str, int]]
    citations: list[list[Citation]]
    foreign: list[list[str]]
    strange: list[list[str]]
    is_only_decided: np.ndarray


def find_pairs(
    subjects: Sequence[Subject], lines: pd.DataFrame, decided: Collection[tuple[str, str]], setting: Setting
) -> Pairs:
    """Return the pairs of all agreements with the lines of one partition (sorted by id, index from 0).

    ``decided`` are pairs of agreement_id and line_item_id that people spoke about: compared whatever the channels say.
    """
    region = str(lines["region_code"].iat[0])
    own_words = frozenset(setting.regions.get(region, ()))
    national = setting.reference.nomenclature["name"] if setting.reference is not None else ()
    meaning = meaning_of(setting.reference, setting.vocabulary)
    space = LineSpace(lines, national, setting.vocabulary, own_words, meaning)
    citations = _citations(subjects, lines, space, setting)
    asked = space.ask(subjects)
    offices = compare_offices(subjects, lines, setting.reference)
    channels = _propose(subjects, lines, region, space, asked, offices)
    records = _records(lines)
    found_anyhow = _choose(subjects, records, region, channels, citations)
    chosen = sorted(found_anyhow | _places_of(decided, subjects, records))
    agreements, places = (np.array([pair[side] for pair in chosen], np.int64) for side in (0, 1))
    names = NamesInLines(records, setting.reference, setting.themes, setting.vocabulary, own_words)
    found = Found(
        subjects=subjects,
        records=records,
        agreements=agreements,
        lines=places,
        citations=[citations.get(pair, []) for pair in chosen],
        foreign=[names.foreign_regions(subjects[a], line) for a, line in chosen],
        strange=[names.strange_names(subjects[a], line) for a, line in chosen],
        is_found=np.array([pair in channels or pair in citations for pair in chosen], bool),
    )
    features = pair_features(found, lines, space.pairs(asked, agreements, places), offices, _twins(asked))
    return Pairs(
        region, subjects, records, agreements, places, features,
        [channels.get(pair, {}) for pair in chosen], found.citations, found.foreign, found.strange,
        np.array([pair not in found_anyhow for pair in chosen], bool),
    )  # fmt: skip


def _records(lines: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the lines as ``RECORD``; page, sheet and row as JSON knows them, None where missing."""
    columns = [lines[name].tolist() for name in RECORD]
    for place, name in enumerate(RECORD):
        if name in ("page", "sheet", "row_number"):
            columns[place] = [_plain(value) for value in columns[place]]
    return [dict(zip(RECORD, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> str | int | None:
    if isinstance(value, str):
        return value or None
    return None if value is None or pd.isna(value) else int(value)


def _citations(
    subjects: Sequence[Subject], lines: pd.DataFrame, space: LineSpace, setting: Setting
) -> dict[tuple[int, int], list[Citation]]:
    cited = cite(subjects, lines, LineTexts(lines), space, setting.themes, setting.reference, setting.vocabulary)
    citations: dict[tuple[int, int], list[Citation]] = defaultdict(list)
    for citation in _finest(cited, lines):
        citations[citation.agreement, citation.line].append(citation)
    return dict(citations)


def _finest(citations: Sequence[Citation], lines: pd.DataFrame) -> list[Citation]:
    """Leave out a citation in a programme or kegiatan where a line below it is cited on the same basis."""
    ids, ancestors = lines["line_item_id"].tolist(), lines["ancestors"].tolist()
    covered = {(c.agreement, above, c.basis) for c in citations for above in ancestors[c.line]}
    return [c for c in citations if (c.agreement, ids[c.line], c.basis) not in covered]


def _propose(
    subjects: Sequence[Subject],
    lines: pd.DataFrame,
    region: str,
    space: LineSpace,
    asked: Queries,
    offices: np.ndarray,
) -> Channels:
    """Return the proposals for the agreements of the partition's region, some at a time to keep grids small."""
    here = [place for place, subject in enumerate(subjects) if region in subject.region_codes]
    bidang = np.array([".".join(str(code).split(".")[:2]) for code in lines["code"]])
    proposals: Channels = {}
    for start in range(0, len(here), AGREEMENTS_AT_ONCE):
        some = here[start : start + AGREEMENTS_AT_ONCE]
        block = Block(
            likeness=space.grids(asked.of(some)),
            offices=offices[some],
            urusans=np.array([np.isin(bidang, sorted(subjects[place].urusans)) for place in some]),
            is_running=lines["is_running"].to_numpy(bool),
            says_cooperation=lines["says_cooperation"].to_numpy("f4"),
            may_be_proposed=lines["is_leaf"].to_numpy(bool) & ~lines["is_secretariat"].to_numpy(bool),
        )
        proposals |= {(some[row], line): channels for (row, line), channels in propose(block).items()}
    return proposals


def _choose(
    subjects: Sequence[Subject],
    records: Sequence[Mapping[str, Any]],
    region: str,
    channels: Channels,
    citations: Mapping[tuple[int, int], list[Citation]],
) -> set[tuple[int, int]]:
    """Return the pairs to look at: proposed, cited, and the secretariat's lines where they fit."""
    chosen = {*channels, *citations}
    own_cost = [line for line, record in enumerate(records) if record["is_secretariat"] and record["is_leaf"]]
    for place, subject in enumerate(subjects):
        if region in subject.region_codes and _is_about_cooperation(subject):
            chosen |= {(place, line) for line in own_cost}
    return chosen


def _places_of(
    decided: Collection[tuple[str, str]], subjects: Sequence[Subject], records: Sequence[Mapping[str, Any]]
) -> set[tuple[int, int]]:
    place_of = {subject.agreement_id: place for place, subject in enumerate(subjects)}
    line_of = {record["line_item_id"]: line for line, record in enumerate(records)}
    return {(place_of[a], line_of[line]) for a, line in decided if a in place_of and line in line_of}


def _is_about_cooperation(subject: Subject) -> bool:
    """Tell whether an agreement speaks of cooperation itself: it is shown the secretariat's cost, never accepted."""
    said = squeeze(f"{subject.title} {subject.scope}")
    return any(phrase in said for phrase in _COOPERATION_ITSELF)


def _twins(asked: Queries) -> np.ndarray:
    """Return agreements x agreements: True where two have nearly the same object."""
    alike: np.ndarray = (asked.both @ asked.both.T).toarray() >= TWIN_LIKENESS
    np.fill_diagonal(alike, False)
    return alike
