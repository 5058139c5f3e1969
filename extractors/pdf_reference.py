"""The same page read by pdfplumber: slower, of another make, and so the judge of our own reader.

It serves two ends: tests compare both readings, and a page on which ours fails is read by it instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractors.records import Box, Cell, Part, Table, TableRow, TextLine

_WHITE = 0.98
_THIN = 3.0
_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
#: ruling positions of neighbouring cells agree within this many points
_SAME = 1.0


def read_reference_page(path: Path, number: int) -> Part:
    """Page ``number`` (from 1) with the tables that pdfplumber's ``lines`` strategy finds."""
    return next(read_reference_pages(path, [number]))


def read_reference_pages(path: Path, numbers: Iterable[int]) -> Iterator[Part]:
    """The same for several pages, opening the document once."""
    import pdfplumber  # takes longer to import than most documents to read

    with pdfplumber.open(path) as document:
        for number in numbers:
            page = document.pages[number - 1]
            seen = page.filter(_is_seen)
            found = [table for table in seen.find_tables(_SETTINGS) if len(table.cells) > 1]
            tables = tuple(_table(table) for table in sorted(found, key=lambda t: (t.bbox[1], t.bbox[0])))
            yield Part(tables=tables, texts=tuple(_texts(seen, tables)), page=number, is_scanned=not page.chars)
            page.close()


def _is_seen(item: dict[str, Any]) -> bool:
    """Is the character, line or shape visible: neither white on paper nor, as a filled shape, an area?"""
    kind = item["object_type"]
    if kind == "char":
        return True
    if kind in {"line", "rect", "curve"}:
        if item.get("stroke"):
            return not _is_white(item.get("stroking_color"))
        thin = min(item["width"], item["height"]) <= _THIN
        return bool(item.get("fill")) and thin and not _is_white(item.get("non_stroking_color"))
    return True


def _is_white(color: Any) -> bool:
    """White in grey, RGB or CMYK; a pattern or an unknown colour counts as ink."""
    values = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(value, int | float) for value in values):
        return False
    return max(values) <= 1 - _WHITE if len(values) == 4 else min(values, default=0) >= _WHITE


def _table(found: Any) -> Table:
    boxes = found.cells
    xs, ys = _positions(boxes, 0), _positions(boxes, 1)
    slots: list[list[Cell | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for line, texts in zip(found.rows, found.extract(), strict=True):
        for box, text in zip(line.cells, texts, strict=True):
            if box is not None:
                row, column = _index(ys, box[1]), _index(xs, box[0])
                spans = _index(ys, box[3]) - row, _index(xs, box[2]) - column
                slots[row][column] = Cell(_as_printed(text or ""), *spans, box=Box(*box))
    rows = tuple(
        TableRow(tuple(slot), Box(xs[0], top, xs[-1], bottom))
        for slot, top, bottom in zip(slots, ys[:-1], ys[1:], strict=True)
    )
    return Table(rows, len(xs) - 1, tuple(xs), Box(xs[0], ys[0], xs[-1], ys[-1]))


def _as_printed(text: str) -> str:
    """Wrapped lines joined by a space; a soft hyphen that is in the text layer is printed as a hyphen."""
    return " ".join(text.replace("\xad", "-").split())


def _positions(boxes: list[tuple[float, float, float, float]], axis: int) -> list[float]:
    positions: list[float] = []
    for value in sorted(edge for box in boxes for edge in (box[axis], box[axis + 2])):
        if not positions or value - positions[-1] > _SAME:
            positions.append(value)
    return positions


def _index(positions: list[float], value: float) -> int:
    return min(range(len(positions)), key=lambda i: abs(positions[i] - value))


def _texts(page: Any, tables: tuple[Table, ...]) -> Iterator[TextLine]:
    boxes = [table.box for table in tables if table.box is not None]

    def is_outside(item: dict[str, Any]) -> bool:
        if item["object_type"] != "char":
            return False
        x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
        return not any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in boxes)

    for line in page.filter(is_outside).extract_text_lines(strip=True, return_chars=False):
        middle = (line["top"] + line["bottom"]) / 2
        above = sum(box.bottom <= middle for box in boxes)
        yield TextLine(_as_printed(line["text"]), above, Box(line["x0"], line["top"], line["x1"], line["bottom"]))
