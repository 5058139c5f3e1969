"""What an agreement says of itself, as far as it can be found again in a line: object, partners, labels, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.matching.partners import COMPANIES, Partner, Phrase, build_partner, fields_of, region_phrases
from transforms.matching.text import Vocabulary, is_dictionary_word, printed_words, squeeze, stem, stems_of

SCOPE_WEIGHT = 0.6
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]*(?:\s?/\s?[0-9A-Za-z][0-9A-Za-z.\-]*){2,}")
_QUOTED = re.compile(r"[\"“”‘'«]([^\"“”’'»]{4,60})[\"“”’'»]")

Number = tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """One office of the agreement as printed, and the unit inside it: ``hukum`` of Bagian Hukum, ``rsud``.

    ``region_code`` is the region whose register names it, None where that isn't told: then the agreement's own.
    """

    code: str | None
    name: str
    unit: str
    region_code: str | None = None


@dataclass(frozen=True)
class Subject:
    """One agreement as matching sees it.

    ``object_title`` and ``object_scope`` are title and scope with the names of companies among the partners blanked
    out, letter by letter: Jasa Raharja is no jasa. Places in them are places in the printed text. ``fields`` is what
    the partners work on, in words of line names.
    """

    agreement_id: str
    region_codes: frozenset[str]
    own_region: str | None
    title: str
    scope: str
    object_title: str
    object_scope: str
    numbers: tuple[Number, ...]
    partners: tuple[Partner, ...]
    labels: tuple[Phrase, ...]
    offices: tuple[Office, ...]
    first_year: int | None
    last_year: int | None
    urusans: frozenset[str] = frozenset()
    fields: str = ""


def numbers_in(text: str | None) -> list[tuple[Number, int, int]]:
    """Return the document numbers printed in a text as tuples of folded segments, with their places.

    A number has three or more segments between slashes and digits in at least two of them.
    """
    found = []
    for match in _NUMBER.finditer(text or ""):
        segments = [squeeze(part) for part in match.group().split("/")]
        segments[0] = re.sub(r"^(nomor|no)(?=\d)", "", segments[0])
        number = tuple(part for part in segments if part)
        if len(number) >= 3 and sum(any(c.isdigit() for c in part) for part in number) >= 2:
            found.append((number, match.start(), match.end()))
    return found


def build_subjects(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    skpds: pd.DataFrame,
    reference: Any,
    vocabulary: Vocabulary,
    urusans: pd.DataFrame | None = None,
) -> list[Subject]:
    """Return one subject per agreement, sorted by id; text that is missing is an empty string."""
    by_party = _grouped(parties)
    by_skpd = _grouped(skpds)
    by_urusan = _grouped(urusans) if urusans is not None else {}
    regions = region_names(reference)
    themes = theme_words(reference, vocabulary)
    ordered = agreements.sort_values("agreement_id", kind="stable").drop_duplicates("agreement_id")
    return [
        _subject(
            row,
            by_party.get(row["agreement_id"], []),
            by_skpd.get(row["agreement_id"], []),
            frozenset(_text(urusan["urusan_code"]) for urusan in by_urusan.get(row["agreement_id"], [])),
            regions,
            themes,
            reference,
            vocabulary,
        )
        for row in ordered.to_dict("records")
    ]


def _subject(
    row: dict[str, Any],
    parties: list[dict[str, Any]],
    skpds: list[dict[str, Any]],
    urusans: frozenset[str],
    regions: dict[str, Phrase],
    themes: frozenset[str],
    reference: Any,
    vocabulary: Vocabulary,
) -> Subject:
    own = _text(row.get("region_code")) or None
    title, scope = _text(row.get("title")), _text(row.get("scope"))
    own_words = frozenset(regions.get(own or "", ()))
    offices = tuple(office for skpd in skpds for office in _offices(skpd, vocabulary))
    numbers = [_text(row.get("number")), *(_text(party.get("number")) for party in parties)]
    listed = row.get("numbers")
    numbers += [_text(number) for number in listed] if isinstance(listed, list | tuple) else []
    partners = tuple(
        partner
        for partner in (
            build_partner(
                _text(party.get("name")),
                _text(party.get("party_kind")) or None,
                _text(party.get("region_code")) or None,
                own,
                regions,
                [office.name for office in offices],
                reference,
                vocabulary,
            )
            for party in parties
        )
        if partner is not None
    )
    if own and any(partner.region_code for partner in partners):
        partners += (Partner(" ".join(regions.get(own, ())), tuple(sorted(region_phrases(own, regions))), own),)
    partner_words = {word for partner in partners for phrase in partner.phrases for word in phrase}
    companies = [phrase for partner in partners if partner.kind in COMPANIES for phrase in partner.phrases]
    return Subject(
        agreement_id=row["agreement_id"],
        region_codes=frozenset({own or "", *(_text(party.get("region_code")) for party in parties)} - {""}),
        own_region=own,
        title=title,
        scope=scope,
        object_title=_without(title, companies),
        object_scope=_without(scope, companies),
        numbers=tuple(sorted({number for text in numbers for number, _, _ in numbers_in(text)})),
        partners=partners,
        labels=tuple(_labels(f"{title}\n{scope}", own_words | partner_words, themes, vocabulary)),
        offices=offices,
        first_year=_year(row.get("signed_date")) or _year(row.get("start_date")),
        last_year=_year(row.get("end_date")),
        urusans=urusans,
        fields=fields_of(partners, vocabulary),
    )


def _without(text: str, phrases: Sequence[Phrase]) -> str:
    """Return the text with every place of a phrase replaced by blanks of the same length."""
    for phrase in phrases:
        span = span_of(phrase, text)
        if span:
            text = text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
    return text


def span_of(phrase: Phrase, text: str) -> tuple[int, int] | None:
    """Return where the words of a phrase stand side by side in a text, first place only."""
    words = printed_words(text)
    for first in range(len(words) - len(phrase) + 1):
        if all(words[first + step][0] == word for step, word in enumerate(phrase)):
            return words[first][1], words[first + len(phrase) - 1][2]
    return None


def _labels(text: str, known: set[str] | frozenset[str], themes: frozenset[str], vocabulary: Vocabulary) -> set[Phrase]:
    """Return the proper names of the object: runs of words that no dictionary, nomenclature or word list knows."""
    labels: set[Phrase] = set()
    run: list[str] = []
    for word, _, _ in (*printed_words(text), ("", 0, 0)):
        if word and is_name_word(word, themes, vocabulary) and word not in known:
            run.append(word)
            continue
        if run and (len(run) > 1 or len(run[0]) >= 5):
            labels.add(tuple(run))
        run = []
    for quoted in _QUOTED.findall(text):
        phrase = tuple(word for word, _, _ in printed_words(quoted))
        if len(phrase) > 1 and any(stem(word) not in themes for word in phrase):
            labels.add(phrase)
    return labels


def is_name_word(word: str, themes: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a folded word can only be a proper name (or a typing error)."""
    if len(word) < 4 or not word.isalpha() or word in vocabulary.abbreviations or word in vocabulary.forms:
        return False
    root = stem(word)
    return not ({word, root} & themes) and not is_dictionary_word(word) and root not in vocabulary.generic


def _offices(skpd: dict[str, Any], vocabulary: Vocabulary) -> list[Office]:
    """Return the office once per unit printed: ``Bagian Hukum Setda; Bagian Umum Setda`` are two of one office."""
    printed = _text(skpd.get("skpd_printed")) or _text(skpd.get("skpd_name"))
    return [_office(skpd, part, vocabulary) for part in printed.split(";")]


def _office(skpd: dict[str, Any], printed: str, vocabulary: Vocabulary) -> Office:
    words = [word for word, _, _ in printed_words(printed)]
    is_unit = bool(set(words) & set(vocabulary.units))
    heads = vocabulary.secretariat_units
    unit = " ".join(word for word in words if word not in heads) if is_unit else ""
    name, region = _text(skpd.get("skpd_name")) or printed.strip(), _text(skpd.get("region_code"))
    return Office(_text(skpd.get("skpd_code")) or None, name, unit, region or None)


def theme_words(reference: Any, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the stems of the national nomenclature and the word lists: words that name themes, never one thing."""
    names = getattr(reference, "nomenclature", None)
    known = set(vocabulary.generic) | {stem for phrase in vocabulary.abbreviations.values() for stem in phrase}
    if names is not None:
        for name in names["name"]:
            known.update(stems_of(str(name)))
    return frozenset(known)


def region_names(reference: Any) -> dict[str, Phrase]:
    """Return per region code the words of its name without its kind (``balikpapan`` of Kota Balikpapan)."""
    regions = getattr(reference, "regions", None)
    if regions is None:
        return {}
    kinds = {"kota", "kabupaten", "provinsi", "administrasi"}
    return {
        code: tuple(word for word, _, _ in printed_words(str(name)) if word not in kinds)
        for code, name in zip(regions["region_code"], regions["name"], strict=True)
    }


def _grouped(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows by agreement in an order that does not depend on the order of the frame."""
    groups: dict[str, list[dict[str, Any]]] = {}
    rows = frame.to_dict("records") if len(frame) else []
    for row in sorted(rows, key=lambda row: repr(sorted((key, str(value)) for key, value in row.items()))):
        groups.setdefault(row["agreement_id"], []).append(row)
    return groups


def _text(value: object) -> str:
    return (
        "" if value is None or value is pd.NA or (isinstance(value, float) and value != value) else str(value).strip()
    )


def _year(value: object) -> int | None:
    match = re.match(r"\d{4}", _text(value))
    return int(match.group()) if match else None
