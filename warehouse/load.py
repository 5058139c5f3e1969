"""Brings one document into the warehouse, or takes it out, in one transaction: whole or not at all.

Frames are named by their table (``document_slice``, ``raw_row``, ``line_item``, ``line_amount``, ``line_target``,
``agreement_record``, ``quarantine``, ``quality_result``, ``tie_out``, ``correction``, ``decision``,
``urusan_mapping``, ``tkksd``); a frame not given means the document has no such rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, select

from warehouse.derive import resolve_slices
from warehouse.engine import begin_writing
from warehouse.facts import Changes, end_rows, read_rows, write_facts
from warehouse.rows import Row, UnfitFrame
from warehouse.tables import DOCUMENT_SCOPE, TABLES
from warehouse.tables.vocabulary import ACROSS_YEARS, DOCUMENT_DOUBTS

Frames = Mapping[str, pd.DataFrame]

#: what points into a document from the derived tables: ended with the rows it points to
_DEPENDENTS = {"line_item": ("link", "line_item_id"), "raw_row": ("agreement_source", "source_row_id")}
_CHUNK = 500


def load_document(
    store: Engine | Connection, run_id: int, document: Mapping[str, Any], frames: Frames
) -> dict[str, Changes]:
    """Make the warehouse say what this document says, and nothing of what it said when it was read before.

    ``document`` holds columns of table ``document`` (``document_id`` and ``file_name`` at least). Slices of the same
    office, year and version are judged again in the same transaction. Returns the changes by table; loading the same
    again changes nothing. Given a connection, all this is a part of the transaction begun there.
    """
    row = {"row_count": len(frames.get("raw_row", ())), **document, "state": "loaded", "reason": None}
    return _write_document(store, run_id, row, frames)


def quarantine_document(
    store: Engine | Connection,
    run_id: int,
    document: Mapping[str, Any],
    quarantine: pd.DataFrame,
    frames: Frames | None = None,
) -> dict[str, Changes]:
    """Keep the refused document with its reasons and whatever evidence ``frames`` bring (raw rows, quality results).

    ``quarantine`` has the columns stage, reason_code, detail and, where one row is to blame, source_row_id. Lines,
    slices and agreements of a refused document are not kept: nothing may be counted from it.
    """
    kept = {name: frame for name, frame in (frames or {}).items() if name in _EVIDENCE}
    if len(quarantine) == 0:
        raise UnfitFrame("a refused document needs at least one reason")
    row = {"row_count": len(kept.get("raw_row", ())), **document, "state": "quarantined"}
    row.setdefault("reason", _reason(quarantine))
    return _write_document(store, run_id, row, {**kept, "quarantine": quarantine})


def withdraw_document(engine: Engine, run_id: int, document_id: str, reason: str) -> dict[str, Changes]:
    """Take a document out again: its facts end, its row stays with state ``withdrawn``. Raises ``KeyError``."""
    table = TABLES["document"]
    with engine.connect() as connection:
        stored = connection.execute(select(table).where(table.c.document_id == document_id)).mappings().first()
    if stored is None:
        raise KeyError(document_id)
    return _write_document(engine, run_id, {**stored, "state": "withdrawn", "reason": reason}, {})


_EVIDENCE = frozenset({"raw_row", "quality_result", "tie_out", "correction", "quarantine"})


def _reason(quarantine: pd.DataFrame) -> str:
    first = quarantine.iloc[0]
    detail = first.get("detail")
    return f"{first['reason_code']}: {detail}" if isinstance(detail, str) else str(first["reason_code"])


def _write_document(
    store: Engine | Connection, run_id: int, row: Mapping[str, Any], frames: Frames
) -> dict[str, Changes]:
    unknown = set(frames) - set(DOCUMENT_SCOPE)
    if unknown:
        raise UnfitFrame(f"no document tables: {', '.join(sorted(unknown))}")
    document_id = str(row["document_id"])
    complete = {**frames, "document": pd.DataFrame([dict(row)], dtype=object)}
    if "document_slice" in frames:
        complete["document_slice"] = _with_received_on(frames["document_slice"], row.get("received_on"))
    with begin_writing(store) as connection:
        before = _slice_kinds(connection, document_id)
        changes = {
            name: _write_scoped(connection, run_id, name, complete.get(name, pd.DataFrame()), document_id)
            for name in DOCUMENT_SCOPE
        }
        for name, change in changes.items():
            _end_dependents(connection, run_id, name, change.ended_keys)
        resolve_slices(connection, run_id, before | _slice_kinds(connection, document_id))
    return changes


def _with_received_on(slices: pd.DataFrame, received_on: Any) -> pd.DataFrame:
    """The day the document came, for slices that say none of their own."""
    own = slices["received_on"] if "received_on" in slices else [None] * len(slices)
    days = pd.Series([received_on if pd.isna(day) else day for day in own], index=slices.index, dtype=object)
    return slices.assign(received_on=days)


def _write_scoped(connection: Connection, run_id: int, name: str, frame: pd.DataFrame, document_id: str) -> Changes:
    scope_column = DOCUMENT_SCOPE[name]
    scope = TABLES[name].c[scope_column] == document_id
    if name == "quality_result":
        scope &= TABLES[name].c.expectation.not_in((ACROSS_YEARS, *DOCUMENT_DOUBTS))  # judged over all
    ignore = {"state"} if name == "document_slice" else None  # judged by resolve_slices, over all documents
    return write_facts(connection, run_id, name, frame, scope=scope, fixed={scope_column: document_id}, ignore=ignore)


def _slice_kinds(connection: Connection, document_id: str) -> set[tuple[str | None, str]]:
    slices = TABLES["document_slice"].c
    rows = connection.execute(select(slices.region_code, slices.kind).where(slices.document_id == document_id))
    return {(region, kind) for region, kind in rows}


def _end_dependents(connection: Connection, run_id: int, name: str, ended: tuple[Row, ...]) -> None:
    if name not in _DEPENDENTS:
        return
    table, column = TABLES[_DEPENDENTS[name][0]], _DEPENDENTS[name][1]
    ids = [key[0] for key in ended]
    for start in range(0, len(ids), _CHUNK):
        scope = table.c[column].in_(ids[start : start + _CHUNK])
        rows = read_rows(connection, table, scope)
        end_rows(connection, run_id, table, rows)
        if table.name == "link":
            _end_partitions(connection, run_id, rows)


def _end_partitions(connection: Connection, run_id: int, links: dict[Row, Row]) -> None:
    """Let the partitions of ended links be compared again, also when the same lines come back before that."""
    place = [column.name for column in TABLES["link"].columns].index("partition")
    partitions = TABLES["link_partition"]
    scope = partitions.c.partition.in_({row[place] for row in links.values()})
    end_rows(connection, run_id, partitions, read_rows(connection, partitions, scope))
