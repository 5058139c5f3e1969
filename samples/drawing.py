"""Ruled tables drawn on pages: wrapped cells, merged headings repeated per page, rows that go on over the page break.

Everything is drawn with the few operations of a canvas (:class:`Canvas`), so the same table comes out as PDF
(reportlab) or as the picture of a scanned page (``scan``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from reportlab.pdfbase.pdfmetrics import stringWidth

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)


class Canvas(Protocol):
    """What is used of reportlab's canvas; y counts from the bottom in points."""

    def setFont(self, name: str, size: float) -> Any: ...  # noqa: N802
    def setFillColorRGB(self, r: float, g: float, b: float) -> Any: ...  # noqa: N802
    def setStrokeColorRGB(self, r: float, g: float, b: float) -> Any: ...  # noqa: N802
    def setLineWidth(self, width: float) -> Any: ...  # noqa: N802
    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> Any: ...
    def line(self, x1: float, y1: float, x2: float, y2: float) -> Any: ...
    def drawString(self, x: float, y: float, text: str) -> Any: ...  # noqa: N802
    def showPage(self) -> Any: ...  # noqa: N802


@dataclass(frozen=True)
class Box:
    """One cell of a drawn row; ``span`` columns wide, ``rows`` rows high (headings only)."""

    text: str = ""
    span: int = 1
    rows: int = 1
    fill: Colour | None = None
    bold: bool = False
    align: str = "left"


@dataclass(frozen=True)
class Style:
    size: float
    leading: float
    pad: float = 1.8
    line_width: float = 0.5
    middle: bool = False


@dataclass(frozen=True)
class Placed:
    """Where a row came to stand: ``row_number`` counts the body rows of its page from 1.

    ``texts`` holds the wrapped lines joined by one space, per column; covered columns are empty.
    """

    key: object
    page: int
    row_number: int
    texts: tuple[str, ...]
    continues: bool = False


@dataclass
class Page:
    """The paper, its margins and where drawing goes on; ``number`` counts from 1 over the whole document."""

    canvas: Canvas
    width: float
    height: float
    margin: float = 24
    #: room kept free at the foot of a page; the margin if smaller
    foot: float = 0
    number: int = 0
    y: float = 0
    body_rows: int = 0

    @property
    def room(self) -> float:
        """What is left of the page, in points."""
        return self.y - max(self.margin, self.foot)

    def begin(self) -> None:
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.y = self.height - self.margin
        self.body_rows = 0

    def text(self, text: str, *, size: float = 9, bold: bool = False, align: str = "center", gap: float = 3) -> None:
        """One line of free text, then move down."""
        font = font_name(bold)
        self.canvas.setFont(font, size)
        width = stringWidth(text, font, size)
        left = {"left": self.margin, "center": (self.width - width) / 2, "right": self.width - self.margin - width}
        self.canvas.drawString(left[align], self.y - size, text)
        self.y -= size + gap


@dataclass
class TablePrinter:
    """Draws rows under a heading; ``placed`` tells where each row came to stand."""

    page: Page
    widths: Sequence[float]
    heading: Sequence[Sequence[Box | None]]
    style: Style
    may_split: bool = True
    placed: list[Placed] = field(default_factory=list)

    def draw_heading(self) -> None:
        """The merged heading at the current place."""
        heights = self._heading_heights()
        top = self.page.y
        for index, row in enumerate(self.heading):
            for column, box in enumerate(row):
                if box is not None:
                    self._draw(
                        box,
                        column,
                        top,
                        sum(heights[index : index + box.rows]),
                        wrap(box, self._width(column, box), self.style),
                    )
            top -= heights[index]
        self.page.y = top

    def row(self, key: object, boxes: Sequence[Box | None]) -> None:
        """One body row: on this page if it fits, else cut in two where allowed, else on the next page."""
        lines = [None if b is None else wrap(b, self._width(c, b), self.style) for c, b in enumerate(boxes)]
        room = self.page.room
        height = self._height(lines)
        if height <= room:
            self._draw_row(key, boxes, lines, height)
            return
        fitting = int((room - 2 * self.style.pad) // self.style.leading)
        longest = max(len(text) for text in lines if text is not None)
        if self.may_split and 1 <= fitting < longest:
            upper = [None if text is None else text[:fitting] for text in lines]
            lower = [None if text is None else text[fitting:] for text in lines]
            self._draw_row(key, boxes, upper, room, open_below=True)
            self._next_page()
            self._draw_row(key, boxes, lower, self._height(lower), open_above=True)
        else:
            self._next_page()
            self._draw_row(key, boxes, lines, height)

    def _next_page(self) -> None:
        self.page.begin()
        self.draw_heading()

    def _draw_row(
        self,
        key: object,
        boxes: Sequence[Box | None],
        lines: Sequence[list[str] | None],
        height: float,
        *,
        open_below: bool = False,
        open_above: bool = False,
    ) -> None:
        for column, (box, text) in enumerate(zip(boxes, lines, strict=True)):
            if box is not None and text is not None:
                self._draw(box, column, self.page.y, height, text, open_below, open_above)
        self.page.y -= height
        self.page.body_rows += 1
        texts = tuple(" ".join(text or ()) for text in lines)
        self.placed.append(Placed(key, self.page.number, self.page.body_rows, texts, open_above))

    def _draw(
        self,
        box: Box,
        column: int,
        top: float,
        height: float,
        lines: list[str],
        open_below: bool = False,
        open_above: bool = False,
    ) -> None:
        canvas, style = self.page.canvas, self.style
        left, width = self._left(column), self._width(column, box)
        if box.fill is not None:
            canvas.setFillColorRGB(*box.fill)
            canvas.rect(left, top - height, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(*BLACK)
        canvas.setStrokeColorRGB(*BLACK)
        canvas.setLineWidth(style.line_width)
        canvas.line(left, top, left, top - height)
        canvas.line(left + width, top, left + width, top - height)
        if not open_above:
            canvas.line(left, top, left + width, top)
        if not open_below:
            canvas.line(left, top - height, left + width, top - height)
        font = font_name(box.bold)
        canvas.setFont(font, style.size)
        y = top - style.pad - style.size
        if style.middle or box.rows > 1:
            y -= max(0.0, (height - 2 * style.pad - len(lines) * style.leading) / 2)
        for text in lines:
            free = width - 2 * style.pad - stringWidth(text, font, style.size)
            shift = {"left": 0.0, "center": free / 2, "right": free}[box.align]
            canvas.drawString(left + style.pad + shift, y, text)
            y -= style.leading

    def _heading_heights(self) -> list[float]:
        heights = [self.style.leading + 2 * self.style.pad] * len(self.heading)
        for rows in sorted({box.rows for row in self.heading for box in row if box is not None}):
            for index, row in enumerate(self.heading):
                for column, box in enumerate(row):
                    if box is None or box.rows != rows:
                        continue
                    need = self._height([wrap(box, self._width(column, box), self.style)])
                    lack = need - sum(heights[index : index + rows])
                    heights[index + rows - 1] += max(0.0, lack)
        return heights

    def _height(self, lines: Sequence[list[str] | None]) -> float:
        return max(len(text) for text in lines if text is not None) * self.style.leading + 2 * self.style.pad

    def _left(self, column: int) -> float:
        return self.page.margin + sum(self.widths[:column])

    def _width(self, column: int, box: Box) -> float:
        return sum(self.widths[column : column + box.span])


def font_name(bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"


def wrap(box: Box, width: float, style: Style) -> list[str]:
    """The lines of ``box.text`` in ``width`` points; at least one, which may be empty."""
    return list(_wrap(box.text, width - 2 * style.pad, font_name(box.bold), style.size))


@lru_cache(maxsize=8192)
def _wrap(text: str, width: float, font: str, size: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(joined, font, size) <= width:
            lines[-1] = joined
        else:
            lines += _break_word(word, width, font, size)
    return tuple(lines) or ("",)


def _break_word(word: str, width: float, font: str, size: float) -> list[str]:
    """A word wider than its column breaks after ``/``, ``-`` or ``.``, as browsers do; a figure never breaks."""
    if not re.search(r"[^\W\d]", word):
        return [word]
    pieces = [""]
    for part in re.findall(r"[^/.\-]+[/.\-]?|[/.\-]", word):
        if pieces[-1] and stringWidth(pieces[-1] + part, font, size) > width:
            pieces.append("")
        pieces[-1] += part
    return pieces
