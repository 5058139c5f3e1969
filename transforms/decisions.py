"""What reviewers wrote on the sheets Putusan and Putusan Naskah: decisions, and what is wrong with rows that are none.

A row without a verdict is not decided; it is kept as such. Nothing is guessed: a word that is no verdict, a missing
reviewer or a damaged key puts the row into quarantine, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd

from config.layout import Layout
from transforms.agreement_rulings import CATEGORIES, SCOPES, SUBJECTS
from transforms.dates import parse_date
from transforms.line_places import PLACE_EXAMPLE, read_place
from transforms.matching.decisions import ABOUT_LINKS, VERDICTS

DECISION_COLUMNS = (
    "agreement_id", "subject", "value", "line_item_key", "verdict", "reviewer", "decided_at", "note", "line_name",
    "agreement_ref", "line_place", "source_document_id", "source_row_id",
)  # fmt: skip
_QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")
_KEYS = {"agreement_id": "Kunci Naskah", "line_item_key": "Kunci Baris", "value": "Nilai"}
#: what a decision about an agreement itself may say; the others name another agreement by its key
_WORDS_OF = {"cakupan": SCOPES, "kategori": CATEGORIES}
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
    subject = _subject(row)
    is_about_link = subject == ABOUT_LINKS
    return {
        "agreement_id": _key(row, "agreement_id") or "",
        "subject": subject,
        "value": None if is_about_link else _value(row, str(subject)),
        "line_item_key": _key(row, "line_item_key") if is_about_link else None,
        "verdict": _verdict(row),
        "reviewer": _text(row, "reviewer"),
        "decided_at": decided_at,
        "note": _text(row, "note"),
        "line_name": _text(row, "line_name"),
        "agreement_ref": _text(row, "agreement_ref") if is_about_link else None,
        "line_place": _text(row, "line_place") if is_about_link else None,
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
    return [*refusals, *_refused_keys(row)]


def _refused_keys(row: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the subject, or with what the subject needs: a line, a word or another agreement."""
    subject = _subject(row)
    if subject is None:
        known = ", ".join(SUBJECTS)
        yield "subject", "subject_unknown", f"Hal '{_shown(row, 'subject')}' tidak dikenal; pilih {known}"
        return
    if subject == ABOUT_LINKS:
        yield from _refused_names(row)
        return
    yield from _refused_key(row, "agreement_id")
    if words := _WORDS_OF.get(subject):
        if _value(row, subject) is None:
            detail = f"Nilai '{_shown(row, 'value')}' tidak dikenal untuk {subject}; pilih {', '.join(words)}"
            yield "value", "value_unknown", detail
    else:
        yield from _refused_key(row, "value")
        if _key(row, "value") is not None and _key(row, "value") == _key(row, "agreement_id"):
            yield "value", "value_unknown", "Nilai menunjuk naskah itu sendiri; salin kunci naskah yang lain"


def _refused_names(row: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """A link names its agreement by key, number or title, and its line by key or place."""
    if _text(row, "agreement_id") is not None:
        yield from _refused_key(row, "agreement_id")
    elif _text(row, "agreement_ref") is None:
        detail = "Naskah tidak disebut; tulis nomor atau judulnya pada kolom Judul Naskah, atau salin Kunci Naskah"
        yield "agreement_id", "key_missing", detail
    place = _text(row, "line_place")
    if _text(row, "line_item_key") is not None:
        yield from _refused_key(row, "line_item_key")
    elif place is None:
        detail = f"Baris tidak disebut; isi Tempat dalam Dokumen, misalnya '{PLACE_EXAMPLE}', atau salin Kunci Baris"
        yield "line_item_key", "key_missing", detail
    elif not read_place(place):
        detail = f"Tempat '{place[:80]}' tidak terbaca; tulis seperti '{PLACE_EXAMPLE}'"
        yield "line_place", "place_unreadable", detail


def _refused_key(row: Mapping[str, object], name: str) -> Iterator[tuple[str, str, str]]:
    if _text(row, name) is None:
        detail = "kosong; salin dari baris asalnya (kunci naskah: lembar Rekonsiliasi, kunci baris: Daftar Baris)"
        yield name, "key_missing", f"{_KEYS[name]} {detail}"
    elif _key(row, name) is None:
        yield name, "key_damaged", f"{_KEYS[name]} '{_shown(row, name)}' rusak; salin kembali tanpa mengubahnya"


def _verdict(row: Mapping[str, object]) -> str | None:
    return _word(row, "verdict", VERDICTS)


def _subject(row: Mapping[str, object]) -> str | None:
    """What is decided; the sheet Putusan has no such column, there it is a link."""
    return ABOUT_LINKS if _text(row, "subject") is None else _word(row, "subject", (*SUBJECTS, ABOUT_LINKS))


def _value(row: Mapping[str, object], subject: str) -> str | None:
    words = _WORDS_OF.get(subject)
    return _word(row, "value", words) if words else _key(row, "value")


def _word(row: Mapping[str, object], name: str, words: Collection[str]) -> str | None:
    """The cell as one of ``words``, whatever its case and spaces."""
    word = re.sub(r"[\s\-]+", "_", (_text(row, name) or "").casefold())
    return word if word in words else None


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


def _shown(row: Mapping[str, object], name: str) -> str:
    return (_text(row, name) or "")[:60]


def _text(row: Mapping[str, object], name: str) -> str | None:
    return " ".join(str(row.get(f"v_{name}") or "").split()) or None
