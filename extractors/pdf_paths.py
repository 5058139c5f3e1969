"""What is drawn on a PDF page apart from text: thin strokes and shapes as rulings, other filled rectangles as areas.

White and transparent strokes and fills are no rulings (generators draw the borders of invisible boxes with them), and a
filled shape is a ruling only where its sub-path is thin. Coordinates are PDF user space, y upwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, cycle, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import pdf_calls as pdfium
from extractors.pdf_calls import Pointer
from extractors.pdf_drawing import Areas, Collected, Drawing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Line = tuple[float, float, float, float]
Points = list[tuple[float, float]]

#: points; a filled shape of at most this thickness is a line, not an area
THIN = 3.0
#: channels from here on are white to the eye
WHITE = 250
#: a stroke leans at most this far from the axis, in points
_SLANT = 0.6
#: a thin filled shape up to this many times as long as thick is a dot: only its neighbours tell which way it runs
_DOT_ASPECT = 1.7
_MAX_FORM_DEPTH = 8
#: maps and drawings have paths of any length; a table's border has not
_MAX_SEGMENTS = 4000
_IDENTITY = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
_PAINT, _MODE, _BOUNDS = pdfium.row(4, np.uint32), pdfium.row(2, np.uint32), pdfium.row(4)
_POINT, _MATRIX = pdfium.row(2), pdfium.row(6)


@dataclass(frozen=True, slots=True)
class _Paths:
    """Facts of the path objects of one list, row by row; ``boxes`` are in page space, paints are red..alpha."""

    items: list[Pointer]
    orders: Floats
    counts: Ints
    boxes: Floats
    fills: Ints
    strokes: Ints
    has_fill: Bools
    has_stroke: Bools


def read_drawing(page: Pointer) -> Drawing:
    """The drawing of the loaded page."""
    found = Collected()
    objects = list(map(pdfium.get_object, repeat(page), range(pdfium.count_objects(page))))
    _read_objects(objects, _IDENTITY, found, (0.0, 1.0), depth=0)
    return found.drawing()


def _read_objects(objects: list[int], matrix: Floats, found: Collected, place: tuple[float, float], depth: int) -> None:
    """``place``: the painting order of the first object and the step from one to the next."""
    start, step = place
    items = pdfium.pointers(objects)
    kinds = pdfium.ask(pdfium.object_type, items)
    orders = start + step * np.arange(len(objects))
    is_text, is_image, is_path = kinds == pdfium.TEXT, kinds == pdfium.IMAGE, kinds == pdfium.PATH
    found.texts.append(np.array(_chosen(objects, is_text), np.int64))
    found.text_orders.append(orders[is_text])
    if is_image.any():
        found.images.append(_boxes(_chosen(items, is_image), matrix))
    if is_path.any():
        _read_paths(_path_facts(_chosen(items, is_path), orders[is_path], matrix), matrix, found)
    if depth < _MAX_FORM_DEPTH:
        for index in np.flatnonzero(kinds == pdfium.FORM).tolist():
            form = items[index]
            parts = list(map(pdfium.get_form_object, repeat(form), range(pdfium.count_form_objects(form))))
            inner = (float(orders[index]), step / (len(parts) + 1))
            _read_objects(parts, _concatenate(_matrix(form), matrix), found, inner, depth + 1)


def _chosen(items: Sequence[Any], mask: Bools) -> list[Any]:
    return list(compress(items, mask.tolist()))


def _path_facts(items: list[Pointer], orders: Floats, matrix: Floats) -> _Paths:
    """Only the paths that leave visible ink or colour."""
    modes = pdfium.read_rows(pdfium.draw_mode, items, _MODE)
    fills, strokes = _paints(pdfium.fill_color, items, modes[:, 0]), _paints(pdfium.stroke_color, items, modes[:, 1])
    has_fill = fills[:, 3] > 0
    has_stroke = (strokes[:, 3] > 0) & (strokes[:, :3].min(axis=1) < WHITE)
    seen = has_fill | has_stroke
    items = _chosen(items, seen)
    counts, boxes = pdfium.ask(pdfium.count_segments, items), _boxes(items, matrix)
    return _Paths(items, orders[seen], counts, boxes, fills[seen], strokes[seen], has_fill[seen], has_stroke[seen])


def _read_paths(paths: _Paths, matrix: Floats, found: Collected) -> None:
    width, height = paths.boxes[:, 2] - paths.boxes[:, 0], paths.boxes[:, 3] - paths.boxes[:, 1]
    is_thin = np.minimum(width, height) <= THIN
    is_line = paths.has_stroke & ~paths.has_fill & (paths.counts == 2) & is_thin
    is_plain = paths.has_fill & ~paths.has_stroke & ((paths.counts == 4) | (paths.counts == 5))
    is_bar = is_plain & is_thin
    is_area = is_plain & ~is_thin
    is_area[is_area] = _are_rectangles(_chosen(paths.items, is_area))
    found.rulings.append(_stroked_lines(paths.boxes[is_line]))
    found.rulings.append(_bars(paths.boxes[is_bar], paths.fills[is_bar]))
    if is_area.any():
        _add_areas(paths, np.flatnonzero(is_area), paths.boxes[is_area], found)
    others = np.flatnonzero(~(is_line | is_bar | is_area) & (paths.counts <= _MAX_SEGMENTS))
    for index in others.tolist():
        _read_any_path(paths, index, matrix, found)


def _read_any_path(paths: _Paths, index: int, matrix: Floats, found: Collected) -> None:
    """A path of any form, sub-path by sub-path."""
    item = paths.items[index]
    own = _concatenate(_matrix(item), matrix)
    for points, is_straight in _sub_paths(item, int(paths.counts[index]), own):
        found.slants.extend(_slants(points))
        if paths.has_stroke[index]:
            found.rulings.append(np.array(_axis_lines(points), float).reshape(-1, 4))
        if paths.has_fill[index]:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                found.rulings.append(_bars(np.array([box]), paths.fills[index : index + 1]))
            elif is_straight and len({*points}) == 4 == len(_axis_lines([*points[:4], points[0]])):
                _add_areas(paths, np.array([index]), np.array([box]), found)


def _bars(boxes: Floats, colors: Ints) -> Floats:
    """Thin filled shapes: the lines through their middle, or themselves where they are dots."""
    boxes = boxes[colors[:, :3].min(axis=1, initial=255) < WHITE].copy()
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    is_level, is_upright = width > _DOT_ASPECT * height, height > _DOT_ASPECT * width
    boxes[is_level, 1::2] = boxes[is_level, 1::2].mean(axis=1, keepdims=True)
    boxes[is_upright, 0::2] = boxes[is_upright, 0::2].mean(axis=1, keepdims=True)
    return boxes[is_level | is_upright | (width > 0)]


def _add_areas(paths: _Paths, indices: Ints, boxes: Floats, found: Collected) -> None:
    items = [paths.items[index] for index in indices.tolist()]
    clipped = _clipped(boxes, items)
    left = ((clipped[:, 2:] - clipped[:, :2]) > THIN).all(axis=1)
    fills = paths.fills[indices]
    is_opaque = (fills[:, 3] == 255) & (pdfium.ask(pdfium.has_transparency, items) == 0)
    found.areas.append(Areas(clipped[left], fills[left, :3], paths.orders[indices][left], is_opaque[left]))


def _stroked_lines(boxes: Floats) -> Floats:
    """The strokes inside the bounds of two-point paths, which PDFium widens by the line width on every side."""
    half = (boxes[:, 2:] - boxes[:, :2]).min(axis=1, keepdims=True) / 2
    return np.hstack([boxes[:, :2] + half, boxes[:, 2:] - half])


def _are_rectangles(items: Sequence[Pointer]) -> Bools:
    """Do the first four points run along the axes and return, without skew?"""
    segments = pdfium.pointers(map(pdfium.get_segment, [item for item in items for _ in range(4)], cycle(range(4))))
    corners = pdfium.read_rows(pdfium.segment_point, segments, _POINT).reshape(-1, 4, 2)
    steps = np.abs(np.roll(corners, -1, axis=1) - corners) > _SLANT
    across, up = steps[:, :, 0], steps[:, :, 1]
    is_loop = (across != up).all(axis=1) & (across[:, ::2] == across[:, :1]).all(axis=1)
    is_loop &= (across[:, 1::2] != across[:, :1]).all(axis=1)
    matrices = pdfium.read_rows(pdfium.object_matrix, items, _MATRIX)
    skew = np.minimum(np.abs(matrices[:, 1:3]).max(axis=1), np.abs(matrices[:, [0, 3]]).max(axis=1))
    rectangles: Bools = is_loop & (skew < 1e-3)
    return rectangles


def _axis_lines(points: Points) -> list[Line]:
    """The straight pieces of a sub-path that run along an axis and have a length."""
    lines = []
    for (x0, y0), (x1, y1) in pairwise(points):
        is_level, is_upright = abs(y1 - y0) <= _SLANT, abs(x1 - x0) <= _SLANT
        if is_level and not is_upright:
            lines.append((min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2))
        elif is_upright and not is_level:
            lines.append(((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1)))
    return lines


def _slants(points: Points) -> list[tuple[float, float]]:
    """The middles of the pieces of a sub-path that run along no axis."""
    return [
        ((x0 + x1) / 2, (y0 + y1) / 2)
        for (x0, y0), (x1, y1) in pairwise(points)
        if abs(x1 - x0) > _SLANT and abs(y1 - y0) > _SLANT
    ]


def _sub_paths(item: Pointer, count: int, matrix: Floats) -> Iterator[tuple[Points, bool]]:
    """(points in page space, are all pieces straight) for each sub-path."""
    segments = pdfium.pointers(pdfium.get_segment(item, place) for place in range(count))
    raw = pdfium.read_rows(pdfium.segment_point, segments, _POINT)
    a, b, c, d, e, f = matrix
    placed = raw @ np.array([[a, b], [c, d]]) + np.array([e, f])
    points: Points = []
    is_straight = True
    for segment, point in zip(segments, map(tuple, placed.tolist()), strict=True):
        kind = pdfium.segment_type(segment)
        if kind == pdfium.MOVE_TO and points:
            yield points, is_straight
            points, is_straight = [], True
        points.append(point)
        is_straight &= kind != pdfium.BEZIER_TO
        if pdfium.segment_closes(segment) and points[-1] != points[0]:
            points.append(points[0])
    if points:
        yield points, is_straight


def _clipped(boxes: Floats, items: Sequence[Pointer]) -> Floats:
    """``boxes`` cut down to the clip paths in force for their objects; what is gone ends before it starts."""
    boxes = boxes.copy()
    clips = pdfium.pointers(pdfium.ask(pdfium.clip_path, items).tolist())
    counts = pdfium.ask(pdfium.count_clip_paths, clips)
    for index in np.flatnonzero(counts > 0).tolist():
        clip = clips[index]
        for path in range(int(counts[index])):
            count = pdfium.count_clip_segments(clip, path)
            if not 0 < count <= 64:
                continue
            segments = pdfium.pointers(pdfium.get_clip_segment(clip, path, place) for place in range(count))
            points = pdfium.read_rows(pdfium.segment_point, segments, _POINT)
            boxes[index, :2] = np.maximum(boxes[index, :2], points.min(axis=0))
            boxes[index, 2:] = np.minimum(boxes[index, 2:], points.max(axis=0))
    return boxes


def _paints(call: Callable[..., int], items: Sequence[Pointer], is_used: NDArray[np.uint32]) -> Ints:
    """Red, green, blue, alpha; all zero where the paint isn't used."""
    used = is_used != 0
    paints = np.zeros((len(items), 4), np.int64)
    paints[used] = pdfium.read_rows(call, _chosen(items, used), _PAINT)
    return paints


def _boxes(items: Sequence[Pointer], matrix: Floats) -> Floats:
    """x0, y0, x1, y1 of the objects' bounds in page space."""
    boxes = pdfium.read_rows(pdfium.object_bounds, items, _BOUNDS).astype(float)
    if matrix is _IDENTITY:
        return boxes
    a, b, c, d, e, f = matrix
    corners = [(boxes[:, i], boxes[:, j]) for i in (0, 2) for j in (1, 3)]
    xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return np.stack([np.min(xs, axis=0), np.min(ys, axis=0), np.max(xs, axis=0), np.max(ys, axis=0)], axis=1)


def _matrix(item: Pointer) -> Floats:
    matrix: Floats = pdfium.read_rows(pdfium.object_matrix, [item], _MATRIX)[0].astype(float)
    return matrix


def _concatenate(first: Floats, then: Floats) -> Floats:
    """The matrix that applies ``first`` and ``then`` the other."""
    if (first == _IDENTITY).all():
        return then
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return np.array([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
