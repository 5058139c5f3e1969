"""Dates written out in words, as deeds print them: ``tanggal lima bulan Juni tahun dua ribu dua puluh tiga``."""

from __future__ import annotations

import re

from transforms.dates import month_number, parse_date
from transforms.names import collapse
from transforms.terms import number_in_words

_IN_WORDS = re.compile(
    r"\btanggal\s+(?P<day>[a-z ]+?|\d{1,2})(?:\s*\([^)]*\))?[\s,]+bulan\s+(?P<month>[a-z]+)[\s,]+"
    r"tahun\s+(?P<year>dua\s+ribu(?:\s+[a-z]+){0,4}|\d{4})",
    re.I,
)
_IN_FIGURES = re.compile(r"\(\s*(\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}|\d{1,2}\s+[a-z]+\s+\d{4})\s*\)", re.I)
_MILLENNIUM = 2000


def signing_date(text: str | None) -> str | None:
    """The day of ``Pada hari ini ...`` as ``5 Juni 2023``; null where none is written.

    Words and the figures in brackets behind them are both given, parted by ``;``, where they disagree: then no day is
    taken for true.
    """
    printed = collapse(text)
    days = [day for day in (_worded(printed), _figures(printed)) if day]
    known = {parse_date(day).value for day in days}
    return days[0] if days and len(known) == 1 else "; ".join(days) or None


def _worded(text: str) -> str | None:
    found = _IN_WORDS.search(text)
    if found is None or month_number(found["month"]) is None:
        return None
    day = int(found["day"]) if found["day"].isdigit() else number_in_words(found["day"])
    year = _year(found["year"])
    return f"{day} {found['month']} {year}" if day and year else None


def _year(text: str) -> int | None:
    """``dua ribu dua puluh tiga``, whatever words follow the year left out."""
    if text.isdigit():
        return int(text)
    rest = text.split()[2:]
    for length in range(len(rest), 0, -1):
        number = number_in_words(" ".join(rest[:length]))
        if number is not None:
            return _MILLENNIUM + number
    return None


def _figures(text: str) -> str | None:
    found = _IN_FIGURES.search(text)
    return found[1] if found else None
