"""Which lines of a list of many things are meant, and what becomes of the others."""

from __future__ import annotations

import pandas as pd
import pytest

from config.layout import RelevantRows, load_layouts
from transforms.relevant_rows import is_relevant, mark_irrelevant

RULE = RelevantRows(columns=("title",), any_of=(r"\bmou\b",), none_of=(r"^laporan\b",))


def frame(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame([{"row_kind": kind, "v_title": title, "block": 1} for kind, title in rows], dtype=object)


def test_a_line_is_judged_with_the_rows_that_continue_it() -> None:
    rows = frame(
        ("line", "Naskah"), ("continuation", "MoU dengan A"), ("line", "Laporan MoU"), ("continuation", "lagi")
    )
    assert mark_irrelevant(rows, RULE)["row_kind"].tolist() == ["line", "continuation", "not_relevant", "not_relevant"]


def test_other_kinds_of_rows_stay_as_they_are() -> None:
    rows = frame(("section", "MoU"), ("line", "Data"), ("note", None), ("continuation", "lagi"), ("blank", None))
    kinds = ["section", "not_relevant", "note", "not_relevant", "blank"]
    assert mark_irrelevant(rows, RULE)["row_kind"].tolist() == kinds


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Dokumen Perjanjian Kerja Sama dengan PT Contoh", True),
        ("M.o.U. dengan Bank Contoh", True),
        ("Kerjasama dengan Universitas Contoh", True),
        ("Nota Kesepahaman Pengelolaan Data", True),
        ("SOP Kerjasama Pengelolaan", False),
        ("Laporan MoU", False),
        ("Perjanjian Kinerja 2023", False),
        ("Data Kerja Sama", False),
        ("Dokumen Lowongan Kerja", False),
    ],
)
def test_papers_about_agreements_are_no_agreements(title: str, meant: bool) -> None:
    rule = load_layouts()["public_information_list"].rows.relevant
    assert rule is not None and is_relevant(title, rule) is meant
