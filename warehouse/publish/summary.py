"""Counts and sums for the first sheet, per region and year, each share with its denominator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.publish.content import Row

INTEGRATED = frozenset({"DIREALISASI", "DIANGGARKAN"})
#: in force and paid from the APBD, but the answer still depends on a person or on a document
OPEN = frozenset({"MENUNGGU_PUTUSAN"})
WITHOUT_DOCUMENTS = frozenset({"BELUM_DAPAT_DINILAI", "DI_RKPD_MENUNGGU_APBD"})
LACKING = frozenset({"DIHAPUS_DI_PERUBAHAN", "DI_RKPD_TIDAK_DI_APBD", "DITANDATANGANI_TANPA_PKS", "TANPA_PROGRAM"})
WANTED = INTEGRATED | OPEN | WITHOUT_DOCUMENTS | LACKING


@dataclass(frozen=True)
class Money:
    """Sen of the sub kegiatan that support agreements, each line once; None where there is no line with a figure."""

    planned: int | None = None
    #: of ``planned``, what supports agreements that are budgeted or realised
    planned_integrated: int | None = None
    budgeted: int | None = None
    realised: int | None = None
    doubtful: int | None = None

    @property
    def integrated_share(self) -> float | None:
        return (self.planned_integrated or 0) / self.planned if self.planned else None

    @property
    def realised_share(self) -> float | None:
        return self.realised / self.budgeted if self.budgeted and self.realised is not None else None


@dataclass(frozen=True)
class Standing:
    """One region and year: how many agreements have each status, and the money of their supporting lines."""

    code: str
    region: str
    year: int
    counts: Counter[str]
    money: Money = Money()

    @property
    def recorded(self) -> int:
        return self.counts.total()

    def of(self, statuses: Iterable[str]) -> int:
        return sum(self.counts[status] for status in statuses)

    @property
    def wanted(self) -> int:
        """In force in the year and paid from the APBD: the agreements that the question is about."""
        return self.of(WANTED)

    @property
    def judged(self) -> int:
        """The denominator: of these, the ones that could be judged."""
        return self.of(INTEGRATED | LACKING)

    @property
    def integrated(self) -> int:
        return self.of(INTEGRATED)

    @property
    def share(self) -> float | None:
        """Integrated of judged; None where nothing could be judged."""
        return self.integrated / self.judged if self.judged else None


def summarise(reconciliation: Iterable[Row], support: Iterable[Row]) -> list[Standing]:
    """One :class:`Standing` per region and year, ordered by region code and year."""
    groups: dict[tuple[str, str, int], Counter[str]] = {}
    for row in reconciliation:
        code = row["kode_wilayah"] or ""
        key = (code, row["wilayah"] or code or "Tanpa wilayah", row["tahun"])
        groups.setdefault(key, Counter())[row["status"]] += 1
    lines: dict[tuple[str, int], list[Row]] = {}
    for row in support:
        lines.setdefault((row["kode_wilayah"] or "", row["tahun"]), []).append(row)
    return [
        Standing(code, region, year, counts, sum_money(lines.get((code, year), [])))
        for (code, region, year), counts in sorted(groups.items())
    ]


def sum_money(support: Iterable[Row]) -> Money:
    """Sums over the lines of agreements that are in force and paid from the APBD, each line once per stage."""
    rows = [row for row in support if row["status"] in WANTED]
    planned = [row for row in rows if row["tahap"] == "rencana"]
    return Money(
        planned=_sum(planned, "nilai_sen"),
        planned_integrated=_sum((row for row in planned if row["status"] in INTEGRATED), "nilai_sen"),
        budgeted=_sum((row for row in rows if row["tahap"] == "anggaran"), "nilai_sen"),
        realised=_sum((row for row in rows if row["tahap"] == "realisasi"), "nilai_sen"),
        doubtful=_sum(rows, "diragukan_sen"),
    )


def _sum(rows: Iterable[Row], name: str) -> int | None:
    by_line = {row["line_item_id"]: row[name] for row in rows if row[name] is not None}
    return sum(by_line.values()) if by_line else None
