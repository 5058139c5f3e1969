"""Decisions carried to the lines they speak of, in documents of other years, versions and code editions.

A decision holds for the key of a line. Where a document prints the key under the same name, the decision holds; under
another name it is reopened. Where a document lacks the key, the line is looked for by the crosswalk of codes, else by
its name in the same office and level: found once on both sides it is carried, found several times (split) it is
reopened as a candidate. What fits nowhere is listed, never lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from rapidfuzz import fuzz

from transforms.codes import UnreadableCode, parse_code
from transforms.matching.decisions import Verdict, latest_verdicts
from transforms.matching.offices import office_key
from transforms.matching.text import squeeze

Way = Literal["kunci", "padanan_kode", "padanan_nama", "dibuka_kembali"]
CodeMap = Mapping[tuple[int, ...], frozenset[tuple[int, ...]]]

REOPENED: Literal["dibuka_kembali"] = "dibuka_kembali"
SAME_NAME = 93.0
PLACEMENT_COLUMNS = (
    "agreement_id", "line_item_key", "verdict", "reviewer", "decided_at", "state", "line_count", "reason",
    "source_document_id", "source_row_id",
)  # fmt: skip
_NO_AGREEMENT = "naskah kerja sama tidak ditemukan lagi"
_NO_LINE = "baris tidak ditemukan lagi"


@dataclass(frozen=True)
class Carried:
    """A decision as it holds for one line: its ``verdict`` is ``dibuka_kembali`` where a person must look again."""

    decision: Verdict
    way: Way
    remark: str = ""

    @property
    def verdict(self) -> str:
        return REOPENED if self.way == REOPENED else self.decision.verdict


@dataclass(frozen=True)
class Carriage:
    """``by_line``: (agreement_id, line_item_id) -> what holds there. ``placements``: a row per decided pair with
    ``state`` (berlaku, terbuka_kembali, tidak_terpasang), the number of lines it reached and a ``reason``."""

    by_line: dict[tuple[str, str], Carried]
    placements: pd.DataFrame


def carry_decisions(
    decisions: pd.DataFrame,
    regions_of: Mapping[str, frozenset[str]],
    lines: pd.DataFrame,
    reference: Any,
    codes: CodeMap | None = None,
) -> Carriage:
    """Return what people decided, by line; ``regions_of`` gives the regions of each agreement at hand.

    ``lines`` as ``matchable_lines`` gives them. Nothing depends on the order of decisions or lines.
    """
    verdicts = latest_verdicts(decisions)
    shelf = _Shelf(lines if verdicts else lines.head(0), reference, codes or {})
    found: dict[tuple[str, str], tuple[bool, str, Carried]] = {}
    placements = []
    for (agreement_id, key), verdict in verdicts.items():
        reached = dict(shelf.carry(key, verdict, regions_of.get(agreement_id, frozenset())))
        if agreement_id in regions_of:
            for line_id, carried in reached.items():
                # A decision on the very key goes before one that was carried there, then the later one.
                rank = (carried.way == "kunci", verdict.decided_at, carried)
                if (agreement_id, line_id) not in found or found[agreement_id, line_id][:2] < rank[:2]:
                    found[agreement_id, line_id] = rank
        placements.append(_placement(agreement_id, key, verdict, reached, agreement_id in regions_of))
    return Carriage(
        {pair: carried for pair, (_, _, carried) in sorted(found.items(), key=lambda item: item[0])},
        pd.DataFrame(placements, columns=list(PLACEMENT_COLUMNS)),
    )


def _placement(
    agreement_id: str, key: str, verdict: Verdict, reached: Mapping[str, Carried], is_known: bool
) -> tuple[object, ...]:
    if not is_known or not reached:
        state, reason = "tidak_terpasang", _NO_LINE if is_known else _NO_AGREEMENT
    elif any(carried.way != REOPENED for carried in reached.values()):
        state, reason = "berlaku", ""
    else:
        state, reason = "terbuka_kembali", "; ".join(sorted({carried.remark for carried in reached.values()}))
    count = len(reached) if is_known else 0
    return (
        agreement_id, key, verdict.verdict, verdict.reviewer or None, verdict.decided_at or None, state, count,
        reason or None, verdict.source_document_id or None, verdict.source_row_id or None,
    )  # fmt: skip


@dataclass(frozen=True)
class _Line:
    line_id: str
    key: str
    document_id: str
    region: str
    office: str
    level: str
    name: str
    year: int
    code: tuple[int, ...] | None

    @property
    def home(self) -> tuple[str, str, str]:
        return self.region, self.office, self.level


class _Shelf:
    """All lines by key, and by document and home (region, office, level)."""

    def __init__(self, lines: pd.DataFrame, reference: Any, codes: CodeMap) -> None:
        self._codes = codes
        self._by_key: dict[str, list[_Line]] = defaultdict(list)
        self._homes: dict[tuple[str, str, str], dict[str, list[_Line]]] = defaultdict(lambda: defaultdict(list))
        self._regions: dict[str, list[_Line]] = defaultdict(list)
        for row in lines.sort_values("line_item_id", kind="stable").to_dict("records"):
            line = _Line(
                row["line_item_id"], row["line_item_key"], str(row["document_id"]), row["region_code"],
                office_key(row["region_code"], row["skpd_code"], row["skpd_name"], reference), row["level"],
                row["name"], 0 if pd.isna(row["fiscal_year"]) else int(row["fiscal_year"]), _parts(row["code"]),
            )  # fmt: skip
            self._by_key[line.key].append(line)
            self._homes[line.home][line.document_id].append(line)
            self._regions[line.region].append(line)

    def carry(self, key: str, verdict: Verdict, regions: frozenset[str]) -> Iterator[tuple[str, Carried]]:
        """Yield every line the decision reaches, with how it holds there."""
        own = self._by_key.get(key, [])
        name = _decided_name(own, verdict)
        if not own:
            yield from self._by_name_alone(name, verdict, regions)
            return
        anchors = [line for line in own if is_same_name(line.name, name)]
        for line in own:
            renamed = "" if line in anchors else f"nama baris berubah: '{name}' menjadi '{line.name}'"
            yield line.line_id, Carried(verdict, REOPENED if renamed else "kunci", renamed)
        for home in sorted({line.home for line in anchors}):
            there = [line for line in anchors if line.home == home]
            with_key = {line.document_id for line in own if line.home == home}
            for document_id, others in sorted(self._homes[home].items()):
                if document_id not in with_key:
                    yield from self._in_document(there, others, verdict)

    def _in_document(
        self, anchors: list[_Line], others: list[_Line], verdict: Verdict
    ) -> Iterator[tuple[str, Carried]]:
        """Yield the counterparts of a decided line in a document that doesn't print its key."""
        targets = {code for line in anchors if line.code for code in self._codes.get(line.code, ())}
        by_code = [line for line in others if line.code in targets]
        if by_code:
            yield from _one_or_reopened(by_code, len(targets) == 1, "padanan_kode", verdict)
            return
        name = anchors[0].name
        by_name = [line for line in others if squeeze(line.name) == squeeze(name)]
        siblings = [
            sum(squeeze(line.name) == squeeze(name) for line in self._homes[anchor.home][anchor.document_id])
            for anchor in anchors
        ]
        yield from _one_or_reopened(by_name, max(siblings) == 1, "padanan_nama", verdict)

    def _by_name_alone(self, name: str, verdict: Verdict, regions: frozenset[str]) -> Iterator[tuple[str, Carried]]:
        """Yield lines of the decided name where its key stands nowhere any more: a person looks again."""
        if name:
            for region in sorted(regions):
                for line in self._regions.get(region, ()):
                    if is_same_name(line.name, name):
                        yield line.line_id, Carried(verdict, REOPENED, "kunci baris yang diputuskan tidak ada lagi")


def _one_or_reopened(lines: list[_Line], is_single: bool, way: Way, verdict: Verdict) -> Iterator[tuple[str, Carried]]:
    is_one_to_one = is_single and len(lines) == 1
    for line in lines:
        remark = f"dibawa dari baris padanan ({way.removeprefix('padanan_')})"
        split = "baris terpecah atau tidak unik; putusan lama perlu dilihat lagi"
        yield line.line_id, Carried(verdict, way if is_one_to_one else REOPENED, remark if is_one_to_one else split)


def _decided_name(own: list[_Line], verdict: Verdict) -> str:
    """Return the name of the line as the reviewer saw it, else as the documents up to the year of the decision say."""
    if verdict.line_name:
        return verdict.line_name
    if not own:
        return ""
    decided = int(verdict.decided_at[:4]) + 1 if verdict.decided_at[:4].isdigit() else 0
    seen = [line for line in own if line.year <= decided] or [min(own, key=lambda line: (line.year, line.line_id))]
    return max(seen, key=lambda line: (line.year, line.line_id)).name


def is_same_name(name: str, other: str) -> bool:
    """Tell whether two names are the same but for spelling; ``other`` may carry a code in front."""
    one, two = squeeze(name), squeeze(other)
    if not one or not two:
        return False
    if one == two or (two.endswith(one) and two.removesuffix(one).isdigit()):
        return True
    digits = ["".join(c for c in text if c.isdigit()) for text in (one, two)]
    return digits[0] == digits[1] and fuzz.ratio(one, two) >= SAME_NAME


def _parts(code: Any) -> tuple[int, ...] | None:
    try:
        read = parse_code(code or None)
    except UnreadableCode:
        return None
    return read.parts if read else None
