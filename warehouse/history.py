"""What runs changed: rows that came and went between two of them, and statuses before and after."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Engine, Table, func, or_, select

from warehouse.read import as_known_on
from warehouse.tables import HISTORY, TABLES

_NOT_REPORTED = frozenset({"region", "region_border", "skpd", "nomenclature"})
_IDENTITY = ["agreement_id", "party_region_code", "fiscal_year"]


def changes_between(engine: Engine, first: int, last: int) -> pd.DataFrame:
    """Per table, rows made valid and rows ended by runs after ``first`` up to ``last``: table, added, ended."""
    with engine.connect() as connection:
        rows = [
            {"table": name, **_count(connection, TABLES[name], HISTORY[name], first, last)}
            for name in TABLES
            if name not in _NOT_REPORTED
        ]
    frame = pd.DataFrame(rows)
    return frame[(frame["added"] > 0) | (frame["ended"] > 0)].reset_index(drop=True)


def _count(connection: Connection, table: Table, history: Table, first: int, last: int) -> dict[str, int]:
    def between(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return (column > first) & (column <= last)

    def count(source: Table, where: ColumnElement[bool]) -> int:
        return int(connection.scalar(select(func.count()).select_from(source).where(where)) or 0)

    still_there = or_(history.c.ended_run_id > last, history.c.ended_run_id.is_(None))
    added = count(table, between(table.c.run_id)) + count(history, between(history.c.run_id) & still_there)
    ended = count(history, between(history.c.ended_run_id) & (history.c.run_id <= first))
    return {"added": added, "ended": ended}


def status_changes(source: Engine | Connection, first: int, last: int) -> pd.DataFrame:
    """Assessments whose status differs between the two runs: title, party region, year, before, after."""
    before, after = (as_known_on(source, "assessment", run)[[*_IDENTITY, "status"]] for run in (first, last))
    merged = before.merge(after, on=_IDENTITY, how="outer", suffixes=("_before", "_after"))
    merged = merged.rename(columns={"status_before": "before", "status_after": "after"})
    changed = merged[merged["before"].fillna("") != merged["after"].fillna("")]
    titles = pd.concat(
        [as_known_on(source, "agreement", run)[["agreement_id", "title"]] for run in (last, first)]
    ).drop_duplicates("agreement_id")
    named = changed.merge(titles, on="agreement_id", how="left").astype(object)
    return named.where(named.notna(), None).sort_values(_IDENTITY, ignore_index=True)
