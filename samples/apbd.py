"""Penjabaran APBD, Lampiran II: twelve code cells down to the account, the amount or before, after and difference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from samples.drawing import Box, Canvas, Page, Style, TablePrinter
from samples.money import points_and_cents
from samples.plan import Misprint, Node, Plan, PlanLine, PlanOffice, PlanRegion, account_nodes, load_names, tree
from samples.printed import NOTICE, ExpectedRow, PrintedRow, expect
from samples.rkpd import code_cells

PAPER = (841.9, 595.3)  # A4 landscape
STYLE = Style(size=6.5, leading=7.6)
CODES = tuple(f"code_{cell}" for cell in range(1, 13))
#: u, bb, organisation, program, kegiatan, sub kegiatan, then akun .. sub rincian objek
CODE_WIDTHS = (12, 16, 82, 16, 22, 24, 12, 12, 16, 16, 16, 24)
MONEY = {"murni": ("anggaran",), "perubahan": ("before", "after", "diff")}
WIDTHS = {
    "murni": (*CODE_WIDTHS, 240, 92, 124, 70),
    "perubahan": (*CODE_WIDTHS, 152, 76, 76, 70, 94, 58),
}


def columns_of(version: str) -> tuple[str, ...]:
    return (*CODES, "name", *MONEY[version], "note", "remark")


def write_apbd(
    path: Path, plan: Plan, region: PlanRegion, year: int, version: str, offices: Sequence[PlanOffice]
) -> list[ExpectedRow]:
    """Draw the penjabaran of ``year`` in ``version`` (murni, perubahan); returns its body rows with their places."""
    canvas = PdfCanvas(str(path), pagesize=PAPER, invariant=1, pageCompression=1)
    expected = draw_apbd(canvas, plan, region, year, version, offices)
    canvas.save()
    return expected


def draw_apbd(
    canvas: Canvas, plan: Plan, region: PlanRegion, year: int, version: str, offices: Sequence[PlanOffice]
) -> list[ExpectedRow]:
    page = Page(canvas, *PAPER)
    expected: list[ExpectedRow] = []
    for block, office in enumerate(offices, start=1):
        rows = office_rows(plan, region, office, year, version, block)
        if not rows:
            continue
        _draw_titles(page, region, year, version, office)
        printer = TablePrinter(page, WIDTHS[version], _heading(version), STYLE)
        printer.draw_heading()
        for row in rows:
            printer.row(row, _boxes(row, version))
        expected += expect(printer.placed, columns_of(version))
    _draw_decree(page, region, year, version)
    return expected


def office_rows(
    plan: Plan, region: PlanRegion, office: PlanOffice, year: int, version: str, block: int = 1
) -> list[PrintedRow]:
    """The rows of one office: its programmes down to the accounts, and the total last."""
    nodes = tree(office, lambda line: _amounts(line, year, version))
    if not nodes:
        return []
    misprints = plan.misprints_of(region.code, version, year)
    rows: list[PrintedRow] = []
    for node in nodes:
        rows.append(_row(node, office, year, version, block, misprints))
        if node.level == "bidang_urusan" and not any(row.kind == "section" for row in rows):
            rows.append(_office_row(nodes, office, version, block))
        if node.line is not None:
            rows += _account_rows(plan, node, office, version, block)
    total = _money(_total(nodes), version)
    return [*rows, PrintedRow("summary", {"name": "JUMLAH BELANJA", **total}, block=block)]


def _amounts(line: PlanLine, year: int, version: str) -> tuple[int, ...] | None:
    figures = line.figures(year)
    if figures is None:
        return None
    if version == "murni":
        return None if figures.murni is None else (figures.murni,)
    return None if figures.perubahan is None else (figures.murni or 0, figures.perubahan)


def _total(nodes: Sequence[Node]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*(n.amounts for n in nodes if n.level == "urusan"), strict=True))


def _money(amounts: tuple[int, ...], version: str) -> dict[str, str]:
    printed = amounts if version == "murni" else (*amounts, amounts[1] - amounts[0])
    return {name: points_and_cents(amount) for name, amount in zip(MONEY[version], printed, strict=True)}


def _row(
    node: Node, office: PlanOffice, year: int, version: str, block: int, misprints: Sequence[Misprint]
) -> PrintedRow:
    values = {**_codes(node.code, office), "name": node.name, **_money(node.amounts, version)}
    values |= {
        m.column: points_and_cents(m.printed) for m in misprints if m.code == node.code and m.printed is not None
    }
    if node.line is not None:
        values |= {"note": node.line.note, "remark": f"Sumber Dana: {node.line.fund}"}
    return PrintedRow("line", values, node.level, block)


def _office_row(nodes: Sequence[Node], office: PlanOffice, version: str, block: int) -> PrintedRow:
    """The organisation under its bidang urusan: a heading with the office's total."""
    bidang = next(node for node in nodes if node.level == "bidang_urusan")
    codes = {**_codes(bidang.code, office), "code_3": office.code}
    return PrintedRow("section", {**codes, "name": office.name, **_money(_total(nodes), version)}, block=block)


def _account_rows(plan: Plan, node: Node, office: PlanOffice, version: str, block: int) -> list[PrintedRow]:
    assert node.line is not None
    rows = []
    for code, name, amounts in account_nodes(plan.accounts[node.line.accounts], node.amounts):
        cells = dict(zip(CODES[6:], code.split("."), strict=False))
        values = {**_codes(node.code, office), **cells, "name": name, **_money(amounts, version)}
        rows.append(PrintedRow("line", values, "rekening", block))
    return rows


def _codes(code: str, office: PlanOffice) -> dict[str, str]:
    """The first six code cells; the organisation stands in the third from the programme on."""
    cells = code_cells(code)
    if len(cells) > 2:
        cells.insert(2, office.code)
    return dict(zip(CODES, cells, strict=False))


def _boxes(row: PrintedRow, version: str) -> list[Box]:
    bold = row.kind != "line" or row.level in ("urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan")
    aligns = {**dict.fromkeys(CODES, "center"), **dict.fromkeys(MONEY[version], "right")}
    fill = (0.93, 0.93, 0.93) if row.level == "sub_kegiatan" else None
    names = columns_of(version)
    return [Box(row.values.get(name, ""), fill=fill, bold=bold, align=aligns.get(name, "left")) for name in names]


def _heading(version: str) -> list[list[Box | None]]:
    deep = 1 if version == "murni" else 2

    def head(text: str, span: int = 1, rows: int = 1) -> Box:
        return Box(text, span, rows, fill=(0.82, 0.82, 0.82), bold=True, align="center")

    first: list[Box | None] = [head("KODE REKENING", 12, deep), *[None] * 11, head("URAIAN", rows=deep)]
    if version == "murni":
        first.append(head("JUMLAH (Rp)"))
    else:
        first += [head("JUMLAH (Rp)", 2), None, head("BERTAMBAH/ (BERKURANG) (Rp)", rows=2)]
    first += [head("PENJELASAN", rows=deep), head("KETERANGAN", rows=deep)]
    second: list[Box | None] = [*[None] * 13, head("SEBELUM PERUBAHAN"), head("SESUDAH PERUBAHAN"), None, None, None]
    last = 3 + len(MONEY[version]) + 1
    numbers: list[Box | None] = [head("1", 12), *[None] * 11, *(head(str(number)) for number in range(2, last + 1))]
    return [first, numbers] if version == "murni" else [first, second, numbers]


def _titles(version: str) -> tuple[str, str]:
    if version == "murni":
        return "PENJABARAN ANGGARAN PENDAPATAN DAN BELANJA DAERAH", "PENJABARAN APBD"
    return "PENJABARAN PERUBAHAN ANGGARAN PENDAPATAN DAN BELANJA DAERAH", "PENJABARAN PERUBAHAN APBD"


def _draw_titles(page: Page, region: PlanRegion, year: int, version: str, office: PlanOffice) -> None:
    decree = region.decrees[version][year]
    long_title, short_title = _titles(version)
    page.begin()
    if page.number == 1:
        page.text("LAMPIRAN II", size=7, align="right", gap=1)
        page.text(
            f"PERATURAN {region.head.upper()} NOMOR {decree.number} TAHUN {decree.year}", size=7, align="right", gap=1
        )
        page.text(f"TENTANG {long_title} TAHUN ANGGARAN {year}", size=7, align="right", gap=8)
    page.text(region.government.upper(), bold=True)
    page.text(
        f"{short_title} MENURUT URUSAN PEMERINTAHAN DAERAH, ORGANISASI, PROGRAM, KEGIATAN, SUB KEGIATAN,",
        size=8,
        bold=True,
        gap=1,
    )
    page.text(
        "KELOMPOK, JENIS, OBJEK, RINCIAN OBJEK, SUB RINCIAN OBJEK PENDAPATAN, BELANJA, DAN PEMBIAYAAN",
        size=8,
        bold=True,
    )
    page.text(f"TAHUN ANGGARAN {year}", bold=True)
    page.text(NOTICE, size=6.5, gap=6)
    bidang = ".".join(office.code.split(".")[:2])
    page.text(f"Urusan Pemerintahan : {bidang} {load_names()[bidang]}", size=7.5, align="left", gap=2)
    page.text(f"Organisasi : {office.code} {office.name}", size=7.5, align="left", gap=4)


def _draw_decree(page: Page, region: PlanRegion, year: int, version: str) -> None:
    if page.room < 70:
        page.begin()
    page.y -= 14
    signed_on = region.decrees[version][year].signed_on
    for text in (f"Ditetapkan di {region.seat}", f"pada tanggal {signed_on}", f"{region.head.upper()},", "ttd"):
        page.text(text, size=8, align="right")
