"""Rulings of a page made whole: snapped to common lines, joined over gaps, grouped where they touch.

A group is the drawing of one table (or box). Missing outer borders are added where three or more lines share an end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: points: lines this near are one line, ends this near meet, gaps this small are dots of one border
TOLERANCE = 3.0
#: pieces shorter than this after joining are no borders
_SHORT = 5.0
_FEW = 3
_NO_THICKNESS = 1e-4
#: the dots of one border lie this near to one line
_SAME_STRING = 0.5


@dataclass(frozen=True, slots=True)
class Rulings:
    """Lines of one group. ``level``: y, x0, x1; ``upright``: x, top, bottom.

    ``added``: the sides we drew ourselves, as the last lines.
    """

    level: Floats
    upright: Floats
    added: frozenset[str] = frozenset()


def group_rulings(lines: Floats) -> list[Rulings]:
    """Groups of touching rulings that can hold cells, from the raw lines (x0, top, x1, bottom) of a page.

    Lines have no thickness; a box that has is a dot.
    """
    if not len(lines):
        return []
    width, height = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    is_level, is_upright = height < _NO_THICKNESS, width < _NO_THICKNESS
    dots = lines[~is_level & ~is_upright]
    level = _whole_lines(lines[is_level][:, [1, 0, 2]], _dots(dots, along=0))
    upright = _whole_lines(lines[is_upright][:, [0, 1, 3]], _dots(dots, along=1))
    return _connected(level, upright)


def _dots(boxes: Floats, along: int) -> Floats:
    """Dots as pieces (position, start, end) of lines along an axis: 0 across the page, 1 down."""
    middle = (boxes[:, 1 - along] + boxes[:, 3 - along]) / 2
    return np.stack([middle, boxes[:, along], boxes[:, 2 + along]], axis=1)


def _whole_lines(pieces: Floats, dots: Floats) -> Floats:
    """Lines from their pieces; dots count where they string together, for a dot may belong to a line either way."""
    return _join(np.vstack([pieces, _join(dots, snap=_SAME_STRING)]), snap=TOLERANCE)


def cluster(values: Floats, tolerance: float = TOLERANCE) -> NDArray[np.int64]:
    """The cluster number of each value, counted from the lowest; neighbours within ``tolerance`` share one."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order]) > tolerance
    numbers = np.empty(len(values), np.int64)
    numbers[order] = np.concatenate([[0], np.cumsum(steps)]) if len(values) else []
    return numbers


def centers(values: Floats, numbers: NDArray[np.int64], weights: Floats | None = None) -> Floats:
    """The weighted mean of each cluster."""
    weights = np.ones(len(values)) if weights is None else np.maximum(weights, 1e-6)
    means: Floats = np.bincount(numbers, values * weights) / np.bincount(numbers, weights)
    return means


def _join(pieces: Floats, snap: float) -> Floats:
    """Lines with positions within ``snap`` made equal and touching or dotted pieces joined, without the short ones."""
    if not len(pieces):
        return np.zeros((0, 3))
    at, start, end = pieces.T
    numbers = cluster(at, snap)
    position = centers(at, numbers, end - start)
    order = np.lexsort((start, numbers))
    numbers, start, end = numbers[order], start[order], end[order]
    stride = float(end.max() - min(start.min(), 0.0)) + 10 * TOLERANCE
    shift = numbers * stride
    reach = np.maximum.accumulate(end + shift)
    begins = np.ones(len(start), bool)
    begins[1:] = start[1:] + shift[1:] > reach[:-1] + TOLERANCE
    starts = np.flatnonzero(begins)
    lasts = np.append(starts[1:], len(start)) - 1
    joined = np.stack([position[numbers[starts]], start[starts], reach[lasts] - shift[lasts]], axis=1)
    long: Floats = joined[joined[:, 2] - joined[:, 1] >= _SHORT]
    return long


def _touching(level: Floats, upright: Floats) -> NDArray[np.bool_]:
    """Matrix of level x upright lines that meet or cross."""
    y, x0, x1 = level.T[:, :, None]
    x, top, bottom = upright.T[:, None, :]
    meets: NDArray[np.bool_] = (
        (x >= x0 - TOLERANCE) & (x <= x1 + TOLERANCE) & (y >= top - TOLERANCE) & (y <= bottom + TOLERANCE)
    )
    return meets


def label_connected(size: int, ends: tuple[Ints, Ints]) -> Ints:
    """The number of its component for each of ``size`` nodes, given both ends of each edge.

    Every node takes the lowest label among its neighbours, then its label's label, until nothing changes.
    """
    labels = np.arange(size)
    while True:
        lowest = labels.copy()
        np.minimum.at(lowest, ends[0], labels[ends[1]])
        np.minimum.at(lowest, ends[1], lowest[ends[0]])
        lowest = lowest[lowest]
        if (lowest == labels).all():
            numbers: Ints = np.unique(labels, return_inverse=True)[1]
            return numbers
        labels = lowest


def _connected(level: Floats, upright: Floats) -> list[Rulings]:
    if not len(level) or not len(upright):
        return []
    rows, columns = np.nonzero(_touching(level, upright))
    labels = label_connected(len(level) + len(upright), (rows, columns + len(level)))
    groups = []
    for label in range(int(labels.max()) + 1):
        lines, posts = level[labels[: len(level)] == label], upright[labels[len(level) :] == label]
        if len(lines) and len(posts) and len(lines) + len(posts) >= _FEW:
            groups.append(_close_sides(lines, posts))
    return groups


def _close_sides(level: Floats, upright: Floats) -> Rulings:
    """Add the outer borders that were not drawn but where at least three lines end together."""
    added = set()
    new_upright, new_level = [upright], [level]
    for side, ends, is_outer in (("left", level[:, 1], np.min), ("right", level[:, 2], np.max)):
        border = _missing_border(ends, level[:, 0], upright, is_outer)
        if border is not None:
            new_upright.append(border[None])
            added.add(side)
    for side, ends, is_outer in (("top", upright[:, 1], np.min), ("bottom", upright[:, 2], np.max)):
        border = _missing_border(ends, upright[:, 0], level, is_outer)
        if border is not None:
            new_level.append(border[None])
            added.add(side)
    return Rulings(np.vstack(new_level), np.vstack(new_upright), frozenset(added))


def _missing_border(ends: Floats, at: Floats, across: Floats, outermost: object) -> Floats | None:
    """(position, start, end) of the border through the outermost ``ends``, None where it is drawn or ends differ."""
    edge = float(outermost(ends))  # type: ignore[operator]
    shares = np.abs(ends - edge) <= TOLERANCE
    if shares.sum() < _FEW:
        return None
    start, end = float(at[shares].min()), float(at[shares].max())
    drawn = across[np.abs(across[:, 0] - edge) <= TOLERANCE]
    covered = float((np.minimum(drawn[:, 2], end) - np.maximum(drawn[:, 1], start)).clip(min=0).sum())
    if covered >= 0.5 * (end - start):
        return None
    return np.array([float(ends[shares].mean()), start, end])
