"""What the commands that only look say of the demonstration's warehouse, in words and in JSON."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from commands import Selaras
from demonstration import Demonstration
from passes import REGIONS


def test_status_tells_runs_documents_and_coverage(demo: Demonstration, call: Selaras) -> None:
    arguments = ("status", "--warehouse", demo.warehouse, "--as-of", "2025-12-31")
    told = call(*arguments, "--json", **REGIONS).json
    assert told["documents"] == {"loaded": 14, "quarantined": 2}
    assert [run["state"] for run in told["runs"]] == ["done_with_quarantine"]
    assert told["busy"] is None
    assert told["stale"] == []
    covered = {(row["region_code"], row["fiscal_year"], row["stage"]): row["state"] for row in told["coverage"]}
    assert covered["64.71", 2024, "planning"] == covered["64.09", 2024, "budget"]
    assert covered["64.09", 2025, "budget"] != covered["64.09", 2024, "budget"]
    shown = call(*arguments, **REGIONS)
    assert shown.code == 0
    assert "14 dimuat, 2 dikarantina" in shown.out
    assert_fits_a_terminal(shown.out)


def test_explain_gives_every_axis_and_each_piece_of_evidence_its_place(demo: Demonstration, call: Selaras) -> None:
    number, title, agreement_id = one_accepted(demo)
    arguments = ("explain", title, "--year", "2024", "--warehouse", demo.warehouse)
    told = call(*arguments, "--json").json
    assert told["agreement"]["agreement_id"] == agreement_id
    assert {row["fiscal_year"] for row in told["assessments"]} == {2024}
    accepted = [link for link in told["links"] if link["state"] == "accepted"]
    assert accepted
    assert all(link["file_name"] and link["page"] and link["row_number"] for link in accepted)
    shown = call(*arguments)
    for axis in ("naskah", "cakupan", "rencana", "anggaran", "realisasi"):
        assert f"{axis}: " in shown.out
    assert re.search(r"\.pdf, hlm\. \d+, baris \d+", shown.out)
    assert_fits_a_terminal(shown.out)
    for other_name in (agreement_id[:12], number):
        found = call("explain", other_name, "--warehouse", demo.warehouse, "--json").json
        assert found["agreement"]["agreement_id"] == agreement_id


def one_accepted(demo: Demonstration) -> tuple[str, str, str]:
    """(number, title, id) of an agreement with an accepted link in 2024, whose title no other bears."""
    query = """
        SELECT a.number, a.title, a.agreement_id FROM agreement a
        JOIN link l ON l.agreement_id = a.agreement_id AND l.state = 'accepted'
        JOIN line_item i ON i.line_item_id = l.line_item_id AND i.fiscal_year = 2024
        WHERE a.number IS NOT NULL AND (SELECT COUNT(*) FROM agreement o WHERE o.title LIKE '%' || a.title || '%') = 1
          AND (SELECT COUNT(*) FROM agreement o WHERE o.number = a.number) = 1
        ORDER BY a.agreement_id"""
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        found: tuple[str, str, str] = connection.execute(query).fetchone()
    return found


def test_explain_names_the_choices_where_several_agreements_answer(demo: Demonstration, call: Selaras) -> None:
    finished = call("explain", "a", "--warehouse", demo.warehouse)
    assert finished.code == 2
    assert re.search(r"\d+ perjanjian cocok", finished.err)
    assert finished.err.count("\n") == 1


def test_the_invariants_hold_for_the_demo(demo: Demonstration, call: Selaras) -> None:
    told = call("verify", "--warehouse", demo.warehouse, "--json")
    assert told.code == 0
    assert told.json["holds"] is True
    assert set(told.json["invariants"].values()) == {0}
    shown = call("verify", "--warehouse", demo.warehouse)
    assert "dilanggar" not in shown.out
    assert_fits_a_terminal(shown.out)


def test_a_broken_invariant_is_told_with_its_name(demo: Demonstration, call: Selaras, workplace: Path) -> None:
    shutil.copy(demo.folder / "selaras.db", workplace / "selaras.db")
    with sqlite3.connect("selaras.db") as connection:
        connection.execute("UPDATE document SET row_count = row_count + 1 WHERE kind = 'e81'")
    finished = call("verify")
    assert finished.code == 1
    assert "dilanggar 1 kali" in finished.out


def test_publications_can_be_written_again(demo: Demonstration, call: Selaras, workplace: Path) -> None:
    told = call("publish", "--warehouse", demo.warehouse, "--out", "again", "--json").json
    first, again = (openpyxl.load_workbook(path) for path in (demo.finished.json["workbook"], told["workbook"]))
    assert (workplace / "again").is_dir()
    for name in ("Rekonsiliasi", "Bukti", "Putusan", "Tindak Lanjut"):
        assert [*first[name].values] == [*again[name].values]


def test_inspect_shows_layout_rows_ties_and_the_grid(demo: Demonstration, call: Selaras) -> None:
    file = demo.folder / "inbox" / "lampiran-2-bpp-2024.pdf"
    told = call("inspect", file, "--page", "2", "--out", "pictures", "--json").json
    assert told["layout"] == "apbd_penjabaran_murni"
    assert told["why_not"].keys() & {"rkpd_pdf_19", "e81_pdf"} == {"rkpd_pdf_19", "e81_pdf"}
    assert told["ties"] > 0
    assert {row["page"] for row in told["rows"]} == {2}
    assert Path(told["picture"]).read_bytes().startswith(b"\x89PNG")
    shown = call("inspect", file, "--out", "pictures")
    assert "apbd_penjabaran_murni" in shown.out


@pytest.mark.parametrize(("name", "reason"), [("scan0007.pdf", "scanned"), ("lampiran-2-ppu-2025.pdf", "damaged")])
def test_inspect_says_why_a_file_is_refused(demo: Demonstration, call: Selaras, name: str, reason: str) -> None:
    told = call("inspect", demo.folder / "inbox" / name, "--json")
    assert told.code == 0, "a refusal is what was asked for"
    assert (told.json["layout"], told.json["reason_code"]) == (None, reason)


def test_inspect_drafts_a_layout_for_a_form_nobody_knows(call: Selaras, workplace: Path) -> None:
    (workplace / "unknown.csv").write_text("Nama Ikan,Berat,Harga\nTongkol,3,15000\nTenggiri,2,40000\n")
    told = call("inspect", "unknown.csv", "--json").json
    assert told["layout"] is None
    assert "Nama Ikan" in told["draft"]


def assert_fits_a_terminal(text: str, columns: int = 80) -> None:
    """Nothing but addresses of files is wider than a terminal."""
    wide = [line for line in text.splitlines() if len(line) > columns and "/" not in line]
    assert wide == []
