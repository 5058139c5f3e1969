"""A PDF page in bulk: its words with boxes and whether they can be seen, its rulings, areas and pictures.

Everything is given as the page is displayed: ``/Rotate`` and CropBox applied, points from the top left corner. Words
are cut at white space, at the jumps between text objects and at line ends, and know whether they follow the word before
without a space.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors import pdf_calls as pdfium
from extractors.pdf_paths import WHITE, Drawing, fill_rows, read_drawing
from extractors.records import RejectedDocument

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: PDFium's marks for a hyphen at the end of a line, the soft hyphen, and spaces that are no ASCII
_GLYPHS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-", "\xa0": " ", "\u2007": " ", "\u202f": " "})
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = np.array([code for code in range(0x3001) if chr(code).isspace() or (code < 0x20 and code != 2)])
_LINE_END_HYPHENS = np.array([0x02, 0xFFFE])


@dataclass(frozen=True, slots=True)
class Words:
    """Runs of characters without white space, in the order of the text layer.

    ``boxes``: x0, top, x1, bottom. ``is_glued``: no space stands between the word and the one before it.
    ``objects``: which text object draws it. ``turns``: quarter turns counter-clockwise of its baseline as displayed.
    """

    texts: list[str]
    boxes: Floats
    is_glued: NDArray[np.bool_]
    objects: Ints
    turns: Ints

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, keep: NDArray[np.bool_]) -> Words:
        texts = [text for text, kept in zip(self.texts, keep.tolist(), strict=True) if kept]
        return Words(texts, self.boxes[keep], self.is_glued[keep], self.objects[keep], self.turns[keep])


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page as displayed. ``rulings`` and ``areas`` are x0, top, x1, bottom; ``colors`` are ``#rrggbb``."""

    width: float
    height: float
    words: Words
    hidden: Words
    rulings: Floats
    areas: Floats
    colors: list[str]
    images: Floats
    is_empty: bool


@contextmanager
def open_document(path: Path) -> Iterator[int]:
    """PDFium's handle of the document; raises ``RejectedDocument`` where it can't be opened."""
    document = pdfium.load_document(str(path).encode(), None)
    if not document:
        raise _rejection(path, pdfium.last_error())
    try:
        yield document
    finally:
        pdfium.close_document(document)


def _rejection(path: Path, error: int) -> RejectedDocument:
    if error == pdfium.PASSWORD_ERROR:
        return RejectedDocument(
            "encrypted", f"{path.name} dilindungi kata sandi; simpan ulang tanpa kata sandi lalu kirim kembali."
        )
    return RejectedDocument(
        "damaged", f"{path.name} rusak atau bukan PDF yang utuh; unduh atau simpan ulang berkasnya lalu kirim kembali."
    )


def read_page(document: int, index: int) -> PageContent:
    """Page ``index`` (from 0); raises ``RejectedDocument`` where PDFium can't load it."""
    page = pdfium.load_page(document, index)
    if not page:
        raise RejectedDocument(
            "damaged", f"Halaman {index + 1} tidak dapat dibaca; simpan ulang berkasnya lalu kirim kembali."
        )
    text = pdfium.load_text(page)
    try:
        return _page_content(page, text)
    finally:
        if text:
            pdfium.close_text(text)
        pdfium.close_page(page)


def _page_content(page: int, text: int) -> PageContent:
    crop = np.zeros(4, np.float32)
    pdfium.page_bounds(page, crop.ctypes.data)
    turn = pdfium.page_rotation(page) % 4
    left, top, right, bottom = crop.tolist()
    frame = (left, bottom, right, top)
    size = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    drawing = read_drawing(page)
    areas = as_displayed(np.array(drawing.areas, float).reshape(-1, 4), frame, turn)
    images = as_displayed(np.array(drawing.images, float).reshape(-1, 4), frame, turn)
    words = _read_words(text, frame, turn)
    visible = _visible(words, drawing, areas, images)
    return PageContent(
        width=size[0],
        height=size[1],
        words=words.take(visible),
        hidden=words.take(~visible),
        rulings=as_displayed(np.vstack([np.zeros((0, 4)), *drawing.rulings]), frame, turn),
        areas=areas,
        colors=[f"#{r:02x}{g:02x}{b:02x}" for r, g, b in drawing.colors],
        images=images,
        is_empty=pdfium.count_objects(page) == 0,
    )


def as_displayed(boxes: Floats, frame: tuple[float, float, float, float], turn: int) -> Floats:
    """Boxes of user space (x0, y0, x1, y1; y upwards) as x0, top, x1, bottom of the displayed page."""
    left, bottom, right, top = frame
    x0, y0, x1, y1 = boxes.T
    placed = (
        (x0 - left, top - y1, x1 - left, top - y0),
        (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        (right - x1, y0 - bottom, right - x0, y1 - bottom),
        (top - y1, right - x1, top - y0, right - x0),
    )[turn]
    return np.stack(placed, axis=1)


def _read_words(text: int, frame: tuple[float, float, float, float], turn: int) -> Words:
    count = max(0, pdfium.count_chars(text)) if text else 0
    codes = _codes(text, count)
    marks = np.flatnonzero(~np.isin(codes, _SPACES) & (codes > 0))
    if not len(marks):
        return Words([], np.zeros((0, 4)), np.zeros(0, bool), np.zeros(0, int), np.zeros(0, int))
    boxes = as_displayed(_char_boxes(text, marks), frame, turn)
    is_spaced = np.diff(marks, prepend=-2) > 1
    turns = _turns(text, marks, boxes, is_spaced)
    is_start = is_spaced | _jumps(reading_frame(boxes, turns))
    is_start[1:] |= turns[1:] != turns[:-1]
    is_start[1:] |= np.isin(codes[marks[:-1]], _LINE_END_HYPHENS)
    objects = _objects(text, marks, is_start)
    is_start[1:] |= objects[1:] != objects[:-1]
    starts = np.flatnonzero(is_start)
    return Words(
        texts=_spell(codes, marks[starts], marks[np.append(starts[1:], len(marks)) - 1]),
        boxes=np.hstack([np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)]),
        is_glued=~is_spaced[starts],
        objects=objects[starts],
        turns=turns[starts],
    )


def _codes(text: int, count: int) -> Ints:
    """The code point of each character of the text layer."""
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.get_text(text, 0, count, units.ctypes.data) - 1 if count else 0
    codes = units[:count].astype(np.int64)
    # Characters without a Unicode value are left out of the bulk text, which would shift all boxes behind them, and
    # characters beyond the basic plane take two units.
    if written != count or ((codes >= 0xD800) & (codes < 0xE000)).any():
        codes = np.fromiter(map(pdfium.char_code, repeat(text), range(count)), np.int64, count)
    return np.where(codes < sys.maxunicode, codes, 0xFFFD)


def _char_boxes(text: int, indices: Ints) -> Floats:
    """x0, y0, x1, y1 in user space; the box spans the advance width and the font's ascent and descent."""
    boxes = np.zeros((len(indices), 4), np.float32)
    addresses = range(boxes.ctypes.data, boxes.ctypes.data + 16 * len(indices), 16)
    for _ in map(pdfium.char_loose_box, repeat(text), indices.tolist(), addresses):
        pass
    left, top, right, bottom = boxes.T.astype(float)
    low, high = (np.minimum(left, right), np.minimum(top, bottom)), (np.maximum(left, right), np.maximum(top, bottom))
    return np.stack([*low, *high], axis=1)


def _turns(text: int, marks: Ints, boxes: Floats, is_spaced: NDArray[np.bool_]) -> Ints:
    """Quarter turns of each character's baseline: 1 reads upwards, 3 downwards, else 0.

    Told from characters of one word that stand above each other in one strip; the whole text object turns with them.
    """
    turns = np.zeros(len(marks), np.int64)
    before, after = boxes[:-1], boxes[1:]
    strip = np.maximum(after[:, 2] - after[:, 0], 0.1)
    in_strip = ~is_spaced[1:] & (np.abs(after[:, [0, 2]] - before[:, [0, 2]]).max(axis=1) < 0.1 * strip)
    is_up = in_strip & (np.abs(after[:, 3] - before[:, 1]) < 0.2 * strip)
    is_down = in_strip & (np.abs(after[:, 1] - before[:, 3]) < 0.2 * strip)
    if is_up.any() or is_down.any():
        objects = _object_at(text, marks)
        turns[np.isin(objects, objects[1:][is_up])] = 1
        turns[np.isin(objects, objects[1:][is_down])] = 3
    return turns


def reading_frame(boxes: Floats, turns: Ints) -> Floats:
    """Boxes turned so that every baseline runs to the right: along start, line top, along end, line bottom."""
    if not turns.any():
        return boxes
    x0, top, x1, bottom = boxes.T
    frame = np.where((turns == 1)[:, None], np.stack([-bottom, x0, -top, x1], axis=1), boxes)
    return np.where((turns == 3)[:, None], np.stack([top, -x1, bottom, -x0], axis=1), frame)


def _jumps(boxes: Floats) -> NDArray[np.bool_]:
    """Where a character stands on another line or far from the one before it, although no space is between."""
    jumps = np.ones(len(boxes), bool)
    before, after = boxes[:-1], boxes[1:]
    height = np.maximum(np.maximum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1]), 1.0)
    rise = np.abs((before[:, 1] + before[:, 3]) - (after[:, 1] + after[:, 3])) / 2
    jumps[1:] = (rise > 0.6 * height) | (np.abs(after[:, 0] - before[:, 2]) > 1.2 * height)
    return jumps


def _objects(text: int, marks: Ints, is_start: NDArray[np.bool_]) -> Ints:
    """The text object of each character; asked only at both ends of a word, and within where these differ."""
    starts = np.flatnonzero(is_start)
    ends = np.append(starts[1:], len(marks))
    first, last = _object_at(text, marks[starts]), _object_at(text, marks[ends - 1])
    objects = np.repeat(first, ends - starts)
    for word in np.flatnonzero(first != last).tolist():
        inside = slice(starts[word], ends[word])
        objects[inside] = _object_at(text, marks[inside])
    return objects


def _object_at(text: int, indices: Ints) -> Ints:
    return np.fromiter(map(pdfium.char_object, repeat(text), indices.tolist()), np.int64, len(indices))


def _spell(codes: Ints, firsts: Ints, lasts: Ints) -> list[str]:
    """The words from code ``firsts`` to ``lasts``, with hyphens and ligatures written as one reads them."""
    letters = codes.astype(np.uint32).tobytes().decode("utf-32-le", "replace")
    if not letters.isascii() or "\x02" in letters:
        letters = letters.translate(_GLYPHS)
    words = [letters[first : last + 1] for first, last in zip(firsts.tolist(), (lasts).tolist(), strict=True)]
    return words if letters.isascii() else [_spell_out(word) for word in words]


def _spell_out(word: str) -> str:
    return re.sub("[ﬀ-ﬆ]", lambda hit: _LIGATURES[hit.group()], word) if not word.isascii() else word


def _visible(words: Words, drawing: Drawing, areas: Floats, images: Floats) -> NDArray[np.bool_]:
    """False for words nobody sees: transparent, invisible, or white where no darker area or picture is behind."""
    items = np.unique(words.objects)
    # A paint PDFium can't tell (a pattern) stays as it is here: opaque black.
    inks = np.tile(np.array([0, 0, 0, 255], np.int32), (len(items), 1))
    fill_rows(pdfium.fill_color, items, inks)
    modes = np.fromiter(map(pdfium.text_mode, items.tolist()), np.int64, len(items))
    has_outline = np.isin(modes, pdfium.OUTLINE_MODES)
    is_never = np.isin(modes, pdfium.INVISIBLE_MODES) | ((inks[:, 3] == 0) & ~has_outline)
    is_white = (inks[:, :3].min(axis=1) >= WHITE) & ~has_outline
    which = np.searchsorted(items, words.objects)
    visible: NDArray[np.bool_] = ~is_never[which]
    for index in np.flatnonzero(visible & is_white[which]).tolist():
        visible[index] = _is_dark_behind(words, index, drawing, areas, images)
    return visible


def _is_dark_behind(words: Words, index: int, drawing: Drawing, areas: Floats, images: Floats) -> bool:
    x, y = (words.boxes[index, :2] + words.boxes[index, 2:]) / 2
    order = drawing.texts.get(int(words.objects[index]), float("inf"))
    below = [k for k in _covering(areas, x, y) if drawing.orders[k] < order]
    if below:
        return min(drawing.colors[below[-1]]) < WHITE
    return bool(_covering(images, x, y))


def _covering(boxes: Floats, x: float, y: float) -> list[int]:
    hits = (boxes[:, 0] <= x) & (boxes[:, 2] >= x) & (boxes[:, 1] <= y) & (boxes[:, 3] >= y)
    return [int(k) for k in np.flatnonzero(hits)]
