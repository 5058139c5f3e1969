"""The words of a PDF page: runs of characters without white space, with their boxes, text objects and turns.

Words are cut at white space, at the jumps between text objects and at line ends, and know whether they follow the word
before without a space. Of most words PDFium is asked for the two ends only.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors import pdf_calls as pdfium
from extractors.pdf_calls import Pointer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: PDFium's marks for a hyphen at the end of a line, the soft hyphen, and spaces that are no ASCII
_GLYPHS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0xA0: " ", 0x2007: " ", 0x202F: " "}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: by code point: white space and control characters are no marks; the last entry stands for all that follow
_IS_MARK = np.array([not chr(c).isspace() and (c >= 0x20 or c == 2) for c in range(0x3002)])
_LINE_END_HYPHENS = (0x02, 0xFFFE)
_BOUNDS, _UPRIGHT = pdfium.row(4), np.array([1, 0, 0, 1, 0, 0], np.float32)
#: what is added to the quarter turns of a baseline further from an axis than ``_LEANING`` (radians)
ASLANT, _LEANING = 4, 0.15
#: share of the height by which round letters overshoot the font's ascent and descent
_LEVEL = 0.15
#: share of the height: a character further than this from the one before begins a word of its own
_JUMP = 1.2
#: share of the height: characters narrower than this on average step back over each other
_NARROW = 0.2
#: share of the height: text objects no farther apart than this touch
_TOUCH = 0.05


@dataclass(frozen=True, slots=True)
class Words:
    """Runs of characters without white space, in the order of the text layer.

    ``boxes``: x0, top, x1, bottom. ``is_glued``: no space stands between the word and the one before it.
    ``objects``: which text object draws it. ``turns``: quarter turns counter-clockwise of its baseline as displayed;
    ``ASLANT`` more where it runs along no axis.
    """

    texts: list[str]
    boxes: Floats
    is_glued: NDArray[np.bool_]
    objects: Ints
    turns: Ints

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, keep: NDArray[np.bool_]) -> Words:
        if keep.all():
            return self
        texts = [text for text, kept in zip(self.texts, keep.tolist(), strict=True) if kept]
        return Words(texts, self.boxes[keep], self.is_glued[keep], self.objects[keep], self.turns[keep])


NO_WORDS = Words([], np.zeros((0, 4)), np.zeros(0, bool), np.zeros(0, int), np.zeros(0, int))


def runs(values: Ints) -> tuple[Ints, Ints]:
    """(where each run of equal values begins, which run each value belongs to)."""
    begins = np.append(True, values[1:] != values[:-1])
    return np.flatnonzero(begins), np.cumsum(begins) - 1


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


def reading_frame(boxes: Floats, turns: Ints) -> Floats:
    """Boxes turned so that every baseline runs to the right: along start, line top, along end, line bottom."""
    if not turns.any():
        return boxes
    x0, top, x1, bottom = boxes.T
    turned = (
        boxes,
        np.stack([-bottom, x0, -top, x1], axis=1),
        -boxes[:, [2, 3, 0, 1]],
        boxes[:, [1, 2, 3, 0]] * [1, -1, 1, -1],
    )
    frame: Floats = np.choose(turns[:, None], turned)
    return frame


@dataclass(frozen=True, slots=True)
class _Units:
    """Characters, or whole words whose ends alone tell their box: first and last character, box, text object, turn.

    ``is_spaced``: white space stands before it.
    """

    firsts: Ints
    lasts: Ints
    boxes: Floats
    objects: Ints
    turns: Ints
    is_spaced: NDArray[np.bool_]


def read_words(text: Pointer | None, frame: tuple[float, float, float, float], turn: int) -> Words:
    """The words of a page whose crop box is ``frame`` and which is shown after ``turn`` quarter turns clockwise."""
    count = max(0, pdfium.count_chars(text)) if text else 0
    codes = _codes(text, count)
    marks = np.flatnonzero(_IS_MARK[np.minimum(codes, len(_IS_MARK) - 1)])
    if not len(marks):
        return NO_WORDS
    units = _read_units(_PageText(text, frame, turn), codes, marks)
    boxes, objects, turns = units.boxes, units.objects, units.turns
    reading = reading_frame(boxes, turns % ASLANT)
    is_spaced = units.is_spaced & ~_is_one_word(text, units, reading)
    is_start = is_spaced | _jumps(reading)
    is_start[1:] |= (objects[1:] != objects[:-1]) | _is_line_end(codes[units.lasts[:-1]])
    starts = np.flatnonzero(is_start)
    return Words(
        texts=_spell(codes, units.firsts[starts], units.lasts[np.append(starts[1:], len(boxes)) - 1]),
        boxes=np.hstack([np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)]),
        is_glued=~is_spaced[starts],
        objects=objects[starts],
        turns=turns[starts],
    )


def _read_units(text: _PageText, codes: Ints, marks: Ints) -> _Units:
    """Words between white space where their two ends tell all, else the characters of the word."""
    starts = np.flatnonzero(np.diff(marks, prepend=-2) > 1)
    firsts, lasts = marks[starts], marks[np.append(starts[1:], len(marks)) - 1]
    boxes, objects = _ends(text, firsts, lasts)
    turns = text.turns(firsts, objects[0])
    is_whole = (objects[0] == objects[1]) & text.have_height(objects[0])
    is_whole &= np.add.reduceat(_is_line_end(codes[marks]), starts) == 0
    first, last = (reading_frame(ends, turns % ASLANT) for ends in boxes)
    is_whole &= _are_even(first, last, lasts - firsts)
    around = np.hstack([np.minimum(*boxes)[:, :2], np.maximum(*boxes)[:, 2:]])
    if is_whole.all():
        return _Units(firsts, lasts, around, objects[0], turns, np.ones(len(firsts), bool))
    apart = marks[np.repeat(~is_whole, np.diff(starts, append=len(marks)))]
    objects_apart = text.objects(apart)
    order = np.argsort(np.concatenate([firsts[is_whole], apart]), kind="stable")
    return _Units(
        firsts=np.concatenate([firsts[is_whole], apart])[order],
        lasts=np.concatenate([lasts[is_whole], apart])[order],
        boxes=np.vstack([around[is_whole], text.boxes(apart)])[order],
        objects=np.concatenate([objects[0][is_whole], objects_apart])[order],
        turns=np.concatenate([turns[is_whole], text.turns(apart, objects_apart)])[order],
        is_spaced=np.concatenate([np.ones(is_whole.sum(), bool), np.isin(apart, firsts)])[order],
    )


def _ends(text: _PageText, firsts: Ints, lasts: Ints) -> tuple[Floats, Ints]:
    """(boxes, text objects) of the first and the last characters, each in an array of its own."""
    boxes, objects = np.empty((2, len(firsts), 4)), np.empty((2, len(firsts)), np.int64)
    boxes[:], objects[:] = text.boxes(firsts), text.objects(firsts)
    is_long = lasts > firsts
    boxes[1, is_long] = text.boxes(lasts[is_long])
    # An object's characters follow each other: where the next word begins in it too, this one ends in it.
    is_last = np.append(objects[0, 1:] != objects[0, :-1], True)
    objects[1, is_long & is_last] = text.objects(lasts[is_long & is_last])
    return boxes, objects


def _are_even(first: Floats, last: Floats, steps: Ints) -> NDArray[np.bool_]:
    """Does the last character, so many ``steps`` after the first, stand where an unbroken word ends?

    PDFium writes a space wherever one text object leaves a gap, but for evenly spaced letters and steps back.
    """
    height, inner = first[:, 3] - first[:, 1], last[:, 0] - first[:, 2]
    is_level = np.abs(first[:, 1::2] - last[:, 1::2]).max(axis=1) < _LEVEL * height
    is_dense = inner < _JUMP * height * steps
    is_forward = (inner > -_LEVEL * height) & (last[:, 2] - first[:, 0] > _NARROW * height * (steps + 1))
    even: NDArray[np.bool_] = (height > 0) & ((steps == 0) | (is_level & is_dense & is_forward))
    return even


def _is_line_end(codes: Ints) -> NDArray[np.bool_]:
    is_end: NDArray[np.bool_] = (codes == _LINE_END_HYPHENS[0]) | (codes == _LINE_END_HYPHENS[1])
    return is_end


@dataclass(frozen=True, slots=True)
class _PageText:
    """Questions to the text layer about characters, answered as the page is displayed."""

    layer: Pointer
    frame: tuple[float, float, float, float]
    turn: int

    def boxes(self, indices: Ints) -> Floats:
        """A box spans the advance width and the font's ascent and descent."""
        boxes = pdfium.read_rows(pdfium.char_loose_box, indices.tolist(), _BOUNDS, owner=self.layer)
        left, top, right, bottom = boxes.T.astype(float)
        low = np.minimum(left, right), np.minimum(top, bottom)
        high = np.maximum(left, right), np.maximum(top, bottom)
        return as_displayed(np.stack([*low, *high], axis=1), self.frame, self.turn)

    def objects(self, indices: Ints) -> Ints:
        """The text object (its address) of each character."""
        return pdfium.ask_at(pdfium.char_object, self.layer, indices.tolist())

    def turns(self, indices: Ints, objects: Ints) -> Ints:
        """Quarter turns of the baselines of characters; those of one object turn together."""
        places, which = runs(objects)
        matrices = pdfium.read_rows(pdfium.char_matrix, indices[places].tolist(), _UPRIGHT, owner=self.layer)
        angles = np.arctan2(matrices[:, 1], matrices[:, 0])
        quarters = np.rint(angles / (np.pi / 2)).astype(np.int64)
        turns = (quarters - self.turn) % 4
        turns[np.abs(angles - quarters * (np.pi / 2)) > _LEANING] += ASLANT
        all_turns: Ints = turns[which]
        return all_turns

    def have_height(self, objects: Ints) -> NDArray[np.bool_]:
        """Has the font of each object an ascent and a descent? Else its characters have heights of their own."""
        places, which = runs(objects)
        fonts = pdfium.ask(pdfium.text_font, pdfium.pointers(objects[places].tolist()))
        with_height = [font for font in np.unique(fonts).tolist() if font and pdfium.has_height(font)]
        have: NDArray[np.bool_] = np.isin(fonts, with_height)[which]
        return have


def _codes(text: Pointer, count: int) -> Ints:
    """The code point of each character of the text layer."""
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.get_text(text, 0, count, pdfium.pointer(units.ctypes.data)) - 1 if count else 0
    codes = units[:count].astype(np.int64)
    # Characters without a Unicode value are left out of the bulk text, which would shift all boxes behind them, and
    # characters beyond the basic plane take two units.
    if written != count or ((codes >= 0xD800) & (codes < 0xE000)).any():
        codes = pdfium.ask_at(pdfium.char_code, text, range(count))
    return np.where(codes < sys.maxunicode, codes, 0xFFFD)


def _jumps(boxes: Floats) -> NDArray[np.bool_]:
    """Where a character stands on another line or far from the one before it, although no space is between."""
    jumps = np.ones(len(boxes), bool)
    before, after = boxes[:-1], boxes[1:]
    height = np.maximum(np.maximum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1]), 1.0)
    rise = np.abs((before[:, 1] + before[:, 3]) - (after[:, 1] + after[:, 3])) / 2
    jumps[1:] = (rise > 0.6 * height) | (np.abs(after[:, 0] - before[:, 2]) > _JUMP * height)
    return jumps


def _is_one_word(text: Pointer, units: _Units, reading: Floats) -> NDArray[np.bool_]:
    """Where PDFium wrote a space or line end of its own between two text objects that touch, as in small print."""
    found = np.zeros(len(reading), bool)
    before, after = reading[:-1], reading[1:]
    height = before[:, 3] - before[:, 1]
    is_level = np.abs(after[:, [1, 3]] - before[:, [1, 3]]).max(axis=1, initial=0) < _LEVEL * height
    touches = np.abs(after[:, 0] - before[:, 2]) < _TOUCH * height
    places = np.flatnonzero(is_level & touches & (units.objects[1:] != units.objects[:-1]) & units.is_spaced[1:]) + 1
    if len(places):
        ends = [units.lasts[places - 1] + 1, units.firsts[places] - 1]
        asked = [pdfium.ask_at(pdfium.char_is_generated, text, end.tolist()) == 1 for end in ends]
        found[places] = asked[0] & asked[1] & (ends[1] - ends[0] <= 1)
    return found


def _spell(codes: Ints, firsts: Ints, lasts: Ints) -> list[str]:
    """The words from code ``firsts`` to ``lasts``, with hyphens and ligatures written as one reads them."""
    codes = codes.astype(np.uint32)
    for glyph, letter in _GLYPHS.items():
        codes[codes == glyph] = ord(letter)
    letters = codes.tobytes().decode("utf-32-le", "replace")
    words = [letters[first : last + 1] for first, last in zip(firsts.tolist(), (lasts).tolist(), strict=True)]
    return words if letters.isascii() else [_spell_out(word) for word in words]


def _spell_out(word: str) -> str:
    return re.sub("[ﬀ-ﬆ]", lambda hit: _LIGATURES[hit.group()], word) if not word.isascii() else word
