"""Decisions carried to the lines they speak of, in documents of other years, versions and code editions.

A decision holds for the key of a line. Where a document prints the key under the same name, the decision holds. Where
it doesn't, the line is looked for in the same office and level: by the crosswalk between code editions, else by its
name, among equals by the names above it too; found once on both sides it is carried. Found several times (split),
under another name, or at another office, it is reopened as a candidate. What fits nowhere is listed, never lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from transforms.matching.decisions import Verdict, are_opposed, disputed, latest_verdicts
from transforms.matching.same_names import is_same_name
from transforms.matching.shelves import Line, Shelves
from transforms.matching.text import squeeze

Way = Literal["kunci", "padanan_kode", "padanan_nama", "dibuka_kembali"]

REOPENED: Literal["dibuka_kembali"] = "dibuka_kembali"
PLACEMENT_COLUMNS = (
    "agreement_id", "line_item_key", "verdict", "reviewer", "decided_at", "state", "line_count", "reason",
    "source_document_id", "source_row_id",
)  # fmt: skip
#: a name that stands under more keys says nothing of which line was meant
_MOST_BY_NAME = 3
_NO_AGREEMENT = "naskah kerja sama tidak ditemukan lagi"
_NO_LINE = "baris tidak ditemukan lagi"
_NOT_SINGLE = "baris terpecah atau tidak unik; putusan lama perlu dilihat lagi"
_MOVED = "baris bernama sama kini pada perangkat daerah lain; putusan lama perlu dilihat lagi"
_KEY_GONE = "kunci baris yang diputuskan tidak ada lagi"


@dataclass(frozen=True)
class Carried:
    """A decision as it holds for one line: its ``verdict`` is ``dibuka_kembali`` where a person must look again.

    ``is_elsewhere``: the line stands in another document than the one in which the reviewer saw it; ``seen`` are then
    the squeezed texts of the line seen, null where nobody knows them.
    """

    decision: Verdict
    way: Way
    remark: str = ""
    is_elsewhere: bool = False
    seen: tuple[str, ...] | None = None

    @property
    def verdict(self) -> str:
        return REOPENED if self.way == REOPENED else self.decision.verdict

    @property
    def leaves_citations(self) -> bool:
        """Whether it is no more than a doubt taken in another document: what this one cites itself still holds."""
        is_doubt = self.way == REOPENED or self.decision.verdict == "ragu"
        return self.is_elsewhere and is_doubt and self.decision.verdict != "tidak_sesuai"


@dataclass(frozen=True)
class Carriage:
    """``by_line``: (agreement_id, line_item_id) -> what holds there. ``placements``: a row per decided pair with
    ``state`` (berlaku, terbuka_kembali, tidak_terpasang), the number of lines it reached and a ``reason``."""

    by_line: dict[tuple[str, str], Carried]
    placements: pd.DataFrame


def carry_decisions(
    decisions: pd.DataFrame, regions_of: Mapping[str, frozenset[str]], lines: pd.DataFrame, reference: Any
) -> Carriage:
    """Return what people decided, by line; ``regions_of`` gives the regions of each agreement at hand.

    ``lines`` as ``select_lines`` gives them. Nothing depends on the order of decisions or lines.
    """
    verdicts = latest_verdicts(decisions)
    shelves = Shelves(lines if verdicts else lines.head(0), reference)
    found: dict[tuple[str, str], Carried] = {}
    placements = []
    for (agreement_id, key), verdict in verdicts.items():
        reached = dict(_carry(shelves, key, verdict, regions_of.get(agreement_id, frozenset())))
        if agreement_id in regions_of:
            for line_id, carried in reached.items():
                pair = agreement_id, line_id
                found[pair] = _stronger(found[pair], carried) if pair in found else carried
        placements.append(_placement(agreement_id, key, verdict, reached, agreement_id in regions_of))
    return Carriage(dict(sorted(found.items())), pd.DataFrame(placements, columns=list(PLACEMENT_COLUMNS)))


def _stronger(one: Carried, other: Carried) -> Carried:
    """A decision on the very key goes before one carried there, a carried one before a reopened one, then the later;
    of two that say opposite things at the same moment neither holds."""
    ranks = [(each.way == "kunci", each.way != REOPENED, each.decision.decided_at) for each in (one, other)]
    if ranks[0] != ranks[1]:
        return one if ranks[0] > ranks[1] else other
    first, second = sorted((one, other), key=lambda each: (each.decision, each.way, each.remark))
    if are_opposed({one.decision.verdict, other.decision.verdict}):
        return replace(second, decision=disputed((first.decision, second.decision)))
    return second


def _placement(
    agreement_id: str, key: str, verdict: Verdict, reached: Mapping[str, Carried], is_known: bool
) -> tuple[object, ...]:
    if not is_known or not reached:
        state, reason = "tidak_terpasang", _NO_LINE if is_known else _NO_AGREEMENT
    elif verdict.is_disputed:
        state, reason = "terbuka_kembali", verdict.note
    elif any(carried.way != REOPENED for carried in reached.values()):
        state, reason = "berlaku", ""
    else:
        state, reason = "terbuka_kembali", "; ".join(sorted({carried.remark for carried in reached.values()}))
    count = len(reached) if is_known else 0
    return (
        agreement_id, key, verdict.verdict, verdict.reviewer or None, verdict.decided_at or None, state, count,
        reason or None, verdict.source_document_id or None, verdict.source_row_id or None,
    )  # fmt: skip


def _carry(shelves: Shelves, key: str, verdict: Verdict, regions: frozenset[str]) -> Iterator[tuple[str, Carried]]:
    """Yield every line the decision reaches, with how it holds there; a line comes once."""
    files = verdict.files
    own = shelves.of_key(key)
    seen = tuple(sorted({squeeze(text) for line in own if line.file in files for text in line.texts}))
    for line, carried in _reach(shelves, key, verdict, regions):
        # the key alone doesn't tell in which document the line was seen
        is_elsewhere = line.file not in files if files else bool(own) and line.key != key
        yield line.line_id, replace(carried, is_elsewhere=is_elsewhere, seen=(seen or None) if is_elsewhere else None)


def _reach(shelves: Shelves, key: str, verdict: Verdict, regions: frozenset[str]) -> Iterator[tuple[Line, Carried]]:
    own = shelves.of_key(key)
    name = _decided_name(own, verdict)
    anchors = [line for line in own if is_same_name(line.name, name)]
    if not own:
        yield from _by_name_alone(shelves, name, verdict, regions)
    for line in anchors:
        yield line, Carried(verdict, "kunci")
    settled = {line.document_id for line in anchors}
    for home in sorted({line.home for line in anchors}):
        there = [line for line in anchors if line.home == home]
        for document_id, others in shelves.documents_of(home):
            if document_id not in settled:
                for line, carried in _in_document(shelves, there, others, verdict):
                    settled.add(document_id)
                    yield line, carried
    renamed = [line for line in own if line.document_id not in settled]
    for line in renamed:
        yield line, Carried(verdict, REOPENED, f"nama baris berubah: '{name}' menjadi '{line.name}'")
    yield from _moved(shelves, anchors, settled | {line.document_id for line in renamed}, verdict)


def _in_document(
    shelves: Shelves, anchors: list[Line], others: list[Line], verdict: Verdict
) -> Iterator[tuple[Line, Carried]]:
    """Yield the counterparts of a decided line in a document that doesn't print its key under its name."""
    for counterparts in shelves.counterparts(anchors, others):
        by_code = [line for line in others if line.code in counterparts.codes]
        is_single = counterparts.is_one_to_one and len(by_code) == 1
        way: Way = "padanan_kode" if is_single else REOPENED
        for line in by_code:
            remark = "dibawa dari baris padanan (kode)" if is_single else counterparts.remark or _NOT_SINGLE
            yield line, Carried(verdict, way, remark)
        if by_code:
            return
    by_name = [line for line in others if is_same_name(anchors[0].name, line.name)]
    is_single = len(by_name) == 1 and not any(shelves.has_namesakes(anchor) for anchor in anchors)
    if not is_single:
        paths = {anchor.path for anchor in anchors}
        by_path = [line for line in by_name if line.path in paths]
        if len(by_path) == 1 and len(paths) == 1 and not any(shelves.has_doubles(anchor) for anchor in anchors):
            by_name, is_single = by_path, True
    for line in by_name:
        if is_single:
            yield line, Carried(verdict, "padanan_nama", "dibawa dari baris padanan (nama)")
        else:
            yield line, Carried(verdict, REOPENED, _NOT_SINGLE)


def _moved(
    shelves: Shelves, anchors: list[Line], settled: set[str], verdict: Verdict
) -> Iterator[tuple[Line, Carried]]:
    """Yield the line of the decided name where it stands at another office now, once in documents of one kind, year and
    version that have it nowhere else; it must have been the only one of its name before, too."""
    known = {line.partition for line in anchors} | {shelves.partition_of(document) for document in settled}
    singles = [line for line in anchors if len(shelves.named_like(line)) == 1]
    for line in singles[:1]:
        for partition, namesakes in shelves.namesakes_elsewhere(line):
            if partition not in known and len(namesakes) == 1:
                yield namesakes[0], Carried(verdict, REOPENED, _MOVED)


def _by_name_alone(
    shelves: Shelves, name: str, verdict: Verdict, regions: frozenset[str]
) -> Iterator[tuple[Line, Carried]]:
    """Yield lines of the decided name where its key stands nowhere any more: a person looks again."""
    for region in sorted(regions):
        named = [line for line in shelves.of_region(region) if is_same_name(name, line.name)]
        if len({line.key for line in named}) <= _MOST_BY_NAME:
            yield from ((line, Carried(verdict, REOPENED, _KEY_GONE)) for line in named)


def _decided_name(own: list[Line], verdict: Verdict) -> str:
    """Return the name of the line as the reviewer saw it, else as the documents up to the year of the decision say."""
    if verdict.line_name:
        return verdict.line_name
    if not own:
        return ""
    decided = int(verdict.decided_at[:4]) + 1 if verdict.decided_at[:4].isdigit() else 0
    seen = [line for line in own if line.year <= decided] or [min(own, key=lambda line: (line.year, line.line_id))]
    return max(seen, key=lambda line: (line.year, line.line_id)).name
