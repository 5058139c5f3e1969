"""What links say about an agreement: each link with its line, weighed as accepted, open or facilitation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from config.regions import RegionEnrolment, Thresholds
from transforms.assessing.values import is_absent, text_of, truth_of, whole_of
from transforms.names import normalise
from transforms.offices import OfficeNames

#: accepted: makes "ada" · open: waits for a person · fasilitasi: the secretariat's own cost, realises nothing
Weight = Literal["accepted", "open", "fasilitasi"]

#: plans of several years, made before most of the years they speak for
MEDIUM_TERM = frozenset({"rpjmd", "renstra"})
_TRANSFER = re.compile(r"\bbantuan\s+keuangan\b|\b(?:belanja|dana)\s+transfer\b|\bbelanja\s+bagi\s+hasil\b", re.I)
#: levels whose names say which line it is, within an office
NAMED_LEVELS = frozenset({"program", "kegiatan", "sub_kegiatan"})
_BELOW_SUB_KEGIATAN = frozenset({"rekening", "rincian"})


@dataclass(frozen=True)
class Evidence:
    """One link that was not rejected, for one fiscal year."""

    agreement_id: str
    line_item_id: str
    line_item_key: str
    slice_id: str
    region_code: str
    fiscal_year: int
    kind: str
    version: str | None
    period: str | None
    office: str | None
    level: str
    code: str | None
    name: str
    page: int | None
    sheet: str | None
    row_number: int | None
    weight: Weight
    is_by_rule: bool
    is_disputed: bool


class EvidenceBook:
    """Evidence by (agreement, region, fiscal year)."""

    def __init__(self, entries: list[Evidence]) -> None:
        self._entries: dict[tuple[str, str, int], list[Evidence]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.agreement_id, entry.region_code, entry.fiscal_year].append(entry)

    def of(self, agreement_id: str, region_code: str, fiscal_year: int) -> tuple[Evidence, ...]:
        return tuple(self._entries.get((agreement_id, region_code, fiscal_year), ()))

    def years(self, region_code: str) -> set[int]:
        return {year for _, region, year in self._entries if region == region_code}


def build_evidence(
    links: pd.DataFrame,
    lines: pd.DataFrame,
    amounts: pd.DataFrame,
    slices: pd.DataFrame,
    enrolments: Mapping[str, RegionEnrolment],
) -> EvidenceBook:
    """All links with their lines. Lines that aren't among ``lines`` (superseded, second prints) bear no evidence.

    A line of an RPJMD or Renstra speaks for every fiscal year it prints an amount for.
    """
    if links.empty or lines.empty:
        return EvidenceBook([])
    joined = links.merge(lines.drop_duplicates("line_item_id"), on="line_item_id", how="inner")
    joined = joined[joined["region_code"].notna()].sort_values(["agreement_id", "line_item_id"], kind="stable")
    reader = _Reader(
        disputed=_disputed(slices),
        many_years=_years_of_lines(amounts, set(joined.loc[joined["kind"].isin(MEDIUM_TERM), "line_item_id"])),
        enrolments=enrolments,
    )
    return EvidenceBook([entry for row in joined.to_dict("records") for entry in reader.read(row)])


def weigh(link: Mapping[str, Any], thresholds: Thresholds, is_disputed: bool = False) -> Weight | None:
    """How much one link counts; None where it was rejected, or is a candidate that nobody need look at.

    Strengths A to C count when accepted; D (likeness only) counts as accepted only where the region says so. A line
    of a disputed document waits for the dispute to be settled.
    """
    by_person = link["decided_by"] == "person"
    if truth_of(link.get("is_facilitation")) and not (by_person and link["state"] == "rejected"):
        return "fasilitasi"
    if link["state"] == "rejected":
        return None
    counts = link["state"] == "accepted" and (link["strength"] in ("A", "B", "C") or by_person)
    if (counts or is_by_rule(link, thresholds)) and not is_disputed:
        return "accepted"
    is_worth_a_look = link["state"] != "candidate" or truth_of(link.get("is_open"), default=True)
    return "open" if is_worth_a_look else None


def is_by_rule(link: Mapping[str, Any], thresholds: Thresholds) -> bool:
    """Whether a link of strength D is accepted because the region set a probability that it reaches."""
    limit = thresholds.accept_d_probability
    if limit is None or link["strength"] != "D" or link["state"] == "rejected" or link["decided_by"] == "person":
        return False
    return not is_absent(link["probability"]) and float(link["probability"]) >= limit


def _disputed(slices: pd.DataFrame) -> set[str]:
    if "state" not in slices:
        return set()
    return set(slices.loc[slices["state"] == "sengketa", "slice_id"])


def _years_of_lines(amounts: pd.DataFrame, line_ids: set[str]) -> dict[str, set[int]]:
    years: dict[str, set[int]] = defaultdict(set)
    if line_ids:
        printed = amounts[amounts["line_item_id"].isin(line_ids) & amounts["fiscal_year"].notna()]
        for line_id, year in zip(printed["line_item_id"], printed["fiscal_year"], strict=True):
            years[line_id].add(int(year))
    return years


@dataclass(frozen=True)
class _Reader:
    disputed: set[str]
    many_years: Mapping[str, set[int]]
    enrolments: Mapping[str, RegionEnrolment]
    _offices: dict[tuple[str, int], OfficeNames] = field(default_factory=dict)

    def read(self, row: Mapping[str, Any]) -> list[Evidence]:
        """The evidence of one link joined to its line, once per fiscal year it speaks for."""
        region = str(row["region_code"])
        thresholds = self.enrolments[region].thresholds if region in self.enrolments else Thresholds()
        is_disputed = row["slice_id"] in self.disputed
        weight = weigh(row, thresholds, is_disputed)
        if weight is None:
            return []
        own = whole_of(row["fiscal_year"])
        years = self.many_years.get(row["line_item_id"]) or ({own} if own is not None else set())
        by_rule = weight == "accepted" and is_by_rule(row, thresholds)
        return [self._entry(row, region, year, weight, by_rule, is_disputed) for year in sorted(years)]

    def _entry(
        self, row: Mapping[str, Any], region: str, year: int, weight: Weight, by_rule: bool, is_disputed: bool
    ) -> Evidence:
        return Evidence(
            agreement_id=str(row["agreement_id"]),
            line_item_id=str(row["line_item_id"]),
            line_item_key=text_of(row.get("line_item_key")) or str(row["line_item_id"]),
            slice_id=str(row["slice_id"]),
            region_code=region,
            fiscal_year=year,
            kind=str(row["kind"]),
            version=text_of(row.get("version")),
            period=text_of(row.get("period")),
            office=self._office(row, region, year),
            level=str(row["level"]),
            code=text_of(row.get("code")),
            name=text_of(row.get("name")) or "tanpa nama",
            page=whole_of(row.get("page")),
            sheet=text_of(row.get("sheet")),
            row_number=whole_of(row.get("row_number")),
            weight=weight,
            is_by_rule=by_rule,
            is_disputed=is_disputed,
        )

    def _office(self, row: Mapping[str, Any], region: str, year: int) -> str | None:
        if (region, year) not in self._offices:
            self._offices[region, year] = OfficeNames.of(self.enrolments.get(region), year)
        return self._offices[region, year].resolve(text_of(row.get("skpd_code")), text_of(row.get("skpd_name")))


def is_transfer(entry: Evidence) -> bool:
    """Whether the line hands money on to another government: its pagu is meant for other recipients too."""
    return bool(_TRANSFER.search(entry.name)) or (entry.level == "rekening" and (entry.code or "").startswith("5.4"))


def key_by_name(office: str | None, level: str, name: str | None) -> str:
    """What a line is found again by where its key changed with the code of a renamed or moved office."""
    return f"{normalise(office)}|{level}|{normalise(name)}"


def keys_of(entry: Evidence) -> frozenset[str]:
    """What the line is found again by in another document."""
    by_name = {key_by_name(entry.office, entry.level, entry.name)} if entry.level in NAMED_LEVELS else set()
    return frozenset({entry.line_item_key} | by_name)


def proves_realisation(entry: Evidence) -> bool:
    """Whether the line can tell of the realisation of a sub kegiatan: an LRA by rekening can't."""
    return entry.kind in ("e81", "lkpj", "lra") and not (entry.kind == "lra" and entry.level in _BELOW_SUB_KEGIATAN)
