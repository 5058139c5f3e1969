"""Delimited text: encodings, delimiters and quotes told from the content."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.delimited import detect_delimiter, detect_encoding
from extractors.records import RejectedDocument
from extractors.spreadsheet import read_spreadsheet

HEADING = ["No", "Judul", "Mitra", "Keterangan"]
LINES = [
    HEADING,
    ["1", "Penyediaan air, tahap II", "Pemkab A; Pemkab B", "café – “naskah” di arsip"],
    ["2", "Pelayanan\nkesehatan", 'PT "Sehat"', "1,5 | 2,5"],
    [],
    ["3", "Limbah", "PDAM", "10.000,50"],
]


def written(delimiter: str, lines: list[list[str]] = LINES) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue()


def grid(path: Path) -> list[list[str]]:
    part = read_spreadsheet(path, "doc").parts[0]
    return [[cell.text for cell in row.cells if cell is not None] for row in part.tables[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_in_any_encoding_gives_the_same_rows(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(written(delimiter).encode(encoding))
    assert grid(path) == [
        HEADING,
        ["1", "Penyediaan air, tahap II", "Pemkab A; Pemkab B", "café – “naskah” di arsip"],
        ["2", "Pelayanan kesehatan", 'PT "Sehat"', "1,5 | 2,5"],
        ["", "", "", ""],
        ["3", "Limbah", "PDAM", "10.000,50"],
    ]


def test_blank_lines_count_as_rows_and_the_sheet_name_is_not_the_files(tmp_path: Path) -> None:
    path = tmp_path / "apa saja.csv"
    path.write_text("a;b\n\n1;2\n")
    part = read_spreadsheet(path, "doc").parts[0]
    assert part.sheet == "csv"
    assert [row.sheet_row for row in part.tables[0].rows] == [1, 2, 3]


def test_excels_own_delimiter_line_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nNama;Nilai\nA;1,5\n")
    assert grid(path) == [["Nama", "Nilai"], ["A", "1,5"]]


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    assert detect_delimiter(["Nama;Nilai\n", *[f"Baris {i};{i},5\n" for i in range(30)]]) == ";"


def test_title_lines_above_the_table_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("DAFTAR KERJA SAMA\nPEMERINTAH KOTA X, TAHUN 2024\n\nNo;Judul;Mitra\n1;a;b\n2;c;d\n")
    assert grid(path)[3:] == [["No", "Judul", "Mitra"], ["1", "a", "b"], ["2", "c", "d"]]
    assert grid(path)[1] == ["PEMERINTAH KOTA X, TAHUN 2024", "", ""]


def test_ragged_records_are_filled_up_and_none_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2,3\n4\n")
    assert grid(path) == [["a", "b", ""], ["1", "2", "3"], ["4", "", ""]]


def test_a_quote_that_never_closes_refuses_the_file_instead_of_swallowing_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('No,Judul\n1,"Kerja sama\n2,b\n3,c\n')
    with pytest.raises(RejectedDocument) as caught:
        read_spreadsheet(path, "doc")
    assert caught.value.reason_code == "damaged" and "tanda kutip" in caught.value.detail


def test_quotes_inside_a_field_are_letters_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('No,Judul\n1,"Sinergi" Pangan\n')
    reading = read_spreadsheet(path, "doc")
    assert reading.warnings[0][0] == "csv_quotes"
    assert reading.parts[0].tables[0].rows[1].cells[1].text == "Sinergi Pangan"  # type: ignore[union-attr]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"a,b\n" + b"\xff\xfe\xff\n")
    with pytest.raises(RejectedDocument) as caught:
        read_spreadsheet(path, "doc")
    assert caught.value.reason_code == "damaged"
    path.write_bytes(b"\x01\x02\x03\x04" * 20)
    with pytest.raises(RejectedDocument, match="bukan teks"):
        detect_encoding(path)


def test_a_stray_control_letter_does_not_cost_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"No,Judul\n1,Kerja\x0bsama\x1fdaerah\n")
    assert grid(path)[1] == ["1", "Kerja sama daerah"]


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n\n , ,\n")
    with pytest.raises(RejectedDocument) as caught:
        read_spreadsheet(path, "doc")
    assert caught.value.reason_code == "empty_file"


_FIELD = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=["Cc", "Cs", "Zs"]), max_size=12
)
_RECORD = st.lists(_FIELD, min_size=4, max_size=4).filter(lambda fields: any(fields))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_RECORD, min_size=3, max_size=10), st.sampled_from([",", ";", "\t", "|"]))
def test_quoted_fields_survive_whatever_stands_in_them(tmp_path: Path, lines: list[list[str]], delimiter: str) -> None:
    path = tmp_path / "a.csv"
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([HEADING, *lines, ["", "", "", "ujung"]])
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))
    assert grid(path) == [HEADING, *lines, ["", "", "", "ujung"]]
