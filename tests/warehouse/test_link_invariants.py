"""What must hold of links: a probability that its terms don't add up to is found, and a model that isn't there."""

from __future__ import annotations

from datetime import date

import pytest
from hand_made import CITY, HEALTH, HandMade, enrol
from sqlalchemy import Engine, text

from warehouse.invariants import SUMS, broken_invariants

MODEL = "tautan menyebut model yang tersimpan"


@pytest.fixture(params=["sqlite_engine", "postgres_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A warehouse with one link whose terms (0.97 in log-odds: 3.476) add up."""
    world = HandMade(request.getfixturevalue(request.param), {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.agreement("one", "Klinik bersama", office=HEALTH)
    world.document("rkpd", CITY, 2024, [(HEALTH, None, "Klinik bersama", 100_00, ("one",))])
    world.rows["link"][0] |= {"probability": 0.969998, "evidence": {"terms": {"dasar": -5.5, "nomor": 8.976}}}
    world.judge(date(2024, 10, 15))
    return world.engine


def change(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_a_sound_link_breaks_nothing(engine: Engine) -> None:
    broken = broken_invariants(engine)
    assert (broken[SUMS], broken[MODEL]) == (0, 0)


def test_a_probability_other_than_the_sum_of_its_terms_is_counted(engine: Engine) -> None:
    change(engine, "UPDATE link SET probability = 0.98")
    assert broken_invariants(engine)[SUMS] == 1


def test_a_model_that_is_not_kept_is_counted(engine: Engine) -> None:
    change(engine, "UPDATE link SET model_version = 'hilang'")
    assert broken_invariants(engine)[MODEL] == 1
