"""How alike two agreements are, and which pairs a person should look at: duplicates, successors, parents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from config.reference import Reference
from transforms.agreement_numbers import is_specific, number_key
from transforms.names import find_regions, match_skpd, words
from transforms.parties import is_bumd

Agreement = Mapping[str, Any]

_DUPLICATE_TITLE, _DUPLICATE_PARTNERS = 0.7, 0.3
_SUCCESSOR_TITLE, _SUCCESSOR_PARTNERS = 0.6, 0.5
_PARENT_TITLE, _PARENT_PARTNERS = 0.5, 0.5
_OWN_UNITS = frozenset({"blud", "perangkat_daerah", "bumd"})
#: a partner that more agreements share than this says nothing of a pair
_LARGEST_BLOCK = 60
_NO_CONTENT = frozenset({"kerja", "sama", "kerjasama", "dan", "di", "antara", "tentang", "bidang", "dengan", "untuk",
                         "kota", "kabupaten", "provinsi", "pemerintah", "daerah", "dalam", "pada"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """``other_id`` may be, to ``agreement_id``, its ``duplikat``, its ``penerus`` or its ``induk``; score 0..1."""

    agreement_id: str
    other_id: str
    relation: str
    score: float
    evidence: dict[str, Any]


def partner_names(record: Mapping[str, Any], reference: Reference) -> list[frozenset[str]]:
    """The partners as word sets, abbreviations spelled out; the region itself and its own units left out."""
    region = record["region_code"]
    names = []
    for party in record["parties"] or []:
        if party["party_kind"] == "pemda":
            if party["region_code"] and party["region_code"] != region:
                names.append(frozenset({f"daerah:{party['region_code']}"}))
        elif not (party["party_kind"] in _OWN_UNITS and _is_own_unit(party["name"], region, reference)):
            names.append(_name_words(party["name"], reference))
    return [name for name in names if name]


def title_words(text: str | None, reference: Reference) -> str:
    """The words of a title that tell its object, abbreviations spelled out, in alphabetic order."""
    spelled = _spell_out(words(text), reference)
    return " ".join(sorted({word for word in spelled if word not in _NO_CONTENT}))


def partner_overlap(one: Agreement, other: Agreement) -> float:
    """Share of partners the two have in common (of all they name together), 0..1, by a region that prints both."""
    mine, theirs = one["partner_words"], other["partner_words"]
    return max((_overlap(mine[region], theirs[region]) for region in mine if region in theirs), default=0.0)


def _overlap(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> float:
    if not mine or not theirs:
        return 0.0
    common = sum(1 for name in mine if any(_same_name(name, second) for second in theirs))
    return common / (len(mine) + len(theirs) - common) if common else 0.0


def title_likeness(one: Agreement, other: Agreement) -> float:
    """How alike the objects are, 0..1: the partners' names, which both titles may repeat, don't count."""
    names = [name for agreement in (one, other) for side in agreement["partner_words"].values() for name in side]
    partners = {word for name in names for word in name}
    first, second = (
        " ".join(word for word in agreement["title_words"].split() if word not in partners)
        for agreement in (one, other)
    )
    return float(fuzz.token_set_ratio(first, second)) / 100 if first and second else 0.0


def find_pairs(agreements: Sequence[Agreement], related: set[frozenset[str]]) -> list[Pair]:
    """Pairs inside one region worth a look, except those of ``related`` (printed references settle them)."""
    pairs: list[Pair] = []
    for one, other in _neighbours(agreements):
        if frozenset({one["agreement_id"], other["agreement_id"]}) not in related:
            pairs += _judge(one, other)
    return sorted(pairs, key=lambda pair: (pair.agreement_id, pair.other_id, pair.relation))


def _judge(one: Agreement, other: Agreement) -> Iterator[Pair]:
    partners, title = partner_overlap(one, other), title_likeness(one, other)
    score = round((partners + title) / 2, 3)
    evidence = {"mitra": round(partners, 3), "judul": round(title, 3), "dasar": "kemiripan"}
    first, second = sorted((one, other), key=lambda a: (str(_signed(a) or ""), a["agreement_id"]))
    if _same_event(one, other, partners, title) and not _numbers_differ(one, other):
        yield Pair(second["agreement_id"], first["agreement_id"], "duplikat", score, evidence)
        return
    is_ordered = _signed(first) is not None and _signed(second) is not None and _signed(first) != _signed(second)
    if not is_ordered:
        return
    if second["instrument"] == "PKS" and first["instrument"] in ("KB", "NK"):
        if partners >= _PARENT_PARTNERS and title >= _PARENT_TITLE:
            yield Pair(second["agreement_id"], first["agreement_id"], "induk", score, evidence)
    elif partners >= _SUCCESSOR_PARTNERS and title >= _SUCCESSOR_TITLE and first["instrument"] == second["instrument"]:
        yield Pair(first["agreement_id"], second["agreement_id"], "penerus", score, evidence)


def _same_event(one: Agreement, other: Agreement, partners: float, title: float) -> bool:
    if one["date_precision"] == "day" and other["date_precision"] == "day":
        if one["signed_date"] != other["signed_date"]:
            return False
        return partners >= _DUPLICATE_PARTNERS or title >= _DUPLICATE_TITLE
    return partners >= 0.99 and title >= 0.95


def _signed(agreement: Agreement) -> date | None:
    value = agreement["signed_first"] or agreement["start_date"]
    return value if isinstance(value, date) else None


def _numbers_differ(one: Agreement, other: Agreement) -> bool:
    """Whether both have numbers that tell them from others, and none in common."""
    first, second = (
        {number_key(number) for number in (agreement["number"], *agreement["numbers"]) if is_specific(number)}
        for agreement in (one, other)
    )
    return bool(first and second) and first.isdisjoint(second)


def _neighbours(agreements: Sequence[Agreement]) -> Iterator[tuple[Agreement, Agreement]]:
    """Pairs printed by one region that share a partner or the day of signing."""
    blocks: dict[tuple[Any, ...], list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        for region, names in agreement["partner_words"].items():
            for word in {word for name in names for word in name}:
                blocks["mitra", region, word].append(agreement)
            if agreement["date_precision"] == "day":
                blocks["tanggal", region, agreement["signed_date"]].append(agreement)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > _LARGEST_BLOCK:
            continue
        for one, other in combinations(block, 2):
            key = tuple(sorted((one["agreement_id"], other["agreement_id"])))
            if key[0] != key[1] and key not in seen:
                seen.add(key)
                yield one, other


def _same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Equal, or the shorter (two words or more) wholly inside the longer, or nearly spelled alike."""
    short, long = sorted((one, other), key=len)
    if short == long or (len(short) >= 2 and short <= long):
        return True
    return fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= 90


def _name_words(name: str | None, reference: Reference) -> frozenset[str]:
    bare = re.sub(r"\([^)]*\)", " ", name or "")
    spelled = _spell_out(words(bare), reference)
    places = {word for mention in find_regions(bare, reference) for word in words(mention.printed)}
    kept = frozenset(
        word for word in spelled if word not in places and word not in ("cabang", "cab", "kelas", "ia", "ib")
    )
    return kept or frozenset(spelled)


def _spell_out(tokens: list[str], reference: Reference) -> list[str]:
    table = {short.casefold(): long for short, long in reference.abbreviations.items()}
    return [word for token in tokens for word in table.get(token, token).split()]


def _is_own_unit(name: str | None, region_code: str | None, reference: Reference) -> bool:
    return match_skpd(name, region_code, None, reference).office is not None or is_bumd(name, region_code, reference)
