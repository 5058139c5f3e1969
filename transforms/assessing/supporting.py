"""Which lines lend an agreement their money in planning, budget and reports: of each office its foremost document.

Every figure counts once, though RKPD, Renja and E.81, or APBD and DPA, print the same line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.assessing.desk import Desk
from transforms.assessing.evidence import Evidence, keys_of, proves_realisation
from transforms.assessing.money import BUDGETED, PLANNED, REALISED, Sum
from transforms.shelf import STAGE_KINDS
from transforms.urusan_names import urusan_of
from transforms.versions import quarters_told

PLANNING_KINDS = STAGE_KINDS["planning"]
BUDGET_KINDS = STAGE_KINDS["budget"]
FINAL_BUDGET = ("apbd", "dpa")
REPORTS = STAGE_KINDS["realisation"]


@dataclass(frozen=True)
class Support:
    """One line whose money supports the agreement at one stage (rencana, anggaran, realisasi)."""

    stage: str
    line_item_id: str
    office: str | None
    urusan_code: str | None
    money: Sum


def of_weight(entries: Iterable[Evidence], weight: str) -> tuple[Evidence, ...]:
    return tuple(entry for entry in entries if entry.weight == weight)


def planned(entries: Sequence[Evidence], desk: Desk) -> tuple[Evidence, ...]:
    """Accepted lines of planning: per office those of its nearest kind of document, the latest version at hand."""
    accepted = [entry for entry in of_weight(entries, "accepted") if entry.kind in PLANNING_KINDS]
    return _latest_per_office(accepted, PLANNING_KINDS, desk)


def budgeted(entries: Sequence[Evidence], desk: Desk) -> tuple[Evidence, ...]:
    """Accepted lines of the latest budget version, of APBD or else DPA."""
    accepted = of_weight((entry for entry in entries if entry.kind in BUDGET_KINDS), "accepted")
    latest = [entry for entry in accepted if is_latest_budget(entry, desk)]
    return _latest_per_office(latest, BUDGET_KINDS, desk)


def reported(entries: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Accepted lines of reports: per office of the kind that reaches furthest, each line's latest print.

    A sub kegiatan that stands in none of these counts by the other report that prints it.
    """
    told = [entry for entry in of_weight(entries, "accepted") if proves_realisation(entry)]
    reach: dict[str | None, tuple[int, int]] = {}
    for entry in told:
        reach[entry.office] = max(_reach(entry), reach.get(entry.office, (0, -len(REPORTS))))
    ordered = sorted(told, key=lambda e: (-quarters_told(e.period), REPORTS.index(e.kind), e.line_item_id))
    foremost = [entry for entry in ordered if REPORTS[-reach[entry.office][1]] == entry.kind]
    best: dict[str, Evidence] = {}
    for entry in foremost:
        best.setdefault(entry.line_item_key, entry)
    known = {key for entry in foremost for key in keys_of(entry)}
    for entry in ordered:
        if entry.level == "sub_kegiatan" and known.isdisjoint(keys_of(entry)):
            best[entry.line_item_key] = entry
            known |= keys_of(entry)
    return tuple(best.values())


def untold(entries: Sequence[Evidence], desk: Desk) -> tuple[Evidence, ...]:
    """Budget lines that none of the reports' accepted lines is."""
    known = {key for entry in reported(entries) for key in keys_of(entry)}
    return tuple(entry for entry in budgeted(entries, desk) if known.isdisjoint(keys_of(entry)))


def sum_planned(entries: Sequence[Evidence], desk: Desk) -> Sum:
    """Planned money of the accepted lines, each once."""
    return sum_once(planned(entries, desk), PLANNED, desk)


def sum_budgeted(entries: Sequence[Evidence], desk: Desk) -> Sum:
    """Budget of the accepted lines, each once."""
    return sum_once(budgeted(entries, desk), BUDGETED, desk)


def sum_once(entries: Sequence[Evidence], measures: Sequence[str], desk: Desk) -> Sum:
    """Sum over the distinct supporting lines; among equals (two slices undecided) each line key counts once."""
    return desk.ledger.total(supporting_ids(entries, desk), measures, desk.year)


def supporting_ids(entries: Sequence[Evidence], desk: Desk) -> tuple[str, ...]:
    """The sub kegiatan the entries are or stand under, each line key once."""
    by_key = {entry.line_item_key: entry.line_item_id for entry in sorted(entries, key=lambda e: e.line_item_id)}
    return desk.ledger.supporting_lines(by_key.values())


def list_support(entries: Sequence[Evidence], desk: Desk) -> list[Support]:
    """The lines behind the sums of planned, budgeted and realised money, one by one."""
    stages = (
        ("rencana", planned(entries, desk), PLANNED),
        ("anggaran", budgeted(entries, desk), BUDGETED),
        ("realisasi", reported(entries), REALISED),
    )
    return [support for stage, found, measures in stages for support in _of_stage(stage, found, measures, desk)]


def _of_stage(stage: str, entries: Sequence[Evidence], measures: Sequence[str], desk: Desk) -> Iterable[Support]:
    standing = {desk.ledger.supporting_line(entry.line_item_id): entry for entry in entries}
    for line in supporting_ids(entries, desk):
        entry = standing[line]
        yield Support(stage, line, entry.office, urusan_of(entry.code), desk.ledger.amount(line, measures, desk.year))


def is_latest_budget(entry: Evidence, desk: Desk) -> bool:
    """Whether the line stands in the latest budget version for its office; KUA-PPAS only until an
    APBD or DPA speaks for that office."""
    if entry.kind in FINAL_BUDGET:
        return desk.shelf.is_latest(entry.slice_id, FINAL_BUDGET, entry.office)
    is_superseded = bool(desk.shelf.latest(FINAL_BUDGET, entry.office))
    return not is_superseded and desk.shelf.is_latest(entry.slice_id, ("kua_ppas",), entry.office)


def _reach(entry: Evidence) -> tuple[int, int]:
    return quarters_told(entry.period), -REPORTS.index(entry.kind)


def _latest_per_office(entries: Sequence[Evidence], kinds: Sequence[str], desk: Desk) -> tuple[Evidence, ...]:
    """Entries of one kind per office, and of that kind only the latest slices."""
    chosen = _one_kind_per_office(entries, kinds)
    at_hand = desk.shelf.by_id
    kept = []
    for entry in chosen:
        own = at_hand.get(entry.slice_id)
        rivals = [at_hand[other.slice_id] for other in chosen if other.slice_id in at_hand]
        if own is None or not any(r.follows(own) and r.office in (None, own.office) for r in rivals):
            kept.append(entry)
    return tuple(kept)


def _one_kind_per_office(entries: Sequence[Evidence], kinds: Sequence[str]) -> tuple[Evidence, ...]:
    """Of every office the entries of its foremost kind, so that one line printed in two documents counts once."""
    foremost: dict[str | None, int] = {}
    for entry in entries:
        rank = kinds.index(entry.kind)
        foremost[entry.office] = min(rank, foremost.get(entry.office, rank))
    return tuple(entry for entry in entries if kinds.index(entry.kind) == foremost[entry.office])
