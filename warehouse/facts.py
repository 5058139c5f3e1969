"""Writes facts as differences: equal rows stay with the run that made them, changed and vanished ones go to history.

So a run that finds nothing new writes nothing, and any past state can be read again (``read.as_known_on``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, select

from warehouse.rows import Row, UnfitFrame, build_rows, delete_rows, insert_rows
from warehouse.tables import HISTORY, TABLES

#: columns that don't make a row a different one: the run, and the day of a judgement that stays the same
NOT_COMPARED: dict[str, frozenset[str]] = {"assessment": frozenset({"run_id", "as_of"})}
_ONLY_RUN = frozenset({"run_id"})


@dataclass(frozen=True)
class Changes:
    """What writing a table did, in rows; ``ended_keys`` are the primary keys that are no longer there."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    ended_keys: tuple[Row, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.ended)

    def __add__(self, other: Changes) -> Changes:
        """Both together, where one table is written in parts."""
        return Changes(
            self.added + other.added,
            self.changed + other.changed,
            self.ended + other.ended,
            self.ended_keys + other.ended_keys,
        )


def write_facts(
    connection: Connection,
    run_id: int,
    name: str,
    frame: pd.DataFrame,
    *,
    scope: ColumnElement[bool] | None = None,
    fixed: dict[str, Any] | None = None,
    ignore: Collection[str] | None = None,
) -> Changes:
    """Make the rows of table ``name`` within ``scope`` (all when None) equal to the frame.

    ``ignore`` names columns whose stored value stays when nothing else of the row changed. Raises ``UnfitFrame``.
    """
    table = TABLES[name]
    wanted = _by_key(table, build_rows(table, frame, {**(fixed or {}), "run_id": run_id}))
    stored = read_rows(connection, table, scope)
    ignored = _ONLY_RUN | NOT_COMPARED.get(name, _ONLY_RUN) | frozenset(ignore or ())
    compared = [i for i, column in enumerate(table.columns) if column.name not in ignored]

    def is_same(key: Row) -> bool:
        return key in stored and all(wanted[key][i] == stored[key][i] for i in compared)

    fresh = [key for key in wanted if not is_same(key)]
    changed = [key for key in fresh if key in stored]
    gone = [key for key in stored if key not in wanted]
    end_rows(connection, run_id, table, {key: stored[key] for key in (*changed, *gone)})
    insert_rows(connection, table, [wanted[key] for key in fresh])
    return Changes(len(fresh) - len(changed), len(changed), len(gone), tuple(gone))


def read_rows(connection: Connection, table: Table, scope: ColumnElement[bool] | None = None) -> dict[Row, Row]:
    """The stored rows within ``scope`` by primary key."""
    query = select(table) if scope is None else select(table).where(scope)
    return _by_key(table, [tuple(row) for row in connection.execute(query)])


def end_rows(connection: Connection, run_id: int, table: Table, rows: dict[Row, Row]) -> None:
    """Take rows out of the current table; those of earlier runs are kept in history as ended by this run."""
    delete_rows(connection, table, list(rows))
    run_place = [column.name for column in table.columns].index("run_id")
    # a row made and ended by the same run was never seen by anyone
    history = [(*row, run_id) for row in rows.values() if row[run_place] != run_id]
    insert_rows(connection, HISTORY[table.name], history)


def _by_key(table: Table, rows: list[Row]) -> dict[Row, Row]:
    places = [i for i, column in enumerate(table.columns) if column.primary_key]
    keyed = {tuple(row[i] for i in places): row for row in rows}
    if len(keyed) < len(rows):
        raise UnfitFrame(f"{table.name}: {len(rows) - len(keyed)} rows share a primary key with another")
    return keyed
