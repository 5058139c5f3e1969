"""A PDF page in bulk: its words with boxes and whether they can be seen, its rulings, areas and pictures.

Everything is given as the page is displayed: ``/Rotate`` and CropBox applied, points from the top left corner. A page
displayed with its writing sideways or upside down is turned as a reader would turn it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_float
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors import pdf_calls as pdfium
from extractors.pdf_calls import Pointer
from extractors.pdf_drawing import Drawing
from extractors.pdf_paths import WHITE, read_drawing
from extractors.pdf_words import ASLANT, NO_WORDS, Words, as_displayed, read_words, runs
from extractors.records import RejectedDocument

Floats = NDArray[np.float64]

#: a page with fewer letters says nothing of how it is held
_LETTERS_OF_A_PAGE, _NEARLY_ALL = 40, 0.9
_BLACK = np.array([0, 0, 0, 255], np.uint32)
_RGB = np.array([1 << 16, 1 << 8, 1])


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page as displayed: boxes are x0, top, x1, bottom.

    ``orders``: the place of each word in the painting order. ``colors`` (``#rrggbb``), ``area_orders`` and
    ``is_opaque`` tell of each area. ``slants``: x, y of edges along no axis, as charts have them.
    """

    width: float
    height: float
    words: Words
    orders: Floats
    hidden: Words
    rulings: Floats
    slants: Floats
    areas: Floats
    colors: list[str]
    area_orders: Floats
    is_opaque: NDArray[np.bool_]
    images: Floats
    is_empty: bool
    #: words set aslant across the page, as watermarks and stamps are: no part of what they cover
    stamps: Words = NO_WORDS
    #: quarter turns clockwise from how the page is displayed to how it is read
    turned: int = 0


def picture_content(size: tuple[float, float], words: Words, rulings: Floats) -> PageContent:
    """The content of a page that is a picture: only words and rulings were seen in it."""
    none = np.zeros((0, 4))
    nothing = words.take(np.zeros(len(words), bool))
    return PageContent(
        width=size[0],
        height=size[1],
        words=words,
        orders=np.zeros(len(words)),
        hidden=nothing,
        rulings=rulings,
        slants=none[:, :2],
        areas=none,
        colors=[],
        area_orders=none[:, 0],
        is_opaque=none[:, 0] > 0,
        images=none,
        is_empty=False,
    )


@contextmanager
def open_document(path: Path) -> Iterator[Pointer]:
    """The document as PDFium knows it; raises ``RejectedDocument`` where it can't be opened."""
    address = pdfium.load_document(str(path).encode(), None)
    if not address:
        raise _rejection(path, pdfium.last_error())
    document = pdfium.pointer(address)
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


def read_page(document: Pointer, index: int) -> PageContent:
    """Page ``index`` (from 0); raises ``RejectedDocument`` where PDFium can't load it."""
    address = pdfium.load_page(document, index)
    if not address:
        raise RejectedDocument(
            "damaged", f"Halaman {index + 1} tidak dapat dibaca; simpan ulang berkasnya lalu kirim kembali."
        )
    page = pdfium.pointer(address)
    text = pdfium.load_text(page)
    try:
        return _page_content(page, pdfium.pointer(text) if text else None)
    finally:
        if text:
            pdfium.close_text(pdfium.pointer(text))
        pdfium.close_page(page)


def _page_content(page: Pointer, text: Pointer | None) -> PageContent:
    crop = (c_float * 4)()
    pdfium.page_bounds(page, crop)
    turn = pdfium.page_rotation(page) % 4
    left, top, right, bottom = crop
    frame = (left, bottom, right, top)
    words = read_words(text, frame, turn)
    if turned := _turns_to_read(words):
        turn = (turn + turned) % 4
        words = read_words(text, frame, turn)
    size = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    drawing = read_drawing(page)
    areas = as_displayed(drawing.areas.boxes, frame, turn)
    images = as_displayed(drawing.images, frame, turn)
    stamps = NO_WORDS
    if (is_stamp := words.turns >= ASLANT).any():
        words, stamps = words.take(~is_stamp), words.take(is_stamp)
    orders = _orders(words, drawing)
    visible = _visible(words, orders, drawing, areas, images)
    return PageContent(
        width=size[0],
        height=size[1],
        words=words.take(visible),
        orders=orders[visible],
        hidden=words.take(~visible),
        rulings=as_displayed(drawing.rulings, frame, turn),
        slants=as_displayed(np.hstack([drawing.slants, drawing.slants]), frame, turn)[:, :2],
        areas=areas,
        colors=list(map(_hex, (drawing.areas.colors @ _RGB).tolist())),
        area_orders=drawing.areas.orders,
        is_opaque=drawing.areas.is_opaque,
        images=images,
        is_empty=pdfium.count_objects(page) == 0,
        stamps=stamps,
        turned=turned,
    )


def _turns_to_read(words: Words) -> int:
    """Quarter turns clockwise after which nearly all that is written stands upright; 0 where writing runs every way."""
    letters = np.fromiter(map(len, words.texts), np.int64, len(words))
    if letters.sum() < _LETTERS_OF_A_PAGE:
        return 0
    along = np.bincount(words.turns % ASLANT, letters * (words.turns < ASLANT), minlength=4)
    most = int(along.argmax())
    return most if along[most] >= _NEARLY_ALL * letters.sum() else 0


@lru_cache(maxsize=4096)
def _hex(color: int) -> str:
    return f"#{color:06x}"


def _orders(words: Words, drawing: Drawing) -> Floats:
    """The place of each word in the painting order; one we can't tell was painted last."""
    if not len(drawing.texts):
        return np.full(len(words), np.inf)
    at = np.searchsorted(drawing.texts, words.objects).clip(max=len(drawing.texts) - 1)
    orders: Floats = np.where(drawing.texts[at] == words.objects, drawing.text_orders[at], np.inf)
    return orders


def _visible(words: Words, orders: Floats, drawing: Drawing, areas: Floats, images: Floats) -> NDArray[np.bool_]:
    """False for words nobody sees: transparent, invisible, or white where no darker area or picture is behind."""
    if not len(words):
        return np.zeros(0, bool)
    places, which = runs(words.objects)
    pointers = pdfium.pointers(words.objects[places].tolist())
    # A paint PDFium can't tell (a pattern) stays opaque black.
    inks = pdfium.read_rows(pdfium.fill_color, pointers, _BLACK)
    modes = pdfium.ask(pdfium.text_mode, pointers)
    has_outline = np.isin(modes, pdfium.OUTLINE_MODES)
    is_never = np.isin(modes, pdfium.INVISIBLE_MODES) | ((inks[:, 3] == 0) & ~has_outline)
    is_white = (inks[:, :3].min(axis=1) >= WHITE) & ~has_outline
    visible: NDArray[np.bool_] = ~is_never[which]
    for index in np.flatnonzero(visible & is_white[which]).tolist():
        x, y = (words.boxes[index, :2] + words.boxes[index, 2:]) / 2
        visible[index] = _is_dark_behind(x, y, orders[index], drawing, areas, images)
    return visible


def _is_dark_behind(x: float, y: float, order: float, drawing: Drawing, areas: Floats, images: Floats) -> bool:
    below = [k for k in _covering(areas, x, y) if drawing.areas.orders[k] < order]
    if below:
        return bool(drawing.areas.colors[below[-1]].min() < WHITE)
    return bool(_covering(images, x, y))


def _covering(boxes: Floats, x: float, y: float) -> list[int]:
    hits = (boxes[:, 0] <= x) & (boxes[:, 2] >= x) & (boxes[:, 1] <= y) & (boxes[:, 3] >= y)
    return [int(k) for k in np.flatnonzero(hits)]
