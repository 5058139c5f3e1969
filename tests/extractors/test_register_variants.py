"""One register written in the many ways people do: the same agreements each time, or a slice that says what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from extractors.detect import extract
from transforms.document import transform

TITLES = [["PEMERINTAH KABUPATEN SLEMAN"], ["DAFTAR KERJA SAMA DAERAH"]]
HEADINGS = ["No", "Jenis Naskah", "Judul", "Mitra", "Nomor", "Tanggal", "Jangka Waktu", "OPD"]
ROWS = [
    ["1", "PKS", "Pengangkutan Sampah", "PT Contoh", "1/PKS/2023", "3 April 2023", "2 tahun", "Dinas Lingkungan Hidup"],
    ["2", "PKS", "Bus Sekolah", "Universitas Contoh", "2/PKS/2023", "25 Desember 2023", "1 tahun", "Dinas Perhubungan"],
]


def read(folder: Path, rows: Sequence[Sequence[str]], merges: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(folder / "register.xlsx")
    return transform(extract(folder / "register.xlsx"), None).frames


def printed(frames: dict[str, pd.DataFrame]) -> list[tuple[object, ...]]:
    columns = ["instrument", "title", "partner_printed", "number", "signed_date", "end_date"]
    return [tuple(map(str, row)) for row in frames["agreement_record"][columns].values]


def test_a_heading_over_several_columns_does_not_hide_their_own(tmp_path: Path) -> None:
    groups = ["No", "Naskah", "", "Mitra", "", "Waktu", "", "OPD"]
    merges = ["B3:C3", "D3:E3", "F3:G3", "A3:A4", "H3:H4"]
    own = ["", *HEADINGS[1:7], ""]
    assert printed(read(tmp_path, [*TITLES, groups, own, *ROWS], merges)) == printed(
        read(tmp_path, [*TITLES, HEADINGS, *ROWS])
    )


def test_the_only_column_called_nomor_prints_numbers_of_documents(tmp_path: Path) -> None:
    whole = printed(read(tmp_path, [*TITLES, HEADINGS, *ROWS]))
    frames = read(tmp_path, [*TITLES, HEADINGS[1:], *(row[1:] for row in ROWS)])
    assert printed(frames) == whole
    assert list(frames["agreement_record"]["register_no"]) == [None, None]


def test_dates_typed_without_spaces_are_dates(tmp_path: Path) -> None:
    glued = [[*row[:5], row[5].replace(" ", ""), *row[6:]] for row in ROWS]
    assert printed(read(tmp_path, [*TITLES, HEADINGS, *glued])) == printed(read(tmp_path, [*TITLES, HEADINGS, *ROWS]))


def test_rows_below_a_signature_are_no_agreements_and_the_register_is_not_called_complete(tmp_path: Path) -> None:
    below = [[], ["", "", "Mengetahui"], ["", "", "Kepala Bagian Kerja Sama"], ["3", *ROWS[1][1:]]]
    frames = read(tmp_path, [*TITLES, HEADINGS, *ROWS, *below])
    assert len(frames["agreement_record"]) == 2
    (only,) = frames["document_slice"].to_dict("records")
    assert (only["is_complete"], only["incomplete_because"]) == (
        False,
        "1 baris bernomor di bawah tanda tangan tidak dibaca",
    )
