"""RKPD in the 19-column print: five code cells, three indicators and targets, the year's pagu and the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from samples.drawing import Box, Page, Style, TablePrinter
from samples.money import points
from samples.plan import Node, Plan, PlanLine, PlanOffice, PlanRegion, tree
from samples.printed import NOTICE, ExpectedRow, PrintedRow, expect

PAPER = (935.4, 609.4)  # F4 landscape
STYLE = Style(size=6.2, leading=8.2, pad=2)
CODES = tuple(f"code_{cell}" for cell in range(1, 6))
COLUMNS = (
    *CODES, "name", "indicator_program", "indicator", "indicator_kegiatan", "location", "target_program", "target",
    "target_kegiatan", "pagu", "funding_source", "note", "indicator_next", "target_next", "pagu_next",
)  # fmt: skip
WIDTHS = (13, 15, 15, 21, 23, 118, 58, 66, 58, 52, 40, 46, 40, 60, 38, 80, 62, 38, 60)
MONEY = ("pagu", "pagu_next")
#: level -> the indicator and target columns it fills
PLACES = {
    "program": ("indicator_program", "target_program"),
    "kegiatan": ("indicator_kegiatan", "target_kegiatan"),
    "sub_kegiatan": ("indicator", "target"),
}


def write_rkpd(
    path: Path, plan: Plan, region: PlanRegion, year: int, offices: Sequence[PlanOffice]
) -> list[ExpectedRow]:
    """Draw the RKPD of ``year``; returns its body rows with their places."""
    canvas = Canvas(str(path), pagesize=PAPER, invariant=1, pageCompression=1)
    page = Page(canvas, *PAPER, margin=15, foot=40)
    expected: list[ExpectedRow] = []
    for block, office in enumerate(offices, start=1):
        rows = office_rows(plan, office, year, block)
        if not rows:
            continue
        _draw_titles(page, region, year, office)
        printer = TablePrinter(page, WIDTHS, _heading(year), STYLE)
        printer.draw_heading()
        for row in rows:
            printer.row(row, _boxes(row))
        expected += expect(printer.placed, COLUMNS)
    _draw_decree(page, region, year)
    canvas.save()
    return expected


def office_rows(plan: Plan, office: PlanOffice, year: int, block: int = 1) -> list[PrintedRow]:
    """The rows of one office with its sum last; empty where the office plans nothing."""
    nodes = tree(office, lambda line: _amounts(line, year))
    if not nodes:
        return []
    total = tuple(sum(node.amounts[i] for node in nodes if node.level == "urusan") for i in range(2))
    summary = {"name": "JUMLAH", "pagu": points(total[0]), "pagu_next": points(total[1])}
    return [*(_row(plan, node, year, block) for node in nodes), PrintedRow("summary", summary, block=block)]


def _amounts(line: PlanLine, year: int) -> tuple[int, int] | None:
    figures = line.figures(year)
    return None if figures is None or figures.pagu is None else (figures.pagu, figures.pagu_next)


def _row(plan: Plan, node: Node, year: int, block: int) -> PrintedRow:
    codes = code_cells(node.code)
    values = dict(zip(CODES, codes, strict=False))
    values |= {"name": node.name, "pagu": points(node.amounts[0]), "pagu_next": points(node.amounts[1])}
    if node.level in PLACES:
        indicator_column, target_column = PLACES[node.level]
        indicator, target = _performance(plan, node, year)
        values |= {indicator_column: indicator, target_column: target}
        if node.line is not None:
            line = node.line
            values |= {"location": line.location, "funding_source": line.fund, "note": line.note}
            values |= {"indicator_next": indicator, "target_next": target}
    return PrintedRow("line", values, node.level, block)


def code_cells(code: str) -> list[str]:
    """The printed code cells of a code: the kegiatan's two segments share one."""
    segments = code.split(".")
    return segments[:3] + [".".join(segments[3:5])] * (len(segments) > 3) + segments[5:]


def _performance(plan: Plan, node: Node, year: int) -> tuple[str, str]:
    """(indicator, target with its unit); several outputs of one line stand in one cell, parted by semicolons."""
    if node.line is None:
        indicator, unit, target = plan.parents[node.code]
        return indicator, f"{target} {unit}"
    figures = node.line.figures(year)
    assert figures is not None
    pairs = zip(figures.target.split("; "), node.line.unit.split("; "), strict=True)
    return node.line.indicator, "; ".join(f"{target} {unit}" for target, unit in pairs)


def _boxes(row: PrintedRow) -> list[Box]:
    bold = row.kind != "line" or row.level != "sub_kegiatan"
    centered = {*CODES, "target_program", "target", "target_kegiatan", "target_next"}
    aligns = {**dict.fromkeys(centered, "center"), **dict.fromkeys(MONEY, "right")}
    return [Box(row.values.get(name, ""), bold=bold, align=aligns.get(name, "left")) for name in COLUMNS]


def _heading(year: int) -> list[list[Box | None]]:
    def head(text: str, span: int = 1, rows: int = 1) -> Box:
        return Box(text, span, rows, fill=(0.85, 0.88, 0.93), bold=True, align="center")

    def gap(columns: int) -> list[Box | None]:
        return [None] * columns

    first = [
        head("Kode", 5, 3),
        *gap(4),
        head("Urusan/ Bidang Urusan Pemerintahan Daerah dan Program/ Kegiatan/ Sub Kegiatan", rows=3),
    ]
    first += [
        head("Indikator Kinerja", 3),
        *gap(2),
        head(f"Rencana Tahun {year}", 6),
        *gap(5),
        head("Catatan Penting", rows=3),
    ]
    first += [head(f"Prakiraan Maju Rencana Tahun {year + 1}", 3), *gap(2)]
    second = [
        *gap(6),
        head("Capaian Program", rows=2),
        head("Keluaran Sub Kegiatan", rows=2),
        head("Hasil Kegiatan", rows=2),
    ]
    second += [head("Lokasi", rows=2), head("Target Capaian Kinerja", 3), *gap(2), head("Pagu Indikatif (Rp)", rows=2)]
    second += [
        head("Sumber Dana", rows=2),
        None,
        head("Tolok Ukur", rows=2),
        head("Target", rows=2),
        head("Pagu Indikatif (Rp)", rows=2),
    ]
    third = [*gap(10), head("Program"), head("Sub Kegiatan"), head("Kegiatan"), *gap(6)]
    numbers = [head("(1)", 5), *gap(4), *(head(f"({number})") for number in range(2, 16))]
    return [first, second, third, numbers]


def _draw_titles(page: Page, region: PlanRegion, year: int, office: PlanOffice) -> None:
    decree = region.decrees["rkpd"][year]
    head_of = region.head.upper()
    page.begin()
    if page.number == 1:
        page.text(f"LAMPIRAN PERATURAN {head_of} NOMOR {decree.number} TAHUN {decree.year}", size=7, align="right")
        page.text(
            f"TENTANG RENCANA KERJA PEMERINTAH DAERAH {region.name.upper()} TAHUN {year}", size=7, align="right", gap=8
        )
    page.text("RENCANA KERJA PEMERINTAH DAERAH (RKPD)", bold=True)
    page.text(region.government.upper(), bold=True)
    page.text(
        f"RENCANA PROGRAM, KEGIATAN DAN SUB KEGIATAN PERANGKAT DAERAH TAHUN {year} DAN PRAKIRAAN MAJU TAHUN {year + 1}",
        bold=True,
    )
    page.text(NOTICE, size=6.5, gap=6)
    page.text(f"Perangkat Daerah : {office.code} {office.name}", size=8, bold=True, align="left", gap=4)


def _draw_decree(page: Page, region: PlanRegion, year: int) -> None:
    if page.room < 70:
        page.begin()
    page.y -= 14
    for text in (
        f"Ditetapkan di {region.seat}",
        f"pada tanggal {region.decrees['rkpd'][year].signed_on}",
        f"{region.head.upper()},",
        "ttd",
    ):
        page.text(text, size=8, align="right")
