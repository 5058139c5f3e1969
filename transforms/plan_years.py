"""Plans whose headings count their years (``Tahun-1``): which years these are stands in the title (``2022-2026``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from config.layout import Column
from extractors.records import Extraction, RejectedDocument

_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-–—/]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga)\s*(20\d\d)(?!\d)", re.I)


def in_plan_years(extraction: Extraction) -> Extraction:
    """``extraction`` with the counted years of its layout's columns as calendar years, where it prints any.

    The last counted year is the last year of the plan: a plan of 2021-2026 counts five years from the year after its
    head of region took office, or six. Raises :class:`RejectedDocument` ``unidentified`` where no title prints the
    years or where they are more or fewer than the columns by over one.
    """
    printed = {name for row in extraction.rows for name in row.values}
    counted = {name: nth for name, column in extraction.layout.columns.items() if (nth := _nth(column)) is not None}
    used = [counted[name] for name in printed & counted.keys()]
    if not used:
        return extraction
    first, last = _years(extraction)
    columns = {
        name: _in_year(column, last - max(used) + counted[name]) if name in counted else column
        for name, column in extraction.layout.columns.items()
    }
    if not last - first <= max(used) <= last - first + 1:
        raise _unclear(f"judul mencetak {first}-{last}, kolomnya menghitung {max(used)} tahun")
    return replace(extraction, layout=extraction.layout.model_copy(update={"columns": columns}))


def _years(extraction: Extraction) -> tuple[int, int]:
    spans = {span for block in extraction.blocks for span in _spans(block.headings)}
    if len(spans) != 1:
        seen = ", ".join(f"{first}-{last}" for first, last in sorted(spans)) or "tidak ada"
        raise _unclear(f"rentang tahun yang tercetak di judul: {seen}")
    return spans.pop()


def _spans(lines: Iterable[str]) -> list[tuple[int, int]]:
    found = [(int(match[1]), int(match[2])) for line in lines for match in _SPAN.finditer(line)]
    return [(first, last) for first, last in found if 2 <= last - first <= 6]


def _unclear(seen: str) -> RejectedDocument:
    return RejectedDocument(
        "unidentified",
        f"kolom menghitung tahun rencana (Tahun-1, Tahun-2, ...) tetapi tahunnya tidak jelas: {seen}. "
        "Tulis rentang tahunnya di judul tabel (misalnya 2022-2026), simpan, lalu unggah lagi",
        stage="identify",
    )


def _nth(column: Column) -> int | None:
    figure = column.amount or column.target
    return figure.plan_year if figure is not None else None


def _in_year(column: Column, year: int) -> Column:
    if column.amount is not None:
        return column.model_copy(update={"amount": column.amount.model_copy(update={"fiscal_year": year})})
    assert column.target is not None
    return column.model_copy(update={"target": column.target.model_copy(update={"fiscal_year": year})})
