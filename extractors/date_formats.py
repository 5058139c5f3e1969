"""Date cells that show less than a day: a cell typed ``Jan 2023`` is stored as 1 January and shown without the 1.

Giving the whole date would invent a day nobody printed, so such cells keep what they show.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal
from xml.etree import ElementTree

PartialDate = Literal["month", "year"]

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
#: built-in number format 17 is ``mmm-yy``
_BUILT_IN: dict[int, PartialDate] = {17: "month"}


def classify_format(code: str) -> PartialDate | None:
    """What a number format leaves of a date: ``month`` (and year), ``year`` alone, or None for everything else."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", code.partition(";")[0]).casefold()
    letters = set(re.findall(r"[a-z]", bare))
    if letters == {"y"}:
        return "year"
    return "month" if letters == {"m", "y"} and "mm:" not in bare else None


def partial_date_formats(styles: bytes) -> dict[bytes, PartialDate]:
    """Cell style index (as written in the sheet) -> what is shown, for styles that show part of a date."""
    root = ElementTree.fromstring(styles)
    shown: dict[int, PartialDate] = dict(_BUILT_IN)
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "numFmt" and element.get("numFmtId", "").isdigit():
            kind = classify_format(element.get("formatCode", ""))
            if kind is not None:
                shown[int(element.get("numFmtId", "0"))] = kind
    cells = next((element for element in root if element.tag.rpartition("}")[2] == "cellXfs"), None)
    if cells is None:
        return {}
    formats = [int(style.get("numFmtId", "0")) for style in cells]
    return {str(index).encode(): shown[number] for index, number in enumerate(formats) if number in shown}


def partial_date(stored: str, shown: PartialDate, is_1904: bool = False) -> str:
    """The serial day ``stored`` as shown: ``Januari 2023`` or ``2023``."""
    day = int(float(stored))
    epoch = dt.date(1904, 1, 1) if is_1904 else dt.date(1899, 12, 30 if day >= 60 else 31)
    date = epoch + dt.timedelta(days=day)
    return str(date.year) if shown == "year" else f"{MONTHS[date.month - 1]} {date.year}"
