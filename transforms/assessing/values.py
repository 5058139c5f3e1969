"""Reading single cells of frames, whatever stands for "nothing" there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd


def is_absent(value: Any) -> bool:
    """None, NaN, NaT, NA; lists and dicts are never absent."""
    return value is None or (not isinstance(value, list | tuple | dict) and bool(pd.isna(value)))


def text_of(value: Any) -> str | None:
    """The text of a cell; None where it is absent or blank."""
    return None if is_absent(value) or str(value).strip() == "" else str(value)


def day_of(value: Any) -> date | None:
    """The day of a date, timestamp or ISO text."""
    return None if is_absent(value) else pd.Timestamp(value).date()


def whole_of(value: Any) -> int | None:
    """The whole number of a cell (a year, a page)."""
    return None if is_absent(value) else int(value)


def truth_of(value: Any, default: bool = False) -> bool:
    return default if is_absent(value) else bool(value)


def codes_of(value: Any) -> frozenset[str]:
    """The codes in a JSON list of texts or of objects with ``code``, given as list or as JSON text."""
    if is_absent(value):
        return frozenset()
    listed = json.loads(value) if isinstance(value, str) else value
    return frozenset(str(each["code"]) if isinstance(each, Mapping) else str(each) for each in _each(listed))


def _each(listed: Any) -> Iterable[Any]:
    return listed if isinstance(listed, list | tuple | set | frozenset) else [listed]
