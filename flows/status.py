"""How things stand: last runs, documents by state, what is expected and late, what older code read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from config.calendar import load_calendar
from config.regions import load_enrolments
from config.settings import Settings
from flows.due import GIVEN_UP, is_tried_again
from flows.opened import open_to_look
from flows.selection import is_stale
from transforms.coverage import build_expected, coverage
from warehouse import read
from warehouse.engine import Engine
from warehouse.lock import told_busy

_RUNS_SHOWN = 5
_RUN_KINDS = {"nightly": "malam", "backfill": "hitung ulang", "manual": "manual"}
_RUN_STATES = {
    "done": "selesai",
    "done_with_quarantine": "selesai, ada karantina",
    "running": "berjalan",
    "failed": "gagal",
    "aborted": "terputus",
}
_STAGES = {"planning": "perencanaan", "budget": "anggaran", "realisation": "realisasi"}
_COVERAGE = {
    "covered": "lengkap",
    "incomplete": "tidak lengkap",
    "late": "terlambat",
    "not_due": "belum jatuh tempo",
    "unknown": "tidak diketahui",
}


def show_status(settings: Settings, as_of: dt.date | None, console: Console | None) -> dict[str, Any]:
    """The state of the warehouse as one mapping; also shown on ``console``."""
    day = as_of or settings.today()
    with open_to_look(settings) as engine:
        runs = read.read_table(engine, "run").tail(_RUNS_SHOWN)
        documents = read.read_documents(engine)
        slices = read.read_slices(engine, read.LIVE_STATES)
        lines = read.read_lines(engine)
        busy = told_busy(engine)
        quarantined = _quarantined(engine, settings, documents)
    enrolments = load_enrolments(settings.regions_dir)
    covered = coverage(slices, build_expected(enrolments, load_calendar()), enrolments, day, lines)
    stale = [row["file_name"] for row in documents.to_dict("records") if row["state"] == "loaded" and is_stale(row)]
    payload = {
        "as_of": day.isoformat(),
        "busy": busy,
        "runs": _records(runs),
        "documents": {state: int(count) for state, count in documents["state"].value_counts().items()},
        "quarantined": quarantined,
        "coverage": _records(covered),
        "stale": stale,
    }
    if console is not None:
        _show(payload, console)
    return payload


def _quarantined(engine: Engine, settings: Settings, documents: pd.DataFrame) -> list[dict[str, Any]]:
    """Refused documents with their reason, how often in a row their reading was given up, and what comes next."""
    refused = documents[documents["state"] == "quarantined"]
    return [
        {
            **{key: row[key] for key in ("document_id", "file_name", "reason", "attempts")},
            "is_given_up": row["reason"].split(":")[0] in GIVEN_UP,
            "is_tried_again": is_stale(row) or is_tried_again(engine, settings, row["document_id"]),
        }
        for row in refused.to_dict("records")
    ]


def _tries(row: dict[str, Any]) -> str:
    if not row["is_given_up"]:
        return ""
    again = "dicoba lagi pada putaran berikutnya"
    after = again if row["is_tried_again"] else "tidak dicoba lagi selama batasnya sama"
    return f" (sudah {row['attempts']} kali dicoba; {after})"


def _records(frame: Any) -> list[dict[str, Any]]:
    return [
        {key: None if value is None or value != value else value for key, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _show(payload: dict[str, Any], console: Console) -> None:
    if payload["busy"]:
        console.print(payload["busy"], style="yellow")
    table = Table("Putaran", "Jenis", "Mulai", "Selesai", "Keadaan", title="Putaran terakhir")
    for run in payload["runs"]:
        table.add_row(
            str(run["run_id"]),
            _RUN_KINDS.get(run["kind"], run["kind"]),
            f"{run['started_at']:%Y-%m-%d %H:%M}",
            f"{run['ended_at']:%H:%M:%S}" if run["ended_at"] else "-",
            _RUN_STATES.get(run["state"], run["state"]),
        )
    console.print(table if payload["runs"] else "Belum ada putaran")
    counts = payload["documents"]
    console.print(
        f"Dokumen: {counts.get('loaded', 0)} dimuat, {counts.get('quarantined', 0)} dikarantina, "
        f"{counts.get('withdrawn', 0)} ditarik",
    )
    for row in payload["quarantined"]:
        console.print(f"  karantina {row['file_name']}: {row['reason']}{_tries(row)}")
    table = Table("Wilayah", "Tahun", "Tahap", "Keadaan", "Rincian", title=f"Cakupan per {payload['as_of']}")
    for row in payload["coverage"]:
        stage, state = _STAGES.get(row["stage"], row["stage"]), _COVERAGE.get(row["state"], row["state"])
        table.add_row(row["region_code"], str(row["fiscal_year"]), stage, state, row["detail"])
    console.print(table)
    if payload["stale"]:
        console.print(
            f"{len(payload['stale'])} dokumen dibaca oleh kode atau tata letak lama; "
            "baca ulang dengan: selaras backfill --stale",
        )
