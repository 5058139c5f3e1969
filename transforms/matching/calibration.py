"""Calibration: Platt's line per region, drawn towards the national one the more, the less is known of the region."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from transforms.matching.score import Curve

#: so many decisions weigh as much as what is known without them
NATIONAL_PRIOR, REGION_PRIOR = 500.0, 500.0
FEWEST, FEWEST_OF_EACH = 20, 4
STEEPEST = 3.0
BINS = 10


@dataclass(frozen=True)
class Curves:
    """The curve of the nation, and of the regions that have one of their own."""

    national: Curve
    regions: dict[str, Curve]


def calibrate(scores: np.ndarray, truth: np.ndarray, regions: np.ndarray) -> Curves:
    """Return the curves that turn log-odds as scored into log-odds as seen."""
    national = _towards(Curve(), _platt(scores, truth), len(truth), NATIONAL_PRIOR)
    own = {}
    for region in sorted({str(region) for region in regions}):
        here = np.array([str(one) == region for one in regions])
        found = _platt(scores[here], truth[here])
        if found is not None:
            own[region] = _towards(national, found, int(here.sum()), REGION_PRIOR)
    return Curves(national, own)


def _platt(scores: np.ndarray, truth: np.ndarray) -> Curve | None:
    """Return the line fitted to these decisions alone; None where they are too few or all the same."""
    right = int(truth.sum())
    if len(truth) < FEWEST or min(right, len(truth) - right) < FEWEST_OF_EACH:
        return None
    fitted = LogisticRegression(C=10.0).fit(scores.reshape(-1, 1), truth)
    slope = float(np.clip(fitted.coef_[0][0], 1.0 / STEEPEST, STEEPEST))
    return Curve(slope, float(fitted.intercept_[0]))


def _towards(known: Curve, found: Curve | None, count: int, prior: float) -> Curve:
    if found is None:
        return known
    weight = count / (count + prior)
    return Curve(
        round(weight * found.slope + (1 - weight) * known.slope, 4),
        round(weight * found.shift + (1 - weight) * known.shift, 4),
    )


def brier(scores: np.ndarray, truth: np.ndarray) -> float:
    """Return the mean squared difference between probability (of log-odds) and truth."""
    return round(float(np.mean((_probabilities(scores) - truth) ** 2)), 5)


def expected_error(scores: np.ndarray, truth: np.ndarray) -> float:
    """Return the expected calibration error over ``BINS`` equally filled bins of probability."""
    probabilities = _probabilities(scores)
    order = np.argsort(probabilities, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [abs(float(probabilities[part].mean() - truth[part].mean())) * len(part) for part in parts]
    return round(sum(gaps) / len(truth), 5) if len(truth) else 0.0


def _probabilities(scores: np.ndarray) -> np.ndarray:
    probabilities: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(scores, -40.0, 40.0)))
    return probabilities
