"""What the print of an agreement proves about the years in which it is in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.assessing.family import build_family
from transforms.assessing.standing import place_in_year, read_naskah

AFTER = date(2030, 1, 1)


def naskah(**told: Any) -> Any:
    return read_naskah({"agreement_id": "A", "title": "Kerja sama", "date_precision": "day"} | told)


@pytest.mark.parametrize(
    ("told", "year", "place"),
    [
        ({"signed_date": date(2023, 3, 1), "end_date": date(2026, 3, 1)}, 2022, "belum"),
        ({"signed_date": date(2023, 3, 1), "end_date": date(2026, 3, 1)}, 2023, "dalam"),
        ({"signed_date": date(2023, 3, 1), "end_date": date(2026, 3, 1)}, 2026, "dalam"),
        ({"signed_date": date(2023, 3, 1), "end_date": date(2026, 3, 1)}, 2027, "berakhir"),
        ({"signed_date": date(2023, 3, 1)}, 2023, "dalam"),
        ({"signed_date": date(2023, 3, 1)}, 2024, "mungkin"),
        ({"signed_date": date(2010, 3, 1)}, 2024, "mungkin"),
        # a term counted from 1 January ends on 31 December for some, on 1 January for others; a printed end is printed
        ({"signed_date": date(2019, 1, 1), "end_date": date(2024, 1, 1), "end_basis": "jangka_waktu"}, 2024, "mungkin"),
        ({"signed_date": date(2019, 1, 1), "end_date": date(2024, 1, 1), "end_basis": "tercetak"}, 2024, "dalam"),
        ({"signed_date": date(2019, 1, 1), "end_date": date(2024, 1, 1), "end_basis": "jangka_waktu"}, 2023, "dalam"),
        (
            {"signed_date": date(2018, 12, 31), "end_date": date(2023, 12, 31), "end_basis": "jangka_waktu"},
            2024,
            "berakhir",
        ),
        ({"end_date": date(2024, 3, 1)}, 2024, "dalam"),
        ({"end_date": date(2024, 3, 1)}, 2023, "tidak_jelas"),
        ({"end_date": date(2024, 3, 1)}, 2025, "berakhir"),
        ({}, 2024, "tidak_jelas"),
        ({"signed_date": date(2023, 3, 1), "start_date": date(2025, 1, 1)}, 2024, "belum"),
        ({"signed_date_printed": "2016", "date_precision": "year"}, 2016, "dalam"),
        ({"signed_date_printed": "2016", "date_precision": "year"}, 2015, "belum"),
        ({"signed_date_printed": "Agustus 2025", "date_precision": "month"}, 2024, "belum"),
        ({"signed_date": date(2016, 1, 1), "date_precision": "year"}, 2015, "belum"),
        ({"signed_date": date(2016, 8, 1), "date_precision": "month"}, 2016, "dalam"),
        ({"signed_date": date(2023, 3, 1), "ended_on": date(2024, 2, 1)}, 2024, "dalam"),
        ({"signed_date": date(2023, 3, 1), "ended_on": date(2024, 2, 1)}, 2025, "diakhiri"),
        ({"signed_date": date(2020, 3, 1), "end_date": date(2021, 3, 1), "auto_renew": True}, 2024, "dalam"),
        ({"signed_date": date(2023, 3, 1), "end_date": date(2022, 3, 1)}, 2024, "mungkin"),
        ({"signed_date": date(2020, 3, 1), "status_printed": "berakhir"}, 2024, "mungkin"),
        (
            {"signed_date": date(2022, 3, 1), "end_date": date(2031, 3, 1), "status_printed": "berakhir"},
            2024,
            "mungkin",
        ),
        ({"signed_date": date(2022, 3, 1), "end_date": date(2025, 3, 1), "status_printed": "berakhir"}, 2024, "dalam"),
        (
            {"signed_date": date(2022, 3, 1), "end_date": date(2027, 3, 1), "warnings": ["diakhiri_tanpa_tanggal"]},
            2024,
            "mungkin",
        ),
        ({"signed_date_printed": "11/10/2023", "date_precision": None, "date_flag": "ambigu"}, 2023, "dalam"),
        ({"signed_date_printed": "11/10/2023", "date_precision": None, "date_flag": "ambigu"}, 2022, "belum"),
        (
            {"signed_date_printed": "8/25/2017", "date_precision": None, "date_flag": "tidak_terbaca"},
            2017,
            "tidak_jelas",
        ),
        ({"is_planned": True, "signed_date": date(2023, 3, 1)}, 2024, "rencana"),
    ],
)
def test_place_in_year(told: dict[str, Any], year: int, place: str) -> None:
    assert place_in_year(naskah(**told), year, AFTER) == place


days = st.dates(date(2010, 1, 1), date(2035, 12, 31))


@given(signed=st.none() | days, end=st.none() | days, year=st.integers(2012, 2033))
def test_in_force_is_only_said_of_years_the_dates_allow(signed: date | None, end: date | None, year: int) -> None:
    place = place_in_year(naskah(signed_date=signed, end_date=end), year, AFTER)
    if place == "dalam":
        assert signed is not None or end is not None
        assert signed is None or signed.year <= year
        assert end is None or end.year >= year or (signed is not None and end < signed)
    if place == "berakhir":
        assert end is not None and end.year < year


def family_of(*told: dict[str, Any]) -> Any:
    return build_family({row["agreement_id"]: naskah(**row) for row in told})


def test_a_confirmed_reference_makes_a_child_and_a_guess_does_not() -> None:
    parent = {"agreement_id": "KB", "instrument": "KB"}
    printed = {"agreement_id": "P", "instrument": "PKS", "parent_agreement_id": "KB", "parent_basis": "dirujuk"}
    guessed = {"agreement_id": "Q", "instrument": "PKS", "parent_agreement_id": "KB", "parent_basis": "kandidat"}
    family = family_of(parent, printed, guessed)
    assert [each.agreement_id for each in family.of_role("KB", "pelaksanaan")] == ["P"]
    assert family.open_children == {"KB": ("Q",)}
    assert [each.agreement_id for each in family.undecided("Q")] == ["KB"]


def test_successors_in_a_circle_end() -> None:
    one = {"agreement_id": "A", "instrument": "PKS", "parent_agreement_id": "B", "parent_basis": "orang"}
    other = {"agreement_id": "B", "instrument": "PKS", "parent_agreement_id": "A", "parent_basis": "orang"}
    dated = {"signed_date": date(2020, 1, 1), "end_date": date(2024, 1, 1)}
    family = family_of(one | dated, other | dated)
    assert [each.agreement_id for each in family.continuing("A", 2024, AFTER)] == ["B"]


@pytest.mark.parametrize(
    ("child", "parent", "role"),
    [
        ({"instrument": "PKS"}, {"instrument": "KB"}, "pelaksanaan"),
        ({"instrument": "RK"}, {"instrument": "NK"}, "pelaksanaan"),
        ({"instrument": "KB"}, {"instrument": "KB"}, "penerus"),
        ({"instrument": "PKS"}, {"instrument": "PKS"}, "penerus"),
        ({"instrument": "PKS", "instrument_printed": "PKS - adendum"}, {"instrument": "KB"}, "adendum"),
        ({"instrument": "PKS", "title": "Addendum kedua"}, {"instrument": "PKS"}, "adendum"),
    ],
)
def test_what_a_child_is_to_its_parent(child: dict[str, Any], parent: dict[str, Any], role: str) -> None:
    tie = {"agreement_id": "B", "parent_agreement_id": "A", "parent_basis": "dirujuk"}
    family = family_of({"agreement_id": "A"} | parent, tie | child)
    assert family.children == {"A": ((role, "B"),)}
