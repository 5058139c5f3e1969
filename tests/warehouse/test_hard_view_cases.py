"""Views asked what they must not say: reproaches and absences that the warehouse doesn't prove."""

from __future__ import annotations

from datetime import date
from typing import Any

from hand_made import CITY, HEALTH, HandMade, enrol
from sqlalchemy import Engine, text

AS_OF = date(2024, 10, 15)


def begin(engine: Engine, years: tuple[int, ...] = (2024,)) -> HandMade:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", years)})
    world.begin()
    return world


def ask(world: HandMade, query: str) -> list[dict[str, Any]]:
    with world.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def test_a_region_with_a_new_team_is_not_told_to_have_none_because_of_the_old_one(engine: Engine) -> None:
    world = begin(engine)
    team = {"region_code": CITY, "has_work_programme": True, "is_active": True}
    old = {"decree_number": "1/2019", "decree_date": date(2019, 1, 2), "valid_to": date(2023, 12, 31)}
    new = {"decree_number": "2/2024", "decree_date": date(2024, 1, 2), "valid_to": date(2028, 12, 31)}
    world.load("old", "tkksd", {"tkksd": [team | old]})
    world.load("new", "tkksd", {"tkksd": [team | new]})
    world.judge(AS_OF)
    rows = ask(world, f"SELECT nomor_sk, keadaan FROM v_tkksd WHERE kode_wilayah = '{CITY}'")
    assert [(row["nomor_sk"], row["keadaan"]) for row in rows] == [("2/2024", "aktif")]


def test_a_mapping_with_an_unread_urusan_may_hold_any(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("clinic", "Klinik bersama", urusan="1.02")
    mapped = {"region_code": CITY, "fiscal_year": 2024, "is_accepted": True, "skpd_name": HEALTH}
    world.load("mapping", "urusan_mapping", {"urusan_mapping": [mapped | {"urusan_code": None}]})
    world.judge(AS_OF)
    (row,) = ask(world, "SELECT keadaan FROM v_pemetaan_urusan WHERE agreement_id = 'clinic'")
    assert row["keadaan"] == "ada perjanjian; kode urusan sebagian pemetaan tidak terbaca"


def test_a_pks_of_the_addendum_is_a_pks_of_the_kb(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("kb", "Kesehatan", instrument="KB", signed_date=date(2023, 1, 10))
    below = {"parent_basis": "dirujuk"}
    world.agreement("add", "Adendum Kesehatan", instrument="KB", parent_agreement_id="kb", **below)
    world.agreement("pks", "Klinik", signed_date=date(2023, 5, 20), parent_agreement_id="add", **below)
    world.register(CITY, date(2024, 10, 1))
    world.judge(AS_OF)
    rows = ask(world, "SELECT agreement_id, keadaan FROM v_umur_tindak_lanjut WHERE tahap = 'KB ke PKS'")
    assert {row["agreement_id"]: row["keadaan"] for row in rows} == {"kb": "sudah ada PKS", "add": "sudah ada PKS"}


def test_a_register_complete_to_a_day_long_ago_proves_no_missing_pks(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("kb", "Kesehatan", instrument="KB", signed_date=date(2022, 1, 10))
    world.register(CITY, date(2022, 6, 30))
    world.judge(AS_OF)
    (row,) = ask(world, "SELECT keadaan FROM v_umur_tindak_lanjut WHERE agreement_id = 'kb'")
    assert row["keadaan"] == "belum tercatat PKS; register hanya lengkap sampai 2022-06-30"


def test_what_a_report_leaves_out_or_doubts_is_not_called_unrealised(engine: Engine) -> None:
    world = begin(engine)
    for name in ("part", "doubt", "none", "unseen"):
        world.agreement(name, name)
    one, two = (HEALTH, None, "Satu", 900_00, ("part",)), (HEALTH, None, "Dua", 100_00, ("part",))
    three, four = (HEALTH, None, "Tiga", 100_00, ("doubt",)), (HEALTH, None, "Empat", 100_00, ("doubt", "none"))
    world.document("apbd", CITY, 2024, [one, two, three, four])
    unseen = (HEALTH, None, "Lima", 100_00, ("unseen",))
    zero = {"tw1": 0, "tahun": 0}
    told = {"Dua": zero, "Tiga": {"tw1": 9_000_00, "tahun": 9_000_00}, "Empat": zero, "Lima": zero}
    world.document("e81", CITY, 2024, [two, three, four, unseen], None, period="tw1", realised=told)
    with world.engine.begin() as connection:
        doubtful = "UPDATE line_amount SET is_doubtful = (1 = 1) WHERE measure = 'realisasi' AND amount_sen > 0"
        connection.execute(text(doubtful))
        connection.execute(text("DELETE FROM line_amount WHERE measure = 'anggaran' AND line_item_id LIKE '%Lima'"))
    world.judge(AS_OF)
    rows = {row["agreement_id"]: row for row in ask(world, "SELECT * FROM v_serapan WHERE triwulan = 1")}
    assert {name: row["keadaan"] for name, row in rows.items()} == {
        "part": "sebagian barisnya belum dilaporkan atau meragukan",
        "doubt": "realisasi meragukan",
        "none": "dianggarkan, belum terealisasi",
        "unseen": "belum terealisasi, anggarannya tidak terlihat",
    }
    shares = {name: row["persen_serapan"] for name, row in rows.items() if row["persen_serapan"] is not None}
    assert {name: float(share) for name, share in shares.items()} == {"none": 0.0}


def test_an_agreement_and_its_addendum_wait_for_one_answer(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("first", "Klinik bersama")
    world.agreement("add", "Adendum Klinik bersama", parent_agreement_id="first", parent_basis="dirujuk")
    world.judge(AS_OF)
    rows = ask(world, "SELECT tahap, jumlah_perjanjian FROM v_belum_terjawab")
    assert {row["tahap"]: row["jumlah_perjanjian"] for row in rows} == {"rencana": 1, "anggaran": 1}


def test_a_pks_of_unknown_term_or_with_an_open_double_is_not_said_to_lack_a_budget(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("endless", "Klinik", end_date=None)
    world.agreement("one", "Terminal")
    world.agreement("double", "Terminal barang")
    world.rows["agreement_candidate"].append(
        {"agreement_id": "one", "other_agreement_id": "double", "relation": "duplikat", "score": 0.9, "evidence": {}}
    )
    terminal = (HEALTH, None, "Terminal", 100_00, ("double",))
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2024, [terminal])
    world.judge(AS_OF)
    rows = {row["agreement_id"]: row for row in ask(world, "SELECT * FROM v_umur_tindak_lanjut")}
    assert {name: row["keadaan"] for name, row in rows.items()} == {
        "endless": "masa berlakunya tidak dapat dipastikan",
        "one": "ada calon baris, menunggu putusan",
        "double": "sudah dianggarkan",
    }


def test_an_ending_agreement_with_an_open_double_is_not_said_to_lack_its_line(engine: Engine) -> None:
    world = begin(engine, (2024, 2025))
    for name in ("one", "double"):
        world.agreement(name, name, auto_renew=True, end_date=date(2024, 12, 20))
    world.rows["agreement_candidate"].append(
        {"agreement_id": "one", "other_agreement_id": "double", "relation": "duplikat", "score": 0.9, "evidence": {}}
    )
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2025, [(HEALTH, None, "Terminal", 100_00, ("double",))])
    world.judge(AS_OF)
    rows = ask(world, "SELECT agreement_id, keadaan_tahun_berikut FROM v_akan_berakhir")
    assert {row["agreement_id"]: row["keadaan_tahun_berikut"] for row in rows} == {
        "one": "calon baris menunggu putusan",
        "double": "barisnya masih dianggarkan",
    }


def test_what_reports_show_realised_is_not_said_to_be_unintegrated(engine: Engine) -> None:
    world = begin(engine)
    for name in ("used", "unused", "nothing"):
        world.agreement(name, name)
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2024, [])
    lines = [(HEALTH, None, name, 100_00, (name,)) for name in ("used", "unused")]
    realised = {"used": {"tahun": 50_00}, "unused": {"tahun": 0}}
    world.document("lra", CITY, 2024, lines, None, period="sd_09", realised=realised)
    world.judge(AS_OF)
    rows = ask(world, "SELECT agreement_id, keterangan FROM v_tanpa_perencanaan")
    assert {row["agreement_id"]: row["keterangan"] for row in rows} == {
        "used": "direalisasikan tanpa perencanaan",
        "unused": "hanya ada dalam laporan realisasi",
        "nothing": "belum terintegrasi",
    }
