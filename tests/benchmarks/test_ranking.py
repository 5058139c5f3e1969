"""The figures of the benchmarks against values worked out by hand and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from benchmarks.ranking import (
    average_precision,
    base_rate_brier,
    brier,
    calibration_error,
    calibration_floor,
    recall_at,
    reliability,
)

pairs = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=40).filter(
    lambda some: any(truth for _, truth in some)
)


@given(pairs)
def test_average_precision_is_the_one_of_scikit_learn_where_nothing_was_missed(some: list[tuple[int, bool]]) -> None:
    scores, truth = np.array([score for score, _ in some], float), np.array([right for _, right in some], float)
    expected = average_precision_score(truth, scores)
    assert average_precision(scores, truth, int(truth.sum())) == pytest.approx(expected)


def test_a_true_pair_never_scored_costs_average_precision_and_recall() -> None:
    scores, truth = np.array([3.0, 2.0, 1.0]), np.array([1.0, 0.0, 1.0])
    assert average_precision(scores, truth, 4) == pytest.approx((1 + 2 / 3) / 4)
    assert recall_at(0.95, scores, truth, 4) == 0.25
    assert recall_at(0.6, scores, truth, 4) == 0.5


@given(pairs, st.randoms())
def test_the_order_of_pairs_changes_no_ranking(some: list[tuple[int, bool]], random: object) -> None:
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    figures = []
    for order in (some, mixed):
        scores, truth = np.array([s for s, _ in order], float), np.array([t for _, t in order], float)
        figures.append((average_precision(scores, truth, len(order)), recall_at(0.5, scores, truth, len(order))))
    assert figures[0] == pytest.approx(figures[1])


def test_brier_scores_are_mean_squares() -> None:
    assert brier(np.array([0.8, 0.4]), np.array([1.0, 0.0])) == pytest.approx((0.04 + 0.16) / 2)
    assert base_rate_brier(np.array([1.0, 0.0, 0.0, 0.0])) == pytest.approx(0.25 * 0.75)


def test_the_calibration_error_of_what_is_always_half_off_is_a_half() -> None:
    truth, groups = np.tile([1.0, 0.0], 500), np.arange(1000)
    assert calibration_error(np.full(1000, 0.5), truth, groups).value == pytest.approx(0.0, abs=1e-9)
    found = calibration_error(np.full(1000, 0.5), np.ones(1000), groups)
    assert (found.low, found.value, found.high) == pytest.approx((0.5, 0.5, 0.5))


def test_perfect_probabilities_lie_near_their_floor_and_others_above() -> None:
    rng = np.random.default_rng(1)
    said = rng.random(4000)
    truth = (rng.random(4000) < said).astype(float)
    floor, groups = calibration_floor(said), np.arange(4000) // 4
    assert calibration_error(said, truth, groups).value == pytest.approx(floor, abs=0.01)
    assert calibration_error(said**2, truth, groups).low > 2 * floor


def test_the_reliability_table_holds_every_pair_once() -> None:
    said = np.linspace(0, 1, 57)
    table = reliability(said, np.ones(57))
    assert sum(count for count, _, _ in table) == 57
    assert sum(count * mean for count, mean, _ in table) == pytest.approx(said.sum())
