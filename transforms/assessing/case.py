"""One agreement before one party region and fiscal year: what is known, and the remarks that go with the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.assessing.axes import (
    Axis,
    Desk,
    is_carried_into_budget,
    judge_budget,
    judge_planning,
    judge_realisation,
    of_weight,
    sum_budgeted,
    sum_planned,
)
from transforms.assessing.evidence import Evidence
from transforms.assessing.headline import Facts
from transforms.assessing.instruments import lacks_pks
from transforms.assessing.materials import Materials
from transforms.assessing.money import Sum
from transforms.assessing.standing import Naskah, place_in_year


@dataclass(frozen=True)
class Money:
    """Sums over the lines linked to the agreement itself."""

    planned: Sum
    budgeted: Sum
    realised: Sum


@dataclass(frozen=True)
class Case:
    """``own`` is the evidence of the agreement itself, ``others`` that of agreements which carry it out or on."""

    naskah: Naskah
    year: int
    as_of: date
    desk: Desk
    own: tuple[Evidence, ...]
    others: tuple[Evidence, ...]
    facts: Facts
    money: Money
    relatives: tuple[Naskah, ...]
    register_complete_to: date | None

    @property
    def accepted(self) -> tuple[Evidence, ...]:
        return of_weight((*self.own, *self.others), "accepted")

    @property
    def waiting(self) -> tuple[Evidence, ...]:
        return of_weight((*self.own, *self.others), "open")


def open_case(naskah: Naskah, region: str, year: int, materials: Materials) -> Case:
    """Bring together what concerns the agreement in this region and year, and find the facts."""
    desk = materials.desk(region, year)
    own = materials.evidence.of(naskah.agreement_id, region, year)
    others = materials.carried_by(naskah, region, year)
    budgeted = sum_budgeted(own, desk)
    relatives = materials.unsettled_relatives(naskah, region, year)
    return Case(
        naskah=naskah,
        year=year,
        as_of=materials.as_of,
        desk=desk,
        own=own,
        others=others,
        facts=_find_facts(naskah, region, desk, own, others, bool(relatives), materials),
        money=Money(sum_planned(own, desk), budgeted, judge_realisation(own, budgeted, desk).money),
        relatives=relatives or materials.family.possible_successors(naskah.agreement_id),
        register_complete_to=materials.registers.day(naskah.region_code),
    )


def _find_facts(
    naskah: Naskah,
    region: str,
    desk: Desk,
    own: tuple[Evidence, ...],
    others: tuple[Evidence, ...],
    has_unsettled_relative: bool,
    materials: Materials,
) -> Facts:
    shared = (*own, *others)
    year, as_of, family = desk.year, materials.as_of, materials.family
    place = place_in_year(naskah, year, as_of)
    return Facts(
        is_valid=naskah.is_valid,
        place=place,
        is_continued=bool(family.continuing(naskah.agreement_id, year, as_of)),
        has_open_successor=bool(family.possible_successors(naskah.agreement_id)),
        scope=scope_for(naskah, region),
        planning=judge_planning(shared, desk),
        budget=judge_budget(shared, desk),
        realisation=judge_realisation(shared, sum_budgeted(shared, desk), desk),
        has_own_accepted=bool(of_weight(own, "accepted")),
        has_accepted=bool(of_weight(shared, "accepted")),
        has_open=bool(of_weight(shared, "open")),
        has_unsettled_relative=has_unsettled_relative,
        is_carried_into_budget=is_carried_into_budget(shared, desk),
        is_planning_covered=desk.is_covered("planning"),
        is_budget_covered=desk.is_covered("budget"),
        lacks_pks=place == "dalam" and lacks_pks(naskah, family, materials.registers, desk.thresholds, year, as_of),
    )


def scope_for(naskah: Naskah, region: str) -> str:
    """The printed scope speaks for the issuer: what a partner pays may be exactly what this party must budget."""
    is_other_side = naskah.region_code is not None and region != naskah.region_code
    return "belum_ditetapkan" if is_other_side and naskah.scope == "dibiayai_mitra" else naskah.scope


def list_remarks(case: Case) -> set[str]:
    """The flags of the assessment, as codes."""
    facts, money, accepted = case.facts, case.money, of_weight(case.own, "accepted")
    axes: Sequence[Axis] = (facts.planning, facts.budget, facts.realisation)
    sums = (money.planned, money.budgeted, money.realised)
    supporting = [case.desk.ledger.supporting_line(entry.line_item_id) for entry in accepted]
    remarks = {
        "tanpa_rkpd": facts.budget.value == "ada" and facts.planning.value == "tidak_ada",
        "melalui_naskah_lain": bool(case.accepted) and not accepted,
        "baris_pada_naskah_terkait": facts.has_unsettled_relative,
        "baris_sama_di_anggaran": facts.is_carried_into_budget and facts.budget.value == "tidak_ada",
        "diterima_menurut_aturan": any(entry.is_by_rule for entry in accepted),
        "dokumen_sengketa": any(entry.is_disputed for entry in (*case.own, *case.others)),
        "nilai_meragukan": any(total.doubtful_sen is not None for total in sums),
        "tautan_di_atas_sub_kegiatan": None in supporting,
        "berakhir_dalam_tahun": facts.place == "dalam" and _ends_in(case.naskah, case.year),
        "perpanjangan_otomatis": case.naskah.auto_renew,
        "calon_penerus_terbuka": facts.has_open_successor,
        "cakupan_belum_ditetapkan": facts.scope == "belum_ditetapkan",
    }
    return {name for name, holds in remarks.items() if holds} | {flag for axis in axes for flag in axis.flags}


def _ends_in(naskah: Naskah, year: int) -> bool:
    return any(day is not None and day.year == year for day in (naskah.ended_on, naskah.end))
