"""The warehouse held by one run, with what every step of the run needs beside it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from config.settings import Settings
from flows.reading import Limits, limits_of
from warehouse.archive import Archive, default_archive
from warehouse.engine import Connection, Engine, begin_writing, check_exists, open_warehouse
from warehouse.lock import hold


class _TakenBack(Exception):
    """Ends a transaction that was only tried."""


@dataclass
class Opened:
    """``writing`` serialises transactions: documents are read side by side and written one after the other."""

    engine: Engine
    archive: Archive
    settings: Settings
    run_id: int = 0
    writing: threading.Lock = field(default_factory=threading.Lock)
    trying: Connection | None = None

    @property
    def store(self) -> Engine | Connection:
        """What to read from and write to: the warehouse, or the transaction in which all is only tried."""
        return self.trying if self.trying is not None else self.engine

    @contextmanager
    def trial(self) -> Iterator[Opened]:
        """The same warehouse, for work that is taken back at the end."""
        with suppress(_TakenBack), begin_writing(self.engine) as connection:
            yield replace(self, trying=connection)
            raise _TakenBack

    @property
    def limits(self) -> Limits:
        return limits_of(self.settings)

    @property
    def shown_url(self) -> str:
        return self.engine.url.render_as_string(hide_password=True)


@contextmanager
def open_to_look(settings: Settings) -> Iterator[Engine]:
    """The warehouse for reading, also while a run holds it; one that isn't there is not made by looking at it."""
    check_exists(settings.warehouse)
    engine = open_warehouse(settings.warehouse)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def open_for_run(settings: Settings) -> Iterator[Opened]:
    """The warehouse opened, migrated and held; raises ``WarehouseBusy`` and ``WarehouseUnreachable``."""
    engine = open_warehouse(settings.warehouse)
    archive = Archive(settings.archive) if settings.archive else default_archive(settings.warehouse)
    try:
        with hold(engine):
            yield Opened(engine, archive, settings)
    finally:
        engine.dispose()
