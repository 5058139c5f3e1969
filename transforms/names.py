"""Names as registers and plans print them: normal forms, regions in running text, offices of a region."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from config.reference import Reference

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_NAME = 6
_LONGEST_LEVEL_WORD = 3


@lru_cache(maxsize=65536)
def normalise(text: str | None) -> str:
    """``text`` for comparing: NFKC, casefolded, letters and digits only (``Kerja Sama`` equals ``kerjasama``)."""
    return "".join(_TOKEN.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def words(text: str | None) -> list[str]:
    """The words of ``text`` for comparing, in order: NFKC, casefolded, without punctuation."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text or "").casefold())


def collapse(text: str | None) -> str:
    """``text`` as printed with white space (no-break space too) collapsed."""
    return " ".join((text or "").split())


def contains_words(text: str | None, phrase: str) -> bool:
    """Whether ``phrase`` stands in ``text`` as whole words, ``Kerja Sama`` also where ``Kerjasama`` is printed."""
    return find_words(text, phrase) is not None


def find_words(text: str | None, phrase: str) -> tuple[int, int] | None:
    """First and last word (exclusive) of ``text`` that spell ``phrase``; spaces inside don't count."""
    wanted, tokens = normalise(phrase), words(text)
    for start in range(len(tokens)):
        joined = ""
        for end in range(start, len(tokens)):
            joined += tokens[end]
            if joined == wanted:
                return start, end + 1
            if len(joined) >= len(wanted):
                break
    return None


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region named in a text. ``level_word`` is the normalised word in front (``pemkab``), None for a bare name."""

    code: str
    start: int
    end: int
    printed: str
    level_word: str | None = None


def find_regions(text: str | None, reference: Reference) -> list[RegionMention]:
    """Regions named in ``text`` from left to right, longest names first; a name that fits several is left out.

    A level word (Kota, Pemkab, Gubernur, ...) decides between regions of one name. A bare name must be printed with
    a capital and fit one region only.
    """
    text = text or ""
    tokens = [(normalise(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    mentions, position = [], 0
    while position < len(tokens):
        found = _mention_at(tokens, position, text, reference)
        if found is None:
            position += 1
            continue
        code, last, level_word = found
        start, end = tokens[position][1], tokens[last][2]
        mentions.append(RegionMention(code, start, end, text[start:end], level_word))
        position = last + 1
    return mentions


def region_of(text: str | None, reference: Reference) -> str | None:
    """The one region ``text`` names, None where it names none or several."""
    codes = {mention.code for mention in find_regions(text, reference)}
    return codes.pop() if len(codes) == 1 else None


@cache
def _region_index(reference: Reference) -> dict[str, dict[str, str]]:
    """Normalised name without level word -> {region code: level}."""
    index: dict[str, dict[str, str]] = defaultdict(dict)
    level_of = dict(zip(reference.regions["region_code"], reference.regions["level"], strict=True))
    for code, name in zip(reference.regions["region_code"], reference.regions["name"], strict=True):
        bare = re.sub(r"^(Kabupaten|Kota) ", "", name)
        for variant in {bare, bare.removeprefix("Administrasi "), re.sub(r"\bKep\.", "Kepulauan", bare)}:
            index[normalise(variant)][code] = level_of[code]
            index[normalise(variant.replace("Kepulauan ", "Kep "))][code] = level_of[code]
    for code, aliases in reference.lexicon.regions.aliases.items():
        for alias in aliases:
            index[normalise(alias)][code] = level_of[code]
    return dict(index)


@cache
def _level_words(reference: Reference) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    every = {"provinsi", "kabupaten", "kota"}
    for level, phrases in reference.lexicon.regions.level_words.items():
        for phrase in phrases:
            found[normalise(phrase)] |= every if level == "any" else {level}
    return {word: frozenset(levels) for word, levels in found.items()}


@cache
def _never_bare(reference: Reference) -> frozenset[str]:
    return frozenset(normalise(name) for name in reference.lexicon.regions.only_behind_level_word)


def _mention_at(
    tokens: list[tuple[str, int, int]], position: int, text: str, reference: Reference
) -> tuple[str, int, str | None] | None:
    """(region code, index of the last token, level word) of the mention that begins at ``position``."""
    level_words = _level_words(reference)
    for length in range(_LONGEST_LEVEL_WORD, 0, -1):
        word = "".join(token for token, _, _ in tokens[position : position + length])
        if word in level_words and position + length < len(tokens):
            named = _name_at(tokens, position + length, level_words[word], reference)
            if named is not None:
                return named[0], named[1], word
    named = _name_at(tokens, position, None, reference)
    if named is None or not _may_stand_bare(text[tokens[position][1] : tokens[named[1]][2]], reference):
        return None
    return named[0], named[1], None


def _name_at(
    tokens: list[tuple[str, int, int]], position: int, levels: frozenset[str] | None, reference: Reference
) -> tuple[str, int] | None:
    index = _region_index(reference)
    for length in range(_LONGEST_NAME, 0, -1):
        if position + length > len(tokens):
            continue
        candidates = index.get("".join(token for token, _, _ in tokens[position : position + length]))
        if candidates:
            codes = [code for code, level in candidates.items() if levels is None or level in levels]
            return (codes[0], position + length - 1) if len(codes) == 1 else None
    return None


def _may_stand_bare(printed: str, reference: Reference) -> bool:
    if normalise(printed) in _never_bare(reference):
        return False
    return printed[:1].isupper() and (len(printed) > 3 or printed.isupper())


SkpdBasis = Literal["exact", "alias", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True)
class SkpdMatch:
    """The office a printed name means.

    ``skpd_name`` is the name valid in the asked year (the latest without a year). ``office`` is the same for all
    names of an office, ``part_of`` the office whose budget carries it. ``expanded`` is the printed name with a
    nationwide abbreviation spelled out, for regions without a list of offices. ``via``: name (a name or alias from
    the list), abbreviation, unit (Bagian -> Sekretariat Daerah), prefix (the beginning of one office's name).
    """

    skpd_code: str | None
    skpd_name: str | None
    basis: SkpdBasis
    office: str | None = None
    part_of: str | None = None
    expanded: str | None = None
    via: str | None = None


def match_skpd(name: str | None, region_code: str | None, year: int | None, reference: Reference) -> SkpdMatch:
    """The office of ``region_code`` that ``name`` means: by any of its names over time, an alias or an abbreviation."""
    printed = collapse(name).strip(" ;,.")
    expanded = _expand(printed, reference)
    offices, basis, via = _find_offices(printed, region_code, reference)
    if len(offices) != 1:
        return SkpdMatch(None, None, "ambiguous" if offices else "unknown", expanded=expanded)
    row = _row_in_year(next(iter(offices)), region_code, year, reference)
    return SkpdMatch(row["skpd_code"], row["skpd_name"], basis, row["office"], row["part_of"], expanded, via)


_Found = tuple[set[str], SkpdBasis, str | None]


def _find_offices(printed: str, region_code: str | None, reference: Reference) -> _Found:
    for text in _ways_to_read(printed, region_code, reference):
        found = _offices_named(text, region_code, reference)
        if found[0]:
            return found
    return set(), "unknown", None


def _ways_to_read(printed: str, region_code: str | None, reference: Reference) -> list[str]:
    """The name as printed, without its region, outside and inside brackets."""
    outside = collapse(re.sub(r"\([^)]*\)?", " ", printed))
    ways = [printed, outside]
    for text in (printed, outside):
        mentions = [m for m in find_regions(text, reference) if m.code == region_code]
        ways += [collapse(text[: m.start] + text[m.end :]) for m in mentions if m.start > 0]
    return list(dict.fromkeys(way for way in [*ways, *re.findall(r"\(([^)]*)\)", printed)] if normalise(way)))


@cache
def _office_index(region_code: str | None, reference: Reference) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """(normalised name -> offices, normalised alias -> offices) of one region."""
    names: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, set[str]] = defaultdict(set)
    skpd = reference.skpd[reference.skpd["region_code"] == region_code]
    for row in skpd.to_dict("records"):
        names[normalise(row["skpd_name"])].add(row["office"])
        for alias in row["aliases"]:
            aliases[normalise(alias)].add(row["office"])
    return dict(names), dict(aliases)


def _offices_named(text: str, region_code: str | None, reference: Reference) -> _Found:
    names, aliases = _office_index(region_code, reference)
    key = normalise(text)
    if key in names:
        return names[key], "exact", "name"
    if key in aliases:
        return aliases[key], "alias", "name"
    for via, offices in (
        ("abbreviation", _by_expansion(text, names, reference)),
        ("unit", _by_unit(text, names, reference)),
        ("prefix", _by_prefix(key, names)),
    ):
        if offices:
            return offices, "alias", via
    return set(), "unknown", None


def _by_expansion(text: str, names: dict[str, set[str]], reference: Reference) -> set[str]:
    for expansion in _expansions(reference).get(normalise(text), ()):
        offices = _by_prefix(normalise(expansion), names)
        if offices:
            return offices
    return set()


def _by_unit(text: str, names: dict[str, set[str]], reference: Reference) -> set[str]:
    tokens = words(text)
    for unit in reference.lexicon.offices.units:
        if any(tokens[: len(words(start))] == words(start) for start in unit.starts):
            return _by_prefix(normalise(unit.office), names)
    return set()


def _by_prefix(key: str, names: dict[str, set[str]]) -> set[str]:
    if len(key) < 8:
        return set()
    return {office for name, offices in names.items() if name.startswith(key) for office in offices}


@cache
def _expansions(reference: Reference) -> dict[str, tuple[str, ...]]:
    table = reference.lexicon.offices.abbreviations
    return {normalise(short): tuple(names.split("|")) for short, names in table.items()}


def _expand(printed: str, reference: Reference) -> str:
    """The fullest name an abbreviation stands for, where its other names are only shorter forms of that."""
    first, *shorter = _expansions(reference).get(normalise(printed), (printed,))
    return first if all(normalise(first).startswith(normalise(name)) for name in shorter) else printed


def _row_in_year(office: str, region_code: str | None, year: int | None, reference: Reference) -> dict[str, str | None]:
    skpd = reference.skpd
    rows = skpd[(skpd["region_code"] == region_code) & (skpd["office"] == office)].sort_values("valid_from")
    in_force = rows[(rows["valid_from"] <= year)] if year is not None else rows
    row = (in_force if len(in_force) else rows.head(1)).iloc[-1]
    return {"skpd_code": row["skpd_code"], "skpd_name": row["skpd_name"], "office": office, "part_of": row["part_of"]}
