"""Whether an agreement is in force in a fiscal year, as far as its print proves it.

Nothing is assumed: that terms end after five years by rule places no agreement out of a year, an end that isn't
printed stays unknown, a date known to the month or year only counts where all its days agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from transforms.assessing.values import codes_of, day_of, text_of, truth_of
from transforms.dates import parse_date

#: dalam: in force in the year · mungkin: signed in time, end unknown · tidak_jelas: neither signing nor term known
Place = Literal["rencana", "belum", "dalam", "mungkin", "tidak_jelas", "berakhir", "diakhiri"]

PARTIES_IN_CONFLICT = "pihak_bertentangan"


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
    ended_on: date | None
    auto_renew: bool
    is_planned: bool
    is_valid: bool
    scope: str
    parent_id: str | None
    parent_basis: str | None

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
        ended_on=day_of(row.get("ended_on")),
        auto_renew=truth_of(row.get("auto_renew")),
        is_planned=truth_of(row.get("is_planned")),
        is_valid=truth_of(row.get("is_readable"), True) and PARTIES_IN_CONFLICT not in codes_of(row.get("warnings")),
        scope=text_of(row.get("budget_scope")) or "belum_ditetapkan",
        parent_id=text_of(row.get("parent_agreement_id")),
        parent_basis=text_of(row.get("parent_basis")),
    )


def _signed(row: Mapping[str, Any]) -> tuple[date, date] | None:
    """First and last possible day of signing; the print is read again where it gives no single day."""
    value, precision = day_of(row.get("signed_date")), text_of(row.get("date_precision"))
    if value and precision in (None, "day"):
        return value, value
    printed = parse_date(text_of(row.get("signed_date_printed")))
    if printed.first and printed.last:
        return printed.first, printed.last
    if value is None:
        return None
    return _whole_month(value) if precision == "month" else (date(value.year, 1, 1), date(value.year, 12, 31))


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
    return _place_begun(naskah, naskah.begin, ends or naskah.ended_on, first, last)


def _is_surely_after(naskah: Naskah, day: date) -> bool:
    return any(span is not None and span[0] > day for span in (naskah.signed, naskah.begin))


def _place_begun(naskah: Naskah, begin: tuple[date, date], ends: date | None, first: date, last: date) -> Place:
    if begin[1] > last:
        return "mungkin"
    if begin[0] >= first or ends or naskah.auto_renew:
        return "dalam"
    return "mungkin"
