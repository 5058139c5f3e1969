"""A hand-made world of two offices and one year: agreements, documents, links, told in a few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from config.calendar import load_calendar
from config.regions import RegionEnrolment
from transforms.assessing.materials import Frames
from transforms.assessment import Judged, assess, judge_agreements
from transforms.coverage import build_expected, coverage

REGION, NEIGHBOUR, YEAR = "64.71", "64.09", 2024
OFFICES = ("Dinas Kesehatan", "Dinas Perhubungan")
AFTER = date(2025, 6, 30)

COLUMNS: dict[str, tuple[str, ...]] = {
    "agreements": (
        "agreement_id", "region_code", "instrument", "instrument_printed", "category", "title", "number",
        "signed_date", "signed_date_printed", "date_precision", "start_date", "end_date", "end_basis", "ended_on",
        "auto_renew", "status_printed", "is_planned", "is_readable", "budget_scope", "budget_scope_basis",
        "parent_agreement_id", "parent_basis", "warnings",
    ),
    "parties": ("agreement_id", "ordinal", "name", "party_kind", "region_code", "number"),
    "links": (
        "agreement_id", "line_item_id", "basis", "strength", "probability", "state", "decided_by", "is_facilitation",
        "evidence",
    ),
    "lines": (
        "line_item_id", "line_item_key", "slice_id", "document_id", "region_code", "kind", "fiscal_year", "version",
        "period", "skpd_code", "skpd_name", "level", "code", "name", "parent_line_item_id", "page", "sheet",
        "row_number",
    ),
    "amounts": ("line_item_id", "source_row_id", "measure", "fiscal_year", "period", "amount_sen", "is_doubtful"),
    "slices": (
        "slice_id", "document_id", "region_code", "kind", "fiscal_year", "version", "period", "skpd_code", "skpd_name",
        "is_complete", "lacks", "state", "printed_on", "complete_to",
    ),
    "candidates": ("agreement_id", "other_agreement_id", "relation", "score"),
}  # fmt: skip
_MONEY = {"rkpd": "pagu_indikatif", "renja": "pagu_indikatif"}


def enrol(code: str = REGION, **changes: Any) -> RegionEnrolment:
    told = {"region_code": code, "name": f"Daerah {code}", "years": [YEAR], "offices": [{"name": n} for n in OFFICES]}
    return RegionEnrolment.model_validate(told | changes)


@dataclass
class World:
    """Frames that grow by what is told, and the answers they give."""

    enrolments: dict[str, RegionEnrolment] = field(default_factory=lambda: {REGION: enrol()})
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def agreement(self, agreement_id: str = "A", **changes: Any) -> str:
        told = {
            "agreement_id": agreement_id, "region_code": REGION, "instrument": "PKS", "category": "ksdpk",
            "title": f"Kerja sama {agreement_id}", "signed_date": date(2023, 3, 1), "date_precision": "day",
            "end_date": date(2027, 3, 1), "is_planned": False, "is_readable": True, "warnings": [],
        }  # fmt: skip
        self.rows["agreements"].append(told | changes)
        return agreement_id

    def party(self, region: str, agreement_id: str = "A", kind: str = "pemda") -> None:
        ordinal = len(self.rows["parties"]) + 1
        self.rows["parties"].append(
            {
                "agreement_id": agreement_id,
                "ordinal": ordinal,
                "name": region,
                "party_kind": kind,
                "region_code": region,
            }
        )

    def document(self, kind: str, version: str | None = None, **changes: Any) -> str:
        """One slice per office with one sub kegiatan each (``office`` limits to one); returns the document's id."""
        told = {"region": REGION, "year": YEAR, "offices": OFFICES, "period": None, "state": "current"} | changes
        period, office_names = told["period"], told["offices"]
        document = f"{told['region']}-{kind}-{told['year']}-{version}-{period}-{told.get('copy', 0)}"
        for number, office in enumerate(office_names):
            slice_id = f"{document}-{number}"
            self.rows["slices"].append(
                {
                    "slice_id": slice_id, "document_id": document, "region_code": told["region"], "kind": kind,
                    "fiscal_year": told["year"], "version": version, "period": period, "skpd_name": office,
                    "is_complete": told.get("complete", True), "state": told["state"],
                    "printed_on": told.get("printed_on"), "lacks": told.get("lacks", {}),
                }
            )  # fmt: skip
            self.line(slice_id, f"Urusan rutin {office}", told.get("level", "sub_kegiatan"))
        return document

    def register(self, complete_to: date | None, region: str = REGION) -> None:
        self.rows["slices"].append(
            {
                "slice_id": f"register-{region}", "document_id": f"register-{region}", "region_code": region,
                "kind": "agreement_list", "fiscal_year": None, "is_complete": True, "state": "current",
                "complete_to": complete_to,
            }
        )  # fmt: skip

    def line(self, slice_id: str, name: str, level: str = "sub_kegiatan", parent: str | None = None) -> str:
        row = next(each for each in self.rows["slices"] if each["slice_id"] == slice_id)
        line_id = f"{slice_id}/{name}"
        shared = ("slice_id", "document_id", "region_code", "kind", "fiscal_year", "version", "period", "skpd_name")
        self.rows["lines"].append(
            {key: row.get(key) for key in shared}
            | {
                "line_item_id": line_id, "line_item_key": f"{row['region_code']}/{row['skpd_name']}/{name}",
                "level": level, "name": name, "parent_line_item_id": parent, "page": 3, "row_number": 7,
            }
        )  # fmt: skip
        return line_id

    def support(self, document: str, name: str = "Pemeriksaan kesehatan warga perbatasan", **changes: Any) -> str:
        """A line in the document's first slice, linked to agreement ``A`` (strength A, accepted) and with money."""
        told = {"agreement": "A", "strength": "A", "state": "accepted", "sen": 100_00, "office": 0} | changes
        line = self.line(f"{document}-{told['office']}", name, told.get("level", "sub_kegiatan"), told.get("parent"))
        kind, year = self.rows["lines"][-1]["kind"], self.rows["lines"][-1]["fiscal_year"]
        if told["sen"] is not None:
            self.amount(line, _MONEY.get(kind, "anggaran"), told["sen"], year)
        if told["state"] is not None:
            self.link(line, **{key: told[key] for key in told if key in COLUMNS["links"] or key == "agreement"})
        return line

    def link(self, line: str, agreement: str = "A", **changes: Any) -> None:
        told = {
            "agreement_id": agreement, "line_item_id": line, "basis": "judul", "strength": "A", "probability": 0.9,
            "state": "accepted", "decided_by": "rule", "evidence": {},
        }  # fmt: skip
        self.rows["links"].append(told | changes)

    def amount(self, line: str, measure: str, sen: int, year: int = YEAR, **changes: Any) -> None:
        told = {
            "line_item_id": line, "source_row_id": f"row-{line}-{len(self.rows['amounts'])}", "measure": measure,
            "fiscal_year": year, "period": "tahun", "amount_sen": sen, "is_doubtful": False,
        }  # fmt: skip
        self.rows["amounts"].append(told | changes)

    def candidate(self, one: str, other: str, relation: str) -> None:
        self.rows["candidates"].append(
            {"agreement_id": one, "other_agreement_id": other, "relation": relation, "score": 0.8}
        )

    def covered(self) -> World:
        """RKPD and penjabaran APBD murni, whole, for all offices."""
        self.document("rkpd", "murni")
        self.document("apbd", "murni")
        return self

    def frame(self, name: str) -> pd.DataFrame:
        return pd.DataFrame(self.rows[name], columns=list(COLUMNS[name]), dtype=object)

    def expected(self) -> pd.DataFrame:
        return build_expected(self.enrolments, load_calendar(), None)

    def coverage(self, as_of: date = AFTER) -> pd.DataFrame:
        return coverage(self.frame("slices"), self.expected(), self.enrolments, as_of, self.frame("lines"))

    def state(self, stage: str, as_of: date = AFTER, year: int = YEAR, region: str = REGION) -> str:
        found = self.coverage(as_of)
        row = found[(found["region_code"] == region) & (found["fiscal_year"] == year) & (found["stage"] == stage)]
        return str(row["state"].item())

    def assess(self, as_of: date = AFTER, years: list[int] | None = None) -> pd.DataFrame:
        names = ("agreements", "parties", "links", "lines", "amounts", "slices")
        frames = [self.frame(name) for name in names]
        return assess(*frames, self.expected(), self.enrolments, as_of, years, self.frame("candidates"))

    def judge(self, as_of: date = AFTER) -> Judged:
        names = ("agreements", "parties", "links", "lines", "amounts", "slices")
        frames = Frames(*(self.frame(name) for name in names), self.expected(), self.frame("candidates"))
        return judge_agreements(frames, self.enrolments, as_of)

    def verdict(self, agreement_id: str = "A", region: str = REGION, year: int = YEAR, as_of: date = AFTER) -> Any:
        """The one assessment row asked for."""
        found = self.assess(as_of)
        chosen = found[
            (found["agreement_id"] == agreement_id)
            & (found["party_region_code"] == region)
            & (found["fiscal_year"] == year)
        ]
        assert len(chosen) == 1, found[["agreement_id", "party_region_code", "fiscal_year"]]
        return SimpleNamespace(**chosen.iloc[0].to_dict())


@pytest.fixture
def world() -> World:
    """An empty world with one enrolled region."""
    return World()


@pytest.fixture(scope="session")
def new_world() -> type[World]:
    """For property tests, which need a new world for each example."""
    return World


@pytest.fixture(scope="session")
def enrol_region() -> Any:
    return enrol
