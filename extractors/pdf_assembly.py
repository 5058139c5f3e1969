"""Tables of one page: each group of rulings cut into cells, the cells filled with the page's words and colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_grid import build_grid, find_cells
from extractors.pdf_rulings import Rulings, group_rulings
from extractors.pdf_source import PageContent
from extractors.pdf_text import cell_texts
from extractors.pdf_unruled import split_unruled
from extractors.records import Box, Cell, Table, TableRow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_WHITE = "#ffffff"
#: a named tuple from the sequence of its values, without a call in Python for each
_new_cell, _new_box = partial(tuple.__new__, Cell), partial(tuple.__new__, Box)


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table as columns of its cells: little to send from one process to another.

    ``places``: row0, column0, row1, column1 of each cell over the row edges ``ys`` and the column edges ``xs``, upper
    bounds excluded. ``is_open``: no border closes the table above, below.
    """

    xs: Floats
    ys: Floats
    places: Ints
    texts: list[str]
    fills: list[str | None]
    is_open: tuple[bool, bool]

    @property
    def box(self) -> Box:
        return Box(float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1]))

    def table(self) -> Table:
        xs, ys, places, box = self.xs.tolist(), self.ys.tolist(), self.places, self.box
        n_rows, n_columns = len(ys) - 1, len(xs) - 1
        slots: list[list[Cell | None]] = [[None] * n_columns for _ in range(n_rows)]
        row_spans, column_spans = (places[:, 2:] - places[:, :2]).T.tolist()
        boxes = map(_new_box, np.stack([self.xs[places[:, 1]], self.ys[places[:, 0]],
                                        self.xs[places[:, 3]], self.ys[places[:, 2]]], axis=1).tolist())  # fmt: skip
        fields = zip(self.texts, row_spans, column_spans, self.fills, boxes, [None] * len(places), strict=True)
        cells = map(_new_cell, fields)
        for row, column, cell in zip(*places[:, :2].T.tolist(), cells, strict=True):
            slots[row][column] = cell
        rows = tuple(
            TableRow(
                tuple(slot),
                Box(box.x0, ys[i], box.x1, ys[i + 1]),
                is_open_above=self.is_open[0] and i == 0,
                is_open_below=self.is_open[1] and i == n_rows - 1,
            )
            for i, slot in enumerate(slots)
        )
        return Table(rows, n_columns, tuple(xs), box)


def build_tables(content: PageContent) -> tuple[list[DrawnTable], Bools]:
    """(tables from top to bottom, which words are in none of them); the innermost of nested tables owns a word."""
    tables: list[DrawnTable] = []
    is_free = np.ones(len(content.words), bool)
    for rulings in sorted(group_rulings(content.rulings), key=_extent):
        table = _build_table(rulings, content, is_free)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.box.top, table.box.x0)), is_free


def _extent(rulings: Rulings) -> float:
    width = float(rulings.level[:, 2].max() - rulings.level[:, 1].min())
    return width * float(rulings.upright[:, 2].max() - rulings.upright[:, 1].min())


def _build_table(rulings: Rulings, content: PageContent, is_free: Bools) -> DrawnTable | None:
    """The table that the rulings draw, None for a mere box; its words are taken out of ``is_free``."""
    grid = build_grid(rulings)
    words, areas = content.words, content.areas
    fields = _place(words.boxes, grid.xs, grid.ys)
    filled = np.zeros((len(grid.ys) + 1, len(grid.xs) + 1), bool)
    filled[fields[is_free, 0], fields[is_free, 1]] = True
    cells = find_cells(grid, filled[:-2, :-2])
    if len(cells) < 2:
        return None
    xs, ys, places = _without_unused(grid.xs, grid.ys, cells)
    owners = _owners(places, _place(words.boxes, xs, ys))
    drawn = np.stack([xs[places[:, 1]], ys[places[:, 0]], xs[places[:, 3]], ys[places[:, 2]]], axis=1)
    boxes = split_unruled(drawn, words, owners, areas, _owners(places, _place(areas, xs, ys)))
    if boxes is not drawn:
        xs, ys = np.unique(boxes[:, [0, 2]]), np.unique(boxes[:, [1, 3]])
        places = np.stack([np.searchsorted(ys, boxes[:, 1]), np.searchsorted(xs, boxes[:, 0]),
                           np.searchsorted(ys, boxes[:, 3]), np.searchsorted(xs, boxes[:, 2])], axis=1)  # fmt: skip
        owners = _owners(places, _place(words.boxes, xs, ys))
    owners[~is_free] = -1
    is_free &= owners < 0
    texts = cell_texts(words, owners, len(boxes))
    fills = _fills(places, xs, ys, content)
    return DrawnTable(xs, ys, places, texts, fills, _open_sides(grid.drawn_level))


def _without_unused(xs: Floats, ys: Floats, cells: Ints) -> tuple[Floats, Floats, Ints]:
    """(columns edges, row edges, cells) without the edges at which no cell begins or ends."""
    rows, columns = np.zeros(len(ys), bool), np.zeros(len(xs), bool)
    rows[cells[:, ::2]], columns[cells[:, 1::2]] = True, True
    if rows.all() and columns.all():
        return xs, ys, cells
    numbers = np.cumsum(rows) - 1, np.cumsum(columns) - 1
    places = np.stack([numbers[side % 2][cells[:, side]] for side in range(4)], axis=1)
    return xs[columns], ys[rows], places


def _owners(places: Ints, fields: Ints) -> Ints:
    """The cell that holds each field, -1 for none."""
    owner = np.full(places[:, 2:].max(axis=0) + 1, -1)
    owner[places[:, 0], places[:, 1]] = np.arange(len(places))
    is_merged = (places[:, 2:] - places[:, :2]).max(axis=1) > 1
    for index in np.flatnonzero(is_merged).tolist():
        row0, column0, row1, column1 = places[index].tolist()
        owner[row0:row1, column0:column1] = index
    owned: Ints = owner[fields[:, 0], fields[:, 1]]
    return owned


def _place(boxes: Floats, xs: Floats, ys: Floats) -> Ints:
    """(row, column) of the field that holds the middle of each box; -1 (the last one) for none."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    column, row = np.searchsorted(xs, x, "right") - 1, np.searchsorted(ys, y, "right") - 1
    row[row >= len(ys) - 1] = -1
    column[column >= len(xs) - 1] = -1
    return np.stack([row, column], axis=1)


def _fills(places: Ints, xs: Floats, ys: Floats, content: PageContent) -> list[str | None]:
    """The colour painted last behind the middle of each cell, None for paper."""
    if not len(content.areas):
        return [None] * len(places)
    across, down = (xs[:-1] + xs[1:]) / 2, (ys[:-1] + ys[1:]) / 2
    top_paint = np.full((len(down), len(across)), -1)
    left, top, right, bottom = content.areas.T
    rows_covered = zip(np.searchsorted(down, top).tolist(), np.searchsorted(down, bottom).tolist(), strict=True)
    columns_covered = zip(np.searchsorted(across, left).tolist(), np.searchsorted(across, right).tolist(), strict=True)
    for index, (rows, columns) in enumerate(zip(rows_covered, columns_covered, strict=True)):
        top_paint[slice(*rows), slice(*columns)] = index
    middle = (places[:, :2] + places[:, 2:] - 1) // 2
    painted = [content.colors[k] if k >= 0 else None for k in top_paint[middle[:, 0], middle[:, 1]].tolist()]
    return [None if color == _WHITE else color for color in painted]


def _open_sides(drawn_level: Bools) -> tuple[bool, bool]:
    """Is no border drawn along most of the top, of the bottom?"""
    return bool(drawn_level[0].mean() < 0.5), bool(drawn_level[-1].mean() < 0.5)
