"""Terms add up to the probability that is shown, and bands follow from costs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.glossary import load_glossary
from transforms.matching.bands import Costs, place
from transforms.matching.score import (
    COLD_START,
    FEATURES,
    Curve,
    Model,
    Steps,
    contributions,
    log_odds,
    logistic,
    name_terms,
    probability_of,
)

found = st.lists(st.floats(0, 1, allow_nan=False), min_size=len(FEATURES), max_size=len(FEATURES))
LEARNED = Model(
    "uji",
    -3.2,
    dict.fromkeys(FEATURES, 0.7),
    kind="gradien",
    steps={"tertinggal": Steps((0.2, 0.5), (-0.4, 0.1, 0.9))},
    national=Curve(0.8, -0.3),
    regions={"64.71": Curve(1.3, 0.45)},
)


@given(st.lists(found, min_size=1, max_size=4), st.sampled_from([COLD_START, LEARNED]), st.sampled_from(["64.71", "x"]))
def test_every_probability_is_the_logistic_of_the_sum_of_its_terms(
    rows: list[list[float]], model: Model, region: str
) -> None:
    features = np.array(rows)
    pairs = name_terms(*contributions(features, model, region), [None] * len(rows))
    for named, total in zip(pairs, log_odds(features, model, region), strict=True):
        assert probability_of(named) == logistic(float(total))
        assert probability_of(named) == pytest.approx(1 / (1 + math.exp(-math.fsum(named.values()))), abs=5e-7)


def test_every_term_of_a_score_is_explained_to_readers() -> None:
    assert set(load_glossary().score_terms) == {"dasar", *FEATURES, "kalibrasi", "putusan"}


def test_a_step_function_adds_the_value_of_its_interval() -> None:
    features = np.zeros((3, len(FEATURES)))
    features[:, FEATURES.index("tertinggal")] = [0.2, 0.21, 0.9]
    flat = Model("uji", 0.0, {}, steps=LEARNED.steps)
    assert log_odds(features, flat).tolist() == [-0.4, 0.1, 0.9]


def test_a_region_without_a_curve_takes_the_national_one() -> None:
    assert LEARNED.curve("64.71") == Curve(1.3, 0.45)
    assert LEARNED.curve("63.71") == LEARNED.national


def test_bands_lie_where_the_stated_costs_balance() -> None:
    costs = Costs(wrong_accept=20, missed_link=12, review=1)
    assert costs.accept_from == pytest.approx(0.95)
    assert costs.review_from == pytest.approx(1 / 12)
    assert (1 - costs.accept_from) * costs.wrong_accept == pytest.approx(costs.review)


@given(st.floats(0, 1), st.booleans())
def test_nothing_without_citation_or_person_is_accepted(probability: float, is_refuted: bool) -> None:
    band = place(set(), probability, None, is_secretariat=False, is_refuted=is_refuted)
    assert band.strength == "D"
    assert band.state != "accepted"


@given(st.sets(st.sampled_from(["nomor", "judul", "mitra", "label"])), st.floats(0, 1))
def test_a_secretariat_line_is_never_accepted(holding: set[str], probability: float) -> None:
    for verdict in (None, "sesuai", "tambah", "ragu", "tidak_sesuai"):
        assert place(holding, probability, verdict, is_secretariat=True, is_refuted=False).state != "accepted"


@pytest.mark.parametrize(("basis", "strength"), [("nomor", "A"), ("judul", "A"), ("mitra", "B"), ("label", "B")])
def test_a_citation_is_accepted_only_where_it_is_sure_enough(basis: str, strength: str) -> None:
    sure, unsure = (place({basis}, p, None, is_secretariat=False, is_refuted=False) for p in (0.96, 0.94))
    assert (sure.strength, sure.state) == (strength, "accepted")
    assert (unsure.strength, unsure.state) == (strength, "candidate")


@given(st.floats(0, 1))
def test_what_was_compared_and_not_refuted_stays_a_candidate_but_only_the_likely_ones_are_open(p: float) -> None:
    band = place(set(), p, None, is_secretariat=False, is_refuted=False)
    assert band.state == "candidate"
    assert band.is_open == (p >= Costs().review_from)
    refuted = place(set(), p, None, is_secretariat=False, is_refuted=True)
    assert refuted.state == ("candidate" if p >= Costs().review_from else "rejected")


@given(st.floats(0, 1))
def test_nobody_is_asked_about_a_line_that_shares_no_word_with_the_object(p: float) -> None:
    band = place(set(), p, None, is_secretariat=False, is_refuted=False, shares_words=False)
    assert (band.state, band.is_open) == ("candidate", False)
    assert place({"nomor"}, p, None, is_secretariat=False, is_refuted=False, shares_words=False).state == (
        "accepted" if p >= Costs().accept_from else "candidate"
    )


def test_a_foreign_region_holds_back_all_but_a_number() -> None:
    assert place({"mitra"}, 0.99, None, is_secretariat=False, is_refuted=True).state == "candidate"
    assert place({"nomor"}, 0.99, None, is_secretariat=False, is_refuted=True).state == "accepted"
