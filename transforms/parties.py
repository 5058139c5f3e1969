"""The parties of an agreement: the partner cell cut into names, each with its kind and its region."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from config.lexicon import PartyKindWords
from config.reference import Reference
from transforms.names import RegionMention, collapse, find_regions, find_words, normalise, words

_OUTSIDE_BRACKETS = r"(?![^(]*\))"
_HARD_BREAK = re.compile(rf"\s*(?:[;\n|]|\s[-–—]\s|\b(?:dgn|dengan)\b|<>){_OUTSIDE_BRACKETS}\s*", re.I)
_SOFT_BREAK = re.compile(rf"\s*(?:,|\bdan\b|&|\bserta\b){_OUTSIDE_BRACKETS}\s*", re.I)
_NUMBERED = re.compile(r"(?:^|(?<=[\s;,]))\(?\d{1,2}[.)]\s+(?=[A-Z])")
_GOVERNMENT = re.compile(r"^(?:pem|pemerintah|pemda|gubernur|bupati|wali\s*kota)", re.I)
#: characters in which a party must show what it is
_LONGEST_BEGINNING = 80
_UNSURE = re.compile(r"\(\s*\?\s*\)|\?\s*$|^\?\?")
REGIONAL_KINDS = frozenset({"pemda", "perangkat_daerah", "blud"})


@dataclass(frozen=True, slots=True)
class Party:
    """One party. ``kind``: pemda, perangkat_daerah, blud, bumd, bumn, kementerian_lembaga, instansi_vertikal,
    perguruan_tinggi, rumah_sakit, sekolah, ormas, swasta, luar_negeri, or null. ``region_code`` only for a regional
    government and its own units: a company or a branch in a region is not the region."""

    name: str
    kind: str | None = None
    region_code: str | None = None
    is_unsure: bool = False


def split_parties(text: str | None, reference: Reference) -> list[Party]:
    """The parties ``text`` names, in print order.

    Semicolons, lines, dashes and ``dengan`` separate always; a comma or ``dan`` only where the next piece begins like
    a party of its own (PT, Pemkab, Universitas, ...), since names hold commas too.
    """
    cleaned = _NUMBERED.sub(";", (text or "").replace(" ", " "))
    pieces = [piece for part in _HARD_BREAK.split(cleaned) for piece in _soft_pieces(part, reference)]
    parties = [_party(piece, reference) for piece in pieces if re.search(r"[^\W\d_]", piece)]
    return list(dict.fromkeys(parties))


def party_kind(name: str, reference: Reference) -> str | None:
    """The kind of a party by the words of its name, null where they tell nothing."""
    if any(normalise(name) == normalise(alias) for alias in _company_names(reference)):
        return "bumd"
    mentions = find_regions(name, reference)
    if mentions and mentions[0].start == 0 and _is_government(name, mentions[0]):
        return "pemda"
    for entry in reference.lexicon.agreements.party_kinds:
        if _is_kind(name, entry):
            return entry.kind
    return None


def is_bumd(name: str | None, region_code: str | None, reference: Reference) -> bool:
    """Whether ``name`` is a company of the region, by the list of companies or by its words."""
    outside = collapse(re.sub(r"\([^)]*\)", " ", name or ""))
    inside = re.findall(r"\(([^)]*)\)", name or "")
    companies = reference.bumd[reference.bumd["region_code"] == region_code]
    known = {normalise(alias) for row in companies.to_dict("records") for alias in (row["name"], *row["aliases"])}
    if any(normalise(text) in known for text in (outside, *inside)):
        return True
    return party_kind(outside, reference) == "bumd" if outside else False


def government_name(region_code: str | None, reference: Reference) -> str | None:
    """``Pemerintah Kota Balikpapan`` for a region code."""
    found = reference.regions[reference.regions["region_code"] == region_code]
    if found.empty:
        return None
    name, level = found.iloc[0]["name"], found.iloc[0]["level"]
    return f"Pemerintah Provinsi {name}" if level == "provinsi" else f"Pemerintah {name}"


def _soft_pieces(text: str, reference: Reference) -> list[str]:
    pieces, start = [], 0
    for found in _SOFT_BREAK.finditer(text):
        if _begins_party(text[found.end() : found.end() + _LONGEST_BEGINNING], reference):
            pieces.append(text[start : found.start()])
            start = found.end()
    return [piece.strip(" ,.") for piece in (*pieces, text[start:]) if piece.strip(" ,.")]


def _begins_party(text: str, reference: Reference) -> bool:
    mentions = find_regions(text, reference)
    if mentions and mentions[0].start == 0:
        return mentions[0].level_word is not None
    return any(
        _starts_with(text, start) for entry in reference.lexicon.agreements.party_kinds for start in entry.starts
    )


def _party(text: str, reference: Reference) -> Party:
    name = collapse(text).strip(" ,")
    party = Party(name, party_kind(name, reference), None, bool(_UNSURE.search(name)))
    mentions = find_regions(name, reference)
    if party.kind in REGIONAL_KINDS and mentions:
        return replace(party, region_code=mentions[0].code)
    return party


def _is_government(name: str, mention: RegionMention) -> bool:
    """A region with its level word, or nothing else than its name: ``Kab. Enrekang``, ``Pemkot Palu``, ``DKI``."""
    rest = collapse(re.sub(r"\([^)]*\)", " ", name[mention.end :])).strip(" ,.;?")
    return mention.level_word is not None or not rest or bool(_GOVERNMENT.match(name))


def _company_names(reference: Reference) -> list[str]:
    return [name for row in reference.bumd.to_dict("records") for name in (row["name"], *row["aliases"])]


def _is_kind(name: str, entry: PartyKindWords) -> bool:
    outside = re.sub(r"\([^)]*\)", " ", name)
    if any(word.startswith(prefix) for prefix in entry.prefixes for word in words(outside)):
        return True
    return any(_starts_with(outside, start) for start in entry.starts) or any(
        find_words(name, word) is not None for word in entry.words
    )


def _starts_with(text: str, start: str) -> bool:
    wanted = words(start)
    return words(text)[: len(wanted)] == wanted
