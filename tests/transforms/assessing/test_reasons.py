"""Sentences say what was looked at and found, and nothing that isn't so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

NEIGHBOUR = "64.09"


def test_an_agreement_outside_the_budget_with_a_line_in_it_is_not_said_to_lack_one(world: Any) -> None:
    world.covered()
    world.agreement(budget_scope="tanpa_biaya", budget_scope_basis="orang")
    assert "tidak adanya baris" in world.verdict().reason
    world.support("64.71-apbd-2024-murni-None-0", "Pemeriksaan bersama")
    reason = world.verdict().reason
    assert world.verdict().status == "DI_LUAR_APBD"
    assert "tidak adanya" not in reason
    assert "meskipun ada “Pemeriksaan bersama”" in reason


@pytest.mark.parametrize(
    ("told", "unknown"),
    [
        ({"end_date": None}, "akhir berlakunya tidak tercetak"),
        ({"status_printed": "Tidak berlaku"}, "register menyebutnya sudah tidak berlaku"),
        ({"warnings": ["diakhiri_tanpa_tanggal"]}, "register menyebutnya sudah tidak berlaku"),
        (
            {"signed_date": date(2019, 1, 1), "end_date": date(2024, 1, 1), "end_basis": "jangka_waktu"},
            "pergantian tahun",
        ),
    ],
)
def test_a_doubtful_term_is_told_by_what_is_unknown_of_it(world: Any, told: dict[str, Any], unknown: str) -> None:
    world.covered()
    world.agreement(**told)
    verdict = world.verdict()
    assert verdict.status == "TANGGAL_TIDAK_JELAS"
    assert unknown in verdict.reason
    if told.get("end_date", "as before") is not None:
        assert "tidak tercetak" not in verdict.reason


def test_an_agreement_signed_in_the_year_says_so_where_a_line_is_lacking(world: Any) -> None:
    world.covered()
    world.agreement(signed_date=date(2024, 12, 31))
    verdict = world.verdict()
    assert verdict.status == "TANPA_PROGRAM"
    assert "(ditandatangani 31 Desember 2024)" in verdict.reason


def test_an_expired_agreement_with_open_candidates_says_that_they_wait(world: Any) -> None:
    world.covered()
    world.agreement(end_date=date(2023, 3, 1))
    world.support("64.71-apbd-2024-murni-None-0", strength="D", state="candidate", is_open=True)
    verdict = world.verdict()
    assert verdict.status == "KEDALUWARSA"
    assert "1 calon baris menunggu putusan" in verdict.reason


def test_a_line_of_a_disputed_document_is_told_as_such(world: Any) -> None:
    world.agreement()
    world.support(world.document("apbd", "murni", state="sengketa"))
    verdict = world.verdict()
    assert verdict.status == "MENUNGGU_PUTUSAN"
    assert "dokumen sengketa" in verdict.reason


def test_only_a_party_with_documents_is_judged_by_its_documents(world: Any, enrol_region: Any) -> None:
    world.agreement(category="ksdd_sukarela")
    world.party(NEIGHBOUR)
    assert world.verdict(region=NEIGHBOUR).reason.startswith("Untuk Kabupaten Penajam Paser Utara: ")
    world.enrolments[NEIGHBOUR] = enrol_region(NEIGHBOUR)
    world.document("rkpd", "murni", region=NEIGHBOUR)
    assert world.verdict(region=NEIGHBOUR).reason.startswith("Dari dokumen Daerah 64.09: ")
