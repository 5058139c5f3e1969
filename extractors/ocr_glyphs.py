"""The glyphs of figures in a scan: single strokes cut out of the print, with their looks as numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Boxes = list[tuple[int, int, int, int]]

#: what a figure is printed with
FIGURE_CHARACTERS = "0123456789.,()-/%"
#: glyphs are compared in this many pixels; their width, height and places on the line follow these
_WIDE, _HIGH = 12, 16
WIDTH_AT = _WIDE * _HIGH
LOOKS = WIDTH_AT + 4
#: how much place and size count beside the picture; they tell a comma from a point
PLACE = 2.0
#: the darkness at which strokes are told from paper, tried until the glyphs come out as many as the letters
_DARKNESS = (0.5, 0.65, 0.4, 0.8, 0.9)
#: pixels this dark and further than so many from all marks are print, not the blur around it, if there are enough
_PALE, _HALO, _LEAST_INK = 0.8, 1, 4
#: width over height where no font has been seen yet
_WIDTHS = {".": 0.2, ",": 0.22, "(": 0.35, ")": 0.35, "-": 0.4, "/": 0.4, "%": 1.1, "1": 0.45}
DIGIT_WIDTH = 0.66


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of one reading of one cell: ``names[i]`` is what ``looks[i]`` was read as.

    ``steps``: from each digit to the next one beside it, by their left or right sides, in heights of a digit.
    """

    names: str
    looks: Floats
    steps: Floats


def cut_glyphs(picture: Grey, text: str) -> list[Glyphs]:
    """The ways to cut a figure that was read as ``text`` into its glyphs; none where the print does not fit it.

    A figure broken over several lines counts as one.
    """
    names = "".join(text.split())
    cuts: list[Glyphs] = []
    if not names or any(name not in FIGURE_CHARACTERS for name in names):
        return cuts
    seen = set()
    for darkness in _DARKNESS:
        ink = picture < round(darkness * 255)
        lines = [marks for top, bottom in text_lines_of(ink) if (marks := _marks(ink, top, bottom))]
        for parted in _partings(ink, lines, names):
            shape = tuple(box[0] // 2 for marks in parted for box in marks)
            if shape not in seen and not _leaves_ink(picture, parted):
                seen.add(shape)
                cuts.append(_glyphs(np.where(ink, 255 - picture, 0), parted, names))
    return cuts


def _partings(ink: NDArray[np.bool_], lines: list[Boxes], names: str) -> Iterator[list[Boxes]]:
    """The marks of each line as they stand apart, if they are as many as ``names``; and parted where glyphs touch."""
    count = sum(map(len, lines))
    if count == len(names):
        yield lines
    if 0 < count <= len(names) and (parted := _part_touching(ink, lines, names)) is not None:
        yield parted


def _glyphs(ink: Grey, lines: list[Boxes], names: str) -> Glyphs:
    looks, steps = [], []
    first = 0
    for marks in lines:
        named = names[first : first + len(marks)]
        digits = [box for box, name in zip(marks, named, strict=True) if name.isdigit()]
        looks.append(looks_of(ink, marks, digits or marks))
        steps.append(digit_steps(marks, named))
        first += len(marks)
    return Glyphs(names, np.vstack(looks), np.concatenate(steps))


def digit_steps(marks: Boxes, names: str) -> Floats:
    """From each digit to the next beside it on one line, in heights of a digit."""
    tall = max((box[3] - box[1] for box, name in zip(marks, names, strict=True) if name.isdigit()), default=1)
    pairs = zip(itertools.pairwise(marks), itertools.pairwise(names), strict=True)
    steps = [
        max(right[0] - left[0], right[2] - left[2]) / tall
        for (left, right), (name, following) in pairs
        if name.isdigit() and following.isdigit()
    ]
    return np.array(steps, np.float32)


def cut_freely(picture: Grey) -> Iterator[tuple[Boxes, Grey]]:
    """(marks that stand apart on the one line of ``picture``, its ink), at each darkness that parts them anew."""
    seen = set()
    for darkness in _DARKNESS:
        ink = picture < round(darkness * 255)
        lines = text_lines_of(ink)
        marks = _marks(ink, *lines[0]) if len(lines) == 1 else []
        if marks and len(marks) not in seen and not _leaves_ink(picture, [marks]):
            seen.add(len(marks))
            yield marks, np.where(ink, 255 - picture, 0)


def text_lines_of(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first row, row behind the last) of each line of print, told apart by rows without ink."""
    rows = np.concatenate([[False], ink.any(axis=1), [False]])
    starts, ends = np.flatnonzero(rows[1:] & ~rows[:-1]), np.flatnonzero(rows[:-1] & ~rows[1:])
    tallest = max((ends - starts).tolist(), default=0)
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return [(start, end) for start, end in spans if end - start > 0.3 * tallest]


def _marks(ink: NDArray[np.bool_], top: int, bottom: int) -> Boxes:
    """Boxes (x0, top, x1, bottom) of the strokes of one line from left to right, specks left out.

    Strokes above each other (the parts of a percent sign) are one mark.
    """
    labels, count = ndimage.label(ink[top:bottom], np.ones((3, 3)))
    found = [(s[1].start, top + s[0].start, s[1].stop, top + s[0].stop) for s in ndimage.find_objects(labels)]
    areas = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    least = max(3.0, 0.006 * (bottom - top) ** 2)
    boxes: Boxes = []
    for box in sorted(box for box, area in zip(found, areas.tolist(), strict=True) if area >= least):
        shared = min(boxes[-1][2], box[2]) - box[0] if boxes else 0
        if boxes and shared > 0.25 * min(boxes[-1][2] - boxes[-1][0], box[2] - box[0]):
            last = boxes[-1]
            boxes[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            boxes.append(box)
    return boxes


def _leaves_ink(picture: Grey, lines: list[Boxes]) -> bool:
    """Is there print between the marks that is paler than they are: a point that was lost?"""
    for marks in lines:
        top, bottom = min(box[1] for box in marks), max(box[3] for box in marks)
        pale = picture[top:bottom] < round(_PALE * 255)
        for x0, _, x1, _ in marks:
            pale[:, max(0, x0 - _HALO) : x1 + _HALO] = False
        if pale.sum() >= _LEAST_INK:
            return True
    return False


def _part_touching(ink: NDArray[np.bool_], lines: list[Boxes], names: str) -> list[Boxes] | None:
    """The marks of each line with those parted that hold several glyphs; None where the widths don't fit."""
    boxes = [box for marks in lines for box in marks]
    tall = max(box[3] - box[1] for box in boxes)
    wide = np.array([_WIDTHS.get(name, DIGIT_WIDTH) * tall for name in names])
    shares = _share_out(np.array([box[2] - box[0] for box in boxes]), wide)
    if shares is None:
        return None
    parts: list[Boxes] = []
    first = 0
    for box, share in zip(boxes, shares, strict=True):
        places = _part(ink, box, wide[first : first + share], tall)
        if places is None:
            return None
        parts.append(places)
        first += share
    ends = np.cumsum([len(marks) for marks in lines]).tolist()
    spans = itertools.pairwise([0, *ends])
    return [[place for places in parts[start:end] for place in places] for start, end in spans]


def _part(ink: NDArray[np.bool_], box: tuple[int, int, int, int], wide: NDArray[np.float64], tall: int) -> Boxes | None:
    """The box of a mark cut where its ink is thinnest, near the expected widths of its glyphs."""
    x0, top, x1, bottom = box
    edges = x0 + np.cumsum(wide)[:-1] * ((x1 - x0) / wide.sum())
    density = ink[top:bottom].sum(axis=0)
    cuts = [x0, *(_thinnest(density, edge, tall) for edge in edges.tolist()), x1]
    places: Boxes = []
    for left, right in itertools.pairwise(cuts):
        rows = np.flatnonzero(ink[top:bottom, left : max(left, right)].any(axis=1))
        if not len(rows):
            return None
        places.append((left, top + int(rows[0]), right, top + int(rows[-1]) + 1))
    return places


def _share_out(widths: Ints, wide: NDArray[np.float64]) -> list[int] | None:
    """How many of the glyphs (widths ``wide``) each mark holds, so that the widths fit best."""
    count, total = len(widths), len(wide)
    reach = np.concatenate([[0.0], np.cumsum(wide)])
    cost = np.full((count + 1, total + 1), np.inf)
    before = np.zeros((count + 1, total + 1), int)
    cost[0, 0] = 0.0
    for mark in range(1, count + 1):
        for end in range(mark, total - (count - mark) + 1):
            starts = np.arange(max(0, end - 6), end)
            costs = cost[mark - 1, starts] + np.abs(widths[mark - 1] - (reach[end] - reach[starts]))
            best = int(costs.argmin())
            cost[mark, end], before[mark, end] = costs[best], starts[best]
    if not np.isfinite(cost[count, total]) or cost[count, total] > 0.3 * reach[-1]:
        return None
    ends = [total]
    for mark in range(count, 0, -1):
        ends.append(int(before[mark, ends[-1]]))
    return np.diff(ends[::-1]).tolist()


def _thinnest(density: Ints, edge: float, tall: int) -> int:
    """The column near ``edge`` with the least ink."""
    slack = max(1, round(0.12 * tall))
    low, high = max(0, round(edge) - slack), min(len(density), round(edge) + slack + 1)
    near = density[low:high] + 0.1 * np.abs(np.arange(low, high) - edge)
    return low + int(near.argmin())


def looks_of(ink: Grey, places: Boxes, digits: Boxes) -> Floats:
    """One row of numbers per glyph: its picture, its size and its place, both measured by the ``digits`` among them."""
    tall = max(bottom - top for _, top, _, bottom in digits)
    line_top = min(top for _, top, _, bottom in digits if bottom - top >= 0.8 * tall)
    looks = []
    for x0, top, x1, bottom in places:
        glyph = Image.fromarray(ink[top:bottom, x0:x1])
        shape = np.asarray(glyph.resize((_WIDE, _HIGH), Image.Resampling.BILINEAR), np.float32).ravel()
        shape /= np.linalg.norm(shape) + 1e-6
        place = np.array([x1 - x0, bottom - top, top - line_top, bottom - line_top], np.float32) / tall
        looks.append(np.concatenate([shape, PLACE * place]))
    return np.array(looks, np.float32)
