"""Formulir E.81: 28 columns, eleven pairs of performance and money, levels told by number and colour, signed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from samples.drawing import Box, Colour, Page, Style, TablePrinter
from samples.e81_figures import COLUMNS, NUMBERED, office_rows
from samples.plan import Plan, PlanOffice, PlanRegion
from samples.printed import NOTICE, ExpectedRow, PrintedRow, expect

PAPER = (841.9, 595.3)  # A4 landscape
STYLE = Style(size=4, leading=4.9, pad=1.2, line_width=0.75, middle=True)
MARGIN = 15.5
WIDTHS = (
    17, 74, 70, 33, 16, 36, 16, 33, 16, 32, 16, 30, 16, 34, 17, 33, 16, 38, 16, 38, 17, 20, 16, 38, 17, 21, 46, 43,
)  # fmt: skip
GREY: Colour = (0.77, 0.77, 0.77)
FILLS: dict[str, Colour] = {"sasaran": (0.56, 0.69, 1.0), "program": (1.0, 0.89, 0.28), "kegiatan": (0.0, 0.77, 0.25)}
#: columns left grey on sub kegiatan: the Renstra speaks of programmes and kegiatan only
GREYED = ("k5", "rp5", "k6", "rp6", "k14", "rp14", "k15", "rp15")
NOTES = (
    ("Faktor Pendorong Keberhasilan Kinerja", "Dukungan mitra kerja sama dan ketersediaan anggaran"),
    ("Faktor Penghambat Pencapaian Kinerja", "Proses pengadaan baru selesai pada triwulan 2"),
    ("Tindak Lanjut Yang Diperlukan Dalam Triwulan berikutnya :", "Percepatan pelaksanaan kegiatan fisik"),
    ("Tindak Lanjut yang diperlukan dalam Renja SKPD berikutnya :", ""),
)


def write_e81(
    path: Path, plan: Plan, region: PlanRegion, year: int, quarter: int, offices: Sequence[PlanOffice]
) -> list[ExpectedRow]:
    """Draw the form after ``quarter`` of ``year``, one office after the other; returns its body rows with places."""
    canvas = Canvas(str(path), pagesize=PAPER, invariant=1, pageCompression=1)
    page = Page(canvas, *PAPER, margin=MARGIN)
    expected: list[ExpectedRow] = []
    for block, office in enumerate(offices, start=1):
        _draw_titles(page, year, quarter, office)
        printer = TablePrinter(page, WIDTHS, heading(year), STYLE, may_split=False)
        printer.draw_heading()
        for row in office_rows(plan, region, office, year, quarter, block):
            printer.row(row, _summary_boxes(row) if row.kind == "summary" else _boxes(row))
        expected += expect(printer.placed, COLUMNS)
        expected += _draw_notes(page, block)
        _draw_signatures(page, region, office)
    canvas.save()
    return expected


def _boxes(row: PrintedRow) -> list[Box]:
    fill, boxes = FILLS.get(row.level), []
    for name in COLUMNS:
        align = (
            "right"
            if name.startswith("rp")
            else "left"
            if name in ("name", "indicator", "unit_pd", "note")
            else "center"
        )
        grey = GREY if row.level == "sub_kegiatan" and name in GREYED else fill
        boxes.append(Box(row.values.get(name, ""), fill=grey, bold=fill is not None and name != "unit_pd", align=align))
    return boxes


def _summary_boxes(row: PrintedRow) -> list[Box | None]:
    """The label spans the columns up to 12; the Renstra money of column 14 is grey."""
    first = COLUMNS.index("k13")
    boxes: list[Box | None] = [Box(row.values["name"], first, bold=True, align="right"), *[None] * (first - 1)]
    for name in COLUMNS[first:]:
        fill = GREY if name in ("k14", "rp14") else None
        boxes.append(Box(row.values.get(name, ""), fill=fill, bold=True, align="center"))
    return boxes


def heading(year: int) -> list[list[Box | None]]:
    """The merged heading of four rows, the last of them the numbers and K, Rp."""

    def head(text: str, span: int = 1, rows: int = 1) -> Box:
        return Box(text, span, rows, align="center")

    def pairs(texts: Sequence[str], rows: int) -> list[Box | None]:
        return [box for text in texts for box in (head(text, 2, rows), None)]

    before = (
        "Target Kinerja dan Anggaran Renja PD Pada Akhir Periode",
        "Realisasi Capaian Kinerja Renstra Perangkat Daerah s.d Renja Pd Tahun Lalu",
        "Target Kinerja dan Anggaran Renja PD Tahun berjalan yang dievaluasi",
    )
    after = (
        "Realisasi Capaian Kinerja dan Anggaran Renja PD yang dievaluasi",
        f"Tingkat Capaian Kinerja dan Anggaran Renja Perangkat Daerah s.d Tahun {year}",
        f"Realisasi Kinerja dan Anggaran Renstra Perangkat Daerah s.d Tahun {year}",
        f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra perangkat Daerah s.d Tahun {year} (%)",
    )
    keys = (
        "No",
        "Sasaran / Program / Kegiatan / Subkegiatan",
        "Indikator Kinerja Program (outcomes)/ Kegiatan (output)/Sub Kegiatan (output)",
        "Satuan",
    )
    first: list[Box | None] = [*(head(text, rows=2) for text in keys), *pairs(before, 2)]
    first += [head("Realisasi Kinerja Pada Triwulan", 8), *[None] * 7, *pairs(after, 2)]
    first += [head("Unit perangkat Daerah Penanggung Jawab", rows=2), head("Penjelasan", rows=2)]
    second: list[Box | None] = [*[None] * 10, *pairs(("I", "II", "III", "IV"), 1), *[None] * 10]
    third: list[Box | None] = [*(head(str(number), rows=2) for number in range(1, 5))]
    third += [*pairs([str(number) for number in NUMBERED], 1), head("16", rows=2), head("27", rows=2)]
    fourth: list[Box | None] = [*[None] * 4, *(head(text) for _ in NUMBERED for text in ("K", "Rp")), None, None]
    return [first, second, third, fourth]


def _draw_titles(page: Page, year: int, quarter: int, office: PlanOffice) -> None:
    page.begin()
    for text in (
        "Formulir E.81",
        "Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup Kabupaten / Kota",
        f"Renja Perangkat Daerah {office.name}",
        f"Tahun {year} - Triwulan {quarter}",
    ):
        page.text(text, size=5, bold=True, gap=0.5)
    page.text(NOTICE, size=4, gap=6)


def _draw_notes(page: Page, block: int) -> list[ExpectedRow]:
    """The notes under the table: a label under the first columns, the text under the others."""
    label_columns = 7
    left = sum(WIDTHS[:label_columns])
    printer = TablePrinter(page, (left, sum(WIDTHS) - left), [], STYLE, may_split=False)
    page.y -= 5
    for label, text in NOTES:
        if page.room < 10:
            page.begin()
        printer.row(PrintedRow("note", block=block), [Box(label, bold=True), Box(text)])
    return expect(printer.placed, (COLUMNS[0], COLUMNS[label_columns]))


def _draw_signatures(page: Page, region: PlanRegion, office: PlanOffice) -> None:
    """Two signature blocks; the marks ``#1#`` and ``#2#`` for electronic signing are white, so nobody sees them."""
    if page.room < 110:
        page.begin()
    top = page.y - 24
    # Months and days that don't exist: no person has such a NIP.
    blocks = (
        (440.0, "Disusun di :", f"Kepala {office.name}", "#1#", "NAMA CONTOH SATU", "197713322005041999"),
        (
            600.0,
            "Dievaluasi di :",
            "Kepala Badan Perencanaan Pembangunan Daerah",
            "#2#",
            "NAMA CONTOH DUA",
            "198015342009052999",
        ),
    )
    for left, at, post, mark, name, nip in blocks:
        page.canvas.setFont("Helvetica", 5)
        page.canvas.setFillColorRGB(0, 0, 0)
        for index, text in enumerate((at, f"{region.seat},", post, region.name)):
            page.canvas.drawString(left, top - 7 * index, text)
        page.canvas.setFillColorRGB(1, 1, 1)
        page.canvas.drawString(left + 10, top - 42, mark)
        page.canvas.setFillColorRGB(0, 0, 0)
        page.canvas.drawString(left, top - 64, name)
        page.canvas.drawString(left, top - 71, nip)
    page.y = top - 80
