"""All links of one partition: the lines of one region, document kind, year, version and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from transforms.matching.bands import Costs, place
from transforms.matching.candidates import Block, Channels, propose, soft_features
from transforms.matching.citations import cite
from transforms.matching.decisions import Verdict
from transforms.matching.evidence import build_evidence, what_speaks_against
from transforms.matching.line_texts import Citation, LineTexts
from transforms.matching.offices import compare_offices
from transforms.matching.refutations import NamesInLines
from transforms.matching.score import Model, probability_of, terms_of
from transforms.matching.similarity import LineSpace
from transforms.matching.subjects import Subject
from transforms.matching.text import Vocabulary, squeeze

AGREEMENTS_AT_ONCE = 100
_COOPERATION_ITSELF = ("kerjasamadaerah", "kerjasamadalamnegeri", "kerjasamaluarnegeri", "kerjasamaantardaerah")


@dataclass(frozen=True)
class Setting:
    """What every partition is read with: reference data, word lists, model and costs."""

    reference: Any
    vocabulary: Vocabulary
    themes: frozenset[str]
    regions: Mapping[str, tuple[str, ...]]
    model: Model
    costs: Costs


@dataclass(frozen=True)
class Partition:
    """The lines of one partition (index from 0) with what was read in them; citations by (agreement, line)."""

    lines: pd.DataFrame
    records: list[dict[str, Any]]
    space: LineSpace
    citations: Mapping[tuple[int, int], list[Citation]]
    names: NamesInLines

    @property
    def region(self) -> str:
        """Return the region whose lines these are."""
        return str(self.records[0]["region_code"])


def link_partition(
    subjects: Sequence[Subject],
    lines: pd.DataFrame,
    verdicts: Mapping[tuple[str, str], Verdict],
    setting: Setting,
) -> Iterator[dict[str, Any]]:
    """Yield the links of all agreements to the lines of one partition, in order of agreement and line."""
    partition = _read(subjects, lines, setting)
    keys: dict[str, list[int]] = defaultdict(list)
    for line, key in enumerate(lines["line_item_key"]):
        keys[key].append(line)
    decided: dict[str, list[int]] = defaultdict(list)
    for agreement_id, key in verdicts:
        decided[agreement_id].extend(keys.get(key, ()))
    for start in range(0, len(subjects), AGREEMENTS_AT_ONCE):
        some = subjects[start : start + AGREEMENTS_AT_ONCE]
        grids = _grids(some, partition, setting)
        found, soft = propose(grids), soft_features(grids)
        for offset, subject in enumerate(some):
            agreement = start + offset
            pairs = {line for a, line in partition.citations if a == agreement} | set(decided[subject.agreement_id])
            if partition.region in subject.region_codes:
                pairs |= {line for a, line in found if a == offset} | set(_own_cost(subject, partition))
            for line in sorted(pairs):
                verdict = verdicts.get((subject.agreement_id, partition.records[line]["line_item_key"]))
                yield _link(subject, agreement, line, offset, found, soft, verdict, partition, setting)


def _read(subjects: Sequence[Subject], lines: pd.DataFrame, setting: Setting) -> Partition:
    own_words = frozenset(setting.regions.get(lines["region_code"].iat[0], ()))
    national = setting.reference.nomenclature["name"] if setting.reference is not None else ()
    space = LineSpace(lines, national, setting.vocabulary, own_words)
    citations: dict[tuple[int, int], list[Citation]] = defaultdict(list)
    cited = cite(subjects, lines, LineTexts(lines), space, setting.themes, setting.reference, setting.vocabulary)
    for citation in _finest(cited, lines):
        citations[citation.agreement, citation.line].append(citation)
    records = lines.to_dict("records")
    names = NamesInLines(records, setting.reference, setting.themes, setting.vocabulary, own_words)
    return Partition(lines, records, space, dict(citations), names)


def _finest(citations: Sequence[Citation], lines: pd.DataFrame) -> list[Citation]:
    """Leave out a citation in a programme or kegiatan where a line below it is cited on the same basis."""
    ids, ancestors = lines["line_item_id"].tolist(), lines["ancestors"].tolist()
    covered = {(c.agreement, above, c.basis) for c in citations for above in ancestors[c.line]}
    return [c for c in citations if (c.agreement, ids[c.line], c.basis) not in covered]


def _grids(subjects: Sequence[Subject], partition: Partition, setting: Setting) -> Block:
    lines = partition.lines
    return Block(
        likeness=partition.space.compare(subjects),
        offices=compare_offices(subjects, lines, setting.reference),
        is_running=lines["is_running"].to_numpy(bool),
        says_cooperation=lines["says_cooperation"].to_numpy(float),
        may_be_proposed=lines["is_leaf"].to_numpy(bool) & ~lines["is_secretariat"].to_numpy(bool),
    )


def _own_cost(subject: Subject, partition: Partition) -> list[int]:
    """Return the secretariat's lines for an agreement that speaks of cooperation itself: shown, never accepted."""
    said = squeeze(f"{subject.title} {subject.scope}")
    if not any(phrase in said for phrase in _COOPERATION_ITSELF):
        return []
    return [n for n, line in enumerate(partition.records) if line["is_secretariat"] and line["is_leaf"]]


def _link(
    subject: Subject,
    agreement: int,
    line: int,
    offset: int,
    found: Channels,
    soft: Mapping[str, np.ndarray],
    verdict: Verdict | None,
    partition: Partition,
    setting: Setting,
) -> dict[str, Any]:
    record = partition.records[line]
    citations = partition.citations.get((agreement, line), [])
    foreign, strange = partition.names.foreign_regions(subject, line), partition.names.strange_names(subject, line)
    features = {
        **{name: float(grid[offset, line]) for name, grid in soft.items()},
        "hanya_fasilitasi": float(record["is_secretariat"]),
        "daerah_lain": float(bool(foreign)),
        "nama_asing": float(bool(strange)),
        "di_luar_masa_berlaku": float(_is_out_of_term(subject, record["fiscal_year"])),
        **_cited(citations),
        **_decided(verdict),
    }
    terms = terms_of(features, setting.model)
    probability = probability_of(terms)
    holding = {citation.basis for citation in citations if citation.holds}
    said = verdict.verdict if verdict else None
    band = place(holding, probability, said, bool(record["is_secretariat"]), bool(foreign), setting.costs)
    against = what_speaks_against(features, citations, foreign, strange)
    channels = found.get((offset, line), {})
    return {
        "agreement_id": subject.agreement_id,
        "line_item_id": record["line_item_id"],
        "basis": band.basis,
        "strength": band.strength,
        "probability": probability,
        "state": band.state,
        "decided_by": band.decided_by,
        "model_version": setting.model.version,
        "evidence": build_evidence(subject, record, citations, channels, terms, against, verdict, setting.vocabulary),
    }


def _cited(citations: Sequence[Citation]) -> dict[str, float]:
    """Return the features of citations: per basis the one that holds, else its weaker form."""
    weaker = {
        "nomor": "nomor_tidak_unik",
        "judul": "judul_sebagai_tema",
        "mitra": "mitra_tanpa_objek",
        "label": "label_tanpa_objek",
    }
    holding = {citation.basis for citation in citations if citation.holds}
    only_named = {citation.basis for citation in citations} - holding
    return {**dict.fromkeys(sorted(holding), 1.0), **{weaker[basis]: 1.0 for basis in sorted(only_named)}}


def _decided(verdict: Verdict | None) -> dict[str, float]:
    if verdict is None or verdict.verdict == "ragu":
        return {}
    return {"putusan_tidak_sesuai" if verdict.verdict == "tidak_sesuai" else "putusan_sesuai": 1.0}


def _is_out_of_term(subject: Subject, fiscal_year: Any) -> bool:
    if fiscal_year is None or pd.isna(fiscal_year):
        return False
    starts_later = subject.first_year is not None and int(fiscal_year) < subject.first_year
    return starts_later or (subject.last_year is not None and int(fiscal_year) > subject.last_year)
