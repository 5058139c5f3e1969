"""One hand-made case, or several, for every headline of the status model."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from transforms.assessing.reasons import HEADLINES

NEIGHBOUR = "64.09"


def test_nothing_readable_is_invalid(world: Any) -> None:
    world.covered().agreement(is_readable=False)
    assert world.verdict().status == "TIDAK_VALID"


def test_parties_in_conflict_are_invalid(world: Any) -> None:
    world.covered().agreement(warnings=["pihak_bertentangan"])
    assert world.verdict().status == "TIDAK_VALID"


def test_a_blank_number_is_not_invalid(world: Any) -> None:
    world.covered().agreement(number=None, warnings=["nomor_kosong"])
    assert world.verdict().status == "TANPA_PROGRAM"


def test_neither_signing_nor_term_known_is_unclear(world: Any) -> None:
    world.covered().agreement(signed_date=None, date_precision=None, end_date=None)
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("TANGGAL_TIDAK_JELAS", "tanggal_tidak_jelas")


def test_signed_after_the_year_is_not_yet_in_force(world: Any) -> None:
    world.covered().agreement(signed_date=date(2025, 1, 2), end_date=date(2030, 1, 2))
    verdict = world.verdict()
    assert verdict.status == "BELUM_BERLAKU"
    assert "2 Januari 2025" in verdict.reason


def test_not_yet_signed_on_the_day_judged_is_not_yet_in_force(world: Any) -> None:
    world.covered().agreement(signed_date=date(2024, 9, 1))
    assert world.verdict(as_of=date(2024, 8, 31)).status == "BELUM_BERLAKU"
    assert world.verdict(as_of=date(2024, 9, 1)).status != "BELUM_BERLAKU"


def test_planned_cooperation_is_listed_and_never_judged(world: Any) -> None:
    world.covered().agreement(is_planned=True, signed_date=None, end_date=None)
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("BELUM_BERLAKU", "rencana")
    assert "rencana" in verdict.reason


def test_ended_by_the_parties_before_the_year(world: Any) -> None:
    world.covered().agreement(ended_on=date(2023, 12, 31))
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("DIAKHIRI", "diakhiri")


def test_ended_by_the_parties_within_the_year_is_judged(world: Any) -> None:
    world.covered().agreement(ended_on=date(2024, 1, 1))
    verdict = world.verdict()
    assert verdict.status == "TANPA_PROGRAM"
    assert "berakhir_dalam_tahun" in verdict.flags


def test_expired_and_still_budgeted(world: Any) -> None:
    world.agreement(end_date=date(2023, 12, 31))
    world.support(world.document("apbd", "murni"))
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("KEDALUWARSA_TETAP_DIANGGARKAN", "kedaluwarsa")


def test_expired_without_a_line(world: Any) -> None:
    world.agreement(end_date=date(2023, 12, 31))
    world.support(world.document("apbd", "murni"), state="candidate", strength="D")
    assert world.verdict().status == "KEDALUWARSA"


def test_ending_on_the_first_day_of_the_year_is_not_expired(world: Any) -> None:
    world.covered().agreement(end_date=date(2024, 1, 1))
    assert world.verdict().status == "TANPA_PROGRAM"


@pytest.mark.parametrize("scope", ["tanpa_biaya", "dibiayai_mitra", "rkap_bumd"])
def test_money_from_elsewhere_is_outside_the_budget(world: Any, scope: str) -> None:
    world.covered().agreement(budget_scope=scope)
    verdict = world.verdict()
    assert (verdict.status, verdict.cakupan) == ("DI_LUAR_APBD", scope)


def test_realised(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("e81", period="tw2"))
    world.amount(line, "realisasi", 1)
    verdict = world.verdict()
    assert (verdict.status, verdict.realisasi) == ("DIREALISASI", "sebagian")
    assert "Formulir E.81 2024 tw2" in verdict.reason


def test_a_doubtful_realisation_is_none(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("e81", period="tw2"))
    world.amount(line, "realisasi", 999_00, is_doubtful=True)
    verdict = world.verdict()
    assert (verdict.status, verdict.realisasi) == ("DI_RKPD_MENUNGGU_APBD", "tidak_ada_data")
    assert "realisasi_meragukan" in verdict.flags


def test_budgeted(world: Any) -> None:
    world.agreement()
    for kind in ("rkpd", "apbd"):
        world.support(world.document(kind, "murni"))
    verdict = world.verdict()
    assert (verdict.status, verdict.rencana, verdict.anggaran) == ("DIANGGARKAN", "ada", "ada")
    assert "tanpa_rkpd" not in verdict.flags
    assert "penjabaran APBD 2024 murni" in verdict.reason
    assert "hal. 3 baris 7" in verdict.reason


def test_budgeted_without_a_plan_that_was_looked_at_is_flagged(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"))
    verdict = world.verdict()
    assert (verdict.status, verdict.rencana) == ("DIANGGARKAN", "tidak_ada")
    assert "tanpa_rkpd" in verdict.flags


def test_budgeted_without_a_plan_at_hand_is_not_flagged(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni"))
    verdict = world.verdict()
    assert (verdict.status, verdict.rencana) == ("DIANGGARKAN", "belum_dapat_dinilai")
    assert "tanpa_rkpd" not in verdict.flags


def test_removed_by_the_change_of_the_budget(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"))
    world.document("apbd", "perubahan-1")
    verdict = world.verdict()
    assert (verdict.status, verdict.anggaran) == ("DIHAPUS_DI_PERUBAHAN", "dihapus_di_perubahan")
    assert "perubahan-1" in verdict.reason


def test_a_change_that_was_not_read_whole_removes_nothing(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"))
    world.document("apbd", "perubahan-1", complete=False)
    assert world.verdict().status == "DI_RKPD_MENUNGGU_APBD"


def test_printed_with_nothing_after_the_change_is_removed(world: Any) -> None:
    world.agreement()
    line = world.support(world.document("apbd", "perubahan-1"), sen=0)
    world.amount(line, "anggaran_sebelum", 500_00)
    assert world.verdict().status == "DIHAPUS_DI_PERUBAHAN"


def test_planned_and_absent_from_the_budget(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.document("apbd", "murni")
    verdict = world.verdict()
    assert (verdict.status, verdict.anggaran) == ("DI_RKPD_TIDAK_DI_APBD", "tidak_ada")
    assert "belum terintegrasi" in verdict.reason


def test_lost_between_kua_ppas_and_budget(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("kua_ppas", "murni"))
    world.document("apbd", "murni")
    verdict = world.verdict()
    assert verdict.status == "DI_RKPD_TIDAK_DI_APBD"
    assert "KUA-PPAS" in verdict.reason


@pytest.mark.parametrize(
    ("documents", "as_of"),
    [
        ((), date(2023, 10, 1)),  # not due
        ((), date(2025, 6, 30)),  # late
        (("Dinas Kesehatan",), date(2025, 6, 30)),  # one office of two
    ],
)
def test_planned_while_the_budget_is_not_there(world: Any, documents: tuple[str, ...], as_of: date) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    if documents:
        world.document("apbd", "murni", offices=documents)
    verdict = world.verdict(as_of=as_of)
    assert (verdict.status, verdict.anggaran) == ("DI_RKPD_MENUNGGU_APBD", "belum_dapat_dinilai")


def test_open_candidates_wait_for_a_decision(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"), strength="D", state="candidate")
    world.document("apbd", "murni")
    verdict = world.verdict()
    assert (verdict.status, verdict.rencana, verdict.links_candidate) == ("MENUNGGU_PUTUSAN", "kandidat", 1)


def test_open_candidates_in_the_budget_stop_the_word_absent(world: Any) -> None:
    world.agreement()
    world.support(world.document("rkpd", "murni"))
    world.support(world.document("apbd", "murni"), name="Lain", strength="D", state="candidate")
    assert world.verdict().status == "MENUNGGU_PUTUSAN"


def test_missing_documents_leave_it_open(world: Any) -> None:
    world.agreement()
    verdict = world.verdict()
    assert (verdict.status, verdict.rencana, verdict.anggaran) == (
        "BELUM_DAPAT_DINILAI",
        "belum_dapat_dinilai",
        "belum_dapat_dinilai",
    )
    assert "RKPD 2024 murni belum diterima" in verdict.reason


def test_a_region_that_does_not_take_part_is_never_judged(world: Any) -> None:
    world.covered().agreement(category="ksdd_sukarela")
    world.party(NEIGHBOUR)
    verdict = world.verdict(region=NEIGHBOUR)
    assert verdict.status == "BELUM_DAPAT_DINILAI"
    assert "tidak terdaftar" in verdict.reason


def test_a_kb_without_pks(world: Any) -> None:
    world.covered().agreement(instrument="KB")
    world.register(date(2024, 12, 31))
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("DITANDATANGANI_TANPA_PKS", "kb_tanpa_pks")
    assert "31 Desember 2024" in verdict.reason


@pytest.mark.parametrize("complete_to", [None, date(2024, 12, 30)])
def test_a_register_that_does_not_say_so_proves_no_missing_pks(world: Any, complete_to: date | None) -> None:
    world.covered().agreement(instrument="KB")
    world.register(complete_to)
    verdict = world.verdict()
    assert verdict.status == "TANPA_PROGRAM"
    assert "pks_belum_dapat_dipastikan" in verdict.flags


def test_sinergi_needs_no_pks(world: Any) -> None:
    world.covered().agreement(instrument="KB", category="sinergi")
    world.register(date(2024, 12, 31))
    verdict = world.verdict()
    assert (verdict.status, verdict.naskah) == ("TANPA_PROGRAM", "nk_rk_aktif")


def test_a_possible_pks_stops_the_word_without_pks(world: Any) -> None:
    world.covered().agreement(instrument="KB")
    world.agreement("B")
    world.candidate("B", "A", "induk")
    world.register(date(2024, 12, 31))
    verdict = world.verdict()
    assert verdict.status == "TANPA_PROGRAM"
    assert "calon_pks_terbuka" in verdict.flags


def test_no_programme(world: Any) -> None:
    world.covered().agreement()
    verdict = world.verdict()
    assert (verdict.status, verdict.rencana, verdict.anggaran, verdict.realisasi) == (
        "TANPA_PROGRAM",
        "tidak_ada",
        "tidak_ada",
        "tidak_ada_data",
    )
    assert "RKPD 2024 murni" in verdict.reason
    assert "penjabaran APBD 2024 murni" in verdict.reason


def test_the_secretariats_own_cost_realises_nothing(world: Any) -> None:
    world.agreement()
    world.document("rkpd", "murni")
    world.support(world.document("apbd", "murni"), name="Fasilitasi Kerja Sama", state="rejected", is_facilitation=True)
    verdict = world.verdict()
    assert (verdict.status, verdict.anggaran) == ("TANPA_PROGRAM", "hanya_fasilitasi")
    assert verdict.links_accepted == 0


def test_every_headline_has_its_sentence() -> None:
    assert len(set(HEADLINES)) == 16
