"""Names: comparable forms, regions in running text, offices by any of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.reference import Reference
from transforms.names import contains_words, find_regions, match_skpd, normalise, region_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kerja Sama", "Kerjasama"), ("Wali Kota", "Walikota"), ("ＤＩＮＡＳ", "dinas"), ("P.T. X", "PT X")],
)
def test_spellings_of_one_name_are_equal_for_comparing(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_words_are_found_whole_and_across_a_missing_space() -> None:
    assert contains_words("Perjanjian Kerjasama (PKS)", "Kerja Sama")
    assert not contains_words("PKSX", "PKS")
    assert not contains_words("antar bekerja samar", "kerja sama")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PEMERINTAH KOTA BALIKPAPAN", ["64.71"]),
        ("Pemkab Kutai Kartanegara; Pemkab Penajam Paser Utara", ["64.02", "64.09"]),
        ("Pemkab PPU, Pemkab Kukar", ["64.09", "64.02"]),
        ("Pemkab. Donggala", ["72.03"]),
        ("Pemprov Kaltim (Dinas PU)", ["64"]),
        ("Kab Kulonprogo (DIY)", ["34.01", "34"]),
        ("Pemkot Bandung", ["32.73"]),
        ("Kab. Bandung", ["32.04"]),
        ("Pemda D.I. Yogyakarta", ["34"]),
        ("Pemerintah Kota Administrasi Jakarta Barat", ["31.73"]),
        ("Gubernur Bali", ["51"]),
        ("RSUD Balikpapan", ["64.71"]),
    ],
)
def test_regions_are_found_in_text_by_level_word_alias_or_unique_name(
    text: str, codes: list[str], reference: Reference
) -> None:
    assert [mention.code for mention in find_regions(text, reference)] == codes


@pytest.mark.parametrize(
    "text", ["kerja sama dengan Bandung", "pasir dan batu bata", "Gn. Malang", "penduduk di Jambi", "Kota Kinabalu"]
)
def test_a_name_that_fits_two_regions_or_is_a_common_word_is_no_mention(text: str, reference: Reference) -> None:
    assert find_regions(text, reference) == []


def test_every_region_is_found_by_its_official_name(reference: Reference) -> None:
    for row in reference.regions.to_dict("records"):
        printed = f"Provinsi {row['name']}" if row["level"] == "provinsi" else row["name"]
        assert region_of(f"Pemerintah {printed.upper()}", reference) == row["region_code"], printed


@pytest.mark.parametrize(
    ("printed", "name", "basis"),
    [
        ("Dinas Kesehatan", "Dinas Kesehatan", "exact"),
        ("Dinas Kesehatan (DKK)", "Dinas Kesehatan", "exact"),
        ("Dinas Kesehatan Kota Balikpapan;", "Dinas Kesehatan", "exact"),
        ("DKK", "Dinas Kesehatan", "alias"),
        ("Disporapar", "Dinas Pemuda, Olahraga dan Pariwisata", "alias"),
        ("Bag. Hukum Setdakot", "Sekretariat Daerah", "alias"),
        ("DLH (UPTD TPA)", "Dinas Lingkungan Hidup", "alias"),
        ("Badan Pengelola Keuangan Daerah", "Badan Keuangan dan Aset Daerah", "exact"),
        ("Kecamatan", None, "ambiguous"),
        ("Dinas Perkebunan Rakyat", None, "unknown"),
    ],
)
def test_an_office_is_known_by_any_of_its_names(
    printed: str, name: str | None, basis: str, reference: Reference
) -> None:
    match = match_skpd(printed, "64.71", None, reference)

    assert (match.skpd_name, match.basis) == (name, basis)


def test_the_name_of_an_office_is_that_of_the_asked_year(reference: Reference) -> None:
    assert match_skpd("BPKAD", "64.71", 2020, reference).skpd_name == "Badan Pengelola Keuangan Daerah"
    assert match_skpd("BPKAD", "64.71", 2024, reference).skpd_name == "Badan Keuangan dan Aset Daerah"


def test_an_abbreviation_is_spelled_out_where_a_region_has_no_list_of_offices(reference: Reference) -> None:
    match = match_skpd("Dinkes", "34.02", 2024, reference)

    assert (match.basis, match.skpd_name, match.expanded) == ("unknown", None, "Dinas Kesehatan")
