"""Frames row by row and column by column."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from transforms.row_records import ColumnStore, iterate_records

CELL = st.none() | st.text(max_size=4) | st.integers(-(2**62), 2**62)


@given(st.lists(st.fixed_dictionaries({"a": CELL, "b": CELL}), max_size=5))
def test_records_come_out_of_a_frame_as_they_went_in(records: list[dict[str, object]]) -> None:
    store = ColumnStore(("a", "b"))
    for record in records:
        store.append({**record, "unknown": 1})
    assert len(store) == len(records)
    assert list(iterate_records(store.frame())) == records


def test_what_a_record_lacks_is_none() -> None:
    store = ColumnStore(("a", "b"))
    store.append({"b": 1})
    pd.testing.assert_frame_equal(store.frame(), pd.DataFrame({"a": [None], "b": [1]}, dtype=object))
