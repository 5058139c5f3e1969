"""Through the real warehouse: no order of documents, decisions or runs, and no other region, changes a link; a model
is what its decisions teach."""

from __future__ import annotations

import json
import math
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from learned_world import CITY, OTHER, Told, agreement_ids, documents

from config.code_version import code_version
from config.reference import load_reference
from transforms.matching import start_reconciliation
from transforms.matching.learning import from_parameters, to_parameters
from transforms.matching.reconciliation import Reconciled
from warehouse import read

NAMES = tuple(documents())
OWN = f"partition LIKE '{CITY}%'"


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    told = Told(tmp_path_factory.mktemp("ids"))
    told.bring("register")
    told.settle()
    return agreement_ids(told.opened)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> Told:
    """All documents in one run."""
    told = Told(tmp_path_factory.mktemp("whole"), ids)
    for name in NAMES:
        told.bring(name)
    told.settle()
    return told


def relearn(told: Told, decisions: pd.DataFrame) -> Reconciled:
    """Reconcile what the warehouse holds with these decisions, no model or link of an earlier pass at hand."""
    engine = told.opened.engine
    return start_reconciliation(
        read.read_agreements(engine),
        read.read_parties(engine),
        read.read_skpds(engine),
        read.read_lines(engine),
        decisions,
        load_reference(),
        urusans=read.read_table(engine, "agreement_urusan"),
        code=code_version(),
    ).link_all()


def test_the_decisions_have_taught_a_model(whole: Told) -> None:
    (model,) = whole.rows("model")
    assert model["kind"] == "logistik"
    assert {row["model_version"] for row in whole.rows("link")} == {model["model_version"]}


def test_every_stored_probability_is_the_sum_of_its_stored_terms(whole: Told) -> None:
    rows = whole.rows("link")
    assert {row["decided_by"] for row in rows} >= {"person", "model"}
    for row in rows:
        total = math.fsum(json.loads(row["evidence"])["terms"].values())
        assert row["probability"] == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-6)


def test_a_decision_on_the_coded_line_is_carried_to_the_report_by_its_name(whole: Told, ids: list[str]) -> None:
    found = {row["line_item_id"]: row for row in whole.rows("link", f"agreement_id = '{ids[0]}'")}
    assert (found["rkpd-line-0"]["state"], found["e81-line-0"]["state"]) == ("accepted", "accepted")
    assert json.loads(found["e81-line-0"]["evidence"])["decision"]["carried_by"] == "padanan_nama"
    assert found["e81-line-1"]["state"] == "rejected"


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(NAMES), cuts=st.sets(st.integers(1, len(NAMES) - 1), max_size=2))
def test_no_order_of_documents_and_no_splitting_into_runs_changes_a_link(
    whole: Told, ids: list[str], order: list[str], cuts: set[int]
) -> None:
    told = Told(Path(mkdtemp()), ids)
    for number, name in enumerate(order):
        if number in cuts:
            told.settle()
            told.next_run()
        told.bring(name)
    told.settle()
    for table in ("link", "link_partition", "model", "decision_placement"):
        assert told.rows(table) == whole.rows(table)


def test_a_document_of_another_region_changes_no_link_and_no_model(whole: Told, ids: list[str], tmp_path: Path) -> None:
    alone = Told(tmp_path, ids)
    for name in NAMES:
        if name != "rkpd-sana":
            alone.bring(name)
    alone.settle()
    assert alone.rows("link") == whole.rows("link", OWN)
    assert alone.rows("model") == whole.rows("model")
    assert not whole.rows("link", f"partition LIKE '{OTHER}%'")


def test_a_model_is_reproduced_from_the_stored_decisions_alone(whole: Told) -> None:
    stored = read.read_table(whole.opened.engine, "model").drop(columns="run_id")
    decisions = read.read_decisions(whole.opened.engine)
    for order in (decisions, decisions.sample(frac=1, random_state=7)):
        again = relearn(whole, order)
        pd.testing.assert_frame_equal(again.model[list(stored.columns)], stored, check_dtype=False)
        assert again.unchanged == frozenset()
    parameters: dict[str, Any] = stored["parameters"].iat[0]
    assert to_parameters(from_parameters(parameters)) == parameters


def test_one_decision_turned_round_teaches_another_model(whole: Told) -> None:
    stored = read.read_table(whole.opened.engine, "model")
    decisions = read.read_decisions(whole.opened.engine)
    first = decisions["verdict"] == "sesuai"
    turned = decisions.assign(verdict=decisions["verdict"].mask(first & (first.cumsum() == 1), "tidak_sesuai"))
    assert relearn(whole, turned).model["model_version"].iat[0] != stored["model_version"].iat[0]


def test_settling_again_changes_nothing(whole: Told) -> None:
    changes = whole.settle().changes
    assert not any(change.any for change in changes.values())
