"""Decisions of people: the latest counts, none is lost."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.matching.decisions import VERDICTS, latest_verdicts

COLUMNS = ["agreement_id", "line_item_key", "verdict", "reviewer", "decided_at", "note"]
rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from(["x", "y"]),
        st.sampled_from(VERDICTS),
        st.sampled_from(["Ani", "Budi"]),
        st.sampled_from(["2024-01-01", "2024-02-01", "2025-01-01"]),
        st.none(),
    ),
    max_size=6,
)


@given(rows, st.randoms())
def test_the_latest_verdict_does_not_depend_on_the_order_of_rows(
    found: list[tuple[object, ...]], random: object
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    verdicts = latest_verdicts(pd.DataFrame(found, columns=COLUMNS))
    assert latest_verdicts(pd.DataFrame(shuffled, columns=COLUMNS)) == verdicts
    for (agreement, key), verdict in verdicts.items():
        times = [row[4] for row in found if row[:2] == (agreement, key)]
        assert verdict.decided_at == max(str(time) for time in times)


def test_an_unknown_verdict_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown verdict"):
        latest_verdicts(pd.DataFrame([("a", "x", "mungkin", "Ani", "2024", None)], columns=COLUMNS))


def test_decisions_about_other_things_than_links_are_left_to_others() -> None:
    rows = pd.DataFrame([("a", "x", "sesuai", "Ani", "2024", None, "cakupan")], columns=[*COLUMNS, "subject"])
    assert latest_verdicts(rows) == {}
