"""Dates as Indonesian registers print them, with what is sure about them and what is not.

A date that can't be read is null with a flag, never a guess. Whether ``8/2/24`` is February or August is decided from
the whole column, or by the printed weekday; where neither decides, the date is ambiguous. Printed contradictions
(a weekday that doesn't fit) are flagged and left as they stand.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

DateOrder = Literal["dmy", "mdy", "mixed", "undecided"]
Precision = Literal["day", "month", "year"]

#: no register of regional cooperation holds an older or later date; a year outside is a misprint
YEARS = range(1945, 2101)

_MONTHS = {
    "januari": 1, "january": 1, "jan": 1, "februari": 2, "february": 2, "pebruari": 2, "feb": 2, "peb": 2,
    "maret": 3, "march": 3, "mar": 3, "mrt": 3, "april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "june": 6,
    "jun": 6, "juli": 7, "july": 7, "jul": 7, "agustus": 8, "august": 8, "agust": 8, "agu": 8, "agt": 8, "ags": 8,
    "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10,
    "november": 11, "nopember": 11, "nov": 11, "nop": 11, "desember": 12, "december": 12, "des": 12, "dec": 12,
}  # fmt: skip
_ROMAN = {n: i + 1 for i, n in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"))}
_WEEKDAYS = {
    "senin": 0, "monday": 0, "selasa": 1, "tuesday": 1, "rabu": 2, "wednesday": 2, "kamis": 3, "thursday": 3,
    "jumat": 4, "jum'at": 4, "jum’at": 4, "friday": 4, "sabtu": 5, "saturday": 5, "minggu": 6, "ahad": 6, "sunday": 6,
}  # fmt: skip
_ENGLISH = {"january", "february", "march", "may", "june", "july", "august", "october", "december"}

_SEP = r"\s*[/.\-–]\s*"
_NUMERIC = re.compile(rf"(?<![\d/])(\d{{1,2}}){_SEP}(\d{{1,2}}|[ivx]{{1,4}}){_SEP}(\d{{4}}|\d{{2}})(?![\d/])", re.I)
_ISO = re.compile(rf"(?<!\d)(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})(?!\d)")
_WORDED = re.compile(r"(?<!\d)(\d{1,2})[\s.\-/]*([A-Za-z]{3,10})\b[\s.,\-/]*(\d{4}|'?\d{2}(?!\s*[A-Za-z]))(?!\d)")
_ENGLISH_WORDED = re.compile(r"\b([A-Za-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"\b([A-Za-z]{3,10})\b[\s.,\-/]*(\d{4})(?!\d)")
_MONTH = re.compile(r"\b[A-Za-z]{3,10}\b")
_YEAR_MONTH = re.compile(r"(?<![\d/.\-])(\d{4})\s*[/\-]\s*(0[1-9]|1[0-2])(?![\d/\-])")
_MONTH_SLASH_YEAR = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])\s*/\s*(\d{4})(?![\d/])")
_YEAR = re.compile(r"(?<![\d.])(\d{4})(?!\d|\.\d)")
#: a day as a spreadsheet counts it, shown as a number where a column lost its format; other numbers are none
_SERIAL = re.compile(r"\d{5}")
_EPOCH = date(1899, 12, 30)
_SERIAL_YEARS = range(1990, 2061)
#: a further year of a list of years, which a narrow cell has cut: ``2016,2017,2 018``
#: a date typed without its spaces
_GLUED = re.compile(r"(?<![\w/.-])(\d{1,2})\s?([A-Za-z]{3,10})\s?(\d{4})(?![\w/.-])")
_CUT_YEAR = re.compile(r"(?<=\d{4},)\s*(?:[12] \d{3}|(?:19|20) \d{2}|(?:19|20)\d \d)(?!\d)")
_DAYS_OF_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:s\.?\s*/?\s*d\.?|-|–|sampai(?: dengan)?|hingga|dan|&)\s*"
    r"(\d{1,2}\s+[A-Za-z]{3,10}\s+\d{4})(?!\d)",
    re.I,
)
_DAY_MONTH = re.compile(r"(?<![\d/])(\d{1,2})\s*[/\-]\s*(\d{1,2})(?![\d/\-])|\b(\d{1,2})\s+([A-Za-z]{3,10})\b")
_TIME = re.compile(r"[T\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:WITA|WIB|WIT|Z)?", re.I)


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """``value`` only where the print gives one day; ``first`` and ``last`` bound what it gives (a year: 365 days).

    ``precision`` says how exact the print is, null where nothing could be read. ``flag``: ``ambigu``,
    ``tidak_terbaca``, ``hari_tidak_cocok``, ``tahun_tidak_tercetak``, ``tahun_tidak_wajar``, ``tanggal_tidak_ada``
    (31 February), ``sebagian`` (month or year only), ``rentang``, ``lebih_dari_satu``, ``urutan_berbeda``; null: fine.
    """

    printed: str | None
    value: date | None = None
    precision: Precision | None = None
    first: date | None = None
    last: date | None = None
    flag: str | None = None


def decide_date_order(values: Iterable[str | None]) -> DateOrder:
    """Whether the numeric dates of a column put the day or the month first, from all its cells.

    A part above 12 decides, and so does a printed weekday that fits one reading only. A single deviating cell among
    many is a misprint of that cell. Without such proof, Indonesian month or day names, or dots between the parts,
    show that the day comes first.
    """
    texts = [_clean(value) for value in values if value]
    votes = {"dmy": 0, "mdy": 0}
    for text in texts:
        for first, second, year in _numeric_triples(text):
            if order := _order_of(first, second, year, _weekday(text)):
                votes[order] += 1
    if votes["dmy"] and votes["mdy"]:
        many, few = max(votes, key=lambda order: votes[order]), min(votes.values())
        return many if votes[many] >= 20 * few else "mixed"  # type: ignore[return-value]
    if votes["dmy"] or votes["mdy"]:
        return "dmy" if votes["dmy"] else "mdy"
    return "dmy" if any(_is_indonesian(text) for text in texts) else "undecided"


def parse_dates(values: Iterable[str | None]) -> list[ParsedDate]:
    """The dates of one column in its order, day and month told apart by the whole column."""
    column = list(values)
    order = decide_date_order(column)
    return [parse_date(value, order) for value in column]


@lru_cache(maxsize=65536)
def parse_date(text: str | None, order: DateOrder = "dmy") -> ParsedDate:
    """The date ``text`` prints; ``order`` as decided from its column."""
    cleaned = _clean(text)
    if _SERIAL.fullmatch(cleaned) and (day := _EPOCH + timedelta(days=int(cleaned))).year in _SERIAL_YEARS:
        return ParsedDate(text, day, "day", day, day)
    if not re.search(r"\w", cleaned):
        return ParsedDate(text if cleaned else None)
    found = _full_dates(cleaned, order)
    parsed = _days_of_month(cleaned) or (_one_of(found) if found else _partial(cleaned))
    return replace(parsed, printed=text)


def month_number(word: str) -> int | None:
    """1-12 for a month name or abbreviation, Indonesian or English, one letter wrong allowed in long names."""
    word = word.casefold().strip(".")
    if word in _MONTHS:
        return _MONTHS[word]
    long_names = [name for name in _MONTHS if len(name) > 4 and len(word) > 4]
    near = {_MONTHS[name] for name in long_names if Levenshtein.distance(name, word) == 1}
    return near.pop() if len(near) == 1 else None


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _clean(text: str | None) -> str:
    printed = _TIME.sub(" ", " ".join((text or "").split())).strip()
    return _GLUED.sub(r"\1 \2 \3", _CUT_YEAR.sub(lambda cut: cut[0].replace(" ", ""), printed))


def _weekday(text: str) -> int | None:
    for word in re.findall(r"[a-z'’]+", text.casefold()):
        if word in _WEEKDAYS:
            return _WEEKDAYS[word]
    return None


def _is_indonesian(text: str) -> bool:
    if re.search(r"\d{1,2}\.\d{1,2}\.\d{4}", text):
        return True
    tokens = re.findall(r"[a-z'’]+", text.casefold())
    return any((t in _MONTHS and t not in _ENGLISH) or (t in _WEEKDAYS and not t.endswith("day")) for t in tokens)


def _numeric_triples(text: str) -> list[tuple[int, int, int]]:
    return [
        (int(first), int(second), _full_year(year))
        for first, second, year in _NUMERIC.findall(_ISO.sub(" ", text))
        if second.isdigit()
    ]


def _full_year(printed: str) -> int:
    year = int(printed.strip("'"))
    return year if len(printed.strip("'")) == 4 else year + (2000 if year < 70 else 1900)


def _order_of(first: int, second: int, year: int, weekday: int | None) -> DateOrder | None:
    """The order that only one reading of these numbers allows, None where both or neither is possible."""
    readings = {"dmy": _date(year, second, first), "mdy": _date(year, first, second)}
    possible = [order for order, value in readings.items() if value]
    if len(possible) == 2 and weekday is not None:
        possible = [order for order in possible if readings[order].weekday() == weekday]  # type: ignore[union-attr]
    if len(possible) != 1 or first == second:
        return None
    return possible[0]  # type: ignore[return-value]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_dates(text: str, order: DateOrder) -> list[ParsedDate]:
    weekday, found = _weekday(text), []
    for year, month, day in _ISO.findall(text):
        found.append(_day(int(year), int(month), int(day), weekday))
    text = _ISO.sub(" ", text)
    for day, word, year in _WORDED.findall(text):
        if number := month_number(word):
            found.append(_day(_full_year(year), number, int(day), weekday))
    for word, day, year in _ENGLISH_WORDED.findall(text):
        if number := month_number(word):
            found.append(_day(int(year), number, int(day), weekday))
    for first, second, year in _NUMERIC.findall(text):
        found.append(_numeric(first, second, _full_year(year), weekday, order))
    return found


def _numeric(first: str, second: str, year: int, weekday: int | None, order: DateOrder) -> ParsedDate:
    if second.casefold() in _ROMAN:
        return _day(year, _ROMAN[second.casefold()], int(first), weekday)
    if not second.isdigit():
        return ParsedDate(None, flag="tidak_terbaca")
    one, two = int(first), int(second)
    own = _order_of(one, two, year, weekday)
    if own is None and order in ("mixed", "undecided") and one != two and one <= 12 and two <= 12:
        return ParsedDate(None, flag="ambigu")
    chosen = order if own is None else own
    day, month = (two, one) if chosen == "mdy" else (one, two)
    parsed = _day(year, month, day, weekday)
    against_column = own is not None and order in ("dmy", "mdy") and own != order
    return replace(parsed, flag="urutan_berbeda") if against_column and parsed.flag is None else parsed


def _day(year: int, month: int, day: int, weekday: int | None) -> ParsedDate:
    if year not in YEARS:
        return ParsedDate(None, flag="tahun_tidak_wajar")
    value = _date(year, month, day)
    if value is None:
        return ParsedDate(None, flag="tanggal_tidak_ada")
    wrong_day = weekday is not None and value.weekday() != weekday
    return ParsedDate(None, value, "day", value, value, "hari_tidak_cocok" if wrong_day else None)


def _one_of(found: list[ParsedDate]) -> ParsedDate:
    known = sorted({one.value for one in found if one.value})
    if not known or len(found) == 1 or (len(known) == 1 and all(one.value for one in found)):
        return found[0]
    return ParsedDate(None, None, "day", known[0], known[-1], "lebih_dari_satu")


def _days_of_month(text: str) -> ParsedDate | None:
    """``1 s.d. 3 Maret 2020``: two days, so no single value."""
    found = _DAYS_OF_MONTH.search(text)
    last = _full_dates(found[2], "dmy") if found else []
    if not found or not last or last[0].value is None:
        return None
    first = _date(last[0].value.year, last[0].value.month, int(found[1]))
    return ParsedDate(None, None, "day", first, last[0].value, "rentang") if first and first < last[0].value else None


def _partial(text: str) -> ParsedDate:
    """A month, a year or a range of them; the day is not printed."""
    spans: list[tuple[date, date, Precision]] = []

    def take_month(found: re.Match[str], year: str, month: int | None) -> str:
        if month is None or int(year) not in YEARS:
            return found[0]
        spans.append((date(int(year), month, 1), last_day(int(year), month), "month"))
        return " "

    rest = _YEAR_MONTH.sub(lambda found: take_month(found, found[1], int(found[2])), text)
    rest = _MONTH_SLASH_YEAR.sub(lambda found: take_month(found, found[2], int(found[1])), rest)
    rest = _MONTH_YEAR.sub(lambda found: take_month(found, found[2], month_number(found[1])), rest)
    years = [int(year) for year in _YEAR.findall(rest)]
    spans += [(date(y, 1, 1), date(y, 12, 31), "year") for y in years if y in YEARS]
    if not spans:
        return ParsedDate(None, flag="tahun_tidak_wajar") if years else _without_year(text)
    return _spanned(spans, _YEAR.sub(" ", rest))


def _spanned(spans: list[tuple[date, date, Precision]], rest: str) -> ParsedDate:
    """One date from the periods found; ``rest`` is what they leave of the text."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    earlier = [n for n in map(month_number, _MONTH.findall(rest)) if n and n < first.month]
    if earlier and len(spans) == 1 and spans[0][2] == "month":
        first = date(first.year, min(earlier), 1)
    precision: Precision = "year" if any(span[2] == "year" for span in spans) else "month"
    flag = "rentang" if len(spans) > 1 or earlier else "sebagian"
    return ParsedDate(None, None, precision, first, last, "tidak_terbaca" if re.search(r"\d", rest) else flag)


def _without_year(text: str) -> ParsedDate:
    for _, _, _, word in _DAY_MONTH.findall(text):
        if not word or month_number(word):
            return ParsedDate(None, flag="tahun_tidak_tercetak")
    return ParsedDate(None, flag="tidak_terbaca")
