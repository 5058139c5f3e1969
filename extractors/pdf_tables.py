"""A PDF as tables: one part per page, with cells, spans, fills and places, and the text lines around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_calls import count_pages
from extractors.pdf_grid import build_grid, find_cells
from extractors.pdf_rulings import Rulings, group_rulings
from extractors.pdf_source import PageContent, Words, open_document, read_page
from extractors.pdf_text import cell_texts, text_lines
from extractors.pdf_unruled import split_unruled
from extractors.records import Box, Cell, Part, Reading, RejectedDocument, Table, TableRow, TextLine

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: PDFium keeps what pages shared for as long as the document is open, so it is opened anew after so many pages
PAGES_PER_OPENING = 50
#: a picture over this share of the page with hardly any text beside it is a scan
_SCAN_SHARE, _STAMP_WORDS = 0.6, 40
_WHITE = "#ffffff"


def read_pdf(path: Path, document_id: str) -> Reading:
    """All pages of a text PDF; raises ``RejectedDocument`` (``damaged``, ``encrypted``, ``scanned``).

    Warnings name pages with text off the sheet, hidden text and pages without a text layer.
    """
    parts: list[Part] = []
    warnings: list[tuple[str, str]] = []
    for number, content in read_pages(path):
        parts.append(build_part(content, number))
        warnings.extend(_warnings(content, parts[-1]))
    filled = [part for part in parts if part.is_scanned or part.tables or part.texts]
    if filled and all(part.is_scanned for part in filled):
        raise RejectedDocument(
            "scanned",
            f"{path.name} hanya berisi gambar hasil pindai ({len(parts)} halaman) tanpa lapisan teks; "
            "mintalah berkas PDF atau lembar kerja asli dari penerbitnya.",
        )
    return Reading(document_id, path.name, "pdf", tuple(parts), tuple(warnings))


def read_pages(path: Path) -> Iterator[tuple[int, PageContent]]:
    """(page number from 1, content) of every page, opening the file anew after ``PAGES_PER_OPENING`` pages."""
    check_is_whole(path)
    start, total = 0, 1
    while start < total:
        with open_document(path) as document:
            total = count_pages(document)
            for index in range(start, min(start + PAGES_PER_OPENING, total)):
                yield index + 1, read_page(document, index)
        start += PAGES_PER_OPENING


def check_is_whole(path: Path) -> None:
    """Raise ``RejectedDocument`` for a file that is no PDF or was cut off: PDFium would read what is left of it."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(1024)
        stream.seek(max(0, size - 65536))
        tail = stream.read()
    if b"%PDF-" not in head:
        raise RejectedDocument("damaged", f"{path.name} bukan PDF; kirim berkas PDF, XLSX, XLS, ODS atau CSV.")
    if b"%%EOF" not in tail:
        raise RejectedDocument(
            "damaged", f"{path.name} terpotong (akhir berkas tidak ada); unduh ulang berkasnya lalu kirim kembali."
        )


def build_part(content: PageContent, number: int) -> Part:
    """Tables of the page from top to bottom and the lines of text outside them."""
    tables: list[Table] = []
    is_free = np.ones(len(content.words), bool)
    for rulings in sorted(group_rulings(content.rulings), key=_extent):
        table = _build_table(rulings, content, is_free)
        if table is not None:
            tables.append(table)
    tables.sort(key=lambda table: (table.box.top, table.box.x0) if table.box else (0.0, 0.0))
    texts = _texts_outside(content.words.take(is_free), tables)
    return Part(
        tables=tuple(tables),
        texts=texts,
        page=number,
        is_scanned=is_scanned(content, tables),
        hidden_text=tuple(text for text, _ in text_lines(content.hidden)),
    )


def is_scanned(content: PageContent, tables: list[Table]) -> bool:
    """Is the page a picture (or outlines) of text, at most with a stamp set beside it?"""
    if content.is_empty or tables:
        return False
    if not len(content.words):
        return True
    boxes = content.images
    largest = float(((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).max()) if len(boxes) else 0.0
    return len(content.words) <= _STAMP_WORDS and largest > _SCAN_SHARE * content.width * content.height


def _extent(rulings: Rulings) -> float:
    width = float(rulings.level[:, 2].max() - rulings.level[:, 1].min())
    return width * float(rulings.upright[:, 2].max() - rulings.upright[:, 1].min())


def _build_table(rulings: Rulings, content: PageContent, is_free: NDArray[np.bool_]) -> Table | None:
    """The table that the rulings draw, None for a mere box; its words are taken out of ``is_free``."""
    grid = build_grid(rulings)
    fields = _place(content.words.boxes, grid.xs, grid.ys)
    filled = np.zeros((len(grid.ys) + 1, len(grid.xs) + 1), bool)
    filled[fields[is_free, 0], fields[is_free, 1]] = True
    cells = find_cells(grid, filled[:-2, :-2])
    if len(cells) < 2:
        return None
    boxes = np.stack([grid.xs[cells[:, 1]], grid.ys[cells[:, 0]], grid.xs[cells[:, 3]], grid.ys[cells[:, 2]]], axis=1)
    boxes = split_unruled(boxes, content.words, content.areas)
    xs, ys = np.unique(boxes[:, [0, 2]]), np.unique(boxes[:, [1, 3]])
    places = np.stack([np.searchsorted(ys, boxes[:, 1]), np.searchsorted(xs, boxes[:, 0]),
                       np.searchsorted(ys, boxes[:, 3]), np.searchsorted(xs, boxes[:, 2])], axis=1)  # fmt: skip
    owner = np.full((len(ys) + 1, len(xs) + 1), -1)
    for index, (row0, column0, row1, column1) in enumerate(places.tolist()):
        owner[row0:row1, column0:column1] = index
    spots = _place(content.words.boxes, xs, ys)
    owners = np.where(is_free, owner[spots[:, 0], spots[:, 1]], -1)
    is_free &= owners < 0
    texts = cell_texts(content.words, owners, len(boxes))
    fills = _fills(places, xs, ys, content)
    open_above, open_below = _open_sides(grid.drawn_level)
    return _assemble(boxes, places, xs, ys, texts, fills, (open_above, open_below))


def _place(boxes: Floats, xs: Floats, ys: Floats) -> Ints:
    """(row, column) of the field that holds the middle of each box; -1 (the last one) for none."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    column, row = np.searchsorted(xs, x, "right") - 1, np.searchsorted(ys, y, "right") - 1
    row[row >= len(ys) - 1] = -1
    column[column >= len(xs) - 1] = -1
    return np.stack([row, column], axis=1)


def _fills(places: Ints, xs: Floats, ys: Floats, content: PageContent) -> list[str | None]:
    """The colour painted last behind the middle of each cell, None for paper."""
    if not len(content.areas):
        return [None] * len(places)
    across, down = (xs[:-1] + xs[1:]) / 2, (ys[:-1] + ys[1:]) / 2
    top_paint = np.full((len(down), len(across)), -1)
    left, top, right, bottom = content.areas.T
    rows_covered = zip(np.searchsorted(down, top).tolist(), np.searchsorted(down, bottom).tolist(), strict=True)
    columns_covered = zip(np.searchsorted(across, left).tolist(), np.searchsorted(across, right).tolist(), strict=True)
    for index, (rows, columns) in enumerate(zip(rows_covered, columns_covered, strict=True)):
        top_paint[slice(*rows), slice(*columns)] = index
    middle = (places[:, :2] + places[:, 2:] - 1) // 2
    painted = [content.colors[k] if k >= 0 else None for k in top_paint[middle[:, 0], middle[:, 1]].tolist()]
    return [None if color == _WHITE else color for color in painted]


def _open_sides(drawn_level: NDArray[np.bool_]) -> tuple[bool, bool]:
    """Is no border drawn along most of the top, of the bottom?"""
    return bool(drawn_level[0].mean() < 0.5), bool(drawn_level[-1].mean() < 0.5)


def _assemble(
    boxes: Floats,
    places: Ints,
    xs: Floats,
    ys: Floats,
    texts: list[str],
    fills: list[str | None],
    is_open: tuple[bool, bool],
) -> Table:
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    slots: list[list[Cell | None]] = [[None] * n_columns for _ in range(n_rows)]
    for place, box, text, fill in zip(places.tolist(), boxes.tolist(), texts, fills, strict=True):
        row0, column0, row1, column1 = place
        slots[row0][column0] = Cell(text, row1 - row0, column1 - column0, fill, Box(*box))
    left, right = float(xs[0]), float(xs[-1])
    heights = ys.tolist()
    rows = tuple(
        TableRow(
            tuple(slot),
            Box(left, heights[i], right, heights[i + 1]),
            is_open_above=is_open[0] and i == 0,
            is_open_below=is_open[1] and i == n_rows - 1,
        )
        for i, slot in enumerate(slots)
    )
    return Table(rows, n_columns, tuple(xs.tolist()), Box(left, heights[0], right, heights[-1]))


def _texts_outside(words: Words, tables: list[Table]) -> tuple[TextLine, ...]:
    bottoms = [table.box.bottom for table in tables if table.box]
    lines = []
    for text, box in text_lines(words):
        middle = (box[1] + box[3]) / 2
        lines.append(TextLine(text, sum(bottom <= middle for bottom in bottoms), Box(*box)))
    return tuple(lines)


def _warnings(content: PageContent, part: Part) -> Iterator[tuple[str, str]]:
    """(code, detail) of what a reader of the paper would not see, or we can't."""
    boxes = content.words.boxes
    off = (
        (boxes[:, 2] > content.width + 1) | (boxes[:, 0] < -1) | (boxes[:, 1] < -1) | (boxes[:, 3] > content.height + 1)
    )
    if off.any():
        sample = " ".join(content.words.take(off).texts)[:80]
        yield "text_off_page", f"Halaman {part.page}: teks di luar lembar: {sample}"
    if part.hidden_text:
        yield "hidden_text", f"Halaman {part.page}: teks tak terlihat: {' '.join(part.hidden_text)[:80]}"
    if part.is_scanned:
        yield "scanned_page", f"Halaman {part.page}: hasil pindai tanpa lapisan teks"
