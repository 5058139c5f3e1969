"""Sums of the supporting sub kegiatan: each line once, doubtful figures apart, never float."""

from __future__ import annotations

from typing import Any

import pytest


def test_rkpd_renja_and_e81_of_one_office_count_once(world: Any) -> None:
    world.agreement()
    for kind, sen in (("e81", 90_00), ("renja", 95_00), ("rkpd", 100_00)):
        world.support(world.document(kind), sen=sen)
    assert world.verdict().supporting_planned_sen == 100_00


def test_apbd_and_dpa_of_one_office_count_once(world: Any) -> None:
    world.agreement()
    for kind in ("dpa", "apbd"):
        world.support(world.document(kind, "murni"), sen=70_00)
    assert world.verdict().supporting_budgeted_sen == 70_00


def test_only_the_latest_version_is_summed(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"), sen=70_00)
    line = world.support(world.document("apbd", "perubahan-1"), sen=60_00)
    world.amount(line, "anggaran_sebelum", 70_00)
    assert world.verdict().supporting_budgeted_sen == 60_00


def test_lines_of_several_offices_add_up(world: Any) -> None:
    world.agreement()
    document = world.document("apbd", "murni")
    world.support(document, name="Satu", sen=1)
    world.support(document, name="Dua", sen=20, office=1)
    assert world.verdict().supporting_budgeted_sen == 21


def test_accounts_below_a_sub_kegiatan_stand_for_it_once(world: Any) -> None:
    world.agreement()
    document = world.document("dpa", "murni")
    parent = world.support(document, name="Sub kegiatan", sen=500_00, state=None)
    for name in ("Belanja A", "Belanja B"):
        world.support(document, name=name, sen=100_00, level="rekening", parent=parent)
    assert world.verdict().supporting_budgeted_sen == 500_00


def test_a_kegiatan_above_sub_kegiatan_lends_no_money(world: Any) -> None:
    world.agreement()
    document = world.document("apbd", "murni")
    kegiatan = world.support(document, name="Kegiatan", sen=900_00, level="kegiatan")
    assert world.verdict().supporting_budgeted_sen is None
    assert "tautan_di_atas_sub_kegiatan" in world.verdict().flags
    world.support(document, name="Sub", sen=300_00, parent=kegiatan)
    assert world.verdict().supporting_budgeted_sen == 300_00


def test_continuation_rows_add_to_their_line(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("apbd", "murni"), sen=70_00)
    world.amount(line, "anggaran", 5_00)
    assert world.verdict().supporting_budgeted_sen == 75_00


def test_doubtful_figures_are_kept_apart(world: Any) -> None:
    world.agreement()
    document = world.document("apbd", "murni")
    world.support(document, name="Satu", sen=70_00)
    doubted = world.support(document, name="Dua", sen=None)
    world.amount(doubted, "anggaran", 70_000_00, is_doubtful=True)
    verdict = world.verdict()
    assert (verdict.supporting_budgeted_sen, verdict.supporting_doubtful_sen) == (70_00, 70_000_00)
    assert "nilai_meragukan" in verdict.flags


def test_candidates_lend_no_money(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"), state="candidate", strength="B")
    assert world.verdict().supporting_budgeted_sen is None


def test_amounts_of_other_years_do_not_count(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("rkpd", "murni"), sen=100_00)
    world.amount(line, "prakiraan_maju", 110_00, 2025)
    world.amount(line, "pagu_indikatif", 110_00, 2025)
    assert world.verdict().supporting_planned_sen == 100_00


@pytest.mark.parametrize(
    ("printed", "sen"),
    [
        ({"tahun": 9_00, "tw1": 4_00, "tw2": 5_00}, 9_00),
        ({"tw1": 4_00, "tw2": 5_00}, 9_00),
        ({"sd_03": 4_00, "sd_06": 9_00}, 9_00),
    ],
)
def test_realisation_is_the_year_else_the_latest_cumulative_else_the_quarters(
    world: Any, printed: dict[str, int], sen: int
) -> None:
    world.agreement()
    line = world.support(world.document("e81", period="tw2"))
    for period, amount in printed.items():
        world.amount(line, "realisasi", amount, period=period)
    assert world.verdict().supporting_realised_sen == sen


def test_sixteen_digits_survive(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"), sen=9_007_199_254_740_993)
    assert world.verdict().supporting_budgeted_sen == 9_007_199_254_740_993
