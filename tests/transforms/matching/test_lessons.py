"""Which decisions teach: said of the very line, clear, oldest first, the audit sample kept apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from transforms.matching.crosswalk import Carried, Way
from transforms.matching.decisions import Verdict
from transforms.matching.learning import FEWEST, lessons_used
from transforms.matching.lessons import choose_lessons, gather, lessons_digest
from transforms.matching.links import is_audited
from transforms.matching.score import FEATURES


def said(verdict: str, when: str = "2024-01-01", way: Way = "kunci") -> Carried:
    return Carried(Verdict(verdict, "Bagian", when, ""), way)


def lines(count: int, **changed: Any) -> pd.DataFrame:
    rows = [
        {"line_item_id": f"l-{n}", "line_item_key": f"k-{n}", "partition": "p", "fiscal_year": 2024} | changed
        for n in range(count)
    ]
    return pd.DataFrame(rows)


def pairs(count: int, of: str = "ks") -> list[tuple[str, str]]:
    """Pairs of one agreement with lines ``l-0`` and on that don't belong to the audit sample."""
    return [(of, f"l-{n}") for n in range(count) if not is_audited(of, f"k-{n}")]


def test_doubts_and_what_was_only_carried_teach_nothing() -> None:
    clear = pairs(FEWEST + 3)
    carried = {pair: said("sesuai") for pair in clear}
    carried[clear[0]] = said("ragu")
    carried[clear[1]] = said("sesuai", way="padanan_nama")
    carried[clear[2]] = said("sesuai", way="dibuka_kembali")
    taught = {(lesson.agreement_id, lesson.line_item_id) for lesson in choose_lessons(carried, lines(FEWEST + 4))}
    assert taught.isdisjoint(clear[:3])
    assert taught <= set(clear[3:])


def test_a_rejection_teaches_as_an_acceptance_does() -> None:
    carried = {pair: said("sesuai" if n % 2 else "tidak_sesuai") for n, pair in enumerate(pairs(FEWEST + 2))}
    lessons = choose_lessons(carried, lines(FEWEST + 2))
    assert {lesson.is_right for lesson in lessons} == {True, False}


def test_a_key_printed_in_several_years_teaches_once_by_its_oldest_line() -> None:
    both = pd.concat([lines(40), lines(40, fiscal_year=2025).assign(line_item_id=[f"x-{n}" for n in range(40)])])
    carried = {pair: said("sesuai") for pair in pairs(40)}
    carried |= {(agreement, line.replace("l-", "x-")): told for (agreement, line), told in list(carried.items())}
    lessons = choose_lessons(carried, both)
    assert all(lesson.line_item_id.startswith("l-") for lesson in lessons)
    assert len({lesson.line_item_key for lesson in lessons}) == len(lessons)


def test_only_the_oldest_teach_so_that_not_every_decision_moves_a_model() -> None:
    many = pairs(70)
    carried = {pair: said("sesuai", f"2024-01-{n % 28 + 1:02d}") for n, pair in enumerate(many)}
    lessons = choose_lessons(carried, lines(70))
    assert len(lessons) == lessons_used(len(many)) < len(many)
    left = set(many) - {(lesson.agreement_id, lesson.line_item_id) for lesson in lessons}
    assert min(carried[pair].decision.decided_at for pair in left) >= max(lesson.decided_at for lesson in lessons)
    assert [lessons_used(n) for n in (FEWEST - 1, FEWEST, FEWEST + 1, 38, 1000)] == [0, 30, 30, 38, 881]


def test_the_audit_sample_is_marked_and_never_cut() -> None:
    drawn = [f"ks-{n}" for n in range(2000) if is_audited(f"ks-{n}", "k-0")]
    assert 5 <= len(drawn) <= 40, "about one in a hundred"
    carried = {(agreement, "l-0"): said("sesuai") for agreement in drawn}
    lessons = choose_lessons(carried, lines(1))
    assert [lesson.agreement_id for lesson in lessons] == sorted(drawn)
    assert all(lesson.is_audit for lesson in lessons)


def test_the_digest_follows_lessons_and_the_partitions_they_lie_in() -> None:
    lessons = choose_lessons({pair: said("sesuai") for pair in pairs(40)}, lines(40))
    plain = lessons_digest(lessons, {"p": "a", "q": "b"})
    assert lessons_digest(lessons, {"p": "a", "q": "c"}) == plain
    assert lessons_digest(lessons, {"p": "z", "q": "b"}) != plain
    assert lessons_digest(lessons[1:], {"p": "a", "q": "b"}) != plain


def test_lines_of_the_secretariats_own_cost_teach_nothing_about_agreements() -> None:
    lessons = choose_lessons({pair: said("tidak_sesuai") for pair in pairs(FEWEST + 2)}, lines(FEWEST + 2))
    features = np.zeros((len(lessons), len(FEATURES)))
    features[0, FEATURES.index("hanya_fasilitasi")] = 1.0
    read: Any = SimpleNamespace(
        agreements=np.zeros(len(lessons), int), lines=np.arange(len(lessons)), features=features, region_code="64.71",
        subjects=[SimpleNamespace(agreement_id="ks")],
        records=[{"line_item_id": lesson.line_item_id} for lesson in lessons],
    )  # fmt: skip
    assert len(gather(lessons, {"p": read})) == len(lessons) - 1
