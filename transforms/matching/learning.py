"""Models taught by decisions: accepted and rejected pairs alike, reproducible from these lessons alone.

A logistic regression starts from the cold-start weights: few lessons bend them a little, many replace them. Once there
are enough, boosted stumps correct it feature by feature, so that a model stays a sum of terms. Probabilities are
calibrated on predictions for agreements the model has not seen. Pairs of the audit sample teach nothing; they measure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from transforms.matching.calibration import brier, calibrate, expected_error
from transforms.matching.score import COLD_START, FEATURES, Curve, Model, Steps, log_odds

FEWEST = 30
FEWEST_OF_EACH = 5
BOOST_FROM = 400
BOOST_FROM_OF_EACH = 40
STUMPS, LEARNING_RATE, SMALLEST_LEAF = 100, 0.03, 20
#: how far off the cold start may be before any lesson: standard deviation of its intercept, and of a weight as a share
#: of it (and of ``LEAST_WEIGHT``, so that what weighs nothing at first can come to weigh something)
INTERCEPT_DOUBT, DOUBT, LEAST_WEIGHT = 1.0, 0.6, 0.5
FOLDS = 5
GROWTH = 1.25


@dataclass(frozen=True)
class Lessons:
    """Decided pairs as arrays of equal length: ``features`` columns as ``FEATURES``, ``truth`` 1 where it was right."""

    features: np.ndarray
    truth: np.ndarray
    regions: np.ndarray
    agreements: np.ndarray
    is_audit: np.ndarray

    def where(self, mask: np.ndarray) -> Lessons:
        """Return only some of the lessons."""
        return Lessons(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.truth)


def lessons_used(available: int) -> int:
    """Return how many of the oldest lessons teach: in steps of a quarter, so that not every decision moves a model."""
    used = FEWEST
    if available < used:
        return 0
    while round(used * GROWTH) <= available:
        used = round(used * GROWTH)
    return used


def learn(lessons: Lessons) -> tuple[Model, dict[str, Any]]:
    """Return the model these lessons teach with its figures; too few of them leave the cold-start model.

    The order of lessons makes no difference: they are sorted first.
    """
    lessons = _sorted(lessons)
    taught, audit = lessons.where(~lessons.is_audit), lessons.where(lessons.is_audit)
    if not _is_enough(taught, FEWEST, FEWEST_OF_EACH):
        return COLD_START, {"lessons": len(taught), "audit": len(audit)}
    seen_by_others = _out_of_fold(taught)
    curves = calibrate(seen_by_others, taught.truth, taught.regions)
    model = replace(_fit(taught), national=curves.national, regions=curves.regions)
    model = replace(model, version=f"{model.kind}-{_digest(model)}")
    return model, _figures(model, taught, audit, seen_by_others)


def _is_enough(lessons: Lessons, fewest: int, of_each: int) -> bool:
    right = int(lessons.truth.sum())
    return len(lessons) >= fewest and min(right, len(lessons) - right) >= of_each


def _sorted(lessons: Lessons) -> Lessons:
    keys = [
        (str(region), str(agreement), int(truth), row.tobytes())
        for region, agreement, truth, row in zip(
            lessons.regions, lessons.agreements, lessons.truth, np.ascontiguousarray(lessons.features), strict=True
        )
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return lessons.where(np.array(order, np.int64))


def _fit(lessons: Lessons) -> Model:
    """Return an uncalibrated model of these lessons: the likeliest, given how far the cold start may be off."""
    start = np.array([COLD_START.intercept, *(COLD_START.weights[name] for name in FEATURES)])
    doubt = np.array([INTERCEPT_DOUBT, *(DOUBT * (abs(COLD_START.weights[name]) + LEAST_WEIGHT) for name in FEATURES)])
    columns = np.column_stack([np.ones(len(lessons)), lessons.features])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds, away = columns @ weights, (weights - start) / doubt
        error = 1.0 / (1.0 + np.exp(-np.clip(odds, -40.0, 40.0))) - lessons.truth
        total = float((np.logaddexp(0.0, odds) - lessons.truth * odds).sum() + (away**2).sum() / 2)
        return total, columns.T @ error + away / doubt

    found = minimize(loss, start, jac=True, method="L-BFGS-B").x.tolist()
    model = Model(
        version="",
        intercept=round(found[0], 4),
        weights={name: round(weight, 4) for name, weight in zip(FEATURES, found[1:], strict=True)},
        kind="logistik",
    )
    if not _is_enough(lessons, BOOST_FROM, BOOST_FROM_OF_EACH):
        return model
    return replace(model, kind="gradien", steps=_boost(lessons, model))


class _Given(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A model that is already fitted, as the start of boosting."""

    def __init__(self, model: Model | None = None) -> None:
        self.model = model

    def fit(self, features: np.ndarray, truth: np.ndarray, sample_weight: np.ndarray | None = None) -> _Given:
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, features: np.ndarray) -> np.ndarray:
        right = 1.0 / (1.0 + np.exp(-log_odds(features, self.model or COLD_START)))
        return np.column_stack([1.0 - right, right])


def _boost(lessons: Lessons, start: Model) -> dict[str, Steps]:
    """Return the corrections of boosted stumps as one step function per feature."""
    boosted = GradientBoostingClassifier(
        init=_Given(start),
        max_depth=1,
        n_estimators=STUMPS,
        learning_rate=LEARNING_RATE,
        min_samples_leaf=SMALLEST_LEAF,
        random_state=0,
    ).fit(lessons.features, lessons.truth)
    stumps: dict[str, list[tuple[float, float, float]]] = {}
    for (tree,) in boosted.estimators_:
        nodes = tree.tree_
        if nodes.node_count == 3:
            below, above = (float(nodes.value[child][0][0]) * LEARNING_RATE for child in (1, 2))
            stumps.setdefault(FEATURES[nodes.feature[0]], []).append((float(nodes.threshold[0]), below, above))
    return {name: _joined(cuts) for name, cuts in sorted(stumps.items())}


def _joined(stumps: Sequence[tuple[float, float, float]]) -> Steps:
    edges = sorted({cut for cut, _, _ in stumps})
    inside = [edges[0] - 1.0, *((low + high) / 2 for low, high in pairwise(edges)), edges[-1] + 1.0]
    values = (sum(below if place <= cut else above for cut, below, above in stumps) for place in inside)
    return Steps(tuple(edges), tuple(round(value, 5) for value in values))


def _out_of_fold(lessons: Lessons) -> np.ndarray:
    """Return the log-odds of each lesson by a model that saw no lesson of its agreement."""
    predicted = log_odds(lessons.features)
    groups = len(set(lessons.agreements))
    if groups < 2:
        return predicted
    folds = GroupKFold(min(FOLDS, groups))
    for seen, unseen in folds.split(lessons.features, lessons.truth, lessons.agreements):
        part = lessons.where(seen)
        if 0 < part.truth.sum() < len(part):
            predicted[unseen] = log_odds(lessons.features[unseen], _fit(part))
    return predicted


def _figures(model: Model, taught: Lessons, audit: Lessons, seen_by_others: np.ndarray) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "lessons": len(taught),
        "right": int(taught.truth.sum()),
        "brier": brier(_calibrated(seen_by_others, taught.regions, model), taught.truth),
        "brier_cold_start": brier(log_odds(taught.features), taught.truth),
        "brier_base_rate": round(float(taught.truth.mean() * (1 - taught.truth.mean())), 5),
        "expected_calibration_error": expected_error(_calibrated(seen_by_others, taught.regions, model), taught.truth),
        "audit": len(audit),
    }
    if len(audit):
        scored = _calibrated(
            log_odds(audit.features, replace(model, national=Curve(), regions={})), audit.regions, model
        )
        figures |= {"audit_right": int(audit.truth.sum()), "audit_brier": brier(scored, audit.truth)}
    return figures


def _calibrated(scores: np.ndarray, regions: np.ndarray, model: Model) -> np.ndarray:
    curves = [model.curve(str(region)) for region in regions]
    return np.array([curve.slope * score + curve.shift for curve, score in zip(curves, scores, strict=True)])


def to_parameters(model: Model) -> dict[str, Any]:
    """Return a model as plain JSON values."""
    parameters: dict[str, Any] = asdict(model)
    return parameters


def from_parameters(parameters: dict[str, Any]) -> Model:
    """Return the model that :func:`to_parameters` wrote down."""
    steps = {name: Steps(tuple(step["edges"]), tuple(step["values"])) for name, step in parameters["steps"].items()}
    regions = {code: Curve(**curve) for code, curve in parameters["regions"].items()}
    return Model(**{**parameters, "steps": steps, "regions": regions, "national": Curve(**parameters["national"])})


def _digest(model: Model) -> str:
    return hashlib.sha256(json.dumps(to_parameters(model), sort_keys=True).encode()).hexdigest()[:12]
