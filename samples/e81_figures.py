"""What Formulir E.81 says of one office: goals, programmes, kegiatan, sub kegiatan, their figures and the averages."""

from __future__ import annotations

from collections.abc import Sequence

from samples.money import commas, percent
from samples.plan import QUARTERS, Node, Plan, PlanLine, PlanOffice, PlanRegion, tree
from samples.printed import PrintedRow

NUMBERED = tuple(range(5, 16))
COLUMNS = (
    "no", "name", "indicator", "unit",
    *(f"{half}{number}" for number in NUMBERED for half in ("k", "rp")),
    "unit_pd", "note",
)  # fmt: skip
DEPTHS = {"program": 2, "kegiatan": 3, "sub_kegiatan": 4}
RATINGS = ((5_000, "Sangat Rendah"), (6_500, "Rendah"), (7_500, "Sedang"), (9_000, "Tinggi"))
AVERAGES = (
    ("Rata-rata capaian Kinerja (%)", "Predikat Kinerja", "program"),
    (
        "RATA-RATA CAPAIAN KINERJA DAN ANGGARAN DARI SELURUH SUB KEGIATAN",
        "PREDIKAT KINERJA DARI SELURUH SUB KEGIATAN",
        "sub_kegiatan",
    ),
    (
        "RATA-RATA CAPAIAN KINERJA DAN ANGGARAN DARI SELURUH KEGIATAN",
        "PREDIKAT KINERJA DARI SELURUH KEGIATAN",
        "kegiatan",
    ),
    ("RATA-RATA CAPAIAN KINERJA DAN ANGGARAN DARI SELURUH PROGRAM", "PREDIKAT KINERJA DARI SELURUH PROGRAM", "program"),
)


def office_rows(
    plan: Plan, region: PlanRegion, office: PlanOffice, year: int, quarter: int, block: int = 1
) -> list[PrintedRow]:
    """The rows of one office after ``quarter``: one goal, its programmes and the averages."""
    factors = {(m.code, m.column): m.factor for m in plan.misprints_of(region.code, "e81", year) if m.factor}
    nodes = tree(office, lambda line: line_amounts(line, year, quarter, factors))
    rows = [_goal_row(plan, office, block)]
    counters = [1, 0, 0, 0]
    for node in nodes:
        depth = DEPTHS.get(node.level)
        if depth is None:
            continue
        counters[depth - 1] += 1
        counters[depth:] = [0] * (4 - depth)
        number = ".".join(str(count) for count in counters[:depth])
        rows.append(_row(plan, node, number, office, year, block))
    return rows + _averages(nodes, block)


def line_amounts(
    line: PlanLine, year: int, quarter: int, factors: dict[tuple[str, str], int]
) -> tuple[int, ...] | None:
    """(budget of the year, realised in each quarter); None where nothing was realised by plan."""
    figures = line.figures(year)
    if figures is None or not figures.realised or figures.perubahan is None:
        return None
    realised = []
    for index, name in enumerate(QUARTERS):
        amount = figures.perubahan * figures.realised[index] // 100 if index < quarter else 0
        realised.append(amount * factors.get((line.code, name), 1))
    return (figures.perubahan, *realised)


def _goal_row(plan: Plan, office: PlanOffice, block: int) -> PrintedRow:
    name, indicator, unit, target = plan.goals[office.name]
    values = {
        "no": "1",
        "name": name,
        "indicator": indicator,
        "unit": unit,
        "k5": target,
        "k7": target,
        "unit_pd": office.name,
    }
    values |= dict.fromkeys(("k6", "k8", "k9", "k10", "k11", "k12", "k13", "k14", "k15"), "0")
    return PrintedRow("line", values, "sasaran", block)


def _row(plan: Plan, node: Node, number: str, office: PlanOffice, year: int, block: int) -> PrintedRow:
    budget, *quarters = node.amounts
    total = sum(quarters)
    values = {
        "no": number,
        "name": node.name,
        "rp7": commas(budget),
        "rp12": commas(total),
        "rp13": percent(total, budget),
    }
    values |= {name: commas(amount) for name, amount in zip(QUARTERS, quarters, strict=True)}
    if node.line is None:
        indicator, unit, target = plan.parents[node.code]
        goal, before = budget * 5, budget * 2 * 97 // 100
        target = _quantity(target)
        values |= {"indicator": indicator, "unit": unit, "unit_pd": office.name, "k12": target, "k13": "100"}
        values |= dict.fromkeys(("k5", "k6", "k7", "k14"), target) | {"k15": "100"}
        values |= {"rp5": commas(goal), "rp6": commas(before), "rp14": commas(before + total)}
        values |= {"rp15": percent(before + total, goal)}
    else:
        values |= _line_values(node.line, office, year)
    return PrintedRow("line", values, node.level, block)


def _line_values(line: PlanLine, office: PlanOffice, year: int) -> dict[str, str]:
    figures = line.figures(year)
    assert figures is not None
    target = _quantity(figures.target.split("; ")[0])
    values = {
        "indicator": line.indicator.split("; ")[0],
        "unit": line.unit.split("; ")[0],
        "unit_pd": f"{office.name};",
    }
    values |= {"k7": target, "k8": "0", "k9": "0", "k10": "0", "k11": target, "k12": target, "k13": "100"}
    values["note"] = line.note if line.e81_note is None else line.e81_note
    return values


def _quantity(target: str) -> str:
    """``142.000`` and ``3,2`` of the plan as this form prints them: ``142000`` and ``3.2``."""
    return target.replace(".", "").replace(",", ".")


def _averages(nodes: Sequence[Node], block: int) -> list[PrintedRow]:
    rows = []
    for label, rating_label, level in AVERAGES:
        shares = [sum(node.amounts[1:]) * 10_000 // node.amounts[0] for node in nodes if node.level == level]
        mean = sum(shares) // len(shares)
        figures = {"k13": "100", "rp13": percent(mean, 10_000), "k15": "0", "rp15": "0"}
        rows.append(PrintedRow("summary", {"name": label, **figures}, block=block))
        ratings = {name: _rating(int(float(text) * 100)) for name, text in figures.items()}
        rows.append(PrintedRow("summary", {"name": rating_label, **ratings}, block=block))
    return rows


def _rating(hundredths: int) -> str:
    return next((name for limit, name in RATINGS if hundredths <= limit), "Sangat Tinggi")
