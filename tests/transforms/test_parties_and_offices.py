"""Partner and office cells cut into names without cutting the names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.reference import Reference, load_reference
from transforms.agreement_numbers import is_specific, number_key, numbers_in_title, split_numbers
from transforms.agreement_offices import split_offices
from transforms.parties import split_parties


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Pemkab Polewali Mandar (Polman), Sulbar", ["Pemkab Polewali Mandar (Polman), Sulbar"]),
        ("Pemkab PPU, Pemkab Kukar, Pemkot Samarinda (?)", ["Pemkab PPU", "Pemkab Kukar", "Pemkot Samarinda (?)"]),
        (
            "PT PHM, PT Pertamina Hulu Sanga Sanga, PT Pertamina Hulu Kaltim",
            ["PT PHM", "PT Pertamina Hulu Sanga Sanga", "PT Pertamina Hulu Kaltim"],
        ),
        ("Perumda Manuntung Sukses dgn Pemkab Donggala", ["Perumda Manuntung Sukses", "Pemkab Donggala"]),
        ("RSUD Balikpapan - PMI", ["RSUD Balikpapan", "PMI"]),
        ("1. Pemkab Paser 2. Pemkab Berau", ["Pemkab Paser", "Pemkab Berau"]),
        ("Perhimpunan Peternak Sapi Dan Kerbau Indonesia", ["Perhimpunan Peternak Sapi Dan Kerbau Indonesia"]),
        ("Pemerintah Kota Balikpapan dan PT Telkom", ["Pemerintah Kota Balikpapan", "PT Telkom"]),
        ("13 rumah sakit dan 1 puskesmas", ["13 rumah sakit dan 1 puskesmas"]),
        (None, []),
        (" - ", []),
    ],
)
def test_parties_are_cut_apart_where_the_next_one_begins(
    text: str | None, names: list[str], reference: Reference
) -> None:
    assert [party.name for party in split_parties(text, reference)] == names


@pytest.mark.parametrize(
    ("name", "kind", "region_code"),
    [
        ("Pemkab. Donggala", "pemda", "72.03"),
        ("Kab. Enrekang", "pemda", "73.16"),
        ("DKI", "pemda", "31"),
        ("Kejaksaan Negeri Balikpapan", "instansi_vertikal", None),
        ("BNN Kabupaten Karawang", "instansi_vertikal", None),
        ("Kementerian Perhubungan", "kementerian_lembaga", None),
        ("KemenPUPR", "kementerian_lembaga", None),
        ("Dinas Perikanan Kabupaten Bangka", "perangkat_daerah", "19.01"),
        ("RSUD Balikpapan", "blud", "64.71"),
        ("Perumda Takajaya Kab. Paser", "bumd", None),
        ("PT Migas Mandiri (Perseroda)", "bumd", None),
        ("PTMB (PDAM)", "bumd", None),
        ("PT Pertamina Hulu Mahakam (PHM)", "bumn", None),
        ("PT Arsari Tirta Pradana (ATP)", "swasta", None),
        ("Universitas Mulawarman", "perguruan_tinggi", None),
        ("Yayasan Pilar", "ormas", None),
    ],
)
def test_a_party_has_the_kind_its_words_tell_and_only_governments_a_region(
    name: str, kind: str, region_code: str | None, reference: Reference
) -> None:
    (party,) = split_parties(name, reference)

    assert (party.kind, party.region_code) == (kind, region_code)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Disdag/DP3", ["Dinas Perdagangan", "Dinas Pangan, Pertanian dan Perikanan"]),
        ("DKK dan DP3AKB", [
            "Dinas Kesehatan", "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana"]),
        ("Dinas Pemuda, Olahraga dan Pariwisata dan Dinas Sosial", [
            "Dinas Pemuda, Olahraga dan Pariwisata", "Dinas Sosial"]),
        ("Bag. Pemerintahan, Dinas Kesehatan", ["Sekretariat Daerah", "Dinas Kesehatan"]),
        ("Asisten II / Bag. Perekonomian", ["Sekretariat Daerah"]),
        ("Bagian Hukum; BKAD", ["Sekretariat Daerah", "Badan Keuangan dan Aset Daerah"]),
        ("Dinas Kesehatan\nDinas Pendidikan", ["Dinas Kesehatan", "Dinas Pendidikan dan Kebudayaan"]),
        ("Dinas Urusan Baru, Riset dan Antariksa; DLH", ["Dinas Urusan Baru, Riset dan Antariksa",
                                                         "Dinas Lingkungan Hidup"]),
    ],
)  # fmt: skip
def test_offices_are_cut_apart_without_cutting_their_names(text: str, names: list[str], reference: Reference) -> None:
    assert [office.skpd_name for office in split_offices(text, "64.71", None, reference)] == names


def test_a_company_of_the_region_is_no_office(reference: Reference) -> None:
    offices = split_offices("Dinas PU; PTMB", "64.71", None, reference)

    assert [(office.printed, office.basis) for office in offices] == [("Dinas PU", "alias"), ("PTMB", "bumd")]


def test_offices_of_a_region_without_a_list_keep_their_spelled_out_name(reference: Reference) -> None:
    offices = split_offices("Dinkes dan Dinas Komunikasi, Informatika dan Persandian", "34.02", None, reference)

    assert [office.skpd_name for office in offices] == [
        "Dinas Kesehatan", "Dinas Komunikasi, Informatika dan Persandian",
    ]  # fmt: skip


def test_numbers_of_one_cell_are_kept_as_printed() -> None:
    assert split_numbers("Nomor 197/01/kb/ii/2022 dan Nomor 01/i/mou/dpd-Ppski/") == [
        "197/01/kb/ii/2022", "01/i/mou/dpd-Ppski/",
    ]  # fmt: skip
    assert split_numbers("134.4/1234/KB-KS/2022\n119/5/PPU/2022") == ["134.4/1234/KB-KS/2022", "119/5/PPU/2022"]
    assert split_numbers("..../..../...") == []
    assert split_numbers(None) == []


def test_an_office_keeps_how_it_is_printed_all_its_units_together(reference: Reference) -> None:
    offices = split_offices("Bagian Hukum Setda; DLH; Bagian Umum Setda", "64.71", None, reference)

    assert [(office.skpd_name, office.printed) for office in offices] == [
        ("Sekretariat Daerah", "Bagian Hukum Setda; Bagian Umum Setda"),
        ("Dinas Lingkungan Hidup", "DLH"),
    ]


def test_numbers_cited_in_a_title_are_found() -> None:
    title = "Kesepakatan Bersama Antara A Dan B Nomor 197/01/kb/ii/2022 Dan Nomor 01/i/mou/dpd-Ppski/ Tentang C"

    assert numbers_in_title(title) == ["197/01/kb/ii/2022", "01/i/mou/dpd-Ppski/"]


def test_spellings_of_one_number_have_one_key_and_a_bare_number_is_not_specific() -> None:
    assert number_key("Nomor: 134.4/12/KB-KS/2022") == number_key("134.4 / 12 / kb.ks / 2022")
    assert is_specific("134.4/12/KB-KS/2022")
    assert not is_specific("Nomor 03")
    assert not is_specific(None)


@given(text=st.text(max_size=80))
def test_any_text_is_cut_without_failing_and_every_name_stands_in_it(text: str) -> None:
    squeezed = "".join(text.split())
    for party in split_parties(text, load_reference()):
        assert "".join(party.name.split()) in squeezed
