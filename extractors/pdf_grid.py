"""From the rulings of one table to its cells: the elementary grid, its open passages, and the rectangles between walls.

All in index space of the sorted line positions ``xs`` and ``ys``: a cell is (row0, column0, row1, column1), upper
bounds excluded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_rulings import TOLERANCE, Rulings, centers, cluster, label_connected

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grid:
    """Walls on an elementary grid of R x C fields.

    ``level[i, j]``: a line runs along the top of field (i, j), shape R+1 x C; ``upright[i, j]``: along its left side,
    shape R x C+1. ``drawn_level`` is ``level`` without the borders we added.
    """

    xs: Floats
    ys: Floats
    level: Bools
    upright: Bools
    drawn_level: Bools


def build_grid(rulings: Rulings) -> Grid:
    """The grid that the lines span; every line is stretched to the crossing lines within tolerance of its ends."""
    xs = _positions(rulings.upright)
    ys = _positions(rulings.level)
    n_added = sum(side in rulings.added for side in ("top", "bottom"))
    drawn = rulings.level[: len(rulings.level) - n_added]
    return Grid(
        xs=xs,
        ys=ys,
        level=_paint(rulings.level, ys, xs),
        upright=_paint(rulings.upright, xs, ys).T.copy(),
        drawn_level=_paint(drawn, ys, xs),
    )


def _positions(lines: Floats) -> Floats:
    at = lines[:, 0]
    return centers(at, cluster(at), lines[:, 2] - lines[:, 1])


def _paint(lines: Floats, positions: Floats, across: Floats) -> Bools:
    """Walls of shape len(positions) x (len(across) - 1)."""
    changes = np.zeros((len(positions), len(across)), np.int64)
    if len(lines):
        row = np.abs(positions[:, None] - lines[:, 0]).argmin(axis=0)
        first = np.searchsorted(across, lines[:, 1] - TOLERANCE, "left")
        last = np.searchsorted(across, lines[:, 2] + TOLERANCE, "right") - 1
        real = last > first
        np.add.at(changes, (row[real], first[real]), 1)
        np.add.at(changes, (row[real], last[real]), -1)
    return np.cumsum(changes, axis=1)[:, :-1] > 0


def find_cells(grid: Grid, filled: Bools) -> Ints:
    """Cells (n x 4: row0, column0, row1, column1) in reading order; ``filled`` marks fields that hold text.

    Fields connected by open passages are one cell. Where that is no rectangle, or a wall ends inside it, the region is
    cut into rectangles and each empty rectangle goes to those it is open to above, so that a divider which stops half
    way still divides. Fields open to the outside are no cells.
    """
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    if rows < 1 or columns < 1:
        return np.zeros((0, 4), np.int64)
    labels = _regions(grid, rows, columns)
    boxes, sizes = _bounding_boxes(labels)
    outside = labels[-1, -1]
    is_simple = _is_simple(grid, labels, boxes, sizes)
    found = [boxes[k] for k in range(len(boxes)) if is_simple[k] and k != outside]
    for k in np.flatnonzero(~is_simple).tolist():
        if k != outside:
            found.extend(_cut_region(labels[:rows, :columns] == k, boxes[k], grid, filled))
    cells = np.array(found, np.int64).reshape(-1, 4)
    return cells[np.lexsort((cells[:, 1], cells[:, 0]))]


def _regions(grid: Grid, rows: int, columns: int) -> Ints:
    """Label of each field; one more row and column stand for the outside."""
    outside = rows * columns
    field = np.arange(outside).reshape(rows, columns)
    framed = np.full((rows + 2, columns + 2), outside)
    framed[1:-1, 1:-1] = field
    open_right = ~grid.upright
    open_down = ~grid.level
    left, right = framed[1:-1, :-1][open_right], framed[1:-1, 1:][open_right]
    above, below = framed[:-1, 1:-1][open_down], framed[1:, 1:-1][open_down]
    ends = np.concatenate([left, above]), np.concatenate([right, below])
    labels = label_connected(outside + 1, ends)
    padded = np.full((rows + 1, columns + 1), labels[outside])
    padded[:rows, :columns] = labels[:outside].reshape(rows, columns)
    return padded


def _bounding_boxes(labels: Ints) -> tuple[Ints, Ints]:
    """(boxes, number of fields) by label."""
    flat = labels.ravel()
    count = int(flat.max()) + 1
    rows, columns = np.divmod(np.arange(flat.size), labels.shape[1])
    low = np.full((count, 2), 1 << 40)
    high = np.zeros((count, 2), np.int64)
    np.minimum.at(low[:, 0], flat, rows)
    np.minimum.at(low[:, 1], flat, columns)
    np.maximum.at(high[:, 0], flat, rows + 1)
    np.maximum.at(high[:, 1], flat, columns + 1)
    return np.hstack([low, high]), np.bincount(flat, minlength=count)


def _is_simple(grid: Grid, labels: Ints, boxes: Ints, sizes: Ints) -> Bools:
    """Regions that are rectangles without a wall inside."""
    height, width = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fields = labels[:-1, :-1]
    passages = np.bincount(fields[:, :-1][~grid.upright[:, 1:-1]], minlength=len(boxes))
    passages += np.bincount(fields[:-1][~grid.level[1:-1]], minlength=len(boxes))
    simple: Bools = (sizes == height * width) & (passages == height * (width - 1) + width * (height - 1))
    return simple


def _cut_region(inside: Bools, box: Ints, grid: Grid, filled: Bools) -> list[tuple[int, int, int, int]]:
    """Rectangles that tile the region, at most one of them holding each field."""
    pieces: list[list[int]] = []
    for row in range(int(box[0]), int(box[2])):
        for start, stop in _runs(inside[row], grid.upright[row]):
            above = next((p for p in pieces if p[2] == row and (p[1], p[3]) == (start, stop)), None)
            if above is not None and not grid.level[row, start:stop].any():
                above[2] = row + 1
            else:
                pieces.append([row, start, row + 1, stop])
    return [(p[0], p[1], p[2], p[3]) for p in _grow_down(pieces, grid, filled)]


def _runs(inside: Bools, walls: Bools) -> list[tuple[int, int]]:
    """Stretches of fields of one row with no wall between them."""
    runs: list[tuple[int, int]] = []
    for column in np.flatnonzero(inside).tolist():
        if runs and runs[-1][1] == column and not walls[column]:
            runs[-1] = (runs[-1][0], column + 1)
        else:
            runs.append((column, column + 1))
    return runs


def _grow_down(pieces: list[list[int]], grid: Grid, filled: Bools) -> list[list[int]]:
    """Give an empty piece to the pieces above which it continues without a line between, where they span it exactly."""
    kept: list[list[int]] = []
    for piece in sorted(pieces):
        row0, start, row1, stop = piece
        above = [p for p in kept if p[2] == row0 and p[1] >= start and p[3] <= stop]
        spans = sum(p[3] - p[1] for p in above) == stop - start
        if spans and not filled[row0:row1, start:stop].any() and not grid.level[row0, start:stop].any():
            for p in above:
                p[2] = row1
        else:
            kept.append(piece)
    return kept
