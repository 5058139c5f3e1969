"""Printed headings bound to the columns a layout names.

A heading is a stack of merged cells over one physical column. Every stack must be explained by exactly one column of
the layout, or be listed as ignored: an unexplained, doubled or missing heading raises instead of being guessed.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from config.layout import Column, Layout, printed_unit
from extractors.records import Cell, LayoutMismatch, Table, TableRow

_NUMBERING = re.compile(r"^\(?\d{1,2}[a-z]?\)?(\s*[=(].*)?$")
_MAX_HEADER_ROWS = 8
#: percent; a misread heading is at least this like the printed one, which has at least so many letters
_MISREAD_LIKENESS, _SHORTEST_MISREAD = 85, 6
#: per physical column: (row, column) and text of the cells above it
_Stacks = list[list[tuple[tuple[int, int], str]]]
_Stack = tuple[tuple[tuple[int, int], str], ...]
#: name and first column under the same heading of each physical column
_Names = tuple[tuple[str | None, ...], tuple[int, ...]]


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """``text`` as compared: NFKC, casefolded, letters and digits only; where it has none, its signs (``%``)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", plain) or "".join(char for char in plain if _is_sign(char))


def _is_sign(char: str) -> bool:
    """A character that can stand for a word, as dashes, dots and brackets can't."""
    return char in "%#∑" or unicodedata.category(char) in ("Sc", "So")


@dataclass(frozen=True, slots=True)
class Binding:
    """Columns of one printed table: ``names[i]`` is the layout column of physical column ``i`` (None: ignored).

    ``starts[i]`` is the first physical column under the same heading, so that a cell that begins inside a heading's
    columns can be told from one that begins with it.
    """

    names: tuple[str | None, ...]
    starts: tuple[int, ...]
    header_from: int
    body_from: int
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    whole: bool
    prefix: bool

    def score(self, heading: str) -> int:
        """0 where ``heading`` does not match; a whole-cell match counts more than a prefix, that more than a part."""
        if self.text == heading:
            return 10_000 + len(self.text)
        if self.whole or not self.text:
            return 0
        if heading.startswith(self.text):
            return 1_000 + len(self.text)
        return len(self.text) if not self.prefix and self.text in heading else 0


@lru_cache(maxsize=4096)
def _path(alternative: str) -> tuple[_Part, ...]:
    parts = []
    for raw in alternative.split(" > "):
        part = raw.strip()
        whole, prefix = part.startswith("="), part.endswith("*")
        parts.append(_Part(squash(part.strip("=*")), whole, prefix))
    return tuple(parts)


def _score_path(path: Sequence[_Part], stack: Sequence[str]) -> int:
    """How well ``path`` explains ``stack``: parts in order, each on its own heading cell; 0 when one is missing."""
    total, position = 0, 0
    for part in path:
        best, at = 0, -1
        for index in range(position, len(stack)):
            score = part.score(stack[index])
            if score > best:
                best, at = score, index
        if not best:
            return 0
        total, position = total + best, at + 1
    return total


@lru_cache(maxsize=16384)
def score_column(headings: tuple[str, ...], stack: tuple[str, ...]) -> int:
    """How well one of ``headings`` explains the squashed ``stack``: 0 not at all, from 1,000 by its beginning.

    Cached: the same headings come on every page of a document.
    """
    return max((_score_path(_path(alternative), stack) for alternative in headings), default=0)


@lru_cache(maxsize=256)
def _parts_of(headings: tuple[str, ...]) -> tuple[_Part, ...]:
    return tuple(dict.fromkeys(part for heading in headings for part in _path(heading)))


@lru_cache(maxsize=256)
def _beginnings(headings: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """(texts that are a heading, texts that begin one)."""
    parts = [part for part in _parts_of(headings) if part.text]
    return frozenset(part.text for part in parts), tuple(part.text for part in parts if not part.whole)


def _is_heading(text: str, headings: tuple[str, ...]) -> bool:
    whole, beginnings = _beginnings(headings)
    return text in whole or text.startswith(beginnings)


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
        if _is_heading(text, layout.printed_headings):
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
        unknown = [text for text in texts if not _is_heading(squash(text), headings)]
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
    return is_numbering_row(row) or (filled > 1 and hits == filled)


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
        are_headings = are_headings and (not text or _is_heading(text, layout.printed_headings))
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
        same = sum(text in printed or _is_misread(text, printed) for text in here)
        if found := _again_at(table, layout, index, same >= 0.6 * len(here)):
            return found
    return None


def _mended(row: TableRow, headings: tuple[str, ...]) -> TableRow:
    """``row`` with headings that a scan left a letter or two wrong as the layout spells them."""
    if all(cell is None or cell.confidence is None for cell in row.cells):
        return row
    cells = [
        cell._replace(text=known)
        if cell is not None and cell.text and (known := _nearest_heading(squash(cell.text), headings))
        else cell
        for cell in row.cells
    ]
    return replace(row, cells=tuple(cells))


@lru_cache(maxsize=4096)
def _nearest_heading(text: str, headings: tuple[str, ...]) -> str | None:
    """The one heading that the misread ``text`` is or begins with; None where it is known, short or bears digits.

    A digit tells one year's column from the next, and in a short word one letter makes another word.
    """
    if _is_heading(text, headings) or any(character.isdigit() for character in text):
        return None
    near = {}
    for part in _parts_of(headings):
        if len(part.text) >= _SHORTEST_MISREAD:
            likeness = fuzz.ratio(text if part.whole else text[: len(part.text)], part.text)
            if likeness >= _MISREAD_LIKENESS:
                near[part.text] = likeness
    best = sorted(near, key=lambda known: near[known], reverse=True)
    return best[0] if len(best) == 1 or (best and best[0].startswith(best[1])) else None


def _is_misread(text: str, printed: frozenset[str]) -> bool:
    """Whether a heading read from a scan is one of ``printed`` but for a few letters."""
    return any(fuzz.ratio(text, known) >= _MISREAD_LIKENESS for known in printed)


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


def _owners(rows: Sequence[TableRow], n_columns: int) -> list[list[tuple[int, int] | None]]:
    """For every position the (row, column) of the cell that covers it."""
    grid: list[list[tuple[int, int] | None]] = [[None] * n_columns for _ in rows]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row.cells):
            if cell is None:
                continue
            for rr in range(r, min(len(rows), r + cell.row_span)):
                for cc in range(c, min(n_columns, c + cell.col_span)):
                    grid[rr][cc] = (r, c)
    return grid


def heading_stacks(rows: Sequence[TableRow], n_columns: int) -> _Stacks:
    """Per physical column the stack ``[(place, printed text)]`` from top to bottom, empty cells left out."""
    grid = _owners(rows, n_columns)
    stacks: _Stacks = []
    for c in range(n_columns):
        stack: list[tuple[tuple[int, int], str]] = []
        for r in range(len(rows)):
            place = grid[r][c]
            if place is None or (stack and stack[-1][0] == place):
                continue
            cell = rows[place[0]].cells[place[1]]
            if cell is not None and cell.text.strip():
                stack.append((place, cell.text.strip()))
        stacks.append(stack)
    return stacks


def bind_columns(table: Table, layout: Layout, header: tuple[int, int]) -> Binding:
    """Every physical column of ``table`` with its name in ``layout``; raises :class:`LayoutMismatch`."""
    rows = [row for row in table.rows[header[0] : header[1]] if not is_numbering_row(row) or _is_needed(row, layout)]
    rows = [_mended(row, layout.printed_headings) for row in rows]
    stacks = heading_stacks(rows, table.n_columns)
    known = _bound.get(layout.id)
    if known is None or known[0] is not layout or len(known[1]) >= _HEADERS_KEPT:
        known = _bound[layout.id] = (layout, {})
    printed = tuple(map(tuple, stacks))
    if printed not in known[1]:
        known[1][printed] = _name_columns(stacks, layout)
    return Binding(*known[1][printed], header[0], header[1], table.edges)


#: per layout id: the layout, and names and starts by the stacks they were found for; pages mostly print the same ones
_bound: dict[str, tuple[Layout, dict[tuple[_Stack, ...], _Names]]] = {}
_HEADERS_KEPT = 64


def _name_columns(stacks: _Stacks, layout: Layout) -> _Names:
    """(name, first column under the same heading) of each physical column."""
    groups = _groups(stacks)
    names: list[str | None] = [None] * len(stacks)
    starts = list(range(len(stacks)))
    claims = [
        claim
        for group in groups
        for candidates, is_ignored in [_claims([text for _, text in stacks[group[0]]], layout)]
        for claim in _shared(group, candidates, is_ignored, layout)
    ]
    taken: dict[str, int] = {}
    unexplained = []
    # Headings that name one column only come first; what may name several takes what is left, from left to right.
    for group, (candidates, is_ignored) in sorted(claims, key=lambda claim: len(claim[1][0]) > 1):
        name = next((candidate for candidate in candidates if candidate not in taken), None)
        if name is None and not is_ignored:
            if candidates:
                raise LayoutMismatch("doubled_heading", f"judul kolom '{_show(stacks[group[0]])}' tercetak dua kali")
            if stacks[group[0]]:
                unexplained.append(_show(stacks[group[0]]))
            continue
        if name is not None:
            _refuse_other_unit(layout.columns[name], name, stacks[group[0]])
        for column in group:
            names[column], starts[column] = name, group[0]
        if name is not None:
            taken[name] = group[0]
    missing = [name for name, column in layout.columns.items() if column.required and name not in taken]
    missing += [] if not layout.one_of or any(name in taken for name in layout.one_of) else [layout.one_of[0]]
    if missing or unexplained:
        raise LayoutMismatch("column_mismatch", _explain(layout, missing, unexplained), is_of_kind=not missing)
    return tuple(names), tuple(starts)


def _refuse_other_unit(column: Column, name: str, stack: Sequence[tuple[tuple[int, int], str]]) -> None:
    """A column of millions must not be read as one of rupiah because their headings begin alike."""
    unit = next((unit for _, text in stack if (unit := printed_unit(text))), None)
    if column.amount is not None and unit is not None and column.amount.unit != unit:
        raise LayoutMismatch(
            "column_mismatch",
            f"judul kolom '{_show(stack)}' mencetak satuan {unit.replace('_', ' ')}, sedangkan kolom {name} membaca "
            f"{column.amount.unit.replace('_', ' ')}; tambahkan kolom dengan unit: {unit}",
        )


def _is_needed(row: TableRow, layout: Layout) -> bool:
    """Some layouts tell columns apart by the printed number (``=5 > =K``); then the numbering row is a heading."""
    return any(part.text.isdigit() for part in _parts_of(layout.printed_headings))


def _groups(stacks: Sequence[Sequence[tuple[tuple[int, int], str]]]) -> list[list[int]]:
    """Neighbouring physical columns that share their whole heading stack; a column without heading joins the left."""
    groups: list[list[int]] = []
    for column, stack in enumerate(stacks):
        if groups and (not stack or list(stack) == list(stacks[groups[-1][0]])) and stacks[groups[-1][0]]:
            groups[-1].append(column)
        elif stack or not groups:
            groups.append([column])
        else:
            groups[-1].append(column)
    return groups


def _shared(
    group: list[int], candidates: list[str], is_ignored: bool, layout: Layout
) -> list[tuple[list[int], tuple[list[str], bool]]]:
    """``group`` with what may claim it, cut in single columns where several columns share its heading (``repeats``).

    Only those that share it may claim a part: ``Nomor`` over four cells is a code, over one a number in a row.
    """
    sharing = [name for name in candidates if layout.columns[name].repeats]
    if 1 < len(group) <= len(sharing):
        return [([column], (sharing, is_ignored)) for column in group]
    return [(group, (candidates, is_ignored))]


def _claims(stack: Sequence[str], layout: Layout) -> tuple[list[str], bool]:
    """(columns that explain the stack best, in declared order; whether the stack is one to ignore)."""
    squashed = tuple(squash(text) for text in stack)
    if not squashed:
        return [name for name, column in layout.columns.items() if "" in column.heading], True
    scores = {name: score_column(column.heading, squashed) for name, column in layout.columns.items()}
    best = max(scores.values(), default=0)
    ignored = score_column(layout.ignored_headings, squashed)
    if ignored > best:
        return [], True
    return [name for name, score in scores.items() if score == best and best > 0], False


def _show(stack: Sequence[tuple[tuple[int, int], str]]) -> str:
    return " > ".join(text for _, text in stack)


def _explain(layout: Layout, missing: Sequence[str], unexplained: Sequence[str]) -> str:
    parts = []
    if missing:
        wanted = ", ".join(f"{name} ('{layout.columns[name].heading[0]}')" for name in missing)
        parts.append(f"kolom wajib tidak ditemukan: {wanted}")
    if unexplained:
        parts.append("judul kolom tidak dikenal: " + "; ".join(f"'{text}'" for text in unexplained))
    return "; ".join(parts)
