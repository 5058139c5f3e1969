"""Line items of plans, budgets and their evaluation: typed lines with level, parent, key, money and targets."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from config.layout import Layout
from config.reference import Reference
from transforms.codes import UnreadableCode, parse_code
from transforms.doubts import mark_doubtful
from transforms.form_lines import FORM_KINDS, read_form_figures
from transforms.line_figures import Figures, decide_locales, read_figures
from transforms.line_levels import Placed, place_lines
from transforms.names import normalise
from transforms.row_records import ColumnStore, iterate_records
from transforms.slices import slice_corrections

ITEM_COLUMNS = (
    "line_item_id", "line_item_key", "source_row_id", "slice_id", "document_id", "region_code", "kind", "fiscal_year",
    "version", "skpd_code", "skpd_name", "level", "code", "code_edition", "number_printed", "parent_line_item_id",
    "name", "indicator", "unit", "location", "funding_source", "note", "duplicate_of", "name_path", "row_kind",
)  # fmt: skip
QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")
_FROM_SLICE = (
    "slice_id", "document_id", "region_code", "kind", "fiscal_year", "version", "period", "skpd_code", "skpd_name",
)  # fmt: skip
_TEXTS = ("name", "indicator", "unit", "location", "funding_source", "note")
#: a line under which another office's own key could collide is told apart by all of these
_UNCODED = "tanpa kode"


@dataclass(frozen=True, slots=True)
class LineFrames:
    """Typed frames of one document, columns as in the warehouse contract."""

    line_items: pd.DataFrame
    line_amounts: pd.DataFrame
    line_targets: pd.DataFrame
    quarantine: pd.DataFrame
    corrections: pd.DataFrame


def build_line_items(rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference) -> LineFrames:
    """Typed lines of all blocks of ``rows`` (with ``row_kind``) that ``slices`` names.

    Every ``line`` row gives one line item or a quarantine row; every ``continuation`` row gives figures of the line
    above it, or a quarantine row. ``amount_sen`` are exact integers; ``is_doubtful`` is set by ``doubts``.
    """
    locales = decide_locales(rows, layout)
    known = _known_bidang(reference)
    items = ColumnStore((*ITEM_COLUMNS, "block"))
    figures = Figures()
    by_block = {record["block"]: record for record in slices.to_dict("records")}
    is_printed = rows["row_kind"].isin(["line", "continuation"]) & (rows["zone"] != "continued")
    printed = rows.loc[is_printed, _read_columns(rows)]
    for block, own in printed.groupby("block", sort=False):
        records = list(iterate_records(own))
        if block not in by_block:
            figures.quarantine += [_refused(record, "no_slice", "blok tanpa identitas") for record in records]
            continue
        first = _read_block(records, by_block[block], layout, known, locales, items, figures)
        if layout.header_block is not None and records[0]["zone"] == "header" and first is not None:
            others = rows[(rows["block"] == block) & rows["row_kind"].isin(FORM_KINDS)].to_dict("records")
            read_form_figures(others, first, layout, locales, figures)
    line_items = _mark_duplicates(items.frame(), slices)[list(ITEM_COLUMNS)]
    return LineFrames(
        line_items=line_items,
        line_amounts=mark_doubtful(figures.amounts.frame(), line_items),
        line_targets=figures.targets.frame(),
        quarantine=pd.DataFrame(figures.quarantine, columns=list(QUARANTINE_COLUMNS), dtype=object),
        corrections=slice_corrections(slices, rows),
    )


def _read_columns(rows: pd.DataFrame) -> list[str]:
    """The columns lines are read from: a long sheet is not held twice, nor columns that nothing was printed in."""
    printed = [name for name in rows.columns if name.startswith("v_") and rows[name].notna().any()]
    return ["source_row_id", "document_id", "block", "row_kind", "zone", *printed]


def _read_block(
    records: list[dict[str, object]],
    slice_: Mapping[str, object],
    layout: Layout,
    known: Collection[tuple[int, ...]],
    locales: Mapping[str, object],
    items: ColumnStore,
    figures: Figures,
) -> dict[str, object] | None:
    """Add the lines of one block to ``items`` and their figures to ``figures``; returns the first line."""
    lines = [record for record in records if record["row_kind"] == "line"]
    placed = place_lines(lines, layout, known)
    by_row = _add_items(lines, placed, slice_, items, figures)
    shared = {name: slice_[name] for name in ("document_id", "fiscal_year", "period")}
    first: dict[str, object] | None = None
    keys = layout.rows.continuation_when_same
    by_key: dict[tuple[object, ...], dict[str, object] | None] = {}
    above: dict[str, object] | None = None
    for record in records:
        key = tuple(record.get(f"v_{name}") for name in keys)
        if record["row_kind"] == "line":
            row_id = record["source_row_id"]
            line = {**shared, "line_item_id": by_row[row_id], "source_row_id": row_id} if row_id in by_row else None
            first = first or line
            above = line
            if keys:
                by_key[key] = line
        elif keys:
            above = by_key.get(key)
        if above is not None:
            read_figures(record, above, layout, locales, figures)  # type: ignore[arg-type]
        elif record["row_kind"] == "continuation":
            figures.quarantine.append(
                _refused(record, "continuation_without_line", "baris lanjutan tanpa baris di atasnya yang terbaca")
            )
    return first


def _add_items(
    lines: list[dict[str, object]],
    placed: list[Placed],
    slice_: Mapping[str, object],
    items: ColumnStore,
    figures: Figures,
) -> dict[object, str]:
    """Add the line items of one block in print order; lines without a level or a name go to quarantine.

    Returns source_row_id -> line_item_id.
    """
    shared = {name: slice_[name] for name in _FROM_SLICE}
    paths: list[str] = []
    ids = [_digest(str(record["source_row_id"])) for record in lines]
    equals: Counter[str] = Counter()
    added: dict[object, str] = {}
    for record, place, line_item_id in zip(lines, placed, ids, strict=True):
        texts = {name: _text(record, name) for name in _TEXTS}
        if place.level == "sasaran":  # printed in a column of its own
            texts["name"] = texts["name"] or _text(record, "objective")
        above = f"{paths[place.parent]}/" if place.parent is not None else ""
        paths.append(above + normalise(texts["name"]))
        figures.quarantine += [_refused(record, code, detail) for code, detail in place.refusals]
        if place.level is None:
            continue
        has_parent = place.parent is not None and placed[place.parent].level is not None
        base = _key_base(slice_, place, paths[-1], texts["indicator"])
        items.append(
            {
                **shared,
                **texts,
                "line_item_id": line_item_id,
                "line_item_key": _digest(f"{base}|{equals[base]}"),
                "source_row_id": record["source_row_id"],
                "level": place.level,
                "code": place.code,
                "code_edition": place.code_edition,
                "number_printed": place.number_printed,
                "parent_line_item_id": ids[place.parent] if has_parent and place.parent is not None else None,
                "duplicate_of": None,
                "name_path": paths[-1],
                "row_kind": record["row_kind"],
                "block": slice_["block"],
            }
        )
        added[record["source_row_id"]] = line_item_id
        equals[base] += 1
    return added


def _key_base(slice_: Mapping[str, object], place: Placed, name_path: str, indicator: str | None) -> str:
    """What stays the same across documents and years: no year, version or place in it.

    Codes count as integers, so that both editions of the nomenclature give one key. Where nobody can tell whose the
    line is, no line of another document is the same.
    """
    office = slice_["skpd_code"] or normalise(str(slice_["skpd_name"] or ""))
    if "skpd_name" in slice_["lacks"]:  # type: ignore[operator]
        office = f"?{slice_['document_id']}"
    owner = f"{slice_['region_code']}|{office}"
    if place.code is not None:
        return f"{owner}|{'.'.join(map(str, place.path))}"
    return f"{owner}|{_UNCODED}|{place.level}|{name_path}|{normalise(indicator)}"


def _mark_duplicates(items: pd.DataFrame, slices: pd.DataFrame) -> pd.DataFrame:
    """Lines of a second print point to the same line of the first; both are equal, so they pair in order."""
    for record in slices.to_dict("records"):
        if record["duplicate_of_block"] is not None:
            own = items.index[items["block"] == record["block"]]
            first = items.loc[items["block"] == record["duplicate_of_block"], "line_item_id"]
            items.loc[own, "duplicate_of"] = first.to_numpy()
    return items


def _known_bidang(reference: Reference) -> frozenset[tuple[int, ...]]:
    """Urusan and bidang urusan of the nomenclature as integers, to put back a zero lost by a number cell."""
    codes = reference.nomenclature.loc[reference.nomenclature["level"] == "bidang_urusan", "code"]
    known = set()
    for text in codes:
        try:
            code = parse_code(str(text))
        except UnreadableCode:
            continue
        if code is not None:
            known.add(code.parts)
    return frozenset(known)


def _refused(record: Mapping[str, object], reason_code: str, detail: str) -> dict[str, object]:
    return {
        "document_id": record["document_id"],
        "source_row_id": record["source_row_id"],
        "stage": "transform",
        "reason_code": reason_code,
        "detail": detail,
    }


def _text(record: Mapping[str, object], column: str) -> str | None:
    text = " ".join(str(record.get(f"v_{column}") or "").split())
    return text or None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
