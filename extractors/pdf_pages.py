"""Pages of a PDF read one after the other: their tables as drawn, the lines of text around them, what was noticed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.pdf_assembly import DrawnTable, build_tables
from extractors.pdf_calls import count_pages
from extractors.pdf_reference import read_reference_page
from extractors.pdf_source import PageContent, open_document, read_page
from extractors.pdf_text import text_lines
from extractors.pdf_words import Words
from extractors.records import Box, Part, Table, TextLine

#: PDFium keeps what pages shared for as long as the document is open, so it is opened anew after so many pages
PAGES_PER_OPENING = 50
#: a picture over this share of the page with hardly any text beside it is a scan
_SCAN_SHARE, _STAMP_WORDS = 0.6, 40


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page (``number`` from 1) in a form that is cheap to send to another process."""

    number: int
    tables: tuple[DrawnTable | Table, ...]
    texts: tuple[TextLine, ...]
    is_scanned: bool = False
    hidden_text: tuple[str, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    turned: int = 0

    def part(self) -> Part:
        return Part(
            tables=tuple(table.table() if isinstance(table, DrawnTable) else table for table in self.tables),
            texts=self.texts,
            page=self.number,
            is_scanned=self.is_scanned,
            hidden_text=self.hidden_text,
            turned=self.turned,
        )


def count_document_pages(path: Path) -> int:
    with open_document(path) as document:
        return count_pages(document)


def draw_pages(path: Path, start: int, stop: int) -> Iterator[DrawnPage]:
    """Pages ``start`` to ``stop`` (from 0, the last excluded); opens the file anew after ``PAGES_PER_OPENING``."""
    for first in range(start, stop, PAGES_PER_OPENING):
        with open_document(path) as document:
            for index in range(first, min(first + PAGES_PER_OPENING, stop)):
                yield _draw_page(read_page(document, index), index + 1, path)


def _draw_page(content: PageContent, number: int, path: Path) -> DrawnPage:
    """The page by our own reader, or by the reference where ours trips over it."""
    warnings = []
    try:
        tables, is_free, is_covered = build_tables(content)
        page = DrawnPage(
            number=number,
            tables=tuple(tables),
            texts=_texts_outside(content.words.take(is_free), tables),
            is_scanned=_is_scanned(content, has_tables=bool(tables)),
            hidden_text=tuple(
                text for words in (content.hidden, content.words.take(is_covered)) for text, _ in text_lines(words)
            ),
        )
    except (ArithmeticError, LookupError, ValueError) as error:
        part = read_reference_page(path, number)
        gc.collect()
        page = DrawnPage(number, part.tables, part.texts, part.is_scanned)
        warnings.append(("page_read_by_reference", f"Halaman {number}: dibaca dengan cara cadangan ({error})"))
    warnings.extend(_noticed(content, page))
    turned = 0 if warnings and warnings[0][0] == "page_read_by_reference" else content.turned
    return DrawnPage(number, page.tables, page.texts, page.is_scanned, page.hidden_text, tuple(warnings), turned)


def _is_scanned(content: PageContent, *, has_tables: bool) -> bool:
    """Is the page a picture (or the outlines) of text, at most with a stamp set beside it? An empty box is neither."""
    if content.is_empty or has_tables:
        return False
    if not len(content.words):
        return len(content.images) > 0 or len(content.slants) > 0
    boxes = content.images
    largest = float(((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).max()) if len(boxes) else 0.0
    return len(content.words) <= _STAMP_WORDS and largest > _SCAN_SHARE * content.width * content.height


def _texts_outside(words: Words, tables: list[DrawnTable]) -> tuple[TextLine, ...]:
    bottoms = [table.box.bottom for table in tables]
    lines = []
    for text, box in text_lines(words):
        middle = (box[1] + box[3]) / 2
        lines.append(TextLine(text, sum(bottom <= middle for bottom in bottoms), Box(*box)))
    return tuple(lines)


def _noticed(content: PageContent, page: DrawnPage) -> Iterator[tuple[str, str]]:
    """(code, detail) of what a reader of the paper would not see, or we can't."""
    boxes = content.words.boxes
    off = (
        (boxes[:, 2] > content.width + 1) | (boxes[:, 0] < -1) | (boxes[:, 1] < -1) | (boxes[:, 3] > content.height + 1)
    )
    if off.any():
        sample = " ".join(content.words.take(off).texts)[:80]
        yield "text_off_page", f"Halaman {page.number}: teks di luar lembar: {sample}"
    if len(content.stamps):
        sample = " ".join(content.stamps.texts)[:80]
        yield (
            "stamped_text",
            f"Halaman {page.number}: teks miring (tanda air atau cap) tidak dibaca sebagai isi: {sample}",
        )
    if content.turned:
        yield "turned_page", f"Halaman {page.number}: tulisannya tidak tegak; dibaca setelah halamannya diputar"
    if page.hidden_text:
        yield "hidden_text", f"Halaman {page.number}: teks tak terlihat: {' '.join(page.hidden_text)[:80]}"
    if page.is_scanned:
        yield "scanned_page", f"Halaman {page.number}: hasil pindai tanpa lapisan teks"
