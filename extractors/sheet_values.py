"""The values of a workbook's sheets as the reading library gives them, one sheet in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from extractors.cell_text import Value
from extractors.sheet_marks import Range

_GRIDS = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)


@dataclass(frozen=True, slots=True)
class SheetValues:
    """One sheet: rows from its first row, each from column ``offset`` on, and its merged ranges."""

    name: str
    #: place among the workbook's sheets, charts counted
    index: int
    is_hidden: bool
    offset: int
    rows: Iterable[Sequence[Value]]
    merges: tuple[Range, ...]


def read_sheets(path: str) -> Iterator[SheetValues]:
    """The sheets of the workbook that hold cells (no charts), in order; raises what the library raises."""
    # Given a path, the library goes by its extension.
    with Path(path).open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ not in _GRIDS:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            merges = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or [])
            is_hidden = meta.visible != SheetVisibleEnum.Visible
            offset = sheet.start[1] if sheet.start else 0
            yield SheetValues(meta.name, index, is_hidden, offset, sheet.iter_rows(), merges)
