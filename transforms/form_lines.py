"""Money that a form prints of its sub kegiatan outside its lines: the total below the table, the cash of each month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from config.layout import Amount, Layout
from transforms.line_figures import Figures, read_amount, read_figures
from transforms.numbers import NumberLocale, decide_locale
from transforms.periods import MONTHS
from transforms.rows import row_text

_MONTH = "|".join(MONTHS)
_BEGINS_WITH_MONTH = re.compile(rf"(?:\d{{1,2}}[.)]?\s+)?(?:{_MONTH})\b", re.I)
_MONTH_AND_MONEY = re.compile(rf"\b({_MONTH})\b\s*:?\s*(?:rp\b\.?)?\s*([-(]?[\d][\d.,]*\)?|-)", re.I)
#: kinds that a total or a month's cash may have; a line has its own figures
FORM_KINDS = ("summary", "note", "not_relevant")


def read_form_figures(
    records: Iterable[Mapping[str, object]],
    item: Mapping[str, object],
    layout: Layout,
    locales: Mapping[str, NumberLocale],
    into: Figures,
) -> None:
    """Add to ``into`` what ``records`` (rows of one block that are no lines) print of ``item``, its form's own line."""
    block = layout.header_block
    assert block is not None
    records = list(records)
    for record in records:
        if any(re.match(pattern, row_text(dict(record)), re.IGNORECASE) for pattern in block.total):
            read_figures(record, item, layout, locales, into)
    if block.month_measure is None:
        return
    months = [(record, found) for record in records for found in _months(record)]
    locale = decide_locale(text for _, (_, text) in months)
    for record, (month, text) in months:
        own = {"line_item_id": item["line_item_id"], "source_row_id": record["source_row_id"]}
        amount = Amount(measure=block.month_measure, period=f"bln_{month:02d}")
        read_amount(text, amount.period, amount, own, item, locale, into)


def _months(record: Mapping[str, object]) -> list[tuple[int, str]]:
    """(month, its money as printed) of a row that begins with a month; two stand side by side in some prints."""
    text = row_text(dict(record))
    if _BEGINS_WITH_MONTH.match(text) is None:
        return []
    return [(MONTHS[name.casefold()], money) for name, money in _MONTH_AND_MONEY.findall(text)]
