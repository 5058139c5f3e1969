"""Whether an agreement is in force in a fiscal year, as far as its print proves it.

Nothing is assumed: that terms end after five years by rule places no agreement out of a year, an end that isn't
printed stays unknown, a date known to the month or year only counts where all its days agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from config.lexicon import load_lexicon
from transforms.assessing.values import codes_of, day_of, text_of, truth_of
from transforms.dates import parse_date
from transforms.names import contains_words

#: dalam: in force in the year · mungkin: signed in time, end unknown · tidak_jelas: neither signing nor term known
Place = Literal["rencana", "belum", "dalam", "mungkin", "tidak_jelas", "berakhir", "diakhiri"]

PARTIES_IN_CONFLICT = "pihak_bertentangan"
ENDED_ON_UNKNOWN_DAY = "diakhiri_tanpa_tanggal"


@dataclass(frozen=True)
class Naskah:
    """One agreement as judging needs it. ``signed`` and ``begin`` are the first and last possible day, or None."""

    agreement_id: str
    region_code: str | None
    title: str | None
    number: str | None
    instrument: str | None
    instrument_printed: str | None
    category: str | None
    signed: tuple[date, date] | None
    begin: tuple[date, date] | None
    end: date | None
    #: the end follows from a printed duration; nobody printed that day
    is_end_counted: bool
    ended_on: date | None
    auto_renew: bool
    #: the register says that the parties ended it, not when
    is_ended_some_day: bool
    #: the register's status says that it is over
    is_said_over: bool
    is_planned: bool
    is_valid: bool
    scope: str
    #: the words that say so, or ``orang``
    scope_basis: str | None
    parent_id: str | None
    parent_basis: str | None

    def may_be_over(self, as_of: date) -> bool:
        """Whether the register speaks of an end that its dates don't tell."""
        is_end_untold = self.end is None or as_of <= self.end
        return self.ended_on is None and (self.is_ended_some_day or (self.is_said_over and is_end_untold))

    @property
    def short_name(self) -> str:
        """Number, else the title cut to a readable length."""
        title = self.title or "tanpa judul"
        return self.number or (title if len(title) <= 60 else title[:57].rstrip() + "...")


def read_naskah(row: Mapping[str, Any]) -> Naskah:
    """The agreement of one row of the ``agreement`` table."""
    signed = _signed(row)
    start = day_of(row.get("start_date"))
    begin = (start, start) if start else signed
    end = day_of(row.get("end_date"))
    warnings = codes_of(row.get("warnings"))
    return Naskah(
        agreement_id=str(row["agreement_id"]),
        region_code=text_of(row.get("region_code")),
        title=text_of(row.get("title")),
        number=text_of(row.get("number")),
        instrument=text_of(row.get("instrument")),
        instrument_printed=text_of(row.get("instrument_printed")),
        category=text_of(row.get("category")),
        signed=signed,
        begin=begin,
        end=None if end and begin and end < begin[0] else end,
        is_end_counted=text_of(row.get("end_basis")) == "jangka_waktu",
        ended_on=day_of(row.get("ended_on")),
        auto_renew=truth_of(row.get("auto_renew")),
        is_ended_some_day=ENDED_ON_UNKNOWN_DAY in warnings,
        is_said_over=_is_said_over(text_of(row.get("status_printed"))),
        is_planned=truth_of(row.get("is_planned")),
        is_valid=truth_of(row.get("is_readable"), True) and PARTIES_IN_CONFLICT not in warnings,
        scope=text_of(row.get("budget_scope")) or "belum_ditetapkan",
        scope_basis=text_of(row.get("budget_scope_basis")),
        parent_id=text_of(row.get("parent_agreement_id")),
        parent_basis=text_of(row.get("parent_basis")),
    )


def _is_said_over(status: str | None) -> bool:
    return any(contains_words(status, phrase) for phrase in load_lexicon().agreements.statuses["expired"])


def _signed(row: Mapping[str, Any]) -> tuple[date, date] | None:
    """First and last possible day of signing; the print is read again where it gives no single day."""
    value, precision = day_of(row.get("signed_date")), text_of(row.get("date_precision"))
    if value is None:
        return _bounds(text_of(row.get("signed_date_printed")), text_of(row.get("date_flag")))
    if precision == "month":
        return _whole_month(value)
    return (date(value.year, 1, 1), date(value.year, 12, 31)) if precision == "year" else (value, value)


def _bounds(printed: str | None, flag: str | None) -> tuple[date, date] | None:
    """The days a print without a single day allows: a month, a year, or both readings of ``11/10/2017``."""
    readings = [parse_date(printed, order) for order in ("dmy", "mdy")]
    if flag != "ambigu":
        readings = [reading for reading in readings if reading.precision in ("month", "year")]
    days = [day for reading in readings for day in (reading.first, reading.last) if day is not None]
    return (min(days), max(days)) if days else None


def _whole_month(day: date) -> tuple[date, date]:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year, day.month, 1), date.fromordinal(following.toordinal() - 1)


def place_in_year(naskah: Naskah, year: int, as_of: date) -> Place:
    """Where the agreement's own print places it in fiscal year ``year`` on the day ``as_of``."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if naskah.is_planned:
        return "rencana"
    if naskah.ended_on and naskah.ended_on < first:
        return "diakhiri"
    if _is_surely_after(naskah, min(last, as_of)):
        return "belum"
    ends = None if naskah.auto_renew else naskah.end
    if ends and ends < first:
        return "berakhir"
    if naskah.begin is None:
        return "dalam" if ends and ends <= last else "tidak_jelas"
    if ends == first and naskah.is_end_counted:
        # five years from 1 January end on 31 December for those who count the first day in
        return "mungkin"
    is_end_known = bool(ends or naskah.ended_on or naskah.auto_renew) and not naskah.may_be_over(as_of)
    return _place_begun(naskah.begin, is_end_known, first, last)


def _is_surely_after(naskah: Naskah, day: date) -> bool:
    return any(span is not None and span[0] > day for span in (naskah.signed, naskah.begin))


def _place_begun(begin: tuple[date, date], is_end_known: bool, first: date, last: date) -> Place:
    """In force, if it surely began by the end of the year and began in it or ends, as known, not before it."""
    return "dalam" if begin[1] <= last and (begin[0] >= first or is_end_known) else "mungkin"
