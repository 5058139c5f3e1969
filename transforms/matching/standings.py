"""How a link stands beside its rivals as they are shown: its rank, and what is likelier than it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from transforms.matching.partition import Pairs


@dataclass(frozen=True)
class Standing:
    """``rank`` among the ``of`` lines compared with the agreement, equals sharing the best.

    ``stronger_line`` is the likeliest other line of the agreement, ``stronger_agreement`` the likeliest other agreement
    for the line, each with name or title and probability; None where none is likelier than the pair itself.
    """

    rank: int
    of: int
    stronger_line: Mapping[str, Any] | None = None
    stronger_agreement: Mapping[str, Any] | None = None


def compare_standings(pairs: Pairs, probabilities: np.ndarray, is_rejected: np.ndarray) -> list[Standing]:
    """Return the standing of each pair of a partition by the probabilities shown; the rejected are no rivals."""
    order = np.lexsort((np.arange(len(probabilities)), -probabilities)).tolist()
    of_agreement: dict[int, list[int]] = defaultdict(list)
    best_line: dict[int, int] = {}
    best_agreement: dict[int, int] = {}
    ranks = dict.fromkeys(order, 0)
    for pair in order:
        agreement, line = int(pairs.agreements[pair]), int(pairs.lines[pair])
        before = of_agreement[agreement]
        is_equal = bool(before) and probabilities[before[-1]] == probabilities[pair]
        ranks[pair] = ranks[before[-1]] if is_equal else len(before) + 1
        before.append(pair)
        if not is_rejected[pair]:
            best_line.setdefault(agreement, pair)
            best_agreement.setdefault(line, pair)

    def stronger(best: int | None, pair: int) -> int | None:
        return best if best is not None and probabilities[best] > probabilities[pair] else None

    standings = []
    for pair, (agreement, line) in enumerate(zip(pairs.agreements.tolist(), pairs.lines.tolist(), strict=True)):
        other_line = stronger(best_line.get(agreement), pair)
        other_agreement = stronger(best_agreement.get(line), pair)
        standings.append(
            Standing(
                ranks[pair],
                len(of_agreement[agreement]),
                None if other_line is None else _line_of(pairs, other_line, probabilities),
                None if other_agreement is None else _agreement_of(pairs, other_agreement, probabilities),
            )
        )
    return standings


def _line_of(pairs: Pairs, pair: int, probabilities: np.ndarray) -> dict[str, Any]:
    record = pairs.records[int(pairs.lines[pair])]
    return {
        "line_item_id": record["line_item_id"],
        "name": record["name"],
        "probability": float(probabilities[pair]),
    }


def _agreement_of(pairs: Pairs, pair: int, probabilities: np.ndarray) -> dict[str, Any]:
    subject = pairs.subjects[int(pairs.agreements[pair])]
    return {
        "agreement_id": subject.agreement_id,
        "title": subject.title,
        "probability": float(probabilities[pair]),
    }
