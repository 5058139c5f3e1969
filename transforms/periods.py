"""Printed periods and versions as the warehouse names them: ``tw2``, ``sd_10``, ``perubahan-1``."""

from __future__ import annotations

import calendar
import re

MONTHS = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "agustus": 8, "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
}  # fmt: skip
_ORDINALS = {
    "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_MONTH = "|".join(MONTHS)
_QUARTER = re.compile(r"(?:triwulan|tw)\s*(?:ke)?[-\s.]*(iv|i{1,3}|[1-4])\b")
_SEMESTER = re.compile(r"semester\s*(?:ke)?[-\s.]*(ii|i|[12])\b")
_RANGE_END = re.compile(rf"(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:(\d{{1,2}})\s+)?({_MONTH})\b")
_YEAR_ENDED = re.compile(r"tahun(?: anggaran)? yang berakhir\b\D*\b31 desember\b")
_START = re.compile(rf"(?:(\d{{1,2}})\s+)?\b({_MONTH})\b")


def parse_period(text: str | None) -> str | None:
    """The period a heading prints; None where it prints none or leaves the dots in.

    ``tw1``..``tw4`` a quarter; ``sd_MM`` from January to the end of month MM, also where only the end is printed;
    ``bln_MM`` one month, ``bln_MM_MM`` months that do not begin in January; ``tahun`` a whole year. A range that
    ends in the middle of a month has no name here: None.
    """
    printed = " ".join((text or "").casefold().split())
    if match := _QUARTER.search(printed):
        return f"tw{_number(match[1])}"
    if match := _SEMESTER.search(printed):
        return "sd_06" if _number(match[1]) == 1 else "bln_07_12"
    if re.fullmatch(r"[1-4]|iv|i{1,3}", printed):
        return f"tw{_number(printed)}"
    if _YEAR_ENDED.search(printed):
        return "sd_12"
    if match := _RANGE_END.search(printed):
        return _range(printed[: match.start()], match)
    if match := _START.search(printed):
        return None if match[1] else f"bln_{MONTHS[match[2]]:02d}"
    return "tahun" if re.search(r"\b(?:tahunan|satu tahun|akhir tahun)\b", printed) else None


def parse_version(text: str | None) -> str | None:
    """``murni``, ``pergeseran-n`` or ``perubahan-n`` as printed in a title; n is 1 where none is printed."""
    printed = " ".join((text or "").casefold().split())
    match = re.search(r"(perubahan|pergeseran)(.*)", printed)
    if match:
        return f"{match[1]}-{_ordinal(match[2])}"
    return "murni" if re.search(r"\b(?:murni|induk|awal|apbd|rkpd)\b", printed) else None


def _range(before: str, end: re.Match[str]) -> str | None:
    last = MONTHS[end[2]]
    if end[1] and int(end[1]) not in _last_days(last):
        return None
    start = _START.search(before)
    if start is None:
        return f"sd_{last:02d}"
    first = MONTHS[start[2]]
    if start[1] and int(start[1]) != 1:
        return None
    if first == 1:
        return f"sd_{last:02d}"
    return f"bln_{first:02d}" if first == last else f"bln_{first:02d}_{last:02d}"


def _last_days(month: int) -> set[int]:
    return {calendar.monthrange(year, month)[1] for year in (2023, 2024)}


def _ordinal(text: str) -> int:
    match = re.match(
        r"\s*(?:atas\b.*|ke\s*[-\s]\s*(\d{1,2}|[ivx]+)\b|(\d{1,2})\b|(ke[a-z]+|pertama)\b|([ivx]+)\b)", text
    )
    if match is None:
        return 1
    word = next((group for group in match.groups() if group), "")
    return int(word) if word.isdigit() else _ORDINALS.get(word, _ROMAN.get(word, 1))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN[text]
