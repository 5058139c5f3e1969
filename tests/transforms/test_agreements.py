"""Registers of other dialects than any real one: one record per printed agreement, nothing lost, nothing guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from config.layout import Layout
from config.reference import Reference
from transforms.agreements import RECORD_COLUMNS, RecordFrames, build_agreement_records

COLUMNS = (
    "no", "number", "number_2", "instrument", "title", "partner", "scope", "skpd", "urusan", "signed_date",
    "start_date", "end_date", "term", "status", "category", "signer", "note", "year",
)  # fmt: skip
LAYOUT = Layout.model_validate(
    {
        "id": "register_of_the_test",
        "kind": "agreement_list",
        "formats": ["xlsx"],
        "title": "Register",
        "columns": {name: {"heading": name, "personal": name == "signer"} for name in COLUMNS},
    }
)
AIR = {"no": "1", "instrument": "PKS", "title": "Penyediaan air baku", "partner": "Pemkab Paser"}


def build(printed: list[dict[str, Any] | str], reference: Reference, region_code: str | None = "64.71") -> RecordFrames:
    """A register of one block; a text stands for a section heading, ``_merged`` for columns merged from above."""
    rows = []
    for number, row in enumerate(printed, start=1):
        values = {} if isinstance(row, str) else row
        rows.append(
            {
                "source_row_id": f"row{number}",
                "document_id": "doc",
                "block": 1,
                "zone": values.get("_zone", "body"),
                "row_kind": "section" if isinstance(row, str) else row.get("_kind", "line"),
                "cells": [row] if isinstance(row, str) else [values.get(name) for name in COLUMNS],
                "merged_from_above": tuple(values.get("_merged", ())),
                **{f"v_{name}": values.get(name) for name in COLUMNS},
            }
        )
    slices = pd.DataFrame([{"block": 1, "slice_id": "slice", "region_code": region_code}], dtype=object)
    return build_agreement_records(pd.DataFrame(rows, dtype=object), slices, LAYOUT, reference)


def only(frames: RecordFrames) -> dict[str, Any]:
    (record,) = frames.records.to_dict("records")
    return dict(record)


def test_a_record_has_every_column_of_the_contract_and_its_place(reference: Reference) -> None:
    record = only(build([AIR], reference))

    assert tuple(record) == RECORD_COLUMNS
    assert (record["document_id"], record["source_row_id"], record["slice_id"]) == ("doc", "row1", "slice")


def test_an_empty_register_gives_empty_frames_with_their_columns(reference: Reference) -> None:
    frames = build(["I. KSDD"], reference)

    assert frames.records.empty
    assert list(frames.records.columns) == list(RECORD_COLUMNS)


def test_the_issuing_region_is_the_first_party_with_its_own_number(reference: Reference) -> None:
    record = only(build([{**AIR, "number": "119/1/PKS/2023", "number_2": "500/2/PSR/2023"}], reference))

    assert [(p["ordinal"], p["name"], p["region_code"], p["number"]) for p in record["parties"]] == [
        (1, "Pemerintah Kota Balikpapan", "64.71", "119/1/PKS/2023"),
        (2, "Pemkab Paser", "64.01", "500/2/PSR/2023"),
    ]
    assert record["number"] == "119/1/PKS/2023"


def test_an_issuer_that_is_no_region_is_not_made_one(reference: Reference) -> None:
    record = only(build([{**AIR, "instrument": "Nota Kesepakatan"}], reference, region_code=None))

    assert record["region_code"] is None
    assert [party["region_code"] for party in record["parties"]] == ["64.01"]
    assert (record["category"], record["category_basis"]) == ("sinergi", "mitra")


def test_a_section_gives_the_category_and_a_heading_of_a_year_keeps_it(reference: Reference) -> None:
    frames = build(
        ["A. Sinergi dengan Kementerian", "TAHUN 2022", {**AIR, "instrument": "MoU"}, "B. Lain-lain", AIR], reference
    )

    first, second = frames.records.to_dict("records")
    assert (first["category"], first["category_basis"], first["instrument"]) == ("sinergi", "bagian", "NK")
    assert (first["signed_date"], first["date_precision"], first["date_flag"]) == (None, "year", "dari_kolom_tahun")
    assert (second["category"], second["category_basis"]) == ("ksdd_belum_ditetapkan", "mitra")


def test_a_category_column_speaks_before_the_section(reference: Reference) -> None:
    record = only(build(["Kerja sama", {**AIR, "category": "KSDD Wajib"}], reference))

    assert (record["category"], record["category_basis"]) == ("ksdd_wajib", "kolom")


def test_a_merged_cell_holds_for_every_row_it_covers(reference: Reference) -> None:
    frames = build(
        [
            {**AIR, "skpd": "Dinas Kesehatan", "term": "1 tahun"},
            {"no": "2", "title": "Lain", "partner": "Pemkab Berau", "_merged": ("skpd", "term")},
            {"no": "3", "title": "Lagi", "partner": "Pemkab Berau", "_merged": ("skpd",), "term": "2 tahun"},
        ],
        reference,
    )

    records = frames.records.to_dict("records")
    assert [[skpd["skpd_name"] for skpd in record["skpds"]] for record in records] == [["Dinas Kesehatan"]] * 3
    assert all(skpd["skpd_printed"] for record in records for skpd in record["skpds"])
    assert [record["term_printed"] for record in records] == ["1 tahun", "1 tahun", "2 tahun"]
    assert ["row1", "sel_gabungan"] in records[2]["source_rows"]


def test_rows_under_one_merged_number_are_one_agreement_with_several_partners(reference: Reference) -> None:
    frames = build(
        [AIR, {"partner": "Pemkab Berau", "number_2": "7/8/B/2020", "_merged": ("no", "title", "instrument")}],
        reference,
    )

    record = only(frames)
    assert [party["region_code"] for party in record["parties"]] == ["64.71", "64.01", "64.03"]
    assert record["source_rows"] == [["row1", "utama"], ["row2", "lanjutan"]]


def test_a_continuation_row_adds_to_the_agreement_above(reference: Reference) -> None:
    record = only(build([AIR, {"_kind": "continuation", "scope": "dan pipa"}], reference))

    assert record["scope"] == "dan pipa"
    assert record["title"] == "Penyediaan air baku"


def test_the_rest_of_a_row_cut_by_a_page_break_is_not_read_twice(reference: Reference) -> None:
    rows: list[dict[str, Any] | str] = [
        {**AIR, "title": "Penyediaan air baku regional"},
        {"_kind": "continuation", "_zone": "continued", "title": "regional"},
    ]
    record = only(build(rows, reference))

    assert record["title"] == "Penyediaan air baku regional"
    assert record["source_rows"] == [["row1", "utama"], ["row2", "lanjutan"]]


def test_a_title_is_kept_as_printed_with_its_white_space_collapsed(reference: Reference) -> None:
    record = only(build([{**AIR, "title": "  Kerjasama\nair\xa0baku  (SPAM) "}], reference))

    assert record["title"] == "Kerjasama air baku (SPAM)"


def test_partners_and_numbers_are_read_from_a_title_that_names_them(reference: Reference) -> None:
    title = (
        "Kesepakatan Bersama antara Pemerintah Kota Balikpapan dan Perhimpunan Peternak Sapi Nomor 197/01/kb/ii/2022 "
        "dan Nomor 01/i/mou/dpd tentang Pengelolaan Limbah Sapi"
    )
    record = only(build([{"no": "1", "title": title}], reference))

    assert [party["name"] for party in record["parties"]] == ["Pemerintah Kota Balikpapan", "Perhimpunan Peternak Sapi"]
    assert record["numbers"] == ["197/01/kb/ii/2022", "01/i/mou/dpd"]
    assert record["instrument"] == "KB"


def test_a_title_that_names_other_parties_than_the_partner_column_is_a_conflict(reference: Reference) -> None:
    title = "Perjanjian Kerja Sama antara Dinas Sosial dan Yayasan Harapan tentang Panti"

    assert "pihak_bertentangan" in only(build([{**AIR, "title": title}], reference))["warnings"]
    assert (
        "pihak_bertentangan"
        not in only(build([{**AIR, "title": title, "partner": "Yayasan Harapan"}], reference))["warnings"]
    )


def test_the_date_column_decides_day_and_month_and_unreadable_cells_go_to_quarantine(reference: Reference) -> None:
    frames = build(
        [
            {**AIR, "signed_date": "8/25/2017"},
            {**AIR, "no": "2", "signed_date": "11/10/2017"},
            {**AIR, "no": "3", "signed_date": "9/92021"},
        ],
        reference,
    )

    assert frames.records["signed_date"].tolist() == [date(2017, 8, 25), date(2017, 11, 10), None]
    (refused,) = frames.quarantine.to_dict("records")
    assert (refused["source_row_id"], refused["column_name"], refused["reason_code"]) == (
        "row3", "signed_date", "unreadable_date",
    )  # fmt: skip
    assert "9/92021" in refused["detail"]


def test_a_month_or_year_gives_no_day(reference: Reference) -> None:
    record = only(build([{**AIR, "signed_date": "Agustus 2025"}], reference))

    assert (record["signed_date"], record["signed_date_printed"], record["date_precision"]) == (
        None, "Agustus 2025", "month",
    )  # fmt: skip


def test_start_and_end_follow_from_the_term(reference: Reference) -> None:
    record = only(
        build([{**AIR, "signed_date": "15 Maret 2023", "term": "5 (lima) tahun sejak ditandatangani"}], reference)
    )

    assert (record["start_date"], record["end_date"], record["end_basis"]) == (
        date(2023, 3, 15), date(2028, 3, 15), "jangka_waktu",
    )  # fmt: skip
    assert "jangka_lebih_5_tahun" not in record["warnings"]


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        ({"term": "10 (sepuluh) tahun"}, "jangka_lebih_5_tahun"),
        ({"start_date": "1 Mei 2020", "end_date": "1 Juni 2027"}, "jangka_lebih_5_tahun"),
        ({"start_date": "1 Mei 2025", "end_date": "1 Juni 2020"}, "berakhir_sebelum_mulai"),
        ({"term": "5 (empat) tahun"}, "angka_kata_berbeda"),
        ({"instrument": "MoU", "partner": "Dinas Sosial Kabupaten Paser"}, "kb_oleh_perangkat_daerah"),
        ({"instrument": "KB", "note": "ttd Kepala Dinas"}, "kb_oleh_perangkat_daerah"),
        ({"partner": "Pemkab Paser (?)"}, "pihak_diragukan"),
        ({"signed_date": "Senin (24/10/2023)"}, "tanggal_hari_tidak_cocok"),
        ({"status": "dihentikan"}, "diakhiri_tanpa_tanggal"),
        ({"title": "x" * 255}, "judul_terpotong"),
        ({}, "nomor_kosong"),
    ],
)
def test_contradictions_and_broken_rules_are_warnings_never_repairs(
    row: dict[str, str], warning: str, reference: Reference
) -> None:
    assert warning in only(build([{**AIR, **row}], reference))["warnings"]


@pytest.mark.parametrize(
    ("row", "is_planned"),
    [
        ({"instrument": "(belum ada naskah)"}, True),
        ({"status": "rencana"}, True),
        ({"status": "penjajakan"}, True),
        ({"note": "tgl sesuai rencana, cek naskah"}, False),
        ({"instrument": "Rencana Kerja"}, False),
        ({"status": "berlaku"}, False),
    ],
)
def test_planned_cooperation_is_marked(row: dict[str, str], is_planned: bool, reference: Reference) -> None:
    assert only(build([{**AIR, **row}], reference))["is_planned"] is is_planned


def test_an_early_end_is_dated_where_the_print_dates_it(reference: Reference) -> None:
    record = only(build([{**AIR, "status": "diakhiri 3 Juni 2022"}], reference))

    assert record["ended_on"] == date(2022, 6, 3)
    assert "diakhiri_tanpa_tanggal" not in record["warnings"]


def test_a_company_of_the_region_that_carries_the_agreement_out_spends_no_apbd(reference: Reference) -> None:
    assert only(build([{**AIR, "skpd": "PTMB"}], reference))["budget_scope"] == "rkap_bumd"
    assert only(build([{**AIR, "skpd": "Dinas PU; PTMB"}], reference))["budget_scope"] == "belum_ditetapkan"


def test_an_office_replaced_by_its_official_name_leaves_a_correction(reference: Reference) -> None:
    frames = build([{**AIR, "skpd": "DKK"}], reference)

    (correction,) = frames.corrections.to_dict("records")
    assert (correction["printed"], correction["used"]) == ("DKK", "Dinas Kesehatan")


def test_fields_of_government_are_read_by_name_or_code(reference: Reference) -> None:
    record = only(build([{**AIR, "urusan": "Urusan Kesehatan; 1.01 Pendidikan"}], reference))

    assert record["urusans"] == ["1.02", "1.01"]


def test_signers_are_never_carried(reference: Reference) -> None:
    record = only(build([{**AIR, "signer": "Drs. Nama Orang"}], reference))

    assert "Nama Orang" not in repr(record)


def test_a_numbered_row_that_says_nothing_is_quarantined_not_dropped(reference: Reference) -> None:
    frames = build([AIR, {"no": "2"}], reference)

    assert len(frames.records) == 1
    assert frames.quarantine["reason_code"].tolist() == ["empty_agreement"]
    assert frames.quarantine["source_row_id"].tolist() == ["row2"]
