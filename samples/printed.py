"""What a sample document prints, row by row, in the column names of its layout: the source of drawing and of truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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


def expect(placed: Iterable[Placed], columns: Sequence[str]) -> list[ExpectedRow]:
    """The truth of what was drawn: text as wrapped, its lines joined by one space; ``columns`` name the drawn boxes.

    The row that a page break cut keeps its whole text in its upper part; the lower part follows as a continuation.
    """
    rows: list[ExpectedRow] = []
    for place in placed:
        row = place.key
        assert isinstance(row, PrintedRow)
        values = {name: text for name, text in zip(columns, place.texts, strict=True) if text}
        if place.continues:
            upper = rows[-1]
            rows[-1] = replace(upper, values={**upper.values, **_joined(upper.values, values)})
            rows.append(ExpectedRow(place.page, place.row_number, "continuation", "", row.block, values))
        else:
            rows.append(ExpectedRow(place.page, place.row_number, row.kind, row.level, row.block, values))
    return rows


def _joined(upper: Mapping[str, str], lower: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{upper[name]} {text}" if name in upper else text for name, text in lower.items()}
