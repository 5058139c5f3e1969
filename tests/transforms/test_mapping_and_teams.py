"""Proposals of offices and coordinating teams, typed as their registers print them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from config.reference import load_reference
from extractors.detect import extract
from transforms.document import transform
from transforms.urusan_names import find_urusans
from transforms.yes_no import parse_yes_no

GOLDEN = Path(__file__).parents[1] / "golden"


def test_each_proposal_has_its_office_urusan_and_verdict() -> None:
    mappings = transform(extract(GOLDEN / "urusan_mapping/sample.xlsx"), None).frames["urusan_mapping"]
    columns = ["skpd_name", "urusan_code", "cooperation_object", "partner", "is_accepted", "fiscal_year", "region_code"]
    assert mappings[columns].to_numpy().tolist() == [
        ["Dinas Kesehatan", "1.02", "Rujukan pasien antardaerah", "Kabupaten Kutai Timur", True, 2024, "64.74"],
        ["Dinas Kesehatan", "1.02", "Pengolahan limbah medis", "PT Contoh", False, 2024, "64.74"],
        ["Dinas Perhubungan", "2.15", "Bus sekolah", "Universitas Contoh", True, 2024, "64.74"],
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Koperasi, Usaha Kecil, dan Menengah", ["2.17"]),
        ("Kesehatan, Koperasi, Usaha Kecil, dan Menengah, 2.15 Perhubungan", ["1.02", "2.17", "2.15"]),
        ("Urusan Pemerintahan Bidang Pangan; tidak dikenal, Sosial", ["2.09", "1.06"]),
        ("Koperasi", []),
        (None, []),
    ],
)
def test_affairs_are_parted_by_commas_but_for_those_in_their_names(text: str | None, codes: list[str]) -> None:
    assert find_urusans(text, load_reference()) == codes


def test_a_team_has_its_decree_and_a_region_without_one_is_said_to_have_none() -> None:
    teams = transform(extract(GOLDEN / "tkksd_register/sample.pdf"), None).frames["tkksd"].to_dict("records")
    in_force, missing = teams
    assert (in_force["region_code"], in_force["decree_number"]) == ("64.74", "188.45/12/2023")
    assert in_force["valid_from"] == dt.date(2023, 3, 3) and in_force["valid_to"] == dt.date(2026, 3, 3)
    assert in_force["is_active"] is True and in_force["has_work_programme"] is True
    assert (missing["region_code"], missing["is_active"], missing["has_work_programme"]) == ("64.08", False, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Ya", True), ("√", True), ("V", True), ("Sudah dibentuk", True), ("Belum", False), ("tidak layak", False),
     ("✗", False), ("-", None), ("", None), (None, None), ("Menunggu", None)],
)  # fmt: skip
def test_yes_and_no_as_cells_say_them(text: str | None, said: bool | None) -> None:
    assert parse_yes_no(text) is said
