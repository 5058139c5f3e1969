"""Figures that are marked because they can hardly be meant."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from transforms.doubts import find_doubts, mark_doubtful


def frames(lines: list[tuple[Any, ...]], amounts: list[tuple[Any, ...]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    items = pd.DataFrame(
        [("d", line, parent, level, code) for line, parent, level, code in lines],
        columns=["document_id", "line_item_id", "parent_line_item_id", "level", "code"],
        dtype=object,
    )
    money = pd.DataFrame(
        [
            (line, f"row {line}", measure, 2024, period, rupiah * 100, False)
            for line, measure, period, rupiah in amounts
        ],
        columns=["line_item_id", "source_row_id", "measure", "fiscal_year", "period", "amount_sen", "is_doubtful"],
        dtype=object,
    )
    return money, items


def line(name: str, parent: str | None = None, level: str = "sub_kegiatan", code: str | None = None) -> tuple[Any, ...]:
    return (name, parent, level, code)


def marked(lines: list[tuple[Any, ...]], amounts: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    money, items = frames(lines, amounts)
    result = mark_doubtful(money, items)
    return [
        (row["line_item_id"], row["measure"], row["period"]) for row in result[result["is_doubtful"]].to_dict("records")
    ]


def test_a_budget_a_thousand_times_its_renstra_is_doubtful_with_the_parts_that_make_it() -> None:
    lines = [line("k", level="kegiatan"), line("big", "k"), line("small", "k")]
    amounts = [
        ("k", "target_renstra", "akhir", 5_000_000_000),
        ("k", "anggaran", "tahun", 1_000_000_000_000),
        ("big", "anggaran", "tahun", 999_900_000_000),
        ("small", "anggaran", "tahun", 100_000_000),
    ]
    assert marked(lines, amounts) == [("k", "anggaran", "tahun"), ("big", "anggaran", "tahun")]


def test_a_plan_ten_times_another_year_is_not_doubted() -> None:
    amounts = [("a", "pagu_indikatif", "tahun", 10_000_000_000), ("a", "prakiraan_maju", "tahun", 1_000_000_000)]
    assert marked([line("a")], amounts) == []


def test_one_line_far_above_the_largest_of_its_level_is_doubtful_and_salaries_are_not() -> None:
    lines = [line(f"s{n}") for n in range(40)]
    amounts = [(f"s{n}", "anggaran", "tahun", 100_000_000) for n in range(38)]
    amounts += [("s38", "anggaran", "tahun", 300_000_000_00), ("s39", "anggaran", "tahun", 90_000_000_000_000)]
    assert marked(lines, amounts) == [("s39", "anggaran", "tahun")]


@pytest.mark.parametrize(
    ("budget", "realised", "severity"),
    [(100, 100, None), (100, 101, "warn"), (100, 120, "warn"), (100, 121, "doubtful"), (0, 1, "doubtful")],
)
def test_spending_above_the_budget_is_a_warning_and_far_above_doubtful(
    budget: int, realised: int, severity: str | None
) -> None:
    amounts = [("a", "anggaran", "tahun", budget), ("a", "realisasi", "tahun", realised)]
    doubts = find_doubts(*frames([line("a")], amounts))
    assert doubts["severity"].tolist() == ([severity] if severity else [])


def test_the_quarter_at_fault_is_marked_and_the_sums_made_of_it() -> None:
    amounts = [
        ("a", "anggaran", "tahun", 1_000),
        ("a", "realisasi", "tw1", 100),
        ("a", "realisasi", "tw2", 50_000),
        ("a", "realisasi", "tahun", 50_100),
        ("a", "realisasi_renstra", "sd_tahun_lalu", 900),
        ("a", "realisasi_renstra", "sd_tahun_ini", 51_000),
    ]
    assert marked([line("a")], amounts) == [
        ("a", "realisasi", "tw2"),
        ("a", "realisasi", "tahun"),
        ("a", "realisasi_renstra", "sd_tahun_ini"),
    ]


def test_months_and_their_quarters_are_not_counted_twice() -> None:
    months = [("a", "realisasi", f"bln_{month:02d}", 30) for month in (1, 2, 3)]
    amounts = [("a", "anggaran", "tahun", 100), *months, ("a", "realisasi", "tw1", 90)]
    assert find_doubts(*frames([line("a")], amounts)).empty


def test_revenue_above_its_target_is_good_news() -> None:
    amounts = [("a", "anggaran", "tahun", 100), ("a", "realisasi", "sd_10", 150)]
    assert find_doubts(*frames([line("a", level="rekening", code="4.1")], amounts)).empty
    assert len(find_doubts(*frames([line("a", level="rekening", code="5.1")], amounts))) == 1


def test_a_line_without_a_printed_budget_is_not_judged() -> None:
    assert find_doubts(*frames([line("a")], [("a", "realisasi", "tahun", 100)])).empty
