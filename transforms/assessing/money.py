"""Money of the sub kegiatan that support an agreement ("pagu sub kegiatan pendukung"), each line once, in sen.

It is the budget of the line, not the agreement's own. Doubtful figures never enter a sum; they are kept apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from transforms.assessing.values import text_of, truth_of

_NOMENCLATURE = ("program", "kegiatan", "sub_kegiatan")
PLANNED = ("pagu_indikatif", "anggaran")
BUDGETED = ("anggaran",)
BEFORE = ("anggaran_sebelum",)
REALISED = ("realisasi",)


@dataclass(frozen=True)
class Sum:
    """A sum in sen. ``sen`` is None where no readable figure stands; ``doubtful_sen`` was left out of it."""

    sen: int | None = None
    doubtful_sen: int | None = None

    def __add__(self, other: Sum) -> Sum:
        return Sum(_plus(self.sen, other.sen), _plus(self.doubtful_sen, other.doubtful_sen))

    @property
    def is_certain(self) -> bool:
        return self.sen is not None and self.doubtful_sen is None


def _plus(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


NOTHING = Sum()


class Ledger:
    """Amounts of lines, and the sub kegiatan each line stands under."""

    def __init__(self, lines: pd.DataFrame, amounts: pd.DataFrame, line_ids: Iterable[str]) -> None:
        parents = lines["parent_line_item_id"] if "parent_line_item_id" in lines else [None] * len(lines)
        self._parent = {one: text_of(up) for one, up in zip(lines["line_item_id"], parents, strict=True)}
        self._level = dict(zip(lines["line_item_id"], lines["level"], strict=True))
        self._slice = dict(zip(lines["line_item_id"], lines["slice_id"], strict=True))
        self._deep = set(lines.loc[lines["level"] == "sub_kegiatan", "slice_id"])
        wanted = {line for one in set(line_ids) for line in (one, self.supporting_line(one)) if line}
        self._amounts = _read_amounts(amounts[amounts["line_item_id"].isin(wanted)])

    def supporting_line(self, line_item_id: str) -> str | None:
        """The sub kegiatan the line is or stands under.

        A line above sub kegiatan supports by itself only in a print that goes no deeper; else None.
        """
        above: str | None = line_item_id
        seen: set[str] = set()
        while above is not None and above not in seen:
            if self._level.get(above) == "sub_kegiatan":
                return above
            seen.add(above)
            above = self._parent.get(above)
        is_lowest = self._level.get(line_item_id) in _NOMENCLATURE
        return line_item_id if is_lowest and self._slice.get(line_item_id) not in self._deep else None

    def supporting_lines(self, line_item_ids: Iterable[str]) -> tuple[str, ...]:
        """The distinct supporting lines, none of them standing under another."""
        found = {line for one in line_item_ids if (line := self.supporting_line(one))}
        return tuple(sorted(line for line in found if not found & set(self._ancestors(line))))

    def total(self, line_item_ids: Iterable[str], measures: Sequence[str], year: int) -> Sum:
        """Sum over the lines of the first of ``measures`` that each prints for the year."""
        total = Sum()
        for line in line_item_ids:
            total += self.amount(line, measures, year)
        return total

    def amount(self, line_item_id: str, measures: Sequence[str], year: int) -> Sum:
        """The line's amount for the whole year, else the latest cumulative one, else the sum of its quarters."""
        for measure in measures:
            by_period = self._amounts.get((line_item_id, measure, year), {})
            if by_period:
                return _choose_period(by_period)
        return Sum()

    def until(self, line_item_id: str, measure: str, year: int, quarter: int, told: int) -> Sum | None:
        """What the line prints from January to the end of ``quarter``, in a report that tells ``told`` quarters.

        None where the report doesn't reach so far or prints no such figure. A quarter left blank is none only where the
        printed quarters make up the printed sum.
        """
        by_period = self._amounts.get((line_item_id, measure, year), {})
        if quarter > told:
            return None
        if f"sd_{3 * quarter:02d}" in by_period:
            return by_period[f"sd_{3 * quarter:02d}"]
        whole = by_period.get("tahun") or by_period.get("akhir")
        if quarter == told and whole is not None:
            return whole
        quarters = {number: by_period[f"tw{number}"] for number in range(1, told + 1) if f"tw{number}" in by_period}
        total = sum(quarters.values(), Sum())
        if not quarters or (len(quarters) < told and total != whole):
            return None
        return sum((part for number, part in quarters.items() if number <= quarter), Sum(0))

    def _ancestors(self, line_item_id: str) -> Iterable[str]:
        seen = {line_item_id}
        above = self._parent.get(line_item_id)
        while above is not None and above not in seen:
            yield above
            seen.add(above)
            above = self._parent.get(above)


def _read_amounts(amounts: pd.DataFrame) -> dict[tuple[str, str, int], dict[str, Sum]]:
    """(line, measure, year) -> period -> sum of the printed amounts (continuation rows print parts of a line)."""
    read: dict[tuple[str, str, int], dict[str, Sum]] = defaultdict(dict)
    used = amounts[amounts["fiscal_year"].notna() & amounts["amount_sen"].notna()]
    for row in used.to_dict("records"):
        by_period = read[str(row["line_item_id"]), str(row["measure"]), int(row["fiscal_year"])]
        sen, period = int(row["amount_sen"]), text_of(row.get("period")) or "tahun"
        part = Sum(doubtful_sen=sen) if truth_of(row.get("is_doubtful")) else Sum(sen=sen)
        by_period[period] = by_period.get(period, Sum()) + part
    return read


def _choose_period(by_period: Mapping[str, Sum]) -> Sum:
    for whole in ("tahun", "akhir"):
        if whole in by_period:
            return by_period[whole]
    cumulative = sorted(period for period in by_period if re.fullmatch(r"sd_\d{2}", period))
    if cumulative:
        return by_period[cumulative[-1]]
    total = Sum()
    for period in sorted(by_period):
        if re.fullmatch(r"tw[1-4]", period):
            total += by_period[period]
    return total
