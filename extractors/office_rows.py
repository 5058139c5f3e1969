"""Rows of a region's table that name the office whose lines follow: its code of eight segments, its name, its sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.records import RawRow, TableRow

_SKPD_CODE = re.compile(r"\d\.\d{2}\.\d\.\d{2}\.\d\.\d{2}\.\d{2}\.\d{4}")
#: depth of an urusan and of a bidang urusan, which stand above the office and speak of all offices under them
_ABOVE_OFFICES = 2


def office_line(row: TableRow) -> str | None:
    """``Perangkat Daerah : code name`` for a row that names an office by its code, else None."""
    printed = [cell.text for cell in row.cells if cell is not None and cell.text]
    if not any(map(_SKPD_CODE.search, printed)):  # nearly always
        return None
    texts = [" ".join(text.split()) for text in printed if text.strip()]
    for index, text in enumerate(texts):
        code, _, behind = text.partition(" ")
        if _SKPD_CODE.fullmatch(code):
            name = behind.strip(" -:") or next(iter(texts[index + 1 : index + 2]), "")
            return f"Perangkat Daerah : {code} {name}" if re.match(r"[^\W\d]", name) else None
    return None


def rows_above_offices(rows: Sequence[RawRow], code_columns: Sequence[str]) -> list[RawRow]:
    """The last rows of ``rows`` that are an urusan or bidang urusan: they belong to no office."""
    found = []
    for row in reversed(rows):
        code = ".".join(text for name in code_columns if (text := (row.values.get(name) or "").strip()))
        if row.zone != "body" or not 1 <= len(code.strip(".").split(".")) <= _ABOVE_OFFICES or not code:
            break
        found.append(row)
    return found
