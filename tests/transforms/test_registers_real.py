"""The real registers beside the project: the city's gold register against its facts, the ministry's by its traps."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from config.reference import load_reference
from extractors.detect import extract
from extractors.frame import rows_frame
from transforms.agreements import RecordFrames, build_agreement_records
from transforms.agreements_resolved import AgreementFrames, resolve_agreements
from transforms.dates import parse_date
from transforms.rows import classify_rows
from transforms.slices import identify_slices

pytestmark = pytest.mark.real

#: printed dates whose fact was inferred from elsewhere: the register prints no day or no year
INFERRED_DATES = {"10", "27"}


@cache
def read(path: Path) -> tuple[pd.DataFrame, RecordFrames]:
    extraction = extract(path)
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    slices = identify_slices(extraction, rows, load_reference())
    return rows, build_agreement_records(rows, slices, extraction.layout, load_reference())


@pytest.fixture(scope="module")
def gold(shared_data: Path) -> RecordFrames:
    return read(shared_data / "agreements/gold/dev/register.xlsx")[1]


@pytest.fixture(scope="module")
def by_no(gold: RecordFrames) -> dict[str, dict[str, Any]]:
    return {record["register_no"]: record for record in gold.records.to_dict("records")}


@pytest.fixture(scope="module")
def facts(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "agreements/gold/dev/facts.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def resolved(gold: RecordFrames) -> AgreementFrames:
    return resolve_agreements(gold.records, load_reference())


def printed_precision(record: dict[str, Any]) -> str:
    """The signing as an ISO date as exact as the print: 2016, 2025-08, 2024-02-08."""
    if record["signed_date"] is not None:
        return str(record["signed_date"])
    first = parse_date(record["signed_date_printed"]).first
    return "" if first is None else str(first)[: {"month": 7, "year": 4}[record["date_precision"]]]


def test_the_gold_register_gives_its_42_agreements(
    by_no: dict[str, dict[str, Any]], facts: list[dict[str, str]]
) -> None:
    assert len(by_no) == 42
    assert set(by_no) == {fact["no_printed_register"] for fact in facts}


def test_each_section_gives_its_category(gold: RecordFrames) -> None:
    assert Counter(gold.records["category"]) == {"ksdd_belum_ditetapkan": 11, "sinergi": 10, "ksdpk": 21}
    assert set(gold.records["category_basis"]) == {"bagian"}


def test_every_printed_date_equals_the_fact_as_exactly_as_it_is_printed(
    by_no: dict[str, dict[str, Any]], facts: list[dict[str, str]]
) -> None:
    wrong = {
        fact["no_printed_register"]: (printed_precision(by_no[fact["no_printed_register"]]), fact["tanggal_iso"])
        for fact in facts
        if printed_precision(by_no[fact["no_printed_register"]]) != fact["tanggal_iso"]
    }

    assert set(wrong) == INFERRED_DATES
    assert wrong["10"][0] == "2025-08"
    assert wrong["27"][0] == ""


def test_no_date_without_a_printed_day_has_a_day(by_no: dict[str, dict[str, Any]]) -> None:
    partial = [record for record in by_no.values() if record["date_precision"] != "day"]

    assert partial
    assert all(record["signed_date"] is None for record in partial)


def test_titles_and_partners_are_as_printed(by_no: dict[str, dict[str, Any]], facts: list[dict[str, str]]) -> None:
    for fact in facts:
        record = by_no[fact["no_printed_register"]]
        assert record["title"].casefold() == " ".join(fact["judul_raw"].split()).casefold()


def test_the_only_printed_numbers_belong_each_to_its_party(by_no: dict[str, dict[str, Any]]) -> None:
    assert [no for no, record in by_no.items() if record["numbers"]] == ["24"]
    assert [party["number"] for party in by_no["24"]["parties"]] == ["197/01/kb/ii/2022", "01/i/mou/dpd-Ppski/"]


@pytest.mark.parametrize(
    ("register_no", "offices"),
    [
        ("3", ["Dinas Perdagangan", "Dinas Pangan, Pertanian dan Perikanan"]),
        ("12", ["Sekretariat Daerah", "Badan Keuangan dan Aset Daerah"]),
        ("20", ["Badan Keuangan dan Aset Daerah"]),
        (
            "29",
            ["Dinas Kesehatan", "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana"],
        ),
        ("37", ["RSUD Beriman"]),
        ("38", ["RSUD Beriman"]),
        ("39", ["Dinas Kesehatan", "RSKB Sayang Ibu"]),
    ],
)
def test_several_offices_abbreviations_and_merged_cells_are_read(
    register_no: str, offices: list[str], by_no: dict[str, dict[str, Any]]
) -> None:
    assert [skpd["skpd_name"] for skpd in by_no[register_no]["skpds"]] == offices


def test_a_merged_partner_and_a_merged_term_hold_for_all_their_rows(by_no: dict[str, dict[str, Any]]) -> None:
    assert by_no["14"]["partner_printed"] == by_no["13"]["partner_printed"] == "BPJS Kesehatan Cab. Balikpapan"
    assert [by_no[no]["term_printed"] for no in ("39", "40", "41")] == ["1 tahun"] * 3


def test_planned_cooperation_is_what_the_register_calls_so(by_no: dict[str, dict[str, Any]]) -> None:
    assert {no for no, record in by_no.items() if record["is_planned"]} == {"7", "8", "20", "33"}


def test_companies_spend_no_apbd_and_payers_are_only_those_printed(by_no: dict[str, dict[str, Any]]) -> None:
    scopes = {no: record["budget_scope"] for no, record in by_no.items() if record["budget_scope_basis"]}

    assert scopes == {
        "10": "dibiayai_mitra", "13": "wajib_apbd", "14": "wajib_apbd", "17": "dibiayai_mitra", "20": "wajib_apbd",
        "22": "dibiayai_mitra", "31": "rkap_bumd", "32": "rkap_bumd", "33": "rkap_bumd",
    }  # fmt: skip


def test_no_scope_read_from_the_print_contradicts_the_judged_one(
    by_no: dict[str, dict[str, Any]], facts: list[dict[str, str]]
) -> None:
    for fact in facts:
        record = by_no[fact["no_printed_register"]]
        if record["budget_scope_basis"]:
            assert record["budget_scope"] == fact["cakupan_anggaran_judged"], record["register_no"]


def test_parents_are_those_the_register_refers_to(resolved: AgreementFrames) -> None:
    number = resolved.agreement.set_index("agreement_id")["register_no"]
    parents = resolved.agreement[resolved.agreement["parent_basis"] == "dirujuk"]
    found = {(row["register_no"], number[row["parent_agreement_id"]]) for row in parents.to_dict("records")}

    assert found == {("11", "12"), ("3", "2")}


def test_the_double_with_a_wrong_party_is_a_candidate_and_stays_apart(resolved: AgreementFrames) -> None:
    number = resolved.agreement.set_index("agreement_id")["register_no"]
    doubles = resolved.agreement_candidate[resolved.agreement_candidate["relation"] == "duplikat"]

    assert len(resolved.agreement) == 42
    assert [(number[d["agreement_id"]], number[d["other_agreement_id"]]) for d in doubles.to_dict("records")] == [
        ("1a", "1")
    ]


def test_every_line_of_a_register_ends_in_a_record_or_in_quarantine(shared_data: Path) -> None:
    for name in ("gold/dev/register.xlsx", "kkp_register.csv", "kkp_register_scope.xlsx"):
        rows, frames = read(shared_data / "agreements" / name)
        lines = set(rows[rows["row_kind"].isin(["line", "continuation"])]["source_row_id"])
        recorded = {row for sources in frames.records["source_rows"] for row, _ in sources}
        assert lines <= recorded | set(frames.quarantine["source_row_id"]), name


def test_the_ministry_register_is_read_month_first_and_its_typos_are_refused(shared_data: Path) -> None:
    frames = read(shared_data / "agreements/kkp_register.csv")[1]
    dates = frames.quarantine[frames.quarantine["reason_code"] == "unreadable_date"]

    assert len(frames.records) == 241
    assert sorted(detail.split("'")[1] for detail in dates["detail"]) == ["12/72020", "9/92021"]
    assert set(frames.records["region_code"]) == {None}
    assert (frames.records["category"] == "sinergi").sum() == 29
    assert sum("berakhir_sebelum_mulai" in warnings for warnings in frames.records["warnings"]) == 2
