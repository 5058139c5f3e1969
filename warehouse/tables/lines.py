"""Planning and budget lines with their money and performance figures."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables import vocabulary as words
from warehouse.tables.declaration import (
    Declared,
    FactId,
    Flag,
    Key,
    OptionalInt,
    OptionalText,
    Quantity,
    RunId,
    Sen,
    Text,
    between,
    one_of,
    reference,
)


class LineItem(Declared):
    """One planning or budget line; ``duplicate_of`` names the first print where a file prints a block twice."""

    __tablename__ = "line_item"
    __table_args__ = (
        one_of("kind", words.KINDS),
        one_of("level", words.LEVELS),
        one_of("row_kind", words.ROW_KINDS),
        between("fiscal_year", *words.YEARS),
    )

    line_item_id: Mapped[Key]
    line_item_key: Mapped[Text] = mapped_column(index=True)
    source_row_id: Mapped[str] = reference("raw_row.source_row_id")
    slice_id: Mapped[str] = reference("document_slice.slice_id")
    document_id: Mapped[str] = reference("document.document_id")
    region_code: Mapped[OptionalText]
    kind: Mapped[Text]
    fiscal_year: Mapped[OptionalInt]
    version: Mapped[OptionalText]
    skpd_code: Mapped[OptionalText]
    skpd_name: Mapped[OptionalText]
    level: Mapped[OptionalText]
    code: Mapped[OptionalText]
    code_edition: Mapped[OptionalText]
    number_printed: Mapped[OptionalText]
    parent_line_item_id: Mapped[str | None] = reference("line_item.line_item_id")
    name: Mapped[OptionalText]
    name_path: Mapped[OptionalText]
    row_kind: Mapped[OptionalText]
    indicator: Mapped[OptionalText]
    unit: Mapped[OptionalText]
    location: Mapped[OptionalText]
    funding_source: Mapped[OptionalText]
    note: Mapped[OptionalText]
    duplicate_of: Mapped[str | None] = reference("line_item.line_item_id")
    run_id: Mapped[RunId]


class LineAmount(Declared):
    """One amount of a line, in sen; ``source_row_id`` is the row that prints it."""

    __tablename__ = "line_amount"
    __table_args__ = (
        between("fiscal_year", *words.YEARS),
        UniqueConstraint(
            "line_item_id", "source_row_id", "measure", "fiscal_year", "period", name="uq_line_amount_printed_once"
        ),
    )

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    line_item_id: Mapped[str] = reference("line_item.line_item_id")
    source_row_id: Mapped[str] = reference("raw_row.source_row_id")
    measure: Mapped[Text]
    fiscal_year: Mapped[OptionalInt]
    period: Mapped[Text]
    amount_sen: Mapped[Sen]
    is_doubtful: Mapped[Flag] = mapped_column(default=False)
    doubt: Mapped[OptionalText]
    run_id: Mapped[RunId]


class LineTarget(Declared):
    """One performance figure of a line: the number where it is one, and the text as printed."""

    __tablename__ = "line_target"
    __table_args__ = (one_of("aspect", words.ASPECTS), between("fiscal_year", *words.YEARS))

    fact_id: Mapped[FactId]
    document_id: Mapped[str] = reference("document.document_id")
    line_item_id: Mapped[str] = reference("line_item.line_item_id")
    source_row_id: Mapped[str] = reference("raw_row.source_row_id")
    indicator: Mapped[OptionalText]
    measure: Mapped[Text]
    aspect: Mapped[Text]
    fiscal_year: Mapped[OptionalInt]
    period: Mapped[Text]
    quantity: Mapped[Quantity]
    quantity_text: Mapped[OptionalText]
    unit: Mapped[OptionalText]
    run_id: Mapped[RunId]
