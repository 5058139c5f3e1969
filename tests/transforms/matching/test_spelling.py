"""Slips of the keyboard against a plain comparison of all words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from transforms.matching.spelling import SHORTEST, Spelling

words = st.text("abc", min_size=4, max_size=9)


@given(st.sets(words, max_size=12), words)
def test_near_words_are_those_one_slip_away(known: set[str], word: str) -> None:
    usable = {each for each in known if len(each) >= SHORTEST}
    expected = sorted(each for each in usable if OSA.distance(word, each) == 1)
    assert Spelling(known).near(word) == expected


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("penganggkutan", "pengangkutan"),
        ("pengagkutan", "pengangkutan"),
        ("pengangkutna", "pengangkutan"),
        ("pengangkutan", None),
        ("pengakutan", None),
        ("saamp", None),
    ],
)
def test_a_word_is_mended_where_one_known_word_is_a_slip_away(word: str, meant: str | None) -> None:
    assert Spelling(["pengangkutan", "sampah"]).mended(word) == meant


def test_two_words_it_may_be_leave_it_as_it_is() -> None:
    assert Spelling(["pelayanan", "pelayaran"]).mended("pelayasan") is None


def test_a_rightly_spelled_word_is_no_slip_of_another() -> None:
    known = ["pelayaran"]
    assert Spelling(known).mended("pelayanan") == "pelayaran"
    assert Spelling(known, lambda word: word == "pelayanan").mended("pelayanan") is None
