"""Rows laid under the bound columns, also of tables without a header of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.layout import Layout
from extractors.headings import Binding
from extractors.records import Cell, Table, TableRow
from extractors.row_values import bind_row, goes_on_with, rebase
from transforms.numbers import UnreadableNumber, decide_locale, parse_sen

#: a title over two physical columns, then a name and a sum
BOUND = Binding(("no", "title", "title", "partner", "sum"), (0, 1, 1, 3, 4), 0, 1, (0, 20, 60, 120, 200, 300))


def table(edges: tuple[float, ...], *texts: str) -> Table:
    return Table((TableRow(tuple(Cell(text) for text in texts)),), len(texts), edges)


def test_a_page_without_merged_cells_goes_on_by_its_rulings() -> None:
    rest = table((0, 20, 120, 200, 300), "1", "Judul", "Mitra", "5")
    assert goes_on_with(rest, BOUND)


def test_as_many_columns_as_headings_go_on_in_order_wherever_their_rulings_stand() -> None:
    rest = table((0, 15, 90, 230, 300), "1", "Judul", "Mitra", "5")
    assert goes_on_with(rest, BOUND)
    placed = rebase(rest.rows[0], rest, BOUND).cells
    assert [cell.text if cell else None for cell in placed] == ["1", "Judul", None, "Mitra", "5"]


def test_cells_that_no_column_is_left_for_are_kept_beside_each_other() -> None:
    rest = table((0, 20, 120, 200, 230, 260, 300), "1", "Judul", "Mitra", "5", "6", "7")
    placed = rebase(rest.rows[0], rest, BOUND).cells
    kept = " ".join(cell.text for cell in placed if cell is not None)
    assert all(text in kept for text in ("1", "Judul", "Mitra", "5", "6", "7"))
    assert placed[-1] is not None and placed[-1].text == "5 | 6 | 7"


def test_a_table_of_another_grid_is_another_table() -> None:
    assert not goes_on_with(table((0, 150, 300), "Mengetahui", "Menyetujui"), BOUND)
    assert not goes_on_with(table((5, 45, 80, 110, 150, 190, 310), *"abcdef"), BOUND)


MONEY = Layout.model_validate(
    {"id": "uang", "kind": "lra", "formats": ["xlsx"], "title": "LRA",
     "columns": {"name": {"heading": "Uraian"}, "anggaran": {"heading": "Anggaran", "amount": {"measure": "anggaran"}}}}
)  # fmt: skip
#: the heading of the money stands over two columns
TWO_UNDER_ONE = Binding(("name", "anggaran", "anggaran"), (0, 1, 1), 0, 1)
FIGURES = st.from_regex(r"\A(?:\d{1,3}(?:\.\d{3}){0,3}(?:,\d{2})?|\d{1,12}|-|\(\d{1,9}\)|,\d{2}|\.\d{3})\Z")


def bound(*texts: str) -> str | None:
    cells = tuple(Cell(text) for text in ("Belanja", *texts))
    return bind_row(TableRow(cells), TWO_UNDER_ONE, MONEY)[0]["anggaran"]


@given(FIGURES, FIGURES)
def test_two_figures_in_one_money_column_are_never_read_as_one(first: str, second: str) -> None:
    text = bound(first, second)
    for locale in (decide_locale(["1.000.000"]), decide_locale([first, second]), decide_locale(["1,000,000.50"])):
        with pytest.raises(UnreadableNumber):
            parse_sen(text, locale)


def test_a_currency_sign_in_a_cell_of_its_own_belongs_to_its_figure() -> None:
    assert parse_sen(bound("Rp.", "1.000.000"), decide_locale(["1.000.000"])) == 1_000_000_00
