"""What becomes a link, on which evidence, and what never does."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.matching import LINK_COLUMNS

Reconcile = Callable[..., pd.DataFrame]
Row = dict[str, Any]

WASTE: Row = {
    "agreement_id": "ks-1",
    "title": "Pengelolaan Sampah Menjadi Gas Metana di TPA Manggar",
    "scope": "pemasangan jaringan pipa gas metana ke rumah warga",
    "number": "658.1/112/KB-KS/2022",
    "signed_date": "2022-09-15",
    "end_date": "2027-09-15",
    "partners": [("PT Pertamina Hulu Mahakam (PHM)", "bumn", None)],
    "offices": ["Dinas Lingkungan Hidup"],
}
CATTLE: Row = {
    "agreement_id": "ks-2",
    "title": "Pemenuhan Pasokan Daging Sapi dan Beras",
    "partners": [("Pemkab Donggala", "pemda", "72.03")],
    "offices": ["Dinas Perdagangan"],
}
COLLECTING = {"line_item_id": "l-1", "name": "Penanganan Sampah melalui Pengangkutan"}
LANDFILL = {
    "line_item_id": "l-2",
    "name": "Penanganan Sampah melalui Pemrosesan Akhir Sampah di TPA/TPST Kabupaten/Kota",
}
SCHOOLS = {"line_item_id": "l-3", "name": "Pengadaan Mebel Sekolah", "skpd_name": "Dinas Pendidikan dan Kebudayaan"}
FACILITATION = {"line_item_id": "l-4", "name": "Fasilitasi Kerja Sama Dalam Negeri", "skpd_name": "Sekretariat Daerah"}


def link(links: pd.DataFrame, agreement_id: str, line_item_id: str) -> Row | None:
    found = links[(links["agreement_id"] == agreement_id) & (links["line_item_id"] == line_item_id)]
    return found.to_dict("records")[0] if len(found) else None


def test_a_number_in_the_note_is_accepted_as_strength_a_with_its_place(links_of: Reconcile) -> None:
    note = "Sesuai KB Nomor: 658.1/112/KB-KS/2022 tanggal 15 September 2022"
    links = links_of([WASTE], [LANDFILL | {"note": note}, COLLECTING, SCHOOLS])
    found = link(links, "ks-1", "l-2")
    assert found is not None
    assert (found["basis"], found["strength"], found["state"], found["decided_by"]) == (
        "nomor",
        "A",
        "accepted",
        "rule",
    )
    evidence = found["evidence"]
    assert (evidence["file_name"], evidence["page"], evidence["row"]) == ("rkpd.pdf", 3, 7)
    (citation,) = [c for c in evidence["citations"] if c["basis"] == "nomor"]
    assert citation["line_text"] == "658.1/112/KB-KS/2022"
    assert note[slice(*citation["line_span"])] == "658.1/112/KB-KS/2022"


def test_spaces_and_punctuation_do_not_hide_a_number(links_of: Reconcile) -> None:
    links = links_of([WASTE], [SCHOOLS | {"note": "No.658.1 / 112 / KB KS/2022; dan 658.1/ 112/KBKS/2022"}])
    found = link(links, "ks-1", "l-3")
    assert found is not None and found["basis"] == "nomor"


def test_a_number_that_only_contains_the_number_is_another_number(links_of: Reconcile) -> None:
    links = links_of([WASTE], [SCHOOLS | {"note": "1658.1/112/KB-KS/2022 dan 658.1/112/KB-KS/2023"}])
    assert not (links["basis"] == "nomor").any()


def test_a_number_that_two_agreements_share_is_left_to_people(links_of: Reconcile) -> None:
    twin = CATTLE | {"number": WASTE["number"]}
    links = links_of([WASTE, twin], [LANDFILL | {"note": "KB 658.1/112/KB-KS/2022"}])
    assert (links["state"] != "accepted").all()


def test_the_title_cited_in_a_note_is_accepted(links_of: Reconcile) -> None:
    note = "Pelaksanaan kerjasama pengelolaan sampah menjadi gas metana di TPA Manggar (lanjutan)"
    found = link(links_of([WASTE], [COLLECTING | {"note": note}, SCHOOLS]), "ks-1", "l-1")
    assert found is not None
    assert (found["basis"], found["strength"], found["state"]) == ("judul", "A", "accepted")


def test_the_words_of_a_short_title_in_a_note_are_a_theme_only(links_of: Reconcile) -> None:
    line = {"line_item_id": "l-5", "name": "Pemantauan Harga", "note": "pasokan daging sapi dan beras lancar"}
    found = link(links_of([CATTLE], [line, SCHOOLS]), "ks-2", "l-5")
    assert found is not None
    assert found["state"] != "accepted"
    assert "judul disebut sebagai tema saja" in found["evidence"]["against"]


def test_a_title_that_two_agreements_share_is_left_to_people(links_of: Reconcile) -> None:
    note = "Pelaksanaan kerja sama pengelolaan sampah menjadi gas metana di TPA Manggar"
    renewed = WASTE | {"agreement_id": "ks-9", "number": None, "partners": []}
    links = links_of([WASTE | {"partners": []}, renewed], [COLLECTING | {"note": note}, SCHOOLS])
    assert (links["state"] != "accepted").all()


def test_a_title_that_is_the_name_of_a_nomenclature_line_is_a_theme(links_of: Reconcile) -> None:
    name = "Penanganan Sampah melalui Pemrosesan Akhir Sampah di TPA/TPST Kabupaten/Kota"
    links = links_of([WASTE | {"title": name, "number": None, "scope": None}], [LANDFILL, COLLECTING, SCHOOLS])
    found = link(links, "ks-1", "l-2")
    assert found is not None
    assert (found["strength"], found["state"]) == ("D", "candidate")


def test_a_partner_named_with_the_object_is_accepted_as_strength_b(links_of: Reconcile) -> None:
    note = "pemanfaatan gas metana dari sampah bersama Pertamina Hulu Mahakam"
    found = link(links_of([WASTE], [LANDFILL | {"note": note}, COLLECTING, SCHOOLS]), "ks-1", "l-2")
    assert found is not None
    assert (found["basis"], found["strength"], found["state"]) == ("mitra", "B", "accepted")


def test_a_partner_without_the_object_is_no_evidence(links_of: Reconcile) -> None:
    note = "CSR Pertamina Hulu Mahakam untuk meja dan kursi"
    found = link(links_of([WASTE], [SCHOOLS | {"note": note}, LANDFILL]), "ks-1", "l-3")
    assert found is not None
    assert found["state"] != "accepted"
    assert "objek kerja sama tidak disebut bersama nama itu" in found["evidence"]["against"]


def test_a_large_insurer_in_a_line_about_its_own_staff_is_no_evidence(links_of: Reconcile) -> None:
    insurance = {
        "agreement_id": "ks-3",
        "title": "Iuran premi BPJS Kesehatan kelas 3 bagi PBPU dan BP ditanggung Pemkot",
        "partners": [("BPJS Kesehatan Cabang Balikpapan", "kementerian_lembaga", None)],
        "offices": ["Dinas Kesehatan"],
    }
    staff = {
        "line_item_id": "l-9",
        "name": "Penyediaan Gaji dan Tunjangan ASN",
        "note": "termasuk iuran BPJS Kesehatan pegawai",
        "skpd_name": "Dinas Kesehatan",
    }
    assert (links_of([insurance], [staff, SCHOOLS])["state"] != "accepted").all()


def test_the_region_itself_and_its_offices_are_no_partners(links_of: Reconcile) -> None:
    own = WASTE | {
        "number": None,
        "partners": [("Pemerintah Kota Balikpapan", "pemda", "64.71"), ("Dinas Kesehatan", "perangkat_daerah", None)],
    }
    note = "sampah medis dan gas metana, Dinas Kesehatan Kota Balikpapan"
    links = links_of([own], [LANDFILL | {"note": note}, COLLECTING])
    assert set(links["basis"]) == {"tematik"}


def test_a_partner_region_named_with_the_object_is_accepted(links_of: Reconcile) -> None:
    line = {
        "line_item_id": "l-5",
        "name": "Koordinasi dan Sinkronisasi Ketersediaan Barang Kebutuhan Pokok",
        "note": "pasokan daging sapi dan beras dari Kabupaten Donggala",
        "skpd_name": "Dinas Perdagangan",
    }
    found = link(links_of([CATTLE], [line, SCHOOLS]), "ks-2", "l-5")
    assert found is not None
    assert (found["basis"], found["strength"], found["state"]) == ("mitra", "B", "accepted")


def test_another_region_in_the_line_refutes_it_and_is_said(links_of: Reconcile) -> None:
    line = {
        "line_item_id": "l-5",
        "name": "Koordinasi dan Sinkronisasi Ketersediaan Barang Kebutuhan Pokok",
        "skpd_name": "Dinas Perdagangan",
    }
    plain = link(links_of([CATTLE], [line | {"note": "pasokan daging sapi dan beras"}]), "ks-2", "l-5")
    wrong = link(
        links_of([CATTLE], [line | {"note": "pasokan daging sapi dan beras Kabupaten Enrekang"}]), "ks-2", "l-5"
    )
    assert plain is not None and wrong is not None
    assert wrong["probability"] < plain["probability"]
    assert any("Enrekang" in said for said in wrong["evidence"]["against"])


def test_likeness_alone_is_a_candidate_at_most(links_of: Reconcile) -> None:
    links = links_of([WASTE | {"number": None}], [LANDFILL, COLLECTING, SCHOOLS])
    found = link(links, "ks-1", "l-2")
    assert found is not None
    assert (found["basis"], found["strength"], found["state"]) == ("tematik", "D", "candidate")
    assert (links["state"] != "accepted").all()


@pytest.mark.parametrize(
    "name",
    [
        "Fasilitasi Kerja Sama Dalam Negeri",
        "Fasilitasi Kerjasama Daerah",
        "FASILITASI KERJA SAMA LUAR NEGERI",
        "Fasilitasi, Verifikasi, dan Koordinasi Persetujuan Kerja Sama Daerah",
        "Evaluasi Pelaksanaan Kerja Sama",
    ],
)
@pytest.mark.parametrize("verdict", [None, "sesuai", "tambah"])
def test_the_secretariats_own_cost_is_never_accepted(links_of: Reconcile, name: str, verdict: str | None) -> None:
    line = FACILITATION | {"name": name, "note": "KB 658.1/112/KB-KS/2022 gas metana sampah Pertamina Hulu Mahakam"}
    decisions = [{"agreement_id": "ks-1", "line_item_key": "key of l-4", "verdict": verdict}] if verdict else []
    found = link(links_of([WASTE], [line, LANDFILL], decisions), "ks-1", "l-4")
    assert found is not None
    assert found["state"] == ("candidate" if verdict else "rejected")
    assert found["evidence"]["hanya_fasilitasi"] is True


def test_a_line_below_the_secretariats_kegiatan_is_its_cost_too(links_of: Reconcile) -> None:
    above = FACILITATION | {"line_item_id": "k", "level": "kegiatan", "name": "Fasilitasi Kerja Sama Daerah"}
    below = FACILITATION | {"name": "Penyusunan Naskah", "note": "658.1/112/KB-KS/2022", "parent_line_item_id": "k"}
    found = link(links_of([WASTE], [above, below, LANDFILL]), "ks-1", "l-4")
    assert found is not None and found["state"] == "rejected"


def test_a_document_of_another_region_never_changes_a_link(links_of: Reconcile) -> None:
    ours = [LANDFILL | {"note": "gas metana Pertamina Hulu Mahakam"}, COLLECTING, SCHOOLS]
    theirs = [
        LANDFILL | {"line_item_id": f"o-{n}", "region_code": "64.72", "note": "gas metana Pertamina Hulu Mahakam"}
        for n in range(12)
    ]
    alone, together = links_of([WASTE], ours), links_of([WASTE], ours + theirs)
    assert alone.to_dict("records") == together.to_dict("records")


def test_an_explicit_number_crosses_regions(links_of: Reconcile) -> None:
    theirs = LANDFILL | {"line_item_id": "o-1", "region_code": "64.72", "note": "KB 658.1/112/KB-KS/2022"}
    found = link(links_of([WASTE], [theirs]), "ks-1", "o-1")
    assert found is not None and found["basis"] == "nomor"


def test_the_partner_regions_own_document_names_our_region_as_partner(links_of: Reconcile) -> None:
    theirs = {
        "line_item_id": "o-2",
        "region_code": "72.03",
        "skpd_name": "Dinas Perdagangan",
        "name": "Pemasaran Hasil Peternakan",
        "note": "pengiriman pasokan daging sapi dan beras ke Kota Balikpapan",
    }
    found = link(links_of([CATTLE], [theirs]), "ks-2", "o-2")
    assert found is not None
    assert (found["basis"], found["state"]) == ("mitra", "accepted")


def test_a_parent_is_linked_only_when_nothing_below_it_matches(links_of: Reconcile) -> None:
    parent = LANDFILL | {"line_item_id": "p", "level": "kegiatan", "note": "KB 658.1/112/KB-KS/2022"}
    child = LANDFILL | {"line_item_id": "c", "parent_line_item_id": "p"}
    assert link(links_of([WASTE], [parent, child]), "ks-1", "p") is not None
    child_cites = child | {"note": "KB 658.1/112/KB-KS/2022"}
    links = links_of([WASTE], [parent, child_cites])
    assert link(links, "ks-1", "p") is None
    assert link(links, "ks-1", "c") is not None


def test_a_programme_left_without_rows_is_no_line_unless_the_office_prints_nothing_finer(links_of: Reconcile) -> None:
    heading = LANDFILL | {"line_item_id": "p", "level": "program", "note": None}
    assert link(links_of([WASTE], [heading]), "ks-1", "p") is not None
    finer = LANDFILL | {"line_item_id": "c", "note": None}
    links = links_of([WASTE], [heading, finer])
    assert link(links, "ks-1", "p") is None
    assert link(links, "ks-1", "c") is not None
    of_another_office = finer | {"skpd_name": "Dinas Kesehatan"}
    assert link(links_of([WASTE], [heading, of_another_office]), "ks-1", "p") is not None


def test_second_prints_other_levels_and_registers_are_never_linked(links_of: Reconcile) -> None:
    note = {"note": "KB 658.1/112/KB-KS/2022"}
    lines = [
        LANDFILL | note | {"line_item_id": "a", "duplicate_of": "l-2"},
        LANDFILL | note | {"line_item_id": "b", "level": "rekening", "duplicate_of": None},
        LANDFILL | note | {"line_item_id": "c", "kind": "agreement_list", "duplicate_of": None},
    ]
    assert links_of([WASTE], lines).empty


def test_evidence_is_json_and_quotes_both_texts_at_their_places(links_of: Reconcile) -> None:
    found = link(links_of([WASTE], [LANDFILL, SCHOOLS]), "ks-1", "l-2")
    assert found is not None
    evidence = json.loads(json.dumps(found["evidence"]))
    assert evidence == found["evidence"]
    assert evidence["matches"]
    for match in evidence["matches"]:
        text = WASTE[match["agreement_field"]]
        assert text[slice(*match["agreement_span"])] == match["agreement_text"]
        assert match["line_field"] != "name" or LANDFILL["name"][slice(*match["line_span"])] == match["line_text"]


def test_every_probability_is_the_logistic_of_the_sum_of_its_terms(links_of: Reconcile) -> None:
    lines = [LANDFILL | {"note": "KB 658.1/112/KB-KS/2022"}, COLLECTING, SCHOOLS, FACILITATION]
    for row in links_of([WASTE, CATTLE], lines).to_dict("records"):
        log_odds = math.fsum(row["evidence"]["terms"].values())
        assert row["probability"] == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=5e-7)


def test_no_agreement_or_no_line_gives_an_empty_frame_of_the_right_shape(links_of: Reconcile) -> None:
    assert list(links_of([WASTE], [SCHOOLS | {"level": "rekening"}]).columns) == list(LINK_COLUMNS)
    assert links_of([CATTLE | {"title": None}], [SCHOOLS])["state"].isin(["rejected", "candidate"]).all()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_input_never_changes_a_link(links_of: Reconcile, data: st.DataObject) -> None:
    agreements = [WASTE, CATTLE, WASTE | {"agreement_id": "ks-3", "number": None}]
    lines = [LANDFILL | {"note": "gas metana sampah Pertamina Hulu Mahakam"}, COLLECTING, SCHOOLS, FACILITATION]
    lines += [COLLECTING | {"line_item_id": f"t-{n}"} for n in range(4)]
    decisions = [
        {"agreement_id": "ks-1", "line_item_key": "key of l-1", "verdict": verdict}
        for verdict in ("sesuai", "tidak_sesuai")
    ]
    expected = links_of(agreements, lines, decisions)
    shuffled = [data.draw(st.permutations(rows)) for rows in (agreements, lines, decisions)]
    assert links_of(*shuffled).to_dict("records") == expected.to_dict("records")
