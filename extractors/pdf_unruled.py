"""Cells without inner rules taken apart, where the print shows that they are several.

Some rows of a ruled table carry only their outer box. They are cut by the shaded areas that tile them, or by the column
edges of the table when their words stand column by column. A merged label stays whole: its words follow each other
across the edges.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_rulings import TOLERANCE
from extractors.pdf_words import Words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: points by which two shaded areas of neighbouring cells may miss each other
_ABUT = 1.6
#: share of the height: an ordinary space is narrower than the first, a gap between columns wider than the second
_SPACE, _WIDE_GAP = 0.45, 0.6
#: so many columns filled by separate text objects are no sentence that happens to break at the edges
_MANY = 4


def split_unruled(cells: Floats, words: Words, word_cells: Ints, areas: Floats, area_cells: Ints) -> Floats:
    """Cells (x0, top, x1, bottom) with the unruled ones replaced by their parts; ``cells`` itself where there are none.

    ``word_cells`` and ``area_cells`` say in which cell the middle of each word and area lies, -1 for none.
    """
    columns = np.unique(cells[:, [0, 2]])
    rows = np.unique(cells[:, [1, 3]])
    inner = np.searchsorted(columns, cells[:, 2]) - np.searchsorted(columns, cells[:, 0])
    may_split = np.bincount(word_cells + 1, minlength=len(cells) + 1)[1:] > 1
    may_split |= np.bincount(area_cells + 1, minlength=len(cells) + 1)[1:] > 1
    parts = []
    is_kept = np.ones(len(cells), bool)
    for index in np.flatnonzero((inner > 1) & may_split).tolist():
        cell = cells[index]
        edges = columns[(columns > cell[0]) & (columns < cell[2])]
        xs, ys = _cuts_by_areas(cell, edges, rows, areas[area_cells == index])
        if not len(xs):
            xs, ys = _cuts_by_words(cell, edges, rows, words, np.flatnonzero(word_cells == index))
        if len(xs):
            is_kept[index] = False
            parts.extend(_tiles(cell, xs, ys))
    return np.vstack([cells[is_kept], np.array(parts)]) if parts else cells


def _tiles(cell: Floats, xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    across, down = [cell[0], *xs, cell[2]], [cell[1], *ys, cell[3]]
    return [(x0, top, x1, bottom) for top, bottom in itertools.pairwise(down) for x0, x1 in itertools.pairwise(across)]


def _cuts_by_areas(cell: Floats, edges: Floats, rows: Floats, areas: Floats) -> tuple[list[float], list[float]]:
    """Column edges, and heights, at which shaded areas inside the cell meet.

    A height counts only where the areas of every column meet there: word processors shade a cell in bands of their own.
    """
    if len(areas) < 2:
        return [], []
    xs = [float(e) for e in edges if _near(areas[:, 2], e).any() and _near(areas[:, 0], e).any()]
    if not xs:
        return [], []
    bounds = [cell[0], *xs, cell[2]]
    middle = (areas[:, 0] + areas[:, 2]) / 2
    shared: list[float] | None = None
    for x0, x1 in itertools.pairwise(bounds):
        column = areas[(middle > x0) & (middle < x1)]
        meets = sorted({float(y) for y in column[:, 1] if _near(column[:, 3], y).any()})
        shared = meets if shared is None else [y for y in shared if any(abs(y - m) <= _ABUT for m in meets)]
    heights = [min(rows.tolist(), key=lambda row: abs(row - y)) for y in shared or []]
    snapped = [row if abs(row - y) <= TOLERANCE else y for row, y in zip(heights, shared or [], strict=True)]
    return xs, sorted({y for y in snapped if cell[1] + _ABUT < y < cell[3] - _ABUT})


def _near(values: Floats, edge: float) -> NDArray[np.bool_]:
    return np.abs(values - edge) <= _ABUT


def _cuts_by_words(
    cell: Floats, edges: Floats, rows: Floats, words: Words, members: Ints
) -> tuple[list[float], list[float]]:
    """All column edges of the cell where its words stand column by column, else none."""
    boxes = words.boxes[members]
    if len(members) < 2 or words.turns[members].any():
        return [], []
    height = boxes[:, 3] - boxes[:, 1]
    slack = 0.2 * height[:, None]
    if ((boxes[:, :1] < edges - slack) & (boxes[:, 2:3] > edges + slack)).any():
        return [], []
    column = np.searchsorted(edges, (boxes[:, 0] + boxes[:, 2]) / 2)
    taken = len(np.unique(column))
    if taken < max(2, (len(edges) + 1) / 2) or not _stands_in_columns(boxes, column, words.objects[members], taken):
        return [], []
    inner = [y for y in rows.tolist() if cell[1] < y < cell[3]]
    return edges.tolist(), [y for y in inner if not ((boxes[:, 1] < y - slack.T) & (boxes[:, 3] > y + slack.T)).any()]


def _stands_in_columns(boxes: Floats, column: Ints, objects: Ints, taken: int) -> bool:
    """Are words of different columns on one line set apart by more than a space, or drawn one by one?"""
    middle, height = (boxes[:, 1] + boxes[:, 3]) / 2, boxes[:, 3] - boxes[:, 1]
    order = np.lexsort((boxes[:, 0], np.round(middle / max(float(height.min()), 1.0))))
    before, after = order[:-1], order[1:]
    same_line = np.abs(middle[after] - middle[before]) < 0.5 * np.minimum(height[before], height[after])
    steps = same_line & (column[after] != column[before])
    gap = (boxes[after, 0] - boxes[before, 2])[steps] / height[after][steps]
    apart = objects[after][steps] != objects[before][steps]
    return bool(((gap >= _WIDE_GAP) | (apart & ((gap >= _SPACE) | (taken >= _MANY)))).all())
