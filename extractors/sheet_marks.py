"""What the values of a sheet do not tell: hidden rows, errors, links, formulas never calculated.

The value reader gives an error cell and a formula without result as an empty cell. Taken as such, a printed ``#REF!``
would vanish and a total would be blank; so the file's own parts are scanned once more for these few cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.records import RejectedDocument

#: first row, first column, last row, last column, from 0
Range = tuple[int, int, int, int]

_LINK = re.compile(
    r'^\s*(?:of:)?=?\s*HYPERLINK\s*\(\s*"(?P<url>(?:[^"]|"")*)"\s*(?:[,;]\s*"(?P<text>(?:[^"]|"")*)"\s*)?\)\s*$',
    re.IGNORECASE,
)

#: cells a sheet may span before it is taken for a stray cell far off the table: values are read into a full grid
MAX_CELLS = 40_000_000


@dataclass(slots=True)
class SheetMarks:
    """Marks of one sheet; rows and columns from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    #: text that stands in place of the value read
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    #: formulas without a stored result, as written (``=?`` where the file keeps them in coded form)
    uncalculated: dict[tuple[int, int], str] = field(default_factory=dict)
    #: formulas with a stored result, and how many of the results are the number 0
    calculated: int = 0
    calculated_zero: int = 0
    last_row: int = 0
    last_column: int = 0


#: by the name of the sheet, in XLS by its place among the sheets of the workbook
Marks = dict[str | int, SheetMarks]


def column_name(column: int) -> str:
    """``column`` (from 0) in letters: 0 is ``A``, 26 is ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(letters: str) -> int:
    """The column (from 0) of ``letters``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    return f"{column_name(column)}{row + 1}"


def link_text(formula: str) -> str | None:
    """What ``HYPERLINK("address", "text")`` shows, when both are written out in the formula."""
    match = _LINK.match(formula)
    if match is None:
        return None
    shown = match["text"] if match["text"] is not None else match["url"]
    return shown.replace('""', '"')


def runs(numbers: Iterable[int]) -> str:
    """Numbers (from 0) as Excel counts them, in runs: ``3-5, 9``."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in parts[:20]]
    return ", ".join(shown) + (", ..." if len(parts) > 20 else "")


def check_calculated(marks: Iterable[SheetMarks]) -> None:
    """Raise :class:`RejectedDocument` where the results of all formulas are 0 in a file to be calculated on opening.

    A writer that can't calculate stores 0 for every formula and asks the spreadsheet program to do it.
    """
    known = list(marks)
    formulas = sum(mark.calculated for mark in known)
    if formulas and formulas == sum(mark.calculated_zero for mark in known):
        raise missing_results(f"semua {formulas} rumus bernilai 0 sementara")


def missing_results(seen: str) -> RejectedDocument:
    return RejectedDocument(
        "missing_formula_cache",
        f"{seen}: berkas ditulis program yang tidak menghitung rumus. Buka di Excel atau LibreOffice, simpan ulang "
        "(nilai rumus ikut tersimpan), lalu unggah lagi",
    )


def check_size(sheet: str, last_row: int, last_column: int) -> None:
    if (last_row + 1) * (last_column + 1) > MAX_CELLS:
        raise RejectedDocument(
            "too_large",
            f"lembar '{sheet}' terisi sampai sel {cell_name(last_row, last_column)}; hapus isi sel yang jauh di luar "
            "tabel, simpan, lalu unggah ulang",
        )
