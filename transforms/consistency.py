"""How much of what an office planned stands again in its budget, by count and by rupiah, with the MKPP class.

The share is that of evaluators (Matriks Konsolidasi Perencanaan dan Penganggaran): sub kegiatan of the plan found again
in the budget, divided by those of the plan. It is only told where both documents were read whole for the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from config.regions import RegionEnrolment
from transforms.assessing.money import BUDGETED, PLANNED, Ledger, Sum
from transforms.assessing.values import text_of
from transforms.coverage import build_shelves
from transforms.names import normalise
from transforms.offices import OfficeNames
from transforms.shares import mkpp_class, share_pct
from transforms.shelf import COVERING, Shelf, ShelfSlice
from transforms.urusan_names import urusan_of
from transforms.wording import name_document

_FIGURES = (
    "planned_count", "kept_count", "added_count", "kept_count_pct", "count_class", "planned_sen", "kept_planned_sen",
    "kept_budgeted_sen", "added_sen", "doubtful_sen", "kept_rupiah_pct", "rupiah_class",
)  # fmt: skip
CONSISTENCY_COLUMNS = (
    "region_code", "fiscal_year", "skpd_name", "planning_document", "budget_document", "state", *_FIGURES,
)  # fmt: skip
URUSAN_COLUMNS = ("region_code", "fiscal_year", "skpd_name", "urusan_code", *_FIGURES)


@dataclass(frozen=True)
class ConsistencyFrames:
    """``by_office`` as table consistency, ``by_urusan`` as table consistency_urusan."""

    by_office: pd.DataFrame
    by_urusan: pd.DataFrame


def measure_consistency(
    lines: pd.DataFrame, amounts: pd.DataFrame, slices: pd.DataFrame, enrolments: Mapping[str, RegionEnrolment]
) -> ConsistencyFrames:
    """One row per office of each region and year with documents, and one per bidang urusan of each office compared.

    ``state`` is covered, or says which side lacks a whole document (no_planning, no_budget); then all figures are
    null and no urusan is told. Lines are found again by their key, else by their name, within the office. The urusan is
    that of the line's code, else of the code it is found again with. Sums leave out doubtful figures.
    """
    shelves = build_shelves(slices, enrolments, lines)
    deepest = lines[lines["level"] == "sub_kegiatan"]
    ledger = Ledger(deepest, amounts, deepest["line_item_id"])
    by_slice = {str(key): rows.to_dict("records") for key, rows in deepest.groupby("slice_id")}
    pairs = [
        _Pair(
            region,
            year,
            office,
            _side(shelf, COVERING["planning"], office, year, by_slice),
            _side(shelf, COVERING["budget"], office, year, by_slice),
        )
        for (region, year), shelf in sorted(shelves.items())
        for office in _offices(shelf)
    ]
    return ConsistencyFrames(
        pd.DataFrame([_of_office(pair, ledger) for pair in pairs], columns=list(CONSISTENCY_COLUMNS), dtype=object),
        pd.DataFrame(
            [row for pair in pairs for row in _of_urusans(pair, ledger)], columns=list(URUSAN_COLUMNS), dtype=object
        ),
    )


def _offices(shelf: Shelf) -> Sequence[str]:
    printed = {each.office for each in shelf.slices if each.office and each.kind != "agreement_list"}
    return (*shelf.offices.names, *sorted(printed - set(shelf.offices.names)))


@dataclass(frozen=True)
class _Side:
    """The sub kegiatan of one office in one document."""

    document: str
    lines: list[dict[str, Any]]


@dataclass(frozen=True)
class _Pair:
    """Plan and budget of one office; None where no document at hand is whole."""

    region: str
    year: int
    office: str
    planning: _Side | None
    budget: _Side | None


def _of_office(pair: _Pair, ledger: Ledger) -> dict[str, Any]:
    planning, budget = pair.planning, pair.budget
    row: dict[str, Any] = dict.fromkeys(CONSISTENCY_COLUMNS)
    row |= {"region_code": pair.region, "fiscal_year": pair.year, "skpd_name": pair.office}
    row |= {"planning_document": planning and planning.document, "budget_document": budget and budget.document}
    if planning is None or budget is None:
        return row | {"state": "no_planning" if planning is None else "no_budget"}
    return row | {"state": "covered"} | _figures(_match(planning.lines, budget.lines), pair.year, ledger)


def _of_urusans(pair: _Pair, ledger: Ledger) -> Iterable[dict[str, Any]]:
    if pair.planning is None or pair.budget is None:
        return
    match = _match(pair.planning.lines, pair.budget.lines)
    planned, budgeted = _urusan_by_line(match.ours, match.theirs), _urusan_by_line(match.theirs, match.ours)
    for urusan in sorted(set(planned.values()) | set(budgeted.values()), key=str):
        part = _Match(
            [line for line in match.ours if planned[line["line_item_id"]] == urusan],
            [line for line in match.theirs if budgeted[line["line_item_id"]] == urusan],
            match.kept,
            match.kept_there,
        )
        identity = {"region_code": pair.region, "fiscal_year": pair.year, "skpd_name": pair.office}
        yield identity | {"urusan_code": urusan} | _figures(part, pair.year, ledger)


def _urusan_by_line(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> dict[str, str | None]:
    """The urusan of each of our lines by its code; by that of the line it is found again as where it prints none."""
    by_name = {normalise(line["name"]): urusan_of(text_of(line["code"])) for line in theirs}
    return {
        line["line_item_id"]: urusan_of(text_of(line["code"])) or by_name.get(normalise(line["name"])) for line in ours
    }


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


class _Match(NamedTuple):
    """Lines of both sides; ``kept`` are the ids of ours that stand there too, ``kept_there`` those of theirs."""

    ours: list[dict[str, Any]]
    theirs: list[dict[str, Any]]
    kept: frozenset[str]
    kept_there: frozenset[str]


def _match(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> _Match:
    """Lines of one key are the same; of the others one of each side by its name, as many as both print."""
    keys = {line["line_item_key"] for line in ours} & {line["line_item_key"] for line in theirs}
    kept, kept_there = _by_key(ours, keys), _by_key(theirs, keys)
    names, names_there = _by_name(ours, kept), _by_name(theirs, kept_there)
    for name in names.keys() & names_there.keys():
        count = min(len(names[name]), len(names_there[name]))
        kept |= set(names[name][:count])
        kept_there |= set(names_there[name][:count])
    return _Match(ours, theirs, frozenset(kept), frozenset(kept_there))


def _by_key(lines: list[dict[str, Any]], keys: set[str]) -> set[str]:
    return {line["line_item_id"] for line in lines if line["line_item_key"] in keys}


def _by_name(lines: list[dict[str, Any]], kept: set[str]) -> dict[str, list[str]]:
    """Ids of the other lines by name, in an order that is always the same."""
    names: dict[str, list[str]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (str(line["line_item_key"]), str(line["line_item_id"]))):
        if line["line_item_id"] not in kept:
            names[normalise(line["name"])].append(line["line_item_id"])
    return names


def _figures(match: _Match, year: int, ledger: Ledger) -> dict[str, Any]:
    kept = [line for line in match.ours if line["line_item_id"] in match.kept]
    kept_budgeted = [line for line in match.theirs if line["line_item_id"] in match.kept_there]
    added = [line for line in match.theirs if line["line_item_id"] not in match.kept_there]
    sums = {
        "planned_sen": _total(match.ours, PLANNED, year, ledger),
        "kept_planned_sen": _total(kept, PLANNED, year, ledger),
        "kept_budgeted_sen": _total(kept_budgeted, BUDGETED, year, ledger),
        "added_sen": _total(added, BUDGETED, year, ledger),
    }
    by_count = share_pct(len(kept), len(match.ours))
    by_rupiah = share_pct(sums["kept_planned_sen"].sen or 0, sums["planned_sen"].sen or 0)
    doubtful = sums["planned_sen"] + sums["kept_budgeted_sen"] + sums["added_sen"]
    return {
        "planned_count": len(match.ours),
        "kept_count": len(kept),
        "added_count": len(added),
        "kept_count_pct": by_count,
        "count_class": None if by_count is None else mkpp_class(by_count),
        **{name: total.sen for name, total in sums.items()},
        "doubtful_sen": doubtful.doubtful_sen,
        "kept_rupiah_pct": by_rupiah,
        "rupiah_class": None if by_rupiah is None else mkpp_class(by_rupiah),
    }


def _total(lines: list[dict[str, Any]], measures: Sequence[str], year: int, ledger: Ledger) -> Sum:
    return ledger.total([str(line["line_item_id"]) for line in lines], measures, year)
