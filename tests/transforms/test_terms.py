"""Terms: durations in digits and words, printed ends, ranges of years, and what they leave open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates import ParsedDate, parse_date
from transforms.terms import add_months, number_in_words, parse_term, resolve_validity

BLANK = ParsedDate(None)
ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def in_words(number: int) -> str:
    if number < 10:
        return ONES[number]
    if number < 12:
        return ["sepuluh", "sebelas"][number - 10]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    return f"{ONES[number // 10]} puluh {ONES[number % 10]}".strip()


@given(st.integers(1, 99))
def test_every_number_is_read_from_its_words(number: int) -> None:
    assert number_in_words(in_words(number)) == number


@pytest.mark.parametrize("words", ["", "tahun", "puluh dua", "dua ratus", "dua puluh belas"])
def test_words_that_are_no_number_give_none(words: str) -> None:
    assert number_in_words(words) is None


@given(st.integers(1, 30), st.sampled_from(["tahun", "Tahun", "thn", "th"]))
def test_a_duration_in_digits_and_words_that_agree_is_taken(number: int, unit: str) -> None:
    term = parse_term(f"{number} ({in_words(number)}) {unit} sejak ditandatangani")

    assert (term.months, term.from_signing, term.flags) == (number * 12, True, ())


@given(st.integers(1, 30), st.integers(1, 30))
def test_digits_and_words_that_disagree_give_no_duration(number: int, other: int) -> None:
    term = parse_term(f"{number} ({in_words(other)}) tahun")

    assert (term.months is None) == (number != other)
    assert ("angka_kata_berbeda" in term.flags) == (number != other)


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("3 (tiga) thn", 36, None),
        ("1 tahun", 12, None),
        ("6 bulan", 6, None),
        ("1 tahun 6 bulan", 18, None),
        ("90 (sembilan puluh) hari kalender", None, 90),
        ("dua tahun", 24, None),
        ("setahun", 12, None),
        ("1 (satu) tahun dan dapat diperpanjang", 12, None),
    ],
)
def test_durations_are_read(text: str, months: int | None, days: int | None) -> None:
    term = parse_term(text)

    assert (term.months, term.days, term.basis) == (months, days, "jangka_waktu")


@pytest.mark.parametrize(
    ("text", "end", "basis"),
    [
        ("s/d 12 Feb 2024", date(2024, 2, 12), "tercetak"),
        ("s.d. 31 Desember 2025", date(2025, 12, 31), "tercetak"),
        ("sampai dengan 31-12-2024", date(2024, 12, 31), "tercetak"),
        ("hingga 2028", date(2028, 12, 31), "tercetak"),
        ("12 Februari 2020 s.d. 12 Februari 2025", date(2025, 2, 12), "tercetak"),
        ("1 Januari 2023 - 31 Desember 2025", date(2025, 12, 31), "tercetak"),
        ("2016-2017", date(2017, 12, 31), "rentang_tahun"),
        ("2020 s/d 2024", date(2024, 12, 31), "rentang_tahun"),
        ("selama masih berlaku", None, "terbuka"),
        ("selama msh berlaku", None, "terbuka"),
        ("tidak terbatas", None, "terbuka"),
    ],
)
def test_printed_ends_are_read(text: str, end: date | None, basis: str) -> None:
    validity = resolve_validity(parse_term(text), BLANK, BLANK, BLANK)

    assert (validity.end_date, validity.end_basis) == (end, basis)


def test_only_an_automatic_renewal_is_one() -> None:
    assert parse_term("2 tahun, diperpanjang secara otomatis").auto_renew is True
    assert parse_term("2 tahun, dapat diperpanjang").auto_renew is None


def test_a_duration_of_something_else_is_no_term() -> None:
    term = parse_term("3 tahun (pendanaan)")

    assert (term.months, term.flags) == (None, ("jangka_untuk_hal_lain",))


def test_a_duration_runs_from_the_day_of_signing_to_the_same_day() -> None:
    validity = resolve_validity(parse_term("5 (lima) tahun"), parse_date("15 Maret 2023"), BLANK, BLANK)

    assert (validity.start_date, validity.end_date, validity.end_basis) == (
        date(2023, 3, 15), date(2028, 3, 15), "jangka_waktu",
    )  # fmt: skip


def test_years_beside_a_duration_are_made_exact_by_the_day_of_signing() -> None:
    term = parse_term("5 Tahun (2023-2028)")

    assert resolve_validity(term, parse_date("15 Maret 2023"), BLANK, BLANK).end_date == date(2028, 3, 15)
    assert resolve_validity(term, BLANK, BLANK, BLANK).end_date == date(2028, 12, 31)


def test_an_end_cannot_be_computed_from_a_year_alone() -> None:
    validity = resolve_validity(parse_term("1 tahun"), parse_date("2025"), BLANK, BLANK)

    assert validity.end_date is None
    assert validity.flags == ("akhir_tidak_dapat_dihitung",)


def test_an_end_before_its_start_is_reported_and_kept() -> None:
    validity = resolve_validity(parse_term(None), BLANK, parse_date("1/5/2025"), parse_date("1/5/2020"))

    assert (validity.end_date, validity.flags) == (date(2020, 5, 1), ("berakhir_sebelum_mulai",))


def test_a_printed_end_that_contradicts_the_duration_is_reported_and_kept() -> None:
    validity = resolve_validity(parse_term("5 tahun"), BLANK, parse_date("1/5/2020"), parse_date("1/5/2023"))

    assert validity.end_date == date(2023, 5, 1)
    assert "akhir_dan_jangka_berbeda" in validity.flags


def test_a_bare_number_is_years_and_trusted_where_the_printed_end_confirms_it() -> None:
    confirmed = resolve_validity(parse_term("5"), BLANK, parse_date("1/5/2020"), parse_date("1/5/2025"))

    assert confirmed.flags == ()
    assert resolve_validity(parse_term("5"), BLANK, BLANK, BLANK).flags[0] == "satuan_tidak_tercetak"


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)), st.integers(0, 600))
def test_adding_months_keeps_the_day_or_ends_the_month(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 1).day <= day.day)


@given(st.text(max_size=60))
def test_any_text_gives_a_term_without_failing(text: str) -> None:
    validity = resolve_validity(parse_term(text), BLANK, BLANK, BLANK)

    assert validity.end_date is None or validity.end_basis is not None
