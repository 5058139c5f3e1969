"""What a sample document prints, row by row, in the column names of its layout: the source of drawing and of truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samples.drawing import Placed

#: printed on every sample, so that none is ever taken for an official document
NOTICE = "(DATA CONTOH - dibuat untuk peragaan selaras, bukan dokumen resmi)"


@dataclass(frozen=True)
class PrintedRow:
    """One body row: its kind, its level where it is a line, and the text per layout column (empty ones left out)."""

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    level: str = ""
    #: part of the document the row stands in, in order of print (an office)
    block: int = 1


@dataclass(frozen=True)
class ExpectedRow:
    """A printed row and its place; the part of a row that goes on after a page break is a row of its own."""

    page: int
    row_number: int
    kind: str
    level: str
    block: int
    values: Mapping[str, str]


def expect(placed: Iterable[Placed], columns: Sequence[str]) -> Iterator[ExpectedRow]:
    """The truth of what was drawn: the row that a page break cut keeps its whole text in its upper part.

    ``columns`` name the boxes of the drawn rows from left to right.
    """
    for place in placed:
        row = place.key
        assert isinstance(row, PrintedRow)
        if place.continues:
            rest = {name: text for name, text in zip(columns, place.texts, strict=True) if text}
            yield ExpectedRow(place.page, place.row_number, "continuation", "", row.block, rest)
        else:
            values = {name: text for name, text in row.values.items() if text}
            yield ExpectedRow(place.page, place.row_number, row.kind, row.level, row.block, values)
