"""Printed numbers: read exactly, by the format of their column, or not at all."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.numbers import (
    COMMA_THOUSANDS,
    PLAIN,
    POINT_THOUSANDS,
    NumberLocale,
    UnreadableNumber,
    decide_locale,
    is_empty_number,
    parse_quantity,
    parse_scaled_sen,
    parse_sen,
    quantity_unit,
)


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


@pytest.mark.parametrize(
    ("text", "locale", "sen"),
    [
        ("7,265,657,108,621", COMMA_THOUSANDS, 726565710862100),
        ("Rp 1.234.567,00", POINT_THOUSANDS, 123456700),
        ("Rp.1 . 800.000.000", POINT_THOUSANDS, 180000000000),
        ("(1.234)", POINT_THOUSANDS, -123400),
        ("Rp (1.234)", POINT_THOUSANDS, -123400),
        ("-1,234.05", COMMA_THOUSANDS, -123405),
        ("\u22121.000", POINT_THOUSANDS, -100000),
        ("1.800.000,-", POINT_THOUSANDS, 180000000),
        ("1.500.000 (satu juta lima ratus ribu rupiah)", POINT_THOUSANDS, 150000000),
        ("14360460999.00", PLAIN, 1436046099900),
        ("0", COMMA_THOUSANDS, 0),
        ("92233720368547758.07", PLAIN, 2**63 - 1),
    ],
)
def test_money_is_read_to_the_last_digit(text: str, locale: NumberLocale, sen: int) -> None:
    assert parse_sen(text, locale) == sen


@pytest.mark.parametrize("text", ["", "-", " \u2013 ", "Rp -", "Rp. ", None])
def test_a_dash_or_a_blank_is_no_amount(text: str | None) -> None:
    assert parse_sen(text, COMMA_THOUSANDS) is None
    assert is_empty_number(text)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("1.234.567", COMMA_THOUSANDS),
        ("54,01", COMMA_THOUSANDS),
        ("12,34,567", COMMA_THOUSANDS),
        ("1.234", NumberLocale(point="unknown")),
        ("1.234", NumberLocale(point="mixed")),
        ("1.234.5", COMMA_THOUSANDS),
        ("100,5", PLAIN),
        ("12.345", PLAIN),
        ("2Ol4", COMMA_THOUSANDS),
        ("\u0661\u0662", COMMA_THOUSANDS),
        ("1,5 M", COMMA_THOUSANDS),
        ("6.4E+09", PLAIN),
        ("92233720368547758.08", PLAIN),
        ("79.92%", COMMA_THOUSANDS),
        ("1,234 5,678", COMMA_THOUSANDS),
        ("0 25", COMMA_THOUSANDS),
    ],
)
def test_money_that_has_no_single_reading_is_refused(text: str, locale: NumberLocale) -> None:
    with pytest.raises(UnreadableNumber):
        parse_sen(text, locale)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["800,000", "50,000,000"], COMMA_THOUSANDS),
        (["1.234", "1.234.567"], POINT_THOUSANDS),
        (["1.234", "15,50"], POINT_THOUSANDS),
        (["12", "0", None, "-"], NumberLocale()),
        (["14360460999.00"], PLAIN),
    ],
)
def test_a_column_decides_what_its_marks_mean(column: list[str | None], expected: NumberLocale) -> None:
    locale = decide_locale(column)
    assert (locale.comma, locale.point) in {
        (expected.comma, expected.point),
        (expected.comma, "absent"),
        ("absent", expected.point),
    }


def test_a_column_of_open_cells_asks_the_rest_of_the_document_and_stays_open_without_it() -> None:
    column = ["1.234", "500.000"]
    assert decide_locale(column).is_ambiguous
    assert parse_sen("1.234", decide_locale(column, POINT_THOUSANDS)) == 123400
    with pytest.raises(UnreadableNumber):
        parse_sen("1.234", decide_locale(column))


def test_one_dirty_cell_does_not_take_a_column_with_it() -> None:
    column = [grouped(n * 1_000_003, ",") for n in range(1, 30)] + ["54,01", "800,000"]
    locale = decide_locale(column)
    assert parse_sen("800,000", locale) == 80000000
    with pytest.raises(UnreadableNumber):
        parse_sen("54,01", locale)


def test_a_column_with_both_formats_reads_only_what_is_certain() -> None:
    locale = decide_locale(["1.234.567", "4444.5"])
    assert parse_sen("1.234.567", locale) == 123456700
    assert parse_sen("4444.5", locale) == 444450
    with pytest.raises(UnreadableNumber):
        parse_sen("1.234", locale)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("31,07", "31.07"),
        ("14.2", "14.2"),
        ("113 Orang", "113"),
        ("79.92%", "79.92"),
        ("-3.23", "-3.23"),
        ("50425,068", "50425.068"),
        ("837,560", "837.560"),
        ("0 Orang", "0"),
        ("WTP", None),
        ("(3-5)", None),
        ("N/A", None),
        ("2.5+1%", None),
        ("1-5 tahun", None),
        (None, None),
    ],
)
def test_a_performance_figure_is_a_number_or_only_text(text: str | None, quantity: str | None) -> None:
    locale = decide_locale(["31,07", "14.2", "50425,068", "0,41", "837,560"])
    assert parse_quantity(text, locale) == (None if quantity is None else Decimal(quantity))


def test_the_unit_behind_a_figure_is_read() -> None:
    assert [quantity_unit(text) for text in ("113 Orang", "214 Orang/ Bulan", "79.92%", "31,07", "WTP", None)] == [
        "Orang", "Orang/ Bulan", "%", None, None, None
    ]  # fmt: skip


def test_thousands_of_rupiah_are_scaled_exactly() -> None:
    assert parse_scaled_sen("1.234,567", POINT_THOUSANDS, 1000) == 123456700


@given(st.integers(-(10**15), 10**15), st.integers(0, 99), st.booleans(), st.booleans())
def test_what_is_written_in_a_format_is_read_back(rupiah: int, sen: int, with_sen: bool, is_point: bool) -> None:
    locale, mark, decimal = (POINT_THOUSANDS, ".", ",") if is_point else (COMMA_THOUSANDS, ",", ".")
    text = grouped(abs(rupiah), mark) + (f"{decimal}{sen:02d}" if with_sen else "")
    expected = abs(rupiah) * 100 + (sen if with_sen else 0)
    assert parse_sen(text, locale) == expected
    assert parse_sen(f"Rp. ({text})", locale) == -expected


@given(st.lists(st.integers(1_000_000, 10**13), min_size=1), st.sampled_from([",", "."]))
def test_a_column_of_millions_is_always_understood(values: list[int], mark: str) -> None:
    column = [grouped(value, mark) for value in values]
    locale = decide_locale(column)
    assert [parse_sen(text, locale) for text in column] == [value * 100 for value in values]


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    for locale in (COMMA_THOUSANDS, POINT_THOUSANDS, PLAIN, decide_locale([text])):
        parse_quantity(text, locale)
        with contextlib.suppress(UnreadableNumber):
            parse_sen(text, locale)
