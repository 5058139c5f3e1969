"""What the headings of a block say about it: office, year, period, version, dates, each with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from config.layout import Layout
from extractors.records import Block
from transforms.codes import UnreadableCode, parse_code
from transforms.dates import parse_date
from transforms.names import collapse
from transforms.periods import parse_period, parse_version

Source = Literal[
    "print", "manifest", "default", "signature", "office_names", "unfilled", "unreadable", "issuer", "layout", "none",
    "conflict",
]  # fmt: skip

FISCAL_YEARS = range(2000, 2100)
_SKPD_SEGMENTS = 8
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEAR_AFTER_WORD = re.compile(
    r"\b(?:tahun(?:\s+anggaran)?|t\.?\s?a\.?)\s*:?\s*(20\d\d)(?!\d|\s*[-–/]\s*20\d\d|\s+s)", re.IGNORECASE
)
_DOTS_LEFT_IN = re.compile(r"[.…_]{3,}|…")
#: kinds whose documents cover several years or none
WITHOUT_YEAR = {"agreement_list", "agreement", "rpjmd", "renstra", "urusan_mapping", "tkksd", "review"}
_FILLER = re.compile(r"[\s.…_:\-–—]*")


@dataclass(frozen=True, slots=True)
class Found:
    """One field: its value (None where there is none), where it comes from, and the text it was read in."""

    value: object = None
    source: Source = "none"
    text: str | None = None

    def __bool__(self) -> bool:
        return self.value is not None

    def as_basis(self) -> dict[str, str | None]:
        return {"source": self.source, "text": self.text}


NOTHING = Found()


def is_unfilled(text: str | None) -> bool:
    """A form field in which only dots, dashes or underscores stand."""
    return _FILLER.fullmatch(text or "") is not None


def read_fields(block: Block, layout: Layout) -> dict[str, Found]:
    """The fields that the block's own headings print; the region is read in ``slice_regions``."""
    identify, lines = layout.identify, [collapse(line) for line in block.headings]
    around = [*lines, *block.footers]
    year = first_match(lines, identify.fiscal_year) or _only_year(lines, layout)
    year = year or first_match(block.column_headings, identify.column_year)
    period = first_match(lines, identify.period) or first_match(block.column_headings, identify.column_period)
    version = first_match(lines, identify.version)
    return {
        "fiscal_year": _convert(year, _year),
        "period": _convert(period, parse_period),
        "version": _convert(version, parse_version),
        "printed_on": _convert(first_match(around, identify.printed_on), lambda text: parse_date(text).value),
        "complete_to": _convert(first_match(around, identify.complete_to), lambda text: parse_date(text).last),
        **_read_office(lines, layout),
    }


def _read_office(lines: Sequence[str], layout: Layout) -> dict[str, Found]:
    """Office name and code; a code standing where the name should be is read as what it is."""
    name, code = first_match(lines, layout.identify.skpd_name), first_match(lines, layout.identify.skpd_code)
    text = str(name.value) if name else ""
    match = re.match(r"(?P<code>\d+(?:\.\d+)+)\s*(?P<name>.*)$", text)
    if match:
        code = code or Found(match["code"], "print", name.text)
        name = Found(match["name"] or None, "print", name.text)
    return {"skpd_name": name, "skpd_code": _convert(code, _skpd_code)}


def _skpd_code(text: str) -> str | None:
    try:
        code = parse_code(text, "skpd")
    except UnreadableCode:
        return None
    return code.text if code is not None and len(code.parts) == _SKPD_SEGMENTS else None


def first_match(lines: Iterable[str], patterns: Sequence[str]) -> Found:
    """Group ``v`` of the first pattern that hits a line; ``unfilled`` where only dots stand in it."""
    lines = list(lines)
    unfilled = NOTHING
    for pattern in patterns:
        for line in lines:
            match = re.search(pattern, line, re.IGNORECASE)
            if match is None:
                continue
            value = (match["v"] or "").strip(" :")
            if not is_unfilled(value):
                return Found(value, "print", line)
            unfilled = unfilled if unfilled.text else Found(None, "unfilled", line)
    return unfilled


def _convert(found: Found, parse: Callable[[str], object]) -> Found:
    """``found`` with its text turned into a value; without one it keeps its line, as ``unfilled`` or ``unreadable``."""
    if not found:
        return found
    value = parse(str(found.value))
    if value is not None:
        return Found(value, found.source, found.text)
    return Found(None, "unfilled" if _DOTS_LEFT_IN.search(str(found.value)) else "unreadable", found.text)


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match and int(match[1]) in FISCAL_YEARS else None


def _only_year(lines: Sequence[str], layout: Layout) -> Found:
    """The year behind ``Tahun`` or ``TA``, else the only year the headings print.

    The day to which a register is kept names no year of it, so kinds without a fiscal year need the word.
    """
    for pattern in (_YEAR_AFTER_WORD,) if layout.kind in WITHOUT_YEAR else (_YEAR_AFTER_WORD, _YEAR):
        hits = {match[1]: line for line in lines for match in pattern.finditer(line)}
        if len(hits) == 1:
            year, line = next(iter(hits.items()))
            return Found(year, "print", line)
    return NOTHING
