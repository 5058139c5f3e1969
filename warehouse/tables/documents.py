"""Runs, documents, what they say of whom, their printed rows, and what was refused, corrected or found wanting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Declared,
    FactId,
    Flag,
    Int,
    Json,
    Key,
    OptionalDay,
    OptionalFlag,
    OptionalInt,
    OptionalJson,
    OptionalSen,
    OptionalText,
    RunId,
    Text,
    between,
    one_of,
    reference,
)


class Run(Declared):
    """One run of the pipeline; ids grow, so a past state is named by the last run that made it."""

    __tablename__ = "run"
    __table_args__ = (
        one_of("kind", words.RUN_KINDS),
        one_of("state", words.RUN_STATES),
        {"sqlite_autoincrement": True},
    )

    run_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[Text]
    started_at: Mapped[datetime] = mapped_column(DateTime)
    ended_at: Mapped[datetime | None] = mapped_column(DateTime)
    #: the day it judged; null for a run that judged nothing
    as_of: Mapped[OptionalDay]
    state: Mapped[Text]
    code_version: Mapped[Text]
    host: Mapped[OptionalText]
    pid: Mapped[OptionalInt]
    note: Mapped[OptionalText]


class Attempt(Declared):
    """One reading of a document that was begun; a row without an end is a reading that never came back."""

    __tablename__ = "attempt"

    attempt_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    document_id: Mapped[Text] = mapped_column(index=True)
    run_id: Mapped[RunId]
    code_version: Mapped[OptionalText]
    limits: Mapped[OptionalText]
    started_at: Mapped[datetime] = mapped_column(DateTime)
    ended_at: Mapped[datetime | None] = mapped_column(DateTime)
    outcome: Mapped[OptionalText]


class Document(Declared):
    """One file's bytes.

    ``attempts`` counts the readings in a row that were given up (out of time, out of memory, crashed); it is 1 for a
    document read to an end, whichever that was.
    """

    __tablename__ = "document"
    __table_args__ = (
        one_of("kind", words.KINDS),
        one_of("state", words.DOCUMENT_STATES),
        CheckConstraint("state = 'loaded' OR reason IS NOT NULL", name="reason_given"),
    )

    document_id: Mapped[Key]
    file_name: Mapped[Text]
    uri: Mapped[OptionalText]
    archive_uri: Mapped[OptionalText]
    format: Mapped[OptionalText]
    kind: Mapped[OptionalText]
    layout_id: Mapped[OptionalText]
    layout_version: Mapped[OptionalInt]
    code_version: Mapped[OptionalText]
    page_count: Mapped[OptionalInt]
    row_count: Mapped[Int]
    size_bytes: Mapped[OptionalSen]
    received_on: Mapped[OptionalDay]
    manifest: Mapped[OptionalJson]
    state: Mapped[Text] = mapped_column(index=True)
    reason: Mapped[OptionalText]
    warnings: Mapped[Json] = mapped_column(default="[]")
    attempts: Mapped[Int] = mapped_column(default=1)
    run_id: Mapped[RunId]


class DocumentSlice(Declared):
    """What one document says about one office, year and version; ``duplicate_of_block`` where it prints it twice."""

    __tablename__ = "document_slice"
    __table_args__ = (
        one_of("kind", words.KINDS),
        one_of("state", words.SLICE_STATES),
        between("fiscal_year", *words.YEARS),
        CheckConstraint("first_page <= last_page", name="pages_in_order"),
    )

    slice_id: Mapped[Key]
    document_id: Mapped[str] = reference("document.document_id")
    block: Mapped[OptionalInt]
    region_code: Mapped[OptionalText] = mapped_column(index=True)
    kind: Mapped[Text]
    fiscal_year: Mapped[OptionalInt]
    version: Mapped[OptionalText]
    period: Mapped[OptionalText]
    skpd_code: Mapped[OptionalText]
    skpd_name: Mapped[OptionalText]
    first_page: Mapped[OptionalInt]
    last_page: Mapped[OptionalInt]
    is_complete: Mapped[Flag]
    incomplete_because: Mapped[OptionalText]
    #: parts of the key that the print leaves open -> what is wrong with it; such a slice stands for itself
    lacks: Mapped[Json] = mapped_column(default="{}")
    state: Mapped[Text] = mapped_column(default="current")
    printed_on: Mapped[OptionalDay]
    received_on: Mapped[OptionalDay]
    complete_to: Mapped[OptionalDay]
    duplicate_of_block: Mapped[OptionalInt]
    basis: Mapped[Json] = mapped_column(default="{}")
    run_id: Mapped[RunId]


class RawRow(Declared):
    """One printed row, its cells as printed (personal data masked)."""

    __tablename__ = "raw_row"
    __table_args__ = (one_of("row_kind", words.ROW_KINDS), CheckConstraint("row_number >= 1", name="row_number_from_1"))

    source_row_id: Mapped[Key]
    document_id: Mapped[str] = reference("document.document_id")
    page: Mapped[OptionalInt]
    sheet: Mapped[OptionalText]
    row_number: Mapped[Int]
    sheet_row: Mapped[OptionalInt]
    row_kind: Mapped[Text]
    block: Mapped[OptionalInt]
    zone: Mapped[OptionalText]
    bbox: Mapped[OptionalJson]
    cells: Mapped[Json]
    fill: Mapped[OptionalText]
    is_hidden: Mapped[Flag] = mapped_column(default=False)
    #: of scanned rows: how sure each of ``cells`` was read, from 0 to 1
    confidence: Mapped[OptionalJson]
    run_id: Mapped[RunId]


class Quarantine(Declared):
    """What was refused: a whole document (``source_row_id`` null) or one row or value of it."""

    __tablename__ = "quarantine"

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[OptionalText] = mapped_column(index=True)
    column_name: Mapped[OptionalText]
    stage: Mapped[Text]
    reason_code: Mapped[Text]
    detail: Mapped[OptionalText]
    run_id: Mapped[RunId]


class Correction(Declared):
    """A value changed by lookup, manifest or person."""

    __tablename__ = "correction"

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[OptionalText]
    column_name: Mapped[Text]
    printed: Mapped[OptionalText]
    used: Mapped[OptionalText]
    reason: Mapped[Text]
    run_id: Mapped[RunId]


class QualityResult(Declared):
    """One expectation on one document."""

    __tablename__ = "quality_result"
    __table_args__ = (one_of("severity", words.SEVERITIES), UniqueConstraint("document_id", "expectation"))

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    expectation: Mapped[Text]
    severity: Mapped[Text]
    success: Mapped[Flag]
    observed: Mapped[OptionalText]
    unexpected_source_row_ids: Mapped[Json] = mapped_column(default="[]")
    run_id: Mapped[RunId]


class TieOut(Declared):
    """One accounting check: what is printed beside what its parts sum to."""

    __tablename__ = "tie_out"

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    parent_source_row_id: Mapped[OptionalText] = mapped_column(index=True)
    measure: Mapped[Text]
    fiscal_year: Mapped[OptionalInt]
    period: Mapped[OptionalText]
    printed_sen: Mapped[OptionalSen]
    summed_sen: Mapped[OptionalSen]
    holds: Mapped[OptionalFlag]
    detail: Mapped[OptionalText]
    run_id: Mapped[RunId]
