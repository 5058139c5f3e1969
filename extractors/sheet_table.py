"""The grid of one sheet: every row from the first, merged ranges as spans, trailing empty rows and columns left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from extractors.cell_text import cell_text, collapse
from extractors.records import Cell, Table, TableRow
from extractors.sheet_marks import Range, SheetMarks
from extractors.sheet_values import SheetValues

#: a title merged over the whole sheet does not widen the table
_MAX_WIDTH = 256
_EMPTY = Cell("")


def sheet_table(sheet: SheetValues, marks: SheetMarks) -> Table:
    """All rows of ``sheet`` from row 1, trailing empty rows and columns left out."""
    texts: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in itertools.chain(marks.texts.items(), marks.uncalculated.items()):
        texts.setdefault(row, []).append((column, collapse(text)))
    grid: list[list[str]] = []
    for index, values in enumerate(sheet.rows):
        line = [""] * sheet.offset + [cell_text(value) for value in values]
        _overlay(line, texts.pop(index, ()))
        grid.append(trim(line))
    for index in sorted(texts):
        grid += [[] for _ in range(index + 1 - len(grid))]
        _overlay(grid[index], texts[index])
    return build_table(grid, [*marks.merges, *sheet.merges], marks.hidden_rows)


def _overlay(line: list[str], texts: Iterable[tuple[int, str]]) -> None:
    for column, text in texts:
        line += [""] * (column + 1 - len(line))
        line[column] = text


def trim(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line.pop()
    return line


def build_table(grid: list[list[str]], merges: Sequence[Range], hidden_rows: set[int]) -> Table:
    """The table of ``grid``, which is used up."""
    while grid and not grid[-1]:
        grid.pop()
    width = max((len(line) for line in grid), default=0)
    filled = [merge for merge in merges if _text_at(grid, merge[0], merge[1])]
    width = max([width, *(merge[3] + 1 for merge in filled if merge[3] < _MAX_WIDTH)])
    spans, covered = _lay_merges(merges, len(grid), width)
    cells: dict[str, Cell] = {"": _EMPTY}
    rows = []
    for r, line in enumerate(grid):
        grid[r] = []  # a long sheet is not held twice
        line += [""] * (width - len(line))
        row: list[Cell | None] = [cells.setdefault(text, Cell(text)) if text else _EMPTY for text in line]
        for c, (down, right) in spans.get(r, {}).items():
            row[c] = Cell(line[c], down, right)
        for c in covered.get(r, ()):
            row[c] = None
        rows.append(TableRow(tuple(row), sheet_row=r + 1, is_hidden=r in hidden_rows))
    return Table(tuple(rows), width)


def _text_at(grid: Sequence[Sequence[str]], row: int, column: int) -> str:
    return grid[row][column] if row < len(grid) and column < len(grid[row]) else ""


def _lay_merges(
    merges: Sequence[Range], height: int, width: int
) -> tuple[dict[int, dict[int, tuple[int, int]]], dict[int, set[int]]]:
    """(spans by row and column of the first cell, covered columns by row), cut to the table."""
    spans: dict[int, dict[int, tuple[int, int]]] = {}
    covered: dict[int, set[int]] = {}
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if bottom < top or right < left or (bottom, right) == (top, left):
            continue
        spans.setdefault(top, {})[left] = (bottom - top + 1, right - left + 1)
        for r, c in itertools.product(range(top, bottom + 1), range(left, right + 1)):
            if (r, c) != (top, left):
                covered.setdefault(r, set()).add(c)
    return spans, covered
