"""What the commands that only look say of the demonstration's warehouse, in words and in JSON."""

from __future__ import annotations

import json
import math
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
    assert told["documents"] == {"loaded": 21, "quarantined": 2}
    assert [run["state"] for run in told["runs"]] == ["done_with_quarantine"]
    assert told["busy"] is None
    assert told["stale"] == []
    covered = {(row["region_code"], row["fiscal_year"], row["stage"]): row["state"] for row in told["coverage"]}
    assert covered["64.71", 2024, "planning"] == covered["64.09", 2024, "budget"]
    assert covered["64.09", 2025, "budget"] != covered["64.09", 2024, "budget"]
    assert {row["region_name"] for row in told["coverage"]} == {"Kota Balikpapan", "Kabupaten Penajam Paser Utara"}
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        promised = connection.execute("SELECT COUNT(*) FROM expected_document").fetchone()[0]
    assert sum(told["expected"].values()) == promised > told["expected"]["terlambat"] > 0
    shown = call(*arguments, **REGIONS)
    assert shown.code == 0
    assert "21 dimuat, 2 dikarantina" in shown.out
    assert "scan0007.pdf (scanned): hanya berisi" in shown.out, "its name and the code once"
    assert "Cakupan Kota Balikpapan (64.71) per 31 Desember 2025" in shown.out
    assert_fits_a_terminal(shown.out)


def test_clock_times_are_told_in_the_offices_zone_and_a_run_whose_process_died_as_ended(
    demo: Demonstration, call: Selaras, workplace: Path
) -> None:
    shutil.copy(demo.folder / "selaras.db", workplace / "selaras.db")
    with sqlite3.connect("selaras.db") as connection:
        connection.execute("UPDATE run SET started_at = '2026-01-01 20:30:00', state = 'running', ended_at = NULL")
    (run,) = call("status", "--json", **REGIONS).json["runs"]
    assert (run["state"], run["started_at"]) == ("aborted", "2026-01-01 20:30:00+00:00")
    shown = call("status", SELARAS_TIMEZONE="Asia/Makassar", **REGIONS).out
    assert "2026-01-02 04:30" in shown and "terputus" in shown


def test_explain_tells_the_years_in_their_order(demo: Demonstration, call: Selaras) -> None:
    told = call("explain", "440/118/PKS/2023", "--warehouse", demo.warehouse, "--json").json["assessments"]
    places = [(row["fiscal_year"], row["party_region_code"]) for row in told]
    assert len(places) > 3 and places == sorted(places)


def test_explain_says_what_its_remarks_mean_and_which_row_is_a_heading(demo: Demonstration, call: Selaras) -> None:
    arguments = ("explain", "440/012/NK/2022", "--year", "2024", "--warehouse", demo.warehouse)
    shown = " ".join(call(*arguments).out.split())
    assert "Catatan: Nilai realisasinya meragukan, sehingga tidak membuktikan realisasi." in shown
    assert "Sumber (judul bagian): daftar kerja sama balikpapan.xlsx" in shown
    assert shown.count("Sumber: daftar kerja sama balikpapan.xlsx") == 1


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


def test_explain_shows_every_term_of_each_sum_and_the_words_that_match(demo: Demonstration, call: Selaras) -> None:
    _, title, _ = one_accepted(demo)
    arguments = ("explain", title, "--year", "2024", "--warehouse", demo.warehouse)
    told = {link["line_item_id"]: link for link in call(*arguments, "--json").json["links"]}
    shown = call(*arguments).out
    blocks = re.split(r"\n(?=\d+\. )", shown.split("\nDibandingkan")[0])[1:]
    full = [link for link in told.values() if link["state"] == "accepted" or link["is_open"]]
    assert len(blocks) == len(full) > 0
    for block in blocks:
        *terms, total = (float(term.replace(",", ".")) for term in re.findall(r"[+-]\d+,\d{3}$", block, re.MULTILINE))
        assert len(terms) > 1
        assert total == pytest.approx(sum(terms), abs=1e-9)
        (said,) = re.findall(r"setara peluang (di atas 0,999|di bawah 0,001|0,\d{3}) ", block)
        assert block.count(f"peluang {said}") == 2
        likely = 1 / (1 + math.exp(-total))
        held = {"di atas 0,999": likely > 0.999, "di bawah 0,001": likely < 0.001}
        assert held[said] if said in held else float(said.replace(",", ".")) == pytest.approx(likely, abs=6e-4)
        assert "«" in block
    for link in full:
        for match in link["evidence"]["matches"]:
            text = link["evidence"]["context"] if match["line_field"] == "context" else link[match["line_field"]]
            assert text[slice(*match["line_span"])] == match["line_text"]


def test_every_probability_in_the_warehouse_is_the_sum_of_its_terms_by_a_stored_model(demo: Demonstration) -> None:
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        models = dict(connection.execute("SELECT model_version, parameters FROM model").fetchall())
        links = connection.execute("SELECT probability, model_version, evidence FROM link").fetchall()
    assert len(links) > 100
    for probability, version, evidence in links:
        terms, model = json.loads(evidence)["terms"], json.loads(models[version])
        assert probability == pytest.approx(1 / (1 + math.exp(-math.fsum(terms.values()))), abs=1e-6)
        assert terms["dasar"] == pytest.approx(model["national"]["slope"] * model["intercept"], abs=5e-4)
        for name in ("mitra", "nomor", "daerah_lain", "perangkat_daerah_sama"):
            assert terms.get(name, 0) in (0, pytest.approx(model["weights"][name], abs=5e-4))


def test_evaluate_holds_the_links_against_labels_as_stored_and_held_out(
    demo: Demonstration, call: Selaras, tmp_path: Path
) -> None:
    query = """
        SELECT DISTINCT r.register_no, d.file_name, s.page, i.number_printed, i.name FROM link l
        JOIN line_item i ON i.line_item_id = l.line_item_id AND i.kind = 'e81'
        JOIN raw_row s ON s.source_row_id = i.source_row_id JOIN document d ON d.document_id = i.document_id
        JOIN agreement_source o ON o.agreement_id = l.agreement_id
        JOIN agreement_record r ON r.source_row_id = o.source_row_id AND r.document_id <> d.document_id
        WHERE l.state = 'accepted' AND r.register_no IS NOT NULL"""
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        rows = connection.execute(query).fetchall()
        registers = connection.execute(
            "SELECT file_name FROM document WHERE kind = 'agreement_list' AND file_name LIKE '%.xlsx'"
        ).fetchall()
    assert rows
    labels = tmp_path / "labels.csv"
    heading = "agreement_ref,register_no,agreement_title,page,no_printed,line_name,skpd_name,label,grade"
    told = [f'x,{no},t,{page},{number},"{name}",s,realises,direct' for no, _, page, number, name in rows]
    labels.write_text("\n".join([heading, *told]), encoding="utf-8")
    arguments = ("evaluate", labels, "--register", registers[0][0], "--lines", rows[0][1])
    figures = call(*arguments, "--warehouse", demo.warehouse, "--json").json
    for one in (figures, figures["held_out"]):
        assert one["found"]["direct_found_rate"] == 1.0
        assert one["ranking"]["direct_agreements_in_top_1"] == one["ranking"]["direct_agreements"] > 0
    shown = call(*arguments, "--warehouse", demo.warehouse)
    assert "Validasi silang" in shown.out
    assert_fits_a_terminal(shown.out)


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
