"""Recompute a slice of the warehouse from the archive: plan first, then read again, judge again, publish."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from rich.console import Console
from rich.table import Table

from config.code_version import code_version
from config.settings import Settings, load_settings
from flows.bringing import bring_document
from flows.inbox import InboxFile
from flows.opened import Opened, open_for_run
from flows.report import DocumentOutcome, RunReport
from flows.selection import Selection
from flows.settle import settle
from flows.start import check_free, check_writable, prefect_ready
from warehouse import read
from warehouse.publish.workbook import publish_workbook
from warehouse.runs import end_run, start_run


@dataclass
class BackfillReport(RunReport):
    """A run's report with the plan and, per document, what changed (or would change)."""

    is_dry_run: bool = False
    changes: list[dict[str, Any]] = field(default_factory=list)

    def show(self, console: Console) -> None:
        verb = "akan berubah" if self.is_dry_run else "berubah"
        table = Table("Dokumen", "Jenis", "Tabel", "Baru", "Berubah", "Berakhir", title=f"Yang {verb}")
        for row in self.changes:
            figures = (str(row[key]) for key in ("added", "changed", "ended"))
            table.add_row(row["file_name"], row["kind"] or "-", row["table"], *figures)
        if self.changes:
            console.print(table)
        else:
            console.print(f"{len(self.documents)} dokumen terpilih; tidak ada baris yang {verb}", highlight=False)
        if not self.is_dry_run:
            super().show(console)


@task(name="baca-ulang", task_run_name="{file_name}", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def reread_task(
    opened: Opened, document: dict[str, Any], file_name: str, is_dry_run: bool
) -> tuple[DocumentOutcome, list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory(prefix="selaras-backfill-") as folder:
        path = opened.archive.fetch(document["document_id"], Path(folder), file_name)
        manifest = document["manifest"] if isinstance(document["manifest"], dict) else None
        file = InboxFile(document["document_id"], path, document["uri"], file_name, manifest)
        outcome, changes = bring_document(opened, file, is_dry_run=is_dry_run)
    rows = [
        {
            "file_name": file_name,
            "kind": outcome.kind,
            "table": table,
            "added": change.added,
            "changed": change.changed,
            "ended": change.ended,
        }
        for table, change in changes.items()
        if change.any and table != "document"
    ]
    return outcome, rows


@flow(name="selaras-backfill", validate_parameters=False)
def backfill_flow(
    warehouse: str,
    out: str,
    region: str | None = None,
    years: str | None = None,
    kind: str | None = None,
    start: str = "extract",
    stale: bool = False,
    dry_run: bool = False,
    as_of: dt.date | str | None = None,
    regions_dir: str | None = None,
) -> BackfillReport:
    """Read the selected documents again from the archive, judge again, publish. A dry run changes nothing."""
    given = {"warehouse": warehouse, "out": Path(out), "regions_dir": Path(regions_dir) if regions_dir else None}
    settings = load_settings().model_copy(update={key: value for key, value in given.items() if value is not None})
    selection = Selection.parse(region, years, kind, start, stale)
    day = dt.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or dt.date.today()
    started = time.monotonic()
    with open_for_run(settings) as opened:
        opened.run_id = start_run(opened.engine, "backfill", code_version(), note=str(selection))
        state = "failed"
        try:
            report = _backfill(opened, selection, dry_run, day)
            state = "done_with_quarantine" if report.quarantined else "done"
        finally:
            end_run(opened.engine, opened.run_id, state)
    report.seconds = round(time.monotonic() - started, 1)
    create_markdown_artifact(report.markdown(), key="hasil-selaras-backfill", description="Hasil hitung ulang")
    return report


def _backfill(opened: Opened, selection: Selection, is_dry_run: bool, as_of: dt.date) -> BackfillReport:
    report = BackfillReport(str(opened.run_id), opened.shown_url, is_dry_run=is_dry_run, as_of=as_of.isoformat())
    if selection.start != "reconcile":
        chosen = selection.choose(read.read_documents(opened.engine), read.read_slices(opened.engine))
        for document in chosen.to_dict("records"):
            outcome, changes = reread_task(opened, document, document["file_name"], is_dry_run)
            report.documents.append(outcome)
            report.changes += changes
    if not is_dry_run:
        settled = settle(opened, as_of)
        report.agreements, report.links, report.statuses = settled.agreements, settled.links, settled.statuses
        report.workbook = str(publish_workbook(opened.engine, opened.settings.out))
    return report


def start_backfill(
    settings: Settings, selection: Selection, *, is_dry_run: bool, as_of: dt.date | None, progress: Console
) -> BackfillReport:
    """The backfill from the command line; what can be wrong is found before Prefect starts."""
    check_writable(settings.out)
    check_free(settings.warehouse)
    years = None if selection.first_year is None else f"{selection.first_year}:{selection.last_year}"
    with prefect_ready(progress):
        return backfill_flow(
            warehouse=settings.warehouse,
            out=str(settings.out),
            region=selection.region,
            years=years,
            kind=selection.kind,
            start=selection.start,
            stale=selection.is_stale_only,
            dry_run=is_dry_run,
            as_of=as_of,
            regions_dir=str(settings.regions_dir) if settings.regions_dir else None,
        )
