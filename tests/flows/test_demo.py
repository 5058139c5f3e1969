"""The demonstration, as a new user starts it: exactly what was designed, told in words and in JSON."""

from __future__ import annotations

import sqlite3

import openpyxl
import pandas as pd
from demonstration import Demonstration
from sqlalchemy import inspect

from samples import load_cases
from warehouse.engine import create_engine
from warehouse.tables import vocabulary

#: the tables and views of the contract
TABLES = {
    "run", "document", "document_slice", "raw_row", "line_item", "line_amount", "line_target", "agreement",
    "agreement_party", "agreement_skpd", "agreement_urusan", "agreement_source", "agreement_identity", "link",
    "assessment", "decision", "correction", "quarantine", "quality_result", "tie_out", "expected_document", "region",
    "region_border", "skpd", "nomenclature", "urusan_mapping", "tkksd",
}  # fmt: skip
VIEWS = {
    "v_rekonsiliasi", "v_bukti", "v_tindak_lanjut", "v_konsistensi", "v_dokumen", "v_berbatasan",
    "v_pemetaan_urusan", "v_tkksd", "v_mutu", "v_perubahan",
}  # fmt: skip
SHEETS = {
    "Ringkasan", "Rekonsiliasi", "Bukti", "Tindak Lanjut", "Putusan", "Dokumen", "Mutu", "Pemetaan Urusan",
    "TKKSD", "Kamus",
}  # fmt: skip


def test_the_demo_refuses_exactly_the_documents_meant_to_be_refused(demo: Demonstration) -> None:
    assert demo.finished.code == 0, demo.finished.err
    report = demo.finished.json
    refused = {d["file_name"]: d["reason_code"] for d in report["documents"] if d["state"] == "quarantined"}
    assert refused == {"lampiran-2-ppu-2025.pdf": "damaged", "scan0007.pdf": "scanned"}
    assert report["surprises"] == []
    assert sum(d["state"] == "loaded" for d in report["documents"]) == 21


def test_the_demo_says_what_it_is_doing_and_prints_nothing_but_json_for_machines(demo: Demonstration) -> None:
    assert demo.finished.out.count("\n") == 1
    lines = demo.finished.err.splitlines()
    assert "[23/23] " in demo.finished.err
    assert not [line for line in lines if "| INFO" in line or "| WARNING" in line or "Traceback" in line]


def test_nothing_about_a_run_leaves_the_machine(demo: Demonstration) -> None:
    assert demo.outside_contacts == 0


def test_a_new_user_needs_no_home_folder_and_none_is_made(demo: Demonstration) -> None:
    assert not (demo.folder.parent / "no home here").exists()


def test_the_warehouse_of_the_demo_has_the_tables_and_views_of_the_contract(demo: Demonstration) -> None:
    engine = create_engine(demo.warehouse)
    inspector = inspect(engine)
    assert set(inspector.get_table_names()) >= TABLES
    assert set(inspector.get_view_names()) >= VIEWS
    engine.dispose()


def test_the_workbook_of_the_demo_has_its_sheets_filled(demo: Demonstration) -> None:
    book = openpyxl.load_workbook(demo.finished.json["workbook"], read_only=True)
    assert set(book.sheetnames) >= SHEETS
    assert all(sum(1 for _ in sheet.iter_rows()) > 3 for sheet in book)
    book.close()


def test_the_workbook_shows_teams_and_affairs_and_a_region_only_listed_as_a_party(demo: Demonstration) -> None:
    book = openpyxl.load_workbook(demo.finished.json["workbook"])
    teams = {row[0]: row[1] for row in book["TKKSD"].iter_rows(min_row=4, values_only=True)}
    assert teams["Kota Balikpapan"] == "aktif"
    assert teams["Kabupaten Penajam Paser Utara"] == "SK sudah berakhir"
    assert teams["Kabupaten Paser"] == "tidak aktif"
    affairs = {(row[4], row[5]): row[9] for row in book["Pemetaan Urusan"].iter_rows(min_row=4, values_only=True)}
    assert affairs["Pariwisata", "Paket wisata pesisir bersama"] == "dipetakan, belum ada perjanjian"
    assert affairs["Kesehatan", "Rujukan gawat darurat lintas batas"] == "dipetakan, ada perjanjian"
    assert affairs["Perdagangan", "Operasi Pasar Murah Beras dan Minyak Goreng"] == "ada perjanjian, belum dipetakan"
    summary = {row[0]: row for row in book["Ringkasan"].iter_rows(max_row=10, values_only=True)}
    shown = ", ".join(str(cell) for cell in summary["Wilayah"] if cell)
    assert "Kota Balikpapan" in shown and "Kabupaten Paser," not in shown
    (line,) = [row[0] for row in book["Perubahan"].iter_rows(min_row=2, max_row=2, values_only=True)]
    assert "Ini putaran pertama" in line
    assert "harapan" not in {row[1] for row in book["Mutu"].iter_rows(values_only=True)}


def test_every_designed_case_stands_in_the_warehouse_as_designed(demo: Demonstration) -> None:
    query = """
        SELECT DISTINCT r.region_code AS register, r.register_no AS "no", a.party_region_code AS party,
               a.fiscal_year AS year, a.status, a.naskah
        FROM assessment a
        JOIN agreement_source s ON s.agreement_id = a.agreement_id
        JOIN agreement_record r ON r.source_row_id = s.source_row_id"""
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        found = pd.read_sql(query, connection).set_index(["register", "no", "party", "year"])
    differing = {
        (case.register, case.no, case.party, case.year, case.status): row["status"]
        for case in load_cases()
        for row in [found.loc[(case.register, case.no, case.party, case.year)]]
        if row["status"] != (case.status or "BELUM_BERLAKU")
    }
    assert differing == {}


#: what evaluators should see at least once: view -> column -> words
SHOWN = {
    "v_hilang_di": ("hilang_di", {"RKPD -> KUA-PPAS", "KUA-PPAS -> APBD", "APBD murni -> perubahan"}),
    "v_tkksd": ("keadaan", {"aktif", "SK sudah berakhir", "tidak aktif"}),
    "v_pemetaan_urusan": (
        "keadaan",
        {
            "dipetakan, ada perjanjian", "dipetakan, belum ada perjanjian", "ada perjanjian, belum dipetakan",
            "ada perjanjian, pemetaan belum diserahkan", "diusulkan, tidak disetujui",
        },
    ),
    "v_akan_berakhir": (
        "keadaan_tahun_berikut",
        {"barisnya masih direncanakan", "tidak ada dalam perencanaan, anggaran belum dapat dilihat"},
    ),
    "v_serapan": ("keadaan", {"terealisasi", "dianggarkan, belum terealisasi", "realisasi meragukan"}),
    "v_pendampingan": ("golongan", {"naskah kerja sama", "dokumen", "pemetaan urusan", "hubungan naskah"}),
    "v_mutu": ("golongan", {"karantina", "harapan", "jumlah tidak cocok", "nilai diragukan"}),
}  # fmt: skip


def test_every_view_of_the_demo_says_something_and_says_what_it_is_there_for(demo: Demonstration) -> None:
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        views = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        counts = {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in views}
        said = {
            view: {word for (word,) in connection.execute(f"SELECT DISTINCT {column} FROM {view}")}
            for view, (column, _) in SHOWN.items()
        }
    assert [name for name, count in counts.items() if not count] == []
    assert {view: words - said[view] for view, (_, words) in SHOWN.items() if words - said[view]} == {}


def test_every_value_of_the_five_axes_is_played_in_the_demo(demo: Demonstration) -> None:
    axes = {
        "naskah": vocabulary.NASKAH, "cakupan": vocabulary.CAKUPAN, "rencana": vocabulary.RENCANA,
        "anggaran": vocabulary.ANGGARAN, "realisasi": vocabulary.REALISASI, "status": vocabulary.STATUSES,
    }  # fmt: skip
    with sqlite3.connect(demo.folder / "selaras.db") as connection:
        missing = {
            axis: set(values) - {value for (value,) in connection.execute(f"SELECT DISTINCT {axis} FROM assessment")}
            for axis, values in axes.items()
        }
    assert {axis: values for axis, values in missing.items() if values} == {}
