"""Forms whose table stands below a block of fields, once per sub kegiatan: fields and rows told apart as they come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from config.layout import HeaderBlock, Layout
from extractors.header_rows import find_header, is_numbering_row
from extractors.headings import Binding, bind_columns
from extractors.records import Cell, Part, Table, TableRow, TextLine
from extractors.row_values import edges_agree, rebase


class RowSink(Protocol):
    """Where the rows of a form go: the assembler of the document."""

    layout: Layout
    binding: Binding | None

    def open_form(self, part: Part, headings: list[str]) -> None:
        """What the block of fields above a table says: a new block, or the one in force once more."""

    def add_form_row(self, part: Part, number: int, row: TableRow, zone: str, values: dict[str, str]) -> None:
        """One row; ``values`` replaces what its cells say by the columns of the table."""

    def add_form_text(self, part: Part, number: int, line: TextLine) -> None:
        """A line of text below a table."""


@dataclass
class FormWalk:
    """The state over all parts of a document: whether a block of fields is open, and what it has said so far."""

    sink: RowSink
    block: HeaderBlock
    is_open: bool = False
    lines: list[str] = field(default_factory=list)
    #: rows of an open block are held back until its table shows which block they belong to
    held: list[tuple[Part, int, TableRow, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = _compiled(self.block.start)
        self.own_lines = _compiled(self.block.line)

    def read_part(self, part: Part) -> None:
        """Hand on every row of one page or sheet in print order, numbered from 1."""
        is_sheet = part.page is None
        if is_sheet:
            self.sink.binding = None
        number = 0
        body_from: dict[int, int] = {}
        for item, table, index in _in_order(part):
            if isinstance(item, TextLine):
                number += self._text(part, number + 1, item)
            elif table is not None and index < body_from.get(id(table), 0):
                number += self._heading_row(part, number + 1, item)
            elif table is not None and (end := self._bind_at(part, table, index)):
                body_from[id(table)] = end
                number += self._heading_row(part, number + 1, item)
            elif table is not None and not (index == 0 and not is_sheet and is_numbering_row(item)):
                number += 1
                self._row(part, number, table, item)
        if is_sheet:
            self._release("header" if self.sink.binding is not None else "other_sheet")

    def close(self) -> None:
        """Hand on what a block of fields without a table has said."""
        self._release("other_table")

    def _bind_at(self, part: Part, table: Table, index: int) -> int | None:
        """The first row below the header that begins at ``index``, None where none does.

        A header stands below an open block of fields, first in the document, or once more at the top of a page.
        """
        is_due = self.is_open or self.sink.binding is None or (part.page is not None and index == 0)
        header = find_header(table, self.sink.layout, index, depth=1) if is_due else None
        if header is None:
            return None
        is_first = self.sink.binding is None
        self.sink.binding = bind_columns(table, self.sink.layout, header)
        if self.is_open or is_first:
            self.sink.open_form(part, self.lines)
            self._release("header")
        return header[1]

    def _heading_row(self, part: Part, number: int, row: TableRow) -> int:
        """A row of the table's own header: kept as a row in a sheet only. Returns the rows handed on."""
        if part.page is not None:
            return 0
        self.sink.add_form_row(part, number, row, "header", {})
        return 1

    def _row(self, part: Part, number: int, table: Table, row: TableRow) -> None:
        text = _text_of(row)
        self.is_open = self.is_open or _any_match(self.starts, text)
        if self.is_open or self.sink.binding is None:
            self.lines += [text] if text else []
            self.held.append((part, number, row, self._values(text)))
            return
        binding = self.sink.binding
        if part.page is not None and not (
            table.n_columns == len(binding.names) and edges_agree(table.edges, binding.edges)
        ):
            row = rebase(row, table, binding)
        self.sink.add_form_row(part, number, row, "body", {})

    def _text(self, part: Part, number: int, line: TextLine) -> int:
        """A line of text opens or extends the block of fields, or stands below a table. Returns the rows handed on."""
        self.is_open = self.is_open or _any_match(self.starts, line.text)
        if not self.is_open and self.sink.binding is not None:
            if line.table_index == 0 and part.tables:
                return 0  # the page's own heading
            self.sink.add_form_text(part, number, line)
            return 1
        self.lines.append(line.text)
        values = self._values(line.text)
        if not values:
            return 0
        self.held.append((part, number, TableRow((Cell(line.text, box=line.box),), line.box), values))
        return 1

    def _values(self, text: str) -> dict[str, str]:
        for pattern in self.own_lines:
            if match := pattern.search(text):
                return {name: value.strip() for name, value in match.groupdict().items() if value}
        return {}

    def _release(self, zone: str) -> None:
        fields = self._fields()
        for part, number, row, values in self.held:
            self.sink.add_form_row(part, number, row, zone, {**fields, **values} if values else {})
        self.is_open, self.lines, self.held = False, [], []

    def _fields(self) -> dict[str, str]:
        found = {}
        for name, patterns in self.block.fields.items():
            matches = (pattern.search(line) for pattern in _compiled(patterns) for line in self.lines)
            value = next((match["v"].strip() for match in matches if match and match["v"]), None)
            if value:
                found[name] = value
        return found


def _in_order(part: Part) -> Iterator[tuple[TextLine | TableRow, Table | None, int]]:
    """Lines and table rows from top to bottom, rows with their table and place in it."""
    for index in range(len(part.tables) + 1):
        yield from ((line, None, 0) for line in part.texts if line.table_index == index)
        if index < len(part.tables):
            table = part.tables[index]
            yield from ((row, table, place) for place, row in enumerate(table.rows))


def _text_of(row: TableRow) -> str:
    return " ".join(" ".join(cell.text.split()) for cell in row.cells if cell is not None and cell.text.strip())


def _compiled(patterns: Iterable[str]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


def _any_match(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)
