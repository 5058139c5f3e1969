"""Printed numbers to exact values: money to integer sen, performance figures to Decimal.

What a comma and a point mean is decided for a whole column of a document, never for one cell: ``800,000`` alone says
nothing, beside ``50,000,000`` it is certain. A cell that can't be read under its column's locale raises
:class:`UnreadableNumber`; nothing is guessed and nothing is rounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

Role = Literal["thousands", "decimal", "mixed", "unknown", "absent"]
Separator = Literal["comma", "point"]

MAX_SEN = 2**63 - 1
_DECIMALS = -2
#: one reading of a separator rules a column when it is seen this many times as often as the other
DOMINANCE = 10

_SEPARATORS: dict[Separator, str] = {"comma": ",", "point": "."}
_EMPTY = {"", "-", "--", "n/a", "nihil", "."}
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "})
_CURRENCY = re.compile(r"^(?P<sign>[-(]?)\s*(?:rp|idr)(?![a-z])\s*[.:]?\s*", re.IGNORECASE)
_WORDS_IN_BRACKETS = re.compile(r"\([^()]*[a-z][^()]*\)", re.IGNORECASE)
_NO_SEN = re.compile(r"[.,]\s*-+$")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}
_QUANTITY = re.compile(r"(?P<number>-?\d[\d.,]*)\s*(?P<unit>%|[^\W\d_][^\d]*)?", re.IGNORECASE)


class UnreadableNumber(ValueError):
    """A printed number that has no reading, or more than one."""


@dataclass(frozen=True, slots=True)
class NumberLocale:
    """What the comma and the point stand for in one column.

    ``mixed``: both uses are printed, so only cells with one possible reading are read. ``unknown``: only cells such
    as ``1.234`` are printed. ``absent``: the mark doesn't occur.
    """

    comma: Role = "absent"
    point: Role = "absent"

    @property
    def is_ambiguous(self) -> bool:
        return "unknown" in (self.comma, self.point)


COMMA_THOUSANDS = NumberLocale("thousands", "decimal")
POINT_THOUSANDS = NumberLocale("decimal", "thousands")
#: digits with a decimal point and no grouping, as a spreadsheet stores them
PLAIN = NumberLocale("absent", "decimal")
FIXED_LOCALES = {"comma_thousands": COMMA_THOUSANDS, "point_thousands": POINT_THOUSANDS, "plain": PLAIN}


def is_empty_number(text: str | None) -> bool:
    """True for what stands for "no figure": blank, a dash, ``Rp -``."""
    return text is None or _bare(text)[0] in _EMPTY


def decide_locale(values: Iterable[str | None], fallback: NumberLocale | None = None) -> NumberLocale:
    """The locale of a column from all its cells.

    Evidence is any cell with one possible reading (``1,234,567``, ``1.234,5``, ``31,07``). Where both readings of a
    mark are seen, one rules if it is :data:`DOMINANCE` times as frequent. A mark seen only in cells like ``1.234``
    takes the role left over by the other mark, else that of ``fallback`` (the document's other columns), else
    ``unknown``.
    """
    votes: dict[str, Counter[str]] = {mark: Counter() for mark in ",."}
    for text in values:
        for mark, role in _evidence(_number_part(text)):
            votes[mark][role] += 1
    comma, point = (_ruling(votes[mark]) for mark in ",.")
    comma, point = _left_over(comma, point), _left_over(point, comma)
    if fallback is not None:
        comma = fallback.comma if comma in ("unknown", "absent") and _fits(fallback.comma, point) else comma
        point = fallback.point if point in ("unknown", "absent") and _fits(fallback.point, comma) else point
    return NumberLocale(comma, point)


def parse_sen(text: str | None, locale: NumberLocale) -> int | None:
    """Money in sen as printed in rupiah; None for a blank or a dash.

    Takes ``Rp.``, spaces inside, ``(1.234)`` as negative, ``,-`` for no sen, an amount in words in brackets. Raises
    :class:`UnreadableNumber` for anything else, for fractions of a sen and for more than 64 bits.
    """
    return parse_scaled_sen(text, locale, 1)


def parse_scaled_sen(text: str | None, locale: NumberLocale, factor: int) -> int | None:
    """:func:`parse_sen` for a column printed in units of ``factor`` rupiah (thousands, millions)."""
    bare, is_negative = _bare(text or "")
    if bare in _EMPTY:
        return None
    value = _decimal(bare, locale, text)
    sen = value * 100 * factor
    has_third_decimal = factor == 1 and int(value.as_tuple().exponent) < _DECIMALS
    if has_third_decimal or sen != sen.to_integral_value():
        raise UnreadableNumber(f"{text!r} is no whole number of sen")
    if sen > MAX_SEN:
        raise UnreadableNumber(f"{text!r} is too large")
    return -int(sen) if is_negative else int(sen)


def parse_quantity(text: str | None, locale: NumberLocale) -> Decimal | None:
    """A performance figure, with or without its unit (``113 Orang``, ``79.92%``).

    None where the print is no single number (``WTP``, ``(3-5)``, ``N/A``) or can be read in two ways: the printed
    text is kept beside the value, so nothing is lost.
    """
    match = _QUANTITY.fullmatch((text or "").translate(_DASHES).strip())
    if match is None:
        return None
    number = match["number"]
    try:
        value = _decimal(number.lstrip("-"), locale, text)
    except UnreadableNumber:
        return None
    return -value if number.startswith("-") else value


def quantity_unit(text: str | None) -> str | None:
    """The unit printed behind a figure in its own cell (``113 Orang``, ``79.92%``), None where there is none."""
    match = _QUANTITY.fullmatch((text or "").translate(_DASHES).strip())
    return " ".join(match["unit"].split()) if match is not None and match["unit"] else None


def _bare(text: str) -> tuple[str, bool]:
    """Digits and marks of a money cell without currency, words and spaces, and whether it is negative."""
    text = _WORDS_IN_BRACKETS.sub("", text.translate(_DASHES)).strip()
    text = _CURRENCY.sub(lambda match: match["sign"], text)
    text = _NO_SEN.sub("", text)
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text).casefold()
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1], True
    if text.startswith("-") and text[1:2].isdigit():
        return text[1:], True
    return text, False


def _number_part(text: str | None) -> str:
    bare = _bare(text or "")[0].rstrip("%")
    match = _QUANTITY.fullmatch(bare)
    return match["number"].lstrip("-") if match else bare


def _evidence(number: str) -> list[tuple[str, str]]:
    """(mark, role) pairs this one number proves; role ``open`` where it could be either."""
    marks = [char for char in number if char in ",."]
    if not marks or not re.fullmatch(r"[\d.,]+", number) or not number[0].isdigit() or not number[-1].isdigit():
        return []
    if len(set(marks)) == 2:
        last = marks[-1]
        other = "," if last == "." else "."
        whole = number[: number.rindex(last)]
        return [(last, "decimal"), (other, "thousands")] if _GROUPED[other].fullmatch(whole) else []
    mark = marks[0]
    if len(marks) > 1:
        return [(mark, "thousands")] if _GROUPED[mark].fullmatch(number) else []
    whole, fraction = number.split(mark)
    is_open = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return [(mark, "open" if is_open else "decimal")]


def _ruling(votes: Counter[str]) -> Role:
    thousands, decimal = votes["thousands"], votes["decimal"]
    if thousands and decimal:
        if thousands >= DOMINANCE * decimal:
            return "thousands"
        return "decimal" if decimal >= DOMINANCE * thousands else "mixed"
    if thousands:
        return "thousands"
    if decimal:
        return "decimal"
    return "unknown" if votes["open"] else "absent"


def _left_over(role: Role, other: Role) -> Role:
    if role != "unknown":
        return role
    return {"thousands": "decimal", "decimal": "thousands"}.get(other, "unknown")  # type: ignore[return-value]


def _fits(role: Role, other: Role) -> bool:
    return role in ("thousands", "decimal") and role != other


def _decimal(number: str, locale: NumberLocale, printed: str | None) -> Decimal:
    """Value of unsigned digits and marks under ``locale``."""
    if not re.fullmatch(r"\d(?:[\d.,]*\d)?", number, re.ASCII):
        raise UnreadableNumber(f"{printed!r} is no number")
    roles = {mark: _role(number, mark, getattr(locale, name)) for name, mark in _SEPARATORS.items() if mark in number}
    decimal_marks = [mark for mark, role in roles.items() if role == "decimal"]
    thousand_marks = [mark for mark, role in roles.items() if role == "thousands"]
    if None in roles.values() or len(decimal_marks) > 1 or len(thousand_marks) > 1:
        raise UnreadableNumber(f"{printed!r} can't be read by the number format of its column")
    whole, _, fraction = number.partition(decimal_marks[0]) if decimal_marks else (number, "", "")
    if thousand_marks:
        if not _GROUPED[thousand_marks[0]].fullmatch(whole):
            raise UnreadableNumber(f"{printed!r} is grouped unlike its column")
        whole = whole.replace(thousand_marks[0], "")
    try:
        return Decimal(f"{whole}.{fraction}" if fraction else whole)
    except InvalidOperation as error:
        raise UnreadableNumber(f"{printed!r} is no number") from error


def _role(number: str, mark: str, role: Role) -> str | None:
    """What ``mark`` is in this number: its column's role, or in a mixed column the only reading it has."""
    if role != "mixed":
        return role if role in ("thousands", "decimal") else None
    proven = dict(_evidence(number)).get(mark)
    return proven if proven in ("thousands", "decimal") else None
