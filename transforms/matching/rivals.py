"""How a pair stands among its rivals: other lines of its agreement, other agreements for its line."""

from __future__ import annotations

import numpy as np

CLOSE = 0.25
FAR = 4.0
TWIN_LIKENESS = 0.75
MOST_EQUALS = 100


def rival_features(
    agreements: np.ndarray, lines: np.ndarray, scores: np.ndarray, twins: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the features of each pair by name; ``twins`` tells which agreements have nearly the same object.

    ``scores`` are log-odds of the cold-start model without these features, so that no decision changes a feature.
    """
    lead = scores - _best_other(agreements, scores)
    behind = _best_other(lines, scores) - scores
    return {
        "peringkat": np.round(1.0 / _ranks(agreements, scores), 4),
        "unggul_atas_baris": _bounded(lead, -1.0),
        "baris_setara": np.round(
            np.log1p(np.minimum(_equals(agreements, scores), MOST_EQUALS)) / np.log1p(MOST_EQUALS), 4
        ),
        "naskah_lebih_kuat": _bounded(behind, 0.0),
        "kembar_lebih_kuat": _bounded(_best_twin(agreements, lines, scores, twins) - scores, 0.0),
    }


def _bounded(difference: np.ndarray, least: float) -> np.ndarray:
    """Return the difference in units of ``FAR``, cut at ``least`` and 1; without a rival the bound away from it."""
    return np.round(np.clip(difference / FAR, least, 1.0), 4)


def _ranks(groups: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return the rank of each score in its group from 1; equals share the worst."""
    ranks = np.empty(len(scores))
    for members in _members(groups):
        ordered = np.sort(-scores[members])
        ranks[members] = np.searchsorted(ordered, -scores[members], side="right")
    return ranks


def _best_other(groups: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return the best score of the other members of each one's group, minus infinity where there is none."""
    best = np.full(len(scores), -np.inf)
    for members in _members(groups):
        if len(members) > 1:
            own = scores[members]
            second, first = np.partition(own, len(own) - 2)[-2:]
            is_first = np.arange(len(own)) == np.argmax(own)
            best[members] = np.where(is_first, second, first)
    return best


def _equals(groups: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return how many others of each one's group score within ``CLOSE`` of it."""
    counts = np.zeros(len(scores))
    for members in _members(groups):
        own, ordered = scores[members], np.sort(scores[members])
        low = np.searchsorted(ordered, own - CLOSE, side="left")
        counts[members] = np.searchsorted(ordered, own + CLOSE, side="right") - low - 1
    return counts


def _members(groups: np.ndarray) -> list[np.ndarray]:
    """Return the places of the members of each group."""
    order = np.argsort(groups, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(groups[order])) + 1) if len(order) else []


def _best_twin(agreements: np.ndarray, lines: np.ndarray, scores: np.ndarray, twins: np.ndarray) -> np.ndarray:
    """Return the best score for the same line of an agreement of nearly the same object, else minus infinity."""
    best = np.full(len(scores), -np.inf)
    has_twin = np.flatnonzero(np.any(twins[agreements], axis=1)) if len(twins) else np.empty(0, np.int64)
    by_line: dict[int, list[int]] = {}
    for pair in has_twin.tolist():
        by_line.setdefault(int(lines[pair]), []).append(pair)
    for pairs in by_line.values():
        for pair in pairs:
            rivals = [scores[other] for other in pairs if twins[agreements[pair], agreements[other]]]
            best[pair] = max(rivals, default=-np.inf)
    return best
