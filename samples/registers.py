"""The registers of agreements: one kept as a workbook, one printed as a ruled PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml
from reportlab.pdfgen.canvas import Canvas

from samples.drawing import Box, Page, Style, TablePrinter
from samples.plan import HERE, PlanRegion
from samples.printed import NOTICE, ExpectedRow, PrintedRow, expect

CREATED = dt.datetime(2026, 1, 5, 8, 0, 0)
COLUMNS = (
    "no", "number", "number_2", "instrument", "title", "partner", "scope", "skpd", "signed_date", "term", "status",
    "note",
)  # fmt: skip
#: the workbook has room for one more column
SHEET_COLUMNS = (*COLUMNS, "urusan")
PAPER = (935.4, 609.4)  # F4 landscape
STYLE = Style(size=7, leading=9, pad=2.4)
PDF_WIDTHS = (22, 88, 92, 66, 128, 94, 92, 62, 62, 76, 44, 60)
SHEET_WIDTHS = (5, 24, 22, 20, 46, 32, 32, 22, 20, 22, 16, 30, 26)
MONTHS = (
    "", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    name: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Register:
    title: str
    unit: str
    #: the line that says up to which day the register holds, and whether it is complete
    state: str
    sections: tuple[Section, ...]

    @property
    def agreements(self) -> list[dict[str, Any]]:
        return [row for section in self.sections for row in section.rows]


@cache
def load_registers() -> dict[str, Register]:
    """The register per region code."""
    raw = yaml.safe_load((HERE / "agreements.yaml").read_text(encoding="utf-8"))
    registers = {}
    for code, values in raw.items():
        sections = tuple(Section(s["name"], tuple(_cells(row) for row in s["rows"])) for s in values.pop("sections"))
        registers[code] = Register(sections=sections, **values)
    return registers


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    cells = {"signed_date" if name == "date" else name: value for name, value in row.items()}
    if strangers := set(cells) - set(SHEET_COLUMNS):
        raise KeyError(f"agreements.yaml has unknown fields {sorted(strangers)}")
    return cells


def write_register_sheet(path: Path, register: Register, region: PlanRegion) -> None:
    """The register as an office keeps it: titles, a merged heading of two rows, section rows, dates of all kinds."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"title": register.title, "author": region.government, "created": CREATED})
        sheet = book.add_worksheet("DAFTAR KERJA SAMA")
        bold = book.add_format({"bold": True, "align": "center"})
        head = book.add_format(
            {
                "bold": True,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
                "bg_color": "#D9E1F2",
            }
        )
        part = book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        date = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1, "align": "left"})
        last = len(SHEET_COLUMNS) - 1
        for row, text in enumerate((register.title, region.government.upper(), register.unit, register.state, NOTICE)):
            sheet.merge_range(row, 0, row, last, text, bold)
        _sheet_heading(sheet, head)
        row = 9
        for section in register.sections:
            sheet.merge_range(row, 0, row, last, section.name, part)
            row += 1
            for agreement in section.rows:
                for column, name in enumerate(SHEET_COLUMNS):
                    value = agreement.get(name)
                    if isinstance(value, dt.date):
                        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), date)
                    elif value is None:
                        sheet.write_blank(row, column, None, cell)
                    else:
                        sheet.write(row, column, value, cell)
                row += 1
        for column, width in enumerate(SHEET_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(9, 0)


def _sheet_heading(sheet: Any, head: Any) -> None:
    texts = (
        "No", None, None, "Jenis Naskah", "Judul/Tentang", "Mitra", "Ruang Lingkup", "Perangkat Daerah Pelaksana",
        "Tanggal", "Jangka Waktu", "Status", "Keterangan", "Urusan",
    )  # fmt: skip
    for column, text in enumerate(texts):
        if text is not None:
            sheet.merge_range(6, column, 7, column, text, head)
        sheet.write(8, column, f"({column + 1})", head)
    sheet.merge_range(6, 1, 6, 2, "Nomor Dokumen", head)
    sheet.write(7, 1, "Pihak I", head)
    sheet.write(7, 2, "Pihak II", head)


def write_register_pdf(
    path: Path, register: Register, region: PlanRegion, sections: Sequence[Section] | None = None
) -> list[ExpectedRow]:
    """The register as a ruled print; returns its body rows with their places."""
    canvas = Canvas(str(path), pagesize=PAPER, invariant=1, pageCompression=1)
    page = Page(canvas, *PAPER, margin=24)
    page.begin()
    page.text(register.title, size=11, bold=True)
    page.text(region.government.upper(), size=11, bold=True)
    page.text(register.unit, size=9)
    page.text(register.state, size=8)
    page.text(NOTICE, size=6.5, gap=8)
    printer = TablePrinter(page, PDF_WIDTHS, _pdf_heading(), STYLE)
    printer.draw_heading()
    for section in register.sections if sections is None else sections:
        boxes: list[Box | None] = [Box(section.name, len(COLUMNS), fill=(0.92, 0.92, 0.92), bold=True), *[None] * 11]
        printer.row(PrintedRow("section", {"no": section.name}), boxes)
        for agreement in section.rows:
            row = PrintedRow("line", {name: print_cell(agreement.get(name)) for name in COLUMNS})
            printer.row(
                row, [Box(row.values.get(name, ""), align="center" if name == "no" else "left") for name in COLUMNS]
            )
    page.y -= 16
    for text in (f"{region.seat}, 1 Oktober 2025", "Kepala Bagian Pemerintahan,", "ttd"):
        page.text(text, size=8, align="right")
    canvas.save()
    return expect(printer.placed, COLUMNS)


def print_cell(value: Any) -> str:
    """A cell's value as a PDF prints it; dates in words."""
    if isinstance(value, dt.date):
        return f"{value.day} {MONTHS[value.month]} {value.year}"
    return "" if value is None else str(value)


def _pdf_heading() -> list[list[Box | None]]:
    def head(text: str, span: int = 1, rows: int = 1) -> Box:
        return Box(text, span, rows, fill=(0.8, 0.86, 0.8), bold=True, align="center")

    texts = (
        "Jenis Naskah", "Judul Kerja Sama", "Mitra Kerja Sama", "Ruang Lingkup", "Perangkat Daerah Pelaksana",
        "Tanggal Penandatanganan", "Jangka Waktu", "Status", "Keterangan",
    )  # fmt: skip
    first: list[Box | None] = [
        head("No", rows=2),
        head("Nomor Naskah", 2),
        None,
        *(head(text, rows=2) for text in texts),
    ]
    second: list[Box | None] = [None, head("Pihak Kesatu"), head("Pihak Kedua"), *[None] * 9]
    numbers: list[Box | None] = [head(str(number)) for number in range(1, 13)]
    return [first, second, numbers]
