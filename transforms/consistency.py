"""How much of what an office planned stands again in its budget, by count and by rupiah, with the MKPP class.

The share is that of evaluators (Matriks Konsolidasi Perencanaan dan Penganggaran): sub kegiatan of the plan found again
in the budget, divided by those of the plan. It is only told where both documents were read whole for the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from config.regions import RegionEnrolment
from transforms.assessing.money import BUDGETED, PLANNED, Ledger, Sum
from transforms.assessing.values import text_of
from transforms.coverage import build_shelves
from transforms.names import normalise
from transforms.offices import OfficeNames
from transforms.shelf import COVERING, Shelf, ShelfSlice
from transforms.wording import name_document

CONSISTENCY_COLUMNS = (
    "region_code", "fiscal_year", "skpd_name", "planning_document", "budget_document", "state", "planned_count",
    "kept_count", "added_count", "kept_count_pct", "count_class", "planned_sen", "kept_planned_sen",
    "kept_budgeted_sen", "added_sen", "doubtful_sen", "kept_rupiah_pct", "rupiah_class",
)  # fmt: skip
MKPP_CLASSES = ("0-19,9 %", "20-39,9 %", "40-59,9 %", "60-79,9 %", "80-100 %")


def mkpp_class(share_pct: Decimal) -> str:
    """The MKPP class of a share in percent; a share above 100 belongs to the highest class."""
    return MKPP_CLASSES[min(int(share_pct // 20), 4)]


def share_pct(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in percent, cut (not rounded) to one decimal so that it never enters the next class."""
    return Decimal(part * 1000 // whole) / 10 if whole > 0 else None


def measure_consistency(
    lines: pd.DataFrame, amounts: pd.DataFrame, slices: pd.DataFrame, enrolments: Mapping[str, RegionEnrolment]
) -> pd.DataFrame:
    """One row per office of each region and year with documents (``CONSISTENCY_COLUMNS``).

    ``state`` is covered, or says which side lacks a whole document (no_planning, no_budget); then all figures are
    null. Lines are found again by their key, else by their name, within the office. Sums leave out doubtful figures.
    """
    shelves = build_shelves(slices, enrolments, lines)
    deepest = lines[lines["level"] == "sub_kegiatan"]
    ledger = Ledger(deepest, amounts, deepest["line_item_id"])
    by_slice = {str(key): rows.to_dict("records") for key, rows in deepest.groupby("slice_id")}
    rows = [
        _compare(region, year, office, shelf, by_slice, ledger)
        for (region, year), shelf in sorted(shelves.items())
        for office in _offices(shelf)
    ]
    return pd.DataFrame(rows, columns=list(CONSISTENCY_COLUMNS), dtype=object)


def _offices(shelf: Shelf) -> Sequence[str]:
    printed = {each.office for each in shelf.slices if each.office and each.kind != "agreement_list"}
    return (*shelf.offices.names, *sorted(printed - set(shelf.offices.names)))


@dataclass(frozen=True)
class _Side:
    """The sub kegiatan of one office in one document."""

    document: str
    lines: list[dict[str, Any]]


def _compare(
    region: str,
    year: int,
    office: str,
    shelf: Shelf,
    by_slice: Mapping[str, list[dict[str, Any]]],
    ledger: Ledger,
) -> dict[str, Any]:
    planning = _side(shelf, COVERING["planning"], office, year, by_slice)
    budget = _side(shelf, COVERING["budget"], office, year, by_slice)
    row: dict[str, Any] = dict.fromkeys(CONSISTENCY_COLUMNS)
    row |= {"region_code": region, "fiscal_year": year, "skpd_name": office}
    row |= {"planning_document": planning and planning.document, "budget_document": budget and budget.document}
    if planning is None or budget is None:
        return row | {"state": "no_planning" if planning is None else "no_budget"}
    return row | {"state": "covered"} | _figures(planning.lines, budget.lines, year, ledger)


def _side(
    shelf: Shelf,
    groups: Iterable[tuple[str, ...]],
    office: str,
    year: int,
    by_slice: Mapping[str, list[dict[str, Any]]],
) -> _Side | None:
    """The office's lines in the latest whole slice of the first group that has one (APBD before DPA)."""
    for kinds in groups:
        if shelf.holds(kinds, office):
            latest = min(shelf.latest(kinds, office), key=lambda each: (kinds.index(each.kind), each.slice_id))
            lines = [line for line in by_slice.get(latest.slice_id, []) if _is_of(line, latest, office, shelf.offices)]
            return _Side(name_document(latest.kind, year, latest.version, latest.period), lines)
    return None


def _is_of(line: Mapping[str, Any], at: ShelfSlice, office: str, offices: OfficeNames) -> bool:
    """A slice of one office holds its lines only; in a slice of the whole region each line names its office."""
    return at.office == office or offices.resolve(text_of(line["skpd_code"]), text_of(line["skpd_name"])) == office


def _figures(
    planned: list[dict[str, Any]], budgeted: list[dict[str, Any]], year: int, ledger: Ledger
) -> dict[str, Any]:
    kept, kept_budgeted = _found_again(planned, budgeted), _found_again(budgeted, planned)
    kept_ids = {line["line_item_id"] for line in kept_budgeted}
    added = [line for line in budgeted if line["line_item_id"] not in kept_ids]
    sums = {
        "planned_sen": _total(planned, PLANNED, year, ledger),
        "kept_planned_sen": _total(kept, PLANNED, year, ledger),
        "kept_budgeted_sen": _total(kept_budgeted, BUDGETED, year, ledger),
        "added_sen": _total(added, BUDGETED, year, ledger),
    }
    by_count = share_pct(len(kept), len(planned))
    by_rupiah = share_pct(sums["kept_planned_sen"].sen or 0, sums["planned_sen"].sen or 0)
    doubtful = sums["planned_sen"] + sums["kept_budgeted_sen"] + sums["added_sen"]
    return {
        "planned_count": len(planned),
        "kept_count": len(kept),
        "added_count": len(added),
        "kept_count_pct": by_count,
        "count_class": None if by_count is None else mkpp_class(by_count),
        **{name: total.sen for name, total in sums.items()},
        "doubtful_sen": doubtful.doubtful_sen,
        "kept_rupiah_pct": by_rupiah,
        "rupiah_class": None if by_rupiah is None else mkpp_class(by_rupiah),
    }


def _found_again(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys, names = {line["line_item_key"] for line in theirs}, {normalise(line["name"]) for line in theirs}
    return [line for line in ours if line["line_item_key"] in keys or normalise(line["name"]) in names]


def _total(lines: list[dict[str, Any]], measures: Sequence[str], year: int, ledger: Ledger) -> Sum:
    return ledger.total([str(line["line_item_id"]) for line in lines], measures, year)
