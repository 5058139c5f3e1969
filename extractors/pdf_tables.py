"""A PDF as tables: one part per page, with cells, spans, fills and places, and the text lines around them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from extractors.pdf_pages import DrawnPage, count_document_pages, draw_pages
from extractors.pdf_pool import CHUNK, draw_pages_in_pool
from extractors.pdf_whole import check_is_whole
from extractors.records import Part, PartStream, Reading, RejectedDocument


def read_pdf(path: Path, document_id: str) -> Reading:
    """All pages of a text PDF; raises ``RejectedDocument`` (``damaged``, ``encrypted``, ``scanned``).

    Warnings name pages with text off the sheet, hidden text and pages without a text layer.
    """
    return stream_pdf(path, document_id).reading()


def stream_pdf(path: Path, document_id: str, processes: int = 1) -> PartStream:
    """The same page by page, in order; ``processes`` read chunks of pages beside this one where there are several."""
    check_is_whole(path)
    total = count_document_pages(path)
    warnings: list[tuple[str, str]] = []
    if processes > 1 and total > 2 * CHUNK:
        pages = draw_pages_in_pool(path, total, processes)
    else:
        pages = draw_pages(path, 0, total)
    return PartStream(document_id, path.name, "pdf", _parts(path, pages, warnings), total, warnings)


def _parts(path: Path, pages: Iterator[DrawnPage], warnings: list[tuple[str, str]]) -> Generator[Part, None, None]:
    readable, scanned = 0, 0
    for page in pages:
        warnings.extend(page.warnings)
        part = page.part()
        scanned += part.is_scanned
        readable += not part.is_scanned and bool(part.tables or part.texts)
        yield part
    if scanned and not readable:
        raise RejectedDocument(
            "scanned",
            f"{path.name} hanya berisi gambar hasil pindai ({scanned} halaman) tanpa lapisan teks; "
            "mintalah berkas PDF atau lembar kerja asli dari penerbitnya.",
        )
