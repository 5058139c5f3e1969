"""Backfills, withdrawals and comparisons on a copy of the demonstration's warehouse."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from commands import Selaras
from demonstration import Demonstration
from passes import JUDGED, REGIONS, assert_same_content, content_of

LOCAL = "sqlite:///selaras.db"


@pytest.fixture
def kept(demo: Demonstration, workplace: Path) -> dict[str, pd.DataFrame]:
    """A copy of warehouse and archive in the workplace, under the names that commands look for; its content."""
    shutil.copy(demo.folder / "selaras.db", workplace / "selaras.db")
    shutil.copytree(demo.folder / "selaras-archive", workplace / "selaras-archive")
    return content_of(LOCAL)


def ask(query: str) -> list[Any]:
    with sqlite3.connect("selaras.db") as connection:
        return connection.execute(query).fetchall()


def names_below(folder: Path) -> set[str]:
    """Every file but those that SQLite keeps beside its database."""
    return {path.name for path in folder.rglob("*") if not path.name.startswith("selaras.db")}


def names_of(report: dict[str, Any]) -> set[str]:
    return {document["file_name"] for document in report["documents"]}


def test_a_dry_run_prints_the_plan_and_changes_nothing(
    kept: dict[str, pd.DataFrame], call: Selaras, workplace: Path, prefect_server: str
) -> None:
    with sqlite3.connect("selaras.db") as connection:  # as if older code had read them
        connection.execute("UPDATE document SET code_version = 'older' WHERE kind = 'e81'")
        connection.execute("UPDATE line_item SET name = 'misread' WHERE kind = 'e81' AND level = 'program'")
        lines = connection.execute("SELECT COUNT(*) FROM line_item WHERE name = 'misread'").fetchone()[0]
    before, files = content_of(LOCAL), names_below(workplace)
    runs = ask("SELECT * FROM run")
    told = call("backfill", "--stale", "--dry-run", "--json", *JUDGED, **REGIONS)
    assert told.code == 0
    assert names_of(told.json) == {"evaluasi_renja_tw4.pdf"}
    planned = {(row["file_name"], row["table"]): row["changed"] for row in told.json["changes"]}
    assert planned["evaluasi_renja_tw4.pdf", "line_item"] == lines > 0
    shown = call("backfill", "--stale", "--dry-run", *JUDGED, **REGIONS)
    assert "evaluasi_renja_tw4.pdf" in shown.out and "akan berubah" in shown.out
    assert_same_content(content_of(LOCAL), before)
    assert ask("SELECT * FROM run") == runs, "not even a run"
    assert names_below(workplace) == files

    done = call("backfill", "--stale", "--json", *JUDGED, **REGIONS)
    assert done.code == 0
    assert done.json["changes"] == told.json["changes"], "what was planned is what was done"
    assert_same_content(content_of(LOCAL), kept)
    assert names_of(call("backfill", "--stale", "--dry-run", "--json", *JUDGED, **REGIONS).json) == set()


def test_a_backfill_selects_by_region_year_and_kind_and_repeats_without_change(
    kept: dict[str, pd.DataFrame], call: Selaras, prefect_server: str
) -> None:
    selection = ("backfill", "--region", "64.09", "--years", "2024:2024", "--kind", "apbd", "--json", *JUDGED)
    report = call(*selection, **REGIONS).json
    assert names_of(report) == {"lampiran-2-ppu-2024.pdf", "lampiran-2-ppu-2024p.pdf"}
    assert report["changes"] == []
    assert_same_content(content_of(LOCAL), kept)
    assert ask("SELECT kind, state FROM run ORDER BY run_id") == [
        ("manual", "done_with_quarantine"), ("backfill", "done"),
    ]  # fmt: skip


def test_a_backfill_that_fits_nothing_says_so_and_what_there_is(
    kept: dict[str, pd.DataFrame], call: Selaras, prefect_server: str
) -> None:
    finished = call("backfill", "--region", "11.01", "--dry-run", *JUDGED, **REGIONS)
    assert finished.code == 0
    shown = " ".join(finished.out.split())
    assert "Tidak ada dokumen yang cocok. Yang ada: wilayah 64.01, 64.09, 64.71; tahun 2024, 2025, 2026" in shown
    assert "Dinilai per 31 Desember 2025" in shown
    finished = call("backfill", "--stale", "--dry-run", *JUDGED, **REGIONS)
    assert "semuanya sudah dibaca dengan kode dan tata letak saat ini" in " ".join(finished.out.split())
    assert "Tidak ada yang berubah sesudah putaran 1" in call("diff", "1", "1").out


def test_a_document_lost_from_the_archive_is_named_and_the_rest_is_read(
    kept: dict[str, pd.DataFrame], call: Selaras, workplace: Path, prefect_server: str
) -> None:
    ((lost,),) = ask("SELECT document_id FROM document WHERE file_name = 'lampiran-2-ppu-2024.pdf'")
    next((workplace / "selaras-archive").rglob(lost)).unlink()
    finished = call("backfill", "--region", "64.09", "--kind", "apbd", "--json", *JUDGED, **REGIONS)
    assert finished.code == 3
    states = {document["file_name"]: document["state"] for document in finished.json["documents"]}
    assert states == {"lampiran-2-ppu-2024.pdf": "unread", "lampiran-2-ppu-2024p.pdf": "loaded"}
    assert_same_content(content_of(LOCAL), kept)


def test_judging_again_needs_no_document(
    kept: dict[str, pd.DataFrame], call: Selaras, workplace: Path, prefect_server: str
) -> None:
    shutil.rmtree(workplace / "selaras-archive")
    finished = call("backfill", "--from", "reconcile", "--json", "--as-of", "2024-06-30", **REGIONS)
    assert finished.code == 0
    assert finished.json["documents"] == []
    assert finished.json["status_changes"], "half a year earlier, some budgets were not yet there"
    call("backfill", "--from", "reconcile", "--json", *JUDGED, **REGIONS)
    assert_same_content(content_of(LOCAL), kept)


def test_a_withdrawn_document_stays_out_until_its_bytes_change(
    kept: dict[str, pd.DataFrame], demo: Demonstration, call: Selaras, workplace: Path, prefect_server: str
) -> None:
    told = call("withdraw", "register_ks_ppu.pdf", "--reason", "salah kirim", "--json", **REGIONS).json
    assert told["ended"]["agreement_record"] > 0
    assert ask("SELECT state, reason FROM document WHERE file_name = 'register_ks_ppu.pdf'") == [
        ("withdrawn", "salah kirim")
    ]
    assert ask("SELECT COUNT(*) FROM agreement_record WHERE region_code = '64.09'") == [(0,)]
    assert call("verify").code == 0
    assert Path(told["workbook"]).exists()

    shutil.copytree(demo.folder / "inbox", workplace / "inbox")
    report = call("run", "inbox", "--json", *JUDGED, **REGIONS)
    assert report.code == 0
    assert {document["state"] for document in report.json["documents"]} == {"unchanged"}
    assert ask("SELECT COUNT(*) FROM agreement_record WHERE region_code = '64.09'") == [(0,)]

    told = call("diff", "1", "3", "--json").json
    assert told["changes"]["agreement_record"]["ended"] > 0
    gone = [row for row in told["statuses"] if row["party_region_code"] == "64.09" and row["after"] is None]
    assert gone
    assert "agreement_record" in call("diff", "1", "3").out


def test_a_withdrawal_judges_the_day_it_is_told(
    kept: dict[str, pd.DataFrame], call: Selaras, workplace: Path, prefect_server: str
) -> None:
    told = call("withdraw", "register_ks_ppu.pdf", "--as-of", "2024-06-30", "--json", **REGIONS).json
    assert told["as_of"] == "2024-06-30"
    assert ask("SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1") == [("2024-06-30",)]
    withdrawn = ask("SELECT agreement_id, party_region_code, fiscal_year, status FROM assessment")

    call("backfill", "--from", "reconcile", "--json", "--as-of", "2024-06-30", **REGIONS)
    judged = ask("SELECT agreement_id, party_region_code, fiscal_year, status FROM assessment")
    assert sorted(judged) == sorted(withdrawn), "the same as judging that day anew"
