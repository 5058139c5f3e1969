"""Reconciles small hand-made registers and documents of Kota Balikpapan; rows need only what a case is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from config.reference import Reference, load_reference
from transforms.matching import start_reconciliation

Row = dict[str, Any]
Reconcile = Callable[..., pd.DataFrame]

_AGREEMENT: Row = {"region_code": "64.71", "scope": None, "number": None, "signed_date": None, "end_date": None}
_LINE: Row = {
    "slice_id": "s",
    "document_id": "d",
    "file_name": "rkpd.pdf",
    "region_code": "64.71",
    "kind": "rkpd",
    "fiscal_year": 2024,
    "version": "murni",
    "period": None,
    "skpd_code": None,
    "skpd_name": "Dinas Lingkungan Hidup",
    "level": "sub_kegiatan",
    "code": None,
    "indicator": None,
    "unit": None,
    "location": None,
    "funding_source": None,
    "note": None,
    "parent_line_item_id": None,
    "page": 3,
    "sheet": None,
    "row_number": 7,
}
_DECISION: Row = {"reviewer": "Bagian Kerja Sama", "decided_at": "2024-05-01", "note": None, "line_place": None}
_PARTY = ["agreement_id", "ordinal", "name", "party_kind", "region_code", "number"]
_SKPD = ["agreement_id", "skpd_code", "skpd_name"]
_DECISION_COLUMNS = ["agreement_id", "line_item_key", "verdict", *_DECISION]


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def links_of(reference: Reference) -> Reconcile:
    """Reconcile rows: agreements with their ``partners`` (name, kind, region) and ``offices``, lines, decisions."""

    def run(agreements: Sequence[Row], lines: Sequence[Row], decisions: Sequence[Row] = ()) -> pd.DataFrame:
        started = start_reconciliation(
            pd.DataFrame(
                [_AGREEMENT | {k: v for k, v in a.items() if k not in ("partners", "offices")} for a in agreements]
            ),
            pd.DataFrame([party for a in agreements for party in _parties(a)], columns=_PARTY),
            pd.DataFrame(
                [(a["agreement_id"], None, o) for a in agreements for o in a.get("offices", ())], columns=_SKPD
            ),
            pd.DataFrame([_LINE | {"line_item_key": f"key of {row['line_item_id']}"} | row for row in lines]),
            pd.DataFrame([_DECISION | row for row in decisions], columns=_DECISION_COLUMNS),
            reference,
        )
        return started.link_all().links

    return run


def _parties(agreement: Row) -> list[Row]:
    return [
        dict(zip(_PARTY, (agreement["agreement_id"], ordinal, name, kind, region, None), strict=True))
        for ordinal, (name, kind, region) in enumerate(agreement.get("partners", ()), start=2)
    ]
