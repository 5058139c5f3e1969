"""A memorandum and its PKS in one row are two agreements of one family."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from config.reference import load_reference
from extractors.detect import extract
from samples.form_drawing import draw_xlsx
from samples.forms import read_form
from transforms.agreements_resolved import resolve_agreements
from transforms.document import transform

REGISTER = Path(__file__).parents[1] / "unseen" / "register_memorandum_beside_pks.yaml"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    path = tmp_path_factory.mktemp("register") / "register.xlsx"
    draw_xlsx(read_form(REGISTER), path)
    return transform(extract(path), None).frames["agreement_record"]


def printed(records: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns) for row in records.to_dict("records")]


def test_each_has_its_own_number_and_day(records: pd.DataFrame) -> None:
    assert printed(records, "register_no", "instrument", "number", "signed_date") == [
        ("1", "KB", "12/KB/2022", date(2022, 3, 3)),
        ("1", "PKS", "15/PKS/2022", date(2022, 5, 5)),
        ("2", "PKS", "16/PKS/2022", date(2022, 6, 6)),
        ("3", "KB", "13/KB/2022", date(2022, 7, 7)),
    ]


def test_a_term_printed_once_is_that_of_the_pks(records: pd.DataFrame) -> None:
    ends = [date(2024, 5, 5), date(2023, 6, 6), date(2027, 7, 7)]
    assert list(records["end_date"]) == [None, *ends]


def test_both_come_from_the_one_row_under_ids_of_their_own(records: pd.DataFrame) -> None:
    memorandum, pks = records.to_dict("records")[:2]
    assert memorandum["source_row_id"] == pks["source_row_id"]
    assert records["record_id"].is_unique


def test_the_memorandum_is_the_parent_of_the_pks(records: pd.DataFrame) -> None:
    agreements = resolve_agreements(records.assign(slice_state="current"), load_reference()).agreement
    by_number = agreements.set_index("number")
    pks = by_number.loc["15/PKS/2022"]
    assert (pks["parent_agreement_id"], pks["parent_basis"]) == (by_number.loc["12/KB/2022"]["agreement_id"], "dirujuk")
    assert by_number.loc["16/PKS/2022"]["parent_agreement_id"] is None
