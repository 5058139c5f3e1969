"""Judges every agreement for each party region and fiscal year: five axes, one headline, the reason, the money.

Beside the judgement stand its way through the documents step by step, the lines whose money supports it, and how much
of their budget was used up at the end of each quarter.

Pure: the answer depends on the frames and the day judged only. Every party is judged on its own region's documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from config.regions import RegionEnrolment
from transforms.assessing.absorption import measure_absorption
from transforms.assessing.case import Case, list_remarks, open_case
from transforms.assessing.headline import choose_headline
from transforms.assessing.instruments import judge_form
from transforms.assessing.materials import Frames, Materials, gather
from transforms.assessing.parties import Years, judged_regions, read_party_regions
from transforms.assessing.reasons import write_reason
from transforms.assessing.steps import trace_steps
from transforms.assessing.supporting import list_support, of_weight

ASSESSMENT_COLUMNS = (
    "agreement_id", "party_region_code", "fiscal_year", "as_of", "naskah", "cakupan", "rencana", "anggaran",
    "realisasi", "status", "reason", "supporting_planned_sen", "supporting_budgeted_sen", "supporting_realised_sen",
    "supporting_doubtful_sen", "flags", "links_accepted", "links_candidate", "coverage", "counted_as",
)  # fmt: skip


STEP_COLUMNS = ("agreement_id", "party_region_code", "fiscal_year", "step", "state", "document", "line_count")
SUPPORT_COLUMNS = (
    "agreement_id", "party_region_code", "fiscal_year", "stage", "line_item_id", "skpd_name", "urusan_code",
    "amount_sen", "doubtful_sen",
)  # fmt: skip
ABSORPTION_COLUMNS = (
    "agreement_id", "party_region_code", "fiscal_year", "quarter", "quarter_end", "budget_sen", "budget_basis",
    "realised_sen", "doubtful_sen", "realised_pct", "report", "line_count",
)  # fmt: skip
#: agreements that are not in force yet or never were have no way to follow
_NOT_FOLLOWED = frozenset({"TIDAK_VALID", "BELUM_BERLAKU", "DIAKHIRI"})


@dataclass(frozen=True)
class Judged:
    """Frames as the tables of the same name. Money is in sen, null where no readable figure stands."""

    assessment: pd.DataFrame
    agreement_step: pd.DataFrame
    supporting_line: pd.DataFrame
    absorption: pd.DataFrame


def assess(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    links: pd.DataFrame,
    lines: pd.DataFrame,
    amounts: pd.DataFrame,
    slices: pd.DataFrame,
    expected: pd.DataFrame,
    enrolments: Mapping[str, RegionEnrolment],
    as_of: date,
    years: Sequence[int] | None = None,
    candidates: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The assessments alone (:func:`judge_agreements`)."""
    frames = Frames(agreements, parties, links, lines, amounts, slices, expected, candidates)
    return judge_agreements(frames, enrolments, as_of, years).assessment


def judge_agreements(
    frames: Frames, enrolments: Mapping[str, RegionEnrolment], as_of: date, years: Sequence[int] | None = None
) -> Judged:
    """One assessment per agreement, party region and fiscal year (``ASSESSMENT_COLUMNS``), and what goes with it.

    ``years`` limits the fiscal years. ``flags`` is a sorted list, ``coverage`` a dict stage -> state, version, detail.
    """
    materials = gather(frames, enrolments, as_of)
    party_regions = read_party_regions(frames.parties)
    fiscal_years = Years(enrolments, materials.shelves, materials.evidence, as_of)
    cases = [
        open_case(naskah, region, year, materials)
        for naskah in materials.family.in_order()
        for region in judged_regions(naskah, party_regions)
        for year in fiscal_years.of(region, naskah.region_code)
        if years is None or year in years
    ]
    assessments = [_judge(case, materials) for case in cases]
    followed = [case for case, row in zip(cases, assessments, strict=True) if row["status"] not in _NOT_FOLLOWED]
    return Judged(
        _frame(assessments, ASSESSMENT_COLUMNS),
        _frame([row for case in followed for row in _steps(case)], STEP_COLUMNS),
        _frame([row for case in cases for row in _supporting(case)], SUPPORT_COLUMNS),
        _frame([row for case in cases for row in _absorption(case)], ABSORPTION_COLUMNS),
    )


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def _identity(case: Case) -> dict[str, Any]:
    return {
        "agreement_id": case.naskah.agreement_id,
        "party_region_code": case.region,
        "fiscal_year": case.year,
    }


def _judge(case: Case, materials: Materials) -> dict[str, Any]:
    naskah, facts, money = case.naskah, case.facts, case.money
    status = choose_headline(facts)
    form = judge_form(naskah, facts.place, materials.family, case.year, materials.as_of)
    flags = list_remarks(case) | set(form.flags)
    if form.value == "kb_tanpa_pks" and not facts.lacks_pks:
        flags.add("pks_belum_dapat_dipastikan")
    return _identity(case) | {
        "as_of": materials.as_of,
        "naskah": form.value,
        "cakupan": facts.scope,
        "rencana": facts.planning.value,
        "anggaran": facts.budget.value,
        "realisasi": facts.realisation.value,
        "status": status,
        "reason": write_reason(status, case),
        "supporting_planned_sen": money.planned.sen,
        "supporting_budgeted_sen": money.budgeted.sen,
        "supporting_realised_sen": money.realised.sen,
        "supporting_doubtful_sen": (money.planned + money.budgeted + money.realised).doubtful_sen,
        "flags": sorted(flags),
        "links_accepted": len({entry.line_item_id for entry in of_weight(case.own, "accepted")}),
        "links_candidate": len({entry.line_item_id for entry in of_weight(case.own, "open")}),
        "coverage": {stage: dict(row) for stage, row in case.desk.coverage.items()},
        "counted_as": materials.family.counted_as(naskah.agreement_id),
    }


def _steps(case: Case) -> list[dict[str, Any]]:
    return [_identity(case) | vars(step) for step in trace_steps(case)]


def _supporting(case: Case) -> list[dict[str, Any]]:
    return [
        _identity(case)
        | {
            "stage": support.stage,
            "line_item_id": support.line_item_id,
            "skpd_name": support.office,
            "urusan_code": support.urusan_code,
            "amount_sen": support.money.sen,
            "doubtful_sen": support.money.doubtful_sen,
        }
        for support in list_support(case.own, case.desk)
    ]


def _absorption(case: Case) -> list[dict[str, Any]]:
    return [
        _identity(case)
        | {
            "quarter": quarter.quarter,
            "quarter_end": quarter.quarter_end,
            "budget_sen": quarter.budget.sen,
            "budget_basis": quarter.basis,
            "realised_sen": quarter.realised.sen if quarter.realised else None,
            "doubtful_sen": quarter.realised.doubtful_sen if quarter.realised else None,
            "realised_pct": quarter.realised_pct,
            "report": quarter.report,
            "line_count": quarter.line_count,
        }
        for quarter in measure_absorption(case.own, case.desk)
    ]
