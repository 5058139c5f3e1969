"""Lines whose document is read as one of another year take their links along, none is left behind or met twice."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from learned_world import Row, Told, documents

from warehouse.load import load_document


def read_as(told: Told, name: str, year: int) -> None:
    """Bring the plan of a city again, its lines the same, as the plan of a year."""
    kind, frames = documents()["rkpd"]
    renamed = {table: [_renamed(row, name) for row in rows] for table, rows in frames.items()}
    for row in (*renamed["document_slice"], *renamed["line_item"]):
        row["fiscal_year"] = year
    document = {"document_id": name, "file_name": f"{name}.pdf", "kind": kind, "page_count": 1}
    tables = {table: pd.DataFrame(rows, dtype=object) for table, rows in renamed.items()}
    load_document(told.opened.engine, told.opened.run_id, document, tables)


def _renamed(row: Row, name: str) -> Row:
    return {
        column: value.replace("rkpd", name, 1) if isinstance(value, str) and column != "kind" else value
        for column, value in row.items()
    }


def plans(folder: Path, *readings: tuple[int, int]) -> Told:
    """A register and two plans, each read in turn as of the years given, with a reconciliation after each reading."""
    told = Told(folder)
    told.bring("register")
    for first, second in readings:
        read_as(told, "one", first)
        read_as(told, "two", second)
        told.settle()
        told.next_run()
    return told


def test_plans_that_change_years_with_each_other_have_the_links_of_their_new_years(tmp_path: Path) -> None:
    swapped = plans(tmp_path / "swapped", (2024, 2025), (2025, 2024))
    fresh = plans(tmp_path / "fresh", (2025, 2024))
    links = swapped.rows("link")
    assert {row["partition"].split("|")[2] for row in links} == {"2024", "2025"}
    assert links == fresh.rows("link")
    assert swapped.rows("link_partition") == fresh.rows("link_partition")


def test_links_of_a_year_that_is_no_longer_read_end(tmp_path: Path) -> None:
    moved = plans(tmp_path / "moved", (2024, 2025), (2025, 2025))
    assert {row["partition"].split("|")[2] for row in moved.rows("link")} == {"2025"}
    ended = pd.read_sql("SELECT DISTINCT partition FROM link_history", moved.opened.engine)["partition"]
    assert any("|2024|" in partition for partition in ended)
