"""How things stand: last runs, documents expected, received, late and refused, coverage, what older code read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from config.calendar import load_calendar
from config.reference import load_reference
from config.regions import RegionEnrolment, load_enrolments
from config.settings import Settings
from flows.due import GIVEN_UP, is_tried_again
from flows.opened import open_to_look
from flows.selection import is_stale
from flows.terminal import local_time, print_inset, told_reason
from transforms.coverage import build_expected, coverage
from transforms.wording import format_day
from warehouse import read
from warehouse.engine import Engine
from warehouse.lock import told_busy
from warehouse.views import ask_view

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
#: what becomes of a document that a region promised, as ``v_dokumen`` calls it
_EXPECTED = ("diterima", "tercakup laporan sesudahnya", "terlambat", "belum jatuh tempo", "belum ada tenggat")
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
        runs = _records(read.read_table(engine, "run").tail(_RUNS_SHOWN))
        documents = read.read_documents(engine)
        slices = read.read_slices(engine, read.LIVE_STATES)
        lines = read.read_lines(engine)
        busy = told_busy(engine)
        quarantined = _quarantined(engine, settings, documents)
        states = ask_view(engine, "v_dokumen", day)
    enrolments = load_enrolments(settings.regions_dir)
    covered = coverage(slices, build_expected(enrolments, load_calendar()), enrolments, day, lines)
    stale = [row["file_name"] for row in documents.to_dict("records") if row["state"] == "loaded" and is_stale(row)]
    payload = {
        "as_of": day.isoformat(),
        "busy": busy,
        "runs": [_told_run(run, is_held=busy is not None) for run in runs],
        "documents": {state: int(count) for state, count in documents["state"].value_counts().items()},
        "quarantined": quarantined,
        "expected": _count_expected(states),
        "coverage": [{**row, "region_name": _name_of(row["region_code"], enrolments)} for row in _records(covered)],
        "stale": stale,
    }
    if console is not None:
        _show(payload, console, settings.timezone)
    return payload


def _told_run(run: dict[str, Any], *, is_held: bool) -> dict[str, Any]:
    """A run as it stands: one that never ended is over where nobody holds the warehouse; its clock times are UTC."""
    state = "aborted" if run["state"] == "running" and not is_held else run["state"]
    moments = {key: run[key] and run[key].replace(tzinfo=dt.UTC) for key in ("started_at", "ended_at")}
    return {**run, **moments, "state": state}


def _count_expected(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Documents that regions promised, by what has become of them."""
    promised = [row["keadaan"] for row in rows if row["berkas"] is None]
    return {state: count for state in _EXPECTED if (count := promised.count(state))}


def _name_of(region_code: str, enrolments: Mapping[str, RegionEnrolment]) -> str:
    if region_code in enrolments:
        return enrolments[region_code].name
    names = load_reference().regions.set_index("region_code")["name"]
    return str(names.get(region_code, region_code))


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


def _show(payload: dict[str, Any], console: Console, timezone: str) -> None:
    if payload["busy"]:
        console.print(payload["busy"], style="yellow")
    console.print(_runs_table(payload["runs"], timezone) if payload["runs"] else "Belum ada putaran")
    counts = payload["documents"]
    console.print(
        f"Dokumen: {counts.get('loaded', 0)} dimuat, {counts.get('quarantined', 0)} dikarantina, "
        f"{counts.get('withdrawn', 0)} ditarik",
    )
    for row in payload["quarantined"]:
        code = row["reason"].split(":")[0]
        told = told_reason(row["file_name"], row["reason"])
        print_inset(console, f"karantina {row['file_name']} ({code}): {told}{_tries(row)}")
    day = format_day(dt.date.fromisoformat(payload["as_of"]))
    if payload["expected"]:
        expected = ", ".join(f"{count} {state}" for state, count in payload["expected"].items())
        console.print(f"Dokumen yang diharapkan, per {day}: {expected}; rinciannya pada lembar Dokumen")
    by_region = groupby(payload["coverage"], key=lambda row: f"{row['region_name']} ({row['region_code']})")
    for region, rows in by_region:
        console.print(_coverage_table(f"Cakupan {region} per {day}", list(rows)))
    if payload["stale"]:
        console.print(
            f"{len(payload['stale'])} dokumen dibaca oleh kode atau tata letak lama; "
            "baca ulang dengan: selaras backfill --stale",
        )


def _runs_table(runs: list[dict[str, Any]], timezone: str) -> Table:
    table = Table("Putaran", "Jenis", "Mulai", "Selesai", "Keadaan", title=f"Putaran terakhir (waktu {timezone})")
    for run in runs:
        started, ended = run["started_at"], run["ended_at"]
        table.add_row(
            str(run["run_id"]),
            _RUN_KINDS.get(run["kind"], run["kind"]),
            f"{local_time(started, timezone):%Y-%m-%d %H:%M}",
            f"{local_time(ended, timezone):%H:%M:%S}" if ended else "-",
            _RUN_STATES.get(run["state"], run["state"]),
        )
    return table


def _coverage_table(title: str, rows: list[dict[str, Any]]) -> Table:
    table = Table("Tahun", "Tahap", "Keadaan", "Rincian", title=title, title_justify="left")
    for row in rows:
        stage, state = _STAGES.get(row["stage"], row["stage"]), _COVERAGE.get(row["state"], row["state"])
        table.add_row(str(row["fiscal_year"]), stage, state, row["detail"])
    return table
