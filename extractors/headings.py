"""Printed headings bound to the columns a layout names.

A heading is a stack of merged cells over one physical column. Every stack must be explained by exactly one column of
the layout, or be listed as ignored: an unexplained, doubled or missing heading raises instead of being guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from config.layout import Column, Layout, printed_unit
from extractors.header_rows import is_numbering, is_numbering_row, says_no_more
from extractors.heading_words import as_shown, nearest_heading, parts_of, rank_column, score_column, squash
from extractors.records import LayoutMismatch, Table, TableRow

#: per physical column: (row, column) and text of the cells above it
_Stacks = list[list[tuple[tuple[int, int], str]]]
_Stack = tuple[tuple[tuple[int, int], str], ...]
#: name and first column under the same heading of each physical column
_Names = tuple[tuple[str | None, ...], tuple[int, ...]]


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


def _mended(row: TableRow, headings: tuple[str, ...]) -> TableRow:
    """``row`` with headings that a scan left a letter or two wrong as the layout spells them."""
    if all(cell is None or cell.confidence is None for cell in row.cells):
        return row
    cells = [
        cell._replace(text=known)
        if cell is not None and cell.text and (known := nearest_heading(squash(cell.text), headings))
        else cell
        for cell in row.cells
    ]
    return replace(row, cells=tuple(cells))


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
    return any(part.text.isdigit() for part in parts_of(layout.printed_headings))


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
    is_share = _is_share(stack)
    ranks = {
        name: rank_column(column.heading, squashed)
        for name, column in layout.columns.items()
        if not (is_share and column.amount is not None)
    }
    best = max(ranks.values(), default=(False, 0))
    ignored = score_column(layout.ignored_headings, squashed)
    if ignored > best[1]:
        return [], True
    found = [name for name, rank in ranks.items() if rank == best and rank[1]]
    if not best[0] and len(stack) > 1 and not says_no_more(stack[-1]):
        # what stands over a group says nothing of this one of its columns, but that it is a person's
        found = [name for name in found if layout.columns[name].personal]
        return found, not found and bool(ignored)
    return found, False


def _is_share(stack: Sequence[str]) -> bool:
    """Whether the column's own heading says percent: ``Realisasi (%)`` is no money, alike as the words are."""
    own = [text for text in stack if not is_numbering(text)]
    return bool(own) and ("%" in own[-1] or "persen" in own[-1].casefold())


def _show(stack: Sequence[tuple[tuple[int, int], str]]) -> str:
    return " > ".join(text for _, text in stack)


def _explain(layout: Layout, missing: Sequence[str], unexplained: Sequence[str]) -> str:
    parts = []
    if missing:
        wanted = ", ".join(f"{name} ('{as_shown(layout.columns[name].heading[0])}')" for name in missing)
        parts.append(f"kolom wajib tidak ditemukan: {wanted}")
    if unexplained:
        parts.append("judul kolom tidak dikenal: " + "; ".join(f"'{text}'" for text in unexplained))
    return "; ".join(parts)
