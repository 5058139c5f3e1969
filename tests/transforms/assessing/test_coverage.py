"""What the documents at hand cover, and what is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config.calendar import load_calendar
from transforms.coverage import build_expected, coverage

BOTH = ("Dinas Kesehatan", "Dinas Perhubungan")


@pytest.mark.parametrize(
    ("kind", "stage", "state"),
    [
        ("rkpd", "planning", "covered"),
        ("renja", "planning", "covered"),
        ("e81", "planning", "covered"),
        ("renstra", "planning", "late"),
        ("apbd", "budget", "covered"),
        ("dpa", "budget", "covered"),
        ("kua_ppas", "budget", "late"),
        ("e81", "budget", "late"),
        ("rkpd", "budget", "late"),
        ("lkpj", "realisation", "covered"),
    ],
)
def test_which_documents_of_all_offices_cover_what(world: Any, kind: str, stage: str, state: str) -> None:
    world.document(kind)
    assert world.state(stage) == state


@pytest.mark.parametrize("kind", ["rkpd", "apbd"])
def test_one_document_for_the_whole_region_covers_it(world: Any, kind: str) -> None:
    world.document(kind, "murni", offices=(None,))
    assert world.state("planning" if kind == "rkpd" else "budget") == "covered"


def test_an_office_that_is_missing_leaves_it_incomplete_and_is_named(world: Any) -> None:
    world.document("rkpd", "murni", offices=BOTH[:1])
    row = world.coverage().set_index("stage").loc["planning"]
    assert row["state"] == "incomplete"
    assert "Dinas Perhubungan" in row["detail"]
    assert "1 dari 2 OPD" in row["detail"]


def test_offices_may_be_covered_by_different_kinds(world: Any) -> None:
    world.document("renja", "murni", offices=BOTH[:1])
    world.document("e81", period="tw2", offices=BOTH[1:])
    assert world.state("planning") == "covered"


def test_a_slice_not_read_whole_covers_nothing(world: Any) -> None:
    world.document("rkpd", "murni", complete=False)
    assert world.state("planning") == "incomplete"


def test_a_slice_that_does_not_say_of_whom_it_speaks_neither_covers_nor_uncovers(world: Any) -> None:
    world.document("e81", period="tw2")
    world.document("e81", offices=(None,), lacks={"period": "periode tidak diisi"}, complete=False)
    assert world.state("planning") == "covered"
    world.document("rkpd", "perubahan-1", offices=(None,), lacks={"skpd_name": "tidak diisi"}, complete=False)
    assert world.state("planning") == "covered"


def test_a_print_that_stops_above_sub_kegiatan_covers_nothing(world: Any) -> None:
    world.document("apbd", "murni", level="kegiatan")
    assert world.state("budget") == "incomplete"


def test_a_later_version_that_is_not_whole_uncovers_the_budget(world: Any) -> None:
    world.document("apbd", "murni")
    assert world.state("budget") == "covered"
    world.document("apbd", "perubahan-1", offices=BOTH[:1])
    assert world.state("budget") == "incomplete"


def test_a_shift_of_one_offices_dpa_leaves_the_others_covered(world: Any) -> None:
    world.document("apbd", "murni")
    world.document("dpa", "pergeseran-1", offices=BOTH[:1])
    assert world.state("budget") == "covered"


@pytest.mark.parametrize("state", ["superseded", "duplicate"])
def test_superseded_and_doubled_slices_do_not_count(world: Any, state: str) -> None:
    world.document("apbd", "murni", state=state)
    assert world.state("budget") == "late"


def test_disputed_documents_cover_nothing_and_say_so(world: Any) -> None:
    world.document("apbd", "murni", state="sengketa", copy=1)
    world.document("apbd", "murni", state="sengketa", copy=2)
    row = world.coverage().set_index("stage").loc["budget"]
    assert row["state"] == "incomplete"
    assert "sengketa" in row["detail"]


def test_a_settled_dispute_counts_again(world: Any) -> None:
    world.document("apbd", "murni", state="sengketa", complete=False, copy=1)
    world.document("apbd", "murni", copy=2)
    assert world.state("budget") == "covered"


@pytest.mark.parametrize(
    ("as_of", "state"), [(date(2023, 12, 30), "not_due"), (date(2023, 12, 31), "not_due"), (date(2024, 1, 1), "late")]
)
def test_due_and_late_follow_from_the_day_asked_about(world: Any, as_of: date, state: str) -> None:
    assert world.state("budget", as_of) == state


@pytest.mark.parametrize(("as_of", "state"), [(date(2024, 7, 30), "covered"), (date(2024, 10, 31), "incomplete")])
def test_realisation_must_reach_the_quarter_that_is_due(world: Any, as_of: date, state: str) -> None:
    world.document("e81", period="tw2")
    assert world.state("realisation", as_of) == state


def test_an_lra_by_account_takes_no_coverage_away(world: Any) -> None:
    world.document("e81", period="tw4")
    world.document("lra", period="sd_12", level="rekening", offices=BOTH[:1])
    assert world.state("realisation") == "covered"


def test_a_change_that_the_region_announced_is_waited_for(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.71"] = enrol_region(perubahan_years=[2024])
    world.document("apbd", "murni")
    assert world.state("budget", date(2024, 9, 29)) == "covered"
    assert world.state("budget", date(2024, 9, 30)) == "incomplete"
    world.document("apbd", "perubahan-1")
    assert world.state("budget", date(2024, 9, 30)) == "covered"


def test_a_region_that_is_not_enrolled_is_unknown(world: Any) -> None:
    world.document("rkpd", "murni", region="64.09")
    assert world.state("planning", region="64.09") == "unknown"


def test_a_year_that_is_not_enrolled_is_unknown(world: Any) -> None:
    world.document("rkpd", "murni", year=2022)
    assert world.state("planning", year=2022) == "unknown"


def test_without_a_list_of_offices_only_a_document_of_the_region_covers(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.71"] = enrol_region(offices=[])
    world.document("renja", "murni")
    assert world.state("planning") == "incomplete"
    world.document("rkpd", "murni", offices=(None,))
    assert world.state("planning") == "covered"


def test_an_office_that_nobody_enrolled_is_named(world: Any) -> None:
    world.document("rkpd", "murni", offices=("Dinas Kesehatan", "Dinas Kebersihan"))
    assert "Dinas Kebersihan" in world.coverage().set_index("stage").loc["planning", "detail"]


def test_offices_are_known_by_code_alias_and_spelling(world: Any, enrol_region: Any) -> None:
    offices = [{"name": "Dinas Kesehatan", "aliases": ["DKK"]}, {"name": "Dinas Perhubungan"}]
    world.enrolments["64.71"] = enrol_region(offices=offices)
    world.document("rkpd", "murni", offices=("DKK", "DINAS  PERHUBUNGAN"))
    assert world.state("planning") == "covered"


def test_depth_must_be_known(world: Any) -> None:
    world.document("rkpd", "murni")
    with pytest.raises(ValueError, match="has_sub_kegiatan"):
        coverage(world.frame("slices"), world.expected(), world.enrolments, date(2024, 1, 1))
    known = world.frame("slices").assign(has_sub_kegiatan=True)
    found = coverage(known, world.expected(), world.enrolments, date(2024, 1, 1))
    assert found.set_index("stage").loc["planning", "state"] == "covered"


def test_expected_documents_follow_the_calendar(world: Any, enrol_region: Any) -> None:
    enrolments = {"64.71": enrol_region(documents=["rkpd", "apbd", "e81"], perubahan_years=[2024])}
    expected = build_expected(enrolments, load_calendar())
    by_kind = expected.groupby("kind").size().to_dict()
    assert by_kind == {"rkpd": 2, "apbd": 2, "e81": 8}
    murni = expected[(expected["kind"] == "apbd") & (expected["version"] == "murni")]
    assert murni["due_date"].tolist() == [date(2023, 12, 31)]
    assert build_expected(enrolments, load_calendar(), [2030]).empty
