"""Any value a frame may hold comes back from both databases as it went in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from warehouse.facts import read_rows, write_facts
from warehouse.rows import UnfitFrame, build_rows, canonical_json
from warehouse.runs import start_run
from warehouse.tables import TABLES

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
MODELS = st.lists(
    st.fixed_dictionaries(
        {
            "model_version": TEXT,
            "kind": TEXT,
            "trained_on": st.none() | TEXT,
            "parameters": st.dictionaries(TEXT, st.none() | st.integers() | TEXT | st.lists(TEXT), max_size=3),
        }
    ),
    max_size=8,
    unique_by=lambda row: row["model_version"],
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(models=MODELS)
def test_rows_read_back_equal_the_rows_written(engine: Engine, models: list[dict[str, object]]) -> None:
    frame = pd.DataFrame(models, dtype=object)
    run = start_run(engine, "manual", "v1")
    with engine.begin() as connection:
        write_facts(connection, run, "model", frame)
        stored = read_rows(connection, TABLES["model"])
        again = write_facts(connection, run, "model", frame)
    wanted = build_rows(TABLES["model"], frame, {"run_id": run})
    assert sorted(map(repr, [row[:-1] for row in stored.values()])) == sorted(map(repr, [row[:-1] for row in wanted]))
    assert not again.any


def test_clock_times_are_kept_in_utc() -> None:
    moment = datetime(2024, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    decision = {"agreement_id": "a", "verdict": "sesuai", "source_document_id": "d"}
    frame = pd.DataFrame(
        [{**decision, "decided_at": value} for value in (moment, moment.isoformat(), moment.astimezone(UTC))]
    )
    place = TABLES["decision"].columns.keys().index("decided_at")
    assert {row[place] for row in build_rows(TABLES["decision"], frame, {"run_id": 1})} == {datetime(2024, 3, 1, 0, 30)}


@pytest.mark.parametrize("value", [np.int64(7), 7.0, Decimal("7.00"), "7"])
def test_whole_numbers_of_any_type_become_integers(value: object) -> None:
    frame = pd.DataFrame([{"region_code": "64", "kind": "rkpd", "fiscal_year": value}], dtype=object)
    if value == "7":
        with pytest.raises(UnfitFrame):
            build_rows(TABLES["expected_document"], frame, {"run_id": 1})
    else:
        assert 7 in build_rows(TABLES["expected_document"], frame, {"run_id": 1})[0]


@pytest.mark.parametrize("value", [7.5, 2**63, float("inf"), Decimal("0.01")])
def test_what_is_no_64_bit_integer_is_refused(value: object) -> None:
    frame = pd.DataFrame([{"region_code": "64", "kind": "rkpd", "fiscal_year": value}], dtype=object)
    with pytest.raises(UnfitFrame, match=r"expected_document\.fiscal_year"):
        build_rows(TABLES["expected_document"], frame, {"run_id": 1})


def test_equal_rows_of_a_table_without_a_key_are_all_kept() -> None:
    frame = pd.DataFrame({"document_id": "d", "stage": "check", "reason_code": "x"}, index=range(3))
    keys = [row[0] for row in build_rows(TABLES["quarantine"], frame, {"run_id": 1})]
    assert len(set(keys)) == 3
    assert keys == [row[0] for row in build_rows(TABLES["quarantine"], frame, {"run_id": 2})]


def test_json_is_the_same_text_for_the_same_value() -> None:
    assert canonical_json({"b": (1, 2), "a": date(2024, 1, 2)}) == '{"a":"2024-01-02","b":[1,2]}'
    assert canonical_json({"a": np.float64(0.5), "b": {"y", "x"}}) == '{"a":0.5,"b":["x","y"]}'
