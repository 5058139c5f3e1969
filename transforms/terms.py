"""How long an agreement holds, as printed: a duration, an end, a range of years, or words that leave it open."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from transforms.dates import DateOrder, ParsedDate, parse_date

_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_UNITS = {"tahun": 12, "thn": 12, "th": 12, "year": 12, "years": 12, "bulan": 1, "bln": 1, "month": 1, "months": 1}
_UNIT = r"(tahun|thn|th|years?|bulan|bln|months?|hari|days?)"
_DURATION = re.compile(rf"(?<![\d.,])(\d{{1,4}}(?:[.,]5)?)?\s*(?:\(\s*([a-z ]+?)\s*\))?\s*\b{_UNIT}\b", re.I)
_WORD_DURATION = re.compile(rf"\b((?:se|[a-z]+(?:\s+(?:belas|puluh)(?:\s+[a-z]+)?)?\s+)){_UNIT}\b", re.I)
_UNTIL = re.compile(
    r"\b(?:s\.?\s*/\s*d\.?|s\.\s*d\.?|sd\.?|sampai(?:\s+dengan)?|sampai|hingga|s/d|berakhir(?:\s+pada)?)\s*(?:tanggal|tgl\.?)?\s+",
    re.I,
)
_YEARS = re.compile(
    r"(?<![\d/.\-])((?:19|20)\d{2})\s*(?:-|–|/|,|s\.?/?d\.?|sampai(?: dengan)?|hingga)\s*((?:19|20)\d{2})(?![\d/\-])",
    re.I,
)
_OPEN = re.compile(
    r"selama\s+(?:masih\s+|msh\s+)?(?:berlaku|dibutuhkan|diperlukan)|tidak\s+(?:terbatas|ditentukan|dibatasi)|"
    r"tanpa\s+batas|seterusnya|sampai\s+(?:dengan\s+)?(?:ada\s+|adanya\s+)?(?:pencabutan|perubahan)",
    re.I,
)
_AUTO_RENEW = re.compile(
    r"(?:diperpanjang|perpanjangan|diperbarui|berlanjut)\s+(?:secara\s+)?otomatis|otomatis\s+(?:di)?perpanjang|"
    r"otomatis\s+berlanjut|auto(?:matic(?:ally)?)?[\s-]+renew",
    re.I,
)
_MAY_RENEW = re.compile(r"diperpanjang|perpanjangan", re.I)
_FROM_SIGNING = re.compile(
    r"(?:sejak|terhitung|mulai).{0,24}(?:ditandatangani|penandatanganan|ttd|tanda\s*tangan)", re.I
)
_SAYS_HOW = re.compile(
    r"sejak|terhitung|mulai|otomatis|perpanjang|berlaku|tanda|ttd|sampai|hingga|\d|tahun|thn|bulan|hari|masing", re.I
)


@dataclass(frozen=True, slots=True)
class Term:
    """A printed term. ``months`` and ``days`` of its duration; ``start`` and ``end`` where they are printed.

    ``basis`` says how an end follows: ``tercetak`` (an end is printed), ``jangka_waktu`` (a duration),
    ``rentang_tahun`` (years), ``terbuka`` (no end), null (nothing readable). ``flags``: ``angka_kata_berbeda``
    (digits and words disagree: no duration is taken), ``jangka_untuk_hal_lain`` (the duration is said to be of
    something else, such as the funding), ``satuan_tidak_tercetak`` (a bare number, read as years),
    ``jangka_tidak_terbaca``, or those of the date.
    """

    printed: str | None
    months: int | None = None
    days: int | None = None
    start: ParsedDate | None = None
    end: ParsedDate | None = None
    basis: str | None = None
    auto_renew: bool | None = None
    from_signing: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when an agreement holds; null where the print doesn't say."""

    start_date: date | None
    end_date: date | None
    end_basis: str | None
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=16384)
def parse_term(text: str | None, order: DateOrder = "dmy") -> Term:
    """The term ``text`` prints."""
    printed = " ".join((text or "").split())
    if not re.search(r"\w", printed):
        return Term(text if printed else None)
    renew = True if _AUTO_RENEW.search(printed) else None
    from_signing = bool(_FROM_SIGNING.search(printed))
    months, days, flags = _duration(printed)
    start, end, basis = _ends(printed, order)
    if end is None and (months or days):
        basis = "jangka_waktu"
    if basis is None and _OPEN.search(printed):
        basis = "terbuka"
    if basis is None and not flags and renew is None and not from_signing and not _MAY_RENEW.search(printed):
        flags = ("jangka_tidak_terbaca",)
    return Term(text, months, days, start, end, basis, renew, from_signing, flags)


def resolve_validity(term: Term, signed: ParsedDate, start: ParsedDate, end: ParsedDate) -> Validity:
    """Start and end from the printed columns, else from the term.

    A duration runs from the printed start, else from the day of signing, to the same day of the last month; where
    that day isn't known the end stays null. Ends are compared with the printed duration and flagged, never mended.
    """
    printed = start if start.first else term.start
    begin = _begin(printed, signed)
    closing, basis, flags = _closing(term, begin, end)
    flags += term.flags + tuple(one.flag for one in (start, end) if one.flag)
    printed_start = begin if printed and begin else printed.first if printed else None
    if basis == "tercetak" and closing and _after(begin, term) and "akhir_dan_jangka_berbeda" not in flags:
        flags = tuple(flag for flag in flags if flag != "satuan_tidak_tercetak")
    if closing is None and basis == "jangka_waktu":
        flags += ("akhir_tidak_dapat_dihitung",)
    if begin and closing and closing < begin:
        flags += ("berakhir_sebelum_mulai",)
    if printed_start is None and (term.from_signing or closing):
        printed_start = signed.value
    return Validity(printed_start, closing, basis, tuple(dict.fromkeys(flags)))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, the last of the month where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def number_in_words(text: str) -> int | None:
    """1-99 in Indonesian words, null where they aren't a number."""
    tokens = re.sub(r"^se(?=belas|puluh)", "satu ", " ".join(text.casefold().split())).split()
    if len(tokens) == 1 and tokens[0] in _ONES:
        return _ONES.index(tokens[0])
    if len(tokens) == 2 and tokens[1] == "belas" and tokens[0] in _ONES:
        return 10 + _ONES.index(tokens[0])
    if len(tokens) >= 2 and tokens[1] == "puluh" and tokens[0] in _ONES:
        ones = 0 if len(tokens) == 2 else number_in_words(tokens[2]) if len(tokens) == 3 else None
        return None if ones is None or ones > 9 else 10 * _ONES.index(tokens[0]) + ones
    return None


def _begin(printed: ParsedDate | None, signed: ParsedDate) -> date | None:
    """The day a duration counts from: the printed start, or the day of signing where that fits the printed start."""
    if printed is None or printed.first is None:
        return signed.value
    if printed.value is not None or signed.value is None or printed.last is None:
        return printed.value
    return signed.value if printed.first <= signed.value <= printed.last else None


def _closing(term: Term, begin: date | None, end: ParsedDate) -> tuple[date | None, str | None, tuple[str, ...]]:
    if end.value is not None:
        computed = _after(begin, term)
        differs = computed is not None and abs((computed - end.value).days) > 31
        return end.value, "tercetak", ("akhir_dan_jangka_berbeda",) if differs else ()
    if end.last is not None:
        return end.last, "tercetak", ()
    if term.end is not None and term.end.last is not None:
        computed = _after(begin, term)
        if computed is not None and term.end.value is None and computed.year == term.end.last.year:
            return computed, "jangka_waktu", ()
        return term.end.value or term.end.last, term.basis, ()
    if term.basis == "jangka_waktu":
        return _after(begin, term), "jangka_waktu", ()
    return None, term.basis, ()


def _after(begin: date | None, term: Term) -> date | None:
    if begin is None or not (term.months or term.days):
        return None
    later = add_months(begin, term.months or 0)
    return date.fromordinal(later.toordinal() + (term.days or 0))


def _duration(text: str) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Months and days of all durations in ``text``, and flags."""
    bare = re.fullmatch(r"\d{1,2}", text)
    if bare:
        return int(text) * 12 or None, None, ("satuan_tidak_tercetak",)
    months, days = 0, 0
    for amount, word, unit in _durations(text):
        spoken = number_in_words(word) if word else None
        number = int(float(amount.replace(",", ".")) * 2) if amount else 2 * spoken if spoken else None
        if number is None:
            continue
        if amount and spoken is not None and number != 2 * spoken:
            return None, None, ("angka_kata_berbeda",)
        if unit.startswith(("hari", "day")):
            days += number // 2
        else:
            months += number * _UNITS[unit] // 2
    if (months or days) and _is_of_something_else(text):
        return None, None, ("jangka_untuk_hal_lain",)
    return months or None, days or None, ()


def _durations(text: str) -> list[tuple[str, str, str]]:
    """(digits, words, unit) of each duration."""
    found = [(a, w, u.casefold()) for a, w, u in _DURATION.findall(text) if a or number_in_words(w or "")]
    if found:
        return found
    spoken = [(w.strip().casefold(), u.casefold()) for w, u in _WORD_DURATION.findall(text)]
    return [("", "satu" if w == "se" else w, u) for w, u in spoken if w == "se" or number_in_words(w)]


def _is_of_something_else(text: str) -> bool:
    """Whether a bracket after the duration names what lasts that long: ``3 tahun (pendanaan)``."""
    return any(
        re.search(r"[A-Za-z]{4,}", inside) and number_in_words(inside) is None and not _SAYS_HOW.search(inside)
        for inside in re.findall(r"\(([^)]*)\)", text)
    )


def _ends(text: str, order: DateOrder) -> tuple[ParsedDate | None, ParsedDate | None, str | None]:
    """Printed start and end and the basis they give."""
    if years := _YEARS.search(text):
        first, last = parse_date(years[1]), parse_date(years[2])
        return first, last, "rentang_tahun"
    until = _UNTIL.search(" " + text + " ")
    if until:
        padded = " " + text + " "
        end, start = parse_date(padded[until.end() :], order), parse_date(padded[: until.start()], order)
        if end.first is not None:
            return (start if start.first else None), end, "tercetak"
    halves = re.split(r"\s+[-–]\s+", text)
    if len(halves) == 2:
        start, end = parse_date(halves[0], order), parse_date(halves[1], order)
        if start.first and end.first:
            return start, end, "tercetak"
    return _lonely_date(text, order)


def _lonely_date(text: str, order: DateOrder) -> tuple[ParsedDate | None, ParsedDate | None, str | None]:
    """A cell that holds a date only: the end; behind ``sejak`` or ``mulai``: the start."""
    alone = parse_date(text, order)
    if alone.first is None:
        return None, None, None
    if re.search(r"\b(?:sejak|mulai|terhitung)\b", text, re.I):
        return alone, None, None
    return (None, None, None) if _durations(text) else (None, alone, "tercetak")
