"""The lines that are meant among the many things a list holds; the others are kept and marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from config.layout import RelevantRows


def mark_irrelevant(rows: pd.DataFrame, rule: RelevantRows) -> pd.DataFrame:
    """``rows`` (with ``row_kind``) in which a line that ``rule`` does not mean is ``not_relevant``.

    A line is judged together with the rows that continue it, since its title may go on there; they share its fate.
    """
    kinds = rows["row_kind"].tolist()
    for group in _lines_with_continuations(kinds, rows["block"].tolist()):
        texts = [rows.iloc[group][f"v_{name}"].dropna().tolist() for name in rule.columns]
        if not any(is_relevant(" ".join(" ".join(map(str, text)).split()), rule) for text in texts):
            for position in group:
                kinds[position] = "not_relevant"
    return rows.assign(row_kind=pd.Series(kinds, index=rows.index, dtype=object))


def is_relevant(text: str, rule: RelevantRows) -> bool:
    """Whether ``text`` names what the list is read for."""
    return _matches(text, rule.any_of) and not _matches(text, rule.none_of)


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _lines_with_continuations(kinds: list[str], blocks: list[object]) -> list[list[int]]:
    """Positions of each line and the continuations that follow it; notes and headings in between don't part them."""
    groups: list[list[int]] = []
    block: object = None
    for position, kind in enumerate(kinds):
        is_new = kind == "line" or blocks[position] != block
        if kind == "line" or (kind == "continuation" and (is_new or not groups)):
            groups.append([position])
        elif kind == "continuation":
            groups[-1].append(position)
        block = blocks[position] if kind in ("line", "continuation") else block
    return groups
