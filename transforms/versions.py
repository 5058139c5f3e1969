"""Which of two versions of a document comes later.

Versions are a sequence (murni, pergeseran-n, perubahan-n): the number orders like names, printed dates order unlike
ones. Where neither tells, no version is later and both count as the latest.
"""

from __future__ import annotations

import re
from datetime import date

_VERSION = re.compile(r"(pergeseran|perubahan)(?:-(\d+))?")
_QUARTERS = {"tw1": 1, "tw2": 2, "tw3": 3, "tw4": 4, "semester1": 2, "semester2": 4, "tahun": 4, "akhir": 4}


def is_later_version(one: str | None, other: str | None, one_day: date | None, other_day: date | None) -> bool:
    """Whether version ``one`` surely follows ``other``; an absent version counts as ``murni``."""
    changed, was_changed = _VERSION.fullmatch(one or "murni"), _VERSION.fullmatch(other or "murni")
    if not changed:
        return False
    if not was_changed:
        return (other or "murni") == "murni"
    if changed[1] == was_changed[1]:
        return int(changed[2] or 1) > int(was_changed[2] or 1)
    return one_day is not None and other_day is not None and one_day > other_day


def version_order(version: str | None) -> tuple[int, int]:
    """What versions are put in a row by where no printed day is at hand: murni, then pergeseran, then perubahan."""
    changed = _VERSION.fullmatch(version or "murni")
    return (0, 0) if not changed else (2 if changed[1] == "perubahan" else 1, int(changed[2] or 1))


def quarters_told(period: str | None) -> int:
    """How many quarters of the year a period reaches over: ``tw2`` 2, ``sd_09`` 3, a whole year or nothing said 4."""
    if period is None:
        return 4
    if months := re.fullmatch(r"sd_(\d{2})", period):
        return int(months[1]) // 3
    return _QUARTERS.get(period.replace("-", "").replace("_", ""), 0)
