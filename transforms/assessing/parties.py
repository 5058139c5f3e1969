"""Which regions an agreement is judged for, and in which fiscal years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from config.regions import RegionEnrolment
from transforms.assessing.evidence import EvidenceBook
from transforms.assessing.standing import Naskah
from transforms.assessing.values import text_of
from transforms.shelf import Shelf

#: party kinds that spend the APBD of their region; a company owned by a region doesn't
_SPENDERS = frozenset({"pemda", "perangkat_daerah", "blud"})
#: a hospital is called after its place whoever owns it: only a level printed beside the place tells the owner
_LEVEL = re.compile(r"\b(?:kota|kab(?:upaten)?|prov(?:insi)?|pem(?:kot|ko|kab|prov|da|erintah))\b", re.I)


def read_party_regions(parties: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Agreement -> codes of the regions that are parties by themselves or through an office, in order of print.

    A party that the register itself puts in question ("?") makes no region a party.
    """
    found: dict[str, list[str]] = defaultdict(list)
    if parties.empty:
        return {}
    for row in parties.sort_values(["agreement_id", "ordinal"], kind="stable").to_dict("records"):
        region = text_of(row.get("region_code"))
        if region and region not in found[str(row["agreement_id"])] and _is_spender(row):
            found[str(row["agreement_id"])].append(region)
    return {agreement: tuple(regions) for agreement, regions in found.items()}


def _is_spender(party: Mapping[str, Any]) -> bool:
    kind, name = text_of(party.get("party_kind")), text_of(party.get("name")) or ""
    if "?" in name or (kind == "blud" and not _LEVEL.search(name)):
        return False
    return kind is None or kind in _SPENDERS


def judged_regions(naskah: Naskah, party_regions: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The issuing region first, then every other region that is a party, whatever category the register prints: some
    registers put everything under one."""
    own = (naskah.region_code,) if naskah.region_code else ()
    return tuple(dict.fromkeys((*own, *party_regions.get(naskah.agreement_id, ()))))


class Years:
    """Fiscal years in which agreements of a region can matter: enrolled ones and those with documents."""

    def __init__(
        self,
        enrolments: Mapping[str, RegionEnrolment],
        shelves: Mapping[tuple[str, int], Shelf],
        evidence: EvidenceBook,
        as_of: date,
    ) -> None:
        self._enrolments = enrolments
        self._with_documents: dict[str, set[int]] = defaultdict(set)
        for region, year in shelves:
            self._with_documents[region].add(year)
        self._evidence = evidence
        self._as_of = as_of

    def of(self, region: str, issuer: str | None) -> list[int]:
        """The region's own years; without any the issuer's; without these the year of the day judged."""
        years = self._own(region) or (self._own(issuer) if issuer else set()) or {self._as_of.year}
        return sorted(years)

    def _own(self, region: str) -> set[int]:
        enrolled = set(self._enrolments[region].years) if region in self._enrolments else set()
        return enrolled | self._with_documents.get(region, set()) | self._evidence.years(region)
