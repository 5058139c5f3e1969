"""Whose turn it is: regions that take part, party regions that don't, and agreements whose dates nobody knows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hand_made import CITY, HandMade, enrol
from sqlalchemy import text

AS_OF = date(2024, 10, 15)
PALU = "72.71"


@pytest.fixture(params=["sqlite_engine", "postgres_engine"])
def world(request: pytest.FixtureRequest) -> HandMade:
    """A city that read its plan and budget whole; Kota Palu is party to two agreements and hands nothing in."""
    built = HandMade(request.getfixturevalue(request.param), {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    built.begin()
    built.agreement("active", "Misi kesenian", category="ksdd_sukarela", partner=PALU)
    ended = {"signed_date": date(2019, 1, 1), "end_date": date(2022, 1, 1)}
    built.agreement("ended", "Misi dagang", category="ksdd_sukarela", partner=PALU, **ended)
    built.agreement("undated", "Akses internet", signed_date=None, end_date=None, date_precision=None)
    built.document("rkpd", CITY, 2024, [])
    built.document("apbd", CITY, 2024, [])
    built.judge(AS_OF)
    return built


def ask(world: HandMade, query: str) -> list[dict[str, Any]]:
    with world.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def test_a_party_that_takes_no_part_is_only_asked_for_its_documents(world: HandMade) -> None:
    rows = ask(world, f"SELECT * FROM v_tindak_lanjut WHERE kode_wilayah = '{PALU}'")
    assert [(row["agreement_id"], row["tahun"], row["giliran"]) for row in rows] == [
        ("active", 2024, "Bagian Kerja Sama")
    ]
    assert rows[0]["tindak_lanjut"].startswith("Minta dokumen")
    own = ask(world, f"SELECT * FROM v_tindak_lanjut WHERE kode_wilayah = '{CITY}' AND agreement_id = 'ended'")
    assert [row["giliran"] for row in own] == ["Bagian Kerja Sama"]


def test_the_reason_names_the_region_whose_documents_are_lacking(world: HandMade) -> None:
    (row,) = ask(world, f"SELECT * FROM v_rekonsiliasi WHERE kode_wilayah = '{PALU}' AND agreement_id = 'active'")
    assert row["alasan"].startswith("Untuk Kota Palu: ")


def test_a_pks_without_a_known_date_is_not_said_to_lack_its_budget(world: HandMade) -> None:
    (row,) = ask(world, "SELECT * FROM v_umur_tindak_lanjut WHERE agreement_id = 'undated'")
    assert (row["keadaan"], row["hari_menunggu"]) == ("tanggal tanda tangan tidak diketahui", None)


def test_the_state_of_consistency_is_told_in_words(world: HandMade) -> None:
    rows = ask(world, "SELECT * FROM v_konsistensi")
    assert {row["keadaan"] for row in rows} == {"dinilai"}
