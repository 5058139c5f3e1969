"""A cell with a number and a date gives both, as printed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.registers import MONTHS
from transforms.dates import parse_date
from transforms.number_dates import split_number_and_date

DAYS = st.dates().map(lambda day: f"{day.day} {MONTHS[day.month]} {day.year:04d}")
NUMBERS = st.from_regex(r"[0-9]{1,4}/[A-Z]{2,5}/[A-Z]{2,6}/[IVX]{1,4}/20[0-9]{2}", fullmatch=True)


@pytest.mark.parametrize(
    ("cell", "number", "day"),
    [
        ("134.4/12/KB/2022, tanggal 3 Maret 2022", "134.4/12/KB/2022", "3 Maret 2022"),
        ("Nomor 134.4/12/KB/2022\nTgl. 03-03-2022", "Nomor 134.4/12/KB/2022", "03-03-2022"),
        ("12/PKS/2023 (5 Juni 2023)", "12/PKS/2023", "5 Juni 2023"),
        ("12/PKS/2023 dan 9/UC/2023 tanggal Senin, 5 Juni 2023", "12/PKS/2023 dan 9/UC/2023", "Senin, 5 Juni 2023"),
        ("12/PKS/2023", "12/PKS/2023", None),
        ("5 Juni 2023", None, "5 Juni 2023"),
        ("2022-03-03", None, "2022-03-03"),
        ("-", "-", None),
        (None, None, None),
    ],
)
def test_number_and_date_of_one_cell_are_told_apart(cell: str | None, number: str | None, day: str | None) -> None:
    assert split_number_and_date(cell) == (number, day)


def test_two_lines_with_one_date_give_both_numbers_and_that_date() -> None:
    cell = "12/KB/2022 tanggal 3 Maret 2022\n7/UC/2022 tanggal 3 Maret 2022"
    assert split_number_and_date(cell) == ("12/KB/2022\n7/UC/2022", "3 Maret 2022")


@given(NUMBERS, DAYS, st.sampled_from([" tanggal ", ", ", "\n", " tgl. ", "; ", " (", " tertanggal "]))
def test_no_letter_of_a_number_or_date_is_lost(number: str, day: str, between: str) -> None:
    found = split_number_and_date(f"{number}{between}{day}")
    assert found == (number, day)
    assert parse_date(found[1]).printed == day


@given(st.text(max_size=60))
def test_any_cell_is_survived_and_its_digits_are_kept(cell: str) -> None:
    number, day = split_number_and_date(cell)
    kept = re.findall(r"\d", f"{number or ''} {day or ''}")
    assert len(kept) <= len(re.findall(r"\d", cell))
