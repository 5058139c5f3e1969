"""How a pair stands among its rivals: other lines of its agreement, other agreements for its line."""

from __future__ import annotations

import numpy as np

CLOSE = 0.25
FAR = 4.0
TWIN_LIKENESS = 0.75
MOST_EQUALS = 100
#: log-odds at which "none of them" weighs as much as one line or agreement
NONE_OF_THEM = -0.5
_MOST = 30.0


def rival_features(
    agreements: np.ndarray,
    lines: np.ndarray,
    scores: np.ndarray,
    twins: np.ndarray,
    is_found: np.ndarray,
    headings: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """Return the features of each pair by name; ``twins`` tells which agreements have nearly the same object.

    ``headings`` has a number per line, the same for lines right below one heading. Many lines that fit equally well say
    that the words they share are everybody's; lines of one kegiatan are parts of one thing, and count for one.

    ``scores`` are log-odds of the first look, which knows no rivals; pairs that are not ``is_found`` (looked at
    only because somebody spoke of them) are nobody's rivals. So no decision changes a feature of any pair.
    """
    against = np.where(is_found, scores, -np.inf)
    lead = scores - _best_other(agreements, against)
    behind = _best_other(lines, against) - scores
    share = _shares(agreements, scores, against)
    equals = _equals(agreements, scores, against)
    if headings is not None:
        equals -= _equals(agreements * (headings.max(initial=0) + 1) + headings[lines], scores, against)
    equals = np.log1p(np.minimum(equals, MOST_EQUALS)) / np.log1p(MOST_EQUALS)
    return {
        "pangsa_baris": share,
        "pangsa_naskah": _shares(lines, scores, against),
        "unggul_atas_baris": np.round(_bounded(lead) * share, 4),
        "tertinggal": _bounded(-lead),
        "baris_setara": np.round(equals, 4),
        "naskah_lebih_kuat": _bounded(behind),
        "kembar_lebih_kuat": _bounded(_best_twin(agreements, lines, against, twins) - scores),
    }


def _shares(groups: np.ndarray, scores: np.ndarray, against: np.ndarray) -> np.ndarray:
    """Return each one's share of its group's odds, "none of them" beside the members."""
    own, rival = (np.exp(np.minimum(values - NONE_OF_THEM, _MOST)) for values in (scores, against))
    shares = np.zeros(len(scores))
    for members in _members(groups):
        others = np.sort(rival[members]).sum() - rival[members]
        shares[members] = own[members] / (1.0 + own[members] + np.maximum(others, 0.0))
    return np.round(shares, 4)


def _bounded(difference: np.ndarray) -> np.ndarray:
    """Return the difference in units of ``FAR``, cut at 0 and 1."""
    return np.round(np.clip(difference / FAR, 0.0, 1.0), 4)


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


def _equals(groups: np.ndarray, scores: np.ndarray, against: np.ndarray) -> np.ndarray:
    """Return how many others of each one's group score within ``CLOSE`` of it."""
    counts = np.zeros(len(scores))
    for members in _members(groups):
        own, ordered = scores[members], np.sort(against[members])
        low = np.searchsorted(ordered, own - CLOSE, side="left")
        counts[members] = np.searchsorted(ordered, own + CLOSE, side="right") - low - (against[members] == own)
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
