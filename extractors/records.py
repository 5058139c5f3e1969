"""What extraction hands on: text as printed together with its place, and nothing else.

Readers (``pdf_tables``, ``spreadsheet``) turn bytes into a :class:`Reading` that knows no layout. ``detect`` finds the
layout and binds columns, giving an :class:`Extraction` whose rows carry both the physical cells and the named values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # each process that only reads pages would load pydantic for it
    from config.layout import Layout

#: what was read from a scan with less confidence is never loaded as an amount, a code, a date or a number
LOW_CONFIDENCE = 0.7


class RejectedDocument(Exception):
    """The whole document can't be used.

    ``reason_code`` is a stable word (``scanned``, ``damaged``, ``encrypted``, ``no_table``, ``no_layout``,
    ``ambiguous_layout``, ``column_mismatch``, ``unidentified``, ``missing_formula_cache``, ``timeout``, ...);
    ``detail`` is a sentence in Bahasa Indonesia that says what was seen and what to do.
    """

    def __init__(self, reason_code: str, detail: str, stage: str = "extract") -> None:
        super().__init__(f"{reason_code}: {detail}")
        self.reason_code, self.detail, self.stage = reason_code, detail, stage

    def __reduce__(self) -> tuple[type[RejectedDocument], tuple[str, str, str]]:
        return type(self), (self.reason_code, self.detail, self.stage)


class LayoutMismatch(RejectedDocument):
    """A heading that the layout does not explain, a doubled one, or a required one that is missing.

    ``is_of_kind``: all required columns are there, so the table is one of this kind and only a heading is unclear.
    """

    def __init__(self, reason_code: str, detail: str, stage: str = "extract", is_of_kind: bool = False) -> None:
        super().__init__(reason_code, detail, stage)
        self.is_of_kind = is_of_kind


class Box(NamedTuple):
    """Place on the page in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    """One physical cell: text as printed with wrapped lines joined by one space.

    A page may have a thousand of them, and a named tuple is made in a fraction of a dataclass's time.
    """

    text: str
    row_span: int = 1
    col_span: int = 1
    fill: str | None = None
    box: Box | None = None
    #: how sure the reading of a scanned cell is, from 0 to 1; None where the text itself was there
    confidence: float | None = None

    @property
    def is_sure(self) -> bool:
        return self.confidence is None or self.confidence >= LOW_CONFIDENCE


@dataclass(frozen=True, slots=True)
class TableRow:
    """One grid row: ``cells[i]`` is None where the position is covered by a cell to the left or above."""

    cells: tuple[Cell | None, ...]
    box: Box | None = None
    sheet_row: int | None = None
    is_hidden: bool = False
    #: no ruling closes this row at the bottom of its page: its text may go on at the top of the next
    is_open_below: bool = False
    is_open_above: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[TableRow, ...]
    n_columns: int
    #: left edges of the columns plus the right edge of the last (PDF only)
    edges: tuple[float, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside every table; ``table_index`` counts the tables of the part that end above it."""

    text: str
    table_index: int
    box: Box | None = None
    #: as of a cell
    confidence: float | None = None

    @property
    def is_sure(self) -> bool:
        return self.confidence is None or self.confidence >= LOW_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Part:
    """One page (``page`` from 1) or one sheet (``sheet``)."""

    tables: tuple[Table, ...]
    texts: tuple[TextLine, ...] = ()
    page: int | None = None
    sheet: str | None = None
    is_hidden: bool = False
    #: the page has no text layer
    is_scanned: bool = False
    #: text left out because nobody sees it on paper (white or transparent)
    hidden_text: tuple[str, ...] = ()
    #: quarter turns clockwise from how a page is displayed to how it was read, and its places are told
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    document_id: str
    file_name: str
    format: str
    parts: tuple[Part, ...]
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def page_count(self) -> int:
        return len(self.parts)


@dataclass(frozen=True, slots=True)
class PartStream:
    """A document whose parts come one by one, so that a long one is never in memory as a whole.

    ``warnings`` is complete when ``parts`` is exhausted. ``page_count``: how many parts there will be.
    """

    document_id: str
    file_name: str
    format: str
    parts: Generator[Part, None, None]
    page_count: int
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def reading(self, parts: Iterable[Part] | None = None) -> Reading:
        """``parts`` (all that are left) and the warnings so far as a reading."""
        read = tuple(self.parts if parts is None else parts)
        return Reading(self.document_id, self.file_name, self.format, read, tuple(self.warnings))


@dataclass(slots=True)
class RawRow:
    """One printed row of a body, with its place, its physical cells and its values by the layout's column names."""

    source_row_id: str
    document_id: str
    page: int | None
    sheet: str | None
    row_number: int
    sheet_row: int | None
    block: int
    #: ``body``, ``header`` (a heading repeated inside the body), ``outside`` (text below or between tables),
    #: ``continued`` (the rest of a row that a page break cut, joined into that row), ``other_sheet``
    zone: str
    bbox: Box | None
    cells: list[str | None]
    values: dict[str, str | None]
    fill: str | None = None
    is_hidden: bool = False
    #: columns whose position is covered by the cell of the row above (a vertical merge)
    merged_from_above: tuple[str, ...] = ()
    #: source_row_id of the rest of this row on the next page, already joined into ``values``
    continued_by: str | None = None
    is_open_below: bool = False
    is_open_above: bool = False
    #: how sure each of ``cells`` was read from a picture, from 0 to 1; None where the page has its text
    confidence: list[float | None] | None = None
    #: columns whose value was read from a scan and can't be relied on
    low_confidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of rows under one heading: an office of a regional document, or one sheet.

    ``headings`` are the text lines above its first row (and label/value cells above the header of a sheet, as
    ``label : value``); ``footers`` those after its last row.
    """

    block: int
    headings: tuple[str, ...]
    footers: tuple[str, ...]
    first_page: int | None
    last_page: int | None
    sheet: str | None = None
    #: texts of the header over its columns; some prints say only there of which year they are
    column_headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    document_id: str
    file_name: str
    format: str
    page_count: int
    layout: Layout
    rows: list[RawRow]
    blocks: list[Block]
    #: (code, detail) of what the reader noticed: hidden text, text off the page, hidden sheets
    warnings: list[tuple[str, str]] = field(default_factory=list)


def document_id_of(path: Path) -> str:
    """SHA-256 of the file's bytes, as hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def row_id(document_id: str, part: int | str, row_number: int) -> str:
    """``source_row_id``: a hash of the place, so it never depends on reading order."""
    return hashlib.sha256(f"{document_id}|{part}|{row_number}".encode()).hexdigest()[:32]
