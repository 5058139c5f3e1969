"""A PDF page in bulk: its words with boxes and whether they can be seen, its rulings, areas and pictures.

Everything is given as the page is displayed: ``/Rotate`` and CropBox applied, points from the top left corner. Words
are cut at white space, at the jumps between text objects and at line ends, and know whether they follow the word before
without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors import pdf_calls as pdfium
from extractors.pdf_paths import Drawing, read_drawing
from extractors.records import RejectedDocument

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: PDFium's marks for a hyphen at the end of a line, the soft hyphen, and spaces that are no ASCII
_GLYPHS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-", "\xa0": " ", "\u2007": " ", "\u202f": " "})
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_WHITE = 250


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
    words = _read_words(text, frame, turn)
    visible = _visible(words, drawing, areas)
    return PageContent(
        width=size[0],
        height=size[1],
        words=words.take(visible),
        hidden=words.take(~visible),
        rulings=as_displayed(np.array(drawing.rulings, float).reshape(-1, 4), frame, turn),
        areas=areas,
        colors=[f"#{r:02x}{g:02x}{b:02x}" for r, g, b in drawing.colors],
        images=as_displayed(np.array(drawing.images, float).reshape(-1, 4), frame, turn),
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
    letters = _letters(text, count)
    is_mark = np.array([not letter.isspace() and letter > " " for letter in letters], bool)
    marks = np.flatnonzero(is_mark)
    if not len(marks):
        return Words([], np.zeros((0, 4)), np.zeros(0, bool), np.zeros(0, int), np.zeros(0, int))
    boxes = as_displayed(_char_boxes(text, marks), frame, turn)
    objects = np.array(list(map(pdfium.char_object, repeat(text), marks.tolist())), np.int64)
    is_spaced = np.diff(marks, prepend=-2) > 1
    is_start = is_spaced | _breaks(boxes, objects)
    is_start[1:] |= _ends_line([letters[i] for i in marks[:-1].tolist()])
    starts = np.flatnonzero(is_start)
    return _join_chars(letters, marks, boxes, objects, starts, is_spaced[starts])


def _letters(text: int, count: int) -> list[str]:
    """One string per character of the text layer."""
    buffer = np.zeros(count + 1, np.uint16)
    written = pdfium.get_text(text, 0, count, buffer.ctypes.data) if count else 1
    letters = list(buffer[: written - 1].tobytes().decode("utf-16-le", "replace"))
    # Characters without a Unicode value are left out of the bulk text, which would shift all boxes behind them.
    if len(letters) != count or written - 1 != count:
        letters = [
            chr(code) if code < 0x110000 else "\ufffd" for code in map(pdfium.char_code, repeat(text), range(count))
        ]
    return letters


def _char_boxes(text: int, indices: Ints) -> Floats:
    """x0, y0, x1, y1 in user space; the box spans the advance width and the font's ascent and descent."""
    boxes = np.zeros((len(indices), 4), np.float32)
    addresses = range(boxes.ctypes.data, boxes.ctypes.data + 16 * len(indices), 16)
    for _ in map(pdfium.char_loose_box, repeat(text), indices.tolist(), addresses):
        pass
    left, top, right, bottom = boxes.T.astype(float)
    return np.stack(
        [np.minimum(left, right), np.minimum(top, bottom), np.maximum(left, right), np.maximum(top, bottom)], 1
    )


def _breaks(boxes: Floats, objects: Ints) -> NDArray[np.bool_]:
    """Where a character begins a new word although no space is before it: another object, another line, a jump."""
    begins = np.ones(len(boxes), bool)
    before, after = boxes[:-1], boxes[1:]
    height = np.maximum(np.maximum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1]), 1.0)
    rise = np.abs((before[:, 1] + before[:, 3]) - (after[:, 1] + after[:, 3])) / 2
    shift = after[:, 0] - before[:, 2]
    begins[1:] = (objects[1:] != objects[:-1]) | (rise > 0.6 * height) | (np.abs(shift) > 1.2 * height)
    return begins


def _ends_line(letters: list[str]) -> NDArray[np.bool_]:
    return np.array([letter in "\x02\ufffe" for letter in letters], bool)


def _join_chars(
    letters: list[str], marks: Ints, boxes: Floats, objects: Ints, starts: Ints, is_spaced: NDArray[np.bool_]
) -> Words:
    ends = np.append(starts[1:], len(marks))
    shown = "".join(letters).translate(_GLYPHS) if len("".join(letters)) == len(letters) else None
    texts = []
    for first, last in zip(marks[starts].tolist(), marks[ends - 1].tolist(), strict=True):
        word = shown[first : last + 1] if shown else "".join(letters[first : last + 1]).translate(_GLYPHS)
        texts.append(_spell_out(word))
    low = np.minimum.reduceat(boxes[:, :2], starts)
    high = np.maximum.reduceat(boxes[:, 2:], starts)
    turns = np.zeros(len(starts), int)
    return Words(texts, np.hstack([low, high]), ~is_spaced, objects[starts], turns)


def _spell_out(word: str) -> str:
    return re.sub("[ﬀ-ﬆ]", lambda hit: _LIGATURES[hit.group()], word) if not word.isascii() else word


def _visible(words: Words, drawing: Drawing, areas: Floats) -> NDArray[np.bool_]:
    """False for words nobody sees: transparent, invisible, or white where no darker area or picture is behind."""
    if not len(words):
        return np.ones(0, bool)
    seen: dict[int, str] = {}
    ink = np.zeros(4, np.int32)
    place = [ink.ctypes.data + 4 * i for i in range(4)]
    for item in set(words.objects.tolist()):
        pdfium.fill_color(item, *place)
        if pdfium.text_mode(item) in pdfium.INVISIBLE_MODES or ink[3] == 0:
            seen[item] = "never"
        elif ink[:3].min() >= _WHITE:
            seen[item] = "on dark"
    if not seen:
        return np.ones(len(words), bool)
    visible = np.ones(len(words), bool)
    for index, item in enumerate(words.objects.tolist()):
        if item in seen:
            visible[index] = seen[item] == "on dark" and _is_dark_behind(words.boxes[index], item, drawing, areas)
    return visible


def _is_dark_behind(box: Floats, item: int, drawing: Drawing, areas: Floats) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    covering = np.flatnonzero((areas[:, 0] <= x) & (areas[:, 2] >= x) & (areas[:, 1] <= y) & (areas[:, 3] >= y))
    below = [k for k in covering.tolist() if drawing.orders[k] < drawing.texts.get(item, 1 << 60)]
    if below:
        return min(drawing.colors[below[-1]]) < _WHITE
    return bool(drawing.images)
