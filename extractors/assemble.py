"""Pages and sheets put together: headings repeated by the page taken out, blocks told apart, split rows joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from config.layout import Layout
from extractors.agreement_text import read_text
from extractors.column_blocks import split_by_columns
from extractors.form_blocks import FormWalk
from extractors.header_rows import (
    find_header,
    find_header_again,
    find_header_on_page,
    header_columns,
    header_texts,
    is_numbering_row,
    printed_headings,
)
from extractors.heading_words import squash
from extractors.headings import Binding, bind_columns
from extractors.masking import MASK, hold_identity_number, mask_numbers, mask_signature
from extractors.office_rows import office_line, rows_above_offices
from extractors.records import (
    Block,
    Box,
    Extraction,
    LayoutMismatch,
    Part,
    PartStream,
    RawRow,
    Reading,
    RejectedDocument,
    Table,
    TableRow,
    TextLine,
    row_id,
)
from extractors.row_values import bind_row, edges_agree, goes_on_with, join_split_rows, rebase
from extractors.scan_doubt import refuse_unsure_fields, refuse_unsure_headings, unsure_columns

#: titles of a further table in a sheet stand at most so far above it, in rows of a label and its value
_TITLE_ROWS = 12
_TITLE_CELLS = 3


@dataclass(slots=True)
class _OpenBlock:
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
        return Block(
            self.number, tuple(self.headings), tuple(self.footers), self.first_page, self.last_page, self.sheet,
            self.column_headings,
        )  # fmt: skip


def assemble(reading: Reading | PartStream, layout: Layout) -> Extraction:
    """All rows of ``reading``, part by part, in the columns of ``layout``.

    Raises :class:`RejectedDocument` when they don't fit.
    """
    if layout.running_text is not None:
        return read_text(reading, layout)
    return _Assembler(reading, layout).run()


class _Assembler:
    """Walks the parts in order; the state it keeps is the open block and the binding in force."""

    def __init__(self, reading: Reading | PartStream, layout: Layout) -> None:
        self.reading, self.layout = reading, layout
        self.personal = {name for name, column in layout.columns.items() if column.personal}
        self.rows: list[RawRow] = []
        self.blocks: list[_OpenBlock] = []
        self.binding: Binding | None = None
        #: texts of the headers bound so far
        self.headings: frozenset[str] = frozenset()
        self.warnings: list[tuple[str, str]] = []
        self.mismatches: list[LayoutMismatch] = []
        self.pending: list[str] = []
        self.unread_pages: list[int] = []
        self.code_columns = [name for name, column in layout.columns.items() if column.code]
        self.signature = [re.compile(pattern, re.IGNORECASE) for pattern in layout.rows.signature]
        self.block_patterns = [
            re.compile(pattern, re.IGNORECASE)
            for name in layout.block_fields
            for pattern in getattr(layout.identify, name)
        ]

    def run(self) -> Extraction:
        form = FormWalk(self, self.layout.header_block) if self.layout.header_block else None
        for part in self.reading.parts:
            self._warn_hidden(part)
            if form is not None:
                form.read_part(part)
            elif part.page is None:
                self._sheet(part)
            else:
                self._page(part)
        if form is not None:
            form.close()
        body = [row for row in self.rows if row.zone == "body"]
        if not body and self.mismatches:
            raise self.mismatches[0]
        if unclear := [mismatch for mismatch in self.mismatches if mismatch.is_of_kind]:
            raise unclear[0]
        if not body:
            raise RejectedDocument("no_rows", f"tabel '{self.layout.title}' ditemukan tetapi tidak berisi baris")
        if not self.layout.min_rows <= len(body) <= self.layout.max_rows:
            raise RejectedDocument(
                "row_count",
                f"{len(body)} baris terbaca, di luar batas {self.layout.min_rows}-{self.layout.max_rows} "
                f"tata letak {self.layout.id}",
            )
        join_split_rows(self.rows, self.layout)
        reading = self.reading
        blocks = [block.close() for block in self.blocks]
        if self.layout.block_columns:
            blocks = split_by_columns(self.rows, blocks, self.layout)
        return Extraction(
            reading.document_id, reading.file_name, reading.format, reading.page_count, self.layout,
            self.rows, blocks, [*reading.warnings, *self.warnings],
        )  # fmt: skip

    # pages

    def _page(self, part: Part) -> None:
        if part.is_scanned:
            refuse_unsure_headings(part, self.layout)
        if part.is_scanned and not part.tables and part.page is not None:
            self.unread_pages.append(part.page)
        above = [line.text for line in part.texts if line.table_index == 0] if part.tables else []
        if not part.tables and not self.blocks:
            self.pending += [line.text for line in part.texts]
            return
        self._enter_page(part, above)
        counter = 0
        for index, table in enumerate(part.tables):
            if index:
                self._enter_table(part, [line.text for line in part.texts if line.table_index == index])
            for row, zone in self._table_rows(table):
                counter += 1
                self._add(part, counter, row, zone)
            for line in part.texts:
                if line.table_index == index + 1:
                    counter += 1
                    self._add_outside(part, counter, line.text, line.box)
        if not part.tables:
            for line in part.texts:
                counter += 1
                self._add_outside(part, counter, line.text, line.box)

    def _enter_table(self, part: Part, between: list[str]) -> None:
        """A further table of a page: lines above it that name another block field begin a block."""
        values = self._block_values(between)
        if self.blocks and values and not set(values) & set(self.blocks[-1].values):
            shared = [text for text in self.blocks[-1].headings if not self._block_values([text])]
            block = _OpenBlock(len(self.blocks) + 1, [*shared, *between], part.page, part.sheet, values)
            block.last_page, block.column_headings = part.page, self.blocks[-1].column_headings
            self.blocks.append(block)

    def _enter_page(self, part: Part, headings: list[str]) -> None:
        values = self._block_values(headings)
        current = self.blocks[-1] if self.blocks else None
        is_new_print = current is not None and (current.pages_without_heading > 0 or current.has_signature)
        if current is None or (values and (values != current.values or is_new_print)):
            self.blocks.append(
                _OpenBlock(len(self.blocks) + 1, [*self.pending, *headings], part.page, part.sheet, values)
            )
            self.pending = []
        elif not values:
            current.pages_without_heading += 1
        self.blocks[-1].last_page = part.page

    def _block_values(self, headings: Sequence[str]) -> tuple[str, ...]:
        found = (pattern.search(text) for text in headings for pattern in self.block_patterns)
        return tuple(squash(match.group("v")) for match in found if match)

    def _table_rows(self, table: Table) -> Iterator[tuple[TableRow, str]]:
        """Rows of a page's table but for a header printed on it, which is bound again to catch shifted columns.

        Once a header is bound, only what repeats it counts as one: the cells of a line may begin like headings.
        A table before the first header (a cover sheet, a list of contents) is kept as zone ``other_table``.
        """
        if self.binding is None:
            header = find_header(table, self.layout, depth=12)
        else:
            header = find_header_on_page(table, self.layout, self.headings)
        if header is not None:
            above = "body" if self.binding is not None else "other_table"
            self.binding = bind_columns(table, self.layout, header)
            self.headings |= header_texts(table, header)
            self.blocks[-1].column_headings = self.blocks[-1].column_headings or printed_headings(table, header)
            yield from ((row, above) for row in table.rows[: header[0]])
            yield from ((row, "body") for row in table.rows[header[1] :])
            return
        if self.binding is None:
            self._refuse_if_header_unread()
            yield from ((row, "other_table") for row in table.rows)
            return
        if not goes_on_with(table, self.binding):
            yield from ((row, "other_table") for row in table.rows)
            return
        rows = table.rows[1:] if table.rows and is_numbering_row(table.rows[0]) else table.rows
        if table.n_columns != len(self.binding.names) or not edges_agree(table.edges, self.binding.edges):
            rows = tuple(rebase(row, table, self.binding) for row in rows)
        yield from ((row, "body") for row in rows)

    def _refuse_if_header_unread(self) -> None:
        """A table without a header behind pages nobody could read goes on from there: its columns have no names."""
        if self.unread_pages:
            pages = ", ".join(map(str, self.unread_pages))
            raise RejectedDocument(
                "scanned",
                f"halaman {pages} berupa gambar hasil pindai dan tidak terbaca, padahal kepala tabel yang diteruskan "
                "di halaman berikutnya ada di sana. Minta berkas aslinya, atau pasang pembaca gambar (tesseract) lalu "
                "jalankan lagi",
            )

    # forms below a block of fields (see form_blocks)

    def open_form(self, part: Part, headings: list[str]) -> None:
        self._enter_page(part, headings)

    def add_form_row(self, part: Part, number: int, row: TableRow, zone: str, values: dict[str, str]) -> None:
        bound: dict[str, str | None] = dict(values)
        merged: tuple[str, ...] = ()
        if zone == "body" and self.binding is not None:
            bound, merged = bind_row(row, self.binding, self.layout)
            self.blocks[-1].last_page = part.page
        self._append(part, number, row, zone, bound, merged, len(self.blocks) or 1)

    def add_form_text(self, part: Part, number: int, line: TextLine) -> None:
        self._add_outside(part, number, line.text, line.box)

    # sheets

    def _sheet(self, part: Part) -> None:
        table = part.tables[0] if part.tables else None
        header = find_header(table, self.layout) if table is not None else None
        binding = None
        if table is not None and header is not None:
            try:
                binding = bind_columns(table, self.layout, header)
            except LayoutMismatch as mismatch:
                detail = f"lembar '{part.sheet}': {mismatch.detail}"
                self.mismatches.append(LayoutMismatch(mismatch.reason_code, detail, is_of_kind=mismatch.is_of_kind))
                self.warnings.append(("other_sheet", f"lembar '{part.sheet}' tidak dibaca: {mismatch.detail}"))
        if table is None:
            return
        if binding is None or header is None:
            for number, row in enumerate(table.rows, start=1):
                self._append(part, number, row, "other_sheet", {}, (), len(self.blocks) or 1)
            return
        self.binding = binding
        headings = [text for row in table.rows[: header[0]] if (text := _label_text(row))]
        self.blocks.append(_OpenBlock(len(self.blocks) + 1, headings, None, part.sheet, self._block_values(headings)))
        self.blocks[-1].column_headings = printed_headings(table, header)
        above = header_columns(table, header)
        number, index = 0, header[1]
        while index < len(table.rows):
            again = find_header_again(table, self.layout, above, index)
            stop = again[1] if again else index + 1
            if again:
                self._begin_table(part, table, header[1], again[0])
            for row in table.rows[index:stop]:
                number += 1
                self._add(part, number, row, "header" if again else "body")
            index = stop

    def _begin_table(self, part: Part, table: Table, first: int, header: int) -> None:
        """A further table of a sheet: what signed the one above says nothing about its rows.

        Titles between the two that name another office make it a block of its own.
        """
        titles: list[str] = []
        for row in reversed(table.rows[max(first, header - _TITLE_ROWS) : header]):
            if sum(cell is not None and bool(cell.text.strip()) for cell in row.cells) > _TITLE_CELLS:
                break
            titles[:0] = [text] if (text := _label_text(row)) else []
        current, offices = self.blocks[-1], self._offices(titles)
        current.has_signature = False
        if offices and not offices & self._offices(current.headings):
            shared = [text for text in current.headings if not self._offices([text])]
            values = self._block_values(titles)
            block = _OpenBlock(len(self.blocks) + 1, [*shared, *titles], None, part.sheet, values)
            block.column_headings = current.column_headings
            self.blocks.append(block)

    def _offices(self, headings: Sequence[str]) -> set[str]:
        """The offices (names and codes, as compared) that lines of the form ``label : value`` print."""
        patterns = (*self.layout.identify.skpd_name, *self.layout.identify.skpd_code)
        labelled = [text for text in headings if ":" in text]
        found = (re.search(pattern, text, re.IGNORECASE) for text in labelled for pattern in patterns)
        return {value for match in found if match and (value := squash(match["v"] or ""))}

    # rows

    def _add(self, part: Part, number: int, row: TableRow, zone: str) -> None:
        values: dict[str, str | None] = {}
        merged: tuple[str, ...] = ()
        if zone == "body":
            self._start_block_at(row, part)
        if zone != "other_table" and self.binding is not None:
            values, merged = bind_row(row, self.binding, self.layout)
        self._append(part, number, row, zone, values, merged, self.blocks[-1].number)

    def _start_block_at(self, row: TableRow, part: Part) -> None:
        """A row that names an office by its code, or is one cell with a block field, begins a new block."""
        office = office_line(row) if self.layout.levels is not None else None
        texts = [cell.text for cell in row.cells if cell is not None and cell.text.strip()]
        texts = texts if office is None else [office]
        if len(texts) != 1:
            return
        values = self._block_values(texts)
        current = self.blocks[-1]
        if not values or values == current.values or (office is not None and set(values) & set(current.values)):
            return
        if not any(existing.block == current.number and existing.zone == "body" for existing in reversed(self.rows)):
            current.values, current.headings = values, [*current.headings, *texts]
            return
        if office is not None and not self.blocks[0].values:
            for above in rows_above_offices(self.rows, self.code_columns):
                above.block = self.blocks[0].number
        shared = [text for text in self.blocks[0].headings if not self._block_values([text])]
        block = _OpenBlock(len(self.blocks) + 1, [*shared, *texts], part.page, part.sheet, values)
        block.last_page, block.column_headings = part.page, current.column_headings
        self.blocks.append(block)

    def _add_outside(self, part: Part, number: int, text: str, box: Box | None) -> None:
        block = self.blocks[-1]
        masked = mask_signature(text)
        block.footers.append(masked)
        block.has_signature = block.has_signature or any(pattern.search(text) for pattern in self.signature)
        self.rows.append(self._raw_row(part, number, "outside", block.number, bbox=box, cells=[masked]))

    def _append(
        self,
        part: Part,
        number: int,
        row: TableRow,
        zone: str,
        values: dict[str, str | None],
        merged: tuple[str, ...],
        block: int,
    ) -> None:
        cells = [None if cell is None else cell.text for cell in row.cells]
        joined = " ".join(text for text in cells if text is not None).strip()
        is_signature = zone == "body" and any(pattern.match(joined) for pattern in self.signature)
        if self.blocks:
            self.blocks[-1].has_signature |= is_signature
        # From a signature line on, a sheet and a form print only names and offices; a page closes its table first.
        prints_on = part.page is None or self.layout.header_block is not None
        hide = prints_on and bool(self.blocks) and self.blocks[-1].has_signature
        if hide or is_signature or hold_identity_number([*cells, *values.values()]):
            mask = mask_signature if hide or is_signature else mask_numbers
            cells = [None if text is None else mask(text) for text in cells]
            values = {name: None if value is None else mask(value) for name, value in values.items()}
        for index in self._personal_positions() if zone == "body" else ():
            if index < len(cells) and cells[index]:
                cells[index] = MASK
        raw = self._raw_row(part, number, zone, block, bbox=row.box, cells=cells)
        raw.sheet_row, raw.fill, raw.merged_from_above = row.sheet_row, _fill(row), merged
        raw.values = values
        raw.is_hidden = row.is_hidden or part.is_hidden
        raw.is_open_below, raw.is_open_above = row.is_open_below, row.is_open_above
        if part.is_scanned:
            raw.confidence = [None if cell is None else cell.confidence for cell in row.cells]
        if part.is_scanned and zone == "body" and self.binding is not None:
            raw.low_confidence = unsure_columns(row, self.binding, self.layout)
        elif part.is_scanned and self.layout.header_block is not None:
            refuse_unsure_fields(row, part.page)
        self.rows.append(raw)

    def _raw_row(
        self, part: Part, number: int, zone: str, block: int, *, bbox: Box | None, cells: list[str | None]
    ) -> RawRow:
        document_id = self.reading.document_id
        place = part.page if part.page is not None else (part.sheet or "")
        return RawRow(
            source_row_id=row_id(document_id, place, number),
            document_id=document_id,
            page=part.page,
            sheet=part.sheet,
            row_number=number,
            sheet_row=None,
            block=block,
            zone=zone,
            bbox=bbox,
            cells=cells,
            values={},
        )

    def _personal_positions(self) -> list[int]:
        if self.binding is None or not self.personal:
            return []
        return [i for i, name in enumerate(self.binding.names) if name in self.personal]

    def _warn_hidden(self, part: Part) -> None:
        where = f"halaman {part.page}" if part.page is not None else f"lembar '{part.sheet}'"
        if part.hidden_text:
            self.warnings.append(("hidden_text", f"{where}: {len(part.hidden_text)} teks tersembunyi tidak dibaca"))
        if part.is_hidden:
            self.warnings.append(("hidden_sheet", f"{where} tersembunyi"))
        if part.is_scanned:
            self.warnings.append(("scanned_page", f"{where} berupa gambar tanpa lapisan teks"))


def _label_text(row: TableRow) -> str:
    """The non-empty cells of a title row as one line, so that ``label : value`` reads as printed."""
    return " ".join(cell.text.strip() for cell in row.cells if cell is not None and cell.text.strip())


def _fill(row: TableRow) -> str | None:
    fills = [cell.fill for cell in row.cells if cell is not None and cell.fill]
    return max(set(fills), key=fills.count) if fills else None
