"""Printed headings are bound exactly once each, or refused."""

from __future__ import annotations

import pytest

from config.layout import Layout
from extractors.assemble import assemble
from extractors.header_rows import find_header, find_header_on_page, header_texts, is_numbering_row
from extractors.heading_words import squash
from extractors.headings import bind_columns
from extractors.records import Cell, LayoutMismatch, Part, Reading, Table, TableRow


def _row(*cells: str | tuple[str, int, int] | None) -> TableRow:
    """Cells from left to right: text, (text, rows, columns) or None where another cell covers the place."""
    made = []
    for cell in cells:
        if cell is None:
            made.append(None)
        elif isinstance(cell, tuple):
            made.append(Cell(cell[0], cell[1], cell[2]))
        else:
            made.append(Cell(cell))
    return TableRow(tuple(made))


def _table(*rows: TableRow) -> Table:
    return Table(rows, len(rows[0].cells))


def _layout(columns: dict[str, dict[str, object]], **more: object) -> Layout:
    return Layout.model_validate(
        {"id": "x", "kind": "rkpd", "formats": ["pdf"], "title": "x", "columns": columns, **more}
    )


LAYOUT = _layout(
    {
        "no": {"heading": "No"},
        "number": {"heading": "Nomor Dokumen > Pihak I"},
        "number_2": {"heading": "Nomor Dokumen > Pihak II"},
        "title": {"heading": ["Judul*", "Tentang"]},
    }
)
HEADER = (
    _row(("No", 2, 1), ("Nomor Dokumen", 1, 2), None, ("Judul Kerja Sama", 2, 1)),
    _row(None, "Pihak I", "Pihak II", None),
)


def test_merged_headings_are_bound_by_their_whole_stack() -> None:
    table = _table(*HEADER, _row("1", "a", "b", "Kerja sama air"))
    header = find_header(table, LAYOUT)
    assert header == (0, 2)
    assert bind_columns(table, LAYOUT, header).names == ("no", "number", "number_2", "title")


def test_the_numbering_row_belongs_to_the_header() -> None:
    table = _table(*HEADER, _row("(1)", "(2)", "(3)", "(4)"), _row("1", "a", "b", "Kerja sama air"))
    assert find_header(table, LAYOUT) == (0, 3)


def test_a_row_of_money_is_no_numbering_row() -> None:
    assert not is_numbering_row(_row("1", "250.000", "1.000.000", "90"))
    assert is_numbering_row(_row("1", "2", "3", "4=2+3"))


def test_an_unexplained_heading_is_named() -> None:
    table = _table(
        _row(("No", 2, 1), ("Nomor Dokumen", 1, 2), None, ("Judul", 2, 1), ("Warna Sampul", 2, 1)),
        _row(None, "Pihak I", "Pihak II", None, None),
        _row("1", "a", "b", "x", "merah"),
    )
    with pytest.raises(LayoutMismatch, match="Warna Sampul"):
        bind_columns(table, LAYOUT, (0, 2))


def test_a_missing_required_column_is_named() -> None:
    table = _table(_row("No", "Judul", "Tentang"), _row("1", "x", "y"))
    with pytest.raises(LayoutMismatch):
        bind_columns(table, LAYOUT, (0, 1))


def test_a_heading_printed_twice_is_refused() -> None:
    table = _table(
        _row(("No", 2, 1), ("Nomor Dokumen", 1, 2), None, ("Judul", 2, 1), ("Judul", 2, 1)),
        _row(None, "Pihak I", "Pihak II", None, None),
        _row("1", "a", "b", "x", "y"),
    )
    with pytest.raises(LayoutMismatch, match="dua kali"):
        bind_columns(table, LAYOUT, (0, 2))


def test_a_body_of_one_title_cell_is_no_header() -> None:
    assert find_header(_table(_row("DAFTAR KERJA SAMA", None, None, None)), LAYOUT) is None


def test_a_heading_of_a_sign_alone_is_bound_and_dashes_and_dots_are_no_headings() -> None:
    layout = _layout({"name": {"heading": "Uraian"}, "percent": {"heading": "=%"}})
    table = _table(_row("Uraian", "%"), _row("Belanja", "98,2"))
    assert bind_columns(table, layout, (0, 1)).names == ("name", "percent")
    assert [squash(text) for text in ("%", "(%)", "Rp %", "-", "…", "( )", "|")] == ["%", "%", "rp", "", "", "", ""]


def _pages(*tables: Table) -> Reading:
    return Reading("d" * 64, "x.pdf", "pdf", tuple(Part((table,), page=n) for n, table in enumerate(tables, start=1)))


BODY = _row("1", "12/KB/2023", "7/KB/2023", "Kerja sama air")
#: begins like the headings No, Pihak II and Judul
LIKE_A_HEADER = _row("No 7 bis", "12/KB/2024", "Pihak II belum menomori", "Judul belum ditetapkan")


def test_a_line_on_a_later_page_that_begins_like_headings_stays_a_line() -> None:
    first = _table(*HEADER, BODY)
    for second in (_table(BODY, LIKE_A_HEADER), _table(*HEADER, BODY, LIKE_A_HEADER)):
        rows = [row for row in assemble(_pages(first, second), LAYOUT).rows if row.page == 2]
        assert [row.values["title"] for row in rows] == ["Kerja sama air", "Judul belum ditetapkan"]
        assert rows[1].values["number_2"] == "Pihak II belum menomori"


def test_a_header_on_a_later_page_is_one_that_was_printed_before_or_consists_of_headings_alone() -> None:
    printed = header_texts(_table(*HEADER), (0, 2))
    misread = _row(("N0", 2, 1), ("Nomor Dokumcn", 1, 2), None, ("Judul Kerja Samo", 2, 1))
    reworded = _row("No", "Nomor Dokumen Pihak I", "Nomor Dokumen Pihak II", "Tentang")
    assert find_header_on_page(_table(BODY, *HEADER), LAYOUT, printed) == (1, 3)
    assert find_header_on_page(_table(misread, HEADER[1], BODY), LAYOUT, printed) == (0, 2)
    assert find_header_on_page(_table(reworded, BODY), LAYOUT, printed) == (0, 1)
    assert find_header_on_page(_table(LIKE_A_HEADER, BODY), LAYOUT, printed) is None


def test_a_share_is_no_money_alike_as_its_heading_is() -> None:
    money = _layout(
        {
            "no": {"heading": "No"},
            "spent": {"heading": "Realisasi*", "amount": {"measure": "realisasi"}},
            "percent": {"heading": "Realisasi (%)", "required": False},
        }
    )
    table = _table(_row("No", "Realisasi Keuangan (Rp)", "Realisasi Keuangan (%)"), _row("1", "2.000", "50"))
    assert bind_columns(table, money, (0, 1)).names == ("no", "spent", "percent")
    with pytest.raises(LayoutMismatch, match="spent"):
        bind_columns(_table(_row("No", "Realisasi (%)", "")), money, (0, 1))


def test_what_stands_over_a_group_says_nothing_of_an_unknown_column_in_it() -> None:
    header = _row("No", ("Judul", 1, 2), None), _row("", "Judul", "Warna")
    with pytest.raises(LayoutMismatch, match="Judul > Warna"):
        bind_columns(_table(*header), LAYOUT, (0, 2))
    counted = _row("No", "Judul"), _row("(1)", "(2)")
    assert bind_columns(_table(*counted), _layout({"title": {"heading": "Judul"}, "no": {"heading": "No"}}), (0, 2))
