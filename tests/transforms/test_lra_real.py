"""The real budget realisation reports of one regency's offices against the independent truth of their cells."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from config.reference import Reference
from extractors.detect import extract
from extractors.frame import rows_frame
from transforms.line_items import LineFrames, build_line_items
from transforms.rows import classify_rows
from transforms.slices import identify_slices
from transforms.ties import check_ties

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def truth(shared_data: Path) -> dict[str, list[dict[str, str]]]:
    by_file: dict[str, list[dict[str, str]]] = {}
    with (shared_data / "lra/truth/lra_rows.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            by_file.setdefault(row["file"], []).append(row)
    return by_file


@pytest.fixture(scope="module")
def reports(
    shared_data: Path, truth: dict[str, list[dict[str, str]]], reference: Reference
) -> dict[str, tuple[pd.DataFrame, LineFrames, pd.DataFrame]]:
    return {name: read(shared_data / "lra" / name, reference) for name in truth}


def read(path: Path, reference: Reference) -> tuple[pd.DataFrame, LineFrames, pd.DataFrame]:
    extraction = extract(path)
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    slices = identify_slices(extraction, rows, reference, None)
    frames = build_line_items(rows, slices, extraction.layout, reference)
    return slices, frames, check_ties(frames.line_items, frames.line_amounts, rows, extraction.layout)


def test_every_account_has_its_exact_budget_and_realisation(
    reports: dict[str, tuple[pd.DataFrame, LineFrames, pd.DataFrame]], truth: dict[str, list[dict[str, str]]]
) -> None:
    for name, (_, frames, _) in reports.items():
        code = frames.line_items.set_index("line_item_id")["code"]
        columns = ["line_item_id", "measure", "amount_sen"]
        got = {
            (code[line], measure, sen)
            for line, measure, sen in frames.line_amounts[columns].itertuples(index=False, name=None)
            if measure != "serapan"
        }
        wanted = {
            (row["code"], measure, int(Decimal(row[measure]) * 100))
            for row in truth[name]
            for measure in ("anggaran", "realisasi")
            if row[measure]
        }
        assert (name, got) == (name, wanted)
        assert frames.quarantine.empty


def test_names_left_as_dots_are_null_and_titles_give_the_region(
    reports: dict[str, tuple[pd.DataFrame, LineFrames, pd.DataFrame]], truth: dict[str, list[dict[str, str]]]
) -> None:
    for name, (slices, _, _) in reports.items():
        printed = truth[name][0]
        found = slices.iloc[0]
        assert found["region_code"] == ("12.12" if printed["header_region"].endswith("TOBA") else "12")
        assert found["fiscal_year"] == 2022
        is_named = any(printed[field].strip(" .…0123456789") for field in ("unit_org", "sub_unit", "sub_unit_text"))
        assert (name, found["skpd_name"] is not None) == (name, is_named)


def test_periods_are_named_or_null_where_nobody_filled_them_in(
    reports: dict[str, tuple[pd.DataFrame, LineFrames, pd.DataFrame]],
) -> None:
    periods = {name.split("_")[0]: slices.iloc[0]["period"] for name, (slices, _, _) in reports.items()}
    wanted = {"11": "sd_11", "13": "sd_10", "23": "sd_10", "33": "sd_09", "39": "sd_10", "47": "sd_10", "57": "sd_11"}
    assert {number: periods[number] for number in wanted} == wanted
    assert {periods[number] for number in ("15", "17", "25", "37", "43", "45", "51", "55")} == {None}


def test_totals_that_do_not_tie_are_reported_in_the_three_files_that_have_them(
    reports: dict[str, tuple[pd.DataFrame, LineFrames, pd.DataFrame]],
) -> None:
    broken = {name.split("_")[0] for name, (_, _, ties) in reports.items() if not ties["holds"].all()}
    assert broken == {"51", "53", "55"}
