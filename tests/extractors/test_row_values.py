"""Tables without a header of their own: the rest of the table above, or something else."""

from __future__ import annotations

from extractors.headings import Binding
from extractors.records import Cell, Table, TableRow
from extractors.row_values import goes_on_with, rebase

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


def test_a_table_of_another_grid_is_another_table() -> None:
    assert not goes_on_with(table((0, 150, 300), "Mengetahui", "Menyetujui"), BOUND)
    assert not goes_on_with(table((5, 45, 80, 110, 150, 190, 310), *"abcdef"), BOUND)
