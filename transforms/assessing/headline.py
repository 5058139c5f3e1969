"""The headline of one agreement, region and year: the first rule that matches, in the order of the status model.

Where the status model meets the rule against false accusation, that rule wins: a headline which says that something
is lacking is only given where the agreement is proved to be in force and nothing it rests on waits for a decision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transforms.assessing.axes import Axis
from transforms.assessing.standing import Place

OUTSIDE_BUDGET = frozenset({"tanpa_biaya", "dibiayai_mitra", "rkap_bumd"})
_ABSENT_BUDGET = frozenset({"tidak_ada", "hanya_fasilitasi"})
_LACKS = frozenset({"DIHAPUS_DI_PERUBAHAN", "DI_RKPD_TIDAK_DI_APBD", "DITANDATANGANI_TANPA_PKS", "TANPA_PROGRAM"})


@dataclass(frozen=True)
class Facts:
    """All that decides the headline. The axes are those of the agreement together with those that carry it on."""

    is_valid: bool
    place: Place
    #: an addendum or successor is, or may be, in force in the year
    is_continued: bool
    has_open_successor: bool
    scope: str
    planning: Axis
    budget: Axis
    realisation: Axis
    #: in a document of the year: what an RPJMD or Renstra foresaw while the agreement ran is no line it still has
    has_own_accepted: bool
    #: the same, those that carry it on included
    has_accepted: bool
    has_open: bool
    #: lines that may turn out to speak for this agreement too: of its parent, of agreements it may be the same as, ...
    has_unsettled_lines: bool
    #: the same, in the budget, of agreements whose tie to this one is still to be decided
    has_unsettled_budget: bool
    #: a line accepted in planning stands in the budget by its key, without a link
    is_carried_into_budget: bool
    is_planning_covered: bool
    is_budget_covered: bool
    #: a KB of which a complete register knows no PKS
    lacks_pks: bool

    @property
    def is_expired(self) -> bool:
        return self.place == "berakhir" and not self.is_continued and not self.has_open_successor

    @property
    def is_only_planned(self) -> bool:
        """Accepted in planning (or in a KUA-PPAS that the budget didn't follow) and absent from a covered budget."""
        was_proposed = self.planning.value == "ada" or "hilang_setelah_kua_ppas" in self.budget.flags
        return was_proposed and self.budget.value in _ABSENT_BUDGET

    @property
    def waits(self) -> bool:
        """Links are open, or it is open whether the expired agreement has a successor."""
        is_successor_open = self.place == "berakhir" and not self.is_continued
        return self.has_open or is_successor_open or "kandidat" in (self.planning.value, self.budget.value)


#: cooperation that is only planned is listed as not yet in force, never judged
_RULES: tuple[tuple[str, Callable[[Facts], bool]], ...] = (
    ("TIDAK_VALID", lambda f: not f.is_valid),
    ("BELUM_BERLAKU", lambda f: f.place == "rencana"),
    ("TANGGAL_TIDAK_JELAS", lambda f: f.place == "tidak_jelas"),
    ("BELUM_BERLAKU", lambda f: f.place == "belum"),
    ("DIAKHIRI", lambda f: f.place == "diakhiri"),
    ("KEDALUWARSA_TETAP_DIANGGARKAN", lambda f: f.is_expired and f.has_own_accepted),
    ("KEDALUWARSA", lambda f: f.is_expired),
    ("DI_LUAR_APBD", lambda f: f.scope in OUTSIDE_BUDGET),
    ("DIREALISASI", lambda f: f.realisation.value in ("sebagian", "selesai")),
    ("DIANGGARKAN", lambda f: f.budget.value == "ada"),
    ("DIHAPUS_DI_PERUBAHAN", lambda f: f.budget.value == "dihapus_di_perubahan"),
    ("DI_RKPD_TIDAK_DI_APBD", lambda f: f.is_only_planned),
    ("DI_RKPD_MENUNGGU_APBD", lambda f: f.planning.value == "ada" and not f.is_budget_covered),
    ("MENUNGGU_PUTUSAN", lambda f: f.waits),
    # a line accepted in a report alone contradicts covered plans that lack it: too little to call it absent
    ("BELUM_DAPAT_DINILAI", lambda f: not (f.is_planning_covered and f.is_budget_covered) or f.has_accepted),
    ("DITANDATANGANI_TANPA_PKS", lambda f: f.lacks_pks),
    ("TANPA_PROGRAM", lambda f: True),
)


def choose_headline(facts: Facts) -> str:
    """The headline; a lack that rests on an open question or an unknown term is called by that instead."""
    found = next(name for name, holds in _RULES if holds(facts))
    if found not in _LACKS:
        return found
    if _rests_on_open_question(found, facts):
        return "MENUNGGU_PUTUSAN"
    return "TANGGAL_TIDAK_JELAS" if facts.place == "mungkin" else found


def _rests_on_open_question(lack: str, facts: Facts) -> bool:
    if lack in ("TANPA_PROGRAM", "DITANDATANGANI_TANPA_PKS"):
        return facts.has_unsettled_lines
    return facts.has_unsettled_budget or (lack == "DI_RKPD_TIDAK_DI_APBD" and facts.is_carried_into_budget)
