"""Accounting ties: do printed parts make up the printed whole? Broken sums are reported, never repaired."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from config.layout import Amount, Layout, Tie
from transforms.line_figures import FACTORS, decide_locales
from transforms.numbers import UnreadableNumber, parse_scaled_sen
from transforms.row_records import iterate_records
from transforms.rows import row_text

TIE_COLUMNS = (
    "document_id", "parent_source_row_id", "measure", "period", "fiscal_year", "printed_sen", "summed_sen", "holds",
    "detail",
)  # fmt: skip
_FIGURE = ["measure", "fiscal_year", "period"]


def check_ties(
    line_items: pd.DataFrame,
    line_amounts: pd.DataFrame,
    rows: pd.DataFrame,
    layout: Layout,
    tolerance_sen: int = 0,
) -> pd.DataFrame:
    """One row per promise of ``layout.ties`` that the print makes: printed whole, sum of the parts, ``holds``.

    A parent without children is skipped, and so is a figure that none of the children prints. Money of continuation
    rows counts to its line. ``holds`` allows a difference of ``tolerance_sen``. ``rows`` need ``row_kind``.
    """
    found: list[pd.DataFrame] = []
    for tie in layout.ties:
        if tie.rule == "children":
            found.append(_children(tie, line_items, line_amounts))
        elif tie.rule == "total":
            found.append(_totals(tie, line_items, line_amounts, rows, layout))
        else:
            found.append(_differences(tie, line_items, rows, layout))
    ties = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["printed_sen", "summed_sen"])
    holds = [
        abs(int(p) - int(s)) <= tolerance_sen for p, s in zip(ties["printed_sen"], ties["summed_sen"], strict=True)
    ]
    return ties.assign(holds=pd.Series(holds, index=ties.index, dtype=bool)).reindex(columns=list(TIE_COLUMNS))


def sum_by_line(line_amounts: pd.DataFrame) -> pd.DataFrame:
    """One row per line and figure, continuation rows added: line_item_id, measure, fiscal_year, period, amount_sen."""
    keys = ["line_item_id", *_FIGURE]
    sums: dict[tuple[object, ...], int] = {}
    for record in line_amounts[[*keys, "amount_sen"]].itertuples(index=False, name=None):
        sums[record[:-1]] = sums.get(record[:-1], 0) + int(record[-1])
    return pd.DataFrame([(*key, total) for key, total in sums.items()], columns=[*keys, "amount_sen"], dtype=object)


def _children(tie: Tie, line_items: pd.DataFrame, line_amounts: pd.DataFrame) -> pd.DataFrame:
    """Each line with children against the sum over its direct children; ``levels`` limits the parents."""
    parents = line_items[line_items["level"].isin(tie.levels)] if tie.levels else line_items
    totals = sum_by_line(_of_measures(line_amounts, tie))
    parent_of = line_items.set_index("line_item_id")["parent_line_item_id"]
    of_children = totals.assign(line_item_id=totals["line_item_id"].map(parent_of)).dropna(subset=["line_item_id"])
    parts = sum_by_line(of_children)
    counts = line_items["parent_line_item_id"].value_counts()
    joined = totals.merge(parts, on=["line_item_id", *_FIGURE], suffixes=("", "_of_parts"))
    joined = joined.merge(parents[["line_item_id", "source_row_id", "document_id"]], on="line_item_id")
    details = [f"{counts[line]} baris anak" for line in joined["line_item_id"]]
    return joined.assign(
        parent_source_row_id=joined["source_row_id"],
        printed_sen=joined["amount_sen"],
        summed_sen=joined["amount_sen_of_parts"],
        detail=pd.Series(details, index=joined.index, dtype=object),
    )


def _totals(
    tie: Tie, line_items: pd.DataFrame, line_amounts: pd.DataFrame, rows: pd.DataFrame, layout: Layout
) -> pd.DataFrame:
    """Summary rows that match ``tie.row`` against the sum over the lines of ``tie.level`` in their block.

    The last row of a table over many offices sums all of them: it is held against the whole document where that is
    what it prints.
    """
    assert tie.row is not None
    pattern = re.compile(tie.row, re.IGNORECASE)
    block_of = rows.set_index("source_row_id")["block"]
    lines = line_items[line_items["level"] == tie.level] if tie.level else line_items
    lines = lines.assign(block=lines["source_row_id"].map(block_of))
    amounts = _of_measures(line_amounts, tie).merge(lines[["line_item_id", "block", "fiscal_year"]].rename(
        columns={"fiscal_year": "slice_year"}), on="line_item_id")  # fmt: skip
    locales = decide_locales(rows, layout)
    found = []
    for record in rows[rows["row_kind"] == "summary"].to_dict("records"):
        if pattern.search(row_text(record)) is None:
            continue
        own = amounts[amounts["block"] == record["block"]]
        for name, column in layout.columns.items():
            printed = _sen(record, name, locales, layout)
            if column.amount is None or printed is None or (tie.measures and column.amount.measure not in tie.measures):
                continue
            year = own["slice_year"].iloc[0] + column.amount.year if len(own) and own["slice_year"].iloc[0] else None
            year = column.amount.fiscal_year or year
            parts = _parts(own, column.amount, year)
            if _sum(parts) != printed and _sum(whole := _parts(amounts, column.amount, year)) == printed:
                parts = whole
            if len(parts):
                found.append(
                    {
                        "document_id": record["document_id"],
                        "parent_source_row_id": record["source_row_id"],
                        "measure": column.amount.measure,
                        "period": parts["period"].iloc[0],
                        "fiscal_year": year,
                        "printed_sen": printed,
                        "summed_sen": _sum(parts),
                        "detail": f"{len(parts)} baris dijumlahkan",
                    }
                )
    return pd.DataFrame(found, columns=[name for name in TIE_COLUMNS if name != "holds"], dtype=object)


def _parts(amounts: pd.DataFrame, amount: Amount, year: int | None) -> pd.DataFrame:
    parts = amounts[(amounts["measure"] == amount.measure) & amounts["fiscal_year"].isin([year])]
    return parts if amount.period == "slice" else parts[parts["period"] == amount.period]


def _sum(amounts: pd.DataFrame) -> int:
    return sum(int(value) for value in amounts["amount_sen"])


def _differences(tie: Tie, line_items: pd.DataFrame, rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """``minuend - subtrahend = result`` on each line; a blank side counts as nothing if the other is printed."""
    assert tie.minuend and tie.subtrahend and tie.result
    locales = decide_locales(rows, layout)
    amount = layout.columns[tie.result].amount
    year_of = line_items.set_index("source_row_id")["fiscal_year"]
    found = []
    for record in iterate_records(rows[rows["source_row_id"].isin(line_items["source_row_id"])]):
        minuend, subtrahend, result = (
            _sen(record, name, locales, layout) for name in (tie.minuend, tie.subtrahend, tie.result)
        )
        if result is None or (minuend is None and subtrahend is None):
            continue
        found.append(
            {
                "document_id": record["document_id"],
                "parent_source_row_id": record["source_row_id"],
                "measure": amount.measure if amount else tie.result,
                "period": amount.period if amount else "tahun",
                "fiscal_year": year_of[record["source_row_id"]],
                "printed_sen": result,
                "summed_sen": (minuend or 0) - (subtrahend or 0),
                "detail": f"{tie.minuend} - {tie.subtrahend}",
            }
        )
    return pd.DataFrame(found, columns=[name for name in TIE_COLUMNS if name != "holds"], dtype=object)


def _of_measures(line_amounts: pd.DataFrame, tie: Tie) -> pd.DataFrame:
    return line_amounts[line_amounts["measure"].isin(tie.measures)] if tie.measures else line_amounts


def _sen(record: Mapping[str, object], name: str, locales: Mapping[str, object], layout: Layout) -> int | None:
    amount = layout.columns[name].amount
    factor = FACTORS[amount.unit] if amount is not None else 1
    try:
        return parse_scaled_sen(str(record.get(f"v_{name}") or ""), locales[name], factor)  # type: ignore[arg-type]
    except (UnreadableNumber, KeyError):
        return None
