"""One agreement before one party region and fiscal year: what is known, and the remarks that go with the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.assessing.axes import (
    Axis,
    is_carried_into_budget,
    judge_budget,
    judge_planning,
    judge_realisation,
)
from transforms.assessing.desk import Desk
from transforms.assessing.evidence import MEDIUM_TERM, Evidence, is_transfer
from transforms.assessing.family import Family
from transforms.assessing.headline import Facts
from transforms.assessing.instruments import lacks_pks
from transforms.assessing.materials import Materials
from transforms.assessing.money import Sum
from transforms.assessing.standing import Naskah, Place, place_in_year
from transforms.assessing.supporting import BUDGET_KINDS, is_latest_budget, of_weight, sum_budgeted, sum_planned

#: what an axis says where a line carries the agreement there
_CARRIED = frozenset({"ada", "sebagian", "selesai"})


@dataclass(frozen=True)
class Money:
    """Sums over the lines linked to the agreement itself."""

    planned: Sum
    budgeted: Sum
    realised: Sum


@dataclass(frozen=True)
class Unsettled:
    """Lines that are not the agreement's own and may turn out to speak for it."""

    of_undecided: tuple[Evidence, ...] = ()
    of_parent: tuple[Evidence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.of_undecided or self.of_parent)


@dataclass(frozen=True)
class Case:
    """``own`` is the evidence of the agreement itself, ``others`` that of its kin (:meth:`Family.kin`).

    ``siblings`` holds budget lines of agreements that carry out the same one: told, never counted.
    """

    naskah: Naskah
    region: str
    region_name: str
    year: int
    as_of: date
    desk: Desk
    own: tuple[Evidence, ...]
    others: tuple[Evidence, ...]
    siblings: tuple[Evidence, ...]
    facts: Facts
    money: Money
    unsettled: Unsettled
    #: short names of the agreements that the open questions are about
    relatives: tuple[str, ...]
    register_complete_to: date | None
    family: Family

    def whose(self, entry: Evidence) -> str | None:
        """Which agreement of the family the line speaks of, in words; None for the agreement itself."""
        if entry.agreement_id == self.naskah.agreement_id:
            return None
        other = self.family.naskah[entry.agreement_id]
        return f"{self.family.describe(self.naskah.agreement_id, other.agreement_id)} ({other.short_name})"

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
    others = materials.of_kin(naskah, region, year)
    unsettled = _unsettled(naskah, region, year, own, materials)
    facts = _find_facts(naskah, region, desk, own, others, unsettled, materials)
    budgeted = sum_budgeted(own, desk)
    return Case(
        naskah=naskah,
        region=region,
        region_name=materials.region_name(region),
        year=year,
        as_of=materials.as_of,
        desk=desk,
        own=own,
        others=others,
        siblings=_budgeted_by_siblings(naskah, region, year, materials),
        facts=facts,
        money=Money(sum_planned(own, desk), budgeted, judge_realisation(own, budgeted, desk).money),
        unsettled=unsettled,
        relatives=_name_relatives(naskah, year, unsettled, materials),
        register_complete_to=materials.registers.day(naskah.region_code),
        family=materials.family,
    )


def _budgeted_by_siblings(naskah: Naskah, region: str, year: int, materials: Materials) -> tuple[Evidence, ...]:
    desk, found = materials.desk(region, year), materials.of_siblings(naskah, region, year)
    return tuple(e for e in of_weight(found, "accepted") if e.kind in BUDGET_KINDS and is_latest_budget(e, desk))


def _unsettled(naskah: Naskah, region: str, year: int, own: tuple[Evidence, ...], materials: Materials) -> Unsettled:
    known = {entry.line_item_key for entry in own if entry.weight != "fasilitasi"}
    kin = {each.agreement_id for each in materials.family.kin(naskah.agreement_id, year, materials.as_of)}
    groups = (materials.of_undecided(naskah, region, year), materials.of_parent(naskah, region, year))
    return Unsettled(
        *(tuple(e for e in group if e.line_item_key not in known and e.agreement_id not in kin) for group in groups)
    )


def _name_relatives(naskah: Naskah, year: int, unsettled: Unsettled, materials: Materials) -> tuple[str, ...]:
    """Short names of the agreements with unsettled lines, else of possible successors in the year."""
    ids = sorted({entry.agreement_id for entry in (*unsettled.of_undecided, *unsettled.of_parent)})
    found = [materials.family.naskah[each] for each in ids]
    later = materials.family.possible_successors(naskah.agreement_id, year, materials.as_of)
    return tuple(each.short_name for each in found or later)


def _find_facts(
    naskah: Naskah,
    region: str,
    desk: Desk,
    own: tuple[Evidence, ...],
    others: tuple[Evidence, ...],
    unsettled: Unsettled,
    materials: Materials,
) -> Facts:
    shared = (*own, *others)
    year, as_of, family = desk.year, materials.as_of, materials.family
    place = _place(naskah, family, year, as_of)
    registers, thresholds = materials.registers, desk.thresholds
    return Facts(
        is_valid=naskah.is_valid,
        place=place,
        is_continued=bool(family.continuing(naskah.agreement_id, year, as_of)),
        has_open_successor=bool(family.possible_successors(naskah.agreement_id, year, as_of)),
        scope=scope_for(family.paid_as(naskah.agreement_id), region),
        planning=_judge_family(lambda entries: judge_planning(entries, desk), own, others),
        budget=_judge_family(lambda entries: judge_budget(entries, desk), own, others),
        realisation=_judge_family(
            lambda entries: judge_realisation(entries, sum_budgeted(entries, desk), desk), own, others
        ),
        has_own_accepted=any(entry.kind not in MEDIUM_TERM for entry in of_weight(own, "accepted")),
        has_accepted=bool(of_weight(shared, "accepted")),
        has_open=bool(of_weight(shared, "open")),
        has_unsettled_lines=bool(unsettled),
        has_unsettled_budget=any(entry.kind in BUDGET_KINDS for entry in unsettled.of_undecided),
        is_carried_into_budget=is_carried_into_budget(shared, desk),
        is_planning_covered=desk.is_covered("planning"),
        is_budget_covered=desk.is_covered("budget"),
        lacks_pks=place == "dalam" and lacks_pks(naskah, family, registers, thresholds, year, as_of),
    )


def _place(naskah: Naskah, family: Family, year: int, as_of: date) -> Place:
    """Where its own print places the agreement; ended, but perhaps carried on by what nobody knows the term of, it may
    be in force."""
    place = place_in_year(naskah, year, as_of)
    later = [place_in_year(each, year, as_of) for each in family.continuing(naskah.agreement_id, year, as_of)]
    return "mungkin" if place == "berakhir" and later and "dalam" not in later else place


def _judge_family(
    judge: Callable[[tuple[Evidence, ...]], Axis], own: tuple[Evidence, ...], others: tuple[Evidence, ...]
) -> Axis:
    """An axis by the agreement's own lines where they carry it, else by those of its kin and its own together."""
    alone = judge(own)
    return alone if alone.value in _CARRIED and not alone.flags else judge((*own, *others))


def scope_for(naskah: Naskah, region: str) -> str:
    """The printed scope speaks for the issuer: what a partner pays may be exactly what this party must budget, and what
    the issuer's budget pays need not be in this party's."""
    if naskah.region_code is None or region == naskah.region_code:
        return naskah.scope
    is_of_issuer = naskah.scope == "dibiayai_mitra" or (naskah.scope == "wajib_apbd" and naskah.scope_basis != "orang")
    return "belum_ditetapkan" if is_of_issuer else naskah.scope


def list_remarks(case: Case) -> set[str]:
    """The flags of the assessment, as codes."""
    facts, money, accepted = case.facts, case.money, of_weight(case.own, "accepted")
    axes: Sequence[Axis] = (facts.planning, facts.budget, facts.realisation)
    sums = (money.planned, money.budgeted, money.realised)
    supporting = [case.desk.ledger.supporting_line(entry.line_item_id) for entry in accepted]
    remarks = {
        "tanpa_rkpd": facts.budget.value == "ada" and facts.planning.value == "tidak_ada",
        "melalui_naskah_lain": any(_is_of_kin(axis, case) for axis in axes),
        "realisasi_melalui_naskah_lain": bool(accepted) and _is_of_kin(facts.realisation, case),
        "baris_pada_naskah_terkait": facts.has_unsettled_lines,
        "naskah_serumpun_dianggarkan": bool(case.siblings),
        "baris_sama_di_anggaran": facts.is_carried_into_budget and facts.budget.value == "tidak_ada",
        "baris_bantuan_keuangan": any(is_transfer(entry) for entry in accepted),
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


def _is_of_kin(axis: Axis, case: Case) -> bool:
    """Whether the axis is carried by lines of other agreements of the family alone."""
    return axis.value in _CARRIED and all(case.whose(entry) for entry in axis.entries)


def _ends_in(naskah: Naskah, year: int) -> bool:
    return any(day is not None and day.year == year for day in (naskah.ended_on, naskah.end))
