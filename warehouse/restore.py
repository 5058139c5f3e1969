"""A past state of the warehouse, made again in a database of its own, so that every view and report answers for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, Select, Table, and_, select

from warehouse.engine import begin_writing, open_warehouse
from warehouse.rows import insert_rows
from warehouse.runs import set_asked_on
from warehouse.tables import HISTORY, TABLES, metadata

_RUN = metadata.tables["run"]
_CHUNK = 20_000


def restore_warehouse(source: Engine, path: Path, run_id: int) -> Engine:
    """A new SQLite warehouse at ``path`` that knows what ``source`` knew when run ``run_id`` had ended.

    What happened to documents in the meantime (attempts) and what ended before are left out. Views take for today the
    day that the run judged (the day it began, where it judged none).
    """
    target = open_warehouse(f"sqlite:///{path}")
    with _steady(source).connect() as reading, begin_writing(target) as writing:
        runs = select(_RUN).where(_RUN.c.run_id <= run_id)
        _copy(reading, writing, _RUN, runs)
        for name, table in TABLES.items():
            _copy(reading, writing, table, select(table).where(table.c.run_id <= run_id))
            _copy(reading, writing, table, _ended_since(name, run_id))
        last = writing.execute(select(_RUN.c.as_of, _RUN.c.started_at).where(_RUN.c.run_id == run_id)).one()
        set_asked_on(writing, last.as_of or last.started_at.date())
    return target


def _steady(source: Engine) -> Engine:
    """Reading that sees one state throughout, though a run may be writing; SQLite reads so anyway."""
    is_postgres = source.dialect.name == "postgresql"
    return source.execution_options(isolation_level="REPEATABLE READ") if is_postgres else source


def latest_run(source: Engine | Connection) -> int | None:
    """The newest run, null in a warehouse without any."""
    if isinstance(source, Engine):
        with source.connect() as connection:
            return latest_run(connection)
    return source.scalar(select(_RUN.c.run_id).order_by(_RUN.c.run_id.desc()).limit(1))


def note_restored_day(target: Engine, run_id: int, as_of: date) -> None:
    """Let the restored warehouse answer for ``as_of``."""
    with begin_writing(target) as connection:
        connection.execute(_RUN.update().where(_RUN.c.run_id == run_id).values(as_of=as_of))
        set_asked_on(connection, as_of)


def _ended_since(name: str, run_id: int) -> Select[tuple[object, ...]]:
    ended = HISTORY[name]
    return select(*(ended.c[column.name] for column in TABLES[name].columns)).where(
        and_(ended.c.run_id <= run_id, ended.c.ended_run_id > run_id)
    )


def _copy(reading: Connection, writing: Connection, table: Table, query: Select[tuple[object, ...]]) -> None:
    found = reading.execution_options(yield_per=_CHUNK).execute(query)
    for chunk in found.partitions(_CHUNK):
        insert_rows(writing, table, [tuple(row) for row in chunk])
