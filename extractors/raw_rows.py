"""Rows as they are kept: cells as printed with their place, personal data masked, doubts of a scan noted."""

from __future__ import annotations

import re

from config.layout import Layout
from extractors.headings import Binding
from extractors.masking import MASK, begins_signature, hold_identity_number, mask_numbers, mask_signature
from extractors.open_blocks import OpenBlocks
from extractors.records import Box, Part, RawRow, TableRow, row_id
from extractors.scan_doubt import refuse_unsure_fields, unsure_columns


class RawRows:
    """``kept``: the rows of one document in print order, each in the block that is open when it comes."""

    def __init__(self, document_id: str, layout: Layout, blocks: OpenBlocks) -> None:
        self.kept: list[RawRow] = []
        self._document_id, self._layout, self._blocks = document_id, layout, blocks
        self._personal = {name for name, column in layout.columns.items() if column.personal}
        self._signature = [re.compile(pattern, re.IGNORECASE) for pattern in layout.rows.signature]

    def add(
        self,
        part: Part,
        number: int,
        row: TableRow,
        zone: str,
        values: dict[str, str | None],
        merged: tuple[str, ...],
        binding: Binding | None,
    ) -> None:
        """Keep row ``number`` of a page or sheet; ``values`` by the layout's columns, ``merged`` those from above."""
        cells = [None if cell is None else cell.text for cell in row.cells]
        joined = " ".join(text for text in cells if text is not None).strip()
        is_signature = zone == "body" and (
            begins_signature(cells) or any(pattern.match(joined) for pattern in self._signature)
        )
        if self._blocks:
            self._blocks.current.has_signature |= is_signature
        # From a signature line on, a sheet and a form print only names and offices; a page closes its table first.
        prints_on = part.page is None or self._layout.header_block is not None
        hide = prints_on and bool(self._blocks) and self._blocks.current.has_signature
        if hide or is_signature or hold_identity_number([*cells, *values.values()]):
            mask = mask_signature if hide or is_signature else mask_numbers
            cells = [None if text is None else mask(text) for text in cells]
            values = {name: None if value is None else mask(value) for name, value in values.items()}
        for index in self._personal_positions(binding) if zone == "body" else ():
            if index < len(cells) and cells[index]:
                cells[index] = MASK
        raw = self._new(part, number, zone, bbox=row.box, cells=cells)
        raw.sheet_row, raw.fill, raw.merged_from_above = row.sheet_row, _fill(row), merged
        raw.values = values
        raw.is_hidden = row.is_hidden or part.is_hidden
        raw.is_open_below, raw.is_open_above = row.is_open_below, row.is_open_above
        if part.is_scanned:
            self._note_doubt(raw, part, row, binding)
        self.kept.append(raw)

    def add_text(self, part: Part, number: int, text: str, box: Box | None) -> None:
        """Keep a line of text outside the tables, which is also a footer of the open block."""
        block = self._blocks.current
        masked = mask_signature(text)
        block.footers.append(masked)
        block.has_signature = block.has_signature or any(pattern.search(text) for pattern in self._signature)
        self.kept.append(self._new(part, number, "outside", bbox=box, cells=[masked]))

    def _note_doubt(self, raw: RawRow, part: Part, row: TableRow, binding: Binding | None) -> None:
        raw.confidence = [None if cell is None else cell.confidence for cell in row.cells]
        if raw.zone == "body" and binding is not None:
            raw.low_confidence = unsure_columns(row, binding, self._layout)
        elif self._layout.header_block is not None:
            refuse_unsure_fields(row, part.page)

    def _new(self, part: Part, number: int, zone: str, *, bbox: Box | None, cells: list[str | None]) -> RawRow:
        place = part.page if part.page is not None else (part.sheet or "")
        return RawRow(
            source_row_id=row_id(self._document_id, place, number),
            document_id=self._document_id,
            page=part.page,
            sheet=part.sheet,
            row_number=number,
            sheet_row=None,
            block=self._blocks.number,
            zone=zone,
            bbox=bbox,
            cells=cells,
            values={},
        )

    def _personal_positions(self, binding: Binding | None) -> list[int]:
        if binding is None or not self._personal:
            return []
        return [index for index, name in enumerate(binding.names) if name in self._personal]


def _fill(row: TableRow) -> str | None:
    fills = [cell.fill for cell in row.cells if cell is not None and cell.fill]
    return max(set(fills), key=fills.count) if fills else None
