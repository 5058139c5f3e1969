"""The blocks of a document while it is read: what begins one, what its headings and footers say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from config.layout import Layout
from extractors.heading_words import squash
from extractors.office_rows import labelled_office, office_line, rows_above_offices
from extractors.records import Block, Part, RawRow, TableRow

#: a label, its colon and its value may stand in cells of their own
_LABEL_CELLS = 3


@dataclass(slots=True)
class OpenBlock:
    """One block so far; ``values`` are the block fields its headings print, as compared."""

    number: int
    headings: list[str]
    first_page: int | None
    sheet: str | None
    values: tuple[str, ...] = ()
    last_page: int | None = None
    footers: list[str] = field(default_factory=list)
    pages_without_heading: int = 0
    has_signature: bool = False
    column_headings: tuple[str, ...] = ()

    def close(self) -> Block:
        """The block as it is kept."""
        return Block(
            self.number, tuple(self.headings), tuple(self.footers), self.first_page, self.last_page, self.sheet,
            self.column_headings,
        )  # fmt: skip


class OpenBlocks:
    """All blocks of one document in order; the last one is :attr:`current`."""

    def __init__(self, layout: Layout) -> None:
        self._identify = layout.identify
        self._names_offices_in_rows = layout.has_office_rows
        self._patterns = [
            re.compile(pattern, re.IGNORECASE)
            for name in layout.block_fields
            for pattern in getattr(layout.identify, name)
        ]
        self._code_columns = [name for name, column in layout.columns.items() if column.code]
        self._opened: list[OpenBlock] = []
        self._held: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._opened)

    @property
    def current(self) -> OpenBlock:
        """The block that rows now belong to; raises ``IndexError`` before the first."""
        return self._opened[-1]

    @property
    def number(self) -> int:
        """The number of the block that rows now belong to; 1 before the first."""
        return len(self._opened) or 1

    def close(self) -> list[Block]:
        """All blocks as they are kept."""
        return [block.close() for block in self._opened]

    def hold(self, texts: Sequence[str]) -> None:
        """Lines of pages before the first table (a cover): headings of the first block."""
        self._held += texts

    def enter_page(self, part: Part, headings: list[str]) -> None:
        """A page begins: with other block fields above its table, or a new print of the same, also a block."""
        values = self._values(headings)
        current = self._opened[-1] if self._opened else None
        is_new_print = current is not None and (current.pages_without_heading > 0 or current.has_signature)
        if current is None or (values and (values != current.values or is_new_print)):
            self._open(part, [*self._held, *headings], values)
            self._held = []
        elif not values:
            current.pages_without_heading += 1
        self.current.last_page = part.page

    def enter_table(self, part: Part, between: list[str]) -> None:
        """A further table of a page: lines above it that name another block field begin a block."""
        values = self._values(between)
        if self._opened and values and not set(values) & set(self.current.values):
            self._open(part, [*self._without_fields(self.current), *between], values, self.current.column_headings)

    def enter_sheet(self, part: Part, headings: list[str]) -> None:
        """A sheet with a table is a block."""
        self._open(part, headings, self._values(headings))

    def enter_table_of_sheet(self, part: Part, titles: list[str]) -> None:
        """A further table of a sheet: what signed the one above says nothing about its rows.

        Titles between the two that name another office make it a block of its own.
        """
        current, offices = self.current, self._offices(titles)
        current.has_signature = False
        if offices and not offices & self._offices(current.headings):
            shared = [text for text in current.headings if not self._offices([text])]
            self._open(part, [*shared, *titles], self._values(titles), current.column_headings)

    def enter_row(self, part: Part, row: TableRow, rows: Sequence[RawRow]) -> None:
        """A row that names an office by its code or behind a label, or is one cell with a block field, begins a block.

        ``rows`` are all rows so far: those of an urusan just above the first office go back to the first block.
        """
        office = office_line(row) if self._names_offices_in_rows else None
        texts = [cell.text for cell in row.cells if cell is not None and cell.text.strip()]
        texts = texts if office is None else [office]
        values, current = self._values(texts) if len(texts) == 1 else (), self.current
        if not values and self._names_offices_in_rows and len(texts) <= _LABEL_CELLS:
            texts = [" ".join(" ".join(texts).split())]
            named = self._offices(texts)
            values = () if named & self._offices(current.headings) else tuple(sorted(named))
        if not values or values == current.values or (office is not None and set(values) & set(current.values)):
            return
        if not any(existing.block == current.number and existing.zone == "body" for existing in reversed(rows)):
            current.values, current.headings = values, [*current.headings, *texts]
            return
        first = self._opened[0]
        if office is not None and not first.values:
            for above in rows_above_offices(rows, self._code_columns):
                above.block = first.number
        shared = [text for text in self._without_fields(first) if not self._offices([text])]
        self._open(part, [*shared, *texts], values, current.column_headings)

    def _open(
        self, part: Part, headings: list[str], values: tuple[str, ...], column_headings: tuple[str, ...] = ()
    ) -> None:
        self._opened.append(
            OpenBlock(
                len(self._opened) + 1, headings, part.page, part.sheet, values, last_page=part.page,
                column_headings=column_headings,
            )
        )  # fmt: skip

    def _without_fields(self, block: OpenBlock) -> list[str]:
        return [text for text in block.headings if not self._values([text])]

    def _values(self, headings: Sequence[str]) -> tuple[str, ...]:
        found = (pattern.search(text) for text in headings for pattern in self._patterns)
        return tuple(squash(match.group("v")) for match in found if match)

    def _offices(self, headings: Sequence[str]) -> set[str]:
        """The offices (names and codes, as compared) that lines of the form ``label : value`` print."""
        return {value for text in headings for value in labelled_office(text, self._identify)}
