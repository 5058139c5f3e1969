"""Recompute a slice of the warehouse from the archive: read again, judge again, publish; or only say what would be."""

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
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner
from rich.console import Console
from rich.table import Table

from config.code_version import code_version
from config.settings import load_settings
from flows.bringing import bring_document
from flows.inbox import InboxFile
from flows.opened import Opened, open_for_run
from flows.parameters import day_of, settings_of_flow
from flows.prefect_env import quieten_known_failures
from flows.progress import say
from flows.report import EXIT_DONE, DocumentOutcome, RunReport
from flows.selection import Selection
from flows.settle import settle
from flows.terminal import numeral, told_status_change
from transforms.wording import format_day
from warehouse import read
from warehouse.facts import Changes
from warehouse.history import status_changes
from warehouse.publish.workbook import publish_workbook
from warehouse.runs import end_run, start_run

quieten_known_failures()


@dataclass
class BackfillReport(RunReport):
    """A run's report with the rows that changed, or would change, by document and table, and changed statuses."""

    is_dry_run: bool = False
    changes: list[dict[str, Any]] = field(default_factory=list)
    status_changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        return EXIT_DONE if self.is_dry_run else super().exit_code

    def show(self, console: Console) -> None:
        if self.is_dry_run:  # else the run's own report tells them
            for notice in self.notices:
                console.print(notice)
        verb = "akan berubah" if self.is_dry_run else "berubah"
        names = ", ".join(outcome.file_name for outcome in self.documents)
        console.print(f"{len(self.documents)} dokumen terpilih{f': {names}' if names else ''}")
        table = Table("Dokumen", "Tabel", "Baru", "Berubah", "Berakhir", title=f"Baris yang {verb}")
        for row in self.changes:
            figures = (numeral(row[key]) for key in ("added", "changed", "ended"))
            table.add_row(row["file_name"] or "(gabungan)", row["table"], *figures)
        console.print(table if self.changes else f"Tidak ada baris yang {verb}")
        for row in self.status_changes:
            console.print(told_status_change(row))
        if self.as_of:
            console.print(f"Dinilai per {format_day(dt.date.fromisoformat(self.as_of))}")
        if self.is_dry_run:
            console.print("Uji coba: gudang data tidak diubah")
        else:
            super().show(console)


@task(name="baca-ulang", task_run_name="{file_name}", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def reread_task(opened: Opened, document: dict[str, Any], file_name: str) -> tuple[DocumentOutcome, dict[str, Changes]]:
    with tempfile.TemporaryDirectory(prefix="selaras-backfill-") as folder:
        try:
            path = opened.archive.fetch(document["document_id"], Path(folder), file_name)
        except FileNotFoundError:
            reason = f"tidak ada di arsip {opened.archive.root}"
            return DocumentOutcome(file_name, "unread", reason=reason, document_id=document["document_id"]), {}
        manifest = document["manifest"] if isinstance(document["manifest"], dict) else None
        return bring_document(opened, InboxFile(document["document_id"], path, document["uri"], file_name, manifest))


@flow(
    name="selaras-backfill",
    task_runner=ThreadPoolTaskRunner(max_workers=load_settings().workers),  # type: ignore[arg-type]
    validate_parameters=False,
)
def backfill_flow(
    warehouse: str | None = None,
    out: str | None = None,
    region: str | None = None,
    years: str | None = None,
    kind: str | None = None,
    start: str = "extract",
    stale: bool = False,
    dry_run: bool = False,
    as_of: dt.date | str | None = None,
    regions_dir: str | None = None,
) -> BackfillReport:
    """Read the selected documents again, judge again, publish. A dry run does it all, then takes it back."""
    settings = settings_of_flow(warehouse, out, regions_dir)
    day = day_of(as_of, settings)
    selection = Selection.parse(region, years, kind, start, stale)
    started = time.monotonic()
    with open_for_run(settings) as opened:
        if dry_run:
            with opened.trial() as trial:
                report = _backfill(trial, selection, day)
                report.is_dry_run = True
        else:
            report = _backfill(opened, selection, day)
            say("Menulis buku kerja ...")
            report.workbook = str(publish_workbook(opened.engine, settings.out, day))
    report.seconds = round(time.monotonic() - started, 1)
    create_markdown_artifact(report.markdown(), key="hasil-selaras-backfill", description="Hasil hitung ulang")
    return report


def _backfill(opened: Opened, selection: Selection, as_of: dt.date) -> BackfillReport:
    opened.run_id = start_run(opened.store, "backfill", code_version(), note=str(selection))
    report = BackfillReport(str(opened.run_id), opened.shown_url, as_of=as_of.isoformat())
    state = "failed"
    try:
        if selection.start != "reconcile":
            _reread(opened, selection, report)
        say("Rekonsiliasi perjanjian dengan baris rencana dan anggaran ...")
        settled = settle(opened, as_of, opened.trying)
        report.changes += _as_rows(None, settled.changes)
        report.agreements, report.links, report.statuses = settled.agreements, settled.links, settled.statuses
        report.notices += settled.notices
        changed = status_changes(opened.store, opened.run_id - 1, opened.run_id)
        report.status_changes = changed.to_dict("records")
        state = "done_with_quarantine" if report.quarantined else "done"
    finally:
        end_run(opened.store, opened.run_id, state)
    return report


def _reread(opened: Opened, selection: Selection, report: BackfillReport) -> None:
    documents, slices = read.read_documents(opened.store), read.read_slices(opened.store)
    chosen = selection.choose(documents, slices)
    if chosen.empty:
        report.notices.append(selection.tell_nothing_chosen(documents, slices))
    say(f"{len(chosen)} dokumen untuk dibaca ulang")
    futures = [reread_task.submit(opened, row, row["file_name"]) for row in chosen.to_dict("records")]
    for done, future in enumerate(as_completed(futures), start=1):
        say(f"[{done}/{len(futures)}] {future.result()[0].in_one_line()}")
    for outcome, changes in (future.result() for future in futures):
        report.documents.append(outcome)
        report.changes += _as_rows(outcome.file_name, changes)


def _as_rows(file_name: str | None, changes: dict[str, Changes]) -> list[dict[str, Any]]:
    """Changed tables; that a document was read by other code is no change worth a row."""
    return [
        {"file_name": file_name, "table": name, "added": c.added, "changed": c.changed, "ended": c.ended}
        for name, c in changes.items()
        if c.any and name != "document"
    ]
