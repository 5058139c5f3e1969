"""Two prints of one name, and two names that only look alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.reference import Reference
from transforms.matching.same_names import is_same_name
from transforms.matching.text import squeeze


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Pendidikan Nonformal/Kesetaraan", "Pendidikan Non Formal / Kesetaraan"),
        ("Fasilitasi Kerja Sama Daerah", "FASILITASI KERJASAMA DAERAH"),
        ("Penyelenggaraan Kajian Lingkungan Hidup", "Penyelenggaran Kajian Lingkungan Hidup"),
        ("Keanekaragaman Hayati", "Keanekaragam Hayati"),
        ("Pekan Olahraga Kab/Kota", "Pekan Olahraga Kabupaten/Kota"),
        ("Penanganan Sampah", "1.02.03 Penanganan Sampah"),
    ],
)
def test_spelling_makes_no_other_name(name: str, other: str) -> None:
    assert is_same_name(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Pelayanan Kesehatan Orang dengan Tuberkulosis", "Pelayanan Kesehatan Orang Terduga Tuberkulosis"),
        ("Materi Pendidikan Kependudukan Jalur Formal", "Materi Pendidikan Kependudukan Jalur Nonformal"),
        ("Izin Rumah Sakit Kelas C", "Izin Rumah Sakit Kelas D"),
        ("Pengelolaan Jasa Pelayaran", "Pengelolaan Jasa Pelayanan"),
        ("Kapal sampai dengan 10 GT", "Kapal sampai dengan 30 GT"),
        ("Penyediaan Jasa Peralatan dan Perlengkapan Kantor", "Penyediaan Peralatan dan Perlengkapan Kantor"),
        ("", "Penanganan Sampah"),
    ],
)  # fmt: skip
def test_another_word_makes_another_name_however_long_the_rest(name: str, other: str) -> None:
    assert not is_same_name(name, other)
    assert not is_same_name(other, name)


def test_no_two_entries_of_one_programme_are_taken_for_each_other(reference: Reference) -> None:
    nomenclature = reference.nomenclature[reference.nomenclature["level"] == "sub_kegiatan"]
    programmes = nomenclature["code"].str.split(".").str[:3].str.join(".")
    for _, names in nomenclature.groupby(programmes)["name"]:
        told = sorted({squeeze(name): name for name in names}.values())
        taken = [(one, two) for place, one in enumerate(told) for two in told[:place] if is_same_name(one, two)]
        assert taken == []


@pytest.mark.real
def test_the_same_entries_in_two_systems_are_mostly_known_by_name(shared_data: Path) -> None:
    folder = shared_data / "reference/name_pairs"
    if not folder.is_dir():
        pytest.skip("the pairs of names are not beside the project")
    told = (folder / "sub_kegiatan_fmis.txt").read_text(encoding="utf-8")
    pairs = re.findall(r"\[([^\]]*)\]-\[([^\]]*)\]", told)
    known = sum(is_same_name(one, two) for one, two in pairs)
    assert known >= 0.7 * len(pairs) > 0
