"""Periods and versions as titles print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.periods import MONTHS, parse_period, parse_version


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Tahun 2024 - Triwulan 2", "tw2"),
        ("TRIWULAN IV", "tw4"),
        ("II", "tw2"),
        ("periode Januari s.d Nopember 2022", "sd_11"),
        ("periode januari s.d oktober 2022", "sd_10"),
        ("periode Januari 2022 s/d Oktober 2022", "sd_10"),
        ("periode 01 Januari 2022  s.d 30 September  2022", "sd_09"),
        ("periode s.d 30 Juni 2022", "sd_06"),
        ("periode …………. s.d 31 Oktober 2022", "sd_10"),
        ("periode 1 Agustus s.d 31 Agustus 2022", "bln_08"),
        ("periode April s.d Juni 2022", "bln_04_06"),
        ("01 Januari sampai dengan 29 Februari 2024", "sd_02"),
        ("periode …………. s.d ………….. 2022", None),
        ("1 Januari s.d 15 Juni 2022", None),
        ("Semester I", "sd_06"),
        (None, None),
    ],
)
def test_a_printed_period_gets_its_name(text: str | None, period: str | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("PENJABARAN PERUBAHAN APBD TAHUN ANGGARAN 2024", "perubahan-1"),
        ("PERUBAHAN KEDUA ATAS PERATURAN WALI KOTA", "perubahan-2"),
        ("Pergeseran ke-3", "pergeseran-3"),
        ("RANCANGAN APBD MURNI", "murni"),
        ("RKPD KOTA BALIKPAPAN", "murni"),
        ("Renja", None),
    ],
)
def test_a_printed_version_gets_its_number(text: str, version: str | None) -> None:
    assert parse_version(text) == version


@given(
    st.sampled_from(sorted(MONTHS)),
    st.sampled_from(sorted(MONTHS)),
    st.sampled_from(["s.d", "s/d", "sd", "s.d.", "sampai dengan"]),
)
def test_months_from_january_are_cumulative_and_others_are_not(first: str, last: str, word: str) -> None:
    period = parse_period(f"Periode {first.title()} {word} {last.title()} 2022")
    assert period is not None
    assert period.startswith("sd_") == (MONTHS[first] == 1)
    assert period.endswith(f"{MONTHS[last]:02d}")
