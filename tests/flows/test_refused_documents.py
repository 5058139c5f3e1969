"""What can't be read or isn't identified costs its own entry, is told once, and can be mended by the manifest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import Selaras
from passes import JUDGED, REGIONS, copy_golden, run_pass_here
from poison import drawing_without_end

from warehouse import read
from warehouse.engine import open_warehouse

MANIFEST = "path,region_code,kind,fiscal_year,version,period,received_on,override_reason\n"


def documents_of(url: str) -> dict[str, str]:
    """State by file name."""
    engine = open_warehouse(url)
    documents = read.read_documents(engine)
    engine.dispose()
    return dict(zip(documents["file_name"], documents["state"], strict=True))


def reasons_of(url: str) -> dict[str, str]:
    """Reason code by file name."""
    engine = open_warehouse(url)
    merged = read.read_table(engine, "quarantine").merge(read.read_documents(engine), on="document_id")
    engine.dispose()
    return dict(zip(merged["file_name"], merged["reason_code"], strict=True))


def test_a_refused_document_is_told_in_the_run_that_refused_it_and_not_again(
    selaras: Selaras, call: Selaras, workplace: Path, prefect_server: str
) -> None:
    copy_golden("anggaran_kas", workplace / "inbox")
    copy_golden("renja_sheet_19", workplace / "inbox")
    arguments = ("run", "inbox", "--json", *JUDGED)
    first = selaras(*arguments, PREFECT_API_URL=prefect_server, HOME=None, **REGIONS)
    assert first.code == 3, first.err
    assert first.json["exit_code"] == 3
    reasons = {d["file_name"]: d["reason"] for d in first.json["documents"] if d["state"] == "quarantined"}
    assert reasons.keys() == {"anggaran_kas.xlsx"}
    assert "manifest.csv" in reasons["anggaran_kas.xlsx"]
    second = call(*arguments, HOME="/no/such/home", **REGIONS)
    assert second.code == 0, second.err
    assert {d["state"] for d in second.json["documents"]} == {"unchanged"}


def test_an_empty_inbox_is_done_with_a_line_saying_so(call: Selaras, workplace: Path, prefect_server: str) -> None:
    (workplace / "inbox").mkdir()
    finished = call("run", "inbox")
    assert finished.code == 0, finished.err
    assert "kosong" in finished.out
    assert "Traceback" not in finished.err


@pytest.fixture
def poison(tmp_path: Path) -> Path:
    """An inbox with a sound document and one of 1 MB that unfolds to gigabytes of drawing."""
    inbox = tmp_path / "inbox"
    copy_golden("renja_sheet_19", inbox)
    (inbox / "poison.pdf").write_bytes(drawing_without_end())
    return inbox


@pytest.mark.parametrize(
    ("setting", "limit", "reasons"),
    [
        # Long enough for the sound document on a busy machine; whichever limit the other meets first, it meets one.
        ("SELARAS_DOCUMENT_TIME_LIMIT_S", "20", {"timeout", "memory", "reader_crashed"}),
        ("SELARAS_DOCUMENT_MEMORY_LIMIT_MB", "700", {"memory", "reader_crashed"}),
    ],
)
def test_a_poisonous_document_costs_its_own_entry_only(
    setting: str,
    limit: str,
    reasons: set[str],
    poison: Path,
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prefect_server: str,
) -> None:
    monkeypatch.setenv(setting, limit)
    report = run_pass_here(poison, sqlite_url, tmp_path / "out")
    assert report.exit_code == 3
    assert documents_of(sqlite_url) == {"renja_sheet_19.xlsx": "loaded", "poison.pdf": "quarantined"}
    assert reasons_of(sqlite_url)["poison.pdf"] in reasons


def test_a_file_nobody_can_open_is_named_and_the_rest_is_read(
    sqlite_url: str, tmp_path: Path, prefect_server: str
) -> None:
    inbox = tmp_path / "inbox"
    copy_golden("renja_sheet_19", inbox)
    (inbox / "gone.pdf").symlink_to("/no/such/file.pdf")
    (inbox / "[bold]odd :name:.csv").write_text("a,b\n1,2\n")
    report = run_pass_here(inbox, sqlite_url, tmp_path / "out")
    states = {document.file_name: document.state for document in report.documents}
    assert states == {
        "gone.pdf": "unread", "renja_sheet_19.xlsx": "loaded", "[bold]odd :name:.csv": "quarantined",
    }  # fmt: skip
    assert report.exit_code == 3


def test_the_manifest_fills_what_the_print_does_not_say(sqlite_url: str, tmp_path: Path, prefect_server: str) -> None:
    inbox = tmp_path / "inbox"
    name = copy_golden("anggaran_kas", inbox).name
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 3
    (inbox / "manifest.csv").write_text(f"{MANIFEST}{name},64.74,,,,,2025-03-01,\nnot-here.pdf,64.71,,,,,,\n")
    report = run_pass_here(inbox, sqlite_url, tmp_path / "out")
    assert report.exit_code == 0
    assert any("not-here.pdf" in notice for notice in report.notices)
    engine = open_warehouse(sqlite_url)
    slices = read.read_slices(engine)
    assert set(slices["region_code"]) == {"64.74"}
    assert {str(day) for day in slices["received_on"]} == {"2025-03-01"}
    assert slices["basis"].map(lambda basis: basis["region_code"]["source"]).unique().tolist() == ["manifest"]
    assert read.read_table(engine, "quarantine").empty
    engine.dispose()


def test_where_print_and_manifest_disagree_a_reason_is_asked_for_and_kept(
    sqlite_url: str, tmp_path: Path, prefect_server: str
) -> None:
    inbox = tmp_path / "inbox"
    name = copy_golden("renja_sheet_19", inbox).name
    (inbox / "manifest.csv").write_text(f"{MANIFEST}{name},64.71,,,,,,\n")
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 3
    assert reasons_of(sqlite_url) == {name: "manifest_conflict"}
    (inbox / "manifest.csv").write_text(f"{MANIFEST}{name},64.71,,,,,,salah cetak di sampul\n")
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 0
    engine = open_warehouse(sqlite_url)
    assert set(read.read_slices(engine)["region_code"]) == {"64.71"}
    corrections = read.read_table(engine, "correction")
    kept = corrections[corrections["column_name"] == "region_code"]
    assert len(kept) >= 1
    assert set(kept["reason"]) == {"salah cetak di sampul"}
    assert set(kept["used"]) == {"64.71"}
    engine.dispose()


def test_a_wrong_manifest_ends_in_one_line(call: Selaras, workplace: Path) -> None:
    (workplace / "inbox").mkdir()
    (workplace / "inbox/manifest.csv").write_text("file;region\nx.pdf;64.71\n")
    finished = call("run", "inbox")
    assert finished.code == 2
    assert "path" in finished.err and "Traceback" not in finished.err


def test_a_changed_file_of_the_same_name_is_read_anew(sqlite_url: str, tmp_path: Path, prefect_server: str) -> None:
    inbox = tmp_path / "inbox"
    first = copy_golden("renja_sheet_19", inbox)
    run_pass_here(inbox, sqlite_url, tmp_path / "out")
    shutil.copy(copy_golden("rkpd_sheet_19", tmp_path / "other"), first)
    report = run_pass_here(inbox, sqlite_url, tmp_path / "out")
    assert [document.state for document in report.documents] == ["loaded"]
    engine = open_warehouse(sqlite_url)
    assert set(read.read_documents(engine)["kind"]) == {"renja", "rkpd"}
    engine.dispose()


def test_prefect_never_serves_a_stored_result() -> None:
    from prefect.cache_policies import NO_CACHE
    from prefect.tasks import Task

    from flows import backfill, run

    tasks = [value for module in (run, backfill) for value in vars(module).values() if isinstance(value, Task)]
    assert {task.name for task in tasks} == {"muat-dokumen", "rekonsiliasi", "publikasi", "baca-ulang"}
    assert all(task.cache_policy == NO_CACHE and not task.persist_result for task in tasks)
