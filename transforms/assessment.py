"""Judges every agreement for each party region and fiscal year: five axes, one headline, the reason, the money.

Pure: the answer depends on the frames and the day judged only. Every party is judged on its own region's documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from config.regions import RegionEnrolment, Thresholds
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
from transforms.assessing.evidence import Evidence, EvidenceBook, build_evidence
from transforms.assessing.family import CONFIRMED, Family, build_family
from transforms.assessing.headline import Facts, choose_headline
from transforms.assessing.instruments import Registers, judge_form, lacks_pks, read_registers
from transforms.assessing.money import Ledger, Sum
from transforms.assessing.parties import Years, judged_regions, read_party_regions
from transforms.assessing.reasons import Case, write_reason
from transforms.assessing.standing import Naskah, place_in_year, read_naskah
from transforms.coverage import build_shelves, cover_stage
from transforms.offices import OfficeNames
from transforms.shelf import STAGE_KINDS, STAGES, Shelf

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
    court = _Court.convene(agreements, parties, links, lines, amounts, slices, expected, enrolments, as_of, candidates)
    rows = [
        court.judge(naskah, region, year)
        for naskah in sorted(court.family.naskah.values(), key=lambda each: each.agreement_id)
        for region in judged_regions(naskah, court.party_regions)
        for year in court.years.of(region, naskah.region_code)
        if years is None or year in years
    ]
    return pd.DataFrame(rows, columns=list(ASSESSMENT_COLUMNS), dtype=object)


@dataclass(frozen=True)
class _Court:
    """Everything judging looks at, read once."""

    family: Family
    party_regions: Mapping[str, tuple[str, ...]]
    evidence: EvidenceBook
    registers: Registers
    years: Years
    desks: dict[tuple[str, int], tuple[Desk, dict[str, dict[str, Any]]]]
    shelves: Mapping[tuple[str, int], Shelf]
    ledger: Ledger
    keys: Mapping[str, frozenset[str]]
    expected: pd.DataFrame
    enrolments: Mapping[str, RegionEnrolment]
    as_of: date

    @classmethod
    def convene(
        cls,
        agreements: pd.DataFrame,
        parties: pd.DataFrame,
        links: pd.DataFrame,
        lines: pd.DataFrame,
        amounts: pd.DataFrame,
        slices: pd.DataFrame,
        expected: pd.DataFrame,
        enrolments: Mapping[str, RegionEnrolment],
        as_of: date,
        candidates: pd.DataFrame | None,
    ) -> _Court:
        naskah = {str(row["agreement_id"]): read_naskah(row) for row in agreements.to_dict("records")}
        evidence = build_evidence(links, lines, amounts, slices, enrolments)
        covering = slices[slices["kind"].isin({kind for kinds in STAGE_KINDS.values() for kind in kinds})]
        shelves = build_shelves(covering, enrolments, lines)
        return cls(
            family=build_family(naskah, candidates),
            party_regions=read_party_regions(parties),
            evidence=evidence,
            registers=read_registers(slices),
            years=Years(enrolments, shelves, evidence, as_of),
            desks={},
            shelves=shelves,
            ledger=Ledger(lines, amounts, links["line_item_id"] if len(links) else ()),
            keys=_keys_of_budgets(lines),
            expected=expected,
            enrolments=enrolments,
            as_of=as_of,
        )

    def judge(self, naskah: Naskah, region: str, year: int) -> dict[str, Any]:
        """The assessment row."""
        desk, covered = self._desk(region, year)
        own = self.evidence.of(naskah.agreement_id, region, year)
        shared = own + self._shared(naskah, region, year)
        facts = self._facts(naskah, region, year, desk, own, shared)
        status = choose_headline(facts)
        form = judge_form(naskah, facts.place, self.family, year, self.as_of)
        planned, budgeted = sum_planned(own, desk), sum_budgeted(own, desk)
        realised = judge_realisation(own, budgeted, desk).money
        flags = self._flags(naskah, facts, desk, own, shared, (planned, budgeted, realised)) | set(form.flags)
        if form.value == "kb_tanpa_pks" and not facts.lacks_pks:
            flags.add("pks_belum_dapat_dipastikan")
        return {
            "agreement_id": naskah.agreement_id,
            "party_region_code": region,
            "fiscal_year": year,
            "as_of": self.as_of,
            "naskah": form.value,
            "cakupan": facts.scope,
            "rencana": facts.planning.value,
            "anggaran": facts.budget.value,
            "realisasi": facts.realisation.value,
            "status": status,
            "reason": write_reason(status, self._case(naskah, region, year, facts, covered, shared, flags)),
            "supporting_planned_sen": planned.sen,
            "supporting_budgeted_sen": budgeted.sen,
            "supporting_realised_sen": realised.sen,
            "supporting_doubtful_sen": (planned + budgeted + realised).doubtful_sen,
            "flags": sorted(flags),
            "links_accepted": len({entry.line_item_id for entry in of_weight(own, "accepted")}),
            "links_candidate": len({entry.line_item_id for entry in of_weight(own, "open")}),
            "coverage": covered,
        }

    def _desk(self, region: str, year: int) -> tuple[Desk, dict[str, dict[str, Any]]]:
        if (region, year) not in self.desks:
            self.desks[region, year] = self._lay_out(region, year)
        return self.desks[region, year]

    def _lay_out(self, region: str, year: int) -> tuple[Desk, dict[str, dict[str, Any]]]:
        enrolment = self.enrolments.get(region)
        shelf = self.shelves.get((region, year)) or Shelf(OfficeNames.of(enrolment, year))
        stages: dict[str, dict[str, Any]] = {
            stage: cover_stage(region, year, stage, shelf, self.expected, enrolment, self.as_of) for stage in STAGES
        }
        covered = {
            stage: {key: row[key] for key in ("state", "latest_version", "detail")} for stage, row in stages.items()
        }
        thresholds = enrolment.thresholds if enrolment else Thresholds()
        states = {stage: row["state"] for stage, row in covered.items()}
        return Desk(year, self.as_of, shelf, states, self.ledger, thresholds, self.keys), covered

    def _shared(self, naskah: Naskah, region: str, year: int) -> tuple[Evidence, ...]:
        """Evidence of those that carry the agreement out or on: its PKS, its addenda, its successors."""
        carrying = (
            *self.family.of_role(naskah.agreement_id, "pelaksanaan", "adendum"),
            *self.family.continuing(naskah.agreement_id, year, self.as_of),
        )
        ids = {each.agreement_id for each in carrying} - {naskah.agreement_id}
        found = [entry for other in sorted(ids) for entry in self.evidence.of(other, region, year)]
        return tuple(found)

    def _facts(
        self,
        naskah: Naskah,
        region: str,
        year: int,
        desk: Desk,
        own: tuple[Evidence, ...],
        shared: tuple[Evidence, ...],
    ) -> Facts:
        place = place_in_year(naskah, year, self.as_of)
        planning, budget = judge_planning(shared, desk), judge_budget(shared, desk)
        registers = self.registers
        return Facts(
            is_valid=naskah.is_valid,
            place=place,
            is_continued=bool(self.family.continuing(naskah.agreement_id, year, self.as_of)),
            has_open_successor=naskah.agreement_id in self.family.open_successors,
            scope=_scope_for(naskah, region),
            planning=planning,
            budget=budget,
            realisation=judge_realisation(shared, sum_budgeted(shared, desk), desk),
            has_own_accepted=bool(of_weight(own, "accepted")),
            has_accepted=bool(of_weight(shared, "accepted")),
            has_open=bool(of_weight(shared, "open")),
            has_undecided_relative=bool(self._undecided_with_lines(naskah, region, year)),
            is_carried_into_budget=is_carried_into_budget(shared, desk),
            is_planning_covered=desk.is_covered("planning"),
            is_budget_covered=desk.is_covered("budget"),
            lacks_pks=place == "dalam" and lacks_pks(naskah, self.family, registers, desk.thresholds, year, self.as_of),
        )

    def _undecided_with_lines(self, naskah: Naskah, region: str, year: int) -> list[Naskah]:
        """Related agreements, the parent too, with lines of which it is open whether they speak for this one."""
        others = [self.family.naskah[other] for other in self.family.undecided(naskah.agreement_id)]
        parent = self.family.naskah.get(naskah.parent_id or "")
        if parent and naskah.parent_basis in CONFIRMED:
            others.append(parent)
        return [
            other
            for other in others
            if any(e.weight != "fasilitasi" for e in self.evidence.of(other.agreement_id, region, year))
        ]

    def _flags(
        self,
        naskah: Naskah,
        facts: Facts,
        desk: Desk,
        own: tuple[Evidence, ...],
        shared: tuple[Evidence, ...],
        sums: tuple[Sum, Sum, Sum],
    ) -> set[str]:
        accepted, by_others = of_weight(own, "accepted"), of_weight(shared[len(own) :], "accepted")
        axes: tuple[Axis, ...] = (facts.planning, facts.budget, facts.realisation)
        remarks = {
            "tanpa_rkpd": facts.budget.value == "ada" and facts.planning.value == "tidak_ada",
            "melalui_naskah_lain": bool(by_others) and not accepted,
            "diterima_menurut_aturan": any(entry.is_by_rule for entry in accepted),
            "baris_pada_naskah_terkait": facts.has_undecided_relative,
            "dokumen_sengketa": any(entry.is_disputed for entry in shared),
            "nilai_meragukan": any(total.doubtful_sen is not None for total in sums),
            "tautan_di_atas_sub_kegiatan": any(
                desk.ledger.supporting_line(entry.line_item_id) is None for entry in accepted
            ),
            "berakhir_dalam_tahun": facts.place == "dalam" and _ends_in(naskah, desk.year),
            "perpanjangan_otomatis": naskah.auto_renew and naskah.end is not None and naskah.end.year < desk.year,
            "calon_penerus_terbuka": facts.has_open_successor,
            "cakupan_belum_ditetapkan": facts.scope == "belum_ditetapkan",
        }
        return {name for name, holds in remarks.items() if holds} | {flag for axis in axes for flag in axis.flags}

    def _case(
        self,
        naskah: Naskah,
        region: str,
        year: int,
        facts: Facts,
        covered: Mapping[str, Mapping[str, Any]],
        shared: tuple[Evidence, ...],
        flags: set[str],
    ) -> Case:
        relatives = self._undecided_with_lines(naskah, region, year) or [
            self.family.naskah[other] for other in self.family.open_successors.get(naskah.agreement_id, ())
        ]
        return Case(
            naskah=naskah,
            year=year,
            as_of=self.as_of,
            facts=facts,
            details={stage: str(row["detail"]) for stage, row in covered.items()},
            open_entries=of_weight(shared, "open"),
            accepted_entries=of_weight(shared, "accepted"),
            relatives=[each.short_name for each in relatives[:3]],
            register_complete_to=self.registers.day(naskah.region_code),
            flags=frozenset(flags),
        )


def _scope_for(naskah: Naskah, region: str) -> str:
    """The printed scope speaks for the issuer: what a partner pays may be exactly what this party must budget."""
    is_other_side = naskah.region_code is not None and region != naskah.region_code
    return "belum_ditetapkan" if is_other_side and naskah.scope == "dibiayai_mitra" else naskah.scope


def _ends_in(naskah: Naskah, year: int) -> bool:
    return any(day is not None and day.year == year for day in (naskah.ended_on, naskah.end))


def _keys_of_budgets(lines: pd.DataFrame) -> dict[str, frozenset[str]]:
    budget = lines[lines["kind"].isin(STAGE_KINDS["budget"])]
    return {str(slice_id): frozenset(keys) for slice_id, keys in budget.groupby("slice_id")["line_item_key"]}
