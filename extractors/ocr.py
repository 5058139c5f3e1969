"""Scanned pages read as tables: straightened, rulings found in the picture, each cell read by tesseract.

The grid is built by the same code as that of text pages. What was read is kept with its confidence; nothing is
corrected here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from extractors import ocr_tesseract as tesseract
from extractors.ocr_alphabet import Alphabet
from extractors.ocr_cells import (
    ReadCell,
    Reading,
    count_unsure,
    cut_cell,
    filled_tables,
    judge_cells,
    learn_alphabet,
    read_cells,
)
from extractors.ocr_image import (
    LEAST_DPI,
    PALE_INK,
    Scan,
    find_slope,
    has_ink,
    is_too_coarse,
    render_scan,
    straighten,
)
from extractors.ocr_rulings import Lines, Strokes, find_lines
from extractors.pdf_assembly import build_tables
from extractors.pdf_source import PageContent, picture_content
from extractors.pdf_text import text_lines
from extractors.pdf_words import Words
from extractors.records import Box, Part, RejectedDocument, Table, TextLine
from extractors.scan_rules import ScanRules

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

#: a lean of the upright rulings above this is taken out of the picture
_LEAN = 0.0008
#: points: print nearer to each other than this on a line is one word; smaller marks are specks
_WORD_GAP, _SPECK = 1.2, 0.5
#: words of running text read with less confidence are stamps, seals and signatures
_LEAST_CONFIDENCE = 0.3


_REMEDY = "pindai ulang lebih bersih (300 dpi) atau minta PDF teks atau lembar kerja asli dari penerbitnya"
#: why scans were not read at all
SWITCHED_OFF = "setelan ocr mati; hidupkan, atau minta PDF teks atau lembar kerja asli dari penerbitnya"
NOT_INSTALLED = (
    f"pasang pembaca gambar dengan '{tesseract.INSTALL_COMMAND}' lalu jalankan lagi, "
    "atau minta PDF teks atau lembar kerja asli dari penerbitnya"
)


@dataclass(frozen=True, slots=True)
class _Page:
    """``cells``: those with print, by their number in reading order."""

    tables: list[Table]
    texts: tuple[TextLine, ...]
    cells: dict[int, ReadCell]


def why_unreadable(rules: ScanRules) -> str | None:
    """What to do so that scans can be read, None where they can."""
    if not rules.is_on:
        return SWITCHED_OFF
    return None if tesseract.is_installed() else NOT_INSTALLED


class ScanReader:
    """Reads the scanned pages of one document, some at a time; they share its alphabet and its page limit.

    ``why_unread``: the reason for the last page that was not read.
    """

    def __init__(self, path: Path, rules: ScanRules) -> None:
        self.path, self.rules = path, rules
        self.why_unread = f"tidak ada tulisan yang terbaca; {_REMEDY}"
        self._alphabet = Alphabet()
        self._n_pages = self._n_cells = 0

    def read(self, numbers: Sequence[int], warnings: list[tuple[str, str]]) -> dict[int, Part]:
        """The pages ``numbers`` (from 1) as far as they can be read; judged by these pages and those before.

        ``warnings`` grows by what was not read or read poorly. Raises :class:`RejectedDocument` ``ocr_too_long``,
        ``ocr_timeout``, ``ocr_failed``.
        """
        fine = [number for number in numbers if self._can_read(number)]
        if fine and not self._n_pages:
            program = tesseract.version()
            warnings.append(("ocr", f"halaman hasil pindai dibaca dari gambar dengan tesseract {program}"))
        self._n_pages += len(fine)
        if self._n_pages > self.rules.page_limit:
            raise RejectedDocument(
                "ocr_too_long",
                f"lebih dari {self.rules.page_limit} halaman hasil pindai (setelan ocr_page_limit); "
                "naikkan batasnya, pecah berkasnya, atau minta berkas aslinya",
            )
        pages = [_read_page(self.path, number - 1, self.rules.page_time_limit_s) for number in fine]
        cells = [cell for page in pages for cell in page.cells.values()]
        learn_alphabet(cells, self._alphabet, self._n_cells)
        readings = iter(judge_cells(cells, self._alphabet, self._n_cells))
        self._n_cells += len(cells)
        parts = {number: _part(page, number, readings) for page, number in zip(pages, fine, strict=True)}
        for number, part in parts.items():
            if unsure := count_unsure(part.tables):
                warnings.append(("ocr_unsure_cells", f"Halaman {number}: {unsure} sel terbaca kurang yakin"))
        return parts

    def _can_read(self, number: int) -> bool:
        if is_too_coarse(self.path, number - 1):  # first: for such a page installing a program would not help
            self.why_unread = f"gambar halaman {number} terlalu kasar (di bawah {LEAST_DPI} dpi); {_REMEDY}"
            return False
        self.why_unread = why_unreadable(self.rules) or self.why_unread
        return why_unreadable(self.rules) is None


def _part(page: _Page, number: int, readings: Iterator[Reading]) -> Part:
    tables = filled_tables(page.tables, {index: next(readings) for index in page.cells})
    return Part(tables, page.texts, page=number, is_scanned=True)


def _read_page(path: Path, index: int, time_limit_s: float) -> _Page:
    deadline = time.monotonic() + time_limit_s
    scan, lines = see_page(path, index)
    clean = erase(scan.grey, lines)
    content = see_content(scan, lines, clean)
    tables = [drawn.table() for drawn in build_tables(content)[0]]
    cells = [cell for table in tables for row in table.rows for cell in row.cells if cell is not None]
    pictures = {k: picture for k, cell in enumerate(cells) if (picture := cut_cell(scan, clean, cell)) is not None}
    read = partial(_read, deadline)
    read_of = dict(zip(pictures, read_cells(list(pictures.values()), read, scan.detail / scan.scale), strict=True))
    texts = _texts_outside(scan, clean, tables, read)
    return _Page([_on_page(table, scan) for table in tables], texts, read_of)


def _read(
    deadline: float, pictures: Sequence[Grey], layout: int, language: str, only: str
) -> list[list[tesseract.ReadWord]]:
    left = max(0.1, deadline - time.monotonic())
    return tesseract.read_pictures(pictures, layout, left, language, only)


def see_page(path: Path, index: int) -> tuple[Scan, Lines]:
    """The page straightened by its lines of text and its upright rulings, and its rulings."""
    askew = render_scan(path, index)
    slope = find_slope(has_ink(askew.grey))
    scan = straighten(askew, slope, -slope)
    lines = find_lines(has_ink(scan.grey, PALE_INK), scan.scale)
    lean = lines.lean(scan.scale)
    if abs(lean) > _LEAN:
        scan = straighten(askew, slope, lean - slope)
        lines = find_lines(has_ink(scan.grey, PALE_INK), scan.scale)
    return scan, lines


def erase(grey: Grey, lines: Lines) -> Grey:
    """The picture without its rulings."""
    clean = grey.copy()
    clean[ndimage.binary_dilation(lines.mask, np.ones((3, 3)))] = 255
    return clean


def see_content(scan: Scan, lines: Lines, clean: Grey) -> PageContent:
    """What the grid builder needs: rulings, and where print stands (words without text)."""
    boxes = _print_boxes(scan, clean)
    rulings = [_rulings(scan, lines.level), _rulings(scan, lines.upright, is_upright=True)]
    return picture_content(scan.size, _words(["x"] * len(boxes), boxes), np.vstack(rulings))


def _print_boxes(scan: Scan, clean: Grey) -> Floats:
    reach = 2 * round(_WORD_GAP * scan.scale / 2) + 1
    near = ndimage.maximum_filter1d(has_ink(clean).view(np.uint8), reach, axis=1)
    found = ndimage.find_objects(ndimage.label(near)[0])
    boxes = np.array([(s[1].start, s[0].start, s[1].stop, s[0].stop) for s in found], float).reshape(-1, 4)
    inset = reach // 2
    boxes[:, 0] += inset
    boxes[:, 2] -= inset
    boxes = boxes[(boxes[:, 3] - boxes[:, 1] >= _SPECK * scan.scale) & (boxes[:, 2] > boxes[:, 0])]
    x0, top = scan.points(boxes[:, 0], boxes[:, 1])
    x1, bottom = scan.points(boxes[:, 2], boxes[:, 3])
    return np.stack([x0, top, x1, bottom], axis=1)


def _rulings(scan: Scan, strokes: Strokes, *, is_upright: bool = False) -> Floats:
    starts, ends = (strokes.start, strokes.at), (strokes.end, strokes.at)
    x0, y0 = scan.points(*(starts[::-1] if is_upright else starts))
    x1, y1 = scan.points(*(ends[::-1] if is_upright else ends))
    return np.stack([x0, y0, x1, y1], axis=1)


def _words(texts: list[str], boxes: Floats) -> Words:
    zeros = np.zeros(len(texts), np.int64)
    return Words(texts, boxes, zeros.astype(bool), zeros, zeros)


def _texts_outside(scan: Scan, clean: Grey, tables: Sequence[Table], read: partial) -> tuple[TextLine, ...]:  # type: ignore[type-arg]
    """Lines of text outside the tables, top to bottom; the digits of each were read twice."""
    paper = clean.copy()
    for table in tables:
        assert table.box is not None
        left, upper, right, lower = scan.pixels(table.box)
        paper[upper:lower, left:right] = 255
    if not has_ink(paper).any():
        return ()
    found = [word for word in read([paper], tesseract.PAGE, tesseract.LANGUAGE, "")[0] if _is_print(word)]
    pixels = np.array([word.box for word in found], float).reshape(-1, 4)
    x0, top = scan.points(pixels[:, 0], pixels[:, 1])
    x1, bottom = scan.points(pixels[:, 2], pixels[:, 3])
    lines = text_lines(_words([word.text for word in found], np.stack([x0, top, x1, bottom], axis=1)))
    sure = iter(_digits_agree([_cut(scan, paper, box) for text, box in lines if _has_digit(text)],
                              [text for text, _ in lines if _has_digit(text)], read))  # fmt: skip
    bottoms = [table.box.bottom for table in tables if table.box]
    return tuple(
        TextLine(
            text,
            sum(edge <= (box[1] + box[3]) / 2 for edge in bottoms),
            scan.on_page(Box(*box)),
            (1.0 if next(sure) else 0.0) if _has_digit(text) else 1.0,
        )
        for text, box in lines
    )


def _is_print(word: tesseract.ReadWord) -> bool:
    return word.confidence >= _LEAST_CONFIDENCE


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _cut(scan: Scan, paper: Grey, box: tuple[float, float, float, float]) -> Grey:
    x0, top, x1, bottom = scan.pixels(Box(*box))
    return np.pad(paper[max(0, top - 4) : bottom + 4, max(0, x0 - 4) : x1 + 4], 20, constant_values=255)


def _digits_agree(pictures: list[Grey], texts: list[str], read: partial) -> list[bool]:  # type: ignore[type-arg]
    """Does a second reading of each line see the same digits?"""
    again = read(pictures, tesseract.LINE, tesseract.SECOND_LANGUAGE, "")
    return [
        _digits(text) == _digits(" ".join(word.text for word in words))
        for text, words in zip(texts, again, strict=True)
    ]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _on_page(table: Table, scan: Scan) -> Table:
    """``table`` with the boxes of its rows where they stand on the page as displayed."""
    rows = tuple(replace(row, box=scan.on_page(row.box)) if row.box is not None else row for row in table.rows)
    return replace(table, rows=rows)
