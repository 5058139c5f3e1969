"""Where the header of a sheet ends, and what only looks like a header further down."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from extractors.detect import extract
from extractors.frame import rows_frame
from transforms.rows import classify_rows

HEADINGS = ["No", "Tentang", "Mitra", "Jenis Naskah", "Tanggal", "Perangkat Daerah", "Keterangan"]


def kinds(tmp_path: Path, rows: list[list[str]], merged: tuple[int, ...] = ()) -> list[str]:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate([["DAFTAR KERJA SAMA KOTA TARAKAN"], HEADINGS, *rows]):
            if r - 2 in merged:
                sheet.merge_range(r, 0, r, len(HEADINGS) - 1, row[0])
            else:
                sheet.write_row(r, 0, row)
    extraction = extract(path)
    return list(classify_rows(rows_frame(extraction), extraction.layout)["row_kind"])


def test_a_section_right_below_the_header_is_no_heading(tmp_path: Path) -> None:
    line = ["1", "a", "b", "PKS", "2 Mei 2024", "Dinas X", ""]
    section = ["KERJA SAMA DENGAN PIHAK KETIGA"]
    assert kinds(tmp_path, [section, line], merged=(0,)) == ["section", "line"]
    assert kinds(tmp_path, [section, line]) == ["section", "line"]


def test_a_line_whose_cells_begin_like_headings_stays_a_line(tmp_path: Path) -> None:
    tricky = ["1", "Tentang Air Bersih", "Mitra Kerja Bina", "", "", "Perangkat Daerah terkait", ""]
    assert kinds(tmp_path, [tricky, ["2", "a", "b", "", "", "", ""]]) == ["line", "line"]


def test_a_header_printed_again_is_a_header_also_when_its_words_moved(tmp_path: Path) -> None:
    line = ["1", "a", "b", "PKS", "2 Mei 2024", "Dinas X", ""]
    moved = ["No.", "Judul", "Mitra", "Jenis Naskah", "Tanggal", "OPD", "Ket"]
    assert kinds(tmp_path, [line, HEADINGS, line, moved, line]) == ["line", "header", "line", "header", "line"]
