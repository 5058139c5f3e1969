"""What people decided about agreement and line: the latest word on each pair, whatever the order of reading."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

VERDICTS = ("sesuai", "tidak_sesuai", "ragu", "tambah")
ABOUT_LINKS = "tautan"
_TEXTS = ("reviewer", "note", "line_name", "source_document_id", "source_row_id")


@dataclass(frozen=True)
class Verdict:
    """The latest decision on one agreement and line; ``line_name`` is the name of the line as the reviewer saw it."""

    verdict: str
    reviewer: str
    decided_at: str
    note: str
    line_name: str = ""
    source_document_id: str = ""
    source_row_id: str = ""


def latest_verdicts(decisions: pd.DataFrame) -> dict[tuple[str, str], Verdict]:
    """Return the latest verdict per (agreement_id, line_item_key); equal times are settled by content, not by order.

    Decisions about other things than links (``subject``) are left out. Raises ``ValueError`` for a verdict that is
    none of the four.
    """
    latest: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in decisions.to_dict("records") if len(decisions) else []:
        if (_text(row.get("subject")) or ABOUT_LINKS) != ABOUT_LINKS:
            continue
        verdict = str(row["verdict"])
        if verdict not in VERDICTS:
            raise ValueError(f"unknown verdict {verdict!r}, expected one of {', '.join(VERDICTS)}")
        texts = (_text(row.get(name)) for name in _TEXTS)
        found = (_text(row.get("decided_at")), verdict, *texts)
        key = (str(row["agreement_id"]), str(row["line_item_key"]))
        latest[key] = max(latest.get(key, found), found)
    return {key: Verdict(verdict, who, when, *others) for key, (when, verdict, who, *others) in sorted(latest.items())}


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
