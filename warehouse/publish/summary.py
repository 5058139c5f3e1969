"""Counts for the first sheet: statuses per region and year, and what share is integrated, with its denominator."""

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
class Standing:
    """One region and year: how many agreements have each status."""

    region: str
    year: int
    counts: Counter[str]

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


def count_statuses(reconciliation: Iterable[Row]) -> list[Standing]:
    """One :class:`Standing` per region and year, ordered by region code and year."""
    groups: dict[tuple[str, str, int], Counter[str]] = {}
    for row in reconciliation:
        code = row["kode_wilayah"] or ""
        key = (code, row["wilayah"] or code or "Tanpa wilayah", row["tahun"])
        groups.setdefault(key, Counter())[row["status"]] += 1
    return [Standing(region, year, counts) for (_, region, year), counts in sorted(groups.items())]
