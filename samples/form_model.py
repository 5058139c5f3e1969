"""What a description of a printed form holds: headings, rows, and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeadingCell(_Strict):
    """A heading over ``span`` columns and ``rows`` rows."""

    text: str
    span: int = 1
    rows: int = 1


class FormRow(_Strict):
    """One printed row: its cells from left to right; one cell alone reaches over the whole table.

    ``reads`` gives what is read of a column where that is not what its cell prints; ``block`` where rows of one table
    belong to different slices.
    """

    kind: str = "line"
    level: str = ""
    cells: tuple[str | int | float, ...]
    reads: Mapping[str, str] = Field(default_factory=dict)
    block: int | None = None


class FormPart(_Strict):
    """One table with what is printed above and below it; each part begins a page.

    ``above`` is the block of fields of a form that has one: rows of label and value, kept as rows of their own.
    """

    titles: tuple[str, ...] = ()
    above: tuple[FormRow, ...] = ()
    rows: tuple[FormRow, ...]
    footer: tuple[str, ...] = ()


class Form(_Strict):
    """``columns`` names the layout's column under each printed column; null where its text is not compared."""

    format: Literal["pdf", "xlsx", "csv"]
    paper: tuple[float, float] = (935.4, 609.4)
    size: float = 7
    columns: tuple[str | None, ...]
    widths: tuple[float, ...] = ()
    heading: tuple[tuple[str | HeadingCell | None, ...], ...]
    parts: tuple[FormPart, ...]

    @property
    def heading_cells(self) -> list[list[HeadingCell | None]]:
        """The heading with every text as a cell; null where a cell to the left or above covers the place."""
        return [[HeadingCell(text=cell) if isinstance(cell, str) else cell for cell in row] for row in self.heading]

    def values(self, row: FormRow) -> dict[str, str]:
        """Text per layout column that is read of a body row."""
        values: dict[str, str] = {}
        for name, cell in zip(self.columns, row.cells, strict=False):
            if name is not None and str(cell).strip():
                values[name] = f"{values[name]} {cell}" if name in values else str(cell)
        return {**values, **row.reads}
