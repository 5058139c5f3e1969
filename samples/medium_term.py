"""Plans of several years: programmes of the RPJMD as a workbook, sub kegiatan of one office's Renstra as a print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from samples.form_drawing import DRAW
from samples.form_model import Form, FormPart, FormRow, HeadingCell
from samples.money import points
from samples.plan import Node, Plan, PlanLine, PlanOffice, PlanRegion, tree
from samples.printed import NOTICE

#: the years that a change of the plan still has before it
YEARS = range(2024, 2027)
SPAN = "2021-2026"
COLUMNS = (
    "code_1", "name", "indicator", "unit", "target_start",
    *(f"{what}_{year}" for year in YEARS for what in ("target", "pagu")), "target_end", "pagu_end", "unit_pd", "note",
)  # fmt: skip
WIDTHS = (64, 130, 90, 38, 34, *(34, 66) * len(YEARS), 34, 72, 70, 70)


def write_rpjmd(path: Path, plan: Plan, region: PlanRegion) -> None:
    """The programmes of all offices in the changed RPJMD, each affair with the sum of what stands below it."""
    rows = [
        _row(plan, node, office, points_out=False)
        for office in region.offices
        for node in tree(office, _of_all_years)
        if node.level in ("bidang_urusan", "program")
    ]
    titles = (
        region.government.upper(),
        f"PERUBAHAN RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH (RPJMD) TAHUN {SPAN}",
        "Program Prioritas dan Kerangka Pendanaan",
        NOTICE,
    )
    DRAW["xlsx"](_form("xlsx", "Bidang Urusan Pemerintahan dan Program Prioritas", titles, rows), path)


def write_renstra(path: Path, plan: Plan, region: PlanRegion, office: PlanOffice) -> None:
    """The changed Renstra of one office, which names the agreements that its sub kegiatan carry out."""
    nodes = [node for node in tree(office, _of_all_years) if node.level in ("program", "kegiatan", "sub_kegiatan")]
    titles = (
        f"PERUBAHAN RENCANA STRATEGIS (RENSTRA) {office.name.upper()} {region.name.upper()}",
        f"Tabel Rencana Program, Kegiatan, Sub Kegiatan, dan Pendanaan Tahun {SPAN}",
        NOTICE,
    )
    rows = [_row(plan, node, office, points_out=True) for node in nodes]
    DRAW["pdf"](_form("pdf", "Program, Kegiatan, dan Sub Kegiatan", titles, rows), path)


def _of_all_years(line: PlanLine) -> tuple[int, ...] | None:
    """Rupiah of each year of the plan: what the yearly plans print, where they don't, the nearest one that does."""
    known = {year: figures.pagu for year, figures in line.years.items() if figures.pagu is not None}
    if not known:
        return None
    return tuple(known[min(known, key=lambda other: (abs(other - year), other))] for year in YEARS)


def _row(plan: Plan, node: Node, office: PlanOffice, *, points_out: bool) -> FormRow:
    def money(amount: int) -> str | int:
        return points(amount) if points_out else amount

    if node.line is not None:
        first = next(iter(node.line.years.values()))
        performance, note = (node.line.indicator, node.line.unit, first.target), node.line.note
    else:
        performance, note = plan.parents.get(node.code, ("", "", "")), ""
    indicator, unit, target = performance
    yearly = [cell for amount in node.amounts for cell in (target, money(amount))]
    responsible = office.name if node.level != "bidang_urusan" else ""
    ends = (target, money(sum(node.amounts)), responsible, note)
    return FormRow(level=node.level, cells=(node.code, node.name, indicator, unit, target, *yearly, *ends))


def _form(file_format: str, named: str, titles: Sequence[str], rows: Sequence[FormRow]) -> Form:
    def tall(text: str) -> HeadingCell:
        return HeadingCell(text=text, rows=3)

    span = 2 * len(YEARS) + 2
    end = HeadingCell(text=f"Kondisi Kinerja pada Akhir Periode ({YEARS[-1]})", span=2)
    years = [cell for year in YEARS for cell in (HeadingCell(text=f"Tahun {year}", span=2), None)]
    first = [tall(text) for text in ("Kode", named, "Indikator Kinerja", "Satuan", "Kondisi Kinerja Awal (2023)")]
    first += [HeadingCell(text="Target Kinerja dan Kerangka Pendanaan", span=span), *[None] * (span - 1)]  # type: ignore[list-item]
    first += [tall("Perangkat Daerah Penanggung Jawab"), tall("Keterangan")]
    second = [*[None] * 5, *years, end, None, None, None]
    third = [*[None] * 5, *["Target", "Rp"] * (len(YEARS) + 1), None, None]
    return Form.model_validate(
        {
            "format": file_format,
            "size": 5.5,
            "columns": COLUMNS,
            "widths": WIDTHS,
            "heading": (first, second, third),
            "parts": (FormPart(titles=tuple(titles), rows=tuple(rows)),),
        }
    )
