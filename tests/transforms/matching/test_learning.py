"""Models from lessons whose truth is known: learned, calibrated, reproducible, whatever the order."""

from __future__ import annotations

import json

import numpy as np
import pytest

from transforms.matching.calibration import brier, calibrate, expected_error
from transforms.matching.learning import FEWEST, Lessons, from_parameters, learn, to_parameters
from transforms.matching.score import COLD_START, FEATURES, Curve, log_odds

RNG = np.random.default_rng(5)


def lessons(count: int, turned: bool = False, regions: tuple[str, ...] = ("64.71",)) -> Lessons:
    """Pairs that are right where the office is the same (or, ``turned``, where it isn't), one in ten told wrongly."""
    rng = np.random.default_rng(11)
    features = np.zeros((count, len(FEATURES)))
    office, title = FEATURES.index("perangkat_daerah_sama"), FEATURES.index("kemiripan_judul")
    features[:, office] = rng.integers(0, 2, count)
    features[:, title] = rng.random(count).round(3)
    truth = (features[:, office] == (0 if turned else 1)) ^ (rng.random(count) < 0.1)
    return Lessons(
        features, truth.astype(np.int64), np.array([regions[n % len(regions)] for n in range(count)], object),
        np.array([f"ks-{n % 17}" for n in range(count)], object), np.zeros(count, bool),
    )  # fmt: skip


def test_too_few_lessons_or_lessons_of_one_kind_leave_the_shipped_model() -> None:
    assert learn(lessons(FEWEST - 1))[0] is COLD_START
    some = lessons(60)
    assert learn(some.where(some.truth == 1))[0] is COLD_START


def test_rejections_teach_what_acceptances_cannot() -> None:
    model, figures = learn(lessons(200, turned=True))
    assert model.kind == "logistik"
    assert model.weights["perangkat_daerah_sama"] < 0 < COLD_START.weights["perangkat_daerah_sama"]
    assert figures["brier"] < figures["brier_base_rate"] < figures["brier_cold_start"]


def test_many_lessons_are_boosted_and_the_model_stays_a_sum_of_terms() -> None:
    taught = lessons(600)
    model, figures = learn(taught)
    assert model.kind == "gradien" and model.steps
    assert figures["brier"] < 0.8 * figures["brier_base_rate"]
    assert from_parameters(json.loads(json.dumps(to_parameters(model)))) == model
    kept = from_parameters(json.loads(json.dumps(to_parameters(model))))
    assert log_odds(taught.features, kept, "64.71").tolist() == log_odds(taught.features, model, "64.71").tolist()


@pytest.mark.parametrize("count", [120, 500])
def test_the_order_of_lessons_makes_no_difference(count: int) -> None:
    told = lessons(count, regions=("64.71", "64.72"))
    shuffled = told.where(RNG.permutation(count))
    assert learn(shuffled) == learn(told)


def test_the_version_names_the_content() -> None:
    one, other = learn(lessons(120))[0], learn(lessons(121))[0]
    assert one.version != other.version
    assert one == learn(lessons(120))[0]


def test_the_audit_sample_measures_and_teaches_nothing() -> None:
    told = lessons(200)
    audit = np.zeros(200, bool)
    audit[150:] = True
    turned = np.where(audit, 1 - told.truth, told.truth)
    right = Lessons(told.features, told.truth, told.regions, told.agreements, audit)
    wrong = Lessons(told.features, turned, told.regions, told.agreements, audit)
    (one, figures), (other, worse) = learn(right), learn(wrong)
    assert one == other
    assert (figures["lessons"], figures["audit"]) == (150, 50)
    assert figures["audit_brier"] < worse["audit_brier"]


def seen(scores: np.ndarray, slope: float, shift: float) -> np.ndarray:
    """Truth drawn so that the log-odds really are ``slope`` times the score plus ``shift``."""
    drawn = np.random.default_rng(3).random(len(scores)) < 1 / (1 + np.exp(-(slope * scores + shift)))
    return drawn.astype(np.int64)


def test_an_over_confident_region_is_drawn_down_and_one_unheard_of_takes_the_national_curve() -> None:
    scores = np.random.default_rng(2).normal(0, 2, 16000)
    truth = seen(scores, 0.5, -1.0)
    curves = calibrate(scores, truth, np.array(["64.71"] * 16000, object))
    assert curves.national.slope == pytest.approx(0.5, abs=0.1)
    assert curves.national.shift == pytest.approx(-1.0, abs=0.15)
    assert set(curves.regions) == {"64.71"}
    calibrated = curves.national.slope * scores + curves.national.shift
    assert brier(calibrated, truth) < brier(scores, truth)
    assert expected_error(calibrated, truth) < 0.03 < expected_error(scores, truth)


def test_a_region_of_few_decisions_stays_near_the_nation() -> None:
    many, few = 4000, 60
    scores = np.random.default_rng(2).normal(0, 2, many + few)
    truth = seen(scores, 1.0, 0.0)
    truth[many:] = seen(scores[many:], 1.0, 1.5)
    regions = np.array(["64.71"] * many + ["64.72"] * few, object)
    curves = calibrate(scores, truth, regions)
    shift = curves.regions["64.72"].shift - curves.national.shift
    assert 0 < shift < 0.5, "60 decisions beside a prior of 500 count for a ninth of what they say"


def test_too_few_or_all_alike_decisions_bend_no_curve() -> None:
    scores = np.linspace(-2, 2, 30)
    flat = calibrate(scores, np.zeros(30, np.int64), np.array(["x"] * 30, object))
    assert (flat.national, flat.regions) == (Curve(), {})


def test_the_expected_error_of_what_is_always_right_is_nothing_and_of_sure_wrong_is_all() -> None:
    truth = np.array([1, 0] * 10)
    sure = np.where(truth == 1, 40.0, -40.0)
    assert expected_error(sure, truth) == pytest.approx(0.0, abs=1e-9)
    assert expected_error(-sure, truth) == pytest.approx(1.0, abs=1e-9)
    assert brier(np.zeros(20), truth) == 0.25
