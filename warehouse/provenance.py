"""Where facts stand in print: the rows behind an agreement, a register or a document of lines."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, Engine, select

from warehouse.read import frame_of
from warehouse.tables import TABLES


def read_sources(source: Engine | Connection, agreement_id: str) -> pd.DataFrame:
    """The printed rows of one agreement: role, file_name, page, sheet, row_number, sheet_row."""
    links, rows, documents = TABLES["agreement_source"], TABLES["raw_row"], TABLES["document"]
    query = (
        select(links.c.role, documents.c.file_name, rows.c.page, rows.c.sheet, rows.c.row_number, rows.c.sheet_row)
        .join(rows, rows.c.source_row_id == links.c.source_row_id)
        .join(documents, documents.c.document_id == rows.c.document_id)
        .where(links.c.agreement_id == agreement_id)
        .order_by(documents.c.file_name, rows.c.page, rows.c.sheet, rows.c.row_number)
    )
    return frame_of(source, query)


def read_register(source: Engine | Connection, document_id: str) -> pd.DataFrame:
    """The agreements printed in one register, each with its own row: agreement_id, register_no, title."""
    links, records = TABLES["agreement_source"], TABLES["agreement_record"]
    query = (
        select(links.c.agreement_id, records.c.register_no, records.c.title)
        .join(records, records.c.source_row_id == links.c.source_row_id)
        # Other roles point to rows whose merged cells reach down: those rows are other agreements.
        .where(records.c.document_id == document_id, links.c.role == "utama")
        .distinct()
        .order_by(records.c.register_no, links.c.agreement_id)
    )
    return frame_of(source, query)


def read_printed_lines(source: Engine | Connection, document_id: str) -> pd.DataFrame:
    """Every line of one document, second prints too: line_item_id, duplicate_of, page, number_printed, name."""
    lines, rows = TABLES["line_item"], TABLES["raw_row"]
    query = (
        select(lines.c.line_item_id, lines.c.duplicate_of, rows.c.page, lines.c.number_printed, lines.c.name)
        .add_columns(lines.c.skpd_name, lines.c.level)
        .join(rows, rows.c.source_row_id == lines.c.source_row_id)
        .where(lines.c.document_id == document_id)
        .order_by(lines.c.line_item_id)
    )
    return frame_of(source, query)
