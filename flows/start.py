"""What the command line begins: everything that can be wrong is found before Prefect starts."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

from rich.console import Console

from config.settings import Settings
from flows.failures import OutputNotWritable
from flows.inbox import open_inbox, read_manifest
from flows.prefect_env import configured_server, prepare_prefect
from flows.prefect_server import check_answers, start_server
from flows.report import RunReport
from flows.selection import Selection
from warehouse.engine import check_exists, open_warehouse
from warehouse.lock import hold


def start_pass(settings: Settings, inbox: str, *, as_of: dt.date | None, kind: str, progress: Console) -> RunReport:
    """One pass over ``inbox``; raises what ``flows.failures`` turns into a line and an exit code."""
    with open_inbox(inbox) as folder:
        read_manifest(folder)
        check_writable(settings.out)
        check_free(settings.warehouse)
    hand_down(settings)
    make_prefect_ready(progress)
    from flows.progress import show_on
    from flows.run import run_pass

    show_on(progress)
    return run_pass(inbox=inbox, as_of=as_of, kind=kind)


def start_backfill(
    settings: Settings, selection: Selection, *, is_dry_run: bool, as_of: dt.date | None, progress: Console
) -> RunReport:
    """A backfill from the command line; the report says what changed, or would."""
    check_exists(settings.warehouse)
    if not is_dry_run:
        check_writable(settings.out)
    check_free(settings.warehouse)
    hand_down(settings)
    make_prefect_ready(progress)
    from flows.backfill import backfill_flow
    from flows.progress import show_on

    show_on(progress)
    return backfill_flow(
        region=selection.region,
        years=selection.years,
        kind=selection.kind,
        start=selection.start,
        stale=selection.is_stale_only,
        dry_run=is_dry_run,
        as_of=as_of,
    )


def start_review_import(settings: Settings, file: Path, *, as_of: dt.date | None, progress: Console) -> RunReport:
    """The decisions of one returned workbook, brought in by a pass over that file alone."""
    with tempfile.TemporaryDirectory(prefix="selaras-review-") as folder:
        shutil.copy2(file, Path(folder) / file.name)
        return start_pass(settings, folder, as_of=as_of, kind="manual", progress=progress)


def hand_down(settings: Settings) -> None:
    """Put the settings in force into the environment, where flows read them, also those in processes of their own.

    Not into the parameters of flows: Prefect keeps and shows those, and the warehouse's URL may hold a password.
    """
    for name in type(settings).model_fields:
        if (value := getattr(settings, name)) is not None:
            os.environ[f"SELARAS_{name.upper()}"] = str(value)


def check_writable(out: Path) -> None:
    """Create ``out`` and write to it; raises :class:`OutputNotWritable`."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out, prefix=".selaras-"):
            pass
    except OSError as error:
        raise OutputNotWritable(
            f"folder '{out}' tidak dapat ditulisi ({error.strerror}); pilih folder lain dengan --out"
        ) from None


def check_reachable(warehouse: str) -> None:
    """Open and migrate the warehouse; raises what is wrong with it."""
    open_warehouse(warehouse).dispose()


def check_free(warehouse: str) -> None:
    """The same, and see that no other run holds it."""
    engine = open_warehouse(warehouse)
    try:
        with hold(engine):
            pass
    finally:
        engine.dispose()


def make_prefect_ready(progress: Console, *, wants_usual_port: bool = False) -> str:
    """The address of a server that answers: the configured one, else one for the time of this process."""
    prepare_prefect()
    configured = configured_server()
    if configured is not None:
        check_answers(configured)
        return configured
    with progress.status("Menyalakan server Prefect sementara (5-30 detik) ..."):
        if not progress.is_terminal:
            progress.print("Menyalakan server Prefect sementara (5-30 detik) ...")
        server = start_server(wants_usual_port=wants_usual_port)
        import_module("flows.run")  # takes as long as the server does; so they take it together
        server.wait()
    return server.address
