"""The invariants count what breaks them and leave alone what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest
from hand_made import CITY, TRANSPORT, HandMade, enrol
from sqlalchemy import Engine

from warehouse.invariants import broken_invariants

PERSONAL = "tidak ada NIP dalam butir dan baris"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Peningkatan Jalan Nipah-Nipah", 0),
        ("Pencegahan manipulasi data", 0),
        ("Budi Santoso NIP. 197001011990031001", 2),  # in the line and in its raw row
        ("NIP 197001011990031001", 2),
    ],
)
def test_an_employee_number_is_found_and_a_village_is_not(engine: Engine, name: str, count: int) -> None:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.document("rkpd", CITY, 2024, [(TRANSPORT, None, name, 1_00, ())])
    world.judge(date(2024, 10, 15), with_reference=False)
    assert broken_invariants(engine)[PERSONAL] == count
