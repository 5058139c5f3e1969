"""The other parties of an agreement, and the words by which a line would name them, under any name they have had."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from transforms.matching.text import Vocabulary, fold, is_dictionary_word, printed_words

Phrase = tuple[str, ...]

COMPANIES = frozenset({"swasta", "bumn", "bumd"})
NATIONAL_BODIES = frozenset({"kementerian_lembaga", "instansi_vertikal"})
_OWN_KINDS = frozenset({"pemda", "perangkat_daerah", "blud"})
_UNIT_WORDS = frozenset(
    {"rs", "rsud", "rskb", "rsia", "rsu", "puskesmas", "uptd", "upt", "sekolah", "kecamatan", "kelurahan"}
)
_REGION_KINDS = ("kabupaten", "kota", "kab", "provinsi", "prov", "pemkab", "pemkot", "pemprov", "daerah")
_PARENTHESISED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Partner:
    """One other party: the printed name and the word sequences by which a line would name it."""

    name: str
    phrases: tuple[Phrase, ...]
    region_code: str | None
    kind: str | None = None


def build_partner(
    name: str,
    kind: str | None,
    region: str | None,
    own: str | None,
    regions: Mapping[str, Phrase],
    offices: Sequence[str],
    reference: Any,
    vocabulary: Vocabulary,
) -> Partner | None:
    """Return the party as a partner, or None for the region itself, its offices and the units it runs.

    ``own`` is the region of the register, ``offices`` the names of the agreement's offices there.
    """
    words = [word for word, _, _ in printed_words(_PARENTHESISED.sub(" ", name))]
    if not words or (kind in _OWN_KINDS and region in (None, own)):
        return None
    own_words = frozenset(regions.get(own or "", ()))
    core = tuple(
        word for word in words if word not in vocabulary.forms and word not in own_words and not word.isdigit()
    )
    office_words = {word for office in offices for word, _, _ in printed_words(office)} - vocabulary.forms
    is_unit = words[0] in _UNIT_WORDS or words[0] in vocabulary.units
    if is_unit and (own_words & set(words) or office_words & set(core) or not core):
        return None
    phrases = {core} if len(core) > 1 or (core and _tells(core[0])) else set()
    if region and region != own and (kind == "pemda" or set(core) <= set(regions.get(region, ()))):
        phrases |= region_phrases(region, regions)
    phrases |= _other_names(words, {region, own}, own_words, reference, vocabulary)
    for inside in _PARENTHESISED.findall(name):
        acronym = inside.strip()
        if (
            acronym.isupper()
            and acronym.isalpha()
            and len(acronym) >= 3
            and fold(acronym) not in vocabulary.abbreviations
        ):
            phrases.add((fold(acronym),))
    return Partner(name, tuple(sorted(phrases)), region, kind)


def fields_of(partners: Sequence[Partner], vocabulary: Vocabulary) -> str:
    """Return what the partners work on by law, in words of line names; empty where the word lists know none of them."""
    printed = [[word for word, _, _ in printed_words(partner.name)] for partner in partners]
    return "; ".join(
        field
        for field, names in vocabulary.partner_fields
        if any(_stands_in(name, words) for name in names for words in printed)
    )


def _stands_in(name: Sequence[str], words: Sequence[str]) -> bool:
    places = range(len(words) - len(name) + 1)
    return any(list(words[place : place + len(name)]) == list(name) for place in places)


def region_phrases(region: str, regions: Mapping[str, Phrase]) -> set[Phrase]:
    """Return how a line would name a region: its name behind its kind, alone only where it is no plain word."""
    name = regions.get(region, ())
    phrases = {(kind, *name) for kind in _REGION_KINDS} if name else set()
    return phrases | {name} if len(name) > 1 or any(not is_dictionary_word(word) for word in name) else phrases


def _other_names(
    words: Sequence[str],
    regions: Collection[str | None],
    own_words: Collection[str],
    reference: Any,
    vocabulary: Vocabulary,
) -> set[Phrase]:
    """Return the words of the other names of a partner: companies of the regions, bodies that were renamed or merged.

    The longest name that the printed one holds tells who it is; a name of legal forms alone (PDAM) only where the
    printed one says no more.
    """
    said = [word for word in words if word not in own_words]
    companies = (names for region, names in _companies(reference) if region in regions)
    known = {name: names for names in (*companies, *vocabulary.partner_names) for name in names}
    held = [name for name in known if _holds(said, name, own_words, vocabulary)]
    if not held:
        return set()
    names = known[max(held, key=lambda name: (len(name), name))]
    cores = {tuple(word for word in name if word not in vocabulary.forms and word not in own_words) for name in names}
    return {core for core in cores if len(core) > 1 or (core and _tells(core[0]))}


def _holds(said: Sequence[str], name: Phrase, own_words: Collection[str], vocabulary: Vocabulary) -> bool:
    wanted = [word for word in name if word not in own_words]
    if not wanted or not _stands_in(wanted, said):
        return False
    return any(word not in vocabulary.forms for word in wanted) or all(word in vocabulary.forms for word in said)


@cache
def _companies(reference: Any) -> tuple[tuple[str, tuple[Phrase, ...]], ...]:
    """Return the region and the names of every company of a region."""
    rows = reference.bumd.to_dict("records") if reference is not None else []
    return tuple(
        (
            row["region_code"],
            tuple(tuple(word for word, _, _ in printed_words(str(name))) for name in (row["name"], *row["aliases"])),
        )
        for row in rows
    )


def _tells(word: str) -> bool:
    """Tell whether a single word names one body: no dictionary word, and not too short."""
    return len(word) >= 4 and not is_dictionary_word(word)
