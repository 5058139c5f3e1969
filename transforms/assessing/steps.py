"""The way of one agreement through the documents of a year: at which step its line stands, and where it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.assessing.axes import Axis
from transforms.assessing.case import Case
from transforms.assessing.evidence import MEDIUM_TERM, Evidence, keys_of
from transforms.assessing.money import BEFORE
from transforms.assessing.supporting import FINAL_BUDGET, of_weight
from transforms.shelf import Shelf, ShelfSlice
from transforms.wording import join_names, name_document

_YEARLY_PLANS = ("rkpd", "renja", "e81")
_KUA_PPAS = ("kua_ppas",)
_SAME = {"ada": "ada", "kandidat": "kandidat", "belum_dapat_dinilai": "belum_dapat_dinilai"}
_REALISED = {"selesai": "ada", "sebagian": "ada", "belum": "tidak_ada", "tidak_ada_data": "belum_dapat_dinilai"}


@dataclass(frozen=True)
class Step:
    """``state`` is ada, kandidat, tidak_ada (only where the documents were read whole) or belum_dapat_dinilai."""

    step: str
    state: str
    document: str | None
    line_count: int


def trace_steps(case: Case) -> list[Step]:
    """The steps of the year in order; the medium term only where a line stands there, the latest budget only where it
    was changed."""
    found = (
        _medium_term(case),
        _plan(case),
        _kua_ppas(case),
        _first_budget(case),
        _latest_budget(case),
        _realisation(case),
    )
    return [step for step in found if step is not None]


def _shared(case: Case, kinds: Sequence[str]) -> tuple[Evidence, ...]:
    return tuple(entry for entry in (*case.own, *case.others) if entry.kind in kinds)


def _medium_term(case: Case) -> Step | None:
    entries = _shared(case, sorted(MEDIUM_TERM))
    state = _state_of(entries)
    return Step("jangka_menengah", state, _names(entries), _count(entries)) if state else None


def _plan(case: Case) -> Step:
    entries = _shared(case, _YEARLY_PLANS)
    absent = "tidak_ada" if case.desk.is_covered("planning") else "belum_dapat_dinilai"
    on_shelf = _on_shelf(case.desk.shelf.of_kinds(_YEARLY_PLANS), case.year)
    return Step("rencana_tahunan", _state_of(entries) or absent, _names(entries) or on_shelf, _count(entries))


def _kua_ppas(case: Case) -> Step:
    shelf = case.desk.shelf
    return _budget_step("kua_ppas", Shelf(shelf.offices, shelf.of_kinds(_KUA_PPAS)), _KUA_PPAS, case)


def _first_budget(case: Case) -> Step:
    shelf = case.desk.shelf
    first = tuple(each for each in shelf.of_kinds(FINAL_BUDGET) if (each.version or "murni") == "murni")
    step = _budget_step("apbd_murni", Shelf(shelf.offices, first), FINAL_BUDGET, case)
    if step.state == "belum_dapat_dinilai" and not first and (before := _printed_before(case)):
        return Step(step.step, "ada", f"kolom “sebelum” dalam {_names(before)}", len(before))
    return step


def _printed_before(case: Case) -> tuple[Evidence, ...]:
    """Lines of a changed budget whose column "sebelum" holds money: they stood in the first one."""
    accepted = of_weight(_shared(case, FINAL_BUDGET), "accepted")
    return tuple(e for e in accepted if (case.desk.ledger.amount(e.line_item_id, BEFORE, case.year).sen or 0) > 0)


def _latest_budget(case: Case) -> Step | None:
    versions = {each.version or "murni" for each in case.desk.shelf.of_kinds(FINAL_BUDGET)}
    if versions <= {"murni"}:
        return None
    return _of_axis("apbd_terakhir", case.facts.budget, FINAL_BUDGET, case)


def _of_axis(step: str, axis: Axis, kinds: Sequence[str], case: Case) -> Step:
    state = _SAME.get(axis.value, "tidak_ada")
    is_emptied = "pagu_menjadi_nol" in axis.flags  # the line is there, and nothing on it: no open question
    if state == "tidak_ada" and case.facts.is_carried_into_budget and not is_emptied:
        state = "kandidat"
    standing = [entry for entry in axis.entries if entry.kind in kinds] if state == "ada" else []
    latest = case.desk.shelf.of_kinds(kinds)
    newest = tuple(each for each in latest if not any(other.follows(each) for other in latest))
    return Step(step, state, _names(standing) or _on_shelf(newest, case.year), _count(standing))


def _budget_step(step: str, shelf: Shelf, kinds: tuple[str, ...], case: Case) -> Step:
    entries = tuple(e for e in _shared(case, kinds) if e.slice_id in shelf.by_id)
    is_covered = all(shelf.holds(kinds, office) for office in shelf.offices.names or (None,))
    absent = "tidak_ada" if is_covered else "belum_dapat_dinilai"
    if _stands_unlinked(shelf, case):
        absent = "kandidat"
    return Step(
        step, _state_of(entries) or absent, _names(entries) or _on_shelf(shelf.slices, case.year), _count(entries)
    )


def _stands_unlinked(shelf: Shelf, case: Case) -> bool:
    """Whether a line accepted elsewhere stands here by key or name, though no link says so."""
    wanted = {key for entry in case.accepted for key in keys_of(entry)}
    return any(not wanted.isdisjoint(case.desk.keys.get(each.slice_id, ())) for each in shelf.slices)


def _realisation(case: Case) -> Step:
    axis = case.facts.realisation
    return Step("realisasi", _REALISED[axis.value], _names(axis.entries), _count(axis.entries))


def _state_of(entries: Sequence[Evidence]) -> str | None:
    if of_weight(entries, "accepted"):
        return "ada"
    return "kandidat" if of_weight(entries, "open") else None


def _count(entries: Sequence[Evidence]) -> int:
    return len({entry.line_item_id for entry in of_weight(entries, "accepted")})


def _names(entries: Sequence[Evidence]) -> str | None:
    accepted = of_weight(entries, "accepted") or tuple(entries)
    names = sorted({name_document(e.kind, e.fiscal_year, e.version, e.period) for e in accepted})
    return join_names(names) or None


def _on_shelf(slices: Sequence[ShelfSlice], year: int) -> str | None:
    return join_names(sorted({name_document(each.kind, year, each.version, each.period) for each in slices})) or None
