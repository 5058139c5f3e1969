"""Ranks and stronger rivals as they are shown with a link."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from transforms.matching.standings import compare_standings

# two agreements: the first with lines 0 to 2, the second with lines 1 and 2
PAIRS: Any = SimpleNamespace(
    agreements=np.array([0, 0, 0, 1, 1]),
    lines=np.array([0, 1, 2, 1, 2]),
    subjects=[SimpleNamespace(agreement_id=f"ks-{n}", title=f"Naskah {n}") for n in (1, 2)],
    records=[{"line_item_id": f"l-{n}", "name": f"Baris {n}"} for n in range(3)],
)


def test_equals_share_a_rank_and_the_best_has_no_rival() -> None:
    found = compare_standings(PAIRS, np.array([0.9, 0.4, 0.4, 0.7, 0.1]), np.zeros(5, bool))
    assert [(each.rank, each.of) for each in found] == [(1, 3), (2, 3), (2, 3), (1, 2), (2, 2)]
    assert found[0].stronger_line is None and found[0].stronger_agreement is None
    assert found[1].stronger_line == {"line_item_id": "l-0", "name": "Baris 0", "probability": 0.9}
    assert found[1].stronger_agreement == {"agreement_id": "ks-2", "title": "Naskah 2", "probability": 0.7}
    assert found[3].stronger_agreement is None


def test_what_people_rejected_is_no_rival() -> None:
    found = compare_standings(PAIRS, np.array([0.9, 0.4, 0.3, 0.7, 0.1]), np.array([True, False, False, True, False]))
    assert found[2].stronger_line == {"line_item_id": "l-1", "name": "Baris 1", "probability": 0.4}
    assert found[1].stronger_agreement is None
