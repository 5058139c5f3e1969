"""Several tables in one sheet, several sheets in one workbook: every row with the office it is printed under."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from extractors.detect import extract
from extractors.masking import MASK
from extractors.records import LayoutMismatch
from transforms.document import transform

Rows = Sequence[Sequence[object]]
HEADING = ["Kode Rekening", "Uraian", "Anggaran", "Realisasi", "%"]
TITLES = [["PEMERINTAH KOTA PASURUAN"], ["LAPORAN REALISASI ANGGARAN TAHUN ANGGARAN 2024"], ["s.d. Juni 2024"]]


def office(name: str, money: int) -> Rows:
    return [
        [f"SKPD : {name}"],
        HEADING,
        ["5", "BELANJA DAERAH", money, 1, "1"],
        ["5.1", "BELANJA OPERASI", money, 1, "1"],
    ]


SIGNED = [[], ["", "", "", "Pasuruan, 2 Juli 2024"], ["", "", "", "Kepala Dinas"], ["", "", "", "dr. Nama Orang"], []]


def write(path: Path, sheets: dict[str, Rows]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return path


def test_two_tables_of_a_sheet_belong_to_the_offices_above_them(tmp_path: Path) -> None:
    rows = [*TITLES, *office("Dinas Kesehatan", 500), *SIGNED, *office("Dinas Sosial", 900)]
    frames = transform(extract(write(tmp_path / "lra.xlsx", {"LRA": rows})), None).frames
    names = frames["document_slice"].set_index("slice_id")["skpd_name"]
    budgets = frames["line_amount"].query("measure == 'anggaran'").merge(frames["line_item"], on="line_item_id")
    found = [(names[line["slice_id"]], line["amount_sen"]) for line in budgets.to_dict("records")]
    assert found == [("Dinas Kesehatan", 50_000)] * 2 + [("Dinas Sosial", 90_000)] * 2


def test_a_signature_hides_names_below_it_and_nothing_of_the_next_table(tmp_path: Path) -> None:
    rows = [*TITLES, *office("Dinas Kesehatan", 500), *SIGNED, HEADING, ["5.2", "BELANJA MODAL", 7, 1, "1"]]
    raw = transform(extract(write(tmp_path / "lra.xlsx", {"LRA": rows})), None).frames["raw_row"]
    cells = {row["sheet_row"]: row for row in raw.to_dict("records")}
    assert cells[11]["cells"][3] == MASK
    assert (cells[14]["row_kind"], cells[14]["cells"][1]) == ("line", "BELANJA MODAL")


def test_a_second_sheet_with_an_unknown_heading_is_never_half_read(tmp_path: Path) -> None:
    other = [[*row, "Warna"] if row == HEADING else row for row in office("Dinas Sosial", 900)]
    sheets = {"A": [*TITLES, *office("Dinas Kesehatan", 500)], "B": [*TITLES, *other]}
    with pytest.raises(LayoutMismatch, match=r"lembar 'B'.*'Warna'"):
        extract(write(tmp_path / "lra.xlsx", sheets))


def test_a_sheet_of_another_kind_beside_it_is_kept_as_what_it_is(tmp_path: Path) -> None:
    recap = [["REKAP"], ["No", "Uraian", "Jumlah"], [1, "Dinas Kesehatan", 500]]
    sheets = {"A": [*TITLES, *office("Dinas Kesehatan", 500)], "Rekap": recap}
    frames = transform(extract(write(tmp_path / "lra.xlsx", sheets)), None).frames
    kinds = frames["raw_row"].groupby("sheet")["row_kind"].agg(list).to_dict()
    assert kinds == {"A": ["line", "line"], "Rekap": ["not_relevant"] * 3}
