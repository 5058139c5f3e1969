"""Rows of a region's table that name the office whose lines follow: its code, its name, its sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.layout import Identify
from extractors.heading_words import squash
from extractors.records import RawRow, TableRow

_SKPD_CODE = re.compile(r"\d\.\d{2}\.\d\.\d{2}\.\d\.\d{2}\.\d{2}\.\d{4}")
#: an office by its bidang urusan and a number, as older prints code it; no programme is called so
COUNTED_OFFICE = re.compile(
    r"\d\.?\d{2}\.\d{2,3}\.?[ -]+(?P<name>(?:dinas|badan|sekretariat|inspektorat|kecamatan|kelurahan|kantor|"
    r"rumah sakit|rsud|satuan|bagian)\b.*)",
    re.IGNORECASE,
)
#: depth of an urusan and of a bidang urusan, which stand above the office and speak of all offices under them
_ABOVE_OFFICES = 2


def office_line(row: TableRow) -> str | None:
    """``Perangkat Daerah : code name`` for a row that names an office by its code, else None.

    The code of an office has eight segments; what an older print counts as ``1.01.01`` is no code of it.
    """
    printed = [cell.text for cell in row.cells if cell is not None and cell.text]
    if match := COUNTED_OFFICE.match(" ".join(text.strip() for text in printed[:2])):
        return f"Perangkat Daerah : {' '.join(match['name'].split())}"
    if not any(map(_SKPD_CODE.search, printed)):  # nearly always
        return None
    texts = [" ".join(text.split()) for text in printed if text.strip()]
    for index, text in enumerate(texts):
        code, _, behind = text.partition(" ")
        if _SKPD_CODE.fullmatch(code):
            name = behind.strip(" -:") or next(iter(texts[index + 1 : index + 2]), "")
            return f"Perangkat Daerah : {code} {name}" if re.match(r"[^\W\d]", name) else None
    return None


def labelled_office(text: str, identify: Identify) -> frozenset[str]:
    """The office (name or code, as compared) that a line of the form ``label : value`` prints, if any."""
    if ":" not in text:
        return frozenset()
    found = (re.search(pattern, text, re.IGNORECASE) for pattern in (*identify.skpd_name, *identify.skpd_code))
    return frozenset(value for match in found if match and (value := squash(match["v"] or "")))


def rows_above_offices(rows: Sequence[RawRow], code_columns: Sequence[str]) -> list[RawRow]:
    """The last rows of ``rows`` that are an urusan or bidang urusan: they belong to no office."""
    found = []
    for row in reversed(rows):
        code = ".".join(text for name in code_columns if (text := (row.values.get(name) or "").strip()))
        code = code or _code_in_number(row)
        if row.zone != "body" or not 1 <= len(code.strip(".").split(".")) <= _ABOVE_OFFICES or not code:
            break
        found.append(row)
    return found


def _code_in_number(row: RawRow) -> str:
    """The code of an urusan or bidang urusan that stands where others print a running number; empty for a number."""
    number = (row.values.get("no") or "").strip(" .")
    is_urusan = re.match(r"urusan\b", (row.values.get("name") or "").strip(), re.IGNORECASE)
    return number if re.fullmatch(r"\d\.\d{2}", number) or (is_urusan and number.isdigit()) else ""
