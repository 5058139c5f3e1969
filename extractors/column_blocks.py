"""Tables whose rows print in a column which office or region they speak of: a block for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.layout import Layout
from extractors.records import Block, RawRow

Values = tuple[str, ...]


def split_by_columns(rows: Sequence[RawRow], blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """The blocks that the values in ``layout.block_columns`` make, in order of print; ``rows`` get their numbers.

    The headings of such a block are those of the block it is cut from, and ``column : value`` for each column. A row
    that leaves all of them empty goes with the row above, the first such rows with the first that fills them.
    """
    originals = {block.block: block for block in blocks}
    numbers: dict[tuple[int, Values], int] = {}
    pages: dict[int, list[int]] = {}
    above = {row.block: values for row in reversed(rows) if any(values := _values(row, layout))}
    for row in rows:
        own = _values(row, layout)
        values = own if any(own) else above.get(row.block, own)
        above[row.block] = values
        row.block = numbers.setdefault((row.block, values), len(numbers) + 1)
        pages.setdefault(row.block, []).extend([] if row.page is None else [row.page])
    return [
        _block(number, originals[original], values, layout, pages[number])
        for (original, values), number in numbers.items()
    ]


def _values(row: RawRow, layout: Layout) -> Values:
    if row.zone != "body":
        return ("",) * len(layout.block_columns)
    return tuple(" ".join((row.values.get(name) or "").split()) for name in layout.block_columns)


def _block(number: int, original: Block, values: Values, layout: Layout, pages: Sequence[int]) -> Block:
    named = tuple(f"{name} : {value}" for name, value in zip(layout.block_columns, values, strict=True) if value)
    first, last = (min(pages), max(pages)) if pages else (original.first_page, original.last_page)
    return replace(original, block=number, headings=(*original.headings, *named), first_page=first, last_page=last)
