"""Titles name their parties in several forms; a subject is never taken for one."""

from __future__ import annotations

import pytest

from config.reference import load_reference
from transforms.titled_parties import parties_in_title


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("MoU dengan PT. AVIAN tentang Pengembangan Pulau", ["PT. AVIAN"]),
        ("MOU DP3AKB dengan Rutan Klas IIB Balikpapan", ["Rutan Klas IIB Balikpapan"]),
        ("Surat MoU antara Dinas Kesehatan Kota Balikpapan dan BPJS Kesehatan 2016 - 2017",
         ["Dinas Kesehatan Kota Balikpapan", "BPJS Kesehatan"]),
        ("MoU dengan Pemerintah Kota Bandung berkaitan dengan Pemasaran Pariwisata", ["Pemerintah Kota Bandung"]),
        ("Kesepakatan Bersama Antara Pemkab Bantul dan Universitas Contoh | 24/Mou/Bt/2021",
         ["Pemkab Bantul", "Universitas Contoh"]),
        ("Perjanjian Kerja Sama Pengelolaan Sampah Perkotaan Skala Besar dengan Sistem Pemilahan", []),
        ("Pengelolaan Sampah dengan Sistem Pemilahan", []),
        ("Perjanjian Kerja Sama", []),
        (None, []),
    ],
)  # fmt: skip
def test_parties_of_a_title(title: str | None, names: list[str]) -> None:
    assert [party.name for party in parties_in_title(title, load_reference())] == names
