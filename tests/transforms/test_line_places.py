"""Places of lines as people write them."""

from __future__ import annotations

import pytest

from transforms.line_places import Place, file_key, mark_key, read_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rkpd.pdf, hlm. 3, baris 7", Place("rkpd.pdf", "3", "7", "baris")),
        ("rkpd.pdf hal 3 baris 7", Place("rkpd.pdf", "3", "7", "baris")),
        ("Halaman.pdf; halaman 3; no. 1.02.01", Place("Halaman.pdf", "3", "1.02.01", "tercetak")),
        ("lra.xlsx, lembar Dinas Kesehatan, baris 12", Place("lra.xlsx", "Dinas Kesehatan", "12", "baris")),
        ("lra.xlsx, sheet Dinas, kode 1.02.02.2.01.0001", Place("lra.xlsx", "Dinas", "1.02.02.2.01.0001", "tercetak")),
        ("rencana.csv, lembar -, baris 4", Place("rencana.csv", None, "4", "baris")),
        ("rencana.csv, baris 4", Place("rencana.csv", None, "4", "baris")),
        ("rkpd.pdf, hlm. 3, 7", Place("rkpd.pdf", "3", "7", "apa_saja")),
    ],
)
def test_the_likeliest_reading_comes_first(text: str, place: Place) -> None:
    assert read_place(text)[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("RKPD 2024 murni: rkpd.pdf, hlm. 3, baris 7", Place("rkpd.pdf", "3", "7", "baris")),
        ("lra.xlsx, lembar Lembar 1, baris 2", Place("lra.xlsx", "Lembar 1", "2", "baris")),
        ("Lampiran hal 2.pdf, hlm. 3, baris 7", Place("Lampiran hal 2.pdf", "3", "7", "baris")),
        ("Lampiran no 5.pdf, hlm. 3, baris 7", Place("Lampiran no 5.pdf", "3", "7", "baris")),
    ],
)
def test_names_that_hold_the_words_are_among_the_readings(text: str, place: Place) -> None:
    assert place in read_place(text)


@pytest.mark.parametrize("text", ["", "rkpd.pdf", "rkpd.pdf, hlm. 3", "hlm. 3", "dalam RKPD", "rkpd.pdf, lembar A"])
def test_what_names_no_row_is_no_place(text: str) -> None:
    assert read_place(text) == []


def test_files_and_marks_are_compared_without_folders_case_and_dots() -> None:
    assert file_key("masuk/2024/RKPD.pdf") == file_key("rkpd.PDF ")
    assert mark_key("No. 3.") == mark_key("3") and mark_key("1.02. 01") == "1.02.01"
