"""Judges every agreement for each party region and fiscal year: five axes, one headline, the reason, the money.

Pure: the answer depends on the frames and the day judged only. Every party is judged on its own region's documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from config.regions import RegionEnrolment
from transforms.assessing.axes import of_weight
from transforms.assessing.case import list_remarks, open_case
from transforms.assessing.headline import choose_headline
from transforms.assessing.instruments import judge_form
from transforms.assessing.materials import Frames, Materials, gather
from transforms.assessing.parties import Years, judged_regions, read_party_regions
from transforms.assessing.reasons import write_reason
from transforms.assessing.standing import Naskah

ASSESSMENT_COLUMNS = (
    "agreement_id", "party_region_code", "fiscal_year", "as_of", "naskah", "cakupan", "rencana", "anggaran",
    "realisasi", "status", "reason", "supporting_planned_sen", "supporting_budgeted_sen", "supporting_realised_sen",
    "supporting_doubtful_sen", "flags", "links_accepted", "links_candidate", "coverage",
)  # fmt: skip


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
    """One row per agreement, party region and fiscal year (``ASSESSMENT_COLUMNS``), in that order.

    Frames are the warehouse tables of these names; ``lines`` is line_item joined to its slice (current or sengketa, no
    second prints), ``candidates`` the table agreement_candidate. ``years`` limits the fiscal years. Money is in sen,
    null where no readable figure stands; ``flags`` a sorted list, ``coverage`` a dict stage -> state, version, detail.
    """
    frames = Frames(agreements, parties, links, lines, amounts, slices, expected, candidates)
    materials = gather(frames, enrolments, as_of)
    party_regions = read_party_regions(parties)
    fiscal_years = Years(enrolments, materials.shelves, materials.evidence, as_of)
    rows = [
        judge(naskah, region, year, materials)
        for naskah in materials.family.in_order()
        for region in judged_regions(naskah, party_regions)
        for year in fiscal_years.of(region, naskah.region_code)
        if years is None or year in years
    ]
    return pd.DataFrame(rows, columns=list(ASSESSMENT_COLUMNS), dtype=object)


def judge(naskah: Naskah, region: str, year: int, materials: Materials) -> dict[str, Any]:
    """The assessment row of one agreement, party region and fiscal year."""
    case = open_case(naskah, region, year, materials)
    facts, money = case.facts, case.money
    status = choose_headline(facts)
    form = judge_form(naskah, facts.place, materials.family, year, materials.as_of)
    flags = list_remarks(case) | set(form.flags)
    if form.value == "kb_tanpa_pks" and not facts.lacks_pks:
        flags.add("pks_belum_dapat_dipastikan")
    return {
        "agreement_id": naskah.agreement_id,
        "party_region_code": region,
        "fiscal_year": year,
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
    }
