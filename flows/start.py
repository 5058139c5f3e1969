"""A pass begun from the command line: everything that can be wrong is found before Prefect starts."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from config.settings import Settings
from flows.failures import OutputNotWritable
from flows.inbox import open_inbox
from flows.prefect_env import prepare_prefect, uses_running_server
from flows.report import RunReport
from warehouse.engine import open_warehouse
from warehouse.lock import hold


def start_pass(settings: Settings, inbox: str, *, as_of: dt.date | None, kind: str, progress: Console) -> RunReport:
    """One pass over ``inbox``; raises what ``flows.failures`` turns into a line and an exit code."""
    with open_inbox(inbox):
        check_writable(settings.out)
        check_free(settings.warehouse)
    with prefect_ready(progress):
        from flows.run import run_pass

        return run_pass(
            inbox=inbox,
            warehouse=settings.warehouse,
            out=str(settings.out),
            as_of=as_of,
            kind=kind,
            regions_dir=str(settings.regions_dir) if settings.regions_dir else None,
        )


def start_review_import(settings: Settings, file: Path, progress: Console) -> RunReport:
    """The decisions of one returned workbook, brought in by a pass over that file alone."""
    with tempfile.TemporaryDirectory(prefix="selaras-review-") as folder:
        shutil.copy2(file, Path(folder) / file.name)
        return start_pass(settings, folder, as_of=None, kind="manual", progress=progress)


def check_writable(out: Path) -> None:
    """Create ``out`` and write to it; raises :class:`OutputNotWritable`."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out, prefix=".selaras-"):
            pass
    except OSError as error:
        raise OutputNotWritable(
            f"folder '{out}' can't be written to: {error.strerror}; choose one with --out"
        ) from None
    if not os.access(out, os.W_OK):
        raise OutputNotWritable(f"folder '{out}' can't be written to: no permission; choose one with --out")


def check_free(warehouse: str) -> None:
    """Open and migrate the warehouse and see that no other run holds it; raises what is wrong with it."""
    engine = open_warehouse(warehouse)
    try:
        with hold(engine):
            pass
    finally:
        engine.dispose()


@contextmanager
def prefect_ready(progress: Console) -> Iterator[None]:
    """Prefect prepared, with a word about the wait when an embedded server has to start."""
    prepare_prefect()
    if uses_running_server():
        yield
        return
    with progress.status("Menyalakan mesin alur kerja Prefect (10-30 detik tanpa server yang berjalan) ..."):
        import prefect  # noqa: F401  (2 s by itself; the wait is announced first)
    progress.print("Alur kerja berjalan; server Prefect sementara menyala lebih dulu (10-30 detik)", style="dim")
    yield
