"""What of a scanned row or heading was read too poorly to be relied on."""

from __future__ import annotations

import re
from functools import lru_cache

from config.layout import Identify, Layout
from extractors.headings import Binding
from extractors.records import Part, RejectedDocument, TableRow

_MARKED = re.compile(r"\d[.,]\d")
#: what a heading may tell of a slice
_TOLD = ("skpd_name", "skpd_code", "fiscal_year", "period", "version", "region", "printed_on", "complete_to")


def unsure_columns(row: TableRow, binding: Binding, layout: Layout) -> tuple[str, ...]:
    """Columns of ``layout`` whose value in this scanned row can't be relied on.

    That is a poor reading; letters where a figure or code belongs; and any cell over several columns or rows, and what
    it covers: a ruling may have been missed, so that a figure stands with its neighbour's.
    """
    names = binding.names
    unsure: set[str] = set()
    reach = 0
    for index, cell in enumerate(row.cells[: len(names)]):
        name = names[index]
        if cell is None:
            if index >= reach and name is not None:
                unsure.add(name)
            continue
        reach = index + cell.col_span
        under = {other for other in names[index : min(reach, len(names))] if other is not None}
        is_merged = len(under) > 1 or cell.row_span > 1
        is_strange = name is not None and _is_strange(cell.text, name, layout)
        if (cell.text and is_merged) or is_strange or not cell.is_sure:
            unsure |= under
    return tuple(name for name in dict.fromkeys(names) if name in unsure)


def _is_strange(text: str, name: str, layout: Layout) -> bool:
    """Letters where a figure or code belongs; beside a unit, a mark that no glyphs were checked for."""
    column = layout.columns[name]
    codes = {*layout.levels.columns, *layout.levels.rekening_columns} if layout.levels is not None else set()
    has_letter = any(map(str.isalpha, text))
    if column.code or column.amount or name in codes:
        return has_letter and not any(map(str.isdigit, text))
    return bool(column.target) and has_letter and _MARKED.search(text) is not None


def refuse_unsure_headings(part: Part, layout: Layout) -> None:
    """Raise ``ocr_unsure`` where a heading that tells year, office or version was read in two ways."""
    for line in part.texts:
        if not line.is_sure and any(pattern.search(line.text) for pattern in _patterns(layout.identify)):
            raise RejectedDocument(
                "ocr_unsure",
                f"judul di halaman {part.page} tidak terbaca dengan yakin: '{line.text[:120]}'. "
                "Pindai ulang lebih bersih (300 dpi) atau minta berkas aslinya",
            )


def refuse_unsure_fields(row: TableRow, page: int | None) -> None:
    """Raise ``ocr_unsure`` where a field above a form's table holds digits that were read in two ways.

    Such a field (a code, a year) speaks for all rows below it.
    """
    for cell in row.cells:
        if cell is not None and not cell.is_sure and any(character.isdigit() for character in cell.text):
            raise RejectedDocument(
                "ocr_unsure",
                f"isian kepala formulir di halaman {page} tidak terbaca dengan yakin: '{cell.text[:120]}'. "
                "Pindai ulang lebih bersih (300 dpi) atau minta berkas aslinya",
            )


@lru_cache(maxsize=64)
def _patterns(identify: Identify) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for name in _TOLD for pattern in getattr(identify, name))
