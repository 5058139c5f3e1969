"""Reference data as used, what documents should exist, and two registers of the evaluators."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Declared,
    FactId,
    Json,
    Key,
    OptionalDay,
    OptionalFlag,
    OptionalInt,
    OptionalText,
    RunId,
    Text,
    between,
    one_of,
    reference,
)


class Region(Declared):
    __tablename__ = "region"
    __table_args__ = (one_of("level", words.REGION_LEVELS),)

    region_code: Mapped[Key]
    name: Mapped[Text]
    level: Mapped[Text]
    province_code: Mapped[OptionalText] = mapped_column(index=True)
    run_id: Mapped[RunId]


class RegionBorder(Declared):
    """One land border, listed in both directions."""

    __tablename__ = "region_border"

    region_code: Mapped[Key]
    neighbour_code: Mapped[Key]
    run_id: Mapped[RunId]


class Skpd(Declared):
    """One office under one name for a span of years; ``office`` is the same for all its names."""

    __tablename__ = "skpd"

    fact_id: Mapped[FactId]
    region_code: Mapped[Text] = mapped_column(index=True)
    skpd_code: Mapped[OptionalText]
    skpd_name: Mapped[Text]
    valid_from: Mapped[OptionalInt]
    valid_to: Mapped[OptionalInt]
    office: Mapped[OptionalText]
    part_of: Mapped[OptionalText]
    aliases: Mapped[Json] = mapped_column(default="[]")
    run_id: Mapped[RunId]


class Nomenclature(Declared):
    """One code of one edition of the national nomenclature."""

    __tablename__ = "nomenclature"

    edition: Mapped[Key]
    code: Mapped[Key]
    level: Mapped[Text]
    name: Mapped[Text]
    parent_code: Mapped[OptionalText]
    run_id: Mapped[RunId]


class ExpectedDocument(Declared):
    """One document that should exist; due and late follow from ``due_date`` and the day asked about."""

    __tablename__ = "expected_document"
    __table_args__ = (
        one_of("kind", words.KINDS),
        {"info": {"identity": ("region_code", "kind", "fiscal_year", "version", "period", "skpd_code", "skpd_name")}},
    )

    fact_id: Mapped[FactId]
    region_code: Mapped[Text] = mapped_column(index=True)
    kind: Mapped[Text]
    fiscal_year: Mapped[OptionalInt]
    version: Mapped[OptionalText]
    period: Mapped[OptionalText]
    skpd_code: Mapped[OptionalText]
    skpd_name: Mapped[OptionalText]
    due_date: Mapped[OptionalDay]
    due_basis: Mapped[OptionalText]
    is_due_verified: Mapped[OptionalFlag]
    run_id: Mapped[RunId]


class UrusanMapping(Declared):
    """One affair that an office proposed for cooperation."""

    __tablename__ = "urusan_mapping"
    __table_args__ = (between("fiscal_year", *words.YEARS),)

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[OptionalText]
    slice_id: Mapped[OptionalText]
    region_code: Mapped[OptionalText] = mapped_column(index=True)
    fiscal_year: Mapped[OptionalInt]
    skpd_code: Mapped[OptionalText]
    skpd_name: Mapped[OptionalText]
    urusan_code: Mapped[OptionalText]
    urusan_name: Mapped[OptionalText]
    cooperation_object: Mapped[OptionalText]
    potential: Mapped[OptionalText]
    partner: Mapped[OptionalText]
    is_accepted: Mapped[OptionalFlag]
    note: Mapped[OptionalText]
    run_id: Mapped[RunId]


class Tkksd(Declared):
    """One coordinating team (Tim Koordinasi Kerja Sama Daerah) as established."""

    __tablename__ = "tkksd"

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    source_row_id: Mapped[OptionalText]
    slice_id: Mapped[OptionalText]
    region_code: Mapped[OptionalText] = mapped_column(index=True)
    decree_number: Mapped[OptionalText]
    decree_date: Mapped[OptionalDay]
    valid_from: Mapped[OptionalDay]
    valid_to: Mapped[OptionalDay]
    is_active: Mapped[OptionalFlag]
    has_work_programme: Mapped[OptionalFlag]
    note: Mapped[OptionalText]
    run_id: Mapped[RunId]


class WarehouseState(Declared):
    """What the warehouse remembers of itself, such as which definition its views were made from."""

    __tablename__ = "warehouse_state"

    name: Mapped[Key]
    value: Mapped[Text]
