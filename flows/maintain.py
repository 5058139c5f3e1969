"""Keeping a warehouse: publish again, withdraw, compare two runs, check the invariants."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from config.code_version import code_version
from config.settings import Settings
from flows.asof import warehouse_as_of
from flows.failures import NotFound
from flows.opened import open_for_run, open_to_look
from flows.settle import settle
from flows.start import check_writable
from flows.terminal import numeral, told_status_change
from warehouse import read
from warehouse.engine import check_exists
from warehouse.history import changes_between, status_changes
from warehouse.invariants import broken_invariants
from warehouse.load import withdraw_document as take_out
from warehouse.publish.workbook import publish_workbook
from warehouse.runs import end_run, start_run


def publish_again(
    settings: Settings,
    console: Console | None,
    as_of: dt.date | None = None,
    known_on: int | None = None,
    database: Path | None = None,
) -> dict[str, Any]:
    """Write the publications from the warehouse as it is, or as of another day or a past run.

    ``database``: a new file that keeps the warehouse they are written from, with all its views.
    """
    check_writable(settings.out)
    with warehouse_as_of(settings, as_of, known_on, keep_at=database) as engine:
        workbook = publish_workbook(engine, settings.out, as_of)
    if console is not None:
        console.print(f"Buku kerja: {workbook}", soft_wrap=True)
    if console is not None and database is not None:
        console.print(f"Gudang: {database}", soft_wrap=True)
    return {"workbook": str(workbook), "as_of": as_of, "known_on": known_on, "database": database and str(database)}


def withdraw_document(
    settings: Settings, given: str, reason: str, console: Console | None, as_of: dt.date | None = None
) -> dict[str, Any]:
    """Take one document out, judge and publish again, as of ``as_of`` or today.

    It stays known, so that the inbox does not bring it back.
    """
    day = as_of or settings.today()
    check_exists(settings.warehouse)
    check_writable(settings.out)
    with open_for_run(settings) as opened:
        document = find_document(read.read_documents(opened.engine), given)
        opened.run_id = start_run(opened.engine, "manual", code_version(), note=f"withdraw {document['document_id']}")
        state = "failed"
        try:
            changes = take_out(opened.engine, opened.run_id, document["document_id"], reason or "ditarik oleh pengguna")
            settle(opened, day)
            workbook = publish_workbook(opened.engine, settings.out, day)
            state = "done"
        finally:
            end_run(opened.engine, opened.run_id, state)
    ended = {name: change.ended for name, change in changes.items() if change.ended}
    if console is not None:
        removed = ", ".join(f"{name} {count}" for name, count in ended.items()) or "tidak ada"
        console.print(f"{document['file_name']} ditarik; baris dikeluarkan: {removed}")
        console.print(f"Buku kerja: {workbook}", soft_wrap=True)
    return {
        "document_id": document["document_id"],
        "file_name": document["file_name"],
        "ended": ended,
        "workbook": str(workbook),
        "as_of": day.isoformat(),
    }


def find_document(documents: pd.DataFrame, given: str) -> dict[str, Any]:
    """The one document whose id begins with ``given`` or whose file name it is; raises :class:`NotFound`."""
    names = documents["file_name"]
    is_named = (names == given) | names.str.endswith(f"/{given}")
    hits = documents[documents["document_id"].str.startswith(given) | is_named]
    if len(hits) != 1:
        shown = ", ".join(f"{row.document_id[:8]} {row.file_name}" for row in documents.head(8).itertuples())
        many = f"{len(hits)} dokumen" if len(hits) else "tidak ada dokumen yang"
        raise NotFound(f"{many} cocok dengan '{given}'; yang ada: {shown or 'belum satu pun'}")
    found: dict[str, Any] = hits.iloc[0].to_dict()
    return found


def diff_runs(settings: Settings, run_a: str, run_b: str, console: Console | None) -> dict[str, Any]:
    """Rows added, changed and ended by the runs after ``run_a`` up to ``run_b``, by table, and changed statuses."""
    with open_to_look(settings) as engine:
        runs = read.read_table(engine, "run")
        first, last = (_find_run(runs, given) for given in (run_a, run_b))
        if first > last:
            first, last = last, first
        changes = changes_between(engine, first, last)
        statuses = status_changes(engine, first, last)
    payload = {
        "run_a": first,
        "run_b": last,
        "changes": {row["table"]: {"added": row["added"], "ended": row["ended"]} for row in changes.to_dict("records")},
        "statuses": statuses.to_dict("records"),
    }
    if console is not None:
        _show_diff(payload, changes, console)
    return payload


def _show_diff(payload: dict[str, Any], changes: pd.DataFrame, console: Console) -> None:
    between = f"sesudah putaran {payload['run_a']} sampai putaran {payload['run_b']}"
    if changes.empty:
        console.print(f"Tidak ada yang berubah {between}")
        return
    table = Table("Tabel", "Baru", "Berakhir", title=f"Baris yang berubah {between}")
    for row in changes.to_dict("records"):
        table.add_row(row["table"], numeral(row["added"]), numeral(row["ended"]))
    console.print(table)
    console.print(f"{len(payload['statuses'])} status berubah{':' if payload['statuses'] else ''}")
    for row in payload["statuses"]:
        console.print(told_status_change(row))


def _find_run(runs: pd.DataFrame, given: str) -> int:
    known = {str(run_id) for run_id in runs["run_id"]}
    if given not in known:
        raise NotFound(
            f"tidak ada putaran '{given}'; yang ada: {', '.join(sorted(known, key=int)[-10:]) or 'belum ada'}"
        )
    return int(given)


def verify_warehouse(settings: Settings, console: Console | None) -> dict[str, Any]:
    """Hold the warehouse against its invariants; ``holds`` is False when one is broken."""
    with open_to_look(settings) as engine:
        broken = broken_invariants(engine)
    if console is not None:
        for name, count in broken.items():
            mark = "berlaku" if count == 0 else f"dilanggar {count} kali"
            console.print(f"{name}:", Text(mark, style="green" if count == 0 else "red"))
    return {"holds": not any(broken.values()), "invariants": broken}
