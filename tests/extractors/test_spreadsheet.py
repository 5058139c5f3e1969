"""Workbooks of every format read back from real files."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ods_files import text_cell, value_cell, write_ods
from xls_files import compound, error, formula, formula_result, label, merge, number, row, write_xls
from xlsx_files import text, value, write_xlsx

from extractors.records import Reading, RejectedDocument, Table
from extractors.spreadsheet import read_spreadsheet


def grid(reading: Reading, part: int = 0) -> list[list[str | None]]:
    return [[cell.text if cell is not None else None for cell in row.cells] for row in table(reading, part).rows]


def table(reading: Reading, part: int = 0) -> Table:
    return reading.parts[part].tables[0]


def refused(path: Path) -> RejectedDocument:
    with pytest.raises(RejectedDocument) as caught:
        read_spreadsheet(path, "doc")
    return caught.value


def test_every_row_keeps_its_excel_number_and_trailing_empties_go(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write(2, 1, "judul")
        sheet.write(4, 0, "isi")
        sheet.write_blank(9, 9, None, book.add_format({"bold": True}))
    reading = read_spreadsheet(path, "doc")
    assert (reading.format, reading.file_name, reading.parts[0].sheet) == ("xlsx", "a.xlsx", "Data")
    assert grid(reading) == [["", ""], ["", ""], ["", "judul"], ["", ""], ["isi", ""]]
    assert [line.sheet_row for line in table(reading).rows] == [1, 2, 3, 4, 5]


def test_merged_ranges_become_spans_and_the_positions_they_cover_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Nomor Dokumen")
        sheet.merge_range("A2:A3", "Pihak I")
        sheet.merge_range("B3:C3", "")
        sheet.write("B2", "x")
        sheet.merge_range("B5:D5", "lebar")
    reading = read_spreadsheet(path, "doc")
    assert grid(reading) == [
        ["Nomor Dokumen", None, None, ""],
        ["Pihak I", "x", "", ""],
        [None, "", None, ""],
        ["", "", "", ""],
        ["", "lebar", None, None],
    ]
    first, second = table(reading).rows[0].cells[0], table(reading).rows[1].cells[0]
    assert first is not None and (first.row_span, first.col_span) == (1, 3)
    assert second is not None and (second.row_span, second.col_span) == (2, 1)


def test_a_title_merged_over_the_whole_sheet_does_not_widen_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:XFD1", "DAFTAR")
        sheet.write("B2", "x")
    assert grid(read_spreadsheet(path, "doc")) == [["DAFTAR", None], ["", "x"]]


def test_numbers_dates_truth_values_and_texts_read_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, [5, 70202686137.97, -0.5, 1e-7, 3686857110906])
        sheet.write_datetime(1, 0, dt.datetime(2024, 2, 29), day)
        sheet.write_datetime(1, 1, dt.datetime(2024, 2, 29, 7, 30), book.add_format({"num_format": "dd/mm/yy hh:mm"}))
        sheet.write_boolean(1, 2, True)
        sheet.write_string(1, 3, "  baris\nsatu\u00a0 dua\t")
        sheet.write_string(1, 4, "007")
    assert grid(read_spreadsheet(path, "doc")) == [
        ["5", "70202686137.97", "-0.5", "0.0000001", "3686857110906"],
        ["2024-02-29", "2024-02-29 07:30:00", "TRUE", "baris satu dua", "007"],
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mmm-yy", "Januari 2023"),
        ("mmmm yyyy", "Januari 2023"),
        ("[$-421]mmmm yyyy;@", "Januari 2023"),
        ("yyyy", "2023"),
        ("dd/mm/yyyy", "2023-01-01"),
        ("[$-421]dd mmmm yyyy", "2023-01-01"),
        ("m/d/yy", "2023-01-01"),
        ('"Rp" #,##0', "44927"),
        ("_-[$Rp-3809]* #,##0.00_-;-[$Rp-3809]* #,##0.00_-", "44927"),
        (r"#,##0.00_);\(#,##0.00\)", "44927"),
        ('0 "hari"', "44927"),
    ],
)
def test_a_date_shows_no_day_that_was_not_printed_and_money_is_no_date(tmp_path: Path, code: str, shown: str) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_number(0, 0, 44927, book.add_format({"num_format": code}))
    assert grid(read_spreadsheet(path, "doc")) == [[shown]]


def test_a_link_formula_shows_its_text_with_or_without_a_stored_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = '=HYPERLINK("https://contoh.id/?a=1&b=2","Buka ""PKS"" & lampiran")'
    sheet["A2"] = '=HYPERLINK("https://contoh.id")'
    book.save(path)
    assert grid(read_spreadsheet(path, "doc")) == [['Buka "PKS" & lampiran'], ["https://contoh.id"]]


def test_a_formula_without_stored_result_refuses_the_document_and_names_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "LRA"
    sheet.append(["Uraian", "Anggaran"])
    sheet.append(["Belanja", "=SUM(B3:B4)"])
    sheet.append(["Belanja Operasi", 5])
    book.save(path)
    refusal = refused(path)
    assert refusal.reason_code == "missing_formula_cache"
    assert "LRA!B2" in refusal.detail and "simpan ulang" in refusal.detail


def test_a_total_row_may_lack_its_result_and_keeps_the_formula_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Judul", "x"])
    book.active.append(["JUMLAH", "=COUNTA(B1:B1)"])
    book.save(path)
    reading = read_spreadsheet(path, "doc")
    assert grid(reading)[1] == ["JUMLAH", "=COUNTA(B1:B1)"]
    assert [code for code, _ in reading.warnings] == ["missing_formula_cache"]


def test_placeholder_zeros_of_a_file_to_be_calculated_on_opening_are_no_results(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, [5, 6])
        sheet.write_formula(2, 0, "=SUM(A1:A2)")
    assert refused(path).reason_code == "missing_formula_cache"


def test_stored_results_errors_and_empty_texts_of_formulas_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=5+6", None, 11)
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 2, '="a"&"b"', None, "ab")
    assert grid(read_spreadsheet(path, "doc")) == [["11", "#DIV/0!", "ab"]]


def test_a_formula_that_gives_an_empty_text_has_a_result(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>IF(B1&gt;0,"","x")</f><v></v></c>' + value("B1", "1") + "</row>"
    assert grid(read_spreadsheet(write_xlsx(tmp_path / "a.xlsx", {"A": rows}), "doc")) == [["", "1"]]


def test_sheets_written_with_a_namespace_prefix_are_scanned_too(tmp_path: Path) -> None:
    rows = '<x:row r="1" hidden="1"><x:c r="A1"><x:v>7</x:v></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    reading = read_spreadsheet(write_xlsx(tmp_path / "a.xlsx", {"A": rows}, prefix="x"), "doc")
    assert grid(reading) == [["7", "#N/A"]]
    assert table(reading).rows[0].is_hidden
    lacking = '<x:row r="1"><x:c r="A1"><x:f>1+1</x:f></x:c></x:row>'
    assert refused(write_xlsx(tmp_path / "b.xlsx", {"A": lacking}, prefix="x")).reason_code == "missing_formula_cache"


def test_hidden_sheets_rows_and_columns_are_read_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tampak")
        sheet.write_column(0, 0, ["a", "b", "c", "d"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        book.add_worksheet("Rahasia").write(0, 0, "x")
        book.get_worksheet_by_name("Rahasia").hide()
        book.add_worksheet("Kosong")
    reading = read_spreadsheet(path, "doc")
    assert [line.is_hidden for line in table(reading).rows] == [False, True, True, False]
    assert [part.is_hidden for part in reading.parts] == [False, True, False]
    assert reading.parts[2].tables == ()
    details = dict(reading.warnings)
    assert "2-3" in details["hidden_rows"] and "kolom B" in details["hidden_columns"]


def test_an_xls_gives_values_spans_errors_and_hidden_rows(tmp_path: Path) -> None:
    path = write_xls(
        tmp_path / "a.xls",
        {
            "LRA": [
                row(0), row(1, is_hidden=True), row(2), label(0, 0, "Uraian"), label(0, 2, "Rp"),
                number(1, 0, 101075215769.0), number(1, 2, 0.5), error(2, 0, 0x17),
                formula(2, 1, formula_result(3.25)), formula(2, 2, formula_result(error_code=7)), merge(0, 0, 0, 1),
            ],
            "Lain": [label(0, 0, "x")],
        },
        hidden=["Lain"],
    )  # fmt: skip
    reading = read_spreadsheet(path, "doc")
    assert grid(reading) == [["Uraian", None, "Rp"], ["101075215769", "", "0.5"], ["#REF!", "3.25", "#DIV/0!"]]
    assert [line.is_hidden for line in table(reading).rows] == [False, True, False]
    assert [part.is_hidden for part in reading.parts] == [False, True]


def test_an_xls_whose_formulas_were_never_calculated_is_refused(tmp_path: Path) -> None:
    cells = [label(0, 0, "Belanja"), formula(0, 1, formula_result())]
    assert refused(write_xls(tmp_path / "a.xls", {"A": cells})).reason_code == "missing_formula_cache"
    with_result = [*cells, formula(1, 1, formula_result(2.0))]
    assert grid(read_spreadsheet(write_xls(tmp_path / "b.xls", {"A": with_result}), "doc"))[0] == ["Belanja", ""]


def test_an_ods_gives_values_spans_hidden_rows_and_errors(tmp_path: Path) -> None:
    span = {"table__number_columns_spanned": "2", "table__number_rows_spanned": "2"}
    covered = "<table:covered-table-cell/>"
    heading = text_cell("Nomor\nDokumen", **span)
    path = write_ods(
        tmp_path / "a.ods",
        '<table:table table:name="Data">'
        f"<table:table-row>{heading}{covered}{text_cell('Judul')}</table:table-row>"
        f"<table:table-row>{covered}{covered}{text_cell('b')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="collapse">'
        f"{value_cell('float', '70202686137.97')}{value_cell('date', '2024-02-29')}"
        f"{value_cell('boolean', 'true', 'WAHR')}"
        "</table:table-row><table:table-row>"
        f"{value_cell('float', '3', table__formula='of:=1+2')}"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        "</table:table>",
    )
    reading = read_spreadsheet(path, "doc")
    assert reading.format == "ods"
    assert grid(reading) == [
        ["Nomor Dokumen", None, "Judul"],
        [None, None, "b"],
        ["", "", ""],
        ["", "", ""],
        ["70202686137.97", "2024-02-29", "TRUE"],
        ["3", "#DIV/0!", ""],
    ]
    assert [line.sheet_row for line in table(reading).rows if line.is_hidden] == [5]


def test_an_ods_formula_without_result_refuses_the_document(tmp_path: Path) -> None:
    cell = '<table:table-cell table:formula="of:=SUM([.B1:.B2])"/>'
    tables = (
        f'<table:table table:name="A"><table:table-row>{text_cell("Belanja")}{cell}</table:table-row></table:table>'
    )
    refusal = refused(write_ods(tmp_path / "a.ods", tables))
    assert refusal.reason_code == "missing_formula_cache" and "A!B1" in refusal.detail


def test_the_content_decides_not_the_extension(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Judul", "Mitra"])
    path = tmp_path / "register.xls"
    book.save(path.with_suffix(".xlsx"))
    path.write_bytes(path.with_suffix(".xlsx").read_bytes())
    assert read_spreadsheet(path, "doc").format == "xlsx"
    csv = tmp_path / "register.xlsx"
    csv.write_text("Judul;Mitra\nA;B\n")
    assert read_spreadsheet(csv, "doc").format == "csv"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", ["HTML", ".xlsx"]),
        ("b.xls", b"\xef\xbb\xbf\n<table border=1><tr><td>1</td></tr></table>", ["HTML"]),
        ("c.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', ["XML"]),
        ("d.csv", b'[{"kode": ["1.01"]}]', ["JSON bertingkat"]),
        ("e.json", b'{\n  "kode": 1\n}', ["JSON"]),
        ("f.xlsx", bytes(range(256)) * 4, ["bukan teks"]),
        ("g.csv", b"{\\rtf1 teks}", ["RTF"]),
    ],
)
def test_files_that_only_bear_a_spreadsheets_name_are_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, words: list[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refusal = refused(path)
    assert refusal.reason_code == "unsupported_format"
    assert all(word in refusal.detail for word in words)


def test_archives_of_other_kinds_are_named(tmp_path: Path) -> None:
    for member, word in (("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("laporan.pdf", "ZIP")):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "x")
        refusal = refused(path)
        assert refusal.reason_code == "unsupported_format" and word in refusal.detail
    odt = write_ods(tmp_path / "a.ods", "", mimetype="application/vnd.oasis.opendocument.text")
    assert refused(odt).reason_code == "unsupported_format"


def test_files_behind_a_password_are_refused_as_such(tmp_path: Path) -> None:
    xlsx = tmp_path / "a.xlsx"
    xlsx.write_bytes(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    xls = write_xls(tmp_path / "a.xls", {"A": [label(0, 0, "x")]}, is_encrypted=True)
    ods = write_ods(tmp_path / "a.ods", "", manifest="<m><manifest:encryption-data/></m>")
    for path in (xlsx, xls, ods):
        refusal = refused(path)
        assert refusal.reason_code == "encrypted" and "kata sandi" in refusal.detail


def test_damaged_and_empty_files_are_refused(tmp_path: Path) -> None:
    whole = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet().write_column(0, 0, [f"baris {i}" for i in range(2000)])
    xls = write_xls(tmp_path / "a.xls", {"A": [label(0, 0, "x")]})
    for path in (whole, xls):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        assert refused(path).reason_code == "damaged"
    (tmp_path / "kosong.xlsx").write_bytes(b"")
    assert refused(tmp_path / "kosong.xlsx").reason_code == "empty_file"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    assert refused(whole).reason_code == "damaged"


def test_an_xls_that_would_end_the_readers_process_costs_only_its_own_reading(tmp_path: Path) -> None:
    path = write_xls(
        tmp_path / "a.xls", {"A": [(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, 255, 0)), label(0, 0, "x")]}
    )
    assert refused(path).reason_code == "damaged"


def test_a_stray_cell_far_off_the_table_is_refused_instead_of_filling_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")
    refusal = refused(path)
    assert refusal.reason_code == "too_large" and "XFD1048576" in refusal.detail


def test_charts_are_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_column(0, 0, [1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)
        book.add_worksheet("Lain").write(0, 0, "z")
    assert [part.sheet for part in read_spreadsheet(path, "doc").parts] == ["Data", "Lain"]


_LETTERS = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cn", "Co"])
_TEXT = st.text(_LETTERS, max_size=40).filter(lambda text: "_x" not in text)
_FLOAT = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300, allow_subnormal=False)
_INT = st.integers(min_value=-(2**53), max_value=2**53)
_VALUE = st.one_of(_TEXT, _FLOAT, _INT)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_VALUE, _VALUE, _VALUE), min_size=1, max_size=8))
def test_texts_and_numbers_survive_the_round_trip(
    tmp_path: Path, values: list[tuple[str | float | int, str | float | int, str | float | int]]
) -> None:
    def written(place: str, content: str | float | int) -> str:
        return text(place, content) if isinstance(content, str) else value(place, repr(content))

    lines = [
        "".join(written(f"{'ABC'[c]}{r}", content) for c, content in enumerate(line))
        for r, line in enumerate(values, start=1)
    ]
    rows = "".join(f'<row r="{r}">{line}{text(f"D{r}", "ujung")}</row>' for r, line in enumerate(lines, start=1))
    read = grid(read_spreadsheet(write_xlsx(tmp_path / "a.xlsx", {"A": rows}), "doc"))
    assert len(read) == len(values)
    for line, texts in zip(values, read, strict=True):
        for content, shown in zip(line, texts, strict=False):
            assert shown is not None
            if isinstance(content, str):
                assert shown == " ".join(content.replace("\u200b", "").split())
            else:
                assert float(shown) == content and "e" not in shown and not shown.endswith(".0")
                assert isinstance(content, float) or shown == str(content)
