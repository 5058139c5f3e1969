"""Frames out of the warehouse, as the transforms take them.

Integers are ``int64`` (``Int64`` where null is allowed), money is sen; flags ``bool`` (``boolean``); days, clock times
and structured values (parsed from JSON) are objects; text is ``str``. Missing is what ``pd.isna`` says is missing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Double,
    Engine,
    Integer,
    Select,
    Table,
    and_,
    func,
    select,
    text,
)  # fmt: skip

from warehouse.tables import HISTORY, TABLES, metadata
from warehouse.tables.links import TELLING

#: slices whose lines count: contested ones are matched too, but give no coverage
LIVE_STATES = ("current", "sengketa")


def read_table(source: Engine | Connection, name: str, **equal: Any) -> pd.DataFrame:
    """A whole current table, or the rows whose columns have the given values; ordered by key."""
    table = metadata.tables[name]
    query = select(table).where(*(table.c[column] == value for column, value in equal.items()))
    return frame_of(source, query.order_by(*table.primary_key.columns))


def read_documents(source: Engine | Connection) -> pd.DataFrame:
    """One row per document ever seen, whatever its state."""
    return read_table(source, "document")


def read_slices(source: Engine | Connection, states: Sequence[str] | None = None) -> pd.DataFrame:
    """Slices (of all states when None) with ``file_name`` and ``layout_id`` of their document."""
    slices, documents = TABLES["document_slice"], TABLES["document"]
    query = select(slices, documents.c.file_name, documents.c.layout_id).join(
        documents, documents.c.document_id == slices.c.document_id
    )
    if states is not None:
        query = query.where(slices.c.state.in_(states))
    return frame_of(source, query.order_by(slices.c.slice_id))


def read_records(source: Engine | Connection) -> pd.DataFrame:
    """Agreement records of all live register slices, with ``slice_state``, ``received_on``, ``file_name``, ``page``,
    ``sheet`` and ``row_number`` of their print."""
    records, slices, rows = TABLES["agreement_record"], TABLES["document_slice"], TABLES["raw_row"]
    documents = TABLES["document"]
    query = (
        select(records, slices.c.state.label("slice_state"), slices.c.received_on, slices.c.complete_to)
        .add_columns(documents.c.file_name, rows.c.page, rows.c.sheet, rows.c.row_number)
        .join(slices, slices.c.slice_id == records.c.slice_id)
        .join(documents, documents.c.document_id == records.c.document_id)
        .join(rows, rows.c.source_row_id == records.c.source_row_id)
        .where(slices.c.state.in_(LIVE_STATES))
    )
    return frame_of(source, query.order_by(records.c.record_id))


def read_lines(
    source: Engine | Connection, region_code: str | None = None, linked_to: str | None = None
) -> pd.DataFrame:
    """Lines of live slices that are no second print, with ``period``, ``slice_state``, ``file_name`` and their place
    (``page``, ``sheet``, ``row_number``, ``sheet_row`` as a spreadsheet counts); ``linked_to`` names an agreement."""
    lines, slices, rows, documents = (TABLES[n] for n in ("line_item", "document_slice", "raw_row", "document"))
    query = (
        select(lines, slices.c.period, slices.c.state.label("slice_state"))
        .add_columns(documents.c.file_name, rows.c.page, rows.c.sheet, rows.c.row_number, rows.c.sheet_row)
        .join(slices, slices.c.slice_id == lines.c.slice_id)
        .join(documents, documents.c.document_id == lines.c.document_id)
        .join(rows, rows.c.source_row_id == lines.c.source_row_id)
        .where(slices.c.state.in_(LIVE_STATES), lines.c.duplicate_of.is_(None))
    )
    if region_code is not None:
        query = query.where(lines.c.region_code == region_code)
    if linked_to is not None:
        links = TABLES["link"]
        own = select(links.c.line_item_id).where(links.c.agreement_id == linked_to)
        query = query.where(lines.c.line_item_id.in_(own))
    return frame_of(source, query.order_by(lines.c.line_item_id))


def read_lines_of_files(source: Engine | Connection, is_wanted: Callable[[str], bool]) -> pd.DataFrame:
    """All lines of the documents whose file name is wanted, whatever the state of their slices, second prints too, with
    ``file_name`` and their place as :func:`read_lines` gives it."""
    lines, rows, documents = (TABLES[n] for n in ("line_item", "raw_row", "document"))
    names = frame_of(source, select(documents.c.document_id, documents.c.file_name))
    wanted = [row.document_id for row in names.itertuples() if row.file_name and is_wanted(str(row.file_name))]
    query = (
        select(lines, documents.c.file_name, rows.c.page, rows.c.sheet, rows.c.row_number, rows.c.sheet_row)
        .join(documents, documents.c.document_id == lines.c.document_id)
        .join(rows, rows.c.source_row_id == lines.c.source_row_id)
        .where(lines.c.document_id.in_(wanted))
    )
    return frame_of(source, query.order_by(lines.c.line_item_id))


def read_group_headings(source: Engine | Connection) -> pd.DataFrame:
    """Group headings and remarks that forms of one sub kegiatan (RKA, DPA) print between its accounts, as rows of
    :func:`read_lines` at level ``rincian`` below it; ``line_item_id`` is the row's own id: they are no line items."""
    lines, slices, said = (TABLES[n] for n in ("line_item", "document_slice", "raw_row"))
    form = said.alias("form")
    query = (
        select(said.c.source_row_id, said.c.cells, said.c.page, said.c.sheet, said.c.row_number, said.c.sheet_row)
        .add_columns(lines.c.line_item_id, lines.c.document_id, lines.c.region_code, lines.c.kind, lines.c.fiscal_year)
        .join(form, (form.c.document_id == said.c.document_id) & (form.c.block == said.c.block))
        .join(lines, lines.c.source_row_id == form.c.source_row_id)
        .join(slices, slices.c.slice_id == lines.c.slice_id)
        .where(said.c.row_kind.in_(("section", "note")), lines.c.kind.in_(("rka", "dpa")))
        .where(lines.c.level == "sub_kegiatan", lines.c.duplicate_of.is_(None), slices.c.state.in_(LIVE_STATES))
    )
    found = frame_of(source, query.order_by(said.c.source_row_id))
    # Whose heading it is, is only known where the form is of one sub kegiatan.
    found = found[~found["source_row_id"].duplicated(keep=False)]
    return pd.DataFrame(
        {
            **{name: found[name] for name in ("document_id", "region_code", "kind", "fiscal_year", "page", "sheet")},
            **{name: found[name] for name in ("row_number", "sheet_row", "source_row_id")},
            "line_item_id": found["source_row_id"],
            "parent_line_item_id": found["line_item_id"],
            "level": "rincian",
            "name": [" ".join(cell for cell in cells if cell) for cells in found["cells"]],
        }
    )


def read_amounts(source: Engine | Connection) -> pd.DataFrame:
    """Amounts of the lines that :func:`read_lines` gives."""
    return _of_live_lines(source, TABLES["line_amount"])


def read_targets(source: Engine | Connection) -> pd.DataFrame:
    """Performance figures of the lines that :func:`read_lines` gives."""
    return _of_live_lines(source, TABLES["line_target"])


def read_decisions(source: Engine | Connection) -> pd.DataFrame:
    """Every human decision, oldest first."""
    table = TABLES["decision"]
    return frame_of(source, select(table).order_by(table.c.decided_at, table.c.fact_id))


def read_agreements(source: Engine | Connection) -> pd.DataFrame:
    """The agreements as resolved."""
    return read_table(source, "agreement")


def read_parties(source: Engine | Connection) -> pd.DataFrame:
    """The parties of all agreements."""
    return read_table(source, "agreement_party")


def read_skpds(source: Engine | Connection) -> pd.DataFrame:
    """The offices of all agreements."""
    return read_table(source, "agreement_skpd")


def read_links(source: Engine | Connection) -> pd.DataFrame:
    """All links; ``evidence`` is a dict."""
    return read_table(source, "link")


def read_telling_links(source: Engine | Connection, least_probability: float | None = None) -> pd.DataFrame:
    """The links that bear on a judgement, without their evidence: accepted, open, the secretariat's own cost.

    ``least_probability``: where a region accepts likeness alone from some probability, all from the lowest of these.
    """
    table = TABLES["link"]
    columns = [column for column in table.columns if column.name != "evidence"]
    found = [frame_of(source, select(*columns).where(text(TELLING)))]
    if least_probability is not None:
        found.append(frame_of(source, select(*columns).where(table.c.probability >= least_probability)))
    links = pd.concat(found, ignore_index=True) if len(found[-1]) else found[0]
    keys = ["agreement_id", "line_item_id"]
    return links.drop_duplicates(keys).sort_values(keys, ignore_index=True)


def count_links(source: Engine | Connection) -> dict[str, int]:
    """How many links there are by state; ``candidate`` are those that wait for a person, ``compared`` the others."""
    table = TABLES["link"]
    if isinstance(source, Engine):
        with source.connect() as connection:
            return count_links(connection)
    told = source.execute(select(table.c.state, table.c.is_open, func.count()).group_by(table.c.state, table.c.is_open))
    counts: Counter[str] = Counter()
    for state, is_open, count in told:
        counts["compared" if state == "candidate" and not is_open else state] += count
    return dict(counts)


def read_expected(source: Engine | Connection) -> pd.DataFrame:
    """What documents should exist."""
    return read_table(source, "expected_document")


def read_assessments(source: Engine | Connection) -> pd.DataFrame:
    """The judgements that hold now."""
    return read_table(source, "assessment")


def as_known_on(source: Engine | Connection, name: str, run_id: int) -> pd.DataFrame:
    """Table ``name`` as it stood when run ``run_id`` had ended."""
    current, ended = TABLES[name], HISTORY[name]
    now = select(current).where(current.c.run_id <= run_id)
    then = select(*(ended.c[column.name] for column in current.columns)).where(
        and_(ended.c.run_id <= run_id, ended.c.ended_run_id > run_id)
    )
    parts = [frame_of(source, now), frame_of(source, then)]
    filled = [part for part in parts if len(part)] or parts[:1]
    keys = [column.name for column in current.primary_key.columns]
    return pd.concat(filled, ignore_index=True).sort_values(keys, ignore_index=True)


def _of_live_lines(source: Engine | Connection, table: Table) -> pd.DataFrame:
    lines, slices = TABLES["line_item"], TABLES["document_slice"]
    query = (
        select(table)
        .join(lines, lines.c.line_item_id == table.c.line_item_id)
        .join(slices, slices.c.slice_id == lines.c.slice_id)
        .where(slices.c.state.in_(LIVE_STATES), lines.c.duplicate_of.is_(None))
    )
    return frame_of(source, query.order_by(table.c.line_item_id, table.c.fact_id))


def frame_of(source: Engine | Connection, query: Select[Any]) -> pd.DataFrame:
    """The rows of ``query`` with the dtypes the module promises."""
    if isinstance(source, Engine):
        with source.connect() as connection:
            return frame_of(connection, query)
    rows = source.execute(query).all()
    values = list(zip(*rows, strict=True)) if rows else [()] * len(query.selected_columns)
    return pd.DataFrame(
        {
            column.name: _series(column, list(cells))  # type: ignore[arg-type]
            for column, cells in zip(query.selected_columns, values, strict=True)
        }
    )


def _series(column: Column[Any], values: list[Any]) -> pd.Series[Any]:
    source = _underlying(column)
    if source.info.get("json"):
        return pd.Series([None if value is None else json.loads(value) for value in values], dtype=object)
    return pd.Series(values, dtype=_dtype(source))


def _underlying(column: Column[Any]) -> Column[Any]:
    """The table's column behind a label."""
    return getattr(column, "element", column)


def _dtype(column: Column[Any]) -> str | type:
    for kinds, exact, nullable in (
        ((Boolean,), "bool", "boolean"),
        ((Integer, BigInteger), "int64", "Int64"),
        ((Double,), "float64", "float64"),
        ((Date, DateTime), "object", "object"),
    ):
        if isinstance(column.type, kinds):
            return nullable if column.nullable else exact
    return "str"
