"""A PDF as tables: one part per page, with cells, spans, fills and places, and the text lines around them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.pdf_pages import DrawnPage, count_document_pages, draw_pages
from extractors.pdf_pool import CHUNK, draw_pages_in_pool
from extractors.pdf_whole import check_is_whole
from extractors.records import Part, PartStream, Reading, RejectedDocument
from extractors.scan_rules import READ_SCANS, ScanRules

if TYPE_CHECKING:
    from extractors.ocr import ScanReader

#: pages read together judge each other's figures; more would wait too long for each other
_TOGETHER = 25
#: chunks; starting processes takes as long as reading some
_WORTH_A_POOL = 6


def read_pdf(path: Path, document_id: str, scans: ScanRules = READ_SCANS) -> Reading:
    """All pages of a PDF; raises ``RejectedDocument`` (``damaged``, ``encrypted``, ``scanned``, ``ocr_...``).

    Warnings name pages with text off the sheet, hidden text and pages without a text layer.
    """
    return stream_pdf(path, document_id, scans=scans).reading()


def stream_pdf(path: Path, document_id: str, processes: int = 1, scans: ScanRules = READ_SCANS) -> PartStream:
    """The same page by page, in order; ``processes`` read chunks of pages beside this one where there are several."""
    check_is_whole(path)
    total = count_document_pages(path)
    warnings: list[tuple[str, str]] = []
    if processes > 1 and total > _WORTH_A_POOL * CHUNK:
        pages = draw_pages_in_pool(path, total, processes)
    else:
        pages = draw_pages(path, 0, total)
    return PartStream(document_id, path.name, "pdf", _parts(path, pages, warnings, scans), total, warnings)


def _parts(
    path: Path, pages: Iterator[DrawnPage], warnings: list[tuple[str, str]], scans: ScanRules
) -> Generator[Part, None, None]:
    """The pages as they come; from the first scanned one on some at a time, so that scanned ones are read together."""
    reader: ScanReader | None = None
    is_readable = False
    while batch := list(islice(pages, _TOGETHER if reader else 1)):
        if reader is None and batch[0].is_scanned:
            from extractors.ocr import ScanReader  # most documents need none of it

            reader = ScanReader(path, scans)
            batch += islice(pages, _TOGETHER - 1)
        warnings.extend(warning for page in batch for warning in page.warnings)
        scanned = [page.number for page in batch if page.is_scanned]
        read = reader.read(scanned, warnings) if reader else {}
        for page in batch:
            part = read.get(page.number) or page.part()
            if part.tables or part.texts:  # a stamp set beside the picture of a page is not its text
                is_readable = is_readable or not page.is_scanned or page.number in read
            yield part
    if reader and not is_readable:
        raise RejectedDocument("scanned", f"{path.name} hanya berisi gambar hasil pindai: {reader.why_unread}.")
