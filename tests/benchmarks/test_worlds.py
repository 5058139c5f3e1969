"""What the generator of labelled data promises: the same world again, truth that exists, halves that share no words."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any

import pandas as pd
import pytest

from benchmarks.worlds import HALVED, YEAR, Author, World, build_world, join_worlds


@cache
def world(seed: int = 1, half: int | None = None) -> World:
    return build_world("36.71", "Kota Tangerang", 60, 600, seed, half)


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    again = build_world("36.71", "Kota Tangerang", 60, 600, 1)
    pd.testing.assert_frame_equal(world().lines, again.lines)
    pd.testing.assert_frame_equal(world().truth, again.truth)
    assert not world().lines["name"].equals(world(2).lines["name"])


@pytest.mark.parametrize("half", [None, 0, 1])
def test_every_true_pair_names_an_agreement_and_a_line_of_the_year(half: int | None) -> None:
    some = world(1, half)
    assert some.truth["agreement_id"].isin(some.agreements["agreement_id"]).all()
    assert some.truth["line_item_id"].isin(some.lines["line_item_id"]).all()
    assert not some.truth.duplicated().any()
    assert some.lines["line_item_id"].is_unique
    assert (some.lines["fiscal_year"] == YEAR).all()
    assert len(some.lines) == 600


def test_the_number_of_an_agreement_stands_in_its_lines_where_it_is_the_evidence() -> None:
    some = world()
    shown = some.truth[some.truth["evidence"] == "number"].merge(some.agreements).merge(some.lines, on="line_item_id")
    assert len(shown)
    for number, note in zip(shown["number"], shown["note"], strict=True):
        assert number.replace(" ", "") in note.replace(" ", "")


def _phrases(words: Any) -> set[str]:
    if isinstance(words, dict):
        return set(chain.from_iterable(_phrases(some) for some in words.values() if len(some) > 1))
    return set(words)


@pytest.mark.parametrize("name", [name for name in HALVED if name != "says"])
def test_the_two_halves_share_no_phrase(name: str) -> None:
    first, second = (_phrases(Author("x", half).words[name]) for half in (0, 1))
    assert first
    assert second
    assert first.isdisjoint(second)


def test_each_half_says_a_thing_in_words_of_its_own() -> None:
    first, second = (Author("x", half).words["says"] for half in (0, 1))
    assert first.keys() == second.keys()
    assert all(set(first[said]).isdisjoint(second[said]) for said in first)


def test_agreements_of_two_halves_are_about_different_programmes() -> None:
    def programmes(half: int) -> set[str]:
        some = world(1, half)
        return {code.rsplit(".", 3)[0] for code in some.truth.merge(some.lines, on="line_item_id")["code"]}

    assert programmes(0).isdisjoint(programmes(1))


def test_joined_worlds_keep_every_row() -> None:
    joined = join_worlds([world(1), world(2)])
    assert len(joined.lines) == 1200
    assert len(joined.truth) == len(world(1).truth) + len(world(2).truth)
