"""One run at a time: a lock that the database server or the kernel gives back when its holder dies."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine, text

#: first half of the two-part advisory key; the second is the schema, so that schemas of one database don't meet
_ADVISORY_CLASS = 0x53454C41


class WarehouseBusy(Exception):
    """Another run holds the warehouse; the message says which, in Bahasa Indonesia."""


@contextmanager
def hold(engine: Engine) -> Iterator[None]:
    """Hold the warehouse for the length of the block; raises :class:`WarehouseBusy` at once where another does."""
    holding = _hold_postgres if engine.dialect.name == "postgresql" else _hold_file
    with holding(engine):
        yield


def told_busy(engine: Engine) -> str | None:
    """What a run would be told now: who holds the warehouse, or None. Asking takes nothing that a run could miss."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            key = {"class": _ADVISORY_CLASS, "schema": connection.scalar(text("SELECT current_schema()"))}
            holder = _postgres_holder(connection, key)
        return _busy(holder) if holder else None
    path = lock_path(engine)
    if not path.exists() or not path.read_text(encoding="utf-8"):
        return None
    with path.open(encoding="utf-8") as file:  # a holder has written its name: only a dead one can be disturbed
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _busy(_file_holder(file))
    return None


@contextmanager
def _hold_postgres(engine: Engine) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        key = {"class": _ADVISORY_CLASS, "schema": connection.scalar(text("SELECT current_schema()"))}
        taken = connection.scalar(text("SELECT pg_try_advisory_lock(:class, hashtext(:schema))"), key)
        if not taken:
            raise WarehouseBusy(_busy(_postgres_holder(connection, key)))
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:class, hashtext(:schema))"), key)


def _postgres_holder(connection: Connection, key: dict[str, object]) -> str:
    query = text(
        "SELECT a.pid, a.client_addr, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :class"
        " AND l.objid::bigint = (hashtext(:schema)::bigint & 4294967295)"
        " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    holder = connection.execute(query, key).first()
    if holder is None:
        return ""
    place = f" dari {holder.client_addr}" if holder.client_addr else ""
    return f"sesi basis data {holder.pid}{place} sejak {holder.backend_start:%Y-%m-%d %H:%M} UTC"


@contextmanager
def _hold_file(engine: Engine) -> Iterator[None]:
    with lock_path(engine).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WarehouseBusy(_busy(_file_holder(file))) from error
        _write_holder(file)
        try:
            yield
        finally:
            file.truncate(0)  # the file stays: removing it would let two runs lock two files of the same name


def lock_path(engine: Engine) -> Path:
    """The file beside a SQLite database whose lock stands for it (in the temporary folder for one in memory)."""
    database = engine.url.database
    if not database or database == ":memory:" or database.startswith("file:"):
        name = sha256(f"{os.getpid()}{database}".encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"selaras-{name}.lock"
    path = Path(database).resolve()
    return path.with_name(f"{path.name}.lock")


def _write_holder(file: IO[str]) -> None:
    file.truncate(0)
    started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started": started}))
    file.flush()


def _file_holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read())
        return f"proses {holder['pid']} di {holder['host']} sejak {holder['started']}"
    except (ValueError, KeyError, TypeError):
        return ""


def _busy(holder: str) -> str:
    return f"Gudang data sedang dipakai proses lain{f' ({holder})' if holder else ''}; coba lagi setelah selesai."
