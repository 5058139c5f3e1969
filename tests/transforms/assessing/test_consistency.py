"""Plan against budget, by count and by rupiah."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.consistency import measure_consistency
from transforms.shares import MKPP_CLASSES, mkpp_class, share_pct


def measure(world: Any) -> dict[str, dict[str, Any]]:
    frames = (world.frame(name) for name in ("lines", "amounts", "slices"))
    found = measure_consistency(*frames, world.enrolments).by_office
    return {row["skpd_name"]: row for row in found.to_dict("records")}


def tell(world: Any, kind: str, version: str | None, named: dict[str, int]) -> None:
    """A document whose first office prints these lines beside the routine line of every office."""
    document = world.document(kind, version)
    for name, sen in named.items():
        world.support(document, name=name, sen=sen, state=None)


def test_lines_found_again_are_counted_by_number_and_rupiah(world: Any) -> None:
    tell(world, "rkpd", "murni", {"Satu": 100_00, "Dua": 300_00})
    tell(world, "apbd", "murni", {"Satu": 90_00, "Tiga": 40_00})
    row = measure(world)["Dinas Kesehatan"]
    assert (row["state"], row["planned_count"], row["kept_count"], row["added_count"]) == ("covered", 3, 2, 1)
    assert (row["kept_count_pct"], row["count_class"]) == (Decimal("66.6"), "60-79,9 %")
    assert (row["planned_sen"], row["kept_planned_sen"]) == (400_00, 100_00)
    assert (row["kept_budgeted_sen"], row["added_sen"]) == (90_00, 40_00)
    assert (row["kept_rupiah_pct"], row["rupiah_class"]) == (Decimal("25"), "20-39,9 %")


def test_each_office_has_its_own_row_and_the_documents_are_named(world: Any) -> None:
    tell(world, "rkpd", "murni", {})
    tell(world, "apbd", "perubahan-1", {})
    rows = measure(world)
    assert set(rows) == {"Dinas Kesehatan", "Dinas Perhubungan"}
    assert rows["Dinas Perhubungan"]["count_class"] == "80-100 %"
    assert rows["Dinas Perhubungan"]["planning_document"] == "RKPD 2024 murni"
    assert rows["Dinas Perhubungan"]["budget_document"] == "penjabaran APBD 2024 perubahan-1"


def test_each_urusan_of_an_office_has_its_own_share(world: Any) -> None:
    tell(world, "rkpd", "murni", {"Satu": 100_00, "Dua": 300_00, "Tiga": 50_00})
    tell(world, "apbd", "murni", {"Satu": 90_00, "Tiga": 50_00})
    codes = {"Satu": "1.02.02.2.01.0001", "Dua": "1.02.02.2.01.0002", "Tiga": "2.15.02.2.01.0001"}
    for line in world.rows["lines"]:
        # the plan prints no code for the third: it is of the urusan it is found again in
        is_uncoded = line["kind"] == "rkpd" and line["name"] == "Tiga"
        line["code"] = None if is_uncoded else codes.get(line["name"])
    frames = (world.frame(name) for name in ("lines", "amounts", "slices"))
    found = measure_consistency(*frames, world.enrolments).by_urusan
    own = found[found["skpd_name"] == "Dinas Kesehatan"].set_index("urusan_code")
    assert own["planned_count"].to_dict() == {"1.02": 2, "2.15": 1, None: 1}
    assert own["kept_rupiah_pct"].to_dict() == {"1.02": Decimal("25"), "2.15": Decimal("100"), None: None}


def test_a_slice_of_the_whole_region_is_split_by_office(world: Any) -> None:
    document = world.document("rkpd", "murni", offices=(None,))
    world.support(document, name="Satu", sen=100_00, state=None)
    world.rows["lines"][-1]["skpd_name"] = "Dinas Kesehatan"
    tell(world, "apbd", "murni", {"Satu": 90_00})
    rows = measure(world)
    assert rows["Dinas Kesehatan"]["planned_count"] == 1
    assert rows["Dinas Perhubungan"]["planned_count"] == 0
    assert rows["Dinas Perhubungan"]["count_class"] is None


@pytest.mark.parametrize(("kind", "state"), [("rkpd", "no_budget"), ("apbd", "no_planning")])
def test_nothing_is_said_while_one_side_is_missing(world: Any, kind: str, state: str) -> None:
    tell(world, kind, "murni", {"Satu": 1})
    row = measure(world)["Dinas Kesehatan"]
    assert (row["state"], row["kept_count"], row["count_class"]) == (state, None, None)


def test_lines_without_codes_are_found_again_by_name(world: Any) -> None:
    tell(world, "e81", None, {"Pengelolaan Kerjasama": 10_00})
    world.rows["lines"][-1]["line_item_key"] = "without code"
    tell(world, "apbd", "murni", {"Pengelolaan Kerja Sama": 10_00})
    assert measure(world)["Dinas Kesehatan"]["kept_count"] == 2


def test_doubtful_figures_are_left_out(world: Any) -> None:
    tell(world, "rkpd", "murni", {"Satu": 100_00})
    world.rows["amounts"][-1]["is_doubtful"] = True
    tell(world, "apbd", "murni", {"Satu": 90_00})
    row = measure(world)["Dinas Kesehatan"]
    assert (row["planned_sen"], row["doubtful_sen"], row["rupiah_class"]) == (None, 100_00, None)


@pytest.mark.parametrize(
    ("share", "name"),
    [("0", "0-19,9 %"), ("19.9", "0-19,9 %"), ("20", "20-39,9 %"), ("59.9", "40-59,9 %"), ("79.9", "60-79,9 %"),
     ("80", "80-100 %"), ("100", "80-100 %")],
)  # fmt: skip
def test_classes_meet_without_gap(share: str, name: str) -> None:
    assert mkpp_class(Decimal(share)) == name


@given(part=st.integers(0, 10**17), whole=st.integers(1, 10**17))
def test_a_share_never_reaches_the_next_class_by_rounding(part: int, whole: int) -> None:
    part = min(part, whole)
    share = share_pct(part, whole)
    assert share is not None
    assert MKPP_CLASSES.index(mkpp_class(share)) == min(part * 5 // whole, 4)


def test_a_line_is_found_again_by_name_only_where_no_line_of_its_own_is_there(world: Any) -> None:
    plan, budget = world.document("rkpd", "murni"), world.document("apbd", "murni")
    for kegiatan in ("satu", "dua"):
        world.support(plan, name="Koordinasi", sen=100_00, state=None)
        world.rows["lines"][-1]["line_item_key"] = world.rows["lines"][-1]["line_item_id"] = f"rkpd {kegiatan}"
    world.support(budget, name="Koordinasi", sen=100_00, state=None)
    world.rows["lines"][-1]["line_item_key"] = "rkpd satu"
    row = measure(world)["Dinas Kesehatan"]
    # the office's own routine line and one of the two; the other was dropped
    assert (row["planned_count"], row["kept_count"], row["added_count"]) == (3, 2, 0)


def test_of_two_lines_of_one_name_the_budget_holds_as_many_as_it_prints(world: Any) -> None:
    plan, budget = world.document("rkpd", "murni"), world.document("apbd", "murni")
    for number in range(2):
        world.support(plan, name="Koordinasi", sen=100_00, state=None)
        world.rows["lines"][-1]["line_item_key"] = world.rows["lines"][-1]["line_item_id"] = f"rkpd {number}"
    world.support(budget, name="Koordinasi", sen=100_00, state=None)
    row = measure(world)["Dinas Kesehatan"]
    assert (row["planned_count"], row["kept_count"], row["added_count"]) == (3, 2, 0)
