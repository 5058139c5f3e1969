"""What a reader should know of an agreement before trusting its record: contradictions, doubts, broken rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from config.reference import Reference
from transforms.dates import ParsedDate
from transforms.instruments import Instrument, is_status, sinergi_warnings
from transforms.names import normalise
from transforms.parties import Party
from transforms.terms import Term, Validity, add_months

_LONGEST_TERM_MONTHS = 60  # PP 28/2018: up to five years, renewable
#: databases of origin cut titles at 255 characters
_CUT_TITLE = 250
_SAME_NAME = 80
_HEAD_OF_OFFICE = re.compile(r"\b(?:ttd|ditandatangani)\b.{0,20}\b(?:kepala\s+(?:dinas|badan)|kadis|kaban)\b", re.I)
_CHECK_PARTY = re.compile(r"\bcek (?:para )?pihak\b", re.I)
_CUT = re.compile(r"\bjudul\b.*\bterpotong\b", re.I)
_DOUBTFUL_DAY = re.compile(r"\b(?:tgl|tanggal)\b.{0,12}\brencana\b|\bth(?:n|\.)?\s*\d{4}\s*\?", re.I)


@dataclass(frozen=True)
class WarningEvidence:
    """What one record was read from: ``text`` gives a printed column, the rest is as parsed."""

    text: Callable[[str], str | None]
    instrument: Instrument
    category: str | None
    named: list[Party]
    #: parties the title names behind ``antara``
    titled: list[Party]
    has_number: bool
    signed: ParsedDate
    term: Term
    validity: Validity
    ended_on: date | None
    reference: Reference


def find_warnings(evidence: WarningEvidence) -> list[str]:
    """Codes in a fixed order, each once.

    From the parsers: those of :class:`Instrument`, ``tanggal_<flag>`` of the signing, those of :class:`Validity`.
    From the rules: ``pks_pada_sinergi``, ``nk_di_luar_sinergi``, ``kb_oleh_perangkat_daerah`` (only the head of region
    signs a KB or NK), ``jangka_lebih_5_tahun``. From the print: ``nomor_kosong``, ``mitra_kosong``,
    ``pihak_bertentangan`` (the title names other parties than the partner column), ``pihak_diragukan``,
    ``tanggal_diragukan``, ``judul_terpotong``, ``diakhiri_tanpa_tanggal``.
    """
    note, title = evidence.text("note") or "", evidence.text("title") or ""
    flag = evidence.signed.flag
    is_ended = is_status(evidence.text("status"), "ended_early", evidence.reference)
    found = {
        "kb_oleh_perangkat_daerah": _is_signed_by_office(evidence, note),
        "jangka_lebih_5_tahun": _is_too_long(evidence.term, evidence.validity),
        "nomor_kosong": not evidence.has_number,
        "mitra_kosong": not evidence.named,
        "pihak_bertentangan": _parties_contradict(evidence.named, evidence.titled),
        "pihak_diragukan": any(party.is_unsure for party in evidence.named) or bool(_CHECK_PARTY.search(note)),
        "tanggal_diragukan": bool(_DOUBTFUL_DAY.search(note)),
        "judul_terpotong": len(title) >= _CUT_TITLE or bool(_CUT.search(note)),
        "diakhiri_tanpa_tanggal": is_ended and evidence.ended_on is None,
    }
    codes = [
        *evidence.instrument.warnings,
        *sinergi_warnings(evidence.instrument.code, evidence.category),
        *([f"tanggal_{flag}"] if flag and flag != "sebagian" else []),
        *evidence.validity.flags,
        *(code for code, holds in found.items() if holds),
    ]
    return list(dict.fromkeys(codes))


def _is_signed_by_office(evidence: WarningEvidence, note: str) -> bool:
    if evidence.instrument.code not in ("KB", "NK"):
        return False
    return any(party.kind == "perangkat_daerah" for party in evidence.named) or bool(_HEAD_OF_OFFICE.search(note))


def _parties_contradict(named: list[Party], titled: list[Party]) -> bool:
    """Whether the title names two parties or more and none of them is one of the partner column."""
    if not named or len(titled) < 2:
        return False
    return not any(_may_be_same(one, other) for one in named for other in titled)


def _may_be_same(one: Party, other: Party) -> bool:
    if one.region_code and one.region_code == other.region_code:
        return True
    first, second = normalise(one.name), normalise(other.name)
    return first in second or second in first or fuzz.partial_ratio(first, second) >= _SAME_NAME


def _is_too_long(term: Term, validity: Validity) -> bool:
    if (term.months or 0) > _LONGEST_TERM_MONTHS:
        return True
    start, end = validity.start_date, validity.end_date
    return start is not None and end is not None and end > add_months(start, _LONGEST_TERM_MONTHS + 1)
