"""One cell that holds both the number and the date of an agreement, cut into the two."""

from __future__ import annotations

import re

from transforms.names import collapse

_MONTH = r"[A-Za-z]{3,10}"
_DAY = (
    rf"(?:\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{1,2}}-{_MONTH}-\d{{2,4}}|"
    r"\d{4}-\d{2}-\d{2})"
)
_LABELLED = re.compile(
    rf"[\s,;/(]*\b(?:tanggal|tgl|tertanggal)\b\.?\s*:?\s*(?P<date>(?:[A-Za-z']+,\s*)?{_DAY}|.*)$", re.I
)
_AT_END = re.compile(rf"[\s,;(]+(?P<date>(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),\s*)?{_DAY})\W*$", re.I)
_ALONE = re.compile(rf"(?P<date>{_DAY})\W*", re.I)


def split_number_and_date(text: str | None) -> tuple[str | None, str | None]:
    """(number, date) as printed: the date behind ``tanggal``, or at the end of its line; lines stay lines.

    Several numbers stay one text, to be cut where numbers are; where their dates agree it is one date, else the dates
    are joined by ``;``.
    """
    numbers, dates = [], []
    for line in re.split(r"[\n;|]", text or ""):
        line = collapse(line)
        found = _ALONE.fullmatch(line) or _LABELLED.search(line) or _AT_END.search(line)
        number = line[: found.start()] if found else line
        if number.strip(" ,;/()"):
            numbers.append(number.strip(" ,;/("))
        if found and found["date"].strip():
            dates.append(found["date"].strip(" )."))
    return "\n".join(numbers) or None, "; ".join(dict.fromkeys(dates)) or None
