"""Tables on a sheet: a heading row that stays, filters, one typed cell per field, and how the sheet prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from warehouse.publish.content import Row
from warehouse.publish.formats import Formats
from warehouse.publish.frame import Frame

_LONGEST_TEXT = 32_000
#: one line of text in points, characters of text per unit of column width, and the tallest row there is
_LINE_HEIGHT, _CHARACTERS_PER_UNIT, _TALLEST = 12.0, 1.28, 400.0
_MOST_LINKS = 60_000
_A4, _A3 = 9, 8
#: width over which the explanation above a table is taken to run
_HEAD_WIDTH = 140.0


@dataclass(frozen=True)
class Shown:
    """A cell that looks other than its column: ``look`` names the format, ``target`` a cell to jump to."""

    value: Any
    look: str | None = None
    target: str | None = None


@dataclass(frozen=True)
class Field:
    """One column: heading, width in characters, look, and how a row gives its value."""

    heading: str
    width: float
    look: str
    value: Callable[[Row], Any]
    header_look: str = "header"


def column(heading: str, width: float, look: str, name: str) -> Field:
    """A field that shows column ``name`` of the row."""
    return Field(heading, width, look, lambda row: row.get(name))


def write_head(sheet: Worksheet, formats: Formats, title: str, lines: Sequence[str], last_column: int) -> int:
    """Title and explanation above the table; the row (from 0) at which the table may begin."""
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, formats["title"])
    for number, line in enumerate(lines, start=1):
        sheet.merge_range(number, 0, number, last_column, "", formats["subtitle"])
        sheet.write_string(number, 0, line, formats["subtitle"])
        sheet.set_row(number, height_of([(line, _HEAD_WIDTH)]))
    return len(lines) + 2


def write_table(
    sheet: Worksheet,
    formats: Formats,
    first_row: int,
    fields: Sequence[Field],
    rows: Sequence[Row],
    name: str,
    *,
    empty: str = "Tidak ada data.",
    spare_rows: int = 0,
) -> int:
    """An Excel table with filters from ``first_row`` (from 0) on; the row after its last.

    ``spare_rows`` empty rows in the look of their fields are kept at its end. Without rows the table says ``empty``.
    """
    for number, field in enumerate(fields):
        sheet.set_column(number, number, field.width)
    sheet.set_row(first_row, height_of([(field.heading, field.width - 2) for field in fields]) + 4)
    links = 0
    for offset, row in enumerate(rows, start=1):
        values = [field.value(row) for field in fields]
        # Not every program makes wrapped rows tall enough by itself, so they are given their height.
        wrapped = [
            (value, field.width) for field, value in zip(fields, values, strict=True) if not field.look.endswith("key")
        ]
        sheet.set_row(first_row + offset, height_of(wrapped))
        for number, (field, value) in enumerate(zip(fields, values, strict=True)):
            links += _write(sheet, formats, first_row + offset, number, field, value, links < _MOST_LINKS)
    last = first_row + len(rows) + spare_rows
    for offset in range(first_row + len(rows) + 1, last + 1):
        for number, field in enumerate(fields):
            sheet.write_blank(offset, number, None, formats[field.look])
    if last == first_row:
        last += 1
        sheet.write_string(last, 0, empty, formats["plain"])
    sheet.add_table(
        first_row,
        0,
        last,
        len(fields) - 1,
        {
            "name": name,
            "style": None,
            "columns": [{"header": f.heading, "header_format": formats[f.header_look]} for f in fields],
        },
    )
    return last + 1


def write_listing(
    frame: Frame,
    name: str,
    title: str,
    lines: Sequence[str],
    fields: Sequence[Field],
    rows: Sequence[Row],
    *,
    frozen: int = 0,
    printed: int | None = None,
    is_wide: bool = True,
    empty: str = "Tidak ada data.",
) -> None:
    """A whole sheet that is one table: ``frozen`` columns stay in sight, the first ``printed`` (all) are printed."""
    sheet, last_column = frame.sheets[name], (printed or len(fields)) - 1
    header = write_head(sheet, frame.formats, title, lines, last_column)
    table = "tabel_" + name.casefold().replace(" ", "_")
    end = write_table(sheet, frame.formats, header, fields, rows, table, empty=empty)
    sheet.freeze_panes(header + 1, frozen)
    set_print(sheet, name, frame.footer, header, end - 1, last_column, is_wide=is_wide)


def set_print(
    sheet: Worksheet, title: str, footer: str, header_row: int, last_row: int, last_column: int, *, is_wide: bool
) -> None:
    """Landscape, as wide as the paper, heading row on each page; only columns up to ``last_column`` are printed."""
    sheet.set_landscape()
    sheet.set_paper(_A3 if is_wide else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.repeat_rows(header_row)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_header(f"&L&8{_printable(title)}", {"margin": 0.3})
    sheet.set_footer(f"&L&8{_printable(footer)}&R&8Halaman &P dari &N", {"margin": 0.3})


def _printable(text: str) -> str:
    return text.replace("&", "&&")


def _write(sheet: Worksheet, formats: Formats, row: int, number: int, field: Field, value: Any, may_link: bool) -> int:
    """Write one cell in its type; 1 when it became a link."""
    shown = value if isinstance(value, Shown) else Shown(value)
    look = formats[shown.look or field.look]
    if shown.target is not None and may_link:
        sheet.write_url(row, number, f"internal:{shown.target}", look, clip(str(shown.value)))
        return 1
    if shown.value is None or shown.value == "":
        sheet.write_blank(row, number, None, look)
    elif isinstance(shown.value, bool):
        sheet.write_string(row, number, "ya" if shown.value else "tidak", look)
    elif isinstance(shown.value, int | float):
        sheet.write_number(row, number, shown.value, look)
    elif isinstance(shown.value, date | datetime):
        sheet.write_datetime(row, number, shown.value, look)
    else:
        # Written as text whatever it begins with: a title such as "=1+1" must never become a formula.
        sheet.write_string(row, number, clip(str(shown.value)), look)
    return 0


def clip(text: str) -> str:
    """``text`` without characters a sheet can't hold, cut where a cell ends."""
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)
    return clean if len(clean) <= _LONGEST_TEXT else clean[: _LONGEST_TEXT - 1] + "…"


def height_of(cells: Sequence[tuple[Any, float]]) -> float:
    """The height in points of a row whose cells (value, column width) wrap their text."""
    lines = max((_count_lines(value, width) for value, width in cells), default=1)
    return min(_TALLEST, lines * _LINE_HEIGHT + 3)


def _count_lines(value: Any, width: float) -> int:
    text = value.value if isinstance(value, Shown) else value
    if not isinstance(text, str):
        return 1
    room, used, lines = max(1, int(width * _CHARACTERS_PER_UNIT)), 0, 1
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        lines += (len(word) - 1) // room
        used += len(word) % room + (1 if used else 0)
    return lines
