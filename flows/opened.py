"""The warehouse held by one run, with what every step of the run needs beside it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from config.settings import Settings
from flows.reading import Limits
from warehouse.archive import Archive, default_archive
from warehouse.engine import Engine, open_warehouse
from warehouse.lock import hold


@dataclass
class Opened:
    """``writing`` serialises transactions: documents are read side by side and written one after the other."""

    engine: Engine
    archive: Archive
    settings: Settings
    run_id: int = 0
    writing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def limits(self) -> Limits:
        return Limits(self.settings.document_time_limit_s, self.settings.document_memory_limit_mb)

    @property
    def shown_url(self) -> str:
        return self.engine.url.render_as_string(hide_password=True)


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
