"""What lies on the desk when one region and fiscal year is judged: documents, their coverage, money, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.regions import Thresholds
from transforms.assessing.money import Ledger
from transforms.shelf import Shelf


@dataclass(frozen=True)
class Desk:
    """What is at hand for judging one region and year.

    ``coverage``: stage -> state, latest_version, detail, as :func:`transforms.coverage.coverage` tells them.
    """

    year: int
    as_of: date
    shelf: Shelf
    coverage: Mapping[str, Mapping[str, Any]]
    ledger: Ledger
    thresholds: Thresholds
    #: slice -> what its lines are found again by (key; office and name), for budget documents
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_covered(self, stage: str) -> bool:
        return bool(self.coverage[stage]["state"] == "covered")
