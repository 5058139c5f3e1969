"""Everything judging looks at, gathered once from the frames: agreements, evidence, documents, amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from config.reference import load_reference
from config.regions import RegionEnrolment, Thresholds
from transforms.assessing.desk import Desk
from transforms.assessing.evidence import NAMED_LEVELS, Evidence, EvidenceBook, build_evidence, key_by_name
from transforms.assessing.family import Family, build_family
from transforms.assessing.instruments import Registers, read_registers
from transforms.assessing.money import Ledger
from transforms.assessing.standing import Naskah, read_naskah
from transforms.assessing.values import is_absent, text_of
from transforms.coverage import build_shelves, cover_stage
from transforms.offices import OfficeNames
from transforms.shelf import STAGE_KINDS, STAGES, Shelf


@dataclass(frozen=True)
class Frames:
    """The warehouse tables of these names; ``lines`` is line_item joined to its slice (current or sengketa)."""

    agreements: pd.DataFrame
    parties: pd.DataFrame
    links: pd.DataFrame
    lines: pd.DataFrame
    amounts: pd.DataFrame
    slices: pd.DataFrame
    expected: pd.DataFrame
    candidates: pd.DataFrame | None = None


@dataclass(frozen=True)
class Materials:
    """The frames, read; ``desk`` lays out what concerns one region and year."""

    family: Family
    evidence: EvidenceBook
    registers: Registers
    shelves: Mapping[tuple[str, int], Shelf]
    ledger: Ledger
    #: keys of the lines of every budget slice, by which the same line is found again
    keys: Mapping[str, frozenset[str]]
    expected: pd.DataFrame
    enrolments: Mapping[str, RegionEnrolment]
    as_of: date
    _desks: dict[tuple[str, int], Desk] = field(default_factory=dict)

    def desk(self, region: str, year: int) -> Desk:
        """Documents, coverage and thresholds of one region and year."""
        if (region, year) not in self._desks:
            self._desks[region, year] = self._lay_out(region, year)
        return self._desks[region, year]

    def _lay_out(self, region: str, year: int) -> Desk:
        enrolment = self.enrolments.get(region)
        shelf = self.shelves.get((region, year)) or Shelf(OfficeNames.of(enrolment, year))
        coverage: dict[str, dict[str, Any]] = {}
        for stage in STAGES:
            row = cover_stage(region, year, stage, shelf, self.expected, enrolment, self.as_of)
            coverage[stage] = {key: row[key] for key in ("state", "latest_version", "detail")}
        thresholds = enrolment.thresholds if enrolment else Thresholds()
        return Desk(year, self.as_of, shelf, coverage, self.ledger, thresholds, self.keys)

    def region_name(self, region: str) -> str:
        """The name of a region as enrolled, else as the reference data have it, else its code."""
        if region in self.enrolments:
            return self.enrolments[region].name
        return _reference_names().get(region, f"daerah {region}")

    def of_kin(self, naskah: Naskah, region: str, year: int) -> tuple[Evidence, ...]:
        """Evidence of the agreements whose lines are this one's too (:meth:`Family.kin`)."""
        kin = self.family.kin(naskah.agreement_id, year, self.as_of)
        return tuple(entry for other in kin for entry in self.evidence.of(other.agreement_id, region, year))

    def of_siblings(self, naskah: Naskah, region: str, year: int) -> tuple[Evidence, ...]:
        """Evidence of agreements that carry out the same one; it never counts for this one."""
        return self._of_all(self.family.siblings(naskah.agreement_id, year, self.as_of), region, year)

    def of_undecided(self, naskah: Naskah, region: str, year: int) -> tuple[Evidence, ...]:
        """Evidence of agreements of which it is open whether they are the same, a parent, a child, a successor."""
        return self._of_all(self.family.undecided(naskah.agreement_id), region, year)

    def of_parent(self, naskah: Naskah, region: str, year: int) -> tuple[Evidence, ...]:
        """Evidence of the confirmed parent."""
        return self._of_all(self.family.parent(naskah.agreement_id), region, year)

    def _of_all(self, others: Iterable[Naskah], region: str, year: int) -> tuple[Evidence, ...]:
        found = [entry for other in others for entry in self.evidence.of(other.agreement_id, region, year)]
        return tuple(entry for entry in found if entry.weight != "fasilitasi")


def gather(frames: Frames, enrolments: Mapping[str, RegionEnrolment], as_of: date) -> Materials:
    """Read the frames. Raises ``KeyError`` where a column of the contract is lacking."""
    naskah = {str(row["agreement_id"]): read_naskah(row) for row in frames.agreements.to_dict("records")}
    kinds = {kind for kinds in STAGE_KINDS.values() for kind in kinds}
    documents = frames.slices[frames.slices["kind"].isin(kinds)]
    budget = frames.lines[frames.lines["kind"].isin(STAGE_KINDS["budget"])]
    return Materials(
        family=build_family(naskah, frames.candidates),
        evidence=build_evidence(frames.links, frames.lines, frames.amounts, frames.slices, enrolments),
        registers=read_registers(frames.slices),
        shelves=build_shelves(documents, enrolments, frames.lines),
        ledger=Ledger(frames.lines, frames.amounts, frames.links["line_item_id"] if len(frames.links) else ()),
        keys=_keys_by_slice(budget, enrolments),
        expected=frames.expected,
        enrolments=enrolments,
        as_of=as_of,
    )


def _keys_by_slice(lines: pd.DataFrame, enrolments: Mapping[str, RegionEnrolment]) -> dict[str, frozenset[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    offices: dict[tuple[str, int], OfficeNames] = {}
    columns = ["slice_id", "line_item_key", "region_code", "fiscal_year", "skpd_code", "skpd_name", "level", "name"]
    for row in lines.reindex(columns=columns).itertuples(index=False):
        keys[str(row.slice_id)].add(str(row.line_item_key))
        if row.level not in NAMED_LEVELS or is_absent(row.region_code) or is_absent(row.fiscal_year):
            continue
        place = (str(row.region_code), int(row.fiscal_year))
        if place not in offices:
            offices[place] = OfficeNames.of(enrolments.get(place[0]), place[1])
        office = offices[place].resolve(text_of(row.skpd_code), text_of(row.skpd_name))
        keys[str(row.slice_id)].add(key_by_name(office, str(row.level), text_of(row.name)))
    return {slice_id: frozenset(found) for slice_id, found in keys.items()}


@cache
def _reference_names() -> dict[str, str]:
    regions = load_reference().regions
    return dict(zip(regions["region_code"], regions["name"], strict=True))
