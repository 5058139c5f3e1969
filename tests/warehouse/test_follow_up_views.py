"""Whose turn it is: regions that take part, party regions that don't, and agreements whose dates nobody knows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hand_made import CITY, HEALTH, HandMade, enrol
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


@pytest.fixture(params=["sqlite_engine", "postgres_engine"])
def family(request: pytest.FixtureRequest) -> HandMade:
    """A KB with a line of its own that nobody used, and its only PKS, whose other line was realised in one quarter."""
    built = HandMade(request.getfixturevalue(request.param), {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    built.begin()
    built.agreement("kb", "Kesehatan perbatasan", instrument="KB")
    built.agreement("pks", "Klinik bersama", parent_agreement_id="kb", parent_basis="dirujuk")
    own, clinic = (HEALTH, None, "Milik KB", 400_00, ("kb",)), (HEALTH, None, "Klinik", 100_00, ("pks",))
    built.document("apbd", CITY, 2024, [own])
    used = {"Milik KB": {"tw1": 0, "tahun": 0}, "Klinik": {"tw1": 70_00, "tahun": 70_00}}
    built.document("e81", CITY, 2024, [own, clinic], None, period="tw1", realised=used)
    built.judge(AS_OF)
    return built


def test_what_the_family_realised_is_no_reproach_to_the_line_that_was_not(family: HandMade) -> None:
    rows = {row["agreement_id"]: row for row in ask(family, "SELECT * FROM v_serapan WHERE triwulan = 1")}
    assert rows["kb"]["keadaan"] == "barisnya belum terealisasi; realisasi tercatat pada naskah serumpun"
    assert rows["pks"]["keadaan"] == "terealisasi"
    (whole,) = ask(family, "SELECT * FROM v_integrasi WHERE golongan = 'semua' AND tahun = 2024")
    assert float(whole["realisasi_pendukung_idr"]) == 70.0


def test_a_pks_budgeted_by_the_line_of_its_kb_waits_for_no_budget(family: HandMade) -> None:
    (row,) = ask(family, "SELECT * FROM v_umur_tindak_lanjut WHERE agreement_id = 'pks'")
    assert row["keadaan"] == "dianggarkan melalui naskah serumpun atau menurut aturan daerah"
    assert (row["hari"], row["hari_menunggu"]) == (None, None)
