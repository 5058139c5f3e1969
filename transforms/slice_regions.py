"""Which region a block speaks of: titles first, then the place of signature, then offices only one region has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from config.layout import Layout
from config.reference import Reference
from extractors.records import Block, RejectedDocument
from transforms.names import collapse, find_regions, match_skpd
from transforms.slice_fields import NOTHING, Found, Source, first_match

_GOVERNMENT = re.compile(r"^(?:pemerintah(?:an)?|pemkot|pemkab|pemprov)\b", re.IGNORECASE)
_PLACE_OF_SIGNATURE = re.compile(r"^([^\W\d_][^,\d]{2,40}),")
_PROPER_UNIT = re.compile(r"^(?:kecamatan|kelurahan|distrik|rsud|rumah sakit)\b", re.IGNORECASE)
PROPER_UNITS_WANTED = 3
_LEVEL_WORDS = ("kota", "kabupaten", "provinsi")


def block_regions(
    blocks: Sequence[Block],
    fields: Sequence[dict[str, Found]],
    layout: Layout,
    reference: Reference,
    *,
    is_overridden: bool,
) -> list[Found]:
    """The region of each block; a block that names none takes the one the others agree on.

    Raises :class:`RejectedDocument` ``region_conflict`` where print contradicts print, unless a manifest with a
    reason decides (``is_overridden``).
    """
    if not layout.identify.issuer_is_region:
        return [Found(None, "issuer", layout.title)] * len(blocks)
    own = [read_region(block, layout, reference) for block in blocks]
    names = [str(found["skpd_name"].value) for found in fields if found["skpd_name"]]
    years = [found["fiscal_year"].value for found in fields if found["fiscal_year"]]
    year = years[0] if years else None
    by_offices = region_by_offices(names, year, reference)  # type: ignore[arg-type]
    by_units = region_by_listed_units(names, year, reference)  # type: ignore[arg-type]
    own = [by_offices if found.source == "none" and by_offices else found for found in own]
    agreed = {found.value: found for found in own if found}
    shared = next(iter(agreed.values())) if len(agreed) == 1 else NOTHING
    regions = [shared if found.source == "none" else found for found in own]
    listed = set(reference.skpd["region_code"].dropna())
    for block, found in zip([] if is_overridden else blocks, regions, strict=False):
        # The names of another region's offices say nothing against one whose offices nobody has listed.
        against = by_units if found.value in listed else NOTHING
        _refuse_region_conflict(found, [read_signature_region(block, reference), against])
    return regions


def _refuse_region_conflict(found: Found, others: Sequence[Found]) -> None:
    texts = [f"{found.value or ''} ({found.text})"]
    against = [o for o in others if found and o and o.value != found.value and not _within(found.value, o.value)]
    strong = [o for o in against if o.source == "office_names" or _names_a_level(o.text)]
    if found.source == "conflict" or strong:
        texts += [f"{other.value} ({other.text})" for other in strong]
        raise RejectedDocument(
            "region_conflict",
            f"dokumen menyebut lebih dari satu daerah: {'; '.join(texts)}. Tetapkan region_code dan override_reason "
            "di manifest.csv",
            stage="identify",
        )


def _within(one: object, other: object) -> bool:
    return str(one).startswith(f"{other}.") or str(other).startswith(f"{one}.")


def _names_a_level(text: str | None) -> bool:
    return any(word in (text or "").casefold().split() for word in _LEVEL_WORDS)


def read_region(block: Block, layout: Layout, reference: Reference) -> Found:
    """The region that title lines name, else the place of signature.

    A name without its level (``Balikpapan``) counts outside the line of the office only: districts of other regions
    bear such names. ``conflict`` where the titles name two regions of which neither is the province of the other.
    """
    lines = [collapse(line) for line in block.headings]
    printed = first_match(lines, layout.identify.region)
    office = first_match(lines, layout.identify.skpd_name).text
    others = [line for line in lines if line != office]
    titles = [printed.text or ""] if printed else []
    for group, is_sure in (
        (titles, False),
        ([line for line in lines if _GOVERNMENT.match(line)], False),
        (lines, True),
        (others, False),
    ):
        found = _one_region(group, reference, "print", needs_level_word=is_sure)
        if found.source != "none":
            return found
    return read_signature_region(block, reference)


def read_signature_region(block: Block, reference: Reference) -> Found:
    """The region in the signature block: ``Kota Balikpapan``, else the place before the date (``Balikpapan,``)."""
    lines = [collapse(line) for line in block.footers]
    named = [line for line in lines if any(m.level_word for m in find_regions(line, reference))]
    found = _one_region(named, reference, "signature", needs_level_word=True)
    if found.source != "none":
        return found
    places = [match[1] for line in lines if (match := _PLACE_OF_SIGNATURE.match(line))]
    return _one_region(places, reference, "signature")


def region_by_offices(names: Iterable[str], year: int | None, reference: Reference) -> Found:
    """The region that the offices' names alone point to; nothing where they point to two.

    Every region has a Dinas Kesehatan, and few have their offices listed here: that only one listed region has such
    names says nothing. What counts is a name that carries its region's with its level (``Dinas Sosial Kabupaten
    Toba``) or stands in that region's list too (``Kecamatan Balikpapan Barat``), or :data:`PROPER_UNITS_WANTED` names
    that speak of one region: districts alone may be called after another (``Kecamatan Bandung`` in Tulungagung).
    """
    distinct = sorted(set(names))
    sure = [name for name in distinct if _carries_its_region(name, year, reference)]
    speaking = [name for name in distinct if find_regions(name, reference)]
    listed = region_by_listed_units(distinct, year, reference)
    if listed or sure:
        return listed or _one_region(sure, reference, "office_names")
    return _one_region(speaking, reference, "office_names") if len(speaking) >= PROPER_UNITS_WANTED else NOTHING


def _carries_its_region(name: str, year: int | None, reference: Reference) -> bool:
    return any(
        mention.level_word or match_skpd(name, mention.code, year, reference).basis == "exact"
        for mention in find_regions(name, reference)
    )


def region_by_listed_units(names: Iterable[str], year: int | None, reference: Reference) -> Found:
    """The one region whose list of offices alone holds at least three of the districts and hospitals in ``names``."""
    regions = sorted(reference.skpd["region_code"].dropna().unique())
    holders: dict[str, list[str]] = {}
    for name in sorted({name for name in names if _PROPER_UNIT.match(name)}):
        fitting = [code for code in regions if match_skpd(name, code, year, reference).basis == "exact"]
        if len(fitting) == 1:
            holders.setdefault(fitting[0], []).append(name)
    sure = {code: found for code, found in holders.items() if len(found) >= PROPER_UNITS_WANTED}
    if len(sure) != 1:
        return NOTHING
    code, found = next(iter(sure.items()))
    return Found(code, "office_names", " | ".join(found)[:300])


def _one_region(lines: Sequence[str], reference: Reference, source: Source, *, needs_level_word: bool = False) -> Found:
    mentions = [
        (mention.code, line)
        for line in lines
        for mention in find_regions(line, reference)
        if mention.level_word or not needs_level_word
    ]
    codes = {code for code, _ in mentions}
    codes -= {code for code in codes if any(other != code and other.startswith(f"{code}.") for other in codes)}
    if not codes:
        return NOTHING
    text = " | ".join(dict.fromkeys(line for code, line in mentions if code in codes))[:300]
    return Found(codes.pop(), source, text) if len(codes) == 1 else Found(None, "conflict", text)
