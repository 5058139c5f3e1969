"""Terms add up to the probability that is shown, and bands follow from costs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.matching.bands import Costs, place
from transforms.matching.score import COLD_START, log_odds, probability_of, terms_of

features = st.dictionaries(st.sampled_from(sorted(COLD_START.weights)), st.floats(0, 1, allow_nan=False), max_size=12)


@given(features)
def test_the_probability_is_the_logistic_of_the_sum_of_the_terms(found: dict[str, float]) -> None:
    terms = terms_of(found)
    assert probability_of(terms) == pytest.approx(1 / (1 + math.exp(-math.fsum(terms.values()))), abs=5e-7)


@given(features)
def test_many_pairs_at_once_score_as_each_alone(found: dict[str, float]) -> None:
    grids = {name: np.array([[value]]) for name, value in found.items()}
    # each term is rounded: at a half the two ways may differ by its last decimal
    last_decimals = 1.01e-3 * (1 + len(found))
    assert float(log_odds(grids).ravel()[0]) == pytest.approx(math.fsum(terms_of(found).values()), abs=last_decimals)


def test_a_feature_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError, match="features without a weight"):
        terms_of({"cuaca": 1.0})


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


def test_a_foreign_region_holds_back_all_but_a_number() -> None:
    assert place({"mitra"}, 0.99, None, is_secretariat=False, is_refuted=True).state == "candidate"
    assert place({"nomor"}, 0.99, None, is_secretariat=False, is_refuted=True).state == "accepted"
