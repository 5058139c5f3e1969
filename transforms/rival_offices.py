"""Two offices of one region for one field of government: one of them may stand under the wrong region's heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

import pandas as pd

from config.reference import Reference
from transforms.names import find_regions, words
from transforms.owner_names import Slice, name_region, printed_text


def find_rival_offices(slices: Iterable[Slice], reference: Reference) -> Iterator[tuple[str, str]]:
    """(document_id, what is seen) where documents of one region and year name two Dinas for one field.

    A region has one Dinas per field, so a second name is an abbreviation, a renaming, or another region's office.
    """
    offices: dict[tuple[str, int], dict[str, list[Slice]]] = defaultdict(lambda: defaultdict(list))
    for one in slices:
        name, region, year = printed_text(one["skpd_name"]), printed_text(one["region_code"]), one["fiscal_year"]
        if name and region and not pd.isna(year):
            offices[region, int(year)][_bare_name(name, region, reference)].append(one)
    for (_, year), by_name in sorted(offices.items()):
        for first, second in combinations(sorted(by_name), 2):
            shared = sorted(_fields(first, reference) & _fields(second, reference))
            for own, rival in ((first, second), (second, first)) if shared else ():
                says = _say(by_name[own][0], by_name[rival], shared, year, reference)
                yield from ((str(one["document_id"]), says) for one in by_name[own])


def _say(own: Slice, rivals: list[Slice], shared: list[str], year: int, reference: Reference) -> str:
    files = sorted({str(rival["file_name"]) for rival in rivals})
    more = f" dan {len(files) - 1} berkas lain" if len(files) > 1 else ""
    is_listed = (reference.skpd["region_code"] == own["region_code"]).any()
    unknown = "" if is_listed else "; daftar perangkat daerahnya tidak dimiliki, jadi tidak dapat dipastikan"
    return (
        f"{name_region(own['region_code'], reference)} tahun {year} mencetak dua kantor urusan {', '.join(shared)}: "
        f"'{own['skpd_name']}' di sini, '{rivals[0]['skpd_name']}' di {files[0]}{more} "
        f"(salah judul daerah, singkatan, atau berganti nama{unknown})"
    )


def _bare_name(name: str, region: str, reference: Reference) -> str:
    """The words of an office's name without those of its own region: ``dinas pendidikan`` of Provinsi Riau."""
    own = [mention for mention in find_regions(name, reference) if mention.code == region]
    for mention in sorted(own, key=lambda mention: -mention.start):
        name = f"{name[: mention.start]} {name[mention.end :]}"
    return " ".join(_name_words(name))


def _fields(name: str, reference: Reference) -> set[str]:
    """The fields of government that the name of a Dinas holds, word for word: ``pendidikan``, ``lingkungan hidup``."""
    if not name.startswith("dinas "):
        return set()
    return {field for field in _field_names(reference) if re.search(rf"\b{field}\b", name)}


def _name_words(name: str) -> list[str]:
    return [word for word in words(name) if word not in ("dan", "serta")]


@cache
def _field_names(reference: Reference) -> frozenset[str]:
    fields = reference.nomenclature[reference.nomenclature["level"] == "bidang_urusan"]
    printed = [re.split(r"\bbidang\b", str(name), maxsplit=1, flags=re.I) for name in fields["name"]]
    return frozenset(" ".join(_name_words(parts[1])) for parts in printed if len(parts) == 2)
