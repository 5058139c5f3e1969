"""Counts for the first sheet: how many agreements of a region and year have which status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.publish.content import Row


@dataclass(frozen=True)
class Standing:
    """One region and year."""

    code: str
    region: str
    year: int
    counts: Counter[str]

    @property
    def recorded(self) -> int:
        return self.counts.total()


def count_statuses(reconciliation: Iterable[Row]) -> list[Standing]:
    """One :class:`Standing` per region and year, ordered by region code and year."""
    groups: dict[tuple[str, str, int], Counter[str]] = {}
    for row in reconciliation:
        code = row["kode_wilayah"] or ""
        key = (code, row["wilayah"] or code or "Tanpa wilayah", row["tahun"])
        groups.setdefault(key, Counter())[row["status"]] += 1
    return [Standing(code, region, year, counts) for (code, region, year), counts in sorted(groups.items())]
