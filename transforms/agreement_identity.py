"""Which printed records are one agreement, and the id that they keep.

An agreement is known by its issuer and its own number, else by region, day of signing, partners and title. Ids are
hashes of that key, so neither the order nor the grouping of documents matters. Records that only resemble each other
are never joined: that is for people to decide.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transforms.agreement_numbers import is_specific, number_key
from transforms.names import collapse, normalise

Record = dict[str, Any]


@dataclass(slots=True)
class Identity:
    """One agreement: its id, what it is made from, and its records, the leading one first."""

    agreement_id: str
    basis: str
    key: str
    records: list[Record] = field(default_factory=list)
    #: the id it had while no register printed its number
    former_id: str | None = None
    #: another agreement of the same issuer has the same number
    shares_number: bool = False


def identify_agreements(records: list[Record]) -> list[Identity]:
    """The agreements behind ``records``, ordered by id."""
    numbered: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    by_content: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: str(one["record_id"])):
        number = record_number_key(record)
        if number is None:
            by_content[content_key(record)].append(record)
        else:
            numbered[number][_object_key(record)].append(record)
    identities = [one for number, objects in numbered.items() for one in _of_number(number, objects)]
    identities += _of_content(by_content, identities)
    for identity in identities:
        identity.records.sort(key=_leading_first)
    return sorted(identities, key=lambda one: one.agreement_id)


def record_number_key(record: Record) -> str | None:
    """Issuer and number, null where the number can't tell this agreement from others."""
    if not is_specific(record["number"]):
        return None
    return f"nomor|{record['region_code'] or '-'}|{number_key(record['number'])}"


def content_key(record: Record) -> str:
    """Region, day of signing, partners and title; the start stands in for a signing that isn't printed."""
    when = str(record["signed_date"] or normalise(record["signed_date_printed"]) or record["start_date"] or "")
    return f"isi|{record['region_code'] or '-'}|{when}|{_object_key(record)}"


def partner_keys(record: Record) -> list[str]:
    """The partners for comparing: a regional government by its code, others by name, the issuer left out."""
    parties = record["parties"] or []
    keys = [
        party["region_code"] if party["party_kind"] == "pemda" and party["region_code"] else normalise(party["name"])
        for party in parties
        if record["region_code"] is None or party["region_code"] != record["region_code"] or party["ordinal"] != 1
    ]
    return sorted(key for key in set(keys) if key)


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _object_key(record: Record) -> str:
    """Partners and title; without a title the scope, else whatever the row prints, and never an empty key."""
    partners, what = "+".join(partner_keys(record)), normalise(collapse(record["title"] or record["scope"]))
    if not what:
        what = "/".join(str(record[name] or "") for name in ("instrument", "start_date", "end_date"))
        what += "/" + "+".join(normalise(number) for number in record["numbers"] or [])
    return f"{partners}|{what}" if partners or record["title"] else f"{partners}|{what}|{record['source_row_id']}"


def _of_number(number: str, objects: dict[str, list[Record]]) -> list[Identity]:
    """One number, one agreement; where different objects carry it, each is one and the number is shared."""
    ordered = sorted(objects.items(), key=lambda item: (-len(item[1]), item[0]))
    found = []
    for position, (what, records) in enumerate(ordered):
        key = number if position == 0 else f"{number}|{what}"
        former = {hashed(content_key(record)) for record in records}
        found.append(
            Identity(hashed(key), "nomor", key, list(records), min(former), shares_number=len(ordered) > 1)
        )  # fmt: skip
    return found


def _of_content(by_content: dict[str, list[Record]], numbered: list[Identity]) -> list[Identity]:
    """Records without a number join the one numbered agreement of the same content, else stand for themselves."""
    homes: dict[str, list[Identity]] = defaultdict(list)
    for identity in numbered:
        for key in {content_key(record) for record in identity.records}:
            homes[key].append(identity)
    alone = []
    for key, records in by_content.items():
        if len(homes[key]) == 1:
            homes[key][0].records.extend(records)
        else:
            alone.append(Identity(hashed(key), "isi", key, list(records)))
    return alone


def _leading_first(record: Record) -> tuple[Any, ...]:
    """Undisputed before disputed, newer before older, fuller before emptier."""
    received = record.get("received_on")
    filled = sum(1 for value in record.values() if value not in (None, [], ""))
    recency = -received.toordinal() if isinstance(received, date) else 0
    return (record.get("slice_state") == "sengketa", recency, -filled, str(record["record_id"]))
