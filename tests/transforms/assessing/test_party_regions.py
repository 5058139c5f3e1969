"""Which regions an agreement is judged for: those that are parties, whatever category the register prints."""

from __future__ import annotations

from typing import Any

import pytest


def regions(world: Any) -> list[str]:
    return list(world.assess()["party_region_code"].unique())


@pytest.mark.parametrize("category", ["ksdpk", "sinergi", "ksdd_belum_ditetapkan", None])
def test_a_neighbour_that_is_a_party_is_judged_on_its_own_documents(
    world: Any, enrol_region: Any, category: str | None
) -> None:
    world.enrolments["64.09"] = enrol_region("64.09", name="Kabupaten Penajam Paser Utara")
    world.agreement(category=category)
    for region in ("64.71", "64.09"):
        world.party(region)
        world.document("rkpd", "murni", region=region)
    world.support(world.document("apbd", "murni"))
    world.document("apbd", "murni", region="64.09")
    assert world.verdict(region="64.71").status == "DIANGGARKAN"
    neighbour = world.verdict(region="64.09")
    assert neighbour.status == "TANPA_PROGRAM"
    assert neighbour.reason.startswith("Dari dokumen Kabupaten Penajam Paser Utara: ")


@pytest.mark.parametrize("documents", [(), ("rkpd",), ("apbd",)])
def test_a_party_whose_documents_are_lacking_is_never_accused(
    world: Any, enrol_region: Any, documents: tuple[str, ...]
) -> None:
    world.enrolments["64.09"] = enrol_region("64.09")
    world.covered().agreement(category="ksdpk")
    for region in ("64.71", "64.09"):
        world.party(region)
    for kind in documents:
        world.document(kind, "murni", region="64.09")
    assert world.verdict(region="64.09").status == "BELUM_DAPAT_DINILAI"


def test_a_party_region_that_does_not_take_part_is_not_judged_by_the_issuers_documents(world: Any) -> None:
    world.covered().agreement(category="ksdpk")
    world.party("64.71")
    world.party("73.16")
    outsider = world.verdict(region="73.16")
    assert (outsider.status, outsider.rencana, outsider.anggaran) == (
        "BELUM_DAPAT_DINILAI", "belum_dapat_dinilai", "belum_dapat_dinilai",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Pemerintah Kabupaten Penajam Paser Utara (?)", "pemda"),
        ("RSUD Ratu Aji Putri Botung Penajam", "blud"),  # whose hospital it is the name doesn't say
        ("PT Penajam Jaya", "swasta"),
        ("Perumda Penajam", "bumd"),
    ],
)
def test_what_is_no_sure_party_makes_no_region_one(world: Any, name: str, kind: str) -> None:
    world.covered().agreement(category="ksdpk")
    world.party("64.71")
    world.party("64.09", kind=kind)
    world.rows["parties"][-1]["name"] = name
    assert regions(world) == ["64.71"]


def test_a_hospital_that_names_its_government_makes_it_a_party(world: Any) -> None:
    world.covered().agreement(category="ksdpk")
    world.party("64.09", kind="blud")
    world.rows["parties"][-1]["name"] = "RSUD Kabupaten Penajam Paser Utara"
    assert regions(world) == ["64.71", "64.09"]


@pytest.mark.parametrize("scope", ["dibiayai_mitra", "wajib_apbd"])
def test_who_pays_is_told_of_the_side_whose_register_prints_it(world: Any, enrol_region: Any, scope: str) -> None:
    world.enrolments["64.09"] = enrol_region("64.09")
    world.covered().agreement(category="ksdpk", budget_scope=scope, budget_scope_basis="note: APBD Kota Balikpapan")
    world.party("64.09")
    assert world.verdict(region="64.71").cakupan == scope
    assert world.verdict(region="64.09").cakupan == "belum_ditetapkan"
