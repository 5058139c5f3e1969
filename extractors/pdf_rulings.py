"""Rulings of a page made whole: snapped to common lines, joined over gaps, grouped where they touch.

A group is the drawing of one table (or box). Missing outer borders are added where three or more lines share an end.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: points: lines this near are one line, ends this near meet, gaps this small are dots of one border
TOLERANCE = 3.0
#: pieces shorter than this after joining are no borders
_SHORT = 5.0
#: so many lines that end together show a border that was not drawn; where there are no more, two that as many cross
_FEW, _FEWEST = 3, 2
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
    level = _pieces(lines[is_level][:, [1, 0, 2]], _dots(dots, along=0))
    upright = _pieces(lines[is_upright][:, [0, 1, 3]], _dots(dots, along=1))
    level_lines, level_of = _join(level, TOLERANCE)
    upright_lines, upright_of = _join(upright, TOLERANCE)
    labels = _connected(level_lines, upright_lines)
    if labels is None:
        return []
    level_labels, upright_labels = labels
    groups = []
    is_only = not (level_labels.any() or upright_labels.any())
    for label in range(max(int(level_labels.max()), int(upright_labels.max())) + 1):
        lines, posts = level_lines[level_labels == label], upright_lines[upright_labels == label]
        if len(lines) and len(posts) and len(lines) + len(posts) >= _FEW:
            if not is_only:
                # Tables of one page have been drawn one by one: their lines are no reason to shift each other's.
                lines = _join(level[_belong(level_of, level_labels, label)], TOLERANCE)[0]
                posts = _join(upright[_belong(upright_of, upright_labels, label)], TOLERANCE)[0]
            groups.append(_close_sides(lines, posts))
    return groups


def _belong(line_of: Ints, labels: Ints, label: int) -> NDArray[np.bool_]:
    """Which pieces have gone into lines of the group ``label``?"""
    belong: NDArray[np.bool_] = (line_of >= 0) & (labels[line_of] == label)
    return belong


def _dots(boxes: Floats, along: int) -> Floats:
    """Dots as pieces (position, start, end) of lines along an axis: 0 across the page, 1 down."""
    middle = (boxes[:, 1 - along] + boxes[:, 3 - along]) / 2
    return np.stack([middle, boxes[:, along], boxes[:, 2 + along]], axis=1)


def _pieces(pieces: Floats, dots: Floats) -> Floats:
    """The pieces and strings of dots; a single dot may belong to a line either way, so it counts for none."""
    return np.vstack([pieces, _join(dots, _SAME_STRING)[0]])


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


def _join(pieces: Floats, snap: float) -> tuple[Floats, Ints]:
    """(lines, which of them each piece has become a part of, -1 for none).

    Positions within ``snap`` are made equal and touching or dotted pieces joined; what stays short is no line.
    """
    if not len(pieces):
        return np.zeros((0, 3)), np.zeros(0, np.int64)
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
    is_long = joined[:, 2] - joined[:, 1] >= _SHORT
    line_of = np.empty(len(pieces), np.int64)
    line_of[order] = np.where(is_long, np.cumsum(is_long) - 1, -1)[np.cumsum(begins) - 1]
    return joined[is_long], line_of


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


def _connected(level: Floats, upright: Floats) -> tuple[Ints, Ints] | None:
    """The group of each line, level and upright; None where nothing can meet."""
    if not len(level) or not len(upright):
        return None
    rows, columns = np.nonzero(_touching(level, upright))
    labels = label_connected(len(level) + len(upright), (rows, columns + len(level)))
    return labels[: len(level)], labels[len(level) :]


def _close_sides(level: Floats, upright: Floats) -> Rulings:
    """Add the outer borders that were not drawn but where at least three lines end together."""
    sides = {
        "left": _missing_border(level[:, 1], level[:, 0], upright, np.min),
        "right": _missing_border(level[:, 2], level[:, 0], upright, np.max),
        "top": _missing_border(upright[:, 1], upright[:, 0], level, np.min),
        "bottom": _missing_border(upright[:, 2], upright[:, 0], level, np.max),
    }
    # Where two added borders meet, no drawn line reaches the corner.
    for across, along in itertools.product(("left", "right"), ("top", "bottom")):
        one, other = sides[across], sides[along]
        if one is not None and other is not None:
            one[1], one[2] = min(one[1], other[0]), max(one[2], other[0])
            other[1], other[2] = min(other[1], one[0]), max(other[2], one[0])
    added = {name: border[None] for name, border in sides.items() if border is not None}
    return Rulings(
        np.vstack([level, *(added[name] for name in ("top", "bottom") if name in added)]),
        np.vstack([upright, *(added[name] for name in ("left", "right") if name in added)]),
        frozenset(added),
    )


def _missing_border(ends: Floats, at: Floats, across: Floats, outermost: object) -> Floats | None:
    """(position, start, end) of the border through the outermost ``ends``, None where it is drawn or ends differ."""
    edge = float(outermost(ends))  # type: ignore[operator]
    shares = np.abs(ends - edge) <= TOLERANCE
    if shares.sum() < min(_FEW, max(len(ends), _FEWEST) if len(across) >= _FEW else _FEW):
        return None
    start, end = float(at[shares].min()), float(at[shares].max())
    drawn = across[np.abs(across[:, 0] - edge) <= TOLERANCE]
    covered = float((np.minimum(drawn[:, 2], end) - np.maximum(drawn[:, 1], start)).clip(min=0).sum())
    if covered >= 0.5 * (end - start):
        return None
    return np.array([float(ends[shares].mean()), start, end])
