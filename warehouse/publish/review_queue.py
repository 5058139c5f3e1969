"""The review queue: open links, one row per agreement and line key, and what has been decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from warehouse.publish.content import Content, Row
from warehouse.publish.wording import short_moment

_LOST = {
    "uraian": None, "kode": None, "nomor_tercetak": None, "tahun": None,
    "perangkat_daerah": None, "pagu_idr": None, "bukti": None, "kekuatan": None, "peluang": None, "dokumen": None,
}  # fmt: skip

Pair = tuple[str, str]


def build_queue(content: Content) -> list[Row]:
    """Rows of ``v_bukti`` (the best print of each line) with ``years``, ``is_open``, ``decision`` and ``parties``.

    Open and undecided come first, the likeliest on top; then those in doubt, then the decided.
    """
    decisions = _latest(content.decisions)
    parties = {row["agreement_id"]: row["para_pihak"] for row in content.reconciliation}
    groups = _grouped(content.evidence)
    rows = [
        _queued(group, decisions.get(pair), parties)
        for pair, group in groups.items()
        if pair in decisions or any(row["keadaan"] == "candidate" for row in group)
    ]
    lost = [_lost(decision, parties) for pair, decision in decisions.items() if pair not in groups]
    return sorted(chain(rows, lost), key=_order)


def _grouped(evidence: Iterable[Row]) -> dict[Pair, list[Row]]:
    groups: dict[Pair, list[Row]] = {}
    for row in evidence:
        groups.setdefault((row["agreement_id"], row["line_item_key"]), []).append(row)
    return groups


def _latest(decisions: Iterable[Row]) -> dict[Pair, Row]:
    """The later one wins; decisions come oldest first, those without a date before all others."""
    ordered = sorted(
        decisions,
        key=lambda row: (str(row["decided_at"] or ""), row["verdict"], row["reviewer"] or "", row["note"] or ""),
    )
    return {(row["agreement_id"], row["line_item_key"]): row for row in ordered}


def _queued(group: list[Row], decision: Row | None, parties: Mapping[str, str | None]) -> Row:
    best = max(group, key=lambda row: (row["keadaan"] == "candidate", row["tahun"] or 0, row["line_item_id"]))
    years = sorted({row["tahun"] for row in group if row["tahun"] is not None})
    return {
        **best,
        "years": ", ".join(map(str, years)),
        "is_open": any(row["keadaan"] == "candidate" for row in group),
        "decision": decision,
        "parties": parties.get(best["agreement_id"]),
    }


def _lost(decision: Row, parties: Mapping[str, str | None]) -> Row:
    keys = {name: decision[name] for name in ("agreement_id", "line_item_key", "judul", "tempat_tertulis")}
    return {
        **_LOST,
        **keys,
        "years": "",
        "is_open": False,
        "decision": decision,
        "parties": parties.get(decision["agreement_id"]),
    }


def decision_text(decision: Row | None) -> str | None:
    """``sesuai (Bagian Kerja Sama, 07/07/2023): catatan``."""
    if decision is None:
        return None
    note = f": {decision['note']}" if decision["note"] else ""
    return f"{decision['verdict']} ({decision['reviewer'] or '–'}, {short_moment(decision['decided_at'])}){note}"


def _order(row: Row) -> tuple[int, float, str, str]:
    group = 0 if row["decision"] is None else 1 if row["is_open"] else 2
    return group, -(row["peluang"] or 0.0), str(row["judul"]), str(row["line_item_key"])
