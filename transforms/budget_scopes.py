"""Who pays for an agreement, as far as its register says so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from config.reference import Reference
from transforms.names import find_regions

UNDECIDED, PARTNER_PAYS, COSTS_NOTHING = "belum_ditetapkan", "dibiayai_mitra", "tanpa_biaya"
_PAID_BY_BUDGET = re.compile(
    r"(?:dibiayai|didanai|dianggarkan|bersumber|pembiayaan|pendanaan|beban|biaya)[^.;]{0,24}?\bapbd\b(?P<whose>[^.;,]{0,40})",
    re.I,
)
_PAID_BY_GOVERNMENT = re.compile(
    r"(?:ditanggung|tanggungan|dibiayai|didanai|dibayar)\s+(?:oleh\s+|dari\s+)?"
    r"(?P<whose>pemda|pemkot|pemko|pemkab|pemprov|pemerintah\s+(?:daerah|kota|kabupaten|provinsi))\b[^.;,]{0,30}",
    re.I,
)
_BUDGET_SUM = re.compile(r"\brp\.?\s*[\d.,]+\s*(?:ribu|juta|miliar|milyar|triliun)?\s*(?:dari\s+)?apbd\b", re.I)
#: money handed from one government to another: the giver budgets it, and to the receiver it is not its own
_TRANSFER = re.compile(
    r"\bbantuan\s+keuangan\b(?:\s+(?:khusus|umum|bersifat\s+\w+))?\s*(?:\(\s*bkk?\s*\))?\s*"
    r"(?P<way>kepada|untuk|ke|dari|oleh)?\s*(?P<whose>[^.;,]{0,60})",
    re.I,
)
_CENTRAL_TRANSFER = re.compile(
    r"\bdana\s+(?:alokasi|bagi\s+hasil|transfer)\b|\bdak\s+(?:fisik|non)|\btransfer\s+pusat\b", re.I
)
_LEVEL_WORDS = {
    "provinsi": re.compile(r"\b(?:pem)?prov(?:insi)?\b|\bpemerintah\s+provinsi", re.I),
    "kabupaten": re.compile(r"\b(?:pem)?kab(?:upaten)?\b", re.I),
    "kota": re.compile(r"\b(?:pem)?kota?\b|\bpemko\b", re.I),
}


def read_budget_scope(
    texts: Mapping[str, str | None], region_code: str | None, spender_is_bumd: bool, reference: Reference
) -> tuple[str, str | None]:
    """(scope, basis): ``rkap_bumd``, ``wajib_apbd``, ``dibiayai_mitra``, ``tanpa_biaya``, else ``belum_ditetapkan``.

    ``texts`` are the printed columns by name; the basis is ``column: words``. A budget of another level or region
    than the register's own is the partner's. A company of the region spends no APBD.
    """
    if spender_is_bumd:
        return "rkap_bumd", "pelaksana BUMD"
    for column, text in texts.items():
        if not text:
            continue
        scope, words = _printed_scope(text, region_code, reference)
        if scope:
            return scope, f"{column}: {words}"
    return UNDECIDED, None


def _printed_scope(text: str, region_code: str | None, reference: Reference) -> tuple[str | None, str | None]:
    for pattern in (_PAID_BY_BUDGET, _PAID_BY_GOVERNMENT):
        found = pattern.search(text)
        if found:
            is_own = _is_own(found["whose"], found[0], region_code, reference)
            return ("wajib_apbd" if is_own else PARTNER_PAYS), found[0].strip()
    if found := _BUDGET_SUM.search(text):
        return "wajib_apbd", found[0].strip()
    if handed := _handed_on(text, region_code, reference):
        return handed
    for entry in reference.lexicon.agreements.budget_scopes:
        for pattern_text in entry.patterns:
            if found := re.search(pattern_text, text, re.I):
                return entry.scope, found[0].strip()
    return None, None


def _handed_on(text: str, region_code: str | None, reference: Reference) -> tuple[str, str] | None:
    """Who pays where money is handed on; nothing where the print doesn't say from whom or to whom."""
    if found := _CENTRAL_TRANSFER.search(text):
        return PARTNER_PAYS, found[0].strip()
    found = _TRANSFER.search(text)
    if found is None or not _names_government(found["whose"], reference):
        return None
    is_own = _is_own(found["whose"], found["whose"], region_code, reference)
    gives = not is_own if (found["way"] or "").lower() in ("kepada", "untuk", "ke") else is_own
    return ("wajib_apbd" if gives else PARTNER_PAYS), found[0].strip()


def _names_government(text: str, reference: Reference) -> bool:
    return bool(find_regions(text, reference)) or any(pattern.search(text) for pattern in _LEVEL_WORDS.values())


def _is_own(whose: str, phrase: str, region_code: str | None, reference: Reference) -> bool:
    """Whether a budget is the register's own: the same region, else the same level, else nothing said of another."""
    named = {mention.code for mention in find_regions(phrase, reference)}
    if named:
        return named == {region_code}
    level = reference.regions.set_index("region_code")["level"].get(region_code) if region_code else None
    printed = {name for name, pattern in _LEVEL_WORDS.items() if pattern.search(whose)}
    return not printed or level in printed
