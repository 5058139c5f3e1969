"""One complete pass: find new or changed documents, load each whole or not at all, reconcile, publish."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from config.code_version import code_version
from config.settings import load_settings
from flows.bringing import bring_document
from flows.due import is_settled
from flows.inbox import InboxFile, Listing, list_inbox, open_inbox
from flows.opened import Opened, open_for_run
from flows.parameters import day_of, settings_of_flow
from flows.prefect_env import quieten_known_failures
from flows.progress import say
from flows.report import DocumentOutcome, RunReport
from flows.settle import Settled, settle
from warehouse.publish.workbook import publish_workbook
from warehouse.runs import end_run, start_run

quieten_known_failures()


# Retries are for the store (a busy disk, a database that restarts): a bad document never raises, it is quarantined.
@task(name="muat-dokumen", task_run_name="{file_name}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def load_document_task(opened: Opened, file: InboxFile, file_name: str) -> DocumentOutcome:
    return bring_document(opened, file)[0]


@task(name="rekonsiliasi", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def settle_task(opened: Opened, as_of: dt.date) -> Settled:
    return settle(opened, as_of)


@task(name="publikasi", retries=1, retry_delay_seconds=5, cache_policy=NO_CACHE)
def publish_task(opened: Opened, out: str, as_of: dt.date) -> str:
    return str(publish_workbook(opened.engine, Path(out), as_of))


@flow(
    name="selaras",
    flow_run_name="{kind}",
    task_runner=ThreadPoolTaskRunner(max_workers=load_settings().workers),  # type: ignore[arg-type]
    validate_parameters=False,
)
def run_pass(
    inbox: str,
    warehouse: str | None = None,
    out: str | None = None,
    as_of: dt.date | str | None = None,
    kind: str = "manual",
    regions_dir: str | None = None,
) -> RunReport:
    """One pass over ``inbox``; what is not given comes from the settings. Raises ``WarehouseBusy``."""
    settings = settings_of_flow(warehouse, out, regions_dir)
    day = day_of(as_of, settings)
    started = time.monotonic()
    with open_inbox(inbox) as folder, open_for_run(settings) as opened:
        listing = list_inbox(folder)
        opened.run_id = start_run(opened.engine, kind, code_version())
        state = "failed"
        try:
            outcomes = _load_all(opened, listing)
            say("Rekonsiliasi perjanjian dengan baris rencana dan anggaran ...")
            settled = settle_task(opened, day)
            say("Menulis buku kerja ...")
            workbook = publish_task(opened, str(settings.out), day)
            report = _report(opened, outcomes, settled, workbook, listing.notices, day)
            state = "done_with_quarantine" if report.quarantined else "done"
        finally:
            end_run(opened.engine, opened.run_id, state)
        report.seconds = round(time.monotonic() - started, 1)
        if not listing.files:
            report.notices.append(f"Inbox {inbox} kosong: tidak ada dokumen untuk dibaca.")
        create_markdown_artifact(report.markdown(), key="hasil-selaras", description="Hasil putaran selaras")
        return report


def _load_all(opened: Opened, listing: Listing) -> list[DocumentOutcome]:
    settled: list[InboxFile] = []
    fresh: list[InboxFile] = []
    for file in listing.files:
        (settled if is_settled(opened, file) else fresh).append(file)
    say(f"{len(listing.files)} dokumen di inbox, {len(fresh)} untuk dibaca")
    futures = [load_document_task.submit(opened, file, file.name) for file in fresh]
    for done, future in enumerate(as_completed(futures), start=1):
        say(f"[{done}/{len(fresh)}] {future.result().in_one_line()}")
    outcomes = [
        *(DocumentOutcome(file.name, "unchanged", document_id=file.document_id) for file in settled),
        *(DocumentOutcome(name, "unread", reason=reason) for name, reason in listing.unread.items()),
        *(future.result() for future in futures),
    ]
    return sorted(outcomes, key=lambda outcome: outcome.file_name)


def _report(
    opened: Opened,
    outcomes: list[DocumentOutcome],
    settled: Settled,
    workbook: str,
    notices: list[str],
    as_of: dt.date,
) -> RunReport:
    return RunReport(
        run_id=str(opened.run_id),
        warehouse=opened.shown_url,
        documents=outcomes,
        agreements=settled.agreements,
        links=settled.links,
        statuses=settled.statuses,
        workbook=workbook,
        as_of=as_of.isoformat(),
        notices=[*notices, *settled.notices],
    )
