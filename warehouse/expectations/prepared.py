"""The frames that rules look at: a document's tables, each with the few columns a rule needs beside its own.

Every prepared frame has a column ``source_row_id`` (null where a row of it has no single printed row).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from warehouse.expectations.rules import referring_columns
from warehouse.tables import DOCUMENT_SCOPE, TABLES
from warehouse.tables.vocabulary import LEVELS

Frames = Mapping[str, pd.DataFrame]

_EXPLAINED = frozenset({"section", "header", "summary", "note", "signature", "blank", "not_relevant"})
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_SEGMENTS = {"urusan": 1, "bidang_urusan": 2, "program": 3, "kegiatan": 5, "sub_kegiatan": 6}
_YEARLY_MEASURES = frozenset({"pagu_indikatif", "anggaran", "prakiraan_maju"})
#: measures that are a ceiling, and so can't be below zero
_CEILINGS = _YEARLY_MEASURES | {"target_renstra", "pagu"}
_FAR_ABOVE = 500
_OVERSPENT = 1.2


def prepare_frames(frames: Frames) -> dict[str, pd.DataFrame]:
    """The prepared frames by name: every document table given, and ``line_figures`` (one row per line with money)."""
    prepared = {name: _with_references(name, frame, frames) for name, frame in frames.items() if name in DOCUMENT_SCOPE}
    for name, prepare in _PREPARATIONS.items():
        if len(prepared.get(name, ())):
            prepared[name] = prepare(prepared[name], frames)
    if len(prepared.get("line_amount", ())) and len(prepared.get("line_item", ())):
        prepared["line_figures"] = _line_figures(prepared["line_item"], prepared["line_amount"])
    return {name: _with_source_row(frame) for name, frame in prepared.items()}


def _with_references(name: str, frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    added = {}
    for column, other in referring_columns(TABLES[name]):
        key = TABLES[other].primary_key.columns.keys()[0]
        if column in frame and len(frame):
            known = set(frames[other][key]) if other in frames and key in frames[other] else set()
            added[f"{column}_is_known"] = _flags(None if pd.isna(value) else value in known for value in frame[column])
    return frame.reset_index(drop=True).assign(**added)


def _with_source_row(frame: pd.DataFrame) -> pd.DataFrame:
    if "source_row_id" in frame:
        return frame
    return frame.assign(source_row_id=frame.get("parent_source_row_id"))


def _raw_row(rows: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    pages, sheets = _column(rows, "page"), _column(rows, "sheet")
    place = pd.Series([f"{p}|{s}" for p, s in zip(pages, sheets, strict=True)], index=rows.index)
    order = rows.assign(place=place).sort_values("row_number").groupby("place").cumcount() + 1
    accounted, (refused, misread) = _accounted_rows(frames), _refused_rows(frames.get("quarantine"))
    # The lower part of a row that a page break cut was read with its upper part.
    is_joined = rows["zone"] == "continued" if "zone" in rows else pd.Series(False, index=rows.index)
    is_body = ~rows["row_kind"].isin(_EXPLAINED) & ~is_joined
    return rows.assign(
        place=place,
        is_in_sequence=rows["row_number"].astype(int) == order.reindex(rows.index),
        is_accounted=~is_body | rows["source_row_id"].isin(accounted),
        is_refused=_flags(_of_body(rows["source_row_id"].isin(refused), is_body)),
        is_misread=_flags(_of_body(rows["source_row_id"].isin(misread), is_body)),
    )


def _of_body(marked: pd.Series[bool], is_body: pd.Series[bool]) -> Iterable[bool | None]:
    return (bool(mark) if body else None for mark, body in zip(marked, is_body, strict=True))


def _refused_rows(quarantine: pd.DataFrame | None) -> tuple[set[Any], set[Any]]:
    """Rows refused whole, and those together with rows of which a figure can't be read.

    A date nobody can read is the fault of the print; a figure nobody can read may be a misread table.
    """
    if quarantine is None or "source_row_id" not in quarantine:
        return set(), set()
    is_whole = _column(quarantine, "column_name").isna()
    is_figure = _column(quarantine, "reason_code") == "number_unreadable"
    return _ids(quarantine[is_whole]), _ids(quarantine[is_whole | is_figure])


def _document_slice(slices: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    lacks = [_parsed(value) for value in _column(slices, "lacks")]
    told = {
        f"is_{what}_told": _flags(part not in lacking for lacking in lacks)
        for part, what in (("skpd_name", "office"), ("period", "period"), ("version", "version"))
    }
    said = {
        f"{part}_lacks": pd.Series([lacking.get(part) for lacking in lacks], dtype=object)
        for part in ("skpd_name", "period", "version")
    }
    return slices.assign(**told, **said)


def _parsed(value: Any) -> Mapping[str, str]:
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, Mapping) else {}


def _accounted_rows(frames: Frames) -> set[Any]:
    found: set[Any] = set()
    for name, frame in frames.items():
        if name not in ("raw_row", "quality_result", "correction", "tie_out"):
            found |= _ids(frame)
    records = frames.get("agreement_record")
    if records is not None and "source_rows" in records:
        found |= {_first(entry) for entries in records["source_rows"] if isinstance(entries, list) for entry in entries}
    return found


def _first(entry: Any) -> Any:
    return entry[0] if isinstance(entry, list | tuple) else entry.get("source_row_id")


def _ids(frame: pd.DataFrame | None) -> set[Any]:
    return set() if frame is None or "source_row_id" not in frame else set(frame["source_row_id"].dropna())


def _line_item(lines: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    levels = dict(zip(lines["line_item_id"], lines["level"], strict=True)) if "level" in lines else {}
    parents, codes = _column(lines, "parent_line_item_id"), _column(lines, "code")
    own = [levels.get(line) for line in lines["line_item_id"]]
    return lines.assign(
        is_below_parent=_flags(_is_below(level, levels.get(p)) for level, p in zip(own, parents, strict=True)),
        is_code_of_level=_flags(_has_segments(code, level) for code, level in zip(codes, own, strict=True)),
    )


def _is_below(level: Any, above: Any) -> bool | None:
    if pd.isna(level) or pd.isna(above):
        return None
    is_account_part = level == above == "rekening"
    return is_account_part or _RANK[level] > _RANK[above] if {level, above} <= set(_RANK) else None


def _has_segments(code: Any, level: Any) -> bool | None:
    if pd.isna(code) or level not in _SEGMENTS:
        return None
    return str(code).count(".") + 1 == _SEGMENTS[level]


def _line_amount(amounts: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    return amounts.assign(ceiling_sen=amounts["amount_sen"].astype("Int64").where(amounts["measure"].isin(_CEILINGS)))


def _line_figures(lines: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """line_item_id, source_row_id, budget_sen, realised_sen (the year so far), budget_limit_sen, largest_sen,
    like_limit_sen; revenue lines have no budget to keep within."""
    sums: dict[Any, dict[tuple[Any, Any], int]] = {}
    for line, measure, year, period, sen in amounts[
        ["line_item_id", "measure", "fiscal_year", "period", "amount_sen"]
    ].itertuples(index=False, name=None):
        figures = sums.setdefault(line, {})
        key = (measure, year if measure in _YEARLY_MEASURES else period)
        figures[key] = figures.get(key, 0) + int(sen)
    codes, years = _column(lines, "code"), _column(lines, "fiscal_year")
    records = [
        {"line_item_id": line, "source_row_id": row, **_figures(sums[line], year, _is_revenue(code))}
        for line, row, code, year in zip(lines["line_item_id"], lines["source_row_id"], codes, years, strict=True)
        if line in sums
    ]
    frame = pd.DataFrame(records, dtype=object)
    money = [column for column in frame.columns if column.endswith("_sen")]
    return frame.astype(dict.fromkeys(money, "Float64") | {"budget_sen": "Int64", "realised_sen": "Int64"})


def _figures(figures: Mapping[tuple[Any, Any], int], year: Any, is_revenue: bool) -> dict[str, int | float | None]:
    budget = None if is_revenue else figures.get(("anggaran", year))
    quarters = sum(sen for (measure, when), sen in figures.items() if measure == "realisasi" and _is_part(when))
    so_far = [sen for (measure, when), sen in figures.items() if measure == "realisasi" and not _is_part(when)]
    like = [sen for (measure, _), sen in figures.items() if measure in _YEARLY_MEASURES and sen > 0]
    return {
        "budget_sen": budget,
        "realised_sen": max(quarters, *so_far) if so_far else quarters,
        "budget_limit_sen": None if budget is None else budget * _OVERSPENT,
        "largest_sen": max(like, default=None),
        "like_limit_sen": min(like) * float(_FAR_ABOVE) if len(like) > 1 else None,
    }


def _is_part(period: Any) -> bool:
    return str(period).startswith(("tw", "bln"))


def _is_revenue(code: Any) -> bool:
    return isinstance(code, str) and code.startswith("4.") and code.count(".") != 1


def _agreement_record(records: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    signed, start, end = (_days(_column(records, name)) for name in ("signed_date", "start_date", "end_date"))
    is_blank = _column(records, "signed_date_printed").isna()
    is_sinergi_pks = (_column(records, "category") == "sinergi") & (_column(records, "instrument") == "PKS")
    return records.assign(
        signed_day=signed,
        start_day=start,
        end_day=end,
        signed_year=signed.dt.year.astype("Int64"),
        term_days=(end - start.fillna(signed)).dt.days.astype("Int64"),
        is_named=_column(records, "title").notna() | _column(records, "partner_printed").notna(),
        is_date_read=is_blank | signed.notna() | _column(records, "date_precision").notna(),
        is_instrument_of_category=~is_sinergi_pks,
    )


def _column(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """The column, or nothing in every row."""
    return frame[name] if name in frame.columns else pd.Series(None, index=frame.index, dtype=object)


def _days(values: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_datetime(values, errors="coerce").astype("datetime64[s]")


def _flags(values: Iterable[bool | None]) -> pd.Series[Any]:
    return pd.Series(list(values), dtype="boolean")


_PREPARATIONS: dict[str, Callable[[pd.DataFrame, Frames], pd.DataFrame]] = {
    "document_slice": _document_slice,
    "raw_row": _raw_row,
    "line_item": _line_item,
    "line_amount": _line_amount,
    "agreement_record": _agreement_record,
}
