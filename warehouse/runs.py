"""The ledger of runs and of readings begun. Whoever writes it holds the warehouse (``lock.hold``)."""

from __future__ import annotations

import os
import socket
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update

from warehouse.engine import begin_writing
from warehouse.tables import metadata

_RUN = metadata.tables["run"]
_STATE = metadata.tables["warehouse_state"]
#: row of warehouse_state that views read as "today"
ASKED_ON = "asked_on"
_ATTEMPT = metadata.tables["attempt"]


def start_run(store: Engine | Connection, kind: str, code_version: str, note: str | None = None) -> int:
    """Sweep the runs of dead processes and begin a new one (``nightly``, ``backfill``, ``manual``); its id."""
    with begin_writing(store) as connection:
        sweep_runs(connection)
        return _insert_run(connection, kind, code_version, note)


def end_run(store: Engine | Connection, run_id: int, state: str) -> None:
    """Close a run as ``done``, ``done_with_quarantine`` or ``failed``."""
    with begin_writing(store) as connection:
        connection.execute(update(_RUN).where(_RUN.c.run_id == run_id).values(state=state, ended_at=_now()))


def note_day(connection: Connection, run_id: int, as_of: date, today: date) -> None:
    """Note which day a run judged.

    Views that ask what is late or near its end answer for that day when it isn't today's, else for the day of looking.
    """
    connection.execute(update(_RUN).where(_RUN.c.run_id == run_id).values(as_of=as_of))
    set_asked_on(connection, None if as_of == today else as_of)


def set_asked_on(connection: Connection, day: date | None) -> None:
    """The day that views take for today; None for the day of looking."""
    connection.execute(delete(_STATE).where(_STATE.c.name == ASKED_ON))
    if day is not None:
        connection.execute(insert(_STATE).values(name=ASKED_ON, value=day.isoformat()))


def sweep_runs(connection: Connection) -> list[int]:
    """Call every run that is still ``running`` aborted: its process is dead, since the caller holds the warehouse.

    ``ended_at`` stays null, because nobody saw the end.
    """
    running = list(connection.scalars(select(_RUN.c.run_id).where(_RUN.c.state == "running")))
    connection.execute(update(_RUN).where(_RUN.c.run_id.in_(running)).values(state="aborted"))
    return running


def begin_attempt(
    store: Engine | Connection, run_id: int, document_id: str, code_version: str, limits: str | None = None
) -> int:
    """Note, before it is begun, that a document is being read, and within which limits; the id of the attempt."""
    row: dict[str, object] = {"run_id": run_id, "document_id": document_id, "started_at": _now()}
    row |= {"code_version": code_version, "limits": limits}
    with begin_writing(store) as connection:
        return _insert(connection, _ATTEMPT, row)


def end_attempt(store: Engine | Connection, attempt_id: int, outcome: str) -> None:
    """Note that the reading came back, and with what."""
    with begin_writing(store) as connection:
        where = _ATTEMPT.c.attempt_id == attempt_id
        connection.execute(update(_ATTEMPT).where(where).values(outcome=outcome, ended_at=_now()))


def count_lost_attempts(store: Engine | Connection, document_id: str, code_version: str) -> int:
    """How often reading this document with this code began and never came back (it may kill its reader)."""
    table = _ATTEMPT.c
    lost = (table.document_id == document_id) & (table.code_version == code_version) & table.ended_at.is_(None)
    with begin_writing(store) as connection:
        return int(connection.scalar(select(func.count()).where(lost)) or 0)


def _insert_run(connection: Connection, kind: str, code_version: str, note: str | None) -> int:
    row = {
        "kind": kind,
        "state": "running",
        "started_at": _now(),
        "code_version": code_version,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "note": note,
    }
    return _insert(connection, _RUN, row)


def _insert(connection: Connection, table: Table, row: dict[str, object]) -> int:
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
