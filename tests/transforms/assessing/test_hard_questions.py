"""Cases made to break the rules: accusations, absences and presences that no document proves."""

from __future__ import annotations

from datetime import date
from typing import Any

KB_AND_PKS = {"parent_agreement_id": "A", "parent_basis": "dirujuk"}
ENDED = {"signed_date": date(2019, 1, 2), "end_date": date(2023, 6, 30)}


def test_a_pks_of_the_addendum_is_a_pks_of_the_kb(world: Any) -> None:
    world.covered().agreement(instrument="KB")
    world.agreement("B", instrument="KB", title="Adendum Kesepakatan Bersama", **KB_AND_PKS)
    world.agreement("C", parent_agreement_id="B", parent_basis="dirujuk")
    world.register(date(2025, 6, 1))
    assert {name: world.verdict(name).status for name in "ABC"} == dict.fromkeys("ABC", "TANPA_PROGRAM")


def test_a_pks_of_the_kb_that_was_renewed_is_still_its_pks(world: Any) -> None:
    world.covered().agreement(instrument="KB", **ENDED)
    world.agreement("B", instrument="KB", signed_date=date(2023, 7, 1), **KB_AND_PKS)
    world.agreement("C", **KB_AND_PKS)
    world.register(date(2025, 6, 1))
    assert world.verdict("B").status == "TANPA_PROGRAM"
    assert "pks_belum_dapat_dipastikan" not in world.verdict("B").flags


def test_an_addendum_whose_end_nobody_knows_lets_nobody_call_the_ended_agreement_lacking(world: Any) -> None:
    world.covered().agreement(**ENDED)
    world.agreement("B", title="Adendum", signed_date=date(2023, 6, 1), end_date=None, **KB_AND_PKS)
    verdict = world.verdict("A")
    assert (verdict.status, verdict.naskah) == ("TANGGAL_TIDAK_JELAS", "tanggal_tidak_jelas")
    assert "diteruskan adendumnya" in verdict.reason and "tidak dapat dipastikan" in verdict.reason
    assert world.verdict("B").status == "TANGGAL_TIDAK_JELAS"


def test_a_possible_successor_that_is_over_itself_keeps_no_question_open(world: Any) -> None:
    world.covered().agreement(signed_date=date(2014, 1, 2), end_date=date(2018, 1, 2))
    world.agreement("B", **ENDED)
    world.candidate("A", "B", "penerus")
    assert world.verdict("A").status == "KEDALUWARSA"
    world.rows["agreements"][1]["end_date"] = date(2026, 1, 1)
    assert world.verdict("A").status == "MENUNGGU_PUTUSAN"


def test_the_line_of_a_pks_that_ended_is_no_line_of_another_pks(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", **KB_AND_PKS)
    world.agreement("C", **KB_AND_PKS, **ENDED)
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), agreement="C")
    assert world.verdict("C").status == "KEDALUWARSA_TETAP_DIANGGARKAN"
    assert world.verdict("B").status == "TANPA_PROGRAM"


def test_an_addendum_that_says_nothing_of_money_is_paid_as_what_it_amends(world: Any) -> None:
    world.covered().agreement(budget_scope="tanpa_biaya", budget_scope_basis="note: tidak ada biaya")
    world.agreement("B", title="Adendum Kerja sama A", **KB_AND_PKS)
    verdict = world.verdict("B")
    assert (verdict.status, verdict.cakupan) == ("DI_LUAR_APBD", "tanpa_biaya")
    assert "menurut naskah yang diubahnya" in verdict.reason
    world.rows["agreements"][1]["budget_scope"] = "wajib_apbd"
    assert world.verdict("B").status == "TANPA_PROGRAM"


def test_a_successor_is_paid_by_its_own_word(world: Any) -> None:
    world.covered().agreement(budget_scope="tanpa_biaya", **ENDED)
    world.agreement("B", signed_date=date(2023, 7, 1), **KB_AND_PKS)
    assert world.verdict("B").status == "TANPA_PROGRAM"


def test_a_kegiatan_that_stands_in_the_budget_under_another_key_is_an_open_question(world: Any) -> None:
    world.agreement()
    for kind, state in (("rkpd", "accepted"), ("apbd", None)):
        world.support(world.document(kind, "murni"), name="Pengelolaan Sampah", level="kegiatan", state=state)
        world.rows["lines"][-1]["line_item_key"] = f"key in the {kind}"
    assert world.verdict().status == "MENUNGGU_PUTUSAN"


def report(world: Any, document: str, name: str, realised: int, **changes: Any) -> None:
    world.amount(world.support(document, name=name, **changes), "realisasi", realised)


def test_a_budget_line_that_no_report_tells_leaves_the_realisation_unknown(world: Any) -> None:
    world.agreement()
    budget = world.document("apbd", "murni")
    world.support(budget, name="Satu", sen=900_00)
    world.support(budget, name="Dua", sen=100_00)
    report(world, world.document("e81", period="tw4"), "Dua", 0)
    assert world.verdict().realisasi == "tidak_ada_data"


def test_a_share_is_only_told_where_every_budget_line_was_reported(world: Any) -> None:
    world.agreement()
    budget = world.document("apbd", "murni")
    world.support(budget, name="Satu", sen=900_00)
    world.support(budget, name="Dua", sen=100_00)
    report(world, world.document("e81", period="tw4"), "Dua", 100_00)
    last = world.judge().absorption.set_index("quarter").loc[4]
    assert last["realised_pct"] is None


def test_a_share_is_not_told_of_doubtful_figures(world: Any) -> None:
    world.agreement()
    budget, told = world.document("apbd", "murni"), world.document("e81", period="tw4")
    for name in ("Satu", "Dua"):
        world.support(budget, name=name, sen=100_00)
    report(world, told, "Satu", 0)
    line = world.support(told, name="Dua")
    world.amount(line, "realisasi", 90_000_00, is_doubtful=True)
    last = world.judge().absorption.set_index("quarter").loc[4]
    assert (last["realised_sen"], last["doubtful_sen"], last["realised_pct"]) == (0, 90_000_00, None)
    assert world.verdict().realisasi == "tidak_ada_data"


def test_a_line_reported_only_by_the_second_report_of_an_office_is_realised(world: Any) -> None:
    world.agreement()
    report(world, world.document("e81", period="tw4"), "Satu", 0)
    report(world, world.document("lra", period="sd_12"), "Dua", 70_00)
    verdict = world.verdict()
    assert (verdict.status, verdict.realisasi) == ("DIREALISASI", "sebagian")
    assert verdict.supporting_realised_sen == 70_00


def test_a_line_that_two_reports_print_is_summed_once(world: Any) -> None:
    world.agreement()
    for kind, period in (("e81", "tw4"), ("lra", "sd_12")):
        report(world, world.document(kind, period=period), "Satu", 70_00)
    assert world.verdict().supporting_realised_sen == 70_00


def test_a_medium_term_plan_made_while_it_ran_is_no_budget_of_an_ended_agreement(world: Any) -> None:
    world.covered().agreement(**ENDED)
    line = world.support(world.document("renstra", year=2021), sen=None)
    world.amount(line, "pagu_indikatif", 100_00, year=2024)
    assert world.verdict().status == "KEDALUWARSA"
    assert "selain dalam rencana jangka menengah" in world.verdict().reason
    world.support("64.71-rkpd-2024-murni-None-0", name="Masih direncanakan")
    assert world.verdict().status == "KEDALUWARSA_TETAP_DIANGGARKAN"


def test_a_kua_ppas_speaks_for_an_office_until_that_offices_budget_does(world: Any) -> None:
    world.agreement()
    world.support(world.document("kua_ppas", "murni"))
    world.document("dpa", "murni", offices=("Dinas Perhubungan",))
    assert world.verdict().anggaran == "ada"
    world.document("dpa", "murni", offices=("Dinas Kesehatan",), copy=1)
    assert world.verdict().anggaran == "tidak_ada"


def test_a_line_that_never_had_money_is_not_said_to_have_lost_it(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    first, changed = world.document("apbd", "murni"), world.document("apbd", "perubahan-1")
    world.support(first, name="Berpagu", sen=100_00)
    for document in (first, changed):
        world.support(document, name="Tanpa pagu", sen=0)
    verdict = world.verdict()
    assert (verdict.status, verdict.anggaran) == ("DIANGGARKAN", "ada")
    assert "pagu_nol" in verdict.flags and "pagu_menjadi_nol" not in verdict.flags
