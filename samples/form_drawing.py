"""Described forms drawn as PDF, workbook or CSV; each drawing returns the rows that must be read from it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from samples.drawing import Box, Page, Style, TablePrinter
from samples.form_model import Form, FormPart, FormRow
from samples.printed import ExpectedRow, PrintedRow, expect

PLACE = ("block", "page", "sheet", "row_number", "sheet_row", "row_kind", "level")
_CREATED = dt.datetime(2026, 1, 5, 8, 0, 0)
_HEAD = (0.85, 0.88, 0.93)
_MARGIN = 18
_LABELS = 0.25  # share of the width

Expected = dict[str, Any]


def draw_pdf(form: Form, path: Path) -> list[Expected]:
    """One page (or more, where rows go on) per part; a form without a heading is running text, a row per line."""
    if not form.heading:
        return _draw_text(form, path)
    canvas = Canvas(str(path), pagesize=form.paper, invariant=1, pageCompression=1)
    page = Page(canvas, *form.paper, margin=_MARGIN, foot=40)
    style = Style(size=form.size, leading=form.size + 2, pad=2)
    names = [name or f"_{index}" for index, name in enumerate(form.columns)]
    placed: list[ExpectedRow] = []
    for block, part in enumerate(form.parts, start=1):
        page.begin()
        for title in part.titles:
            page.text(title, size=8, align="left")
        placed += _draw_above(page, form, part, block, style)
        printer = TablePrinter(page, _widths(form), _heading(form), style)
        printer.draw_heading()
        for row in part.rows:
            printer.row(PrintedRow(row.kind, {}, row.level, row.block or block), _boxes(form, row))
        placed += _with_reads(expect(printer.placed, names), part)
        for line in part.footer:
            page.text(line, size=8, align="left")
    canvas.save()
    read = {name for name in names if not name.startswith("_")} | {name for row in placed for name in row.values}
    return [
        {"block": row.block, "page": row.page, "row_number": row.row_number, "row_kind": row.kind, "level": row.level}
        | {name: text for name, text in row.values.items() if name in read and not name.startswith("_")}
        for row in placed
    ]


def _draw_text(form: Form, path: Path) -> list[Expected]:
    canvas = Canvas(str(path), pagesize=form.paper, invariant=1, pageCompression=1)
    page = Page(canvas, *form.paper, margin=50)
    expected: list[Expected] = []
    for block, part in enumerate(form.parts, start=1):
        page.begin()
        for number, row in enumerate(part.rows, start=1):
            page.text(str(row.cells[0]), size=form.size, align="left", gap=4)
            place = {"page": page.number, "row_number": number}
            expected.append(_expected(row, row.block or block, form.values(row), place))
    canvas.save()
    return expected


def _draw_above(page: Page, form: Form, part: FormPart, block: int, style: Style) -> list[ExpectedRow]:
    room = form.paper[0] - 2 * _MARGIN
    fields = TablePrinter(page, (_LABELS * room, (1 - _LABELS) * room), [], style)
    for row in part.above:
        fields.row(PrintedRow(row.kind, row.reads, row.level, block), [Box(str(cell)) for cell in row.cells])
    page.y -= style.leading if part.above else 0
    return [
        ExpectedRow(place.page, place.row_number, row.kind, row.level, block, row.reads)
        for place, row in zip(fields.placed, part.above, strict=True)
    ]


def _with_reads(rows: Sequence[ExpectedRow], part: FormPart) -> Iterator[ExpectedRow]:
    """``rows`` with what the description reads otherwise; the lower part of a row that a page cut reads as printed."""
    described = iter(part.rows)
    has_own = any(row.kind == "continuation" for row in part.rows)
    for row in rows:
        reads = {} if row.kind == "continuation" and not has_own else next(described).reads
        yield ExpectedRow(row.page, row.row_number, row.kind, row.level, row.block, {**row.values, **reads})


def _boxes(form: Form, row: FormRow) -> list[Box | None]:
    if len(row.cells) == 1:
        return [Box(str(row.cells[0]), span=len(form.columns), bold=True), *[None] * (len(form.columns) - 1)]
    return [Box(str(cell)) for cell in row.cells]


def _heading(form: Form) -> list[list[Box | None]]:
    return [
        [None if c is None else Box(c.text, c.span, c.rows, fill=_HEAD, bold=True, align="center") for c in row]
        for row in form.heading_cells
    ]


def _widths(form: Form) -> Sequence[float]:
    room = form.paper[0] - 2 * _MARGIN
    weights = form.widths or (1,) * len(form.columns)
    return [room * weight / sum(weights) for weight in weights]


def draw_xlsx(form: Form, path: Path) -> list[Expected]:
    """One sheet per part. Rows count from the first body row, in a form with a block of fields from the first row."""
    expected: list[Expected] = []
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        for block, part in enumerate(form.parts, start=1):
            name = f"Lembar{block}"
            sheet = book.add_worksheet(name)
            titles = [FormRow(kind="header", cells=(title,)) for title in part.titles]
            above = [*titles, FormRow(kind="header", cells=()), *part.above] if titles or part.above else []
            heading = [FormRow(kind="header", cells=()) for _ in form.heading]
            _write_heading(sheet, form, len(above))
            rows = [*above, *heading, *part.rows]
            first = 0 if part.above else len(rows) - len(part.rows)
            for index, row in enumerate(rows):
                for column, cell in enumerate(row.cells):
                    if cell != "":
                        sheet.write(index, column, cell)
                if index >= first:
                    values = form.values(row) if index >= len(rows) - len(part.rows) else row.reads
                    place = {"sheet": name, "row_number": index - first + 1, "sheet_row": index + 1}
                    expected.append(_expected(row, row.block or block, values, place))
    return expected


def _write_heading(sheet: Any, form: Form, top: int) -> None:
    for r, cells in enumerate(form.heading_cells, start=top):
        for c, cell in enumerate(cells):
            if cell is not None and (cell.span > 1 or cell.rows > 1):
                sheet.merge_range(r, c, r + cell.rows - 1, c + cell.span - 1, cell.text)
            elif cell is not None:
                sheet.write_string(r, c, cell.text)


def draw_csv(form: Form, path: Path) -> list[Expected]:
    """One table with its titles."""
    (part,) = form.parts
    head = [[title] for title in part.titles]
    head += [["" if cell is None else cell.text for cell in row] for row in form.heading_cells]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([*head, *(row.cells for row in part.rows)])
    return [
        _expected(row, row.block or 1, form.values(row), {"sheet": "csv", "row_number": n, "sheet_row": len(head) + n})
        for n, row in enumerate(part.rows, start=1)
    ]


def _expected(row: FormRow, block: int, values: Mapping[str, str], place: Mapping[str, object]) -> Expected:
    return {"block": block, **place, "row_kind": row.kind, "level": row.level, **values}


DRAW: dict[str, Callable[[Form, Path], list[Expected]]] = {"pdf": draw_pdf, "xlsx": draw_xlsx, "csv": draw_csv}
