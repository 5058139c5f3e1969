"""A returned workbook through the command: links added by place, and what fits nothing told in words."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import openpyxl
from commands import Selaras
from demonstration import Demonstration
from passes import REGIONS

NO_LINE = "rkpd-tak-ada.pdf, hlm. 1, baris 1"


def fill(workbook: Path, returned: Path, rows: list[tuple[str, str]]) -> None:
    """Write (agreement, place) into the empty rows below the queue, as an evaluator would, and save it."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Putusan"]
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "No")
    columns = {cell.value: cell.column for cell in sheet[header]}
    numbers = [row for row in range(header + 1, sheet.max_row) if isinstance(sheet.cell(row, 1).value, int | float)]
    for row, (agreement, place) in enumerate(rows, start=max(numbers, default=header) + 1):
        values = {
            "Judul Naskah": agreement, "Tempat dalam Dokumen": place, "Putusan": "tambah", "Penelaah": "Bappeda",
            "Tanggal Putusan": dt.date(2025, 12, 1),
        }  # fmt: skip
        for heading, value in values.items():
            sheet.cell(row, columns[heading]).value = value
    book.save(returned)


def test_links_are_added_by_place_and_number_and_what_fits_nothing_is_told(
    demo: Demonstration, call: Selaras, workplace: Path, prefect_server: str
) -> None:
    shutil.copytree(demo.folder, workplace / "demo")
    warehouse = workplace / "demo" / "selaras.db"
    workbook = next((workplace / "demo").glob("*.xlsx"))
    with sqlite3.connect(warehouse) as connection:
        number, agreement_id = connection.execute(
            "SELECT number, agreement_id FROM agreement WHERE number IS NOT NULL AND region_code = '64.71' "
            "AND agreement_id NOT IN (SELECT agreement_id FROM link WHERE state = 'accepted') ORDER BY number LIMIT 1"
        ).fetchone()
        key, file, page, row = connection.execute(
            "SELECT i.line_item_key, d.file_name, w.page, w.row_number FROM line_item i "
            "JOIN document d ON d.document_id = i.document_id JOIN raw_row w ON w.source_row_id = i.source_row_id "
            "WHERE i.kind = 'rkpd' AND i.region_code = '64.71' AND i.fiscal_year = 2024 AND i.level = 'sub_kegiatan' "
            "AND i.skpd_name NOT LIKE 'Sekretariat%' AND i.skpd_name NOT LIKE 'Bagian%' ORDER BY w.page, w.row_number"
        ).fetchone()
    fill(workbook, workplace / "kembali.xlsx", [(number, f"{file}, hlm. {page}, baris {row}"), (number, NO_LINE)])
    arguments = ("--warehouse", f"sqlite:///{warehouse}", "--out", workplace / "demo", "--as-of", "2025-12-31")
    done = call("review", "import", workplace / "kembali.xlsx", *arguments, **REGIONS)
    assert done.code == 0, done.err
    told = " ".join(done.out.split())
    assert "Putusan 'tambah' oleh Bappeda tidak terpasang: berkas 'rkpd-tak-ada.pdf' tidak ada" in told
    with sqlite3.connect(warehouse) as connection:
        states = connection.execute(
            "SELECT DISTINCT l.state, l.strength, l.decided_by FROM link l "
            "JOIN line_item i ON i.line_item_id = l.line_item_id WHERE l.agreement_id = ? AND i.line_item_key = ?",
            (agreement_id, key),
        ).fetchall()
        assert states == [("accepted", "C", "person")]
        (complaint,) = connection.execute("SELECT uraian FROM v_mutu WHERE golongan = 'putusan'").fetchone()
        assert "rkpd-tak-ada.pdf" in complaint
    sheet = openpyxl.load_workbook(workbook)["Putusan"]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    # the next workbook shows the place again, to be mended, and no key that nobody wrote
    (again,) = [row for row in shown if NO_LINE in row]
    assert again[-1] is None and str(again[-2]).replace("-", "") == agreement_id
    assert any("rkpd-tak-ada.pdf' tidak ada" in str(value) for value in again)
