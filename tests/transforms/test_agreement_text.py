"""One agreement read from its own text: what it prints is taken, what it does not print stays empty."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.detect import extract
from extractors.masking import MASK
from samples.registers import MONTHS
from transforms.agreement_text import read_deed
from transforms.dates import parse_date
from transforms.document import transform
from transforms.worded_dates import signing_date

SAMPLE = Path(__file__).parents[1] / "golden/agreement_text/sample.pdf"
ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def spoken(number: int) -> str:
    if number < 10:
        return ONES[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{ONES[number - 10]} belas")
    return f"{ONES[number // 10]} puluh {ONES[number % 10]}".strip()


def test_a_deed_gives_one_record_with_both_numbers_parties_day_term_and_who_pays() -> None:
    (record,) = transform(extract(SAMPLE), None).frames["agreement_record"].to_dict("records")
    assert (record["instrument"], record["title"]) == ("PKS", "PENELITIAN KUALITAS AIR SUNGAI")
    assert record["numbers"] == ["134.4/12/PKS/2023", "034/UC/KS/VI/2023"]
    assert [party["name"] for party in record["parties"]] == ["Pemerintah Kota Bontang", "UNIVERSITAS CONTOH"]
    assert record["region_code"] == "64.74" and record["signed_date"] == dt.date(2023, 6, 5)
    assert (record["end_date"], record["end_basis"]) == (dt.date(2026, 6, 5), "jangka_waktu")
    assert record["budget_scope"] == "wajib_apbd"
    assert record["scope"].startswith("Ruang lingkup meliputi")


def test_who_signs_is_masked_wherever_the_deed_names_him() -> None:
    rows = extract(SAMPLE).rows
    printed = " ".join(str(row.cells) + str(row.values) for row in rows)
    assert "SEORANG" not in printed and "ORANG LAIN" not in printed and MASK in printed


def test_a_notice_period_is_no_term() -> None:
    lines = ["KESEPAKATAN BERSAMA", "ANTARA A DAN B TENTANG C", "Pada hari ini", "Pasal 1", "JANGKA WAKTU",
             "Pengakhiran diberitahukan paling lambat 3 (tiga) bulan sebelumnya."]  # fmt: skip
    deed = read_deed(lines)
    assert deed is not None and "term" not in deed.values and deed.values["signed_date"] is None


def test_running_text_without_a_title_is_no_deed() -> None:
    assert read_deed(["Pasal 1", "Ketentuan umum"]) is None


@given(st.dates(min_value=dt.date(2001, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_a_day_in_words_is_the_day_in_figures(day: dt.date) -> None:
    words = f"tanggal {spoken(day.day)} bulan {MONTHS[day.month]} tahun dua ribu {spoken(day.year - 2000)}"
    for text in (f"Pada hari ini, {words}, bertempat di Bontang", f"Pada hari ini {words} ({day:%d-%m-%Y})"):
        assert parse_date(signing_date(text)).value == day


@pytest.mark.parametrize("text", [None, "", "Pada hari ini", "tanggal bulan tahun"])
def test_a_day_that_is_not_printed_stays_empty(text: str | None) -> None:
    assert signing_date(text) is None


def test_words_and_figures_that_disagree_give_no_day() -> None:
    text = "tanggal lima bulan Juni tahun dua ribu dua puluh tiga (06-06-2023)"
    assert parse_date(signing_date(text)).value is None
