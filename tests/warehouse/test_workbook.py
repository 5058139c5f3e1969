"""The workbook as an evaluator opens it, read back with another library."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine, text
from workbook_world import World, build_world

from config.glossary import load_glossary
from warehouse.publish.workbook import publish_workbook
from warehouse.tables import vocabulary

SHEETS = ["Ringkasan", "Rekonsiliasi", "Bukti", "Tindak Lanjut", "Putusan", "Dokumen", "Mutu", "Kamus"]
NOT_JUDGED = "belum dapat dinilai"


def header_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Row of the sheet's table heading, and column (from 1) by heading."""
    (table,) = sheet.tables.values()
    match = re.match(r"A(\d+):", table.ref)
    assert match
    row = int(match[1])
    return row, {str(cell.value): cell.column for cell in sheet[row] if cell.value is not None}


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """The filled rows of the sheet's table as heading -> value, and ``row``."""
    (table,) = sheet.tables.values()
    first, columns = header_of(sheet)
    last = int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    rows = [
        {"row": row, **{name: sheet.cell(row, column).value for name, column in columns.items()}}
        for row in range(first + 1, last + 1)
    ]
    return [row for row in rows if any(value is not None for name, value in row.items() if name != "row")]


@pytest.fixture
def world(sqlite_engine: Engine) -> World:
    return build_world(sqlite_engine)


@pytest.fixture
def book(world: World, tmp_path: Path) -> Workbook:
    return load_workbook(world.publish(tmp_path / "out"))


def test_all_sheets_are_there_with_filters_and_frozen_headings(book: Workbook) -> None:
    assert [name for name in book.sheetnames if name in SHEETS] == SHEETS
    for name in SHEETS[1:]:
        sheet = book[name]
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None, name
        row, columns = header_of(sheet)
        assert sheet.freeze_panes is not None and int(re.sub(r"\D", "", sheet.freeze_panes)) == row + 1, name
        assert all(sheet.column_dimensions[sheet.cell(row, column).column_letter].width for column in columns.values())


def test_sheets_print_as_wide_as_the_paper_with_their_heading_on_each_page(book: Workbook) -> None:
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
        row, _ = header_of(sheet)
        assert sheet.print_title_rows == f"${row}:${row}", name
        assert "Halaman" in (sheet.oddFooter.right.text or "") and sheet.oddHeader.left.text


def test_the_same_warehouse_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    first, second = (world.publish(tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in first.parent.iterdir()] == ["rekonsiliasi.xlsx"]


def test_an_empty_warehouse_gives_a_workbook_that_says_so(engine: Engine, tmp_path: Path) -> None:
    book = load_workbook(publish_workbook(engine, tmp_path))
    texts = {cell.value for row in book["Rekonsiliasi"].iter_rows() for cell in row}
    assert "Tidak ada data." in texts and book["Putusan"].max_row > 10


def test_a_folder_that_can_not_be_written_leaves_nothing_behind(world: World, tmp_path: Path) -> None:
    taken = tmp_path / "out"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OSError):
        world.publish(taken)
    assert taken.read_text(encoding="utf-8").startswith("a file")


def test_no_cell_is_a_formula_whatever_a_title_begins_with(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    titles = {row["Judul naskah"] for row in rows_of(book["Rekonsiliasi"])}
    assert '=HYPERLINK("http://contoh.example";"klik")' in titles


def test_what_can_not_be_judged_is_said_in_words_and_never_as_zero(book: Workbook) -> None:
    rows = rows_of(book["Rekonsiliasi"])
    assert len(rows) == 8
    assert {row["Pagu anggaran pendukung (Rp)"] for row in rows} == {NOT_JUDGED}
    assert {row["Realisasi pendukung (Rp)"] for row in rows} == {NOT_JUDGED}
    by_axis = {row["Rencana"]: row["Pagu rencana pendukung (Rp)"] for row in rows}
    assert by_axis == {"ada": 5_000_000, "kandidat": "menunggu putusan", NOT_JUDGED: NOT_JUDGED}
    shares = [cell.value for row in book["Ringkasan"].iter_rows(min_col=9, max_col=9) for cell in row]
    assert NOT_JUDGED in shares and 0 not in shares


def test_dates_are_dates_and_money_is_money(book: Workbook) -> None:
    sheet = book["Rekonsiliasi"]
    row = next(row for row in rows_of(sheet) if row["Rencana"] == "ada")
    _, columns = header_of(sheet)
    assert row["Tanggal tanda tangan"] == dt.datetime(2022, 9, 15)
    assert sheet.cell(row["row"], columns["Tanggal tanda tangan"]).number_format == "dd/mm/yyyy"
    assert sheet.cell(row["row"], columns["Pagu rencana pendukung (Rp)"]).number_format.startswith("#,##0")


def test_every_status_is_told_by_label_colour_and_code(book: Workbook) -> None:
    sheet = book["Rekonsiliasi"]
    _, columns = header_of(sheet)
    statuses = load_glossary().statuses
    for row in rows_of(sheet):
        assert row["Status"] == statuses[row["Kode status"]].label
        fill = sheet.cell(row["row"], columns["Status"]).fill
        assert fill.fill_type == "solid" and fill.fgColor.rgb not in ("00000000", "FFFFFFFF")


def test_the_best_evidence_leads_to_its_rows_in_bukti(book: Workbook) -> None:
    sheet, evidence = book["Rekonsiliasi"], {row["row"]: row for row in rows_of(book["Bukti"])}
    _, columns = header_of(sheet)
    linked = 0
    for row in rows_of(sheet):
        link = sheet.cell(row["row"], columns["Bukti terbaik"]).hyperlink
        if link is None:
            assert row["Bukti terbaik"] == "–"
            continue
        linked += 1
        target = evidence[int(re.sub(r".*!A", "", link.location))]
        assert (target["Judul naskah"], target["Tahun"]) == (row["Judul naskah"], row["Tahun"])
    assert linked == 4


def test_evidence_shows_its_place_its_words_and_what_it_rests_on(book: Workbook) -> None:
    rows = rows_of(book["Bukti"])
    cited = [row for row in rows if row["Keadaan"] == "diterima"]
    assert [row["Tahun"] for row in cited] == [2024, 2025]
    for row in cited:
        assert (row["Berkas"], row["Halaman / lembar"], row["Baris"]) == (f"rkpd-{row['Tahun']}.pdf", 3, 1)
        assert "658.1/112/KB-KS/2022" in row["Yang mendukung"] and row["Kekuatan"].startswith("A")
        assert row["Pagu baris (Rp)"] == 5_000_000
    assert {row["Kekuatan"][0] for row in rows if row["Keadaan"] == "menunggu putusan"} == {"D"}


def test_documents_are_late_on_the_day_judged_not_on_the_day_of_looking(book: Workbook) -> None:
    expected = {row["Tahun"]: row["Keadaan"] for row in rows_of(book["Dokumen"]) if row["Tenggat"] is not None}
    assert expected == {2024: "terlambat", 2026: "belum jatuh tempo"}


def test_the_overview_names_day_run_regions_and_missing_documents(book: Workbook) -> None:
    text = " ".join(str(cell.value) for row in book["Ringkasan"].iter_rows() for cell in row if cell.value is not None)
    for part in ("31 Maret 2025", "Kota Balikpapan", "Putaran", "Penjabaran APBD 2024 murni", "31 Desember 2023"):
        assert part in text, part


def test_the_dictionary_explains_every_word_of_the_model(book: Workbook) -> None:
    codes = {row["Kode"] for row in rows_of(book["Kamus"])}
    words = (
        *vocabulary.STATUSES, *vocabulary.NASKAH, *vocabulary.CAKUPAN, *vocabulary.ANGGARAN, *vocabulary.REALISASI,
        *vocabulary.STRENGTHS, *vocabulary.LINK_BASES, *vocabulary.VERDICTS,
    )  # fmt: skip
    assert set(words) <= codes
    meanings = " ".join(row["Arti"] for row in rows_of(book["Kamus"]))
    assert "Pagu sub kegiatan pendukung" in meanings and "Bukan uang naskah itu sendiri" in meanings


def test_both_databases_give_the_same_workbook(world: World, postgres_engine: Engine, tmp_path: Path) -> None:
    other = build_world(postgres_engine)
    assert other.publish(tmp_path / "postgres").read_bytes() == world.publish(tmp_path / "sqlite").read_bytes()


def test_a_line_printed_without_a_code_is_told_by_its_number_and_never_under_a_code(
    world: World, tmp_path: Path
) -> None:
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE line_item SET code = NULL, number_printed = '4.2' WHERE code LIKE '%.0007'"))
    book = load_workbook(world.publish(tmp_path / "out"))
    evidence = {row["Kode / No. tercetak"] for row in rows_of(book["Bukti"]) if row["Uraian tercetak"].endswith("TPA")}
    assert evidence == {"No. 4.2"}
    listed = {row["Sub kegiatan"]: row["Kode / No. tercetak"] for row in rows_of(book["Daftar Baris"])}
    assert listed["Penanganan Sampah melalui Pemrosesan Akhir di TPA"] == "No. 4.2"
    assert listed["Penanganan Sampah melalui Pengangkutan"] == "2.11.11.2.01.0012"
    with world.engine.connect() as connection:
        shown = connection.scalars(text("SELECT bukti_terbaik FROM v_rekonsiliasi WHERE nomor IS NOT NULL")).all()
        told = connection.execute(text("SELECT kode, nomor_tercetak FROM v_bukti WHERE uraian LIKE '%TPA'")).all()
    assert all(": No. 4.2 Penanganan" in place for place in shown)
    assert {tuple(row) for row in told} == {(None, "4.2")}
