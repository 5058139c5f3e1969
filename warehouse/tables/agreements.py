"""Agreements: as each document prints them (records), and as they are known after all registers are read together."""

from __future__ import annotations

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Declared,
    FactId,
    Flag,
    Json,
    Key,
    OptionalDay,
    OptionalFlag,
    OptionalText,
    Quantity,
    RunId,
    Text,
    between,
    one_of,
    reference,
)


class AgreementText:
    """The columns that a printed record and a resolved agreement share."""

    register_no: Mapped[OptionalText]
    section: Mapped[OptionalText]
    region_code: Mapped[OptionalText] = mapped_column(index=True)
    instrument: Mapped[OptionalText]
    instrument_printed: Mapped[OptionalText]
    category: Mapped[OptionalText]
    category_basis: Mapped[OptionalText]
    title: Mapped[OptionalText]
    scope: Mapped[OptionalText]
    number: Mapped[OptionalText]
    signed_date: Mapped[OptionalDay]
    signed_date_printed: Mapped[OptionalText]
    date_precision: Mapped[OptionalText]
    date_flag: Mapped[OptionalText]
    start_date: Mapped[OptionalDay]
    end_date: Mapped[OptionalDay]
    end_basis: Mapped[OptionalText]
    term_printed: Mapped[OptionalText]
    auto_renew: Mapped[OptionalFlag]
    status_printed: Mapped[OptionalText]
    is_planned: Mapped[Flag] = mapped_column(default=False)
    ended_on: Mapped[OptionalDay]
    note: Mapped[OptionalText]
    budget_scope: Mapped[OptionalText]
    budget_scope_basis: Mapped[OptionalText]
    warnings: Mapped[Json] = mapped_column(default="[]")
    run_id: Mapped[RunId]


def _checks() -> tuple[object, ...]:
    return (
        one_of("instrument", words.INSTRUMENTS),
        one_of("category", words.CATEGORIES),
        one_of("date_precision", words.DATE_PRECISIONS),
        one_of("budget_scope", words.CAKUPAN),
    )


class AgreementRecord(AgreementText, Declared):
    """One agreement as one document prints it."""

    __tablename__ = "agreement_record"
    __table_args__ = _checks()

    record_id: Mapped[Key]
    document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[str] = reference("raw_row.source_row_id")
    slice_id: Mapped[str] = reference("document_slice.slice_id")
    numbers: Mapped[Json] = mapped_column(default="[]")
    partner_printed: Mapped[OptionalText]
    parties: Mapped[Json] = mapped_column(default="[]")
    skpds: Mapped[Json] = mapped_column(default="[]")
    urusans: Mapped[Json] = mapped_column(default="[]")
    parent_ref: Mapped[OptionalText]
    source_rows: Mapped[Json] = mapped_column(default="[]")


class Agreement(AgreementText, Declared):
    """One agreement version, known from one or several printed records."""

    __tablename__ = "agreement"
    __table_args__ = (*_checks(), one_of("parent_basis", words.PARENT_BASES))

    agreement_id: Mapped[Key]
    parent_agreement_id: Mapped[OptionalText] = mapped_column(index=True)
    parent_basis: Mapped[OptionalText]
    parent_ref: Mapped[OptionalText]
    is_readable: Mapped[Flag] = mapped_column(default=True)


class AgreementParty(Declared):
    __tablename__ = "agreement_party"

    agreement_id: Mapped[str] = reference("agreement.agreement_id", is_key=True, index=False)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[OptionalText]
    party_kind: Mapped[OptionalText]
    region_code: Mapped[OptionalText] = mapped_column(index=True)
    number: Mapped[OptionalText]
    run_id: Mapped[RunId]


class AgreementSkpd(Declared):
    """One office of a party: ``region_code`` is the region whose register names it, ``skpd_printed`` how."""

    __tablename__ = "agreement_skpd"

    fact_id: Mapped[FactId]
    agreement_id: Mapped[str] = reference("agreement.agreement_id")
    region_code: Mapped[OptionalText]
    skpd_code: Mapped[OptionalText]
    skpd_name: Mapped[OptionalText]
    skpd_printed: Mapped[OptionalText]
    basis: Mapped[OptionalText]
    run_id: Mapped[RunId]


class AgreementUrusan(Declared):
    __tablename__ = "agreement_urusan"

    agreement_id: Mapped[str] = reference("agreement.agreement_id", is_key=True, index=False)
    urusan_code: Mapped[Key]
    basis: Mapped[OptionalText]
    run_id: Mapped[RunId]


class AgreementSource(Declared):
    """Which printed rows an agreement comes from, and as what (``role``)."""

    __tablename__ = "agreement_source"

    agreement_id: Mapped[str] = reference("agreement.agreement_id", is_key=True, index=False)
    source_row_id: Mapped[str] = reference("raw_row.source_row_id", is_key=True)
    role: Mapped[Key]
    run_id: Mapped[RunId]


class AgreementIdentity(Declared):
    """Every id ever minted and what it was minted from; rows are added, never changed or removed."""

    __tablename__ = "agreement_identity"

    agreement_id: Mapped[Key]
    basis: Mapped[OptionalText]
    identity_key: Mapped[Text] = mapped_column(unique=True)
    run_id: Mapped[RunId]


class AgreementAlias(Declared):
    """An id that was merged into another; the old one still answers."""

    __tablename__ = "agreement_alias"

    alias_id: Mapped[Key]
    agreement_id: Mapped[Text] = mapped_column(index=True)
    reason: Mapped[OptionalText]
    run_id: Mapped[RunId]


class AgreementCandidate(Declared):
    """Two agreements that may be one, or successor and predecessor, or child and parent: for people to decide."""

    __tablename__ = "agreement_candidate"
    __table_args__ = (one_of("relation", words.RELATIONS), between("score", 0, 1))

    fact_id: Mapped[FactId]
    agreement_id: Mapped[str] = reference("agreement.agreement_id")
    other_agreement_id: Mapped[str] = reference("agreement.agreement_id")
    relation: Mapped[Text]
    score: Mapped[Quantity]
    evidence: Mapped[Json] = mapped_column(default="{}")
    run_id: Mapped[RunId]
