"""Tables of one page: each group of rulings cut into cells, the cells filled with the page's words and colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_charts import is_chart
from extractors.pdf_grid import build_grid, find_cells
from extractors.pdf_rulings import Rulings, cluster, group_rulings
from extractors.pdf_source import PageContent
from extractors.pdf_text import cell_texts
from extractors.pdf_underlines import without_underlines
from extractors.pdf_unruled import split_unruled
from extractors.pdf_words import Words
from extractors.records import Box, Cell, Table, TableRow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_WHITE = "#ffffff"
#: times the height of its cell
_TOO_TALL = 1.5
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


def build_tables(content: PageContent) -> tuple[list[DrawnTable], Bools, Bools]:
    """(tables from top to bottom, which words are in none of them, which are painted over).

    The innermost of nested tables owns a word.
    """
    tables: list[DrawnTable] = []
    is_free = np.ones(len(content.words), bool)
    is_covered = np.zeros(len(content.words), bool)
    for rulings in sorted(group_rulings(without_underlines(content.rulings, content.words)), key=_extent):
        table = _build_table(rulings, content, is_free, is_covered)
        if table is not None:
            tables.append(table)
    is_covered |= is_free & _are_painted_over(content, is_free)
    return _as_read(tables), is_free & ~is_covered, is_covered


def _as_read(tables: list[DrawnTable]) -> list[DrawnTable]:
    """From top to bottom; tables whose tops are level, from left to right."""
    lines = cluster(np.array([table.box.top for table in tables])).tolist()
    return [tables[k] for k in sorted(range(len(tables)), key=lambda k: (lines[k], tables[k].box.x0))]


def _extent(rulings: Rulings) -> float:
    width = float(rulings.level[:, 2].max() - rulings.level[:, 1].min())
    return width * float(rulings.upright[:, 2].max() - rulings.upright[:, 1].min())


def _build_table(rulings: Rulings, content: PageContent, is_free: Bools, is_covered: Bools) -> DrawnTable | None:
    """The table that the rulings draw, None for a mere box or a chart.

    Its words are taken out of ``is_free``; those that a fill painted over go to ``is_covered``.
    """
    grid = build_grid(rulings)
    words, areas = content.words, content.areas
    fields = _place(words.boxes, grid.xs, grid.ys)
    filled = np.zeros((len(grid.ys) + 1, len(grid.xs) + 1), bool)
    filled[fields[is_free, 0], fields[is_free, 1]] = True
    cells = find_cells(grid, filled[:-2, :-2])
    if len(cells) < 2:
        return None
    xs, ys, places = _without_unused(grid.xs, grid.ys, cells)
    owner = _owner_grid(places)
    owners = owner[tuple(_place(words.boxes, xs, ys).T)]
    drawn = np.stack([xs[places[:, 1]], ys[places[:, 0]], xs[places[:, 3]], ys[places[:, 2]]], axis=1)
    boxes = split_unruled(drawn, words, owners, areas, owner[tuple(_place(areas, xs, ys).T)])
    if boxes is not drawn:
        xs, ys = np.unique(boxes[:, [0, 2]]), np.unique(boxes[:, [1, 3]])
        places = np.stack([np.searchsorted(ys, boxes[:, 1]), np.searchsorted(xs, boxes[:, 0]),
                           np.searchsorted(ys, boxes[:, 3]), np.searchsorted(xs, boxes[:, 2])], axis=1)  # fmt: skip
        owner = _owner_grid(places)
        owners = owner[tuple(_place(words.boxes, xs, ys).T)]
    owners[~is_free | _are_too_tall(words, owners, boxes)] = -1
    painted = _painted_last(places, xs, ys, areas)
    colors = {content.colors[k] for k in painted.tolist() if k >= 0} - {_WHITE}
    if is_chart(owner[:-1, :-1], owners, _inside(content.slants, xs, ys), len(colors)):
        return None
    is_free &= owners < 0
    is_over = _are_below(content, painted, owners)
    is_covered |= is_over
    owners[is_over] = -1
    texts = cell_texts(words, owners, len(boxes))
    fills = [None if k < 0 or content.colors[k] == _WHITE else content.colors[k] for k in painted.tolist()]
    return DrawnTable(xs, ys, places, texts, fills, _open_sides(grid.drawn_level))


def _are_too_tall(words: Words, owners: Ints, cells: Floats) -> Bools:
    """Words that can't have been set into their cell: a watermark across many rows."""
    size, room = (sides[:, 2:] - sides[:, :2] for sides in (words.boxes, cells))
    across = 1 - words.turns % 2
    rows = np.arange(len(words))
    too_tall: Bools = (owners >= 0) & (size[rows, across] > _TOO_TALL * room[owners][rows, across])
    return too_tall


def _without_unused(xs: Floats, ys: Floats, cells: Ints) -> tuple[Floats, Floats, Ints]:
    """(columns edges, row edges, cells) without the edges at which no cell begins or ends."""
    rows, columns = np.zeros(len(ys), bool), np.zeros(len(xs), bool)
    rows[cells[:, ::2]], columns[cells[:, 1::2]] = True, True
    if rows.all() and columns.all():
        return xs, ys, cells
    numbers = np.cumsum(rows) - 1, np.cumsum(columns) - 1
    places = np.stack([numbers[side % 2][cells[:, side]] for side in range(4)], axis=1)
    return xs[columns], ys[rows], places


def _owner_grid(places: Ints) -> Ints:
    """The cell that holds each field, -1 for none and in one more row and column that stand for the outside."""
    owner = np.full(places[:, 2:].max(axis=0) + 1, -1)
    owner[places[:, 0], places[:, 1]] = np.arange(len(places))
    is_merged = (places[:, 2:] - places[:, :2]).max(axis=1) > 1
    for index in np.flatnonzero(is_merged).tolist():
        row0, column0, row1, column1 = places[index].tolist()
        owner[row0:row1, column0:column1] = index
    return owner


def _place(boxes: Floats, xs: Floats, ys: Floats) -> Ints:
    """(row, column) of the field that holds the middle of each box; -1 (the last one) for none."""
    x, y = _middles(boxes)
    column, row = np.searchsorted(xs, x, "right") - 1, np.searchsorted(ys, y, "right") - 1
    row[row >= len(ys) - 1] = -1
    column[column >= len(xs) - 1] = -1
    return np.stack([row, column], axis=1)


def _painted_last(places: Ints, xs: Floats, ys: Floats, areas: Floats) -> Ints:
    """The area painted last behind the middle of each cell, -1 for paper."""
    if not len(areas):
        return np.full(len(places), -1)
    across, down = (xs[:-1] + xs[1:]) / 2, (ys[:-1] + ys[1:]) / 2
    last = np.full((len(down), len(across)), -1)
    left, top, right, bottom = areas.T
    rows_covered = zip(np.searchsorted(down, top).tolist(), np.searchsorted(down, bottom).tolist(), strict=True)
    columns_covered = zip(np.searchsorted(across, left).tolist(), np.searchsorted(across, right).tolist(), strict=True)
    for index, (rows, columns) in enumerate(zip(rows_covered, columns_covered, strict=True)):
        last[slice(*rows), slice(*columns)] = index
    middle = (places[:, :2] + places[:, 2:] - 1) // 2
    painted: Ints = last[middle[:, 0], middle[:, 1]]
    return painted


def _are_below(content: PageContent, painted: Ints, owners: Ints) -> Bools:
    """Was the word's cell filled opaquely after the word was written, where the word stands?"""
    below = np.zeros(len(owners), bool)
    if not len(content.areas) or not content.is_opaque.any():
        return below
    area = np.where(owners < 0, -1, painted[owners])
    below = (area >= 0) & content.is_opaque[area] & (content.area_orders[area] > content.orders)
    if below.any():
        x, y = _middles(content.words.boxes)
        left, top, right, bottom = content.areas[area].T
        below &= (x > left) & (x < right) & (y > top) & (y < bottom)
    return below


def _are_painted_over(content: PageContent, chosen: Bools) -> Bools:
    """The same for words outside tables: does an opaque area that came later hold the middle of the word?"""
    over = np.zeros(len(content.words), bool)
    words = np.flatnonzero(chosen)
    areas = np.flatnonzero(content.is_opaque)
    if len(words) and len(areas) and content.area_orders[areas].max() > content.orders[words].min():
        x, y = (side[words, None] for side in _middles(content.words.boxes))
        left, top, right, bottom = content.areas[areas].T
        holds = (x > left) & (x < right) & (y > top) & (y < bottom)
        holds &= content.area_orders[areas] > content.orders[words, None]
        over[words] = holds.any(axis=1)
    return over


def _middles(boxes: Floats) -> tuple[Floats, Floats]:
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _inside(points: Floats, xs: Floats, ys: Floats) -> int:
    """How many of the points (x, y) lie within the grid."""
    x, y = points.T
    return int(((x > xs[0]) & (x < xs[-1]) & (y > ys[0]) & (y < ys[-1])).sum())


def _open_sides(drawn_level: Bools) -> tuple[bool, bool]:
    """Is no border drawn along most of the top, of the bottom?"""
    return bool(drawn_level[0].mean() < 0.5), bool(drawn_level[-1].mean() < 0.5)
