"""Cases of the field that mislead: renamed, renewed, doubled, planned, shared, handed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from config.reference import Reference
from transforms.matching.offices import is_same_office, office_key
from transforms.matching.subjects import Office

Reconcile = Callable[..., pd.DataFrame]
Row = dict[str, Any]

WATER: Row = {
    "agreement_id": "ks-1",
    "title": "Penyediaan Air Minum bagi Kawasan Permukiman Nelayan",
    "offices": ["Dinas Pekerjaan Umum"],
}
PIPES: Row = {
    "line_item_id": "l-1", "name": "Peningkatan SPAM Jaringan Perpipaan", "skpd_name": "Dinas Pekerjaan Umum",
}  # fmt: skip


def one(links: pd.DataFrame, agreement_id: str = "ks-1", line_item_id: str = "l-1") -> Row:
    found = links[(links["agreement_id"] == agreement_id) & (links["line_item_id"] == line_item_id)]
    return dict(found.to_dict("records")[0])


@pytest.mark.parametrize(
    ("printed", "kind", "region", "named"),
    [
        ("PDAM Kota Balikpapan", "bumd", "64.71", "Perumda Tirta Manuntung"),
        ("PTMB", "bumd", "64.71", "PDAM Tirta Manuntung"),
        ("PT Total E&P Indonesie", "swasta", None, "PT Pertamina Hulu Mahakam"),
        ("PT Jamsostek (Persero)", "bumn", None, "BPJS Ketenagakerjaan"),
    ],
)
def test_a_renamed_partner_is_found_under_its_other_name(
    links_of: Reconcile, printed: str, kind: str, region: str | None, named: str
) -> None:
    line = PIPES | {"note": f"air minum kawasan nelayan bersama {named}"}
    found = one(links_of([WATER | {"partners": [(printed, kind, region)]}], [line]))
    assert (found["basis"], found["strength"], found["state"]) == ("mitra", "B", "accepted")
    assert found["evidence"]["citations"][0]["cited"] == printed


@pytest.mark.parametrize(
    ("partner", "kind", "wanted"),
    [
        ("BNN Kota Balikpapan", "instansi_vertikal", "drugs"),
        ("KPU Kota Balikpapan", "instansi_vertikal", "elections"),
        ("PT Kaltim Kariangau Terminal", "swasta", None),
    ],
)
def test_a_title_that_says_nothing_leaves_it_to_the_partners_field(
    links_of: Reconcile, partner: str, kind: str, wanted: str | None
) -> None:
    office = "Badan Kesatuan Bangsa dan Politik"
    vague = {"agreement_id": "ks-1", "title": "Peningkatan Sinergi", "offices": [office]}
    names = {"drugs": "Fasilitasi Pencegahan Penyalahgunaan Narkotika", "elections": "Fasilitasi Pemilihan Umum"}
    lines = [{"line_item_id": key, "name": name, "skpd_name": office} for key, name in names.items()]
    links = links_of([vague | {"partners": [(partner, kind, None)]}], lines)
    said = {key: one(links, line_item_id=key)["evidence"]["terms"].get("bidang_mitra", 0.0) for key in names}
    assert {key for key, term in said.items() if term > 0} == ({wanted} if wanted else set())
    if wanted:
        assert links.sort_values("probability")["line_item_id"].iat[-1] == wanted


def test_another_company_of_the_same_form_is_no_other_name(links_of: Reconcile) -> None:
    line = PIPES | {"note": "air minum kawasan nelayan bersama Perumda Tirta Manuntung"}
    found = one(links_of([WATER | {"partners": [("PDAM Tirta Mahakam", "bumd", "64.02")]}], [line]))
    assert found["basis"] == "tematik"


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Badan Pengelola Keuangan Daerah", "Badan Keuangan dan Aset Daerah"),
        ("Dinas Ketenagakerjaan", "DINAS TENAGA KERJA"),
        ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
    ],
)
def test_a_renamed_office_is_the_same_office(reference: Reference, then: str, now: str) -> None:
    assert is_same_office(Office(None, then, ""), "64.71", "", now, reference)
    assert office_key("64.71", "", then, reference) == office_key("64.71", "", now, reference)


def test_a_decision_reaches_the_line_of_a_renamed_office(links_of: Reconcile) -> None:
    then = {"line_item_id": "dulu", "line_item_key": "k-dulu", "document_id": "2021", "fiscal_year": 2021}
    now = {"line_item_id": "kini", "line_item_key": "k-kini", "document_id": "2024", "fiscal_year": 2024}
    line = {"name": "Pengamanan Barang Milik Daerah"}
    lines = [
        line | then | {"skpd_name": "Badan Pengelola Keuangan Daerah"},
        line | now | {"skpd_name": "Badan Keuangan dan Aset Daerah"},
    ]
    decision = {"agreement_id": "ks-1", "line_item_key": "k-dulu", "verdict": "sesuai"}
    found = one(links_of([WATER], lines, [decision]), line_item_id="kini")
    assert (found["state"], found["strength"], found["evidence"]["decision"]["carried_by"]) == (
        "accepted", "C", "padanan_nama",
    )  # fmt: skip


def test_the_old_number_in_a_budget_is_the_old_agreements_and_not_the_renewed_ones(links_of: Reconcile) -> None:
    old = WATER | {"number": "690/11/PKS/2019", "signed_date": "2019-01-01", "end_date": "2022-01-01"}
    new = WATER | {"agreement_id": "ks-2", "number": "690/45/PKS/2022", "signed_date": "2022-02-01"}
    links = links_of([old, new], [PIPES | {"note": "sesuai PKS 690/11/PKS/2019"}])
    assert (one(links)["basis"], one(links)["state"]) == ("nomor", "accepted")
    renewed = one(links, "ks-2")
    assert renewed["state"] == "candidate"
    assert "naskah lain dengan objek hampir sama lebih cocok untuk baris ini" in renewed["evidence"]["against"]
    assert renewed["evidence"]["rivals"]["stronger_agreement"]["agreement_id"] == "ks-1"


def test_an_expired_agreement_that_is_still_cited_is_linked_and_the_term_speaks_against_it(
    links_of: Reconcile,
) -> None:
    old = WATER | {"number": "690/11/PKS/2019", "signed_date": "2019-01-01", "end_date": "2022-01-01"}
    found = one(links_of([old], [PIPES | {"note": "sesuai PKS 690/11/PKS/2019"}]))
    assert found["state"] == "accepted"
    assert "tahun dokumen di luar masa berlaku naskah" in found["evidence"]["against"]


def test_of_two_prints_of_one_event_the_one_with_the_right_party_is_cited(links_of: Reconcile) -> None:
    right = WATER | {"partners": [("Yayasan Samudra Lestari", "swasta", None)]}
    wrong = WATER | {"agreement_id": "ks-2", "partners": [("Yayasan Rimba Nusantara", "swasta", None)]}
    links = links_of([right, wrong], [PIPES | {"note": "air minum kawasan nelayan bersama Yayasan Samudra Lestari"}])
    assert (one(links)["basis"], one(links)["state"]) == ("mitra", "accepted")
    assert one(links, "ks-2")["state"] != "accepted"


def test_planned_cooperation_is_compared_like_any_other(links_of: Reconcile) -> None:
    """It is never judged, but what is planned to be signed belongs into the plans: people see its lines."""
    line = PIPES | {"note": "air minum kawasan permukiman nelayan"}
    told = one(links_of([WATER | {"is_planned": True, "signed_date": None}], [line]))
    assert (told["state"], told["strength"], told["is_open"]) == ("candidate", "D", True)


def test_each_party_of_an_agreement_between_regions_is_linked_in_its_own_documents(links_of: Reconcile) -> None:
    shared = WATER | {"partners": [("Pemerintah Kabupaten Penajam Paser Utara", "pemda", "64.09")]}
    ours = PIPES | {"note": "air minum kawasan nelayan bersama Kabupaten Penajam Paser Utara"}
    theirs = PIPES | {
        "line_item_id": "l-2", "region_code": "64.09", "note": "air minum kawasan nelayan bersama Kota Balikpapan",
    }  # fmt: skip
    links = links_of([shared], [ours, theirs])
    assert [one(links, line_item_id=line)["state"] for line in ("l-1", "l-2")] == ["accepted", "accepted"]


def test_a_region_in_its_own_document_is_nobodys_partner(links_of: Reconcile) -> None:
    shared = WATER | {"partners": [("Pemerintah Kabupaten Penajam Paser Utara", "pemda", "64.09")]}
    own = PIPES | {"region_code": "64.09", "note": "air minum kawasan nelayan Kabupaten Penajam Paser Utara"}
    assert one(links_of([shared], [own]))["basis"] == "tematik"


def test_money_handed_to_the_partner_region_for_the_object_is_its_line(links_of: Reconcile) -> None:
    shared = WATER | {"partners": [("Pemerintah Kabupaten Donggala", "pemda", "72.03")]}
    line = PIPES | {
        "name": "Bantuan Keuangan Antar Daerah Kabupaten/Kota", "skpd_name": "Badan Keuangan dan Aset Daerah",
    }  # fmt: skip
    found = one(links_of([shared], [line | {"note": "air minum permukiman nelayan, kepada Kabupaten Donggala"}]))
    assert (found["basis"], found["state"]) == ("mitra", "accepted")
    other = one(links_of([shared], [line | {"note": "air minum permukiman nelayan, kepada Kabupaten Enrekang"}]))
    assert other["state"] != "accepted"
    assert any("Enrekang" in said for said in other["evidence"]["against"])
