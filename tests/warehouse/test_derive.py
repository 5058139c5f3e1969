"""Derived tables are written as differences."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from config.reference import load_reference
from warehouse import read
from warehouse.across_years import check_across_years
from warehouse.derive import write_derived, write_document_doubts
from warehouse.facts import Changes
from warehouse.load import load_document
from warehouse.reference_load import load_reference_tables
from warehouse.rows import UnfitFrame
from warehouse.runs import start_run
from warehouse.tables.vocabulary import DOCUMENT_DOUBTS

AGREEMENT = {"agreement_id": "g1", "region_code": "64.71", "title": "Pengelolaan Sampah"}
JUDGED = {
    "agreement_id": "g1", "party_region_code": "64.71", "fiscal_year": 2024, "naskah": "pks_aktif",
    "cakupan": "wajib_apbd", "rencana": "ada", "anggaran": "ada", "realisasi": "belum", "status": "DIANGGARKAN",
}  # fmt: skip


def write(engine: Engine, table: str, *rows: dict[str, object]) -> tuple[int, Changes]:
    run = start_run(engine, "manual", "v1")
    with engine.begin() as connection:
        return run, write_derived(connection, run, table, pd.DataFrame(list(rows), dtype=object))


def test_only_what_differs_is_written(engine: Engine) -> None:
    first, changes = write(engine, "agreement", AGREEMENT, {**AGREEMENT, "agreement_id": "g2"})
    assert (changes.added, changes.changed, changes.ended) == (2, 0, 0)
    second, changes = write(engine, "agreement", AGREEMENT, {**AGREEMENT, "agreement_id": "g2", "title": "Lain"})
    assert (changes.added, changes.changed, changes.ended) == (0, 1, 0)
    agreements = read.read_agreements(engine).set_index("agreement_id")
    assert agreements["run_id"].to_dict() == {"g1": first, "g2": second}
    assert read.as_known_on(engine, "agreement", first)["title"].tolist() == ["Pengelolaan Sampah"] * 2


def test_an_assessment_that_stays_the_same_keeps_the_day_it_was_first_judged(engine: Engine) -> None:
    write(engine, "agreement", AGREEMENT)
    write(engine, "assessment", {**JUDGED, "as_of": date(2024, 3, 1)})
    _, unchanged = write(engine, "assessment", {**JUDGED, "as_of": date(2024, 3, 2)})
    assert not unchanged.any
    _, changed = write(engine, "assessment", {**JUDGED, "as_of": date(2024, 3, 3), "status": "DIREALISASI"})
    assert changed.changed == 1
    assert read.read_assessments(engine)["as_of"].tolist() == [date(2024, 3, 3)]


def test_two_judgements_of_the_same_thing_are_refused(engine: Engine) -> None:
    write(engine, "agreement", AGREEMENT)
    row = {**JUDGED, "as_of": date(2024, 3, 1)}
    with pytest.raises(UnfitFrame, match="two rows"):
        write(engine, "assessment", row, {**row, "status": "DIREALISASI"})


def test_document_tables_are_not_written_as_derived(sqlite_engine: Engine) -> None:
    with pytest.raises(KeyError):
        write(sqlite_engine, "raw_row", {"source_row_id": "r"})


def test_reference_data_is_written_once(engine: Engine) -> None:
    reference = load_reference()
    for expected_changes in (True, False):
        run = start_run(engine, "manual", "v1")
        with engine.begin() as connection:
            changes = load_reference_tables(connection, run, reference)
        assert all(change.any is expected_changes for change in changes.values())
    regions = read.read_table(engine, "region")
    assert len(regions) == len(reference.regions)
    assert regions.set_index("region_code").loc["64.71", "name"] == "Kota Balikpapan"


def test_frames_have_exact_types_also_when_empty(engine: Engine) -> None:
    amounts = read.read_amounts(engine)
    assert (amounts.dtypes["amount_sen"], amounts.dtypes["fiscal_year"]) == ("int64", "Int64")
    assert (amounts.dtypes["is_doubtful"], amounts.dtypes["measure"]) == ("bool", "str")


def line_frames(year: int, sen: int) -> dict[str, pd.DataFrame]:
    """One document with one line; the line's key is the same in every year."""
    name = str(year)
    place = {"slice_id": name, "region_code": "64.71", "kind": "rkpd", "fiscal_year": year}
    line = {"line_item_id": name, "source_row_id": name, "line_item_key": "the same line"}
    money = {"measure": "pagu_indikatif", "period": "tahun", "fiscal_year": year, "amount_sen": sen}
    return {
        "document_slice": pd.DataFrame([{**place, "is_complete": True}]),
        "raw_row": pd.DataFrame([{"source_row_id": name, "row_number": 1, "row_kind": "line", "cells": "[]"}]),
        "line_item": pd.DataFrame([{**line, **place}]),
        "line_amount": pd.DataFrame([{**line, **money}]),
    }


@pytest.mark.parametrize("order", [(2023, 2024, 2025), (2025, 2023, 2024)])
def test_money_a_thousand_times_that_of_other_years_is_named_in_any_order(engine: Engine, order: list[int]) -> None:
    money = {2023: 90_000_00, 2024: 100_000_00, 2025: 100_000_000_00}
    for year in order:
        document = {"document_id": f"d{year}", "file_name": "a.pdf"}
        load_document(engine, start_run(engine, "manual", "v1"), document, line_frames(year, money[year]))
    for is_first in (True, False):
        run = start_run(engine, "manual", "v1")
        with engine.begin() as connection:
            assert check_across_years(connection, run).any is is_first
    results = read.read_table(engine, "quality_result")
    assert results[["document_id", "unexpected_source_row_ids"]].values.tolist() == [["d2025", ["2025"]]]
    document = {"document_id": "d2025", "file_name": "a.pdf"}
    again = load_document(engine, start_run(engine, "manual", "v1"), document, line_frames(2025, money[2025]))
    assert not any(change.any for change in again.values())


def test_doubts_between_documents_are_derived_results_that_reading_again_leaves_alone(engine: Engine) -> None:
    document = {"document_id": "d2024", "file_name": "a.pdf"}
    load_document(engine, start_run(engine, "manual", "v1"), document, line_frames(2024, 100_00))
    doubt = {"document_id": "d2024", "severity": "warning", "success": False, "unexpected_source_row_ids": ["2024"]}
    doubts = pd.DataFrame([{**doubt, "expectation": expectation} for expectation in DOCUMENT_DOUBTS])
    for frame, is_new in ((doubts, True), (doubts, False), (doubts.iloc[:0], True)):
        run = start_run(engine, "manual", "v1")
        with engine.begin() as connection:
            assert write_document_doubts(connection, run, frame).any is is_new
        again = load_document(engine, start_run(engine, "manual", "v1"), document, line_frames(2024, 100_00))
        assert not any(change.any for change in again.values())
    with engine.begin() as connection, pytest.raises(KeyError, match=r"raw_row\.ada"):
        write_document_doubts(connection, run, doubts.assign(expectation="raw_row.ada"))
