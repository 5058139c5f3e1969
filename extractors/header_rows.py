"""Where the heading rows of a table stand, where they end, and where they are printed again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from config.layout import Layout
from extractors.heading_words import is_heading, is_misread, squash
from extractors.records import Cell, Table, TableRow

_NUMBERING = re.compile(r"^\(?\d{1,2}[a-z]?\)?(\s*[=(].*)?$")
#: a cell that only says in what its column counts
_UNIT = re.compile(
    r"\(?\s*(?:(?:dalam\s+)?(?:(?:ribu|juta)(?:an)?\s*)?(?:rp\.?|rupiah)\s*\(?\s*(?:(?:ribu|juta)(?:an)?|000)?\s*\)?|%|persen)"
    r"\s*\)?",
    re.IGNORECASE,
)
_MAX_HEADER_ROWS = 8


def is_numbering_row(row: TableRow) -> bool:
    """True for the row ``(1) (2) (3)`` printed under a header: rising small numbers and nothing else."""
    texts = [cell.text.strip() for cell in row.cells if cell is not None and cell.text.strip()]
    if len(texts) < 3 or not all(_NUMBERING.match(text) for text in texts):
        return False
    numbers = [int(re.sub(r"\D.*$", "", text.lstrip("("))) for text in texts]
    rising = sum(later > earlier for earlier, later in itertools.pairwise(numbers))
    return rising >= 0.8 * (len(numbers) - 1)


def _matches(row: TableRow, layout: Layout) -> tuple[int, int, int]:
    """(cells that match a heading of the layout, of these with words, non-empty cells)."""
    hits = worded = filled = 0
    for cell in row.cells:
        text = squash(cell.text) if cell is not None else ""
        if not text:
            continue
        filled += 1
        if is_heading(text, layout.printed_headings):
            hits += 1
            worded += len(text) > 2 and not text.isdigit()
    return hits, worded, filled


def find_header(table: Table, layout: Layout, start: int = 0, depth: int = 80) -> tuple[int, int] | None:
    """(first heading row, first body row) at or after ``start``, or None.

    A header begins where at least two worded cells, and most of the cells, are headings of the layout. It goes on
    over rows that consist of headings, and over the numbering row.
    """
    for index in range(start, min(len(table.rows), start + depth)):
        hits, worded, filled = _matches(table.rows[index], layout)
        if worded >= 2 and hits >= 0.6 * filled:
            return index, _header_end(table, layout, index)
    return None


def nearest_header(table: Table, layout: Layout, depth: int = 80) -> tuple[int, list[str], list[str]]:
    """(headings known, all headings of that row, those unknown) of the row most like a header of ``layout``."""
    best: tuple[int, list[str], list[str]] = (0, [], [])
    headings = layout.printed_headings
    for row in table.rows[:depth]:
        texts = [cell.text.strip() for cell in row.cells if cell is not None and cell.text.strip()]
        unknown = [text for text in texts if not is_heading(squash(text), headings)]
        if len(texts) >= 3 and len(texts) - len(unknown) > best[0]:
            best = (len(texts) - len(unknown), texts, unknown)
    return best


def _header_end(table: Table, layout: Layout, first: int) -> int:
    # Merged heading cells reach down over rows that would otherwise look like an empty body.
    end = first + 1
    index = first
    while index < min(len(table.rows), first + _MAX_HEADER_ROWS) and index < end:
        row = table.rows[index]
        for cell in row.cells:
            if cell is not None and cell.text.strip():
                end = max(end, index + cell.row_span)
        index += 1
        if index == end and index < len(table.rows) and _continues_header(table.rows[index], layout):
            end = index + 1
    return min(end, len(table.rows))


def _continues_header(row: TableRow, layout: Layout) -> bool:
    # A single cell below the header is a section: "KERJA SAMA DENGAN PIHAK KETIGA" begins like a heading, too.
    hits, _, filled = _matches(row, layout)
    return is_numbering_row(row) or (filled > 1 and hits == filled) or _is_row_of_units(row)


def is_numbering(text: str) -> bool:
    """Whether a heading cell only counts its column: ``(7)``, ``7 = 6 + 5``."""
    return _NUMBERING.fullmatch(text.strip()) is not None


def says_no_more(text: str) -> bool:
    """Whether a heading cell only counts its column, or says in what it counts."""
    return is_numbering(text) or _UNIT.fullmatch(text.strip()) is not None


def _is_row_of_units(row: TableRow) -> bool:
    texts = [cell.text.strip() for cell in row.cells if cell is not None and cell.text.strip()]
    return len(texts) > 1 and all(map(_UNIT.fullmatch, texts))


def header_columns(table: Table, header: tuple[int, int]) -> list[frozenset[str]]:
    """Per physical column the texts of the header's cells, as compared."""
    rows = [table.rows[row].cells for row in range(*header)]
    return [frozenset(_text(cells, column) for cells in rows) for column in range(table.n_columns)]


def find_header_again(
    table: Table, layout: Layout, above: Sequence[frozenset[str]], index: int
) -> tuple[int, int] | None:
    """(first, end) of the header ``above`` (see :func:`header_columns`) printed once more at row ``index``, or None.

    The cells of a line may begin like headings. So most cells must be those of the header above, or, where a header
    returns in other words, all of at least four cells must be headings.
    """
    here = [(c, cell.text) for c, cell in enumerate(table.rows[index].cells) if cell is not None and cell.text]
    may_differ = 0.4 * len(here)
    others, are_headings = 0, len(here) >= 4
    for column, printed in here:
        text = squash(printed)
        others += text not in above[column]
        are_headings = are_headings and (not text or is_heading(text, layout.printed_headings))
        if others > may_differ and not are_headings:
            return None  # as nearly every row of a long sheet, told by its first cells
    return _again_at(table, layout, index, others <= may_differ)


def find_header_on_page(
    table: Table, layout: Layout, printed: frozenset[str], depth: int = 12
) -> tuple[int, int] | None:
    """(first, end) of the header on a later page, or None: as strict as :func:`find_header_again`.

    ``printed`` are the texts of the header bound before; the columns of a later page may stand elsewhere.
    """
    for index in range(min(len(table.rows), depth)):
        if find_header(table, layout, index, depth=1) is None:
            continue
        here = [squash(cell.text) for cell in table.rows[index].cells if cell is not None and cell.text]
        same = sum(text in printed or is_misread(text, printed) for text in here)
        if found := _again_at(table, layout, index, same >= 0.6 * len(here)):
            return found
    return None


def header_texts(table: Table, header: tuple[int, int]) -> frozenset[str]:
    """The texts of a header's cells, as compared."""
    cells = (cell for row in table.rows[slice(*header)] for cell in row.cells if cell is not None)
    return frozenset(text for cell in cells if (text := squash(cell.text)))


def printed_headings(table: Table, header: tuple[int, int]) -> tuple[str, ...]:
    """The texts of a header's cells as printed, each once, in order."""
    cells = (cell for row in table.rows[slice(*header)] for cell in row.cells if cell is not None)
    return tuple(dict.fromkeys(" ".join(cell.text.split()) for cell in cells if cell.text.strip()))


def _again_at(table: Table, layout: Layout, index: int, is_same: bool) -> tuple[int, int] | None:
    again = find_header(table, layout, index, depth=1)
    hits, _, filled = _matches(table.rows[index], layout)
    return again if is_same or (filled >= 4 and hits == filled) else None


def _text(cells: Sequence[Cell | None], column: int) -> str:
    cell = cells[column] if column < len(cells) else None
    return squash(cell.text) if cell is not None else ""
