"""Links between agreements and lines, what people decided about them, and the assessment that follows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Day,
    Declared,
    FactId,
    Flag,
    Int,
    Json,
    Key,
    OptionalInt,
    OptionalJson,
    OptionalSen,
    OptionalText,
    Quantity,
    RunId,
    Text,
    between,
    one_of,
    reference,
)

#: the links that judging reads
TELLING = "is_open OR is_facilitation OR state = 'accepted'"


class Link(Declared):
    """One agreement and one line that may realise it, with the evidence for and against.

    A candidate that ``is_open`` is worth a look and keeps the agreement from being judged; ``is_audit`` marks the few
    drawn at random, so that the model can be measured on what nobody chose. ``is_facilitation``: the line is the
    secretariat's own cost of cooperation. Most links are candidates that were only compared: what judging reads is
    indexed apart.
    """

    __tablename__ = "link"
    __table_args__ = (
        one_of("basis", words.LINK_BASES),
        one_of("strength", words.STRENGTHS),
        one_of("state", words.LINK_STATES),
        one_of("decided_by", words.DECIDERS),
        between("probability", 0, 1),
        Index("ix_link_telling", "agreement_id", sqlite_where=text(TELLING), postgresql_where=text(TELLING)),
    )

    agreement_id: Mapped[str] = reference("agreement.agreement_id", is_key=True, index=False)
    line_item_id: Mapped[str] = reference("line_item.line_item_id", is_key=True)
    basis: Mapped[Text]
    strength: Mapped[Text]
    probability: Mapped[Quantity]
    state: Mapped[Text]
    is_open: Mapped[Flag] = mapped_column(default=False)
    is_audit: Mapped[Flag] = mapped_column(default=False)
    is_facilitation: Mapped[Flag] = mapped_column(default=False)
    decided_by: Mapped[Text]
    model_version: Mapped[OptionalText]
    partition: Mapped[OptionalText] = mapped_column(index=True)
    evidence: Mapped[Json] = mapped_column(default="{}")
    run_id: Mapped[RunId]


class LinkPartition(Declared):
    """The lines that are compared with each other, and a hash of all that their links follow from: as long as it is
    the same, so are the links."""

    __tablename__ = "link_partition"

    partition: Mapped[Key]
    region_code: Mapped[OptionalText] = mapped_column(index=True)
    fingerprint: Mapped[Text]
    model_version: Mapped[Text]
    line_count: Mapped[Int]
    link_count: Mapped[Int]
    run_id: Mapped[RunId]


class DecisionPlacement(Declared):
    """Where a decision holds now: on how many lines, or why on none.

    Of a decision that names its line or agreement otherwise than by key and fits none or several, ``agreement_id`` is
    empty where the agreement is unknown, and ``line_item_key`` is the id of the row it is written in.
    """

    __tablename__ = "decision_placement"
    __table_args__ = (
        one_of("state", words.PLACEMENT_STATES),
        {"info": {"identity": ("agreement_id", "line_item_key")}},
    )

    fact_id: Mapped[FactId]
    agreement_id: Mapped[Text] = mapped_column(index=True)
    line_item_key: Mapped[Text]
    verdict: Mapped[Text]
    reviewer: Mapped[OptionalText]
    decided_at: Mapped[OptionalText]
    state: Mapped[Text]
    line_count: Mapped[Int]
    reason: Mapped[OptionalText]
    source_document_id: Mapped[OptionalText]
    source_row_id: Mapped[OptionalText]
    run_id: Mapped[RunId]


class Decision(Declared):
    """One human decision; it holds for the line's key, so it is carried over years and versions.

    ``subject`` says what is decided: a link to a line (``tautan``), or of the agreement itself its budget scope
    (``cakupan``), category (``kategori``), parent (``induk``) or what it is a second print of (``duplikat``); these
    have a ``value`` (a word of the scope or category, or the other agreement's id) in place of a line.

    ``line_place`` is where the reviewer saw the line (file, page or sheet, row). A reviewer may tell the line by it
    alone, and the agreement by ``agreement_ref`` (number or title): then ``line_item_key`` is null and ``agreement_id``
    empty, and both are looked up whenever links are made.
    """

    __tablename__ = "decision"
    __table_args__ = (one_of("verdict", words.VERDICTS), one_of("subject", words.DECISION_SUBJECTS))

    fact_id: Mapped[FactId]
    agreement_id: Mapped[Text] = mapped_column(index=True)
    subject: Mapped[Text] = mapped_column(default="tautan")
    value: Mapped[OptionalText]
    line_item_key: Mapped[OptionalText] = mapped_column(index=True)
    verdict: Mapped[Text]
    reviewer: Mapped[OptionalText]
    decided_at: Mapped[datetime | None] = mapped_column(DateTime)
    note: Mapped[OptionalText]
    line_name: Mapped[OptionalText]
    agreement_ref: Mapped[OptionalText]
    line_place: Mapped[OptionalText]
    source_document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[OptionalText]
    run_id: Mapped[RunId]


class Assessment(Declared):
    """The judgement of one agreement for one party region and year; ``as_of`` is the day first judged so.

    ``counted_as`` is the agreement under which shares count it: the first of those that amend or continue one another.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        one_of("naskah", words.NASKAH),
        one_of("cakupan", words.CAKUPAN),
        one_of("rencana", words.RENCANA),
        one_of("anggaran", words.ANGGARAN),
        one_of("realisasi", words.REALISASI),
        one_of("status", words.STATUSES),
        between("fiscal_year", *words.YEARS),
        {"info": {"identity": ("agreement_id", "party_region_code", "fiscal_year")}},
    )

    fact_id: Mapped[FactId]
    agreement_id: Mapped[str] = reference("agreement.agreement_id")
    party_region_code: Mapped[OptionalText] = mapped_column(index=True)
    fiscal_year: Mapped[Int]
    as_of: Mapped[Day]
    naskah: Mapped[Text]
    cakupan: Mapped[Text]
    rencana: Mapped[Text]
    anggaran: Mapped[Text]
    realisasi: Mapped[Text]
    status: Mapped[Text] = mapped_column(index=True)
    reason: Mapped[OptionalText]
    supporting_planned_sen: Mapped[OptionalSen]
    supporting_budgeted_sen: Mapped[OptionalSen]
    supporting_realised_sen: Mapped[OptionalSen]
    supporting_doubtful_sen: Mapped[OptionalSen]
    flags: Mapped[Json] = mapped_column(default="[]")
    links_accepted: Mapped[OptionalInt]
    links_candidate: Mapped[OptionalInt]
    coverage: Mapped[OptionalJson]
    counted_as: Mapped[OptionalText]
    run_id: Mapped[RunId]


class Model(Declared):
    """A scorer that links were made with, whole enough to be rebuilt from its parameters."""

    __tablename__ = "model"

    model_version: Mapped[Key]
    kind: Mapped[Text]
    trained_on: Mapped[OptionalText]
    parameters: Mapped[Json] = mapped_column(default="{}")
    figures: Mapped[Json] = mapped_column(default="{}")
    run_id: Mapped[RunId]
