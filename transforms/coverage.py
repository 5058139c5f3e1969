"""Which documents should exist, and what the documents at hand cover per region, year and stage.

Absence of a line can only be stated where a stage is ``covered``. ``late`` and ``not_due`` follow from the day asked
about and are never stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from config.calendar import Calendar, DueRule
from config.regions import Office, RegionEnrolment
from transforms.offices import OfficeNames
from transforms.shelf import COVERING, STAGE_KINDS, STAGES, Shelf, ShelfSlice, Stage
from transforms.versions import is_later_version, quarters_told
from transforms.wording import format_day, join_names, name_document

EXPECTED_COLUMNS = (
    "region_code", "kind", "fiscal_year", "version", "period", "skpd_code", "skpd_name", "due_date", "due_basis",
    "is_due_verified",
)  # fmt: skip
COVERAGE_COLUMNS = ("region_code", "fiscal_year", "stage", "state", "latest_version", "detail")
_SUB_KEGIATAN = "sub_kegiatan"


def build_expected(
    enrolments: Mapping[str, RegionEnrolment], calendar: Calendar, years: Sequence[int] | None = None
) -> pd.DataFrame:
    """The documents every enrolled region promises, one row each (``EXPECTED_COLUMNS``).

    ``years`` limits the fiscal years. Changed versions are expected only in years the enrolment names. Raises
    ``LookupError`` where no regime of the calendar governs a year.
    """
    rows = [
        _expected_row(enrolment, rule, year, office)
        for enrolment in enrolments.values()
        for year in enrolment.years
        if years is None or year in years
        for rule in calendar.rules(enrolment.regime or calendar.regime_of(year), enrolment.level)
        if _is_promised(enrolment, rule, year)
        for office in (enrolment.offices_in(year) if rule.per == "office" else (None,))
    ]
    return pd.DataFrame(rows, columns=list(EXPECTED_COLUMNS), dtype=object)


def _is_promised(enrolment: RegionEnrolment, rule: DueRule, year: int) -> bool:
    return rule.kind in enrolment.documents and (rule.version in (None, "murni") or year in enrolment.perubahan_years)


def _expected_row(enrolment: RegionEnrolment, rule: DueRule, year: int, office: Office | None) -> tuple[Any, ...]:
    code, name = (office.skpd_code, office.name) if office else (None, None)
    key = (enrolment.region_code, rule.kind, year, rule.version, rule.period)
    return (*key, code, name, rule.due_date(year), rule.source, rule.verified)


def build_shelves(
    slices: pd.DataFrame, enrolments: Mapping[str, RegionEnrolment], lines: pd.DataFrame | None = None
) -> dict[tuple[str, int], Shelf]:
    """The shelf of every (region, fiscal year) that has current or disputed slices.

    Depth comes from ``slices.has_sub_kegiatan`` or else from ``lines`` (slice_id, level); with neither, ``ValueError``.
    """
    deep = _slices_with_depth(slices, lines)
    grouped: dict[tuple[str, int], list[ShelfSlice]] = defaultdict(list)
    names: dict[tuple[str, int], OfficeNames] = {}
    for row in slices.to_dict("records"):
        region, year = row["region_code"], row["fiscal_year"]
        state = row.get("state") or "current"
        if _is_absent(region) or _is_absent(year) or state not in ("current", "sengketa"):
            continue
        key = (str(region), int(year))
        if key not in names:
            names[key] = OfficeNames.of(enrolments.get(key[0]), key[1])
        grouped[key].append(_shelf_slice(row, names[key], deep, state))
    return {key: Shelf(names[key], _without_settled_disputes(found)) for key, found in grouped.items()}


def _slices_with_depth(slices: pd.DataFrame, lines: pd.DataFrame | None) -> set[str]:
    if "has_sub_kegiatan" in slices:
        return set(slices.loc[slices["has_sub_kegiatan"].astype(bool), "slice_id"])
    if lines is None:
        raise ValueError("coverage needs `has_sub_kegiatan` in the slices, or the lines, to know how deep a slice goes")
    return set(lines.loc[lines["level"] == _SUB_KEGIATAN, "slice_id"])


def _shelf_slice(row: Mapping[str, Any], offices: OfficeNames, deep: set[str], state: str) -> ShelfSlice:
    office = offices.resolve(_text(row.get("skpd_code")), _text(row.get("skpd_name")))
    return ShelfSlice(
        slice_id=row["slice_id"],
        kind=row["kind"],
        version=_text(row.get("version")),
        period=_text(row.get("period")),
        office=office,
        is_whole=row["is_complete"] in (True, 1) and row["slice_id"] in deep,
        is_disputed=state == "sengketa",
        printed_on=_day(row.get("printed_on")),
        stands_alone=isinstance(row.get("lacks"), Mapping) and bool(row["lacks"]),
    )


def _without_settled_disputes(found: list[ShelfSlice]) -> tuple[ShelfSlice, ...]:
    """Disputed slices count only where no current one says the same thing: order of ``found`` doesn't matter."""
    settled = {(e.kind, e.version, e.period, e.office) for e in found if not e.is_disputed and not e.stands_alone}
    kept = [e for e in found if not e.is_disputed or (e.kind, e.version, e.period, e.office) not in settled]
    return tuple(sorted(kept, key=lambda each: each.slice_id))


def coverage(
    slices: pd.DataFrame,
    expected: pd.DataFrame,
    enrolments: Mapping[str, RegionEnrolment],
    as_of: date,
    lines: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """State of every (region, fiscal year, stage) that is enrolled, expected or has documents.

    Columns ``COVERAGE_COLUMNS``; state is covered, incomplete, late, not_due or unknown, ``latest_version`` the latest
    version at hand (null without), ``detail`` an Indonesian phrase that names the documents looked at or lacking.
    """
    shelves = build_shelves(slices, enrolments, lines)
    enrolled = {(code, year) for code, enrolment in enrolments.items() for year in enrolment.years}
    rows = [
        cover_stage(region, year, stage, shelves.get((region, year)), expected, enrolments.get(region), as_of)
        for region, year in sorted(enrolled | set(shelves))
        for stage in STAGES
    ]
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS), dtype=object)


def cover_stage(
    region: str,
    year: int,
    stage: Stage,
    shelf: Shelf | None,
    expected: pd.DataFrame,
    enrolment: RegionEnrolment | None,
    as_of: date,
) -> dict[str, Any]:
    """One row of :func:`coverage`."""
    shelf = shelf or Shelf(OfficeNames.of(enrolment, year))
    promised = _promised(expected, region, year, stage)
    state, detail = _judge(region, year, stage, shelf, promised, enrolment, as_of)
    return {
        "region_code": region,
        "fiscal_year": year,
        "stage": stage,
        "state": state,
        "latest_version": _latest_version(shelf, stage),
        "detail": detail,
    }


def _promised(expected: pd.DataFrame, region: str, year: int, stage: Stage) -> list[dict[str, Any]]:
    kinds = {kind for group in COVERING[stage] for kind in group}
    chosen = (expected["region_code"] == region) & (expected["fiscal_year"] == year) & expected["kind"].isin(kinds)
    rows: list[dict[str, Any]] = expected[chosen].to_dict("records")
    return [
        row | {"due_date": _day(row["due_date"]), "version": _text(row["version"]), "period": _text(row["period"])}
        for row in rows
    ]


def _judge(
    region: str,
    year: int,
    stage: Stage,
    shelf: Shelf,
    promised: list[dict[str, Any]],
    enrolment: RegionEnrolment | None,
    as_of: date,
) -> tuple[str, str]:
    kinds = [kind for group in COVERING[stage] for kind in group]
    seen = _describe(shelf.of_kinds(kinds), stage, year)
    if enrolment is None or year not in enrolment.years:
        return "unknown", f"daerah {region} tidak terdaftar untuk tahun {year}" + (f"; dilihat: {seen}" if seen else "")
    due = [row for row in promised if row["due_date"] is not None and row["due_date"] <= as_of]
    quarters = _quarters_due(due) if stage == "realisation" else 0
    lacking = _changes_not_received(shelf, due)
    if shelf.covers_region(stage, quarters) and not lacking:
        return "covered", f"{_describe(shelf.holding(stage, quarters), stage, year)} dibaca utuh{_office_count(shelf)}"
    if seen:
        return "incomplete", "; ".join([seen, *_what_lacks(shelf, stage, quarters, lacking)])
    return _judge_nothing(year, stage, promised, as_of)


def _judge_nothing(year: int, stage: Stage, promised: list[dict[str, Any]], as_of: date) -> tuple[str, str]:
    dated = [row for row in promised if row["due_date"] is not None]
    if not dated:
        kinds = [name_document(kind, year) for group in COVERING[stage] for kind in group]
        return "unknown", f"tidak ada dokumen yang didaftarkan ({join_names(kinds)})"
    first = min(dated, key=lambda row: (row["due_date"], row["kind"]))
    name = name_document(first["kind"], year, first["version"], first["period"])
    day = format_day(first["due_date"])
    if first["due_date"] >= as_of:
        return "not_due", f"{name} baru jatuh tempo {day}"
    return "late", f"{name} belum diterima, jatuh tempo {day}"


def _quarters_due(due: list[dict[str, Any]]) -> int:
    return max((quarters_told(row["period"]) for row in due), default=0)


def _changes_not_received(shelf: Shelf, due: list[dict[str, Any]]) -> list[str]:
    """Changed versions that are due and of which no document at hand is as late."""
    lacking = []
    for row in due:
        version = row["version"]
        if version in (None, "murni"):
            continue
        kinds = next((g for stage in STAGES for g in COVERING[stage] if row["kind"] in g), (row["kind"],))
        at_hand = [each.version for each in shelf.of_kinds(kinds) if not each.stands_alone]
        if not any(have == version or is_later_version(have, version, None, None) for have in at_hand):
            lacking.append(name_document(row["kind"], int(row["fiscal_year"]), version))
    return sorted(set(lacking))


def _what_lacks(shelf: Shelf, stage: Stage, quarters: int, lacking: list[str]) -> list[str]:
    said = [f"belum diterima: {name}" for name in lacking]
    if missing := shelf.missing_offices(stage, quarters):
        share = f"{len(missing)} dari {len(shelf.offices.names)} OPD"
        said.append(f"belum ada atau belum utuh untuk {share} ({join_names(missing)})")
    elif not shelf.offices.names:
        said.append("daftar OPD tahun ini belum didaftarkan, sehingga kelengkapan belum dapat dipastikan")
    if quarters and missing:
        said.append(f"seharusnya sudah sampai triwulan {quarters}")
    if strangers := shelf.strangers(stage):
        said.append(f"OPD yang tidak terdaftar: {join_names(strangers)}")
    if alone := sum(each.stands_alone for each in shelf.of_kinds(STAGE_KINDS[stage])):
        said.append(f"{alone} bagian tanpa nama OPD, periode, atau versi yang terbaca tidak diperhitungkan")
    if any(each.is_disputed for each in shelf.of_kinds(STAGE_KINDS[stage])):
        said.append("ada dokumen sengketa (dua cetakan, urutannya tidak dapat ditentukan)")
    return said


def _describe(slices: Iterable[ShelfSlice], stage: Stage, year: int) -> str:
    kinds = [kind for group in COVERING[stage] for kind in group]
    names = {
        (kinds.index(each.kind), each.version or "", each.period or ""): name_document(
            each.kind, year, each.version, each.period
        )
        for each in slices
    }
    return join_names([names[key] for key in sorted(names)], shown=5)


def _office_count(shelf: Shelf) -> str:
    return f" untuk {len(shelf.offices.names)} OPD" if shelf.offices.names else ""


def _latest_version(shelf: Shelf, stage: Stage) -> str | None:
    """The version of the latest covering document, E.81 by its period; null where none is at hand."""
    for kinds in COVERING[stage]:
        found = [each for each in shelf.of_kinds(kinds) if not each.stands_alone]
        latest = [e for e in found if not any(other.follows(e) for other in found)]
        versions = sorted({e.version or e.period or "murni" for e in latest})
        if versions:
            return "/".join(versions)
    return None


def _is_absent(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _text(value: Any) -> str | None:
    return None if _is_absent(value) or value == "" else str(value)


def _day(value: Any) -> date | None:
    return None if _is_absent(value) else pd.Timestamp(value).date()
