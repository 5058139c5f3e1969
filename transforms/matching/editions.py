"""Which sub kegiatan of one edition of the nomenclature is which of another, by rule and from the entries themselves.

Nothing is looked up in a table of conversions: entries of two editions are one where they bear one name, once on each
side. An entry that stands in the place of another name, or several that share out the words of one, are told as
renamed, split or merged: a person looks at those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.codes import UnreadableCode, parse_code
from transforms.matching.text import squeeze, stems_of

#: edition and integers of a sub kegiatan
Key = tuple[str, tuple[int, ...]]
_SUB_KEGIATAN = 6
_KEGIATAN, _BIDANG = 5, 2
RENAMED = "nomenklatur berganti nama antar-edisi"
SPLIT = "nomenklatur terpecah antar-edisi"
MERGED = "nomenklatur tergabung antar-edisi"


@dataclass(frozen=True)
class Entry:
    """One sub kegiatan of one edition under one of its printed names."""

    edition: str
    parts: tuple[int, ...]
    name: str

    @property
    def key(self) -> Key:
        return self.edition, self.parts


@dataclass(frozen=True)
class Counterparts:
    """What an entry is called in another edition; only where ``is_one_to_one`` it is certainly the same."""

    codes: frozenset[Key]
    is_one_to_one: bool
    remark: str = ""


CodeMap = Mapping[Key, Mapping[str, Counterparts]]


def read_key(code: Any) -> Key | None:
    """Return the key of a printed code; None for other levels and for what can't be read."""
    try:
        read = parse_code(code or None)
    except UnreadableCode:
        return None
    return (read.edition, read.parts) if read and read.edition and len(read.parts) == _SUB_KEGIATAN else None


def read_entries(codes_and_names: Iterable[tuple[Any, str]]) -> list[Entry]:
    """Return the distinct sub kegiatan among printed codes and names, sorted."""
    found = {(key, name) for code, name in codes_and_names if name and (key := read_key(code)) is not None}
    return [Entry(edition, parts, name) for (edition, parts), name in sorted(found)]


def map_editions(entries: Iterable[Entry]) -> dict[Key, dict[str, Counterparts]]:
    """Return per entry and other edition its counterparts; entries without any are left out.

    The order of entries makes no difference; an entry may come under several spellings of its name.
    """
    by_edition: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(set(entries), key=lambda entry: (entry.key, entry.name)):
        by_edition[entry.edition].append(entry)
    mapped: dict[Key, dict[str, Counterparts]] = defaultdict(dict)
    for old, olds in by_edition.items():
        for new, news in by_edition.items():
            if old != new:
                for key, counterparts in _map(olds, news).items():
                    mapped[key][new] = counterparts
    return dict(mapped)


def _map(olds: Collection[Entry], news: Collection[Entry]) -> dict[Key, Counterparts]:
    mapped = _by_name(olds, news)
    reached = {code for counterparts in mapped.values() for code in counterparts.codes}
    left = [entry for entry in olds if entry.key not in mapped]
    free = [entry for entry in news if entry.key not in reached]
    return mapped | _by_place(left, free)


def _by_name(olds: Collection[Entry], news: Collection[Entry]) -> dict[Key, Counterparts]:
    """Return the entries of equal names: below the same kegiatan where both have them there, else in one bidang."""
    found: dict[Key, Counterparts] = {}
    for depth in (_KEGIATAN, _BIDANG):
        theirs, ours = _named(news, depth), _named(olds, depth)
        taken = {code for counterparts in found.values() for code in counterparts.codes}
        for place, keys in ours.items():
            targets = theirs.get(place, frozenset()) - taken
            sources = keys - found.keys()
            for key in sorted(sources if targets else ()):
                remark = SPLIT if len(targets) > 1 else MERGED if len(sources) > 1 else ""
                found[key] = Counterparts(frozenset(targets), not remark, remark)
    return found


def _named(entries: Iterable[Entry], depth: int) -> dict[tuple[tuple[int, ...], str], frozenset[Key]]:
    """Return the keys by what stands above (the first ``depth`` integers) and name."""
    named: dict[tuple[tuple[int, ...], str], set[Key]] = defaultdict(set)
    for entry in entries:
        named[entry.parts[:depth], squeeze(entry.name)].add(entry.key)
    return {place: frozenset(keys) for place, keys in sorted(named.items())}


def _by_place(left: Collection[Entry], free: Collection[Entry]) -> dict[Key, Counterparts]:
    """Return what entries may be that have no namesake: those of the same kegiatan that share out the words of one,
    that unite the words of several, or that stand in the same place."""
    below: dict[tuple[int, ...], list[tuple[Key, frozenset[str]]]] = defaultdict(list)
    for entry in free:
        below[entry.parts[:_KEGIATAN]].append((entry.key, frozenset(stems_of(entry.name))))
    united: Counter[Key] = Counter()
    for entry in left:
        said = frozenset(stems_of(entry.name))
        united.update(key for key, words in below.get(entry.parts[:_KEGIATAN], []) if words > said)
    found: dict[Key, Counterparts] = {}
    for entry in left:
        beside, said = below.get(entry.parts[:_KEGIATAN], []), frozenset(stems_of(entry.name))
        parts = frozenset(key for key, words in beside if words < said)
        whole = frozenset(key for key, words in beside if words > said)
        here = frozenset(key for key, _ in beside if key[1] == entry.parts)
        is_union = any(united[key] > 1 for key in whole)
        told = (parts, SPLIT if len(parts) > 1 else RENAMED), (whole, MERGED if is_union else RENAMED), (here, RENAMED)
        for codes, remark in told:
            if codes:
                found[entry.key] = Counterparts(codes, False, remark)
                break
    return found
