"""Forms handed in as they were handed out are named for what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from extractors.blank_forms import describe_blank_form
from extractors.detect import extract
from extractors.records import RejectedDocument
from extractors.spreadsheet import read_spreadsheet


def write(path: Path, rows: list[list[str | int]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
    return path


def test_headings_alone_are_a_blank_form(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["No", "Kode Urusan", "Program"]])
    with pytest.raises(RejectedDocument) as caught:
        extract(path)
    assert caught.value.reason_code == "unfilled_form"
    assert "No, Kode Urusan, Program" in caught.value.detail and "tanpa satu baris" in caught.value.detail


def test_one_example_row_leaves_a_form_blank_and_two_rows_do_not(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [["No", "Indikator"], [1, "x"]]
    one = describe_blank_form(read_spreadsheet(write(tmp_path / "a.xlsx", rows), "doc"))
    assert one is not None and "1 baris" in one
    rows.append([2, "y"])
    assert describe_blank_form(read_spreadsheet(write(tmp_path / "b.xlsx", rows), "doc")) is None


def test_an_empty_workbook_is_no_form(tmp_path: Path) -> None:
    assert describe_blank_form(read_spreadsheet(write(tmp_path / "a.xlsx", []), "doc")) is None


def test_a_register_with_headings_only_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["DAFTAR KERJA SAMA"], ["No", "Judul", "Mitra", "Status"]])
    with pytest.raises(RejectedDocument) as caught:
        extract(path)
    assert caught.value.reason_code == "no_rows"
