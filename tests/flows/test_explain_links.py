"""Words marked in a text, and probabilities in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.explain_links import mark
from flows.terminal import likelihood


def test_stretches_that_meet_or_overlap_are_marked_as_one() -> None:
    assert mark("Pengelolaan Sampah Kota", [(12, 18), (0, 11)]).plain == "«Pengelolaan» «Sampah» Kota"
    assert mark("Pengelolaan Sampah Kota", [(12, 18), (0, 14)]).plain == "«Pengelolaan Sampah» Kota"


@given(st.text("ab «»", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_marking_changes_nothing_but_the_marks(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [(min(pair), min(max(pair), len(text))) for pair in pairs if min(pair) < min(max(pair), len(text))]
    marks = mark(text, spans)
    without = [letter for letter in marks.plain if letter not in "«»"]
    assert without == [letter for letter in text if letter not in "«»"]


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.999991, "di atas 0,999"), (1.0, "1,000"), (0.0004, "di bawah 0,001"), (0.0, "0,000"), (0.0834, "0,083")],
)
def test_only_certainty_is_shown_as_certain(probability: float, said: str) -> None:
    assert likelihood(probability) == said
