"""What is measured over whole documents, and the way of each agreement through them."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Day,
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
    reference,
)


class ConsistencyFigures:
    """How much of a plan stands again in the budget; figures are null where a document is not whole."""

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


class Consistency(ConsistencyFigures, Declared):
    """Planning held against budget for one office and year."""

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


class ConsistencyUrusan(ConsistencyFigures, Declared):
    """The same for one bidang urusan of one office and year; the code is null where no line prints one."""

    __tablename__ = "consistency_urusan"
    __table_args__ = (
        between("fiscal_year", *words.YEARS),
        {"info": {"identity": ("region_code", "fiscal_year", "skpd_name", "urusan_code")}},
    )

    fact_id: Mapped[FactId]
    region_code: Mapped[Text]
    fiscal_year: Mapped[Int]
    skpd_name: Mapped[OptionalText]
    urusan_code: Mapped[OptionalText]


class AgreementStep(Declared):
    """Whether an agreement stands at one step of planning and budgeting, for one party region and year."""

    __tablename__ = "agreement_step"
    __table_args__ = (
        one_of("step", words.STEPS),
        one_of("state", words.STEP_STATES),
        between("fiscal_year", *words.YEARS),
        {"info": {"identity": ("agreement_id", "party_region_code", "fiscal_year", "step")}},
    )

    fact_id: Mapped[FactId]
    agreement_id: Mapped[str] = reference("agreement.agreement_id")
    party_region_code: Mapped[Text]
    fiscal_year: Mapped[Int]
    step: Mapped[Text]
    state: Mapped[Text]
    document: Mapped[OptionalText]
    line_count: Mapped[Int]
    run_id: Mapped[RunId]


class SupportingLine(Declared):
    """One sub kegiatan whose money stands in ``supporting_*_sen`` of an assessment (``stage``).

    Sums over agreements take each ``line_item_id`` once. The line is no foreign key: it may end with its document
    before the next settlement.
    """

    __tablename__ = "supporting_line"
    __table_args__ = (
        one_of("stage", words.STAGES),
        between("fiscal_year", *words.YEARS),
        {"info": {"identity": ("agreement_id", "party_region_code", "fiscal_year", "stage", "line_item_id")}},
    )

    fact_id: Mapped[FactId]
    agreement_id: Mapped[str] = reference("agreement.agreement_id")
    party_region_code: Mapped[Text]
    fiscal_year: Mapped[Int]
    stage: Mapped[Text]
    line_item_id: Mapped[Text] = mapped_column(index=True)
    skpd_name: Mapped[OptionalText]
    urusan_code: Mapped[OptionalText]
    amount_sen: Mapped[OptionalSen]
    doubtful_sen: Mapped[OptionalSen]
    run_id: Mapped[RunId]


class Absorption(Declared):
    """Budget and realisation of an agreement's supporting lines up to the end of one quarter.

    ``budget_basis`` says whether the budget is that of the APBD or DPA, or the anggaran printed in the report.
    ``realised_sen`` is null where no report reaches to the quarter's end.
    """

    __tablename__ = "absorption"
    __table_args__ = (
        between("fiscal_year", *words.YEARS),
        between("quarter", 1, 4),
        {"info": {"identity": ("agreement_id", "party_region_code", "fiscal_year", "quarter")}},
    )

    fact_id: Mapped[FactId]
    agreement_id: Mapped[str] = reference("agreement.agreement_id")
    party_region_code: Mapped[Text]
    fiscal_year: Mapped[Int]
    quarter: Mapped[Int]
    quarter_end: Mapped[Day]
    budget_sen: Mapped[OptionalSen]
    budget_basis: Mapped[OptionalText]
    realised_sen: Mapped[OptionalSen]
    doubtful_sen: Mapped[OptionalSen]
    realised_pct: Mapped[Quantity]
    report: Mapped[OptionalText]
    line_count: Mapped[Int]
    run_id: Mapped[RunId]
