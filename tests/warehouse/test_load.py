"""One document at a time, whole or not at all, on both databases."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from warehouse import read
from warehouse.load import load_document, quarantine_document, withdraw_document
from warehouse.rows import UnfitFrame
from warehouse.runs import start_run
from warehouse.tables import HISTORY, TABLES

Frames = dict[str, pd.DataFrame]


def make_document(name: str = "a", **changes: object) -> dict[str, object]:
    """A row of table document."""
    return {"document_id": name * 8, "file_name": f"{name}.pdf", "kind": "rkpd", "page_count": 2, **changes}


def make_frames(name: str = "a", lines: int = 3, pagu: int = 100_000_000, **slice_changes: object) -> Frames:
    """One slice with ``lines`` lines, each with one amount and one target."""
    rows = [f"{name}-row-{i}" for i in range(lines)]
    items = [f"{name}-line-{i}" for i in range(lines)]
    place = {"document_id": name * 8, "slice_id": f"{name}-slice"}
    identity = {"region_code": "64.71", "kind": "rkpd", "fiscal_year": 2024, "version": "murni"}
    return {
        "document_slice": pd.DataFrame([{**place, **identity, "is_complete": True, **slice_changes}]),
        "raw_row": pd.DataFrame(
            {"source_row_id": rows, "page": 1, "row_number": range(1, lines + 1), "row_kind": "line"}
        ).assign(cells=[["1.1", f"Program {i}", None] for i in range(lines)]),
        "line_item": pd.DataFrame({"line_item_id": items, "source_row_id": rows, "line_item_key": items}).assign(
            **place, **identity, level="program", parent_line_item_id=[None, *items[:1] * (lines - 1)]
        ),
        "line_amount": pd.DataFrame(
            {"line_item_id": items, "source_row_id": rows, "amount_sen": [pagu + i for i in range(lines)]}
        ).assign(measure="pagu_indikatif", fiscal_year=2024, period="tahun"),
        "line_target": pd.DataFrame({"line_item_id": items, "source_row_id": rows}).assign(
            measure="target", aspect="kinerja", fiscal_year=2024, period="tahun", quantity=31.07, quantity_text="31,07"
        ),
    }


def count(engine: Engine, name: str, history: bool = False) -> int:
    table = (HISTORY if history else TABLES)[name]
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_what_is_loaded_is_read_back_exactly(engine: Engine) -> None:
    run = start_run(engine, "manual", "v1")
    largest = 9_223_372_036_854_775_807
    load_document(engine, run, make_document(received_on=date(2024, 1, 2)), make_frames(lines=1, pagu=largest))
    assert read.read_amounts(engine)["amount_sen"].tolist() == [largest]
    assert read.read_table(engine, "raw_row")["cells"].tolist() == [["1.1", "Program 0", None]]
    assert read.read_slices(engine)["received_on"].tolist() == [date(2024, 1, 2)]
    assert read.read_targets(engine)["quantity"].tolist() == [31.07]


def test_loading_the_same_again_changes_nothing(engine: Engine) -> None:
    load_document(engine, start_run(engine, "manual", "v1"), make_document(), make_frames())
    before = {name: read.read_table(engine, name) for name in TABLES}
    changes = load_document(engine, start_run(engine, "manual", "v1"), make_document(), make_frames())
    assert not any(change.any for change in changes.values())
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, read.read_table(engine, name))
        assert count(engine, name, history=True) == 0


def test_rows_that_vanished_from_a_document_end_and_stay_in_history(engine: Engine) -> None:
    first = start_run(engine, "manual", "v1")
    load_document(engine, first, make_document(), make_frames(lines=3))
    second = start_run(engine, "manual", "v2")
    load_document(engine, second, make_document(), make_frames(lines=2, pagu=5))
    assert count(engine, "line_item") == 2
    assert sorted(read.as_known_on(engine, "line_amount", first)["amount_sen"]) == [10**8, 10**8 + 1, 10**8 + 2]
    assert sorted(read.as_known_on(engine, "line_amount", second)["amount_sen"]) == [5, 6]
    assert len(read.as_known_on(engine, "line_item", first)) == 3


def test_links_to_lines_that_vanished_end_with_them(engine: Engine) -> None:
    run = start_run(engine, "manual", "v1")
    load_document(engine, run, make_document(), make_frames(lines=3))
    with engine.begin() as connection:
        connection.execute(
            TABLES["agreement"].insert(),
            {"agreement_id": "g", "is_planned": False, "is_readable": True, "warnings": "[]", "run_id": run},
        )
        link = {"basis": "judul", "strength": "A", "state": "accepted", "decided_by": "rule", "evidence": "{}"}
        connection.execute(
            TABLES["link"].insert(),
            [{"agreement_id": "g", "line_item_id": f"a-line-{i}", "run_id": run, **link} for i in (0, 2)],
        )
    load_document(engine, start_run(engine, "manual", "v1"), make_document(), make_frames(lines=2))
    assert read.read_links(engine)["line_item_id"].tolist() == ["a-line-0"]
    assert count(engine, "link", history=True) == 1


def test_a_document_that_breaks_half_way_leaves_no_trace(engine: Engine) -> None:
    run = start_run(engine, "manual", "v1")
    frames = make_frames()
    frames["line_amount"]["line_item_id"] = "no such line"
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        load_document(engine, run, make_document(), frames)
    assert all(count(engine, name) == 0 for name in TABLES)


def test_a_refused_document_keeps_its_reason_and_rows_but_no_lines(engine: Engine) -> None:
    run = start_run(engine, "manual", "v1")
    load_document(engine, run, make_document(), make_frames())
    refusal = pd.DataFrame([{"stage": "check", "reason_code": "quality", "detail": "jumlah tidak cocok"}])
    quarantine_document(engine, run, make_document(), refusal, make_frames())
    document = read.read_documents(engine).iloc[0]
    assert (document["state"], document["reason"]) == ("quarantined", "quality: jumlah tidak cocok")
    assert (count(engine, "raw_row"), count(engine, "line_item"), count(engine, "document_slice")) == (3, 0, 0)


def test_a_withdrawn_document_says_nothing_any_more(engine: Engine) -> None:
    run = start_run(engine, "manual", "v1")
    load_document(engine, run, make_document(), make_frames())
    withdraw_document(engine, start_run(engine, "manual", "v1"), "a" * 8, "salah kirim")
    assert read.read_documents(engine)["state"].tolist() == ["withdrawn"]
    assert count(engine, "line_amount") == count(engine, "raw_row") == 0
    assert len(read.as_known_on(engine, "raw_row", run)) == 3
    with pytest.raises(KeyError):
        withdraw_document(engine, run, "unknown", "salah kirim")


def test_damaged_text_is_stored_without_what_a_database_cannot_hold(engine: Engine) -> None:
    frames = make_frames(lines=1)
    frames["line_item"]["name"] = pd.Series(["Pro\x00gram \ud835"], dtype=object)
    frames["raw_row"]["cells"] = pd.Series([["Pro\x00gram \ud835"]], dtype=object)
    load_document(engine, start_run(engine, "manual", "v1"), make_document(), frames)
    assert read.read_lines(engine)["name"].tolist() == ["Program ?"]
    assert read.read_table(engine, "raw_row")["cells"].tolist() == [["Program ?"]]


def test_a_frame_without_a_required_column_is_named(sqlite_engine: Engine) -> None:
    frames = make_frames()
    frames["line_amount"] = frames["line_amount"].drop(columns="amount_sen")
    with pytest.raises(UnfitFrame, match=r"line_amount\.amount_sen"):
        load_document(sqlite_engine, start_run(sqlite_engine, "manual", "v1"), make_document(), frames)
    with pytest.raises(UnfitFrame, match="line_items"):
        load_document(sqlite_engine, 1, make_document(), {"line_items": pd.DataFrame()})
