"""Real sheets against the independent truth of their cells, and against two other libraries cell by cell."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlrd
from openpyxl.utils import column_index_from_string

from extractors.cell_text import collapse
from extractors.detect import extract
from extractors.frame import rows_frame
from extractors.records import Reading, RejectedDocument
from extractors.spreadsheet import read_spreadsheet
from transforms.rows import classify_rows

pytestmark = pytest.mark.real

Cells = dict[tuple[int, int], str]


def cells_of(reading: Reading, sheet: str) -> Cells:
    part = next(part for part in reading.parts if part.sheet == sheet)
    return {
        (row.sheet_row or 0, column): cell.text
        for table in part.tables
        for row in table.rows
        for column, cell in enumerate(row.cells, start=1)
        if cell is not None and cell.text
    }


def number_of(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def shown(value: object) -> str:
    """What another library's value looks like in print."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return number_of(value) if isinstance(value, int | float) else collapse(str(value))


def workbooks(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if "matching" not in path.parts)


def test_lra_cells_stand_at_their_physical_place(shared_data: Path) -> None:
    wrong = []
    with (shared_data / "lra/truth/lra_rows.csv").open(encoding="utf-8", newline="") as stream:
        truth = list(csv.DictReader(stream))
    readings = {name: read_spreadsheet(shared_data / "lra" / name, "doc") for name in {row["file"] for row in truth}}
    for row in truth:
        cells = cells_of(readings[row["file"]], row["sheet"])
        for field in ("code", "name", "anggaran", "realisasi"):
            place = int(row["row"]), column_index_from_string(row[f"{field}_col"])
            text = cells.get(place, "")
            same = Decimal(text or 0) == Decimal(row[field] or 0) if field in ("anggaran", "realisasi") else None
            if not (bool(text) == bool(row[field]) and (text == collapse(row[field]) if same is None else same)):
                wrong.append((row["file"], place, text, row[field]))
    assert len(truth) > 200
    assert wrong == []


def test_every_xlsx_cell_agrees_with_openpyxl(shared_data: Path) -> None:
    compared, wrong = 0, []
    for path in workbooks(shared_data, "*.xlsx"):
        reading = read_spreadsheet(path, "doc")
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.worksheets:
            ours = cells_of(reading, sheet.title)
            theirs = {
                (cell.row, cell.column): text
                for line in sheet.iter_rows()
                for cell in line
                if (text := shown(cell.value))
            }
            # The one formula nobody calculated: a total row keeps it as its text.
            ours = {place: text for place, text in ours.items() if not text.startswith("=")}
            compared += len(theirs)
            wrong += [
                (path.name, place) for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place)
            ]
    assert compared > 5000
    assert wrong == []


def test_every_xls_cell_agrees_with_xlrd(shared_data: Path) -> None:
    compared, wrong = 0, []
    for path in workbooks(shared_data, "*.xls"):
        reading = read_spreadsheet(path, "doc")
        book = xlrd.open_workbook(path)
        for sheet in book.sheets():
            ours = cells_of(reading, sheet.name)
            theirs = {
                (r + 1, c + 1): text
                for r in range(sheet.nrows)
                for c in range(sheet.ncols)
                if (text := shown(sheet.cell_value(r, c)))
            }
            compared += len(theirs)
            wrong += [
                (path.name, place) for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place)
            ]
    assert compared > 250
    assert wrong == []


def test_merged_ranges_agree_with_openpyxl(shared_data: Path) -> None:
    path = shared_data / "agreements/gold/dev/register.xlsx"
    table = read_spreadsheet(path, "doc").parts[0].tables[0]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    wanted = {
        (area.min_row, area.min_col, area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
        if area.max_row <= len(table.rows)
    }
    got = {
        (r, c, r + cell.row_span - 1, c + cell.col_span - 1)
        for r, row in enumerate(table.rows, start=1)
        for c, cell in enumerate(row.cells, start=1)
        if cell is not None and (cell.row_span > 1 or cell.col_span > 1)
    }
    assert got == wanted


def kinds_of(path: Path) -> tuple[str, Counter[str]]:
    extraction = extract(path)
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    return extraction.layout.id, Counter(rows["row_kind"])


def test_every_lra_gives_its_nine_accounts(shared_data: Path) -> None:
    files = sorted((shared_data / "lra").glob("*_lra_*"))
    assert len(files) == 26
    for path in files:
        layout_id, kinds = kinds_of(path)
        assert (layout_id, kinds["line"]) == ("lra_toba_style", 9), path.name


def test_every_cash_plan_gives_three_kinds_with_target_and_realisation(shared_data: Path) -> None:
    for path in [*(shared_data / "lra").glob("anggaran_kas_*"), shared_data / "lra/templates/Format_Anggaran_Kas.xlsx"]:
        layout_id, kinds = kinds_of(path)
        assert (layout_id, kinds["line"], kinds["continuation"]) == ("anggaran_kas", 3, 3), path.name


def test_the_gold_register_gives_its_42_agreements_under_four_sections(shared_data: Path) -> None:
    layout_id, kinds = kinds_of(shared_data / "agreements/gold/dev/register.xlsx")
    assert layout_id == "register_pemda_sheet"
    assert {kind: kinds[kind] for kind in ("line", "section", "header", "summary", "note")} == {
        "line": 42, "section": 4, "header": 2, "summary": 1, "note": 2,
    }  # fmt: skip


def test_the_ministrys_registers_give_a_line_per_agreement(shared_data: Path) -> None:
    csv_path = shared_data / "agreements/kkp_register.csv"
    with csv_path.open(encoding="utf-8-sig", newline="") as stream:
        printed = [record for record in csv.reader(stream) if any(field.strip() for field in record)]
    assert kinds_of(csv_path) == ("register_ministry_csv", Counter(line=len(printed) - 1))
    layout_id, kinds = kinds_of(shared_data / "agreements/kkp_register_scope.xlsx")
    assert (layout_id, kinds["line"]) == ("register_scope_sheet", 251)


def test_the_two_parties_of_the_ministrys_register_keep_their_own_numbers(shared_data: Path) -> None:
    path = shared_data / "agreements/kkp_register.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        _, *records = csv.reader(stream)
    extraction = extract(path)
    for row in extraction.rows:
        record = records[row.row_number - 1]
        assert (row.values["number"] or "", row.values["number_2"] or "") == (collapse(record[5]), collapse(record[7]))
        assert row.cells[4] in ("", "[disamarkan]") and row.values["signer"] is None


def test_the_coded_renstra_gives_all_its_lines(shared_data: Path) -> None:
    assert kinds_of(shared_data / "budget/banyuwangi_renstra_2026_2030.csv") == (
        "renstra_coded_csv", Counter(line=67),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("budget/import_templates/*.xlsx", "unfilled_form"),
        ("lra/templates/*ana*esa*.xlsx", "no_layout"),
    ],
)
def test_what_is_no_document_of_ours_is_refused_by_its_own_reason(shared_data: Path, pattern: str, code: str) -> None:
    paths = sorted(shared_data.glob(pattern))
    assert paths
    for path in paths:
        with pytest.raises(RejectedDocument) as caught:
            extract(path)
        assert caught.value.reason_code == code, path.name
