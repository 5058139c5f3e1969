"""Money that is far from the same line's money in other years, found over all documents and told as quality results.

It depends on what else is loaded, so it is derived anew after loading and never decides whether a document is loaded.
"""

from __future__ import annotations

import statistics

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from warehouse.facts import Changes, write_facts
from warehouse.read import LIVE_STATES
from warehouse.tables import TABLES
from warehouse.tables.vocabulary import ACROSS_YEARS

#: a figure in the wrong unit is 1,000 times its like; honest figures of one line were not seen beyond 100 times
FAR_ABOVE = 500
_MEASURES = ("pagu_indikatif", "anggaran", "prakiraan_maju")


def check_across_years(connection: Connection, run_id: int) -> Changes:
    """Write one warning per document with lines whose yearly money is 500 times that of the other years."""
    figures = pd.DataFrame(
        connection.execute(_suspicious_figures()).all(),
        columns=["line_item_key", "document_id", "source_row_id", "fiscal_year", "amount_sen"],
    )
    flagged = [row for _, group in figures.groupby("line_item_key", sort=True) for row in _far_above(group)]
    table = TABLES["quality_result"]
    results = pd.DataFrame(_results(flagged), dtype=object)
    return write_facts(connection, run_id, "quality_result", results, scope=table.c.expectation == ACROSS_YEARS)


def _sums() -> Select[tuple[object, ...]]:
    """Money per line, measure and year, continuation rows added."""
    lines, amounts, slices = TABLES["line_item"].c, TABLES["line_amount"].c, TABLES["document_slice"].c
    return (
        select(
            lines.line_item_key,
            lines.document_id,
            lines.source_row_id,
            amounts.fiscal_year,
            func.sum(amounts.amount_sen).label("amount_sen"),
        )
        .join_from(TABLES["line_amount"], TABLES["line_item"], lines.line_item_id == amounts.line_item_id)
        .join(TABLES["document_slice"], slices.slice_id == lines.slice_id)
        .where(amounts.measure.in_(_MEASURES), amounts.fiscal_year.is_not(None), amounts.period == "tahun")
        .where(slices.state.in_(LIVE_STATES), lines.duplicate_of.is_(None))
        .group_by(lines.line_item_key, lines.document_id, lines.source_row_id, amounts.measure, amounts.fiscal_year)
    )


def _suspicious_figures() -> Select[tuple[object, ...]]:
    """All yearly figures of the lines whose largest is far above their smallest."""
    sums = _sums().having(func.sum(TABLES["line_amount"].c.amount_sen) > 0).cte("sums")
    suspicious = (
        select(sums.c.line_item_key)
        .group_by(sums.c.line_item_key)
        .having(func.max(sums.c.amount_sen) / FAR_ABOVE >= func.min(sums.c.amount_sen))
        .having(func.count(sums.c.fiscal_year.distinct()) > 1)
    )
    return select(sums).where(sums.c.line_item_key.in_(suspicious))


def _far_above(group: pd.DataFrame) -> list[dict[str, object]]:
    """The figures of one line that are far above the median of its other years."""
    rows = group.to_dict("records")
    return [
        row
        for row in rows
        if (others := [int(other["amount_sen"]) for other in rows if other["fiscal_year"] != row["fiscal_year"]])
        and int(row["amount_sen"]) >= FAR_ABOVE * statistics.median(others)
    ]


def _results(flagged: list[dict[str, object]]) -> list[dict[str, object]]:
    by_document: dict[str, set[str]] = {}
    for row in flagged:
        by_document.setdefault(str(row["document_id"]), set()).add(str(row["source_row_id"]))
    return [
        {
            "document_id": document_id,
            "expectation": ACROSS_YEARS,
            "severity": "warning",
            "success": False,
            "observed": f"{len(rows)} baris berjumlah {FAR_ABOVE} kali atau lebih baris yang sama pada tahun lain",
            "unexpected_source_row_ids": sorted(rows),
        }
        for document_id, rows in sorted(by_document.items())
    ]
