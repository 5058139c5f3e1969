"""Pages and sheets put together: headings repeated by the page taken out, blocks told apart, split rows joined."""

from __future__ import annotations

from collections.abc import Iterator

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
from extractors.headings import Binding, bind_columns
from extractors.open_blocks import OpenBlocks
from extractors.raw_rows import RawRows
from extractors.records import (
    Extraction,
    LayoutMismatch,
    Part,
    PartStream,
    Reading,
    RejectedDocument,
    Table,
    TableRow,
    TextLine,
)
from extractors.row_values import bind_row, edges_agree, goes_on_with, join_split_rows, rebase
from extractors.scan_doubt import refuse_unsure_headings

#: titles of a further table in a sheet stand at most so far above it, in rows of a label and its value
_TITLE_ROWS = 12
_TITLE_CELLS = 3


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
        self.blocks = OpenBlocks(layout)
        self.rows = RawRows(reading.document_id, layout, self.blocks)
        self.binding: Binding | None = None
        #: texts of the headers bound so far
        self.headings: frozenset[str] = frozenset()
        self.warnings: list[tuple[str, str]] = []
        self.mismatches: list[LayoutMismatch] = []
        self.unread_pages: list[int] = []

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
        body = [row for row in self.rows.kept if row.zone == "body"]
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
        join_split_rows(self.rows.kept, self.layout)
        reading = self.reading
        blocks = self.blocks.close()
        if self.layout.block_columns:
            blocks = split_by_columns(self.rows.kept, blocks, self.layout)
        return Extraction(
            reading.document_id, reading.file_name, reading.format, reading.page_count, self.layout,
            self.rows.kept, blocks, [*reading.warnings, *self.warnings],
        )  # fmt: skip

    # pages

    def _page(self, part: Part) -> None:
        if part.is_scanned:
            refuse_unsure_headings(part, self.layout)
        if part.is_scanned and not part.tables and not part.texts and part.page is not None:
            self.unread_pages.append(part.page)
        above = [line.text for line in part.texts if line.table_index == 0] if part.tables else []
        if not part.tables and not self.blocks:
            self.blocks.hold([line.text for line in part.texts])
            return
        self.blocks.enter_page(part, above)
        counter = 0
        for index, table in enumerate(part.tables):
            if index:
                self.blocks.enter_table(part, [line.text for line in part.texts if line.table_index == index])
            for row, zone in self._table_rows(table):
                counter += 1
                self._add(part, counter, row, zone)
            for line in part.texts:
                if line.table_index == index + 1:
                    counter += 1
                    self.rows.add_text(part, counter, line.text, line.box)
        if not part.tables:
            for line in part.texts:
                counter += 1
                self.rows.add_text(part, counter, line.text, line.box)

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
            block = self.blocks.current
            block.column_headings = block.column_headings or printed_headings(table, header)
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
        self.blocks.enter_page(part, headings)

    def add_form_row(self, part: Part, number: int, row: TableRow, zone: str, values: dict[str, str]) -> None:
        bound: dict[str, str | None] = dict(values)
        merged: tuple[str, ...] = ()
        if zone == "body" and self.binding is not None:
            bound, merged = bind_row(row, self.binding, self.layout)
            self.blocks.current.last_page = part.page
        self.rows.add(part, number, row, zone, bound, merged, self.binding)

    def add_form_text(self, part: Part, number: int, line: TextLine) -> None:
        self.rows.add_text(part, number, line.text, line.box)

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
                self.rows.add(part, number, row, "other_sheet", {}, (), self.binding)
            return
        self.binding = binding
        headings = [text for row in table.rows[: header[0]] if (text := _label_text(row))]
        self.blocks.enter_sheet(part, headings)
        self.blocks.current.column_headings = printed_headings(table, header)
        above = header_columns(table, header)
        # In a register a row like a title may be the section that its rows belong to.
        titles = frozenset(headings if self.layout.levels is not None else ())
        number, index = 0, header[1]
        while index < len(table.rows):
            again = find_header_again(table, self.layout, above, index)
            stop = again[1] if again else index + 1
            if again:
                self.blocks.enter_table_of_sheet(part, _titles_above(table, header[1], again[0]))
            for row in table.rows[index:stop]:
                number += 1
                is_header = again is not None or (bool(titles) and _label_text(row) in titles)
                self._add(part, number, row, "header" if is_header else "body")
            index = stop

    def _add(self, part: Part, number: int, row: TableRow, zone: str) -> None:
        values: dict[str, str | None] = {}
        merged: tuple[str, ...] = ()
        if zone == "body":
            self.blocks.enter_row(part, row, self.rows.kept)
        if zone != "other_table" and self.binding is not None:
            values, merged = bind_row(row, self.binding, self.layout)
        self.rows.add(part, number, row, zone, values, merged, self.binding)

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


def _titles_above(table: Table, first: int, header: int) -> list[str]:
    """The titles between row ``first`` and a further header of a sheet, nearest rows only."""
    titles: list[str] = []
    for row in reversed(table.rows[max(first, header - _TITLE_ROWS) : header]):
        if sum(cell is not None and bool(cell.text.strip()) for cell in row.cells) > _TITLE_CELLS:
            break
        titles[:0] = [text] if (text := _label_text(row)) else []
    return titles
