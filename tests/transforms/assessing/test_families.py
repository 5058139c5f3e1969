"""Agreements that belong together, and those that are paid or named otherwise: what counts, and how it is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

KB_AND_PKS = {"parent_agreement_id": "A", "parent_basis": "dirujuk"}


def test_a_pks_is_carried_by_the_lines_of_its_kb_and_says_so(world: Any) -> None:
    world.agreement(instrument="KB", number="12/KB/2023")
    world.agreement("B", **KB_AND_PKS)
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"))
    verdict = world.verdict("B")
    assert (verdict.status, verdict.links_accepted, verdict.supporting_budgeted_sen) == ("DIANGGARKAN", 0, None)
    assert "melalui naskah induknya (12/KB/2023)" in verdict.reason
    assert "melalui_naskah_lain" in verdict.flags


def test_what_its_pks_realised_counts_for_a_kb_that_is_budgeted_itself(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS, number="7/PKS/2023")
    world.support(world.document("apbd", "murni"), name="Milik KB", sen=300_00)
    report = world.document("e81", period="tw4")
    world.amount(world.support(report, name="Milik KB", sen=300_00), "realisasi", 0)
    world.amount(world.support(report, name="Milik PKS", agreement="B", sen=60_00), "realisasi", 50_00)
    verdict = world.verdict("A")
    # the KB's line of 300 was left unused: the family is underway and not done
    assert (verdict.status, verdict.anggaran, verdict.realisasi) == ("DIREALISASI", "ada", "sebagian")
    assert "“Milik PKS”" in verdict.reason and "melalui naskah pelaksananya (7/PKS/2023)" in verdict.reason
    assert {"realisasi_melalui_naskah_lain", "melalui_naskah_lain"} <= set(verdict.flags)
    # the PKS's rupiah are counted where they belong
    assert (verdict.supporting_budgeted_sen, verdict.supporting_realised_sen) == (300_00, 0)
    assert world.verdict("B").supporting_realised_sen == 50_00
    assert {row.agreement_id: row.amount_sen for row in _realised_lines(world)} == {"A": 0, "B": 50_00}


def _realised_lines(world: Any) -> list[Any]:
    lines = world.judge().supporting_line
    return list(lines[lines["stage"] == "realisasi"].itertuples())


def test_a_kb_that_realised_its_own_line_is_judged_by_it(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS)
    report = world.document("e81", period="tw4")
    world.amount(world.support(report, name="Milik KB", sen=100_00), "realisasi", 100_00)
    world.amount(world.support(report, name="Milik PKS", agreement="B", sen=60_00), "realisasi", 1_00)
    verdict = world.verdict("A")
    assert (verdict.status, verdict.realisasi) == ("DIREALISASI", "selesai")
    assert "“Milik KB”" in verdict.reason and "melalui" not in verdict.reason
    assert "melalui_naskah_lain" not in verdict.flags


def test_a_kb_budgeted_itself_and_planned_through_its_pks_lacks_no_plan(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS)
    world.support(world.document("rkpd", "murni"), agreement="B")
    world.support(world.document("apbd", "murni"))
    verdict = world.verdict("A")
    assert (verdict.status, verdict.rencana) == ("DIANGGARKAN", "ada")
    assert "tanpa_rkpd" not in verdict.flags and "tidak ditemukan" not in verdict.reason


def test_lines_of_a_kb_with_several_pks_wait_until_somebody_says_for_which(world: Any) -> None:
    world.agreement(instrument="KB")
    for pks in ("B", "C"):
        world.agreement(pks, **KB_AND_PKS)
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"))
    assert world.verdict("B").status == world.verdict("C").status == "MENUNGGU_PUTUSAN"
    assert "Kerja sama A" in world.verdict("B").reason


def test_a_pks_that_ended_leaves_the_lines_of_its_kb_to_the_other(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS)
    world.agreement("C", **KB_AND_PKS, end_date=date(2023, 6, 30))
    world.covered()
    world.support("64.71-apbd-2024-murni-None-0")
    assert world.verdict("B").status == "DIANGGARKAN"


def test_the_budget_of_another_pks_is_told_and_not_counted(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS)
    world.agreement("C", **KB_AND_PKS, number="7/PKS/2023")
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), agreement="C")
    verdict = world.verdict("B")
    assert (verdict.status, verdict.anggaran) == ("TANPA_PROGRAM", "tidak_ada")
    assert "naskah_serumpun_dianggarkan" in verdict.flags
    assert "(7/PKS/2023) dianggarkan pada" in verdict.reason
    assert world.verdict("A").status == "DIANGGARKAN"


def test_an_addendum_of_a_pks_carries_the_kb_too(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS)
    world.agreement("C", title="Adendum PKS", parent_agreement_id="B", parent_basis="dirujuk", number="3/ADD/2024")
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), agreement="C")
    assert {name: world.verdict(name).status for name in "ABC"} == dict.fromkeys("ABC", "DIANGGARKAN")
    assert "melalui adendumnya (3/ADD/2024)" in world.verdict("B").reason
    assert "melalui naskah serumpun (3/ADD/2024)" in world.verdict("A").reason


def test_renewed_under_a_new_number_the_old_number_in_the_budget_still_counts(world: Any) -> None:
    world.agreement(number="1/PKS/2019", end_date=date(2023, 12, 31))
    world.agreement(
        "B", number="9/PKS/2024", signed_date=date(2024, 1, 5), parent_agreement_id="A", parent_basis="orang"
    )
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"))
    old, new = world.verdict("A"), world.verdict("B")
    assert (old.status, new.status) == ("DIANGGARKAN", "DIANGGARKAN")
    assert old.reason.startswith("Naskah berakhir 31 Desember 2023 dan diteruskan naskah penerusnya (9/PKS/2024); ")
    assert "melalui naskah pendahulunya (1/PKS/2019)" in new.reason


def test_an_office_renamed_between_plan_and_budget_loses_no_line(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"), name="Pemetaan batas")
    world.support(world.document("apbd", "murni"), name="Pemetaan batas", state=None)
    world.rows["lines"][-1]["line_item_key"] = "the key under the office's new code"
    verdict = world.verdict()
    assert verdict.status == "MENUNGGU_PUTUSAN"
    assert "baris_sama_di_anggaran" in verdict.flags


def test_a_second_print_with_a_wrong_partner_keeps_both_from_being_accused(world: Any) -> None:
    world.agreement(title="Pengelolaan sampah")
    world.agreement("B", title="Pengelolaan sampah")
    world.candidate("B", "A", "duplikat")
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"))
    assert world.verdict("A").status == "DIANGGARKAN"
    assert world.verdict("B").status == "MENUNGGU_PUTUSAN"
    assert "Pengelolaan sampah" in world.verdict("B").reason


def test_money_handed_on_to_another_government_is_marked(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), name="Bantuan Keuangan kepada Kabupaten Penajam Paser Utara")
    verdict = world.verdict()
    assert (verdict.status, "baris_bantuan_keuangan" in verdict.flags) == ("DIANGGARKAN", True)


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("note: dibiayai APBD Provinsi", "menurut register (catatan: “dibiayai APBD Provinsi”)"),
        ("orang", "menurut putusan penelaah"),
    ],
)
def test_who_says_that_the_partner_pays_is_told(world: Any, basis: str, said: str) -> None:
    world.covered().agreement(budget_scope="dibiayai_mitra", budget_scope_basis=basis)
    verdict = world.verdict()
    assert verdict.status == "DI_LUAR_APBD"
    assert f"dibiayai mitra {said}" in verdict.reason


def test_the_partners_row_says_whose_documents_were_looked_at(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.09"] = enrol_region("64.09", name="Kabupaten Penajam Paser Utara")
    world.covered().agreement(category="ksdd_sukarela")
    world.party("64.71")
    world.party("64.09")
    world.support(world.document("rkpd", "murni", region="64.09"))
    assert world.verdict(region="64.09").reason.startswith("Dari dokumen Kabupaten Penajam Paser Utara: direncanakan")
    assert not world.verdict(region="64.71").reason.startswith("Dari")
