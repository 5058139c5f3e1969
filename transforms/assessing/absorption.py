"""How much of its supporting budget an agreement's lines had used up at the end of each quarter."""

from __future__ import annotations

import calendar
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from transforms.assessing.desk import Desk
from transforms.assessing.evidence import Evidence, proves_realisation
from transforms.assessing.money import BUDGETED, REALISED, Sum
from transforms.assessing.supporting import REPORTS, budgeted, reported, sum_budgeted, sum_once, supporting_ids, untold
from transforms.shares import share_pct
from transforms.versions import quarters_told
from transforms.wording import join_names, name_document


@dataclass(frozen=True)
class Quarter:
    """``realised`` is None where no report tells it for every line; ``basis`` is ``anggaran`` or ``laporan``.

    ``report`` names what ``realised`` is read from; without a figure, the whole reports of the lines' offices that
    reach so far: they are there, though no accepted line in them tells it.
    """

    quarter: int
    quarter_end: date
    budget: Sum
    basis: str
    realised: Sum | None
    realised_pct: Decimal | None
    report: str | None
    line_count: int


def measure_absorption(entries: Sequence[Evidence], desk: Desk) -> list[Quarter]:
    """The four quarters of an agreement with accepted lines in budget or reports; nothing without any."""
    lines = reported(entries)
    budget, basis = sum_budgeted(entries, desk), "anggaran"
    if budget.sen is None:
        budget, basis = sum_once(lines, BUDGETED, desk), "laporan"
    if not lines and budget.sen is None:
        return []
    count = len(supporting_ids(lines or budgeted(entries, desk), desk))
    against = _Against(budget, basis, not untold(entries, desk), count)
    return [_quarter(number, lines, entries, against, desk) for number in range(1, 5)]


class _Against(NamedTuple):
    """What realisation is held against; ``is_whole`` where every line of the budget stands in the reports."""

    budget: Sum
    basis: str
    is_whole: bool
    line_count: int

    def share(self, told: Sum | None) -> Decimal | None:
        """The percentage; None where a figure is lacking or doubtful, or a line of the budget was never reported."""
        is_comparable = self.is_whole and self.budget.is_certain and told is not None and told.is_certain
        return share_pct((told and told.sen) or 0, self.budget.sen or 0) if is_comparable else None


def _quarter(
    number: int, lines: Sequence[Evidence], entries: Sequence[Evidence], against: _Against, desk: Desk
) -> Quarter:
    last = calendar.monthrange(desk.year, 3 * number)[1]
    told, reports = _realised_until(number, lines, entries, desk)
    if told is None:
        reports = _at_hand(number, {entry.office for entry in lines or budgeted(entries, desk)}, desk)
    return Quarter(
        quarter=number,
        quarter_end=date(desk.year, 3 * number, last),
        budget=against.budget,
        basis=against.basis,
        realised=told,
        realised_pct=against.share(told),
        report=join_names(reports) or None,
        line_count=against.line_count,
    )


def _realised_until(
    quarter: int, lines: Sequence[Evidence], entries: Sequence[Evidence], desk: Desk
) -> tuple[Sum | None, list[str]]:
    """The sum over all lines up to the quarter's end and the reports it is read from; None where one doesn't tell."""
    total, reports = Sum(), set()
    seen: set[str] = set()
    for line in lines:
        prints = sorted(
            (e for e in entries if e.line_item_key == line.line_item_key and e.kind == line.kind),
            key=lambda e: (-quarters_told(e.period), e.line_item_id),
        )
        found = next((found for e in prints if (found := _until(e, quarter, desk))), None)
        if found is None:
            return None, []
        entry, supporting, amount = found
        if supporting not in seen:
            seen.add(supporting)
            total += amount
        reports.add(name_document(entry.kind, desk.year, entry.version, entry.period))
    return (total, sorted(reports)) if lines else (None, [])


def _at_hand(quarter: int, offices: Set[str | None], desk: Desk) -> list[str]:
    """The reports read whole that speak for one of the offices and reach to the end of the quarter."""
    found = [each for each in desk.shelf.of_kinds(REPORTS) if each.office in {None, *offices}]
    reaching = [each for each in found if each.is_whole and quarters_told(each.period) >= quarter]
    return sorted({name_document(each.kind, desk.year, each.version, each.period) for each in reaching})


def _until(entry: Evidence, quarter: int, desk: Desk) -> tuple[Evidence, str, Sum] | None:
    supporting = desk.ledger.supporting_line(entry.line_item_id)
    if supporting is None or entry.weight != "accepted" or not proves_realisation(entry):
        return None
    (measure,) = REALISED
    amount = desk.ledger.until(supporting, measure, desk.year, quarter, quarters_told(entry.period))
    return None if amount is None else (entry, supporting, amount)
