"""What people decided about agreement and line, carried to every document in which the same line stands."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

VERDICTS = ("sesuai", "tidak_sesuai", "ragu", "tambah")


@dataclass(frozen=True)
class Verdict:
    """The latest decision on one agreement and line."""

    verdict: str
    reviewer: str
    decided_at: str
    note: str


def latest_verdicts(decisions: pd.DataFrame) -> dict[tuple[str, str], Verdict]:
    """Return the latest verdict per (agreement_id, line_item_key); equal times are settled by content, not by order.

    Raises ``ValueError`` for a verdict that is none of the four.
    """
    latest: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for row in decisions.to_dict("records") if len(decisions) else []:
        verdict = str(row["verdict"])
        if verdict not in VERDICTS:
            raise ValueError(f"unknown verdict {verdict!r}, expected one of {', '.join(VERDICTS)}")
        found = (_text(row.get("decided_at")), verdict, _text(row.get("reviewer")), _text(row.get("note")))
        key = (str(row["agreement_id"]), str(row["line_item_key"]))
        latest[key] = max(latest.get(key, found), found)
    return {key: Verdict(verdict, who, when, note) for key, (when, verdict, who, note) in sorted(latest.items())}


def unplaced_decisions(decisions: pd.DataFrame, agreements: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions that fit no agreement or no line any more, with a ``reason`` in Indonesian."""
    known_agreements, known_lines = set(agreements["agreement_id"]), set(lines["line_item_key"])
    no_agreement = ~decisions["agreement_id"].isin(known_agreements)
    no_line = ~decisions["line_item_key"].isin(known_lines)
    reason = no_agreement.map({True: "naskah kerja sama tidak ditemukan lagi", False: "baris tidak ditemukan lagi"})
    return decisions.assign(reason=reason)[no_agreement | no_line].reset_index(drop=True)


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
