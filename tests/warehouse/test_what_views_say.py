"""What the views call absent, late, lacking or evidence, and what they don't."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hand_made import CITY, HEALTH, NEIGHBOUR, HandMade, enrol
from sqlalchemy import Engine, text

from warehouse.publish.workbook import publish_workbook

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


def test_a_region_that_only_a_list_of_teams_names_has_a_team_and_takes_no_part(engine: Engine) -> None:
    other = "64.01"
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.register(CITY, date(2024, 10, 1))
    slices = {"slice_id": "teams", "region_code": other, "kind": "tkksd", "is_complete": True}
    world.load("teams", "tkksd", {"document_slice": [slices], "tkksd": [{"region_code": other, "is_active": False}]})
    world.judge(AS_OF)
    teams = {row["kode_wilayah"]: row["keadaan"] for row in ask(engine, "SELECT * FROM v_tkksd")}
    assert teams == {CITY: "belum ada data", other: "tidak aktif"}
    assert {row["kode_wilayah"] for row in ask(engine, "SELECT kode_wilayah FROM v_berbatasan")} == {CITY}


def test_a_proposal_that_was_not_accepted_lacks_no_agreement(engine: Engine) -> None:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.agreement("clinic", "Klinik bersama", urusan="1.02")
    world.register(CITY, date(2024, 10, 1))
    shared = {"region_code": CITY, "fiscal_year": 2024, "skpd_name": HEALTH}
    told = {"1.01": True, "2.15": False, "2.16": None}
    rows = [shared | {"urusan_code": code, "is_accepted": accepted} for code, accepted in told.items()]
    world.load("mapping", "urusan_mapping", {"urusan_mapping": rows})
    world.judge(AS_OF)
    assert mapped(engine) == {
        "1.01": "dipetakan, belum ada perjanjian",
        "2.15": "diusulkan, tidak disetujui",
        "2.16": "dipetakan, belum ada perjanjian",
    }


@pytest.mark.parametrize("urusan", ["1.01", "1.02"])
def test_an_agreement_of_no_known_affair_may_be_in_any(sqlite_engine: Engine, urusan: str) -> None:
    tell(sqlite_engine, date(2024, 10, 1), with_urusan=False)
    told = "dipetakan, belum tercatat perjanjian; urusan sebagian perjanjian tidak disebut"
    assert mapped(sqlite_engine)[urusan] == told


def test_a_report_of_a_later_quarter_leaves_no_earlier_one_late(engine: Engine) -> None:
    enrolment = enrol(CITY, "Kota Balikpapan", [2024]).model_copy(update={"documents": ("rkpd", "apbd", "e81")})
    world = HandMade(engine, {CITY: enrolment})
    world.begin()
    world.document("e81", CITY, 2024, [], None, period="tw2")
    world.judge(date(2025, 2, 15))
    rows = ask(engine, "SELECT periode, keadaan FROM v_dokumen WHERE jenis_dokumen = 'e81' AND tenggat IS NOT NULL")
    assert {(row["periode"], row["keadaan"]) for row in rows} == {
        ("tw1", "tercakup laporan sesudahnya"),
        ("tw2", "diterima"),
        ("tw3", "terlambat"),
        ("tw4", "terlambat"),
    }


def test_an_agreement_without_a_readable_title_is_named_by_its_number(engine: Engine) -> None:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.agreement("blank", "-", is_readable=False)
    world.rows["agreement"][0]["title"] = None
    world.judge(AS_OF)
    for view in ("v_rekonsiliasi", "v_tindak_lanjut"):
        rows = ask(engine, f"SELECT judul, status FROM {view}")
        assert [(row["judul"], row["status"]) for row in rows] == [
            ("(judul tidak terbaca, nomor blank/PKS/2023)", "TIDAK_VALID")
        ]


def test_an_open_candidate_is_no_evidence_of_an_answer_that_rests_on_another_agreement(engine: Engine) -> None:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.agreement("kb", "Kesehatan perbatasan", instrument="KB")
    world.agreement("pks", "Klinik bersama", parent_agreement_id="kb", parent_basis="dirujuk")
    clinic, other = (HEALTH, "1.02.02.2.01.0002", "Klinik bersama", 1_000_00, ("pks",)), f"Rutin {HEALTH}"
    world.document("rkpd", CITY, 2024, [clinic])
    world.document("apbd", CITY, 2024, [clinic])
    world.rows["link"].append(
        {
            "agreement_id": "kb", "line_item_id": f"{CITY}-apbd-2024-murni-None/{other}", "basis": "tematik",
            "strength": "D", "probability": 0.6, "state": "candidate", "is_open": True, "decided_by": "model",
            "evidence": {},
        }
    )  # fmt: skip
    for link in world.rows["link"][:-1]:
        link["is_open"] = False
    world.judge(AS_OF)
    rows = {row["agreement_id"]: row for row in ask(engine, "SELECT * FROM v_rekonsiliasi")}
    assert (rows["kb"]["status"], rows["kb"]["tautan_menunggu_putusan"]) == ("DIANGGARKAN", 1)
    assert rows["kb"]["bukti_terbaik"] is None
    assert "Klinik bersama" in rows["pks"]["bukti_terbaik"]


def test_doubtful_rupiah_are_in_no_sum_and_stand_apart_once(engine: Engine) -> None:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    for agreement in ("clinic", "ward"):
        world.agreement(agreement, agreement)
    shared = (HEALTH, "1.02.02.2.01.0002", "Klinik bersama", 1_000_00, ("clinic", "ward"))
    world.document("apbd", CITY, 2024, [shared])
    world.document("e81", CITY, 2024, [shared], None, period="tw4", realised={"Klinik bersama": {"tahun": 900_000_00}})
    with engine.begin() as connection:
        connection.execute(text("UPDATE line_amount SET is_doubtful = (1 = 1) WHERE measure = 'realisasi'"))
    world.judge(AS_OF)
    (row,) = ask(engine, "SELECT * FROM v_integrasi WHERE golongan = 'semua' AND kode_wilayah = '64.71'")
    assert (float(row["pagu_anggaran_pendukung_idr"]), row["realisasi_pendukung_idr"]) == (1_000.0, None)
    assert float(row["nilai_diragukan_idr"]) == 900_000.0


def test_what_a_register_contradicts_itself_in_is_told_beside_the_answer(sqlite_engine: Engine, tmp_path: Path) -> None:
    world = HandMade(sqlite_engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    world.agreement("clinic", "Klinik bersama", warnings=["angka_kata_berbeda", "kb_oleh_perangkat_daerah"])
    world.judge(AS_OF)
    sheet = openpyxl.load_workbook(publish_workbook(sqlite_engine, tmp_path, AS_OF))["Rekonsiliasi"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Tahun")
    place = [cell.value for cell in header].index("Peringatan register")
    told = sheet.cell(header[0].row + 1, place + 1).value
    assert told.startswith("Angka dan kata dalam jangka waktu berbeda")
    assert "kepala daerah" in told


def test_an_agreement_paid_elsewhere_lacks_no_line_in_the_year_after_it(engine: Engine) -> None:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024, 2025])})
    world.begin()
    world.agreement("free", "Pertukaran data", end_date=date(2024, 12, 20), budget_scope="tanpa_biaya")
    world.agreement("paid", "Klinik bersama", end_date=date(2024, 12, 20), budget_scope="wajib_apbd")
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2025, [])
    world.judge(AS_OF)
    rows = ask(engine, "SELECT agreement_id, keadaan_tahun_berikut FROM v_akan_berakhir")
    assert {row["agreement_id"]: row["keadaan_tahun_berikut"] for row in rows} == {
        "free": "di luar APBD, tidak memerlukan baris",
        "paid": "tidak ada barisnya",
    }


def test_a_neighbour_in_an_agreement_of_another_category_is_beside_the_issuer_and_bound_to_it(engine: Engine) -> None:
    enrolments = {code: enrol(code, name, [2024]) for code, name in ((CITY, "Kota"), (NEIGHBOUR, "Kabupaten"))}
    world = HandMade(engine, enrolments)
    world.begin()
    world.agreement("road", "Jalan perbatasan", category="ksdpk", partner=NEIGHBOUR)
    world.agreement("doubtful", "Sungai perbatasan", category="ksdpk", partner="64.02")
    world.rows["agreement_party"][-1]["name"] = "Pemerintah Kabupaten Kutai Kartanegara (?)"
    road = (HEALTH, None, "Jalan perbatasan", 100_00, ("road",))
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2024, [road])
    world.document("rkpd", NEIGHBOUR, 2024, [])
    world.register(CITY, date(2024, 10, 1))
    world.judge(AS_OF)
    rows = ask(engine, "SELECT * FROM v_ksdd_para_pihak")
    assert [(row["agreement_id"], row["kode_wilayah_2"], row["berbatasan"]) for row in rows] == [
        ("road", NEIGHBOUR, "ya")
    ]
    assert rows[0]["keadaan_rencana"].endswith("Kabupaten Penajam Paser Utara belum merencanakan")
    # the neighbour's budget isn't at hand
    assert rows[0]["keadaan_anggaran"].endswith("Kabupaten Penajam Paser Utara belum dapat dinilai")
    assert with_neighbour(engine) == "ada perjanjian"
    border = ask(engine, "SELECT keadaan FROM v_berbatasan WHERE kode_wilayah = '64.71' AND kode_tetangga = '64.02'")
    assert [row["keadaan"] for row in border] == ["tercatat, tetapi pihaknya diragukan dalam register"]
