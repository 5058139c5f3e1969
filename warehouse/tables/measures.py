"""What is measured over whole documents: how much of an office's plan stands again in its budget."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Declared,
    FactId,
    Int,
    OptionalInt,
    OptionalSen,
    OptionalText,
    Quantity,
    RunId,
    Text,
    between,
    one_of,
)


class Consistency(Declared):
    """Planning held against budget for one office and year; figures are null where a document is not whole."""

    __tablename__ = "consistency"
    __table_args__ = (
        one_of("state", words.CONSISTENCY_STATES),
        between("fiscal_year", *words.YEARS),
        {"info": {"identity": ("region_code", "fiscal_year", "skpd_name")}},
    )

    fact_id: Mapped[FactId]
    region_code: Mapped[Text]
    fiscal_year: Mapped[Int]
    skpd_name: Mapped[OptionalText]
    planning_document: Mapped[OptionalText]
    budget_document: Mapped[OptionalText]
    state: Mapped[Text]
    planned_count: Mapped[OptionalInt]
    kept_count: Mapped[OptionalInt]
    added_count: Mapped[OptionalInt]
    kept_count_pct: Mapped[Quantity]
    count_class: Mapped[OptionalText]
    planned_sen: Mapped[OptionalSen]
    kept_planned_sen: Mapped[OptionalSen]
    kept_budgeted_sen: Mapped[OptionalSen]
    added_sen: Mapped[OptionalSen]
    doubtful_sen: Mapped[OptionalSen]
    kept_rupiah_pct: Mapped[Quantity]
    rupiah_class: Mapped[OptionalText]
    run_id: Mapped[RunId]
