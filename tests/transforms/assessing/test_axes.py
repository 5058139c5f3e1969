"""Every value of every axis, by hand-made cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("told", "naskah"),
    [
        ({"is_planned": True}, "rencana"),
        ({"instrument": "KB"}, "kb_tanpa_pks"),
        ({"instrument": "LOI", "category": "ksdpl"}, "kb_tanpa_pks"),
        ({"instrument": "PKS"}, "pks_aktif"),
        ({"instrument": "NK", "category": "sinergi"}, "nk_rk_aktif"),
        ({"instrument": "RK", "category": "sinergi"}, "nk_rk_aktif"),
        ({"end_date": date(2023, 12, 31)}, "kedaluwarsa"),
        ({"ended_on": date(2023, 6, 1)}, "diakhiri"),
        ({"end_date": None}, "tanggal_tidak_jelas"),
        ({"end_date": None, "signed_date": date(2024, 5, 1)}, "pks_aktif"),
        ({"end_date": date(2023, 12, 31), "auto_renew": True}, "pks_aktif"),
    ],
)
def test_naskah(world: Any, told: dict[str, Any], naskah: str) -> None:
    world.covered().agreement(**told)
    assert world.verdict().naskah == naskah


def test_naskah_of_other_instruments_is_said_to_be_other(world: Any) -> None:
    world.covered().agreement(instrument="lainnya")
    verdict = world.verdict()
    assert (verdict.naskah, "jenis_naskah_lain" in verdict.flags) == ("pks_aktif", True)


def test_a_kb_with_a_pks_in_force_has_an_active_pks(world: Any) -> None:
    world.covered().agreement(instrument="KB")
    world.agreement("B", parent_agreement_id="A", parent_basis="dirujuk")
    world.register(date(2024, 12, 31))
    assert (world.verdict().naskah, world.verdict().status) == ("pks_aktif", "TANPA_PROGRAM")


def test_an_addendum_keeps_an_expired_agreement_alive(world: Any) -> None:
    world.covered().agreement(end_date=date(2023, 12, 31))
    world.agreement("B", title="Adendum I Kerja sama A", parent_agreement_id="A", parent_basis="dirujuk")
    verdict = world.verdict()
    assert (verdict.naskah, verdict.status) == ("adendum", "TANPA_PROGRAM")


def test_a_successor_keeps_an_expired_agreement_from_being_called_so(world: Any) -> None:
    world.agreement(end_date=date(2023, 12, 31))
    world.agreement("B", parent_agreement_id="A", parent_basis="orang")
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), agreement="B")
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("DIANGGARKAN", "adendum")
    assert {"melalui_naskah_lain", "dilanjutkan_naskah_penerus"} <= set(verdict.flags)


def test_a_successor_that_ended_too_keeps_nothing_alive(world: Any) -> None:
    world.covered().agreement(signed_date=date(2018, 1, 2), end_date=date(2020, 12, 31))
    world.agreement("B", parent_agreement_id="A", parent_basis="orang", end_date=date(2023, 12, 31))
    assert world.verdict().status == "KEDALUWARSA"


def test_a_possible_successor_stops_the_word_expired(world: Any) -> None:
    world.covered().agreement(end_date=date(2023, 12, 31))
    world.agreement("B")
    world.candidate("A", "B", "penerus")
    verdict = world.verdict()
    assert verdict.status == "MENUNGGU_PUTUSAN"
    assert "Kerja sama B" in verdict.reason


def test_what_was_signed_after_the_year_continues_nothing_in_it(world: Any) -> None:
    world.covered().agreement(end_date=date(2023, 12, 31))
    world.agreement("B", signed_date=date(2025, 2, 18), end_date=date(2029, 12, 31))
    world.candidate("A", "B", "penerus")
    assert world.verdict(as_of=date(2025, 12, 31)).status == "KEDALUWARSA"


def test_scope_not_decided(world: Any) -> None:
    world.covered().agreement(budget_scope=None)
    verdict = world.verdict()
    assert (verdict.cakupan, "cakupan_belum_ditetapkan" in verdict.flags) == ("belum_ditetapkan", True)


def test_what_the_partner_pays_is_not_outside_the_partners_budget(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.09"] = enrol_region("64.09")
    world.covered().agreement(category="ksdd_sukarela", budget_scope="dibiayai_mitra")
    world.party("64.09")
    assert world.verdict(region="64.71").cakupan == "dibiayai_mitra"
    assert world.verdict(region="64.09").cakupan == "belum_ditetapkan"


@pytest.mark.parametrize("kind", ["rkpd", "renja", "e81", "renstra", "rpjmd"])
def test_a_plan_of_any_kind_makes_rencana_ada(world: Any, kind: str) -> None:
    world.agreement()
    world.support(world.document(kind))
    assert world.verdict().rencana == "ada"


def test_a_renstra_line_speaks_for_the_years_it_prints(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.71"] = enrol_region(years=[2024, 2025])
    world.agreement()
    line = world.support(world.document("renstra", year=2023), sen=None)
    world.amount(line, "pagu_indikatif", 5_00, 2025)
    assert [world.verdict(year=year).rencana for year in (2024, 2025)] == ["belum_dapat_dinilai", "ada"]


def test_e81_is_never_a_budget(world: Any) -> None:
    world.agreement()
    world.support(world.document("e81", period="tw2"))
    verdict = world.verdict()
    assert (verdict.rencana, verdict.anggaran) == ("ada", "belum_dapat_dinilai")
    assert (verdict.supporting_planned_sen, verdict.supporting_budgeted_sen) == (100_00, None)


def test_kua_ppas_speaks_until_the_budget_does(world: Any) -> None:
    world.agreement()
    world.support(world.document("kua_ppas", "murni"))
    verdict = world.verdict()
    assert (verdict.anggaran, verdict.status) == ("ada", "DIANGGARKAN")


def test_likeness_alone_is_a_candidate_even_if_marked_accepted(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), strength="D", state="accepted", decided_by="model")
    verdict = world.verdict()
    assert (verdict.anggaran, verdict.links_accepted, verdict.links_candidate) == ("kandidat", 0, 1)


def test_a_region_may_accept_likeness_from_a_probability_on(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.71"] = enrol_region(thresholds={"accept_d_probability": 0.8})
    world.agreement()
    world.support(world.document("apbd", "murni"), strength="D", state="candidate", probability=0.8, decided_by="model")
    verdict = world.verdict()
    assert (verdict.anggaran, "diterima_menurut_aturan" in verdict.flags) == ("ada", True)


def test_a_person_in_doubt_is_not_overruled_by_that_rule(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.71"] = enrol_region(thresholds={"accept_d_probability": 0.8})
    world.agreement()
    world.support(world.document("apbd", "murni"), strength="D", state="candidate", decided_by="person")
    assert world.verdict().anggaran == "kandidat"


def test_a_rejected_link_is_nothing(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), state="rejected")
    assert world.verdict().anggaran == "tidak_ada"


def test_facilitation_alone_needs_coverage_to_be_said(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni", offices=("Dinas Kesehatan",)), is_facilitation=True)
    assert world.verdict().anggaran == "belum_dapat_dinilai"


def test_a_line_of_a_disputed_document_waits(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni", state="sengketa"))
    verdict = world.verdict()
    assert (verdict.anggaran, "dokumen_sengketa" in verdict.flags) == ("kandidat", True)


def test_the_same_line_unlinked_in_the_changed_budget_is_not_removed(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"))
    world.support(world.document("apbd", "perubahan-1"), state=None)
    verdict = world.verdict()
    assert (verdict.anggaran, verdict.status) == ("kandidat", "MENUNGGU_PUTUSAN")
    assert "baris_sama_di_versi_terakhir" in verdict.flags


def test_the_same_line_unlinked_in_the_budget_is_not_called_absent(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"), state=None)
    verdict = world.verdict()
    assert (verdict.anggaran, verdict.status) == ("tidak_ada", "MENUNGGU_PUTUSAN")
    assert "baris_sama_di_anggaran" in verdict.flags


def test_versions_without_order_are_both_the_latest(world: Any) -> None:
    """A shift and a change without printed dates: neither is surely later, so neither takes the line away."""
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "pergeseran-1"))
    world.document("apbd", "perubahan-1")
    assert world.verdict().anggaran == "ada"


def test_printed_dates_order_a_shift_and_a_change(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "pergeseran-1", printed_on=date(2024, 4, 1)))
    world.document("apbd", "perubahan-1", printed_on=date(2024, 9, 30))
    assert world.verdict().anggaran == "dihapus_di_perubahan"


@pytest.mark.parametrize(
    ("realised", "as_of", "realisasi"),
    [
        (None, date(2025, 6, 30), "tidak_ada_data"),
        (0, date(2025, 6, 30), "belum"),
        (94_99, date(2025, 6, 30), "sebagian"),
        (95_00, date(2024, 12, 31), "sebagian"),
        (95_00, date(2025, 1, 1), "selesai"),
    ],
)
def test_realisasi(world: Any, realised: int | None, as_of: date, realisasi: str) -> None:
    world.agreement()
    line = world.support(world.document("e81", period="tw4"))
    world.support(world.document("apbd", "murni"))
    if realised is not None:
        world.amount(line, "realisasi", realised)
    assert world.verdict(as_of=as_of).realisasi == realisasi


def test_realisation_is_measured_by_the_budget_where_it_is_at_hand(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("e81", period="tw4"), sen=1000_00)
    world.amount(line, "realisasi", 190_00)
    world.support(world.document("apbd", "murni"), sen=200_00)
    assert world.verdict().realisasi == "selesai"


def test_the_share_that_counts_as_done_is_a_setting(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.71"] = enrol_region(thresholds={"realisasi_selesai_pct": 50})
    world.agreement()
    world.amount(world.support(world.document("e81", period="tw4")), "realisasi", 50_00)
    assert world.verdict().realisasi == "selesai"


def test_an_lra_by_account_proves_nothing_of_a_sub_kegiatan(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("lra", level="rekening"), level="rekening")
    world.amount(line, "realisasi", 50_00)
    verdict = world.verdict()
    assert (verdict.realisasi, verdict.supporting_realised_sen) == ("tidak_ada_data", None)


def test_the_latest_quarter_tells_the_realisation(world: Any) -> None:
    world.agreement()
    for quarter, sen in (("tw1", 10_00), ("tw3", 70_00), ("tw2", 40_00)):
        world.amount(world.support(world.document("e81", period=quarter)), "realisasi", sen)
    assert world.verdict().supporting_realised_sen == 70_00


def test_each_party_is_judged_on_its_own_documents(world: Any, enrol_region: Any) -> None:
    world.enrolments["64.09"] = enrol_region("64.09")
    world.agreement(category="ksdd_sukarela")
    world.party("64.71")
    world.party("64.09")
    world.support(world.document("apbd", "murni"))
    world.document("rkpd", "murni", region="64.09")
    world.document("apbd", "murni", region="64.09")
    assert world.verdict(region="64.71").status == "DIANGGARKAN"
    assert world.verdict(region="64.09").status == "TANPA_PROGRAM"


def test_a_company_of_another_region_makes_that_region_no_party(world: Any) -> None:
    world.covered().agreement(category="ksdd_sukarela")
    world.party("64.09", kind="bumd")
    assert list(world.assess()["party_region_code"]) == ["64.71"]


def test_an_agreement_of_a_ministry_is_judged_for_the_regions_in_it(world: Any) -> None:
    world.covered().agreement(region_code=None, category="sinergi")
    world.party("64.71")
    assert list(world.assess()["party_region_code"]) == ["64.71"]


def test_a_region_without_years_or_documents_is_still_listed(world: Any) -> None:
    world.agreement(region_code="73.16")
    row = world.assess().iloc[0]
    assert (row["fiscal_year"], row["status"]) == (2025, "BELUM_DAPAT_DINILAI")


def test_a_supported_pks_supports_its_kb(world: Any) -> None:
    world.agreement(instrument="KB")
    world.agreement("B", parent_agreement_id="A", parent_basis="dirujuk")
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), agreement="B")
    verdict = world.verdict()
    assert (verdict.status, verdict.links_accepted, verdict.supporting_budgeted_sen) == ("DIANGGARKAN", 0, None)
    assert "melalui_naskah_lain" in verdict.flags


def test_a_possible_double_with_other_lines_stops_the_word_without_programme(world: Any) -> None:
    world.agreement()
    world.agreement("B")
    world.candidate("B", "A", "duplikat")
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), agreement="B")
    assert world.verdict("A").status == "MENUNGGU_PUTUSAN"
    assert world.verdict("B").status == "DIANGGARKAN"


def test_a_possible_double_with_the_same_lines_changes_nothing(world: Any) -> None:
    world.agreement()
    world.agreement("B")
    world.candidate("B", "A", "duplikat")
    line = world.support(world.document("rkpd", "murni"))
    world.link(line, "B")
    world.document("apbd", "murni")
    assert world.verdict("A").status == "DI_RKPD_TIDAK_DI_APBD"


def test_unknown_end_never_gives_a_lack(world: Any) -> None:
    world.agreement(end_date=None)
    world.support(world.document("rkpd", "murni"))
    world.document("apbd", "murni")
    assert world.verdict().status == "TANGGAL_TIDAK_JELAS"


def test_unknown_end_hides_no_realisation(world: Any) -> None:
    world.agreement(end_date=None)
    world.amount(world.support(world.document("e81", period="tw2")), "realisasi", 5_00)
    assert world.verdict().status == "DIREALISASI"
