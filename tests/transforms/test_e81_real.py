"""The real Formulir E.81 of one city against the independent truth of its print."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from config.reference import Reference
from extractors.detect import extract
from extractors.frame import rows_frame
from transforms.doubts import find_doubts
from transforms.line_items import LineFrames, build_line_items
from transforms.rows import classify_rows
from transforms.slices import identify_slices, mark_completeness
from transforms.ties import check_ties

pytestmark = [pytest.mark.real, pytest.mark.slow]

FIGURES = {
    "rp5": ("target_renstra", "akhir"), "rp6": ("realisasi_renstra", "sd_tahun_lalu"), "rp7": ("anggaran", "tahun"),
    "rp8": ("realisasi", "tw1"), "rp9": ("realisasi", "tw2"), "rp10": ("realisasi", "tw3"),
    "rp11": ("realisasi", "tw4"), "rp12": ("realisasi", "tahun"), "rp14": ("realisasi_renstra", "sd_tahun_ini"),
}  # fmt: skip
LEVELS = ("sasaran", "program", "kegiatan", "sub_kegiatan")


@pytest.fixture(scope="module")
def truth(shared_data: Path) -> list[dict[str, str]]:
    return read(shared_data / "budget/truth/e81_2024_rows.csv")


@pytest.fixture(scope="module")
def document(shared_data: Path, reference: Reference) -> tuple[pd.DataFrame, pd.DataFrame, LineFrames, pd.DataFrame]:
    extraction = extract(shared_data / "budget/balikpapan_e81_2024_tw2.pdf")
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    slices = identify_slices(extraction, rows, reference, None)
    frames = build_line_items(rows, slices, extraction.layout, reference)
    ties = check_ties(frames.line_items, frames.line_amounts, rows, extraction.layout)
    return rows, mark_completeness(slices, rows, frames.quarantine), frames, ties


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_levels_and_row_kinds_are_those_of_the_print(document: Any, truth: list[dict[str, str]]) -> None:
    rows, _, frames, _ = document
    once = frames.line_items[frames.line_items["duplicate_of"].isna()]
    wanted = Counter(row["row_kind"] for row in truth if not row["duplicate_of_block"])
    assert once["level"].value_counts().to_dict() == {level: wanted[level] for level in LEVELS}
    printed = Counter(row["row_kind"] for row in truth)
    kinds = rows.loc[rows["zone"] == "body", "row_kind"].value_counts()
    assert (kinds["continuation"], kinds["summary"], kinds["note"]) == (
        printed["indicator_continuation"], printed["summary"], printed["note"]
    )  # fmt: skip
    assert frames.quarantine.empty


def test_every_amount_of_every_line_and_continuation_is_exact(document: Any, truth: list[dict[str, str]]) -> None:
    rows, _, frames, _ = document
    kinds = (*LEVELS, "indicator_continuation")
    wanted = Counter(
        (row["page"], *FIGURES[name], int(row[name].replace(",", "")) * 100)
        for row in truth
        if row["row_kind"] in kinds
        for name in FIGURES
        if row[name]
    )
    pages = rows.set_index("source_row_id")["page"]
    columns = ["source_row_id", "measure", "period", "amount_sen"]
    got = Counter(
        (str(pages[row]), measure, period, sen)
        for row, measure, period, sen in frames.line_amounts[columns].itertuples(index=False, name=None)
    )
    assert got == wanted


def test_offices_printed_twice_count_once(document: Any, shared_data: Path) -> None:
    _, slices, frames, _ = document
    totals = read(shared_data / "budget/truth/e81_2024_opd_totals.csv")
    printed_twice = {
        int(row["opd_block"]): int(row["duplicate_of_block"]) for row in totals if row["duplicate_of_block"]
    }
    duplicates = slices[slices["state"] == "duplicate"]
    assert dict(zip(duplicates["block"], duplicates["duplicate_of_block"], strict=True)) == printed_twice
    once = frames.line_items[frames.line_items["duplicate_of"].isna() & (frames.line_items["level"] == "sub_kegiatan")]
    amounts = frames.line_amounts[frames.line_amounts["line_item_id"].isin(once["line_item_id"])]
    wanted = sum(int(row["rp7"]) for row in totals if not row["duplicate_of_block"])
    budget = amounts[(amounts["measure"] == "anggaran") & (amounts["period"] == "tahun")]
    assert sum(budget["amount_sen"]) == wanted * 100


def test_every_office_is_one_complete_slice_of_the_second_quarter(document: Any) -> None:
    slices = document[1]
    assert len(slices) == 38
    assert slices["is_complete"].all()
    assert set(map(tuple, slices[["region_code", "kind", "fiscal_year", "period"]].to_numpy())) == {
        ("64.71", "e81", 2024, "tw2")
    }
    assert slices["skpd_name"].nunique() == 34


def test_broken_sums_are_those_found_by_hand(document: Any, shared_data: Path) -> None:
    rows, _, _, ties = document
    places = rows.set_index("source_row_id")
    found = {
        (places.loc[row, "block"], places.loc[row, "v_no"], measure, period, printed // 100, summed // 100)
        for row, measure, period, printed, summed in ties.loc[
            ~ties["holds"], ["parent_source_row_id", "measure", "period", "printed_sen", "summed_sen"]
        ].itertuples(index=False, name=None)
    }
    wanted = {
        (
            int(row["opd_block"]),
            row["no"],
            *FIGURES[row["column"]],
            int(row["printed_parent"]),
            int(row["sum_of_children"]),
        )
        for row in read(shared_data / "budget/truth/e81_2024_arithmetic_mismatches.csv")
        if row["n_children"] != "0"
    }
    assert found == wanted


def test_implausible_figures_are_marked_and_hardly_any_other(document: Any, truth: list[dict[str, str]]) -> None:
    rows, _, frames, _ = document
    places = rows.set_index("source_row_id")
    doubts = find_doubts(frames.line_amounts, frames.line_items)
    budgets = doubts[(doubts["measure"] == "anggaran")]
    assert {(places.loc[row, "page"], places.loc[row, "v_no"]) for row in budgets["source_row_id"]} == {
        (13, "4.1"), (13, "4.1.1"), (13, "4.1.1.1"), (13, "4.1.1.2")
    }  # fmt: skip

    def money(row: dict[str, str], name: str) -> int:
        return int(row[name].replace(",", "") or 0)

    overspent = {
        (int(row["page"]), row["no"])
        for row in truth
        if row["row_kind"] in LEVELS and row["rp7"] and money(row, "rp12") > money(row, "rp7")
    }
    realised = doubts[(doubts["measure"] == "realisasi") & (doubts["period"] == "tahun")]
    assert {(places.loc[row, "page"], places.loc[row, "v_no"]) for row in realised["source_row_id"]} == overspent
