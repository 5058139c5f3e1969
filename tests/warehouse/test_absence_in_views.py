"""What the views call absent, and what they don't for want of a register that says it is complete."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hand_made import CITY, HEALTH, NEIGHBOUR, HandMade, enrol
from sqlalchemy import Engine, text

AS_OF = date(2024, 10, 15)


def tell(engine: Engine, complete_to: date | None, *, with_urusan: bool = True) -> None:
    """A city with a register and one agreement of urusan 1.02 (or of none known), which has mapped 1.01 and 1.02."""
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.agreement("clinic", "Klinik bersama", office=HEALTH, **({"urusan": "1.02"} if with_urusan else {}))
    world.register(CITY, complete_to)
    mapping = {"region_code": CITY, "fiscal_year": 2024, "is_accepted": True, "skpd_name": HEALTH}
    world.load(
        "mapping", "urusan_mapping", {"urusan_mapping": [mapping | {"urusan_code": c} for c in ("1.01", "1.02")]}
    )
    world.judge(AS_OF)


def ask(engine: Engine, query: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def with_neighbour(engine: Engine) -> str:
    query = f"SELECT keadaan FROM v_berbatasan WHERE kode_wilayah = '{CITY}' AND kode_tetangga = '{NEIGHBOUR}'"
    return str(ask(engine, query)[0]["keadaan"])


def mapped(engine: Engine) -> dict[str, str]:
    rows = ask(engine, "SELECT kode_urusan, keadaan FROM v_pemetaan_urusan WHERE agreement_id IS NULL")
    return {row["kode_urusan"]: row["keadaan"] for row in rows}


def test_a_complete_register_makes_what_it_lacks_absent(engine: Engine) -> None:
    tell(engine, date(2024, 10, 1))
    assert with_neighbour(engine) == "belum ada perjanjian"
    assert mapped(engine) == {"1.01": "dipetakan, belum ada perjanjian", "1.02": "dipetakan, ada perjanjian"}


def test_a_register_that_does_not_say_it_is_complete_makes_nothing_absent(engine: Engine) -> None:
    tell(engine, None)
    assert with_neighbour(engine) == "belum tercatat; register tidak menyatakan lengkap"
    assert mapped(engine) == {
        "1.01": "dipetakan, belum tercatat perjanjian; register tidak menyatakan lengkap",
        "1.02": "dipetakan, ada perjanjian",
    }


@pytest.mark.parametrize("urusan", ["1.01", "1.02"])
def test_an_agreement_of_no_known_affair_may_be_in_any(sqlite_engine: Engine, urusan: str) -> None:
    tell(sqlite_engine, date(2024, 10, 1), with_urusan=False)
    told = "dipetakan, belum tercatat perjanjian; urusan sebagian perjanjian tidak disebut"
    assert mapped(sqlite_engine)[urusan] == told
