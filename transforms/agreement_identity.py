"""Which printed records are one agreement, and the id that they keep.

An agreement is known by its issuer and its own number, else by day of signing, parties and title. Each party has its
own number and keeps its own register, so one agreement may be printed twice with the numbers swapped: the smallest
pair of region and number over all its numbered regional parties is the key, whichever register prints it. Ids are
hashes of that key, so neither the order nor the grouping of documents matters. Records that only resemble each other
are never joined: that is for people to decide.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from transforms.agreement_numbers import is_specific, number_key
from transforms.names import collapse, normalise
from transforms.parties import REGIONAL_KINDS

Record = dict[str, Any]
#: (region, number for comparing); an issuer that is no region sorts behind all regions
NumberPair = tuple[str, str]

_NO_REGION = "~"
#: a party list with more numbers than this is no list of parties
_MOST_PAIRS = 12


@dataclass(slots=True)
class Identity:
    """One agreement: its id, what it is made from, and its records, the leading one first."""

    agreement_id: str
    basis: str
    key: str
    records: list[Record] = field(default_factory=list)
    #: ids it has where fewer of its registers are known: by the number of another party, or without any number
    other_ids: frozenset[str] = frozenset()
    #: another agreement of the same issuer has the same number
    shares_number: bool = False


def identify_agreements(records: list[Record]) -> list[Identity]:
    """The agreements behind ``records``, ordered by id."""
    ordered = sorted(records, key=lambda one: str(one["record_id"]))
    numbered = [record for record in ordered if number_pairs(record)]
    identities = _of_numbers(_join_numbered(numbered))
    identities += _of_content([record for record in ordered if not number_pairs(record)], identities)
    for identity in identities:
        identity.records.sort(key=_leading_first)
    return sorted(identities, key=lambda one: one.agreement_id)


def number_pairs(record: Record) -> tuple[NumberPair, ...]:
    """Region and number of every regional party of the record, the smallest first; numbers that can't tell an
    agreement from others (``Nomor 03``) left out."""
    printed = [(record["region_code"] or _NO_REGION, record["number"])]
    printed += [(party["region_code"], party["number"]) for party in record["parties"] or [] if party["region_code"]]
    pairs = {(region, number_key(number) or "") for region, number in printed if is_specific(number)}
    return tuple(sorted(pairs)[:_MOST_PAIRS])


def content_key(record: Record) -> str:
    """Day of signing, parties and title; the start stands in for a signing that isn't printed.

    Offices stay apart: two hospitals of one region may sign the same title on one day.
    """
    when = str(record["signed_date"] or normalise(record["signed_date_printed"]) or record["start_date"] or "")
    return f"isi|{when}|{_object_key(record, frozenset({'pemda'}))}"


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _party_keys(record: Record, by_region: frozenset[str]) -> list[str]:
    """All parties for comparing, the issuer among them: kinds of ``by_region`` by their region, others by name."""
    keys = {record["region_code"] or _NO_REGION}
    for party in record["parties"] or []:
        stands_for_region = party["party_kind"] in by_region and party["region_code"]
        keys.add(party["region_code"] if stands_for_region else normalise(party["name"]))
    return sorted(key for key in keys if key)


def _object_key(record: Record, by_region: frozenset[str]) -> str:
    """Parties and title; without a title the scope, else whatever the row prints, and never an empty key."""
    parties, what = _party_keys(record, by_region), normalise(collapse(record["title"] or record["scope"]))
    if not what:
        what = "/".join(str(record[name] or "") for name in ("instrument", "start_date", "end_date"))
        what += "/" + "+".join(sorted(normalise(number) for number in record["numbers"] or []))
    key = f"{'+'.join(parties)}|{what}"
    return key if len(parties) > 1 or record["title"] else f"{key}|{record['source_row_id']}"


def _join_numbered(records: Sequence[Record]) -> list[list[Record]]:
    """Groups of records that are one agreement: they share a number and an object, or mirror each other.

    Where different objects carry one number, each object is an agreement of its own.
    """
    places: dict[object, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        for pair in number_pairs(record):
            places[pair, _object_key(record, REGIONAL_KINDS)].append(position)
    shared = [*places.values(), *_mirrors(records)]
    joined = [part for positions in shared for part in _by_own_number(positions, records)]
    return [[records[position] for position in group] for group in _connected(len(records), joined)]


def _by_own_number(positions: Sequence[int], records: Sequence[Record]) -> list[list[int]]:
    """The positions in one group, or in several where a register gives the agreement different numbers of its own."""
    own: dict[str | None, set[str]] = defaultdict(set)
    groups: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for position in positions:
        region, number = records[position]["region_code"], records[position]["number"]
        key = number_key(number) if is_specific(number) else None
        own[region] |= {key} if key else set()
        groups[region, key].append(position)
    return [list(positions)] if all(len(numbers) < 2 for numbers in own.values()) else list(groups.values())


def _mirrors(records: Sequence[Record]) -> list[list[int]]:
    """Positions of prints in registers of different regions that share the numbers of two parties.

    Two numbers in common make one agreement however the titles are spelled, unless a register gives both numbers to
    several objects.
    """
    holders: dict[tuple[NumberPair, NumberPair], list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        for both in combinations(number_pairs(record), 2):
            holders[both].append(position)
    found = []
    for positions in holders.values():
        objects: dict[str | None, set[str]] = defaultdict(set)
        for position in positions:
            objects[records[position]["region_code"]].add(_object_key(records[position], REGIONAL_KINDS))
        if len(objects) > 1 and all(len(keys) == 1 for keys in objects.values()):
            found.append(positions)
    return found


def _connected(count: int, groups: Iterable[Sequence[int]]) -> list[list[int]]:
    """Positions 0..count-1 by the groups they share, directly or through others."""
    head = list(range(count))

    def find(position: int) -> int:
        while head[position] != position:
            head[position] = head[head[position]]
            position = head[position]
        return position

    for first, *others in groups:
        for other in others:
            low, high = sorted((find(first), find(other)))
            head[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for position in range(count):
        members[find(position)].append(position)
    return list(members.values())


def _of_numbers(groups: Sequence[list[Record]]) -> list[Identity]:
    """One identity per group; of several with one number the one most often printed has it, and all share it."""
    by_pair: dict[NumberPair, list[int]] = defaultdict(list)
    pairs = [sorted({pair for record in group for pair in number_pairs(record)}) for group in groups]
    for position, own in enumerate(pairs):
        for pair in own:
            by_pair[pair].append(position)
    keys = [_number_key(position, pairs, groups, by_pair) for position in range(len(groups))]
    return [
        Identity(
            hashed(key),
            "nomor",
            key,
            list(group),
            _other_ids(group, own, key),
            shares_number=any(len(by_pair[pair]) > 1 for pair in own),
        )
        for key, group, own in zip(keys, groups, pairs, strict=True)
    ]


def _number_key(
    position: int,
    pairs: Sequence[Sequence[NumberPair]],
    groups: Sequence[list[Record]],
    by_pair: Mapping[NumberPair, list[int]],
) -> str:
    smallest = pairs[position][0]

    def rank(rival: int) -> tuple[int, str]:
        return -len(groups[rival]), _object_of(smallest, groups[rival])

    rivals = [rival for rival in by_pair[smallest] if pairs[rival][0] == smallest]
    own = _of_pair(smallest)
    return own if position == min(rivals, key=rank) else f"{own}|{_object_of(smallest, groups[position])}"


def _object_of(pair: NumberPair, group: Sequence[Record]) -> str:
    return min(_object_key(record, REGIONAL_KINDS) for record in group if pair in number_pairs(record))


def _of_pair(pair: NumberPair) -> str:
    region, number = pair
    return f"nomor|{region}|{number}"


def _other_ids(group: Sequence[Record], pairs: Sequence[NumberPair], key: str) -> frozenset[str]:
    keys = {content_key(record) for record in group} | {_of_pair(pair) for pair in pairs}
    return frozenset(hashed(other) for other in keys - {key})


def _of_content(records: Sequence[Record], numbered: Sequence[Identity]) -> list[Identity]:
    """Records without a number join the one numbered agreement of the same content, else stand for themselves."""
    homes: dict[str, list[Identity]] = defaultdict(list)
    for identity in numbered:
        for key in {content_key(record) for record in identity.records}:
            homes[key].append(identity)
    by_content: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_content[content_key(record)].append(record)
    alone = []
    for key, own in by_content.items():
        if len(homes[key]) == 1:
            homes[key][0].records.extend(own)
        else:
            alone.append(Identity(hashed(key), "isi", key, list(own)))
    return alone


def _leading_first(record: Record) -> tuple[Any, ...]:
    """Undisputed before disputed, newer before older, fuller before emptier."""
    received = record.get("received_on")
    filled = sum(1 for value in record.values() if value not in (None, [], ""))
    recency = -received.toordinal() if isinstance(received, date) else 0
    return (record.get("slice_state") == "sengketa", recency, -filled, str(record["record_id"]))
