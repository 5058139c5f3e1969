"""Prioritas dan Plafon Anggaran Sementara: ceilings from urusan down to sub kegiatan, an office a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from samples.form_drawing import draw_pdf
from samples.form_model import Form, FormPart, FormRow
from samples.money import points
from samples.plan import Node, Plan, PlanLine, PlanOffice, PlanRegion, tree
from samples.printed import NOTICE

COLUMNS = ("code_1", "name", "objective", "indicator", "target", "pagu", "note")
WIDTHS = (84, 230, 90, 150, 70, 90, 110)
HEADING = (
    "Kode", "Urusan/ Bidang Urusan/ Program/ Kegiatan/ Sub Kegiatan", "Sasaran", "Indikator Kinerja", "Target",
    "Plafon Anggaran Sementara (Rp)", "Keterangan",
)  # fmt: skip


def write_kua_ppas(path: Path, plan: Plan, region: PlanRegion, year: int, offices: Sequence[PlanOffice]) -> None:
    """Draw the PPAS of ``year`` as agreed with the DPRD."""
    parts = [_part(plan, region, year, office) for office in offices]
    last = parts[-1].model_copy(update={"footer": (f"{region.seat}, {region.decrees['ppas'][year].signed_on}",)})
    heading = (HEADING, tuple(str(number) for number in range(1, len(HEADING) + 1)))
    form = Form(format="pdf", columns=COLUMNS, widths=WIDTHS, heading=heading, parts=(*parts[:-1], last))
    draw_pdf(form, path)


def _part(plan: Plan, region: PlanRegion, year: int, office: PlanOffice) -> FormPart:
    nodes = tree(office, lambda line: _ceiling(line, year))
    total = sum(node.amounts[0] for node in nodes if node.level == "urusan")
    rows = [_row(plan, node, year) for node in nodes]
    titles = (
        region.government.upper(),
        "PRIORITAS DAN PLAFON ANGGARAN SEMENTARA (PPAS)",
        f"TAHUN ANGGARAN {year}",
        NOTICE,
        f"SKPD : {office.code} {office.name}",
    )
    summary = FormRow(kind="summary", cells=("", "JUMLAH", "", "", "", points(total), ""))
    return FormPart(titles=titles, rows=(*rows, summary))


def _ceiling(line: PlanLine, year: int) -> tuple[int] | None:
    figures = line.figures(year)
    return None if figures is None or figures.ceiling is None else (figures.ceiling,)


def _row(plan: Plan, node: Node, year: int) -> FormRow:
    indicator, target, note = _performance(plan, node, year)
    return FormRow(level=node.level, cells=(node.code, node.name, "", indicator, target, points(node.amounts[0]), note))


def _performance(plan: Plan, node: Node, year: int) -> tuple[str, str, str]:
    """(indicator, target with its unit, note); parents above the programme have none."""
    if node.line is not None:
        figures = node.line.figures(year)
        assert figures is not None
        return node.line.indicator, figures.target, node.line.note
    indicator, unit, target = plan.parents.get(node.code, ("", "", ""))
    return indicator, f"{target} {unit}".strip(), ""
