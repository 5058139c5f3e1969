"""Links between agreements and lines, what people decided about them, and the assessment that follows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Day,
    Declared,
    FactId,
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


class Link(Declared):
    """One agreement and one line that may realise it, with the evidence for and against."""

    __tablename__ = "link"
    __table_args__ = (
        one_of("basis", words.LINK_BASES),
        one_of("strength", words.STRENGTHS),
        one_of("state", words.LINK_STATES),
        one_of("decided_by", words.DECIDERS),
        between("probability", 0, 1),
    )

    agreement_id: Mapped[str] = reference("agreement.agreement_id", is_key=True, index=False)
    line_item_id: Mapped[str] = reference("line_item.line_item_id", is_key=True)
    basis: Mapped[Text]
    strength: Mapped[Text]
    probability: Mapped[Quantity]
    state: Mapped[Text]
    decided_by: Mapped[Text]
    model_version: Mapped[OptionalText]
    evidence: Mapped[Json] = mapped_column(default="{}")
    run_id: Mapped[RunId]


class Decision(Declared):
    """One human decision; it holds for the line's key, so it is carried over years and versions.

    ``subject`` says what is decided: a link to a line (``tautan``), or of the agreement itself its budget scope
    (``cakupan``), category (``kategori``), parent (``induk``) or what it is a second print of (``duplikat``); these
    have a ``value`` (a word of the scope or category, or the other agreement's id) in place of a line.
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
    source_document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[OptionalText]
    run_id: Mapped[RunId]


class Assessment(Declared):
    """The judgement of one agreement for one party region and year; ``as_of`` is the day first judged so."""

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
