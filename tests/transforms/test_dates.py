"""Dates as registers print them: read surely, bounded where partial, null and flagged where unsure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates import YEARS, decide_date_order, month_number, parse_date, parse_dates

DAYS = st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))
MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
]  # fmt: skip
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15 Maret 2023", date(2023, 3, 15)),
        ("Kamis, 8 Februari 2024", date(2024, 2, 8)),
        ("8/2/24", date(2024, 2, 8)),
        ("16/07/2019", date(2019, 7, 16)),
        ("Jumat (18/9/2020)", date(2020, 9, 18)),
        ("15.09.2021", date(2021, 9, 15)),
        ("15-03-2023", date(2023, 3, 15)),
        ("14 Sept 2016", date(2016, 9, 14)),
        ("2 Okt 2021", date(2021, 10, 2)),
        ("3 Pebruari 2009", date(2009, 2, 3)),
        ("12 Nopember 2018", date(2018, 11, 12)),
        ("2019-07-16", date(2019, 7, 16)),
        ("2019-07-16 00:00:00", date(2019, 7, 16)),
        ("Balikpapan, 3 Juni 2022", date(2022, 6, 3)),
        ("12/XI/2021", date(2021, 11, 12)),
        ("June 5, 2020", date(2020, 6, 5)),
        ("29 Februari 2024", date(2024, 2, 29)),
    ],
)
def test_a_printed_day_is_read(text: str, value: date) -> None:
    parsed = parse_date(text)

    assert (parsed.value, parsed.precision, parsed.flag) == (value, "day", None)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "flag"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "year", "sebagian"),
        ("Tahun 2016", date(2016, 1, 1), date(2016, 12, 31), "year", "sebagian"),
        ("Agustus 2025", date(2025, 8, 1), date(2025, 8, 31), "month", "sebagian"),
        ("2016 / 2017 / 2018", date(2016, 1, 1), date(2018, 12, 31), "year", "rentang"),
        ("2016,2017,2018", date(2016, 1, 1), date(2018, 12, 31), "year", "rentang"),
        ("2016-2018", date(2016, 1, 1), date(2018, 12, 31), "year", "rentang"),
        ("Okt 2014 - 2015", date(2014, 10, 1), date(2015, 12, 31), "year", "rentang"),
        ("Februari - Maret 2018", date(2018, 2, 1), date(2018, 3, 31), "month", "rentang"),
        ("1 s.d. 3 Maret 2020", date(2020, 3, 1), date(2020, 3, 3), "day", "rentang"),
    ],
)
def test_a_partial_date_has_bounds_and_no_day(text: str, first: date, last: date, precision: str, flag: str) -> None:
    parsed = parse_date(text)

    assert parsed.value is None
    assert (parsed.first, parsed.last, parsed.precision, parsed.flag) == (first, last, precision, flag)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("9/92021", "tidak_terbaca"),
        ("12/72020", "tidak_terbaca"),
        ("2Ol4", "tidak_terbaca"),
        ("202¢", "tidak_terbaca"),
        ("segera", "tidak_terbaca"),
        ("31/2/2020", "tanggal_tidak_ada"),
        ("12 Juni 2202", "tahun_tidak_wajar"),
        ("Kamis (25/08)", "tahun_tidak_tercetak"),
        ("25 Agustus", "tahun_tidak_tercetak"),
        ("12 Maret 2020; 15 Maret 2020", "lebih_dari_satu"),
    ],
)
def test_what_cannot_be_read_is_null_with_a_flag(text: str, flag: str) -> None:
    parsed = parse_date(text)

    assert (parsed.value, parsed.flag) == (None, flag)


@pytest.mark.parametrize("text", [None, "", "  ", "-", "--"])
def test_a_blank_cell_has_no_date_and_no_flag(text: str | None) -> None:
    parsed = parse_date(text)

    assert (parsed.value, parsed.first, parsed.flag) == (None, None, None)


def test_a_weekday_that_does_not_fit_is_reported_and_the_date_stays() -> None:
    parsed = parse_date("Senin (24/10/2023)")

    assert (parsed.value, parsed.flag) == (date(2023, 10, 24), "hari_tidak_cocok")


def test_the_whole_column_decides_that_the_month_comes_first() -> None:
    parsed = parse_dates(["8/25/2017", "11/10/2017", None, "12/13/2017"])

    assert [one.value for one in parsed] == [date(2017, 8, 25), date(2017, 11, 10), None, date(2017, 12, 13)]


def test_the_whole_column_decides_that_the_day_comes_first() -> None:
    assert parse_dates(["11/10/2017", "25/8/2017"])[0].value == date(2017, 10, 11)


def test_without_any_proof_in_the_column_the_date_is_ambiguous() -> None:
    parsed = parse_dates(["11/10/2017", "2/3/2018"])

    assert [one.value for one in parsed] == [None, None]
    assert {one.flag for one in parsed} == {"ambigu"}


def test_equal_day_and_month_are_never_ambiguous() -> None:
    assert parse_dates(["9/9/2019", "2/3/2018"])[0].value == date(2019, 9, 9)


def test_a_printed_weekday_decides_an_otherwise_ambiguous_date() -> None:
    assert parse_dates(["Selasa (6/4/2021)"])[0].value == date(2021, 4, 6)


def test_a_column_that_proves_both_orders_leaves_its_ambiguous_dates_open() -> None:
    parsed = parse_dates(["25/8/2017", "8/25/2017", "11/10/2017"])

    assert [one.value for one in parsed] == [date(2017, 8, 25), date(2017, 8, 25), None]


def test_one_deviating_cell_among_many_is_a_misprint_of_that_cell() -> None:
    column = [f"{month}/25/2019" for month in range(1, 13)] * 2 + ["31/1/2019", "2/3/2019"]
    parsed = parse_dates(column)

    assert decide_date_order(column) == "mdy"
    assert parsed[-1].value == date(2019, 2, 3)
    assert parsed[-2].flag == "urutan_berbeda"


def test_a_misspelled_long_month_is_still_that_month() -> None:
    assert month_number("Desmber") == 12
    assert month_number("Mar") == 3
    assert month_number("Mart") is None


@given(DAYS)
def test_every_day_survives_being_printed_in_words(day: date) -> None:
    printed = f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"

    assert parse_date(printed).value == day
    assert parse_date(printed).flag is None


@given(DAYS, st.sampled_from(["/", "-", ".", " / "]), st.booleans())
def test_every_day_survives_being_printed_in_digits(day: date, mark: str, padded: bool) -> None:
    width = 2 if padded else 1
    printed = mark.join([f"{day.day:0{width}d}", f"{day.month:0{width}d}", f"{day.year}"])

    assert parse_date(printed, "dmy").value == day


@given(st.lists(DAYS, min_size=1, max_size=12))
def test_a_column_printed_month_first_is_read_right_or_left_open(days: list[date]) -> None:
    for day, parsed in zip(days, parse_dates([f"{d.month}/{d.day}/{d.year}" for d in days]), strict=True):
        assert parsed.value in (day, None)


@given(st.text(max_size=40))
def test_any_text_gives_a_date_inside_its_bounds_or_none(text: str) -> None:
    parsed = parse_date(text)

    assert parsed.printed in (text, None)
    if parsed.value is not None:
        assert parsed.first == parsed.value == parsed.last
    if parsed.first is not None and parsed.last is not None:
        assert parsed.first <= parsed.last


def test_a_list_of_years_cut_by_a_narrow_cell_is_a_range_of_years() -> None:
    parsed = parse_date("2016,2017,2 018")
    assert (parsed.first, parsed.last, parsed.flag) == (date(2016, 1, 1), date(2018, 12, 31), "rentang")
    assert parse_date("1 Mei 2016, 2 018").printed == "1 Mei 2016, 2 018"


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_left_as_a_spreadsheets_number_is_that_day(day: date) -> None:
    parsed = parse_date(str((day - date(1899, 12, 30)).days))
    assert (parsed.value, parsed.precision, parsed.flag) == (day, "day", None)


@pytest.mark.parametrize("text", ["12345", "99999", "1234567", "449.95", "0449"])
def test_other_numbers_are_no_days(text: str) -> None:
    assert parse_date(text).value is None
