"""The rulings of a straightened scan: long thin strokes, told from letters, stamps and the scanner's black edges.

A ruling may be broken by noise and a little wavy. Its pixels are known, so that it can be taken out of the picture
before letters are read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: points: a stroke this long is a ruling by itself; a shorter one, if both its ends meet rulings
_LONG, _SHORT = 30.0, 8.0
#: points: a ruling broken over less than this goes on
_GAP = 2.0
#: points: what is thicker is a black area
_THICKEST = 4.0
#: points: a ruling may be too pale to be seen over so much at its end
_PALE_END = 40.0
#: points: an end this near to a ruling meets it
_MEETS = 2.0
#: pixels by which a ruling may lie beside the row it is looked for in, from one pixel to the next
_WAVE = 1
#: points by which a ruling of a straightened page may leave the straight line
_WANDER = 1.2
#: a straightened ruling rises no more than this; strokes of a signature do
_STEEP = 0.02
#: points: a stem that leaves a stroke goes on at least so far; letters have stems along more than this share of a line
_STEM, _STEMS = 1.5, 0.25


@dataclass(frozen=True, slots=True)
class Strokes:
    """Straight strokes along one axis, in pixels: ``at`` across it, from ``start`` to ``end`` along it."""

    at: Floats
    start: Floats
    end: Floats
    slope: Floats

    def take(self, keep: Bools) -> Strokes:
        return Strokes(self.at[keep], self.start[keep], self.end[keep], self.slope[keep])


@dataclass(frozen=True, slots=True)
class Lines:
    """Rulings of a scan; ``mask`` holds the pixels they cover."""

    level: Strokes
    upright: Strokes
    mask: Bools

    def lean(self, scale: float) -> float:
        """Shift per pixel down of the longer upright rulings, 0 where there are fewer than two."""
        long = self.upright.end - self.upright.start >= 3 * _LONG * scale
        return float(np.median(self.upright.slope[long])) if long.sum() >= 2 else 0.0


def find_lines(ink: Bools, scale: float) -> Lines:
    """Level and upright rulings; ``ink`` should hold pale pixels too, ``scale`` is pixels per point."""
    thin = ink & ~_black_areas(ink, scale)
    level, level_labels = _strokes(thin, scale)
    upright, upright_labels = _strokes(np.ascontiguousarray(thin.T), scale)
    is_level, is_upright = _belong(level, upright, scale)
    mask = _pixels(level_labels, is_level) | _pixels(upright_labels, is_upright).T
    level, upright = level.take(is_level), upright.take(is_upright)
    level, upright = _reach(level, upright, scale), _reach(upright, level, scale)
    return Lines(_close(level, upright, scale), _close(upright, level, scale), mask)


def _black_areas(ink: Bools, scale: float) -> Bools:
    """Pixels of areas thicker than any ruling: filled cells, the shadow at the edge of the glass."""
    step = max(1, round(_THICKEST * scale / 4))
    height, width = (size // step * step for size in ink.shape)
    full = ink[:height, :width].reshape(height // step, step, width // step, step).all(axis=(1, 3))
    areas = ndimage.binary_dilation(ndimage.binary_opening(full, np.ones((4, 4))), np.ones((3, 3)))
    black = np.zeros(ink.shape, bool)
    black[:height, :width] = areas.repeat(step, axis=0).repeat(step, axis=1)
    return black


def _strokes(ink: Bools, scale: float) -> tuple[Strokes, Ints]:
    """Strokes along the rows of ``ink`` and a picture that holds the number of each (from 1; 0: none)."""
    broad = ndimage.maximum_filter1d(ink.view(np.uint8), 2 * _WAVE + 1, axis=0).view(bool)
    pieces = _runs(broad, round(_SHORT * scale))
    labels, count = ndimage.label(_bridge(pieces, round(_GAP * scale)), np.ones((3, 3)))
    rows, columns = np.nonzero(labels)
    numbers = labels[rows, columns] - 1
    strokes = _fit(numbers, rows, columns, count)
    # What hangs on a ruling (a stamp, a signature) neither bends it nor goes with it.
    for slack in (3 * _WANDER, _WANDER):
        straight = strokes.at[numbers] + strokes.slope[numbers] * (columns - (strokes.start + strokes.end)[numbers] / 2)
        is_near = np.abs(rows + 0.5 - straight) <= slack * scale
        numbers, rows, columns = numbers[is_near], rows[is_near], columns[is_near]
        strokes = _fit(numbers, rows, columns, count)
    size, length = np.bincount(numbers, minlength=count), strokes.end - strokes.start
    is_stroke = (size / np.maximum(length, 1.0) - 2 * _WAVE <= _THICKEST * scale) & (np.abs(strokes.slope) <= _STEEP)
    is_stroke &= length >= _SHORT * scale
    is_stroke &= _stems(ink, numbers, rows, columns, count, round(_STEM * scale)) <= _STEMS
    numbered: Ints = np.zeros(ink.shape, np.int64)
    numbered[rows, columns] = np.where(is_stroke, np.cumsum(is_stroke), 0)[numbers]
    return strokes.take(is_stroke), numbered


def _fit(numbers: Ints, rows: Ints, columns: Ints, count: int) -> Strokes:
    """The straight line through the pixels of each number, by least squares."""
    size = np.maximum(np.bincount(numbers, minlength=count), 1).astype(float)
    start, end = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(start, numbers, columns)
    np.maximum.at(end, numbers, columns + 1)
    is_gone = ~np.isfinite(start)
    start[is_gone], end[is_gone] = 0.0, 0.0
    x, y = (np.bincount(numbers, axis, count) / size for axis in (columns, rows))
    dx, dy = columns - x[numbers], rows - y[numbers]
    slope = np.bincount(numbers, dx * dy, count) / np.maximum(np.bincount(numbers, dx * dx, count), 1.0)
    return Strokes(y + slope * ((start + end) / 2 - x) + 0.5, start, end, slope)


def _stems(ink: Bools, numbers: Ints, rows: Ints, columns: Ints, count: int, reach: int) -> Floats:
    """The share of each stroke's columns in which ink goes on for ``reach`` pixels above or below it."""
    if not len(rows):
        return np.zeros(count)
    order = np.lexsort((rows, columns, numbers))
    numbers, rows, columns = numbers[order], rows[order], columns[order]
    is_first = np.ones(len(rows), bool)
    is_first[1:] = (columns[1:] != columns[:-1]) | (numbers[1:] != numbers[:-1])
    firsts = np.flatnonzero(is_first)
    top, bottom = rows[firsts], rows[np.append(firsts[1:], len(rows)) - 1]
    steps = np.arange(reach)[:, None]
    column = columns[firsts]
    above = ink[np.maximum(top - steps, 0), column].all(axis=0)
    below = ink[np.minimum(bottom + steps, len(ink) - 1), column].all(axis=0)
    owner = numbers[firsts]
    return np.bincount(owner, above | below, count) / np.maximum(np.bincount(owner, minlength=count), 1)


def _runs(mask: Bools, shortest: int) -> Bools:
    """The pixels of ``mask`` that stand in a row of at least ``shortest``."""
    starts, ends, width = _run_ends(mask)
    long = ends - starts >= shortest
    return _paint(starts[long], ends[long], mask.shape[0], width)


def _bridge(mask: Bools, widest: int) -> Bools:
    """``mask`` with the gaps of its rows filled up to ``widest``."""
    starts, ends, width = _run_ends(mask)
    if not len(starts):
        return mask
    goes_on = (starts[1:] - ends[:-1] <= widest) & (starts[1:] // width == ends[:-1] // width)
    return _paint(starts[np.append(True, ~goes_on)], ends[np.append(~goes_on, True)], mask.shape[0], width)


def _run_ends(mask: Bools) -> tuple[Ints, Ints, int]:
    """(starts, ends, row length) of the runs in the flattened mask; each row has one empty pixel more at its end."""
    height, width = mask.shape
    flat = np.zeros((height, width + 1), np.int8)
    flat[:, :-1] = mask
    steps = np.diff(flat.ravel(), prepend=np.int8(0))
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), width + 1


def _paint(starts: Ints, ends: Ints, height: int, width: int) -> Bools:
    steps = np.zeros(height * width + 1, np.int8)
    steps[starts] += 1
    steps[ends] -= 1
    return np.cumsum(steps[:-1], dtype=np.int8).reshape(height, width)[:, :-1].astype(bool)


def _belong(level: Strokes, upright: Strokes, scale: float) -> tuple[Bools, Bools]:
    """Which strokes are rulings: the long ones, and short ones that end on rulings of the other kind."""
    is_level: Bools = level.end - level.start >= _LONG * scale
    is_upright: Bools = upright.end - upright.start >= _LONG * scale
    for _ in range(2):
        is_upright = is_upright | _ends_on(upright, level.take(is_level), scale)
        is_level = is_level | _ends_on(level, upright.take(is_upright), scale)
    return is_level, is_upright


def _ends_on(strokes: Strokes, others: Strokes, scale: float) -> Bools:
    """Do both ends of each stroke meet one of ``others``, which run across?"""
    slack = _MEETS * scale
    crosses = (strokes.at[:, None] >= others.start - slack) & (strokes.at[:, None] <= others.end + slack)
    meets_start = (np.abs(strokes.start[:, None] - others.at) <= slack) & crosses
    meets_end = (np.abs(strokes.end[:, None] - others.at) <= slack) & crosses
    both: Bools = np.logical_and(meets_start.any(axis=1), meets_end.any(axis=1))
    return both


def _reach(strokes: Strokes, others: Strokes, scale: float) -> Strokes:
    """``strokes`` led on to the ruling they would meet where they end in mid-air: no ruling does, some are too pale."""
    slack = _MEETS * scale
    crosses = (strokes.at[:, None] >= others.start - slack) & (strokes.at[:, None] <= others.end + slack)
    most = np.minimum(strokes.end - strokes.start, _PALE_END * scale)

    def led_on(ends: Floats, sign: int) -> Floats:
        gap = np.where(crosses, sign * (others.at - ends[:, None]), np.inf)
        gap = np.where(gap < -slack, np.inf, gap).min(axis=1, initial=np.inf)
        return np.where((gap > slack) & (gap <= most), ends + sign * np.where(np.isfinite(gap), gap, 0.0), ends)

    return Strokes(strokes.at, led_on(strokes.start, -1), led_on(strokes.end, 1), strokes.slope)


def _close(strokes: Strokes, others: Strokes, scale: float) -> Strokes:
    """``strokes`` and the pieces lacking between two of one line, where the cell behind the gap is closed otherwise.

    A word processor leaves out the border where a row goes over the page; the neighbours show where it would be.
    """
    slack = _MEETS * scale
    added = []
    for first, at in enumerate(strokes.at.tolist()):
        start = float(strokes.end[first])
        later = strokes.start[(np.abs(strokes.at - at) <= slack) & (strokes.start > start)]
        end = float(later.min()) if len(later) else start
        if end - start > slack and _is_closed_behind(at, start, end, strokes, others, slack):
            added.append((at, start, end, 0.0))
    columns = (strokes.at, strokes.start, strokes.end, strokes.slope)
    more = np.array(added).reshape(-1, 4).T
    return Strokes(*(np.concatenate([old, new]) for old, new in zip(columns, more, strict=True)))


def _is_closed_behind(at: float, start: float, end: float, strokes: Strokes, others: Strokes, slack: float) -> bool:
    """Do rulings run across from both ends of the gap, to the same side, and meet a stroke there that spans it?"""
    spans = (strokes.start <= start + slack) & (strokes.end >= end - slack)
    for near, far in ((others.start, others.end), (others.end, others.start)):
        leaves = np.abs(near - at) <= slack
        reach = [far[leaves & (np.abs(others.at - side) <= slack)] for side in (start, end)]
        if all(map(len, reach)):
            furthest = min((float(ends[np.abs(ends - at).argmax()]) for ends in reach), key=lambda e: abs(e - at))
            low, high = sorted((at, furthest))
            if (spans & (strokes.at > low + slack) & (strokes.at < high + slack)).any():
                return True
    return False


def _pixels(labels: Ints, keep: Bools) -> Bools:
    kept: Bools = np.concatenate([[False], keep])[labels]
    return kept
