"""The way of an agreement through the documents, the lines behind its rupiah, and its absorption by quarter."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest


def steps(world: Any, agreement_id: str = "A") -> dict[str, str]:
    found = world.judge().agreement_step
    own = found[found["agreement_id"] == agreement_id]
    return dict(zip(own["step"], own["state"], strict=True))


def quarters(world: Any) -> dict[int, Any]:
    found = world.judge().absorption
    return {row.quarter: None if row.realised_sen is None else int(row.realised_sen) for row in found.itertuples()}


def test_a_line_lost_between_plan_and_kua_ppas_is_absent_from_there_on(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    for kind in ("kua_ppas", "apbd"):
        world.document(kind, "murni")
    assert steps(world) == {
        "rencana_tahunan": "ada",
        "kua_ppas": "tidak_ada",
        "apbd_murni": "tidak_ada",
        "realisasi": "belum_dapat_dinilai",
    }


def test_a_line_lost_between_kua_ppas_and_budget(world: Any) -> None:
    world.agreement()
    for kind in ("rkpd", "kua_ppas"):
        world.support(world.document(kind, "murni"))
    world.document("apbd", "murni")
    found = steps(world)
    assert (found["kua_ppas"], found["apbd_murni"]) == ("ada", "tidak_ada")


def test_a_kua_ppas_that_is_not_whole_proves_no_absence(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.document("kua_ppas", "murni", offices=("Dinas Kesehatan",))
    world.document("apbd", "murni")
    assert steps(world)["kua_ppas"] == "belum_dapat_dinilai"


def test_the_same_line_without_a_link_is_a_candidate_not_an_absence(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("kua_ppas", "murni"), state=None)
    world.document("apbd", "murni")
    assert steps(world)["kua_ppas"] == "kandidat"


def test_a_line_taken_away_by_the_change_stands_in_the_first_budget_only(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"))
    world.document("apbd", "perubahan-1")
    found = steps(world)
    assert (found["rencana_tahunan"], found["apbd_murni"], found["apbd_terakhir"]) == ("tidak_ada", "ada", "tidak_ada")


def test_the_column_before_of_a_changed_budget_tells_of_the_first_one(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("apbd", "perubahan-1"), sen=0)
    world.amount(line, "anggaran_sebelum", 500_00)
    found = steps(world)
    assert (found["apbd_murni"], found["apbd_terakhir"]) == ("ada", "tidak_ada")


def test_a_line_left_with_nothing_is_lost_and_no_open_question(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"))
    world.support(world.document("apbd", "perubahan-1"), sen=0)
    assert world.verdict().status == "DIHAPUS_DI_PERUBAHAN"
    assert (steps(world)["apbd_murni"], steps(world)["apbd_terakhir"]) == ("ada", "tidak_ada")


def test_agreements_not_in_force_have_no_way_to_follow(world: Any) -> None:
    world.covered().agreement(is_planned=True)
    assert steps(world) == {}


def test_supporting_lines_add_up_to_the_rupiah_of_the_assessment(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"), sen=700_00)
    budget = world.document("apbd", "murni")
    world.support(budget, name="Satu", sen=100_00)
    world.support(budget, name="Dua", sen=250_00, office=1)
    world.support(budget, name="Tiga", sen=None)
    line = world.support(world.document("e81", period="tw4"), name="Satu", sen=None)
    world.amount(line, "realisasi", 90_00)
    judged = world.judge()
    lines = judged.supporting_line
    summed = lines.groupby("stage")["amount_sen"].sum().to_dict()
    row = judged.assessment.iloc[0]
    assert summed == {
        "rencana": row["supporting_planned_sen"],
        "anggaran": row["supporting_budgeted_sen"],
        "realisasi": row["supporting_realised_sen"],
    }
    assert summed == {"rencana": 700_00, "anggaran": 350_00, "realisasi": 90_00}
    assert sorted(lines.loc[lines["stage"] == "anggaran", "skpd_name"]) == [
        "Dinas Kesehatan",
        "Dinas Kesehatan",
        "Dinas Perhubungan",
    ]


def e81(world: Any, period: str, amounts: dict[str, int]) -> None:
    line = world.support(world.document("e81", period=period), sen=None)
    world.amount(line, "anggaran", 1_000_00)
    for told, sen in amounts.items():
        world.amount(line, "realisasi", sen, period=told)


@pytest.mark.parametrize(
    ("period", "amounts", "told"),
    [
        ("tw4", {"tw1": 0, "tw2": 100_00, "tw3": 200_00, "tw4": 600_00, "tahun": 900_00}, [0, 100_00, 300_00, 900_00]),
        ("tw2", {"tw1": 10_00, "tw2": 20_00, "tahun": 30_00}, [10_00, 30_00, None, None]),
        # a blank quarter is none where the rest makes up the sum, and unknown where it doesn't
        ("tw4", {"tw2": 100_00, "tw4": 50_00, "tahun": 150_00}, [0, 100_00, 100_00, 150_00]),
        ("tw4", {"tw2": 100_00, "tw4": 50_00, "tahun": 160_00}, [None, None, None, 160_00]),
        ("tw4", {"tahun": 160_00}, [None, None, None, 160_00]),
    ],
)
def test_realisation_is_told_quarter_by_quarter(
    world: Any, period: str, amounts: dict[str, int], told: list[int | None]
) -> None:
    world.agreement()
    e81(world, period, amounts)
    assert list(quarters(world).values()) == told


def test_an_earlier_report_tells_what_the_later_one_leaves_open(world: Any) -> None:
    world.agreement()
    e81(world, "tw1", {"tw1": 70_00, "tahun": 70_00})
    e81(world, "tw4", {"tahun": 160_00})
    assert quarters(world) == {1: 70_00, 2: None, 3: None, 4: 160_00}


def test_absorption_is_measured_by_the_budget_where_it_is_at_hand(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"), sen=500_00)
    e81(world, "tw4", {"tw1": 0, "tw2": 0, "tw3": 0, "tw4": 100_00, "tahun": 100_00})
    found = world.judge().absorption.set_index("quarter")
    assert (found.loc[4, "budget_basis"], int(found.loc[4, "budget_sen"])) == ("anggaran", 500_00)
    assert str(found.loc[4, "realised_pct"]) == "20"
    assert str(found.loc[4, "quarter_end"]) == "2024-12-31"


def test_a_budget_without_a_report_has_quarters_without_realisation(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"), sen=500_00)
    found = world.judge().absorption
    assert found["realised_sen"].isna().all() and len(found) == 4
    assert isinstance(found, pd.DataFrame)


def test_a_report_without_the_agreements_line_is_named_and_none_is_not(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"))
    world.document("e81", period="tw2", offices=("Dinas Kesehatan",))
    found = world.judge().absorption.set_index("quarter")
    assert list(found["realised_sen"]) == [None] * 4
    assert list(found["report"]) == ["Formulir E.81 2024 tw2", "Formulir E.81 2024 tw2", None, None]


def test_the_report_of_another_office_is_no_report_for_the_line(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"))
    world.document("e81", period="tw4", offices=("Dinas Perhubungan",))
    assert set(world.judge().absorption["report"]) == {None}
