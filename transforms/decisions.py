"""What reviewers wrote on the sheet Putusan: decisions, and what is wrong with the rows that are none.

A row without a verdict is not decided; it is kept as such. Nothing is guessed: a word that is no verdict, a missing
reviewer or a damaged key puts the row into quarantine, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd

from config.layout import Layout
from transforms.dates import parse_date
from transforms.matching.decisions import VERDICTS

DECISION_COLUMNS = (
    "agreement_id", "line_item_key", "verdict", "reviewer", "decided_at", "note", "line_name",
    "source_document_id", "source_row_id",
)  # fmt: skip
_QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")
_KEYS = {"agreement_id": "Kunci Naskah", "line_item_key": "Kunci Baris"}
_KEY = re.compile(r"[0-9a-f]{32}")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?\s*(?:WITA|WIB|WIT)?$", re.IGNORECASE)


@dataclass(frozen=True)
class DecisionFrames:
    """``decisions`` with :data:`DECISION_COLUMNS`; ``quarantine`` names the row, the column and what to do."""

    decisions: pd.DataFrame
    quarantine: pd.DataFrame


def mark_undecided(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` in which lines with neither verdict nor note are ``not_relevant``: proposed, but not decided."""
    is_open = (rows["row_kind"] == "line") & ~(_is_filled(rows, "v_verdict") | _is_filled(rows, "v_note"))
    return rows.assign(row_kind=rows["row_kind"].mask(is_open, "not_relevant"))


def build_decisions(rows: pd.DataFrame, layout: Layout) -> DecisionFrames:
    """The decisions among ``rows`` (``line`` rows with a verdict), ``decided_at`` as naive local time.

    A date that is missing or can't be read leaves ``decided_at`` null: such a decision holds until a dated one says
    otherwise, and quarantine says so.
    """
    decisions: list[dict[str, object]] = []
    quarantine: list[dict[str, object]] = []
    for row in rows[rows["row_kind"] == "line"].to_dict("records"):
        refusals = _refusals(row)
        if not refusals:
            decided_at, doubt = _read_moment(_text(row, "decided_at"))
            decisions.append(_decision(row, decided_at))
            refusals = [doubt] if doubt else []
        quarantine += [_quarantined(row, layout, *refusal) for refusal in refusals]
    return DecisionFrames(
        pd.DataFrame(decisions, columns=list(DECISION_COLUMNS), dtype=object),
        pd.DataFrame(quarantine, columns=list(_QUARANTINE_COLUMNS), dtype=object),
    )


def _decision(row: Mapping[str, object], decided_at: datetime | None) -> dict[str, object]:
    return {
        **{name: _key(row, name) for name in _KEYS},
        "verdict": _verdict(row),
        "reviewer": _text(row, "reviewer"),
        "decided_at": decided_at,
        "note": _text(row, "note"),
        "line_name": _text(row, "line_name"),
        "source_document_id": row["document_id"],
        "source_row_id": row["source_row_id"],
    }


def _refusals(row: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """(column, reason code, detail) of everything that keeps the row from being a decision."""
    printed = _text(row, "verdict")
    if printed is None:
        return [("verdict", "verdict_missing", "Catatan terisi tetapi kolom Putusan kosong; isi putusannya")]
    refusals = []
    if _verdict(row) is None:
        words = ", ".join(VERDICTS)
        refusals.append(("verdict", "verdict_unknown", f"Putusan '{printed[:60]}' tidak dikenal; pilih {words}"))
    if _text(row, "reviewer") is None:
        refusals.append(("reviewer", "reviewer_missing", "Penelaah kosong; tulis jabatan atau unit yang memutuskan"))
    for name, heading in _KEYS.items():
        text = _text(row, name)
        if text is None:
            detail = f"{heading} kosong; salin dari baris asalnya (untuk tambah: lembar Rekonsiliasi dan Daftar Baris)"
            refusals.append((name, "key_missing", detail))
        elif _key(row, name) is None:
            detail = f"{heading} '{text[:60]}' rusak; salin kembali tanpa mengubahnya"
            refusals.append((name, "key_damaged", detail))
    return refusals


def _verdict(row: Mapping[str, object]) -> str | None:
    word = re.sub(r"[\s\-]+", "_", (_text(row, "verdict") or "").casefold())
    return word if word in VERDICTS else None


def _key(row: Mapping[str, object], name: str) -> str | None:
    """The key without the dashes that the workbook prints into it."""
    text = re.sub(r"[\s\-]+", "", (_text(row, name) or "").casefold())
    return text if _KEY.fullmatch(text) else None


def _read_moment(text: str | None) -> tuple[datetime | None, tuple[str, str, str] | None]:
    """When a decision was taken (midnight where only the day is written), and what is wrong with the cell."""
    holds = "dipakai selama tidak ada putusan lain yang bertanggal"
    if text is None:
        return None, ("decided_at", "date_missing", f"Tanggal kosong; {holds}")
    day = parse_date(text)
    if day.value is None or day.flag is not None:
        return None, (
            "decided_at",
            "date_unreadable",
            f"Tanggal '{text[:40]}' tidak terbaca; tulis hh/bb/tttt; {holds}",
        )
    clock = _CLOCK.search(text[len("d/m/yy") :])
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    return datetime.combine(day.value, time(hour, minute, second)), None


def _quarantined(
    row: Mapping[str, object], layout: Layout, column: str, reason_code: str, detail: str
) -> dict[str, object]:
    place = f"Lembar {row['sheet']}, baris {row['sheet_row']}: " if row.get("sheet") else f"{layout.title}: "
    return {
        "document_id": row["document_id"],
        "source_row_id": row["source_row_id"],
        "column_name": column,
        "stage": "transform",
        "reason_code": reason_code,
        "detail": place + detail,
    }


def _is_filled(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows[column].map(lambda value: bool(str(value or "").strip())).astype(bool)


def _text(row: Mapping[str, object], name: str) -> str | None:
    return " ".join(str(row.get(f"v_{name}") or "").split()) or None
