"""Laporan Realisasi Anggaran of one office in the official form: codes and names as a staircase of merged cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from samples.e81_figures import line_amounts
from samples.plan import Plan, PlanOffice, PlanRegion, account_nodes, load_account_names
from samples.printed import NOTICE
from samples.registers import CREATED

INCOME = (
    ("4", "PENDAPATAN DAERAH"),
    ("4.1", "PENDAPATAN ASLI DAERAH (PAD)"),
    ("4.2", "PENDAPATAN TRANSFER"),
    ("4.3", "LAIN-LAIN PENDAPATAN DAERAH YANG SAH"),
)
FIRST_ROW = 17  # Excel's row 18
WIDTHS = {
    0: 8,
    1: 1.2,
    3: 6.3,
    4: 1.4,
    5: 4.8,
    6: 2.3,
    7: 1.7,
    13: 16.5,
    14: 23.4,
    15: 1.2,
    16: 17.7,
    17: 1.7,
    18: 16.5,
}


def spending(plan: Plan, office: PlanOffice, year: int) -> dict[str, tuple[int, int]]:
    """(budget, realised) of the office per account down to the jenis (``5.1.02``), as its E.81 of quarter 4 sums it."""
    sums: dict[str, tuple[int, int]] = {}
    for line in office.lines:
        amounts = line_amounts(line, year, 4, {})
        if amounts is None:
            continue
        for code, _, (budget, realised) in account_nodes(plan.accounts[line.accounts], (amounts[0], sum(amounts[1:]))):
            if code.count(".") <= 2:
                before = sums.get(code, (0, 0))
                sums[code] = (before[0] + budget, before[1] + realised)
    return dict(sorted(sums.items()))


def write_lra(path: Path, plan: Plan, region: PlanRegion, office: PlanOffice, year: int) -> None:
    """The whole year's report of ``office``; sums are formulas with their values."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"title": "LRA", "author": region.government, "created": CREATED})
        sheet = book.add_worksheet("Sheet1")
        formats = {
            "title": book.add_format({"bold": True, "align": "center"}),
            "head": book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "money": book.add_format({"num_format": r"#,##0.00_);\(#,##0.00\)"}),
        }
        for column, width in WIDTHS.items():
            sheet.set_column(column, column, width)
        _head(sheet, formats, region, office, year)
        names = load_account_names()
        figures = {code: (0, 0) for code, _ in INCOME} | spending(plan, office, year)
        codes = list(figures)
        for row, code in enumerate(codes, start=FIRST_ROW):
            _line(sheet, formats, row, code, dict(INCOME).get(code) or names[code].upper(), figures, codes)
        foot = FIRST_ROW + len(codes) + 2
        sheet.merge_range(foot, 16, foot, 19, f"{region.seat}, 31 Desember {year}", formats["text"])
        sheet.merge_range(foot + 1, 16, foot + 1, 20, f"Kepala {office.name}", formats["text"])


def _head(sheet: Any, formats: dict[str, Any], region: PlanRegion, office: PlanOffice, year: int) -> None:
    titles = (
        NOTICE,
        region.government.upper(),
        "LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH",
        f"periode Januari s.d Desember {year}",
    )
    for row, text in enumerate(titles, start=1):
        sheet.merge_range(row, 4, row, 18, text, formats["title"])
    labels = (
        ("Urusan Pemerintahan", region.name),
        ("Unit Organisasi", office.name),
        ("Sub Unit Organisasi", office.name),
    )
    for row, (label, value) in enumerate(labels, start=7):
        sheet.merge_range(row, 3, row, 8, label, formats["text"])
        sheet.write(row, 9, ":")
        sheet.write(row, 10, value)
    sheet.merge_range(13, 1, 14, 5, "KODE REKENING", formats["head"])
    sheet.merge_range(13, 6, 14, 14, "URAIAN", formats["head"])
    sheet.merge_range(13, 16, 14, 17, "ANGGARAN", formats["head"])
    sheet.write(13, 18, "REALISASI", formats["head"])


def _line(
    sheet: Any,
    formats: dict[str, Any],
    row: int,
    code: str,
    name: str,
    figures: dict[str, tuple[int, int]],
    codes: list[str],
) -> None:
    """One account; deeper ones begin further right, sums are formulas over the accounts right below them."""
    sheet.merge_range(row, 3, row, 5, "", formats["text"])
    sheet.write_string(row, 3, code, formats["text"])
    left = 7 + code.count(".")
    sheet.merge_range(row, left, row, 14, name, formats["text"])
    sheet.merge_range(row, 17, row, 18, "", formats["money"])
    children = [FIRST_ROW + i + 1 for i, other in enumerate(codes) if other.rpartition(".")[0] == code]
    for column, letter, amount in zip((16, 17), "QR", figures[code], strict=True):
        if children:
            formula = "=" + "+".join(f"{letter}{child}" for child in children)
            sheet.write_formula(row, column, formula, formats["money"], amount)
        else:
            sheet.write_number(row, column, amount, formats["money"])
