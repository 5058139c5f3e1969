"""The offices of an agreement: the office cell cut into names, each found among the offices of its region."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from config.reference import Reference
from transforms.names import SkpdMatch, collapse, match_skpd, normalise, words
from transforms.parties import is_bumd

_OUTSIDE_BRACKETS = r"(?![^(]*\))"
_HARD_BREAK = re.compile(rf"\s*[;\n|]{_OUTSIDE_BRACKETS}\s*")
_SOFT_BREAK = re.compile(rf"\s*(?:,|/|&|\bdan\b|\bserta\b|\s[-–]\s){_OUTSIDE_BRACKETS}\s*", re.I)
#: pieces that the longest name of an office has
_MOST_PIECES = 8
_NUMBERED = re.compile(r"(?:^|(?<=[\s;,]))\(?\d{1,2}[.)]\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Office:
    """One office of the cell. ``basis``: that of the match, ``bumd`` for a company, ``unknown`` keeps the print.

    ``printed`` may name several units of it, between semicolons: ``Bagian Hukum Setda; Bagian Umum Setda``.
    """

    printed: str
    skpd_code: str | None
    skpd_name: str
    basis: str


def split_offices(text: str | None, region_code: str | None, year: int | None, reference: Reference) -> list[Office]:
    """The offices ``text`` names, in print order, each once.

    The longest run of pieces that spells a known office is one office, since names hold commas and ``dan``; a piece
    that does not begin like an office belongs to the one before it.
    """
    cleaned = _NUMBERED.sub(";", (text or "").replace(" ", " "))
    offices = [
        office
        for part in _HARD_BREAK.split(cleaned)
        for office in _offices_in(part.strip(), region_code, year, reference)
    ]
    unique: dict[tuple[str, bool], Office] = {}
    for office in offices:
        key = (office.skpd_name, office.basis == "bumd")
        first = unique.get(key, office)
        unique[key] = replace(first, printed=_joined(first.printed, office.printed))
    return list(unique.values())


def _joined(printed: str, further: str) -> str:
    known = {normalise(part) for part in printed.split(";")}
    return printed if normalise(further) in known else f"{printed}; {further}"


def _offices_in(text: str, region_code: str | None, year: int | None, reference: Reference) -> list[Office]:
    pieces = _pieces(text)
    found: list[Office] = []
    start = 0
    while start < len(pieces):
        end, match = _longest(text, pieces, start, region_code, year, reference)
        printed = collapse(text[pieces[start][0] : pieces[end - 1][1]]).strip(" .,")
        if printed:
            found.append(_office(printed, match, region_code, reference))
        start = end
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Start and end of the stretches between soft separators."""
    cuts = [(found.start(), found.end()) for found in _SOFT_BREAK.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def _longest(
    text: str,
    pieces: list[tuple[int, int]],
    start: int,
    region_code: str | None,
    year: int | None,
    reference: Reference,
) -> tuple[int, SkpdMatch]:
    """End (exclusive) of the office that begins with piece ``start``, and what it matches."""

    def match(end: int) -> SkpdMatch:
        return match_skpd(text[pieces[start][0] : pieces[end - 1][1]], region_code, year, reference)

    for end in range(min(len(pieces), start + _MOST_PIECES), start + 1, -1):
        whole = match(end)
        if whole.via == "name":
            return end, whole
    own, end = match(start + 1), start + 1
    while end < len(pieces) and not _begins_office(text[slice(*pieces[end])], region_code, reference):
        end += 1
    return end, own if own.office is not None else match(end)


def _begins_office(text: str, region_code: str | None, reference: Reference) -> bool:
    tokens = words(text)
    if any(tokens[: len(words(start))] == words(start) for start in reference.lexicon.offices.starts):
        return True
    shorts = reference.lexicon.offices.abbreviations
    if any(normalise(text) == normalise(short) for short in shorts):
        return True
    return match_skpd(text, region_code, None, reference).office is not None or is_bumd(text, region_code, reference)


def _office(printed: str, match: SkpdMatch, region_code: str | None, reference: Reference) -> Office:
    if match.skpd_name is not None:
        return Office(printed, match.skpd_code, match.skpd_name, match.basis)
    if is_bumd(printed, region_code, reference):
        return Office(printed, None, printed, "bumd")
    return Office(printed, None, match.expanded or printed, match.basis)
