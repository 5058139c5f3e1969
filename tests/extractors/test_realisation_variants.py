"""One report of realisation in the ways offices write one: the same rupiah each time, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from extractors.detect import extract
from extractors.records import RejectedDocument
from transforms.document import transform

TITLES = [
    ["PEMERINTAH KABUPATEN SLEMAN"],
    ["LAPORAN REALISASI ANGGARAN"],
    ["TAHUN ANGGARAN 2024"],
    ["PERIODE 1 JANUARI S.D. 30 JUNI 2024"],
    ["SKPD : Dinas Perhubungan"],
]
HEADINGS = ["Kode Rekening", "Uraian", "Anggaran", "Realisasi"]
FIGURES = [
    ("5", "BELANJA DAERAH", 1_500_000, 500_000),
    ("5.1", "BELANJA OPERASI", 1_500_000, 500_000),
    ("5.1.01", "Belanja Pegawai", 1_500_000, 500_000),
]


def with_points(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def rows(write: Callable[[int], str] = with_points) -> list[list[str]]:
    return [[code, name, write(budget), write(spent)] for code, name, budget, spent in FIGURES]


def read(folder: Path, table: Sequence[Sequence[object]], merge: str = "") -> dict[str, pd.DataFrame]:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    book.save(folder / "lra.xlsx")
    return transform(extract(folder / "lra.xlsx"), None).frames


def rupiah(frames: dict[str, pd.DataFrame], office: str = "Dinas Perhubungan") -> list[tuple[str, str, int]]:
    lines = frames["line_item"].query("skpd_name == @office")
    found = frames["line_amount"].merge(lines[["line_item_id", "code"]], on="line_item_id")
    return [(code, measure, sen // 100) for code, measure, sen in found[["code", "measure", "amount_sen"]].values]


EXPECTED = [
    (code, measure, amount)
    for code, _, budget, spent in FIGURES
    for measure, amount in (("anggaran", budget), ("realisasi", spent))
]


@pytest.mark.parametrize(
    "write",
    [
        lambda amount: f"Rp{with_points(amount)}",
        lambda amount: f"Rp{with_points(amount)},00",
        lambda amount: f"Rp. {with_points(amount)},-",
        lambda amount: f"{amount:,}.00",
        str,
    ],
)
def test_rupiah_are_read_however_they_are_written(tmp_path: Path, write: Callable[[int], str]) -> None:
    assert rupiah(read(tmp_path, [*TITLES, HEADINGS, *rows(write)])) == EXPECTED


def test_a_third_decimal_is_none_of_rupiah(tmp_path: Path) -> None:
    mixed = [[code, name, with_points(budget), f"{spent:,}"] for code, name, budget, spent in FIGURES]
    with pytest.raises(RejectedDocument, match="500,000"):
        read(tmp_path, [*TITLES, HEADINGS, *mixed])


def test_segments_of_a_code_in_cells_of_their_own_are_one_code(tmp_path: Path) -> None:
    headings = ["Kode Rekening", "", "", *HEADINGS[1:]]
    split = [[*[*row[0].split("."), "", ""][:3], *row[1:]] for row in rows()]
    assert rupiah(read(tmp_path, [*TITLES, headings, *split], "A6:C6")) == EXPECTED


@pytest.mark.parametrize("again", [[], [HEADINGS]])
@pytest.mark.parametrize("label", [["SKPD : Dinas Sosial"], ["SKPD", ":", "Dinas Sosial"]])
def test_a_further_office_behind_its_label_has_its_own_lines(
    tmp_path: Path, label: list[str], again: list[list[str]]
) -> None:
    frames = read(tmp_path, [*TITLES, HEADINGS, *rows(), [], label, *again, *rows()])
    assert rupiah(frames) == rupiah(frames, "Dinas Sosial") == EXPECTED
    assert list(frames["document_slice"]["is_complete"]) == [True, True]


def test_a_row_of_units_below_the_headings_is_part_of_them(tmp_path: Path) -> None:
    assert rupiah(read(tmp_path, [*TITLES, HEADINGS, ["", "", "(Rp)", "(Rp)"], *rows()])) == EXPECTED
    with pytest.raises(RejectedDocument, match="ribu rupiah"):
        read(tmp_path, [*TITLES, HEADINGS, ["", "", "(Rp ribu)", "(Rp ribu)"], *rows()])


def test_a_period_in_the_heading_of_a_column_is_that_of_the_report(tmp_path: Path) -> None:
    titles = [title for title in TITLES if not title[0].startswith("PERIODE")]
    frames = read(tmp_path, [*titles, [*HEADINGS[:3], "Realisasi s.d. Juni 2024"], *rows()])
    assert list(frames["document_slice"]["period"]) == ["sd_06"]


def test_titles_printed_again_above_the_rest_of_a_table_are_no_lines(tmp_path: Path) -> None:
    frames = read(tmp_path, [*TITLES, HEADINGS, *rows()[:2], [], *TITLES, HEADINGS, *rows()[2:]])
    assert rupiah(frames) == EXPECTED
    assert list(frames["document_slice"]["is_complete"]) == [True]


def test_a_place_and_a_day_begin_the_signature_and_hide_the_name_below(tmp_path: Path) -> None:
    signature = [["", "", "Sleman, 5 Juli 2024"], ["", "", "Budi Contoh"]]
    frames = read(tmp_path, [*TITLES, HEADINGS, *rows(), [], *signature])
    assert rupiah(frames) == EXPECTED
    below = frames["raw_row"].tail(2)
    assert list(below["row_kind"]) == ["signature", "signature"]
    assert "Budi" not in str(list(below["cells"]))
