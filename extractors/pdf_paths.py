"""What is drawn on a PDF page apart from text: thin strokes and shapes as rulings, other filled rectangles as areas.

White and transparent strokes and fills are no rulings (generators draw the borders of invisible boxes with them), and a
filled shape is a ruling only where its sub-path is thin. Coordinates are PDF user space, y upwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors import pdf_calls as pdfium

Matrix = tuple[float, float, float, float, float, float]

#: points; a filled shape of at most this thickness is a line, not an area
THIN = 3.0
#: a stroke leans at most this far from the axis, in points
_SLANT = 0.6
#: channels from here on are white to the eye
_WHITE = 250
_MAX_FORM_DEPTH = 8
#: maps and drawings have paths of any length; a table's border has not
_MAX_SEGMENTS_PER_PATH = 4000
_MAX_SEGMENTS_PER_PAGE = 200_000
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """All path, image and text objects of a page in painting order.

    ``rulings``: x0, y0, x1, y1 of straight lines along an axis. ``areas``: left, bottom, right, top of filled
    rectangles with ``colors`` (red, green, blue) and ``orders``, their place in the painting order. ``texts``: the
    painting order of each text object by its address. ``images``: boxes of pictures.
    """

    rulings: list[tuple[float, float, float, float]] = field(default_factory=list)
    areas: list[tuple[float, float, float, float]] = field(default_factory=list)
    colors: list[tuple[int, int, int]] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    segments_read: int = 0


class _Scratch:
    """Places for PDFium to write to, shared by all calls of one page."""

    def __init__(self) -> None:
        self.floats = np.zeros(8, np.float32)
        self.ints = np.zeros(8, np.int32)
        self.f = [self.floats.ctypes.data + 4 * i for i in range(8)]
        self.i = [self.ints.ctypes.data + 4 * i for i in range(8)]


def read_drawing(page: int) -> Drawing:
    """The drawing of the loaded page with handle ``page``."""
    drawing, scratch = Drawing(), _Scratch()
    objects = ((pdfium.get_object(page, i)) for i in range(pdfium.count_objects(page)))
    _read_objects(objects, _IDENTITY, drawing, scratch, depth=0)
    return drawing


def _read_objects(objects: Iterator[int], matrix: Matrix, drawing: Drawing, scratch: _Scratch, depth: int) -> None:
    object_type, text, path, image, form = pdfium.object_type, pdfium.TEXT, pdfium.PATH, pdfium.IMAGE, pdfium.FORM
    order = len(drawing.texts) + len(drawing.areas)
    for item in objects:
        kind = object_type(item)
        if kind == path:
            _read_path(item, matrix, drawing, scratch)
        elif kind == text:
            drawing.texts[item] = order
        elif kind == image:
            drawing.images.append(_bounds(item, matrix, scratch))
        elif kind == form and depth < _MAX_FORM_DEPTH:
            pdfium.object_matrix(item, scratch.f[0])
            inner = _concatenate(tuple(scratch.floats[:6].tolist()), matrix)
            parts = (pdfium.get_form_object(item, i) for i in range(pdfium.count_form_objects(item)))
            _read_objects(parts, inner, drawing, scratch, depth + 1)
        order = len(drawing.texts) + len(drawing.areas)


def _read_path(item: int, matrix: Matrix, drawing: Drawing, scratch: _Scratch) -> None:
    mode = scratch.i
    pdfium.draw_mode(item, mode[0], mode[1])
    is_filled, is_stroked = scratch.ints[:2].tolist()
    fill = _color(pdfium.fill_color, item, scratch) if is_filled else None
    stroke = _color(pdfium.stroke_color, item, scratch) if is_stroked else None
    shows_stroke = stroke is not None and min(stroke) < _WHITE
    if fill is None and not shows_stroke:
        return
    count = pdfium.count_segments(item)
    if count == 2 and shows_stroke and matrix is _IDENTITY:
        line = _line_from_bounds(_bounds(item, matrix, scratch))
        if line is not None:
            drawing.rulings.append(line)
            return
    if count > _MAX_SEGMENTS_PER_PATH or drawing.segments_read > _MAX_SEGMENTS_PER_PAGE:
        return
    drawing.segments_read += count
    pdfium.object_matrix(item, scratch.f[0])
    own = _concatenate(tuple(scratch.floats[:6].tolist()), matrix)
    for points, is_straight in _sub_paths(item, count, own, scratch):
        if shows_stroke:
            drawing.rulings.extend(_axis_lines(points))
        if fill is not None:
            _read_filled(item, points, is_straight, fill, drawing, scratch)


def _read_filled(
    item: int,
    points: list[tuple[float, float]],
    is_straight: bool,
    color: tuple[int, int, int],
    drawing: Drawing,
    scratch: _Scratch,
) -> None:
    """Take a filled sub-path as a ruling where it is thin, as an area where it is a rectangle."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    width, height = x1 - x0, y1 - y0
    if min(width, height) <= THIN:
        if min(color) < _WHITE and max(width, height) > 0:
            drawing.rulings.extend(_center_lines(x0, y0, x1, y1))
        return
    if is_straight and len(_axis_lines(points, closed=True)) == len({*points}) == 4:
        box = _clipped((x0, y0, x1, y1), item, scratch)
        if box is not None:
            drawing.areas.append(box)
            drawing.colors.append(color)
            drawing.orders.append(len(drawing.texts) + len(drawing.areas) - 1)


def _center_lines(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float, float, float]]:
    """The line through the middle of a thin box; a dot gives both directions, since it may belong to either border."""
    across, up = (x0 + x1) / 2, (y0 + y1) / 2
    lines = []
    if x1 - x0 >= (y1 - y0) * 0.6:
        lines.append((x0, up, x1, up))
    if y1 - y0 >= (x1 - x0) * 0.6:
        lines.append((across, y0, across, y1))
    return lines


def _line_from_bounds(box: tuple[float, float, float, float]) -> tuple[float, float, float, float] | None:
    """The stroke inside the bounds of a two-point path, which PDFium widens by the line width on every side."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if height <= THIN and height <= width:
        return (x0 + height / 2, (y0 + y1) / 2, x1 - height / 2, (y0 + y1) / 2)
    if width <= THIN and width <= height:
        return ((x0 + x1) / 2, y0 + width / 2, (x0 + x1) / 2, y1 - width / 2)
    return None


def _axis_lines(points: list[tuple[float, float]], closed: bool = False) -> list[tuple[float, float, float, float]]:
    """The straight pieces of a sub-path that run along an axis and have a length."""
    lines = []
    ring = [*points, points[0]] if closed else points
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        is_level, is_upright = abs(y1 - y0) <= _SLANT, abs(x1 - x0) <= _SLANT
        if is_level != is_upright:
            lines.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return lines


def _sub_paths(
    item: int, count: int, matrix: Matrix, scratch: _Scratch
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """(points in page space, are all pieces straight) for each sub-path; curves give up to where they began."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    is_straight = True
    for index in range(count):
        segment = pdfium.get_segment(item, index)
        pdfium.segment_point(segment, scratch.f[0], scratch.f[1])
        x, y = scratch.floats[:2].tolist()
        kind = pdfium.segment_type(segment)
        if kind == pdfium.MOVE_TO and points:
            yield points, is_straight
            points, is_straight = [], True
        points.append((a * x + c * y + e, b * x + d * y + f))
        if kind == pdfium.BEZIER_TO:
            is_straight = False
        if pdfium.segment_closes(segment) and points[-1] != points[0]:
            points.append(points[0])
    if points:
        yield points, is_straight


def _color(call: object, item: int, scratch: _Scratch) -> tuple[int, int, int] | None:
    """Red, green, blue, or None where the paint is transparent or can't be told."""
    place = scratch.i
    if not call(item, place[0], place[1], place[2], place[3]):  # type: ignore[operator]
        return None
    red, green, blue, alpha = scratch.ints[:4].tolist()
    return (red, green, blue) if alpha > 0 else None


def _bounds(item: int, matrix: Matrix, scratch: _Scratch) -> tuple[float, float, float, float]:
    place = scratch.f
    pdfium.object_bounds(item, place[0], place[1], place[2], place[3])
    left, bottom, right, top = scratch.floats[:4].tolist()
    if matrix is _IDENTITY:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def _clipped(
    box: tuple[float, float, float, float], item: int, scratch: _Scratch
) -> tuple[float, float, float, float] | None:
    """``box`` cut down to the clip paths in force; None where nothing is left of it."""
    x0, y0, x1, y1 = box
    clip = pdfium.clip_path(item)
    for path in range(max(0, pdfium.count_clip_paths(clip)) if clip else 0):
        count = pdfium.count_clip_segments(clip, path)
        if not 0 < count <= 64:
            continue
        points: NDArray[np.float32] = np.zeros((count, 2), np.float32)
        for index in range(count):
            address = points.ctypes.data + 8 * index
            pdfium.segment_point(pdfium.get_clip_segment(clip, path, index), address, address + 4)
        low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        x0, y0, x1, y1 = max(x0, low[0]), max(y0, low[1]), min(x1, high[0]), min(y1, high[1])
    return (x0, y0, x1, y1) if x1 - x0 > THIN and y1 - y0 > THIN else None


def _concatenate(first: tuple[float, ...], then: Matrix) -> Matrix:
    """The matrix that applies ``first`` and ``then`` the other."""
    if then is _IDENTITY and first == _IDENTITY:
        return _IDENTITY
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
