"""What the samples' agreements must come to (``cases.yaml``): reasoned from the rules, not taken from any output."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from samples.plan import HERE


@dataclass(frozen=True)
class Case:
    """One agreement, party and year: ``status`` None means that it is listed and never judged.

    ``register`` (a region code) and ``no`` name the printed row. ``anggaran``, ``naskah``, ``realisasi`` and ``flags``
    are given where the case is about them.
    """

    register: str
    no: str
    party: str
    year: int
    status: str | None
    why: str
    anggaran: str | None = None
    naskah: str | None = None
    realisasi: str | None = None
    flags: tuple[str, ...] = ()


@cache
def load_cases() -> tuple[Case, ...]:
    return tuple(Case(**{**case, "flags": tuple(case.get("flags", ()))}) for case in _raw()["cases"])


def as_of() -> dt.date:
    """The day the cases are judged on."""
    day: dt.date = _raw()["as_of"]
    return day


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    return raw
