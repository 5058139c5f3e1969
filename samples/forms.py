"""Printed forms described in YAML: the same few lines are drawn as PDF, workbook or CSV, and say what must be read.

``tests/golden/<layout_id>/form.yaml`` describes the sample of a layout; ``python -m samples.forms tests/golden`` draws
them all anew. Expected rows come from the description, never from what an extractor read.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
import yaml
from pydantic import BaseModel, ConfigDict, Field
from reportlab.pdfgen.canvas import Canvas

from samples.drawing import Box, Page, Style, TablePrinter
from samples.printed import ExpectedRow, PrintedRow, expect

PLACE = ("block", "page", "sheet", "row_number", "sheet_row", "row_kind", "level")
DESCRIPTION = "form.yaml"
_CREATED = dt.datetime(2026, 1, 5, 8, 0, 0)
_HEAD = (0.85, 0.88, 0.93)
_MARGIN = 18
_SHEET = "Lembar1"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeadingCell(_Strict):
    """A heading over ``span`` columns and ``rows`` rows."""

    text: str
    span: int = 1
    rows: int = 1


class BodyRow(_Strict):
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
    """One table with what is printed above and below it; each part begins a page."""

    titles: tuple[str, ...] = ()
    rows: tuple[BodyRow, ...]
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


def read_form(path: Path) -> Form:
    """The form that ``path`` describes; raises ``ValueError`` where a row has cells without a column.

    Below a sheet's table everything is a row, so only a PDF has a footer.
    """
    form = Form.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    for part in form.parts:
        if part.footer and form.format != "pdf":
            raise ValueError(f"{path}: describe the footer of a sheet as rows")
        for row in part.rows:
            if len(row.cells) not in (0, 1, len(form.columns)):
                raise ValueError(f"{path}: {len(row.cells)} cells under {len(form.columns)} columns: {row.cells}")
    return form


def write_forms(root: Path) -> list[Path]:
    """Draw every form below ``root`` beside its description; returns the samples."""
    return [draw_form(read_form(path), path.parent) for path in sorted(root.glob(f"*/{DESCRIPTION}"))]


def draw_form(form: Form, folder: Path) -> Path:
    """``sample.<format>`` and ``expected.csv`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = folder / f"sample.{form.format}"
    draw = {"pdf": _draw_pdf, "xlsx": _draw_xlsx, "csv": _draw_csv}[form.format]
    _write_expected(folder / "expected.csv", form, draw(form, sample))
    return sample


def _values(form: Form, row: BodyRow) -> dict[str, str]:
    """Text per layout column; a cell alone stands in the first column it begins in."""
    values: dict[str, str] = {}
    for name, cell in zip(form.columns, row.cells, strict=False):
        if name is not None and str(cell).strip():
            values[name] = f"{values[name]} {cell}" if name in values else str(cell)
    return {**values, **row.reads}


def _draw_pdf(form: Form, path: Path) -> Iterator[dict[str, Any]]:
    canvas = Canvas(str(path), pagesize=form.paper, invariant=1, pageCompression=1)
    page = Page(canvas, *form.paper, margin=_MARGIN, foot=40)
    style = Style(size=form.size, leading=form.size + 2, pad=2)
    names = [name or f"_{index}" for index, name in enumerate(form.columns)]
    placed: list[ExpectedRow] = []
    for block, part in enumerate(form.parts, start=1):
        page.begin()
        for title in part.titles:
            page.text(title, size=8, align="left")
        printer = TablePrinter(page, _widths(form), _heading(form), style)
        printer.draw_heading()
        for row in part.rows:
            printed = PrintedRow(row.kind, {}, row.level, row.block or block)
            printer.row(printed, _boxes(form, row))
        placed += _with_reads(expect(printer.placed, names), part)
        for line in part.footer:
            page.text(line, size=8, align="left")
    canvas.save()
    return iter(
        [
            _expected(row.block, row.kind, row.level, row.values, page=row.page, row_number=row.row_number)
            for row in placed
        ]
    )


def _with_reads(rows: Sequence[ExpectedRow], part: FormPart) -> Iterator[ExpectedRow]:
    described = iter(part.rows)
    for row in rows:
        reads = {} if row.kind == "continuation" and not _is_described(part, row) else next(described).reads
        yield ExpectedRow(row.page, row.row_number, row.kind, row.level, row.block, {**row.values, **reads})


def _is_described(part: FormPart, row: ExpectedRow) -> bool:
    """A continuation is described as one, unless a page break made it."""
    return any(one.kind == "continuation" for one in part.rows)


def _boxes(form: Form, row: BodyRow) -> list[Box | None]:
    if len(row.cells) == 1:
        return [Box(str(row.cells[0]), span=len(form.columns), bold=True), *[None] * (len(form.columns) - 1)]
    return [Box(str(cell)) for cell in row.cells]


def _heading(form: Form) -> list[list[Box | None]]:
    return [
        [
            None if cell is None else Box(cell.text, cell.span, cell.rows, fill=_HEAD, bold=True, align="center")
            for cell in row
        ]
        for row in _heading_cells(form)
    ]


def _heading_cells(form: Form) -> list[list[HeadingCell | None]]:
    return [[HeadingCell(text=cell) if isinstance(cell, str) else cell for cell in row] for row in form.heading]


def _widths(form: Form) -> Sequence[float]:
    room = form.paper[0] - 2 * _MARGIN
    weights = form.widths or (1,) * len(form.columns)
    return [room * weight / sum(weights) for weight in weights]


def _draw_xlsx(form: Form, path: Path) -> Iterator[dict[str, Any]]:
    expected = []
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        for number, part in enumerate(form.parts, start=1):
            name = _SHEET if len(form.parts) == 1 else f"{_SHEET[:-1]}{number}"
            sheet = book.add_worksheet(name)
            place = _write_above(sheet, form, part)
            for row_number, row in enumerate(part.rows, start=1):
                for column, cell in enumerate(row.cells):
                    if cell != "":
                        sheet.write(place, column, cell)
                place += 1
                values = _values(form, row)
                expected.append(
                    _expected(
                        row.block or number,
                        row.kind,
                        row.level,
                        values,
                        sheet=name,
                        row_number=row_number,
                        sheet_row=place,
                    )
                )
    return iter(expected)


def _write_above(sheet: Any, form: Form, part: FormPart) -> int:
    """Titles and heading; returns the row (from 0) below them."""
    for row, title in enumerate(part.titles):
        sheet.write_string(row, 0, title)
    top = len(part.titles) + 1 if part.titles else 0
    for r, cells in enumerate(_heading_cells(form)):
        for c, cell in enumerate(cells):
            if cell is None:
                continue
            if cell.span > 1 or cell.rows > 1:
                sheet.merge_range(top + r, c, top + r + cell.rows - 1, c + cell.span - 1, cell.text)
            else:
                sheet.write_string(top + r, c, cell.text)
    return top + len(form.heading)


def _draw_csv(form: Form, path: Path) -> Iterator[dict[str, Any]]:
    (part,) = form.parts
    head = [[title] for title in part.titles]
    head += [["" if cell is None else cell.text for cell in row] for row in _heading_cells(form)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([*head, *(row.cells for row in part.rows)])
    return iter(
        _expected(
            row.block or 1,
            row.kind,
            row.level,
            _values(form, row),
            sheet="csv",
            row_number=number,
            sheet_row=len(head) + number,
        )
        for number, row in enumerate(part.rows, start=1)
    )


def _expected(block: int, kind: str, level: str, values: Mapping[str, str], **place: object) -> dict[str, Any]:
    return {"block": block, "row_kind": kind, "level": level, **place, **values}


def _write_expected(path: Path, form: Form, rows: Iterator[dict[str, Any]]) -> None:
    names = [name for name in dict.fromkeys(form.columns) if name is not None]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*PLACE, *names], restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    for written in write_forms(Path(sys.argv[1])):
        print(written)
