"""A register with hand labels against a real E.81: what must hold whatever the model's weights are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from config.reference import Reference
from transforms.agreement_offices import split_offices
from transforms.evaluation import evaluate
from transforms.matching import start_reconciliation
from transforms.parties import split_parties

pytestmark = pytest.mark.real

CITY = "64.71"
MOST_PER_AGREEMENT = 100
LEVELS = ["sasaran", "program", "kegiatan", "sub_kegiatan"]


@pytest.fixture(scope="module")
def shared(shared_data: Path) -> Path:
    if not (shared_data / "agreements/gold/dev/labels.csv").is_file():
        pytest.skip("the gold set is not beside the project")
    return shared_data


@pytest.fixture(scope="module")
def lines(shared: Path) -> pd.DataFrame:
    rows = pd.read_csv(shared / "budget/truth/e81_2024_rows.csv", dtype=str, keep_default_na=False)
    rows = rows[rows["row_kind"].isin(LEVELS)].assign(
        line_item_id=lambda frame: frame["page"].str.zfill(3) + "-" + frame["row_on_page"].str.zfill(3)
    )
    by_place = {(row["opd_block"], row["no"]): row["line_item_id"] for row in rows.to_dict("records")}
    frame = pd.DataFrame(
        {
            "line_item_id": rows["line_item_id"],
            "line_item_key": rows["opd"] + "|" + rows["no"] + "|" + rows["name"],
            "slice_id": rows["opd_block"],
            "document_id": "e81",
            "file_name": "e81.pdf",
            "region_code": CITY,
            "kind": "e81",
            "fiscal_year": 2024,
            "version": None,
            "period": "tw2",
            "skpd_code": None,
            "skpd_name": rows["opd"],
            "level": rows["row_kind"],
            "code": None,
            "name": rows["name"],
            "indicator": rows["indicator"],
            "note": rows["explanation"],
            "parent_line_item_id": [
                by_place.get(key) for key in zip(rows["opd_block"], rows["parent_no"], strict=True)
            ],
            "page": rows["page"].astype(int),
            "sheet": None,
            "row_number": rows["row_on_page"].astype(int),
            "number_printed": rows["no"],
            "duplicate_of": [by_place.get(key) for key in zip(rows["duplicate_of_block"], rows["no"], strict=True)],
        }
    )
    return frame.reset_index(drop=True)


@pytest.fixture(scope="module")
def register(shared: Path, reference: Reference) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Agreements, parties and offices from the columns as printed only."""
    facts = pd.read_csv(shared / "agreements/gold/dev/facts.csv", dtype=str, keep_default_na=False)
    agreements, parties, skpds = [], [], []
    for row in facts.to_dict("records"):
        key = {"agreement_id": row["agreement_ref"]}
        printed: dict[str, Any] = {
            "region_code": CITY,
            "register_no": row["no_printed_register"],
            "title": " ".join(row["judul_raw"].split()),
            "scope": row["ruang_lingkup"] or None,
            "number": row["nomor_raw"] or None,
        }
        agreements.append(key | printed)
        for ordinal, party in enumerate(split_parties(row["mitra_raw"], reference), start=2):
            parties.append(
                key
                | {"ordinal": ordinal, "name": party.name, "party_kind": party.kind, "region_code": party.region_code}
            )
        for office in split_offices(row["opd_raw"], CITY, 2024, reference):
            skpds.append(key | {"skpd_code": office.skpd_code, "skpd_name": office.skpd_name})
    return pd.DataFrame(agreements), pd.DataFrame(parties).assign(number=None), pd.DataFrame(skpds)


@pytest.fixture(scope="module")
def result(
    shared: Path,
    lines: pd.DataFrame,
    register: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    reference: Reference,
) -> dict[str, Any]:
    agreements, parties, skpds = register
    none = pd.DataFrame(columns=["agreement_id", "line_item_key", "verdict"])
    links = start_reconciliation(agreements, parties, skpds, lines, none, reference).link_all().links
    labels = pd.read_csv(shared / "agreements/gold/dev/labels.csv", dtype=str, keep_default_na=False)
    return evaluate(labels, agreements, lines, links)


def test_every_label_finds_its_agreement_and_its_line(result: dict[str, Any]) -> None:
    assert result["labels"]["agreements_not_found"] == []
    assert result["labels"]["lines_not_found"] == []
    assert (result["labels"]["direct_agreements"], result["labels"]["not"]) == (9, 169)


def test_no_hard_negative_is_accepted(result: dict[str, Any]) -> None:
    assert result["hard_negatives_accepted"] == 0


def test_every_direct_line_is_compared_within_the_bound(result: dict[str, Any]) -> None:
    assert result["found"]["direct_compared"] == result["found"]["direct_pairs"]
    assert result["candidates_per_agreement"]["compared_most"] <= MOST_PER_AGREEMENT


def test_agreements_without_any_line_have_none_accepted(result: dict[str, Any]) -> None:
    assert result["appears_at_all"]["none"]["accepted"] == 0
