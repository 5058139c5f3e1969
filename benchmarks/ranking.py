"""Figures of scored pairs against their truth: ranking, calibration with its bootstrap interval, reliability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BINS = 10
DRAWS = 400


@dataclass(frozen=True)
class Interval:
    """A figure with the 2.5th and 97.5th percentile of its bootstrap."""

    value: float
    low: float
    high: float

    def figures(self, name: str) -> dict[str, float]:
        return {name: round(self.value, 4), f"{name}_low": round(self.low, 4), f"{name}_high": round(self.high, 4)}


def average_precision(scores: np.ndarray, truth: np.ndarray, total: int) -> float:
    """Return the area under precision over recall; ``total`` true pairs exist, those never scored count as missed.

    Equal scores are one step: a method gains nothing by the order in which it lists ties.
    """
    found, precision = _steps(scores, truth)
    gained = np.diff(np.concatenate([[0.0], found]))
    return float((precision * gained).sum() / total) if total else 0.0


def recall_at(precision: float, scores: np.ndarray, truth: np.ndarray, total: int) -> float:
    """Return the largest recall of any threshold on the scores that keeps at least this precision."""
    found, precisions = _steps(scores, truth)
    good = found[precisions >= precision]
    return float(good.max(initial=0.0) / total) if total else 0.0


def _steps(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the true pairs found and the precision at each distinct score, best first."""
    if not len(scores):
        return np.empty(0), np.empty(0)
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.diff(scores[order]) != 0, True)
    found = np.cumsum(truth[order].astype(float))[last]
    return found, found / (np.flatnonzero(last) + 1)


def brier(probabilities: np.ndarray, truth: np.ndarray) -> float:
    """Return the mean squared difference of probability and truth."""
    return float(np.mean((probabilities - truth) ** 2))


def base_rate_brier(truth: np.ndarray) -> float:
    """Return the Brier score of always saying the share of true pairs (known to nobody beforehand)."""
    return float(truth.mean() * (1 - truth.mean()))


def calibration_error(probabilities: np.ndarray, truth: np.ndarray, groups: np.ndarray, seed: int = 0) -> Interval:
    """Return the expected calibration error over ``BINS`` equally filled bins, resampling whole ``groups``.

    The error is never negative: it has a floor that shrinks with the number of pairs (``calibration_floor``), and the
    interval of a perfect model lies above zero.
    """
    sums = _grouped_sums(_bin_of(probabilities), probabilities, truth, groups)
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(DRAWS):
        weights = np.bincount(rng.integers(0, len(sums), len(sums)), minlength=len(sums))
        draws.append(_error(np.tensordot(weights, sums, 1)))
    low, high = np.quantile(draws, [0.025, 0.975])
    return Interval(_error(sums.sum(axis=0)), float(low), float(high))


def calibration_floor(probabilities: np.ndarray, seed: int = 0) -> float:
    """Return the expected calibration error that perfectly calibrated probabilities would show on so many pairs."""
    rng = np.random.default_rng(seed)
    bins, none = _bin_of(probabilities), np.zeros(len(probabilities), int)
    drawn = (rng.random(len(probabilities)) < probabilities for _ in range(20))
    return float(np.mean([_error(_grouped_sums(bins, probabilities, one, none)[0]) for one in drawn]))


def reliability(probabilities: np.ndarray, truth: np.ndarray) -> list[tuple[int, float, float]]:
    """Return per equally filled bin: pairs, mean probability, share of true pairs."""
    bins = _bin_of(probabilities)
    sums = _grouped_sums(bins, probabilities, truth, np.zeros(len(bins), int))[0]
    return [(int(count), said / count, seen / count) for count, said, seen in sums if count]


def _bin_of(probabilities: np.ndarray) -> np.ndarray:
    rank = np.empty(len(probabilities), int)
    rank[np.argsort(probabilities, kind="stable")] = np.arange(len(probabilities))
    return rank * BINS // max(1, len(probabilities))


def _grouped_sums(bins: np.ndarray, probabilities: np.ndarray, truth: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return groups x bins x (pairs, sum of probabilities, true pairs)."""
    _, group = np.unique(groups, return_inverse=True)
    count = int(group.max(initial=0)) + 1
    place = group * BINS + bins
    columns = (np.ones(len(bins)), probabilities, truth.astype(float))
    sums = [np.bincount(place, column, minlength=count * BINS).reshape(count, BINS) for column in columns]
    return np.stack(sums, axis=-1)


def _error(sums: np.ndarray) -> float:
    """``sums``: bins x (pairs, sum of probabilities, true pairs)."""
    return float(np.abs(sums[:, 1] - sums[:, 2]).sum() / max(1.0, sums[:, 0].sum()))
