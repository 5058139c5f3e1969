"""One row's cells laid under the bound columns, and rows that a page break cut in two made whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from config.layout import Column, Layout
from extractors.headings import Binding
from extractors.records import Cell, RawRow, Table, TableRow

_EDGE_TOLERANCE = 3.0  # points
_CURRENCY = re.compile(r"(?:rp|idr)\s*\.?", re.IGNORECASE)
#: share of a table's rulings that must stand where the bound columns do
_SAME_EDGES = 0.7


def bind_row(row: TableRow, binding: Binding, layout: Layout) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """(value per layout column, columns covered by a cell of the row above).

    A cell that begins inside a heading's columns and reaches under the next heading has slipped from its place and
    belongs to the next one; a cell that begins with its heading belongs to that heading, however far it reaches.
    """
    names, starts = binding.names, binding.starts
    values: dict[str, str | None] = {name: None for name in names if name is not None}
    covered: set[str] = set()
    reach = 0
    for index, cell in enumerate(row.cells[: len(names)]):
        if cell is None:
            name = names[index]
            if name is not None and index >= reach:
                covered.add(name)
            continue
        reach = index + cell.col_span
        name = names[index]
        if starts[index] != index and cell.col_span > 1:
            last = min(index + cell.col_span, len(names)) - 1
            name = names[last] if names[last] is not None else name
        text = cell.text.strip()
        if name is None or not text or layout.columns[name].personal:
            continue
        values[name] = _joined(values[name], text, layout.columns[name])
    return values, tuple(name for name in values if name in covered and values[name] is None)


def _joined(before: str | None, text: str, column: Column) -> str:
    """Texts of two cells under one heading. Two figures are kept apart by a bar, so that nobody reads their digits, or
    a dash and a number, as one; a currency sign in a cell of its own belongs to its figure."""
    if before is None:
        return text
    is_figure = column.amount is not None or column.target is not None
    is_apart = is_figure and not any(_CURRENCY.fullmatch(part) for part in (before, text))
    return f"{before} | {text}" if is_apart else f"{before} {text}"


def rebase(row: TableRow, table: Table, binding: Binding) -> TableRow:
    """``row`` of another grid laid over the bound columns: in order where it has one per heading, else by its edges.

    A page may be moved as a whole: margins change sides from page to page.
    """
    wanted = len(binding.names)
    if not table.edges or len(binding.edges) != wanted + 1:
        return TableRow((*row.cells, *([None] * (wanted - len(row.cells)))), row.box, row.sheet_row, row.is_hidden)
    cells: list[Cell | None] = [None] * wanted
    headings = sorted(set(binding.starts))
    if table.n_columns == len(headings) < wanted:
        for column, cell in zip(headings, row.cells, strict=True):
            cells[column] = cell
        return TableRow(tuple(cells), row.box, row.sheet_row, row.is_hidden, row.is_open_below, row.is_open_above)
    moved = _moved(table.edges, binding.edges)
    for index, cell in enumerate(row.cells):
        if cell is None:
            continue
        left = (cell.box.x0 if cell.box is not None else table.edges[index]) - moved
        column = min(range(wanted), key=lambda c: abs(binding.edges[c] - left))
        while column < wanted - 1 and cells[column] is not None:
            column += 1
        crowded = cells[column]  # no column is left: both texts are kept, apart
        texts = [each.text for each in (crowded, cell) if each is not None and each.text.strip()]
        cells[column] = cell if crowded is None else cell._replace(text=" | ".join(texts))
    return TableRow(tuple(cells), row.box, row.sheet_row, row.is_hidden, row.is_open_below, row.is_open_above)


def _moved(edges: Sequence[float], bound: Sequence[float]) -> float:
    """Points by which a table stands to the right of the bound one, as most of its rulings have it; 0 in doubt."""
    shifts = (0.0, edges[0] - bound[0], edges[-1] - bound[-1])
    return max(shifts, key=lambda shift: sum(_is_near(edge - shift, bound) for edge in edges))


def _is_near(edge: float, bound: Sequence[float]) -> bool:
    return any(abs(edge - other) <= _EDGE_TOLERANCE for other in bound)


def edges_agree(edges: Sequence[float], bound: Sequence[float]) -> bool:
    return len(edges) == len(bound) and all(abs(a - b) <= _EDGE_TOLERANCE for a, b in zip(edges, bound, strict=True))


def goes_on_with(table: Table, binding: Binding) -> bool:
    """Whether a table without a header can be the rest of the bound one.

    It has as many columns, or one per heading, or most of its rulings stand where the bound columns do: a page without
    the merged cells of the others has fewer. Any other table speaks of something else.
    """
    if table.n_columns in (len(binding.names), len(set(binding.starts))) or not table.edges or not binding.edges:
        return True
    moved = _moved(table.edges, binding.edges)
    near = sum(_is_near(edge - moved, binding.edges) for edge in table.edges)
    return near >= _SAME_EDGES * len(table.edges)


def join_split_rows(rows: Sequence[RawRow], layout: Layout) -> None:
    """Join a row that a page break cut in two, in place.

    The evidence is printed: no ruling closes the upper part or opens the lower one, the lower part has no key (number
    or code) and no column in which both parts print an amount. The lower part keeps its own row, zone ``continued``.
    """
    keys = _key_columns(layout)
    amounts = [name for name, column in layout.columns.items() if column.amount is not None]
    body = [row for row in rows if row.zone == "body"]
    for upper, lower in itertools.pairwise(body):
        if upper.page is None or lower.page != upper.page + 1:
            continue
        is_open = upper.is_open_below or lower.is_open_above
        has_key = any(lower.values.get(name) for name in keys)
        collides = any(upper.values.get(name) and lower.values.get(name) for name in amounts)
        if is_open and not has_key and not collides and any(lower.values.values()):
            for name, text in lower.values.items():
                if text:
                    upper.values[name] = f"{upper.values[name]} {text}" if upper.values.get(name) else text
            upper.low_confidence = tuple(dict.fromkeys((*upper.low_confidence, *lower.low_confidence)))
            upper.continued_by, lower.zone = lower.source_row_id, "continued"


def _key_columns(layout: Layout) -> set[str]:
    keys = {name for name, column in layout.columns.items() if column.code}
    if layout.levels is not None:
        keys |= {*layout.levels.columns, *layout.levels.rekening_columns}
        keys |= {layout.levels.column} if layout.levels.column else set()
    return keys | ({"no"} if "no" in layout.columns else set())
