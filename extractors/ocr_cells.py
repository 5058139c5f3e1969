"""The text of the cells of scanned tables, and how far it can be trusted.

Each cell is read by itself: that is both more exact and cheaper than reading the page. What holds digits is read a
second time with another model and size. A figure counts as sure only where the document's own alphabet
(:mod:`extractors.ocr_alphabet`) confirms a reading; other texts with digits where both readings agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from extractors.ocr_alphabet import Alphabet
from extractors.ocr_glyphs import FIGURE_CHARACTERS, Glyphs, cut_glyphs, text_lines_of
from extractors.ocr_image import Scan, has_ink
from extractors.ocr_tesseract import BLOCK, LANGUAGE, LINE, SECOND_LANGUAGE, ReadWord
from extractors.records import Cell, Table

Grey = NDArray[np.uint8]
#: pictures, layout, language, characters that may be read (all if empty) -> words of each picture
Read = Callable[[Sequence[Grey], int, str, str], list[list[ReadWord]]]

#: confidence of what its checks confirm at least, and of what they don't at most
_SURE, _UNSURE = 0.9, 0.4
#: even what the alphabet upholds must have been read with more confidence than a guess
_GUESSED = 0.15
#: figures are read best at this height of a digit, on so much white
_DIGIT_PIXELS, _MARGIN = 24, 30
_BLOCK_MARGIN = 12
#: points: marks smaller than this in both directions are specks
_SPECK = 0.8
#: pixels inside the cell's edges where rests of its rulings may be
_INSET = 2
_FIGURE = re.compile(rf"(?=.*\d)[{re.escape(FIGURE_CHARACTERS)}\s]+")
#: width of an upright bar in heights
_BAR = 0.3
_ROMAN, _ORDINAL = "IVX", re.compile(r"X?(?:IX|IV|V?I{1,3}|V)|X")
#: a text this short may be a figure that was read as letters
_SHORT_TEXT, _SHORTEST_WORD = 4, 2
#: digits lower than this many pixels of the scanner are coarse
_COARSE = 11.0
#: a number whose digits no mark and no zero in front holds together
_BARE_DIGITS = re.compile(r"[1-9]\d+")
#: digits in threes, with a decimal mark of the other kind; or the segments of a code
_WELL_FORMED = re.compile(
    r"\(?-?\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)\)?%?|\(?\d{1,2}(?:\.(?:\d{1,2}|\d{4}))+\.?\)?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    confidence: float


@dataclass(slots=True)
class ReadCell:
    """A cell of a scanned table; ``first`` and ``second`` are its readings, ``figures`` the glyphs of each.

    ``is_coarse``: the scanner saw so few pixels of each digit that a point may have been lost.
    """

    picture: Grey
    first: Reading
    is_coarse: bool = False
    second: Reading | None = None
    figures: tuple[tuple[Reading, list[Glyphs]], ...] = ()

    @property
    def may_be_figure(self) -> bool:
        """More digits than letters, or so short that it may be digits read as letters."""
        letters, digits = (sum(map(kind, self.first.text)) for kind in (str.isalpha, str.isdigit))
        return digits > letters or len(self.first.text) <= _SHORT_TEXT


def cut_cell(scan: Scan, clean: Grey, cell: Cell) -> Grey | None:
    """The print inside ``cell`` without the white around it; None where there is none."""
    assert cell.box is not None
    x0, top, x1, bottom = scan.pixels(cell.box)
    inside = clean[top + _INSET : bottom - _INSET, x0 + _INSET : x1 - _INSET]
    labels, count = ndimage.label(has_ink(inside), np.ones((3, 3)))
    smallest = _SPECK * scan.scale
    marks = [s for s in ndimage.find_objects(labels) if max(s[0].stop - s[0].start, s[1].stop - s[1].start) >= smallest]
    if not count or not marks:
        return None
    rows = min(s[0].start for s in marks), max(s[0].stop for s in marks)
    columns = min(s[1].start for s in marks), max(s[1].stop for s in marks)
    return inside[slice(*rows), slice(*columns)].copy()  # a view would keep the whole page


def read_cells(pictures: Sequence[Grey], read: Read, detail: float) -> list[ReadCell]:
    """Every picture read once, and again where the text holds digits or may stand for some.

    ``detail``: how many pixels the scanner saw for each pixel of the pictures.
    """
    blocks = [_on_white(picture, _BLOCK_MARGIN) for picture in pictures]
    first = read(blocks, BLOCK, LANGUAGE, "")
    cells = [
        ReadCell(picture, _reading(words), _digit_height(picture) * detail < _COARSE)
        for picture, words in zip(pictures, first, strict=True)
    ]
    figures = [cell for cell in cells if cell.may_be_figure]
    for layout, is_line in ((LINE, True), (BLOCK, False)):
        group = [cell for cell in figures if _is_line(cell.picture) == is_line]
        second = read([_enlarged(cell.picture) for cell in group], layout, SECOND_LANGUAGE, FIGURE_CHARACTERS)
        for cell, words in zip(group, second, strict=True):
            _add_figure(cell, _reading(words))
    _read_ordinals(cells, read)
    others = [cell for cell in cells if cell.second is None and any(c.isdigit() for c in cell.first.text)]
    blocks = [_on_white(cell.picture, _MARGIN) for cell in others]
    for cell, words in zip(others, read(blocks, BLOCK, SECOND_LANGUAGE, ""), strict=True):
        cell.second = _reading(words)
    return cells


def _read_ordinals(cells: Sequence[ReadCell], read: Read) -> None:
    """Lone Roman numbers, as quarters have them for headings; a block of one narrow letter is mostly overlooked."""
    unread = [cell for cell in cells if len(cell.first.text) < _SHORTEST_WORD and not cell.first.text.isdigit()]
    unread = [cell for cell in unread if not any(reading.text.isdigit() for reading, _ in cell.figures)]
    pictures = [_enlarged(cell.picture) for cell in unread]
    for cell, words in zip(unread, read(pictures, LINE, SECOND_LANGUAGE, _ROMAN), strict=True):
        ordinal = _bars(cell.picture) or _reading(words)
        if _ORDINAL.fullmatch(ordinal.text):
            cell.first = Reading(ordinal.text, min(_UNSURE, ordinal.confidence))  # the alphabet may still tell a one


def _bars(picture: Grey) -> Reading | None:
    """One to three upright bars side by side; tesseract takes two for one."""
    labels, count = ndimage.label(has_ink(picture), np.ones((3, 3)))
    bars = ndimage.find_objects(labels)
    are_bars = all(
        s[0].stop - s[0].start >= 0.9 * len(picture) and s[1].stop - s[1].start <= _BAR * len(picture) for s in bars
    )
    return Reading("I" * count, _UNSURE) if 1 <= count <= 3 and are_bars else None


def _add_figure(cell: ReadCell, second: Reading) -> None:
    """Keep ``second`` and the glyphs of both readings; a short word that holds no digit either way stays a word."""
    readings = sorted((cell.first, second), key=lambda reading: reading.confidence)
    distinct = {_bare(reading.text): reading for reading in readings if _FIGURE.fullmatch(reading.text)}
    if distinct or len(_bare(cell.first.text)) < _SHORTEST_WORD:
        picture = _enlarged(cell.picture)
        cell.second = second
        cell.figures = tuple((reading, cut_glyphs(picture, reading.text)) for reading in distinct.values())


def _reading(words: Sequence[ReadWord]) -> Reading:
    return Reading(" ".join(word.text for word in words), min((word.confidence for word in words), default=0.0))


def _is_line(picture: Grey) -> bool:
    return len(text_lines_of(has_ink(picture))) <= 1


def _on_white(picture: Grey, margin: int) -> Grey:
    return np.pad(picture, margin, constant_values=255)


def _digit_height(picture: Grey) -> int:
    labels, _ = ndimage.label(has_ink(picture), np.ones((3, 3)))
    return max((s[0].stop - s[0].start for s in ndimage.find_objects(labels)), default=_DIGIT_PIXELS)


def _enlarged(picture: Grey) -> Grey:
    """``picture`` in the size in which figures are read best."""
    factor = min(4.0, max(0.5, _DIGIT_PIXELS / _digit_height(picture)))
    size = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
    resized = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
    return _on_white(resized, _MARGIN)


def learn_alphabet(cells: Sequence[ReadCell], alphabet: Alphabet, first_number: int) -> None:
    """Add the glyphs of ``cells``, numbered from ``first_number`` in their document."""
    for number, cell in enumerate(cells, start=first_number):
        for _, cuts in cell.figures:
            if cuts:
                alphabet.add(cuts[0], number)


def judge_cells(cells: Sequence[ReadCell], alphabet: Alphabet, first_number: int) -> list[Reading]:
    """The text of each cell and how sure it is, by the ``alphabet`` that was learnt from all of them."""
    return [
        _judge_figure(cell, alphabet, number) if cell.second is not None and cell.may_be_figure else _judge_text(cell)
        for number, cell in enumerate(cells, start=first_number)
    ]


def _judge_figure(cell: ReadCell, alphabet: Alphabet, number: int) -> Reading:
    """The reading that the alphabet upholds; else, unsure, the likelier one."""
    assert cell.second is not None
    upheld: dict[str, float] = {}
    both = min(cell.first.confidence, cell.second.confidence)
    are_agreed = both >= _SURE and _bare(cell.first.text) == _bare(cell.second.text)
    for reading, cuts in cell.figures:
        figures = (alphabet.upholds(cut, number, are_agreed) for cut in cuts)
        figure = next((figure for figure in figures if figure and _is_well_formed(figure, cell.is_coarse)), None)
        if figure is not None:
            upheld[figure] = max(reading.confidence, upheld.get(figure, 0.0))
    if len(upheld) == 1:
        ((text, confidence),) = upheld.items()
        if confidence >= _GUESSED:
            return Reading(text, max(_SURE, confidence))
    spelled = alphabet.spell(_enlarged(cell.picture), number) if not upheld else None
    if spelled is not None and _is_well_formed(spelled, cell.is_coarse):
        return Reading(spelled, _SURE)
    likely = next((r for r in (cell.second, cell.first) if _FIGURE.fullmatch(r.text)), cell.first)
    return Reading(likely.text, min(_UNSURE, likely.confidence))


def _judge_text(cell: ReadCell) -> Reading:
    """The first reading; where it holds digits, unsure unless both agree."""
    if cell.second is None:
        return cell.first
    confidence = min(cell.first.confidence, cell.second.confidence)
    agree = _bare(cell.first.text) == _bare(cell.second.text)
    return Reading(cell.first.text, confidence if agree else min(_UNSURE, confidence))


def _is_well_formed(text: str, is_coarse: bool) -> bool:
    """False for points and commas that contradict each other, and bare digits that may have lost a point."""
    bare = _bare(text)
    if is_coarse and _BARE_DIGITS.fullmatch(bare):
        return False
    return sum(bare.count(mark) for mark in ".,") < 2 or _WELL_FORMED.fullmatch(bare) is not None


def _bare(text: str) -> str:
    return "".join(text.split())


def filled_tables(tables: Sequence[Table], texts: dict[int, Reading]) -> tuple[Table, ...]:
    """``tables`` with the texts of their cells, by the number of the cell in reading order; the rest is blank."""
    number = -1
    filled = []
    for table in tables:
        rows = []
        for row in table.rows:
            cells: list[Cell | None] = []
            for cell in row.cells:
                if cell is None:
                    cells.append(None)
                    continue
                number += 1
                reading = texts.get(number, Reading("", 1.0))
                cells.append(cell._replace(text=reading.text, confidence=round(reading.confidence, 2)))
            rows.append(replace(row, cells=tuple(cells)))
        filled.append(replace(table, rows=tuple(rows)))
    return tuple(filled)


def count_unsure(tables: Sequence[Table]) -> int:
    """Cells with text whose reading can't be relied on."""
    cells = (cell for table in tables for row in table.rows for cell in row.cells if cell is not None)
    return sum(not cell.is_sure for cell in cells)
