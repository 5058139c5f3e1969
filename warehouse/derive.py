"""What follows from all documents together, written as differences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select, true

from warehouse.facts import Changes, write_facts
from warehouse.superseding import judge_slices
from warehouse.tables import DERIVED, TABLES
from warehouse.tables.vocabulary import DOCUMENT_DOUBTS

#: lines named in one query
_AT_ONCE = 500


def write_derived(
    connection: Connection, run_id: int, table: str, frame: pd.DataFrame, key: Sequence[str] | None = None
) -> Changes:
    """Make a derived table equal to the frame; only rows that differ are written, ended ones go to history.

    ``key`` may name the columns that must be unique in the frame (the table's own key holds anyway).
    Raises ``UnfitFrame``, and ``KeyError`` for a table that is not derived.
    """
    if table not in DERIVED:
        raise KeyError(f"{table} is no derived table")
    if key and frame.duplicated(list(key)).any():
        raise ValueError(f"{table}: two rows with the same {', '.join(key)}")
    return write_facts(connection, run_id, table, frame)


def write_links(connection: Connection, run_id: int, partition: str, frame: pd.DataFrame) -> Changes:
    """Make the links of one partition equal to the frame; no other link is even read."""
    return write_facts(connection, run_id, "link", frame, scope=TABLES["link"].c.partition == partition)


def end_moved_links(
    connection: Connection, run_id: int, partition_of: Mapping[str, str], unchanged: Collection[str]
) -> Changes:
    """End the links whose line is in another partition now, or in none; ``partition_of``: line_item_id -> partition.

    A line moves where its document is read as one of another year or version: its new links would meet the old ones.
    Nothing has left the ``unchanged`` partitions: their links are not read.
    """
    link = TABLES["link"].c
    elsewhere = or_(link.partition.is_(None), link.partition.not_in(sorted(unchanged)))
    held = connection.execute(select(link.line_item_id, link.partition).where(elsewhere).distinct())
    moved = sorted(line for line, partition in held if partition_of.get(line) != partition)
    changes = Changes()
    for start in range(0, len(moved), _AT_ONCE):
        scope = link.line_item_id.in_(moved[start : start + _AT_ONCE])
        changes += write_facts(connection, run_id, "link", pd.DataFrame(), scope=scope)
    return changes


def write_document_doubts(connection: Connection, run_id: int, results: pd.DataFrame) -> Changes:
    """Make the quality results that follow from several documents together equal to the frame.

    Raises ``KeyError`` for an expectation that single documents are judged by.
    """
    strangers = set(results["expectation"]) - set(DOCUMENT_DOUBTS)
    if strangers:
        raise KeyError(f"no derived expectations: {', '.join(sorted(strangers))}")
    scope = TABLES["quality_result"].c.expectation.in_(DOCUMENT_DOUBTS)
    return write_facts(connection, run_id, "quality_result", results, scope=scope)


def resolve_slices(
    connection: Connection, run_id: int, among: Collection[tuple[str | None, str]] | None = None
) -> Changes:
    """Judge slices anew: ``current``, ``superseded``, ``sengketa`` or ``duplicate``.

    ``among`` limits the work to these (region_code, kind); the answer is the same, since only slices of one region and
    kind ever meet.
    """
    table = TABLES["document_slice"]
    scope = _among(among)
    records = [dict(row) for row in connection.execute(select(table).where(scope)).mappings()]
    if not records:
        return Changes()
    slices = pd.DataFrame(records, dtype=object)
    slices["identity"] = [slice_identity(row) for row in records]
    judged = slices.assign(state=judge_slices(slices))
    return write_facts(connection, run_id, "document_slice", judged, scope=scope)


def slice_identity(row: dict[str, object]) -> tuple[object, ...]:
    """(region, kind, year, version, period, office): the office by code, else by its name without spaces and case.

    A slice that lacks a part of its key is never the same as one of another document.
    """
    office = row["skpd_code"] or _flat(row["skpd_name"])
    alone = (row["document_id"],) if row["lacks"] not in (None, "{}") else ()
    return (row["region_code"], row["kind"], row["fiscal_year"], row["version"], row["period"], office, *alone)


def _flat(name: object) -> str | None:
    if not isinstance(name, str):
        return None
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def _among(pairs: Collection[tuple[str | None, str]] | None) -> ColumnElement[bool]:
    if pairs is None:
        return true()
    slices = TABLES["document_slice"].c
    return or_(false(), *(and_(slices.region_code == region, slices.kind == kind) for region, kind in pairs))
