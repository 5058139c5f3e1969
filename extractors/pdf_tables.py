"""A PDF as tables: one part per page, with cells, spans, fills and places, and the text lines around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.pdf_assembly import build_tables
from extractors.pdf_calls import count_pages
from extractors.pdf_reference import read_reference_page
from extractors.pdf_source import PageContent, Words, open_document, read_page
from extractors.pdf_text import text_lines
from extractors.records import Box, Part, Reading, RejectedDocument, Table, TextLine

#: PDFium keeps what pages shared for as long as the document is open, so it is opened anew after so many pages
PAGES_PER_OPENING = 50
#: a picture over this share of the page with hardly any text beside it is a scan
_SCAN_SHARE, _STAMP_WORDS = 0.6, 40


def read_pdf(path: Path, document_id: str) -> Reading:
    """All pages of a text PDF; raises ``RejectedDocument`` (``damaged``, ``encrypted``, ``scanned``).

    Warnings name pages with text off the sheet, hidden text and pages without a text layer.
    """
    parts: list[Part] = []
    warnings: list[tuple[str, str]] = []
    for number, content in read_pages(path):
        try:
            parts.append(build_part(content, number))
        except (ArithmeticError, LookupError, ValueError) as error:
            parts.append(read_reference_page(path, number))
            warnings.append(("page_read_by_reference", f"Halaman {number}: dibaca dengan cara cadangan ({error})"))
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
    tables, is_free = build_tables(content)
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
