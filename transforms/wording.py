"""Words in Bahasa Indonesia that several answers share: names of documents, dates, short lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

KIND_NAMES = {
    "agreement_list": "register kerja sama",
    "rpjmd": "RPJMD",
    "renstra": "Renstra",
    "rkpd": "RKPD",
    "renja": "Renja",
    "kua_ppas": "KUA-PPAS",
    "rka": "RKA",
    "apbd": "penjabaran APBD",
    "dpa": "DPA",
    "e81": "Formulir E.81",
    "lra": "LRA",
    "lkpj": "LKPJ",
}
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def name_document(kind: str, fiscal_year: int | None, version: str | None = None, period: str | None = None) -> str:
    """``penjabaran APBD 2024 perubahan-1``, ``Formulir E.81 2024 tw2``."""
    year = None if fiscal_year is None else str(fiscal_year)
    shown_period = None if period in (None, "tahun") else period
    return " ".join(part for part in (KIND_NAMES.get(kind, kind), year, version, shown_period) if part)


def format_day(day: date) -> str:
    """``7 Juli 2023``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def join_names(names: Sequence[str], shown: int = 3) -> str:
    """The first names and how many more there are: ``A, B, C dan 4 lainnya``."""
    if len(names) > shown:
        return f"{', '.join(names[:shown])} dan {len(names) - shown} lainnya"
    return ", ".join(names[:-1]) + " dan " + names[-1] if len(names) > 1 else "".join(names)
