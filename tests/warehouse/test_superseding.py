"""Which of several slices holds: by day received, else by day printed, never by the order of loading."""

from __future__ import annotations

import itertools
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from warehouse import read
from warehouse.load import load_document, withdraw_document
from warehouse.runs import start_run
from warehouse.superseding import Contender, judge_contenders

DAYS = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 6))
CONTENDERS = st.lists(st.tuples(DAYS, DAYS, st.booleans()), min_size=1, max_size=6).map(
    lambda made: [Contender(f"d{i}", *fields) for i, fields in enumerate(made)]
)


def judge(*contenders: tuple[date | None, date | None, bool]) -> list[str]:
    made = [Contender(f"d{i}", *fields) for i, fields in enumerate(contenders)]
    return list(judge_contenders(made).values())


JAN, FEB = date(2024, 1, 5), date(2024, 2, 5)


def test_the_one_received_later_holds_whatever_was_printed() -> None:
    assert judge((JAN, FEB, True), (FEB, JAN, True)) == ["superseded", "current"]


def test_the_day_printed_decides_where_the_day_received_says_nothing() -> None:
    assert judge((JAN, FEB, True), (JAN, JAN, True)) == ["current", "superseded"]
    assert judge((None, FEB, True), (JAN, JAN, True)) == ["current", "superseded"]


def test_what_cannot_be_decided_is_kept_as_disputed() -> None:
    assert judge((None, None, True), (JAN, None, True)) == ["sengketa", "sengketa"]


def test_an_incomplete_slice_supersedes_nothing_and_disturbs_nothing() -> None:
    assert judge((JAN, None, True), (FEB, None, False)) == ["current", "sengketa"]
    assert judge((JAN, None, False), (FEB, None, True)) == ["superseded", "current"]
    assert judge((JAN, None, False)) == ["current"]


def test_days_that_form_a_circle_leave_all_of_it_disputed() -> None:
    first, second, third = (JAN, date(2024, 3, 5), True), (None, date(2024, 3, 4), True), (FEB, date(2024, 3, 3), True)
    assert judge(first, second, third) == ["sengketa"] * 3


@given(CONTENDERS, st.randoms(use_true_random=False))
def test_the_order_never_matters(contenders: list[Contender], random: object) -> None:
    expected = judge_contenders(contenders)
    shuffled = list(contenders)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge_contenders(shuffled) == expected


@given(CONTENDERS)
def test_at_most_one_is_current_and_something_always_stands(contenders: list[Contender]) -> None:
    states = list(judge_contenders(contenders).values())
    assert states.count("current") <= 1
    assert set(states) & {"current", "sengketa"}
    whole_disputed = [
        c for c in contenders if c.is_complete and judge_contenders(contenders)[c.document_id] == "sengketa"
    ]
    assert "current" not in states or not whole_disputed


def slice_of(name: str, **changes: object) -> dict[str, pd.DataFrame]:
    """One slice of document ``name``; by default the RKPD 2024 of one office."""
    row = {"slice_id": f"s-{name}", "region_code": "64.71", "kind": "rkpd", "fiscal_year": 2024, "version": "murni"}
    return {"document_slice": pd.DataFrame([{**row, "skpd_code": "1.01", "is_complete": True, **changes}])}


def load(engine: Engine, name: str, received: date | None, **changes: object) -> None:
    document = {"document_id": f"d-{name}", "file_name": f"{name}.pdf", "received_on": received}
    load_document(engine, start_run(engine, "manual", "v1"), document, slice_of(name, **changes))


def states_of(engine: Engine) -> dict[str, str]:
    slices = read.read_slices(engine)
    return dict(zip(slices["slice_id"], slices["state"], strict=True))


DOCUMENTS: dict[str, tuple[date | None, dict[str, object]]] = {
    "old": (date(2024, 1, 1), {}),
    "new": (date(2024, 2, 1), {}),
    "torn": (date(2024, 3, 1), {"is_complete": False}),
    "other-year": (None, {"fiscal_year": 2025}),
    "unknown-region": (None, {"region_code": None}),
    "named": (None, {"skpd_code": None, "skpd_name": "Dinas  Kesehatan"}),
    "named-again": (None, {"skpd_code": None, "skpd_name": "DINAS KESEHATAN"}),
}
EXPECTED = {
    "s-old": "superseded",
    "s-new": "current",
    "s-torn": "sengketa",
    "s-other-year": "current",
    "s-unknown-region": "current",
    "s-named": "sengketa",
    "s-named-again": "sengketa",
}


@pytest.mark.parametrize("order", list(itertools.permutations(DOCUMENTS))[::719])
def test_every_order_of_loading_gives_the_same_states(sqlite_engine: Engine, order: tuple[str, ...]) -> None:
    for name in order:
        received, changes = DOCUMENTS[name]
        load(sqlite_engine, name, received, **changes)
    assert states_of(sqlite_engine) == EXPECTED


def test_slices_that_do_not_say_of_whom_they_speak_stand_for_themselves(engine: Engine) -> None:
    unnamed = {"kind": "lra", "skpd_code": None, "period": "sd_10", "is_complete": False}
    lacks = {"skpd_name": "nama perangkat daerah tidak diisi (titik-titik)"}
    load(engine, "new", date(2024, 2, 1), **unnamed, lacks=lacks)
    load(engine, "old", date(2024, 1, 1), **unnamed, lacks=lacks)
    assert states_of(engine) == {"s-new": "current", "s-old": "current"}


def test_withdrawing_the_newer_document_brings_the_older_back(engine: Engine) -> None:
    load(engine, "old", date(2024, 1, 1))
    load(engine, "new", date(2024, 2, 1))
    run = start_run(engine, "manual", "v1")
    assert states_of(engine) == {"s-old": "superseded", "s-new": "current"}
    withdraw_document(engine, run, "d-new", "salah kirim")
    assert states_of(engine) == {"s-old": "current"}
    before = read.as_known_on(engine, "document_slice", run - 1)
    assert dict(zip(before["slice_id"], before["state"], strict=True)) == {"s-old": "superseded", "s-new": "current"}


def test_a_block_printed_twice_in_one_file_is_a_duplicate_and_no_dispute(engine: Engine) -> None:
    first, second = slice_of("a", block=1), slice_of("a", block=2, slice_id="s-a2", duplicate_of_block=1)
    frames = {"document_slice": pd.concat([first["document_slice"], second["document_slice"]], ignore_index=True)}
    load_document(engine, start_run(engine, "manual", "v1"), {"document_id": "d-a", "file_name": "a.pdf"}, frames)
    assert states_of(engine) == {"s-a": "current", "s-a2": "duplicate"}
