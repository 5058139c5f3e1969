"""Thousands and millions are never loaded as rupiah."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from config.layout import printed_unit
from extractors.detect import extract
from extractors.records import RejectedDocument
from transforms.document import transform

ROWS = [
    ["2.15", "PERHUBUNGAN", "1.234.500"],
    ["2.15.02", "PROGRAM LALU LINTAS", "1.234.500"],
    ["", "JUMLAH", "1.234.500"],
]


def write(path: Path, unit: str, heading: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        titles = ["PEMERINTAH KOTA BONTANG", "PRIORITAS DAN PLAFON ANGGARAN SEMENTARA", "TAHUN ANGGARAN 2024", unit]
        for row, cells in enumerate([*([title] for title in titles), ["Kode", "Uraian", heading], *ROWS]):
            sheet.write_row(row, 0, cells)
    return path


@pytest.mark.parametrize(
    ("unit", "rupiah"),
    [("(dalam jutaan rupiah)", 1_234_500_000_000), ("Dalam ribuan rupiah", 1_234_500_000), ("", 1_234_500)],
)
def test_money_is_read_in_the_unit_its_title_prints(tmp_path: Path, unit: str, rupiah: int) -> None:
    frames = transform(extract(write(tmp_path / "ppas.xlsx", unit, "Plafon Anggaran (Rp)")), None).frames
    assert set(frames["line_amount"]["amount_sen"]) == {rupiah * 100}
    assert frames["tie_out"]["holds"].all()


def test_a_heading_in_millions_is_no_column_of_rupiah(tmp_path: Path) -> None:
    with pytest.raises(RejectedDocument, match="juta rupiah"):
        extract(write(tmp_path / "ppas.xlsx", "", "Plafon Anggaran (Rp. juta)"))


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Pagu (juta rupiah)", "juta_rupiah"), ("Rp. (ribu)", "ribu_rupiah"), ("Jumlah (Rp 000)", "ribu_rupiah"),
     ("Jumlah (Rp)", None), ("Pagu Indikatif", None), ("Rp. 1.000.000", None), ("Kejuaraan", None)],
)  # fmt: skip
def test_units_as_headings_print_them(heading: str, unit: str | None) -> None:
    assert printed_unit(heading) == unit


def test_millions_mentioned_in_a_title_are_no_unit() -> None:
    assert printed_unit("Bantuan sepuluh juta rupiah bagi usaha kecil", in_title=True) is None
