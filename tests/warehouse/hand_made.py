"""A warehouse told in a few words: two bordering regions, their documents, agreements and links, then judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from config.calendar import load_calendar
from config.reference import load_reference
from config.regions import RegionEnrolment
from transforms.assessing.materials import Frames
from transforms.assessment import judge_agreements
from transforms.consistency import measure_consistency
from transforms.coverage import build_expected
from warehouse import read
from warehouse.derive import write_derived
from warehouse.load import load_document
from warehouse.reference_load import load_reference_tables
from warehouse.runs import end_run, note_day, start_run

CITY, NEIGHBOUR = "64.71", "64.09"
HEALTH, TRANSPORT = "Dinas Kesehatan", "Dinas Perhubungan"
_MONEY = {"rkpd": "pagu_indikatif"}

#: office, code, name, sen, the agreements it is linked to
Line = tuple[str, str | None, str, int, tuple[str, ...]]


def enrol(code: str, name: str, years: Sequence[int]) -> RegionEnrolment:
    return RegionEnrolment.model_validate(
        {
            "region_code": code,
            "name": name,
            "years": list(years),
            "documents": ["rkpd", "apbd"],
            "offices": [{"name": HEALTH}, {"name": TRANSPORT}],
        }
    )


@dataclass
class HandMade:
    """Tell documents and agreements, then :meth:`judge`."""

    engine: Engine
    enrolments: dict[str, RegionEnrolment]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    run_id: int = 0

    def begin(self) -> int:
        self.run_id = start_run(self.engine, "manual", "v1")
        return self.run_id

    def document(
        self,
        kind: str,
        region: str,
        year: int,
        lines: Sequence[Line],
        version: str | None = "murni",
        *,
        period: str | None = None,
        printed_on: date | None = None,
        realised: dict[str, dict[str, int]] | None = None,
        forecast: dict[str, int] | None = None,
    ) -> None:
        """One slice per office, read whole; every office has a line of its own beside those told.

        ``realised``: name -> period -> sen; ``forecast``: name -> prakiraan maju.
        """
        key = f"{region}-{kind}-{year}-{version}-{period}"
        frames: dict[str, list[dict[str, Any]]] = defaultdict(list)
        shared = {"region_code": region, "kind": kind, "fiscal_year": year, "version": version}
        routine: list[Line] = [(office, None, f"Rutin {office}", 10_00, ()) for office in (HEALTH, TRANSPORT)]
        for page, office in enumerate((HEALTH, TRANSPORT), start=1):
            place = {"document_id": key, "slice_id": f"{key}-{page}"}
            frames["document_slice"].append(
                {
                    **place,
                    **shared,
                    "period": period,
                    "skpd_name": office,
                    "is_complete": True,
                    "printed_on": printed_on,
                }
            )
            own = [line for line in (*routine, *lines) if line[0] == office]
            for number, (_, code, name, sen, agreements) in enumerate(own, start=1):
                row, item = f"{key}-{page}-{number}", f"{key}/{name}"
                frames["raw_row"].append(
                    {"source_row_id": row, "page": page, "row_number": number, "row_kind": "line", "cells": [name]}
                )
                frames["line_item"].append(
                    {
                        **place, **shared, "line_item_id": item, "line_item_key": f"{region}/{office}/{name}",
                        "source_row_id": row, "skpd_name": office, "level": "sub_kegiatan", "code": code, "name": name,
                    }
                )  # fmt: skip
                amount = {"line_item_id": item, "source_row_id": row, "fiscal_year": year, "period": "tahun"}
                frames["line_amount"].append({**amount, "measure": _MONEY.get(kind, "anggaran"), "amount_sen": sen})
                for told, realised_sen in (realised or {}).get(name, {}).items():
                    frames["line_amount"].append(
                        {**amount, "measure": "realisasi", "period": told, "amount_sen": realised_sen}
                    )
                if forecast and name in forecast:
                    ahead = {"measure": "prakiraan_maju", "fiscal_year": year + 1, "amount_sen": forecast[name]}
                    frames["line_amount"].append(amount | ahead)
                self.rows["link"] += [
                    {
                        "agreement_id": agreement, "line_item_id": item, "basis": "nomor", "strength": "A",
                        "probability": 0.97, "state": "accepted", "decided_by": "rule", "evidence": {},
                    }
                    for agreement in agreements
                ]  # fmt: skip
        self.load(key, kind, frames)

    def register(self, region: str, complete_to: date | None) -> None:
        key = f"{region}-register"
        row = {"slice_id": key, "document_id": key, "region_code": region, "kind": "agreement_list"}
        frames = {"document_slice": [{**row, "is_complete": True, "complete_to": complete_to}]}
        self.load(key, "agreement_list", frames)

    def load(self, key: str, kind: str, frames: dict[str, list[dict[str, Any]]]) -> None:
        load_document(
            self.engine,
            self.run_id,
            {"document_id": key, "file_name": f"{key}.pdf", "kind": kind, "page_count": 2},
            {name: pd.DataFrame(rows, dtype=object) for name, rows in frames.items()},
        )

    def agreement(self, agreement_id: str, title: str, **told: Any) -> None:
        """A PKS of the city from March 2023 to March 2027; ``partner`` (region code), ``office``, ``urusan``."""
        partner, office, urusan = told.pop("partner", None), told.pop("office", None), told.pop("urusan", None)
        self.rows["agreement"].append(
            {
                "agreement_id": agreement_id, "region_code": CITY, "instrument": "PKS", "category": "ksdpk",
                "title": title, "number": f"{agreement_id}/PKS/2023", "signed_date": date(2023, 3, 1),
                "date_precision": "day", "end_date": date(2027, 3, 1), "is_planned": False, "is_readable": True,
                "warnings": [],
            }
            | told
        )  # fmt: skip
        parties = [("Pemerintah Kota Balikpapan", "pemda", CITY), ("PT Mitra", "swasta", None)]
        if partner:
            parties[1] = (f"Pemerintah {partner}", "pemda", partner)
        self.rows["agreement_party"] += [
            {"agreement_id": agreement_id, "ordinal": n, "name": name, "party_kind": kind, "region_code": region}
            for n, (name, kind, region) in enumerate(parties, start=1)
        ]
        if office:
            self.rows["agreement_skpd"].append(
                {"agreement_id": agreement_id, "region_code": CITY, "skpd_name": office, "basis": "exact"}
            )
        if urusan:
            self.rows["agreement_urusan"].append({"agreement_id": agreement_id, "urusan_code": urusan})

    def judge(self, as_of: date, *, with_reference: bool = True) -> None:
        """Everything that follows from what was told, written as a settlement writes it; the run ends."""
        years = sorted({year for enrolment in self.enrolments.values() for year in enrolment.years})
        expected = build_expected(self.enrolments, load_calendar(), years)
        with self.engine.begin() as connection:
            write_derived(connection, self.run_id, "expected_document", expected)
            if with_reference:
                load_reference_tables(connection, self.run_id, load_reference())
            for name in ("agreement", "agreement_party", "agreement_skpd", "agreement_urusan", "agreement_candidate"):
                write_derived(connection, self.run_id, name, self._frame(name))
            write_derived(connection, self.run_id, "link", self._frame("link"))
            lines, amounts = read.read_lines(connection), read.read_amounts(connection)
            slices = read.read_slices(connection, read.LIVE_STATES)
            frames = Frames(
                read.read_agreements(connection), read.read_parties(connection), read.read_links(connection), lines,
                amounts, slices, read.read_expected(connection), read.read_table(connection, "agreement_candidate"),
            )  # fmt: skip
            judged = judge_agreements(frames, self.enrolments, as_of)
            consistency = measure_consistency(lines, amounts, slices, self.enrolments)
            for each in fields(judged):
                write_derived(connection, self.run_id, each.name, getattr(judged, each.name))
            write_derived(connection, self.run_id, "consistency", consistency.by_office)
            write_derived(connection, self.run_id, "consistency_urusan", consistency.by_urusan)
            note_day(connection, self.run_id, as_of, date.today())
        end_run(self.engine, self.run_id, "done")

    def _frame(self, name: str) -> pd.DataFrame:
        return pd.DataFrame(self.rows[name], dtype=object)
