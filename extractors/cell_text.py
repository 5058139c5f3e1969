"""The value of a spreadsheet cell as the text a reader of the sheet would copy, exact to the last digit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

Value = int | float | str | bool | dt.date | dt.time | dt.datetime | dt.timedelta | None


def collapse(text: str) -> str:
    """``text`` with line breaks, tabs and no-break spaces as single spaces, and without byte order marks."""
    return " ".join(text.replace("\ufeff", "").replace("\u200b", "").split())


def number_text(value: float) -> str:
    """The shortest digits that give ``value`` back: no exponent, no ``.0``, point as decimal mark."""
    digits = format(Decimal(repr(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def duration_text(value: dt.timedelta) -> str:
    """``value`` as ``[h]:mm:ss`` shows it."""
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def cell_text(value: Value) -> str:
    """The text of one cell: dates as ``YYYY-MM-DD``, truth values as ``TRUE`` and ``FALSE``, empty as ``""``."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return collapse(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        is_midnight = value.time() == dt.time()
        return value.date().isoformat() if is_midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.timedelta):
        return duration_text(value)
    return value.isoformat() if isinstance(value, dt.date) else value.isoformat(timespec="seconds")
