"""Texts of cells: labels for codes, places in documents, what speaks for and against a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from config.glossary import load_glossary
from warehouse.publish.content import Row

NOT_JUDGED = "belum dapat dinilai"
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
#: what stands in a rupiah cell without a sum, by what the axis says; an absence is never shown as 0
_WITHOUT_SUM = {
    "ada": "nilai tidak tercetak",
    "kandidat": "menunggu putusan",
    "tidak_ada": "tidak ada baris",
    "hanya_fasilitasi": "hanya fasilitasi",
    "dihapus_di_perubahan": "dihapus",
    "belum_dapat_dinilai": NOT_JUDGED,
    "tidak_ada_data": NOT_JUDGED,
}
_MOST_WORDS = 8


def status_label(code: str) -> str:
    status = load_glossary().statuses.get(code)
    return status.label if status else code


def status_look(code: str) -> str:
    status = load_glossary().statuses.get(code)
    return f"tone:{status.tone if status else 'unknown'}"


def axis_label(axis: str, value: str | None) -> str | None:
    term = load_glossary().axes[axis].values.get(value or "")
    return term.label if term else value


def kind_label(kind: str | None) -> str | None:
    return load_glossary().kinds.get(kind or "", kind)


def category_label(category: str | None) -> str | None:
    return load_glossary().categories.get(category or "", category)


def long_day(day: date | None) -> str:
    """``7 Juli 2023``; a dash where there is none."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "–"


def short_moment(moment: datetime | date | None) -> str:
    """``07/07/2023``, with the time of day where one was given."""
    if moment is None:
        return "tanpa tanggal"
    has_clock = isinstance(moment, datetime) and (moment.hour or moment.minute)
    return moment.strftime("%d/%m/%Y %H:%M" if has_clock else "%d/%m/%Y")


def sum_or_reason(amount: float | None, axis_value: str | None) -> float | str:
    """The rupiah, or in words why there is no figure."""
    return amount if amount is not None else _WITHOUT_SUM.get(axis_value or "", NOT_JUDGED)


def document_text(row: Row) -> str:
    """``Penjabaran APBD 2024 perubahan``."""
    parts = (kind_label(row["jenis_dokumen"]), row["tahun"], row["versi"])
    return " ".join(str(part) for part in parts if part is not None)


def place_text(row: Row) -> str:
    """``lampiran.pdf, hlm. 3, baris 12``; a sheet by its name."""
    where = f"hlm. {row['halaman']}" if row["halaman"] is not None else f"lembar {row['lembar'] or '-'}"
    return f"{row['dokumen']}, {where}, baris {row['baris']}"


def mark_text(row: Row) -> str | None:
    """The code of a line; where the print has none, its number there, called so."""
    number = row["nomor_tercetak"]
    return row["kode"] or (f"No. {number}" if number else None)


def print_key(key: str | None) -> str | None:
    """A key in groups of eight, so that nothing takes it for a number."""
    return "-".join(key[start : start + 8] for start in range(0, len(key), 8)) if key else key


def what_supports(evidence: Mapping[str, Any] | None) -> str:
    """Citations first, then the words both texts share, each as printed."""
    evidence = evidence or {}
    bases = load_glossary().bases
    said = [
        f"{bases[c['basis']].label if c['basis'] in bases else c['basis']}: “{c['line_text']}”"
        for c in evidence.get("citations", ())
        if c.get("holds")
    ]
    pairs = [_pair(match) for match in evidence.get("matches", ())]
    words = list({pair.casefold(): pair for pair in reversed(pairs)}.values())[::-1]
    if words:
        more = f" dan {len(words) - _MOST_WORDS} lainnya" if len(words) > _MOST_WORDS else ""
        said.append("kata yang sama: " + ", ".join(words[:_MOST_WORDS]) + more)
    if (evidence.get("terms") or {}).get("perangkat_daerah_sama", 0) > 0:
        said.append("perangkat daerah sama")
    decision = evidence.get("decision")
    if decision and decision["verdict"] in ("sesuai", "tambah"):
        said.append(f"putusan {decision['reviewer']}: {decision['verdict']}")
    return "; ".join(said)


def what_weakens(evidence: Mapping[str, Any] | None) -> str:
    evidence = evidence or {}
    said = list(evidence.get("against", ()))
    decision = evidence.get("decision")
    if decision and decision["verdict"] in ("tidak_sesuai", "ragu"):
        said.insert(0, f"putusan {decision['reviewer']}: {decision['verdict']}")
    return "; ".join(said)


def reason_text(reason: str | None) -> str:
    """A reason without the stable word for machines in front (``damaged: ...``)."""
    return re.sub(r"^[a-z_]+: ", "", reason or "")


def _pair(match: Mapping[str, Any]) -> str:
    """The word as the line prints it, with the agreement's own word where that differs."""
    ours, theirs = str(match["agreement_text"]), str(match["line_text"])
    return theirs if ours.casefold() == theirs.casefold() else f"{theirs} ({ours})"
