"""Opens the warehouse: SQLite (in a file, write-ahead log) or PostgreSQL (psycopg), migrated to the newest schema."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy import create_engine as _create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    InternalError,
    NoSuchModuleError,
    ProgrammingError,
    SQLAlchemyError,
)

__all__ = ["Connection", "Engine", "WarehouseUnreachable", "begin_writing", "create_engine", "open_warehouse"]

BUSY_TIMEOUT_S = 60
CONNECT_TIMEOUT_S = 10


class WarehouseUnreachable(Exception):
    """The warehouse can't be opened; the message is one line in Bahasa Indonesia without the password."""


def create_engine(url: str) -> Engine:
    """An engine for ``url`` that has shown it can connect; raises :class:`WarehouseUnreachable`."""
    parsed = _parse_url(url)
    try:
        engine = _engine_of(parsed)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except (DBAPIError, ImportError, NoSuchModuleError, ArgumentError, OSError) as error:
        raise WarehouseUnreachable(_in_one_line(parsed, error)) from error
    return engine


def open_warehouse(url: str) -> Engine:
    """The same, with all migrations applied and the views made; raises :class:`WarehouseUnreachable`."""
    from warehouse.migrations import upgrade

    engine = create_engine(url)
    try:
        upgrade(engine)
    except (DBAPIError, OSError) as error:
        if not _is_out_of_reach(error):
            raise
        raise WarehouseUnreachable(_in_one_line(engine.url, error)) from error
    return engine


def check_exists(url: str) -> None:
    """Raise :class:`WarehouseUnreachable` for a SQLite file that isn't there, which opening would make."""
    parsed = _parse_url(url)
    database = parsed.database or ":memory:"
    is_file = parsed.get_backend_name() == "sqlite" and not database.startswith((":memory:", "file:"))
    if is_file and not Path(database).exists():
        shown = parsed.render_as_string(hide_password=True)
        raise WarehouseUnreachable(f"Gudang data {shown} belum ada; putaran pertama (selaras run) membuatnya")


def is_store_trouble(error: BaseException) -> bool:
    """Whether the store failed (a full disk, a database gone), and not the rows that were to be written."""
    if isinstance(error, DBAPIError):
        return not isinstance(error, DataError | IntegrityError)
    return isinstance(error, SQLAlchemyError | OSError)


def begin_writing(source: Engine | Connection) -> Any:
    """A transaction that will write: SQLite takes its write lock at once, so it can't fail half-way as busy.

    On a connection that is writing already it is a part of that transaction, and ends with it.
    """
    if isinstance(source, Connection):
        return _part_of(source)
    return source.execution_options(is_writing=True).begin()


@contextmanager
def _part_of(connection: Connection) -> Iterator[Connection]:
    with connection.begin_nested():
        yield connection


def _parse_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        shown = re.sub(r"[^/]*@", "***@", url)
        raise WarehouseUnreachable(
            f"Alamat gudang data tidak dapat dibaca: '{shown}'; contoh: sqlite:///selaras.db"
        ) from error
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine_of(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        defaults = {
            "connect_timeout": CONNECT_TIMEOUT_S,
            "application_name": "selaras",
            "options": "-c timezone=UTC",
        }
        return _create_engine(url, connect_args=defaults | dict(url.query), pool_pre_ping=True)
    if url.get_backend_name() != "sqlite":
        raise ArgumentError("hanya SQLite dan PostgreSQL yang didukung")
    engine = _create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # _begin_sqlite says BEGIN: the driver's own comes only before the first write
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _is_out_of_reach(error: Exception) -> bool:
    """False for mistakes of our own in the schema or the views: those must be seen as what they are."""
    if not isinstance(error, ProgrammingError | DataError | IntegrityError | InternalError):
        return True
    return isinstance(error.orig, psycopg.errors.InsufficientPrivilege)


def _in_one_line(url: URL, error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    reason = " ".join(str(cause).split()) or type(cause).__name__
    return f"Gudang data {url.render_as_string(hide_password=True)} tidak dapat dibuka: {reason}"
