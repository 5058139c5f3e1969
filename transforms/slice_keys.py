"""What tells one slice from another, and which part of that a print leaves open.

A slice that lacks a part of its key can't be held against any other: it supersedes nothing, gives no coverage and
stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.names import normalise
from transforms.slice_fields import Found

#: kinds of which one document, or one block of it, speaks for one office
_OF_ONE_OFFICE = frozenset({"renstra", "renja", "rka", "dpa", "e81", "lra"})
#: kinds that tell how far into the year they reach
_OF_A_PERIOD = frozenset({"e81", "lra"})
_LABELS = {"skpd_name": "nama perangkat daerah", "period": "periode", "version": "versi"}
_HOW = {
    "unfilled": "tidak diisi (titik-titik)",
    "unreadable": "tidak terbaca",
    "print": "tidak tercetak, hanya kode yang tidak lengkap",
}


def slice_key(record: Mapping[str, object]) -> tuple[object, ...]:
    """What two slices have in common when one may supersede the other; offices without a code go by their name."""
    office = record["skpd_code"] or normalise(str(record["skpd_name"] or ""))
    return (*(record[name] for name in ("region_code", "kind", "fiscal_year", "version", "period")), office)


def lacking_parts(fields: Mapping[str, Found], kind: str) -> dict[str, str]:
    """Field -> what is wrong with its print, for the parts of the key that stay unknown.

    A part lacks where the kind needs it, or where the form asks for it and nobody filled it in legibly.
    """
    needed = {"skpd_name": kind in _OF_ONE_OFFICE, "period": kind in _OF_A_PERIOD, "version": False}
    lacking = {}
    for name, is_needed in needed.items():
        found = fields[name]
        is_known = bool(found) or (name == "skpd_name" and bool(fields["skpd_code"]))
        if not is_known and (is_needed or found.source in ("unfilled", "unreadable")):
            seen = f": '{found.text}'" if found.text else ""
            lacking[name] = f"{_LABELS[name]} {_HOW.get(found.source, 'tidak tercetak')}{seen}"
    return lacking
