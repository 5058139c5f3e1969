"""Money and performance figures of line rows, read by the layout's columns in the locale of each column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from config.layout import Amount, Column, Layout, Target
from transforms.numbers import (
    FIXED_LOCALES,
    NumberLocale,
    UnreadableNumber,
    decide_locale,
    is_empty_number,
    parse_quantity,
    parse_scaled_sen,
    quantity_unit,
)
from transforms.row_records import ColumnStore

#: rupiah in one printed unit
FACTORS = {"rupiah": 1, "ribu_rupiah": 1_000, "juta_rupiah": 1_000_000}
#: period of a figure that follows the document's own period where the document prints none
UNKNOWN_PERIOD = "tidak_tercetak"


AMOUNT_COLUMNS = (
    "line_item_id", "source_row_id", "measure", "fiscal_year", "period", "amount_sen", "is_doubtful",
)  # fmt: skip
TARGET_COLUMNS = (
    "line_item_id", "source_row_id", "indicator", "measure", "aspect", "fiscal_year", "period", "quantity",
    "quantity_text", "unit",
)  # fmt: skip


@dataclass(slots=True)
class Figures:
    """Records for ``line_amount``, ``line_target`` and ``quarantine`` as they are read."""

    amounts: ColumnStore = field(default_factory=lambda: ColumnStore(AMOUNT_COLUMNS))
    targets: ColumnStore = field(default_factory=lambda: ColumnStore(TARGET_COLUMNS))
    quarantine: list[dict[str, object]] = field(default_factory=list)


def decide_locales(rows: pd.DataFrame, layout: Layout) -> dict[str, NumberLocale]:
    """The locale of each money and target column of a document, from all its lines and continuations.

    Columns of one aspect stand by each other: where a column shows only ``1.234``, the others of its aspect decide.
    """
    printed = rows[rows["row_kind"].isin(["line", "continuation", "summary"])]
    locales: dict[str, NumberLocale] = {}
    for aspect in ("anggaran", "kinerja"):
        names = [name for name, column in layout.columns.items() if _aspect(column) == aspect]
        fixed = layout.numbers.amount if aspect == "anggaran" else layout.numbers.quantity
        if fixed != "auto":
            locales |= dict.fromkeys(names, FIXED_LOCALES[fixed])
            continue
        columns = {name: printed[f"v_{name}"].tolist() for name in names}
        together = decide_locale(text for texts in columns.values() for text in texts)
        locales |= {name: decide_locale(texts, together) for name, texts in columns.items()}
    return locales


def _aspect(column: Column) -> str | None:
    if column.amount is not None:
        return "anggaran"
    return "kinerja" if column.target is not None else None


def read_figures(
    record: Mapping[str, object],
    line: Mapping[str, object],
    layout: Layout,
    locales: Mapping[str, NumberLocale],
    into: Figures,
) -> None:
    """Add the figures printed on one row to ``into``; they belong to ``line`` and keep the row's own id.

    A dash or blank gives no amount. Money that can't be read goes to quarantine; a performance figure is kept as
    printed, with its value where it is a number. A continuation without any figure keeps its indicator as a target
    without value.
    """
    own = {"line_item_id": line["line_item_id"], "source_row_id": record["source_row_id"]}
    row_measure = _row_measure(record, layout)
    found = len(into.amounts) + len(into.targets) + len(into.quarantine)
    for name, column in layout.columns.items():
        text = _printed(record, name)
        if column.amount is not None:
            amount = column.amount.model_copy(update={"measure": row_measure}) if row_measure else column.amount
            read_amount(text, name, amount, own, line, locales[name], into)
        elif column.target is not None and text is not None:
            into.targets.append(_target(text, column.target, own, line, record, locales[name]))
    is_without = found == len(into.amounts) + len(into.targets) + len(into.quarantine)
    if is_without and record["source_row_id"] != line["source_row_id"]:
        into.targets.append(_bare_indicator(layout, own, line, record))


def _row_measure(record: Mapping[str, object], layout: Layout) -> str | None:
    """The measure that the row itself prints ("Target", "Realisasi"), where the layout's rows differ by it."""
    rule = layout.row_measure
    text = (_printed(record, rule.column) or "").casefold() if rule is not None else ""
    return next((m for word, m in rule.words.items() if text.startswith(word.casefold())), None) if rule else None


def read_amount(
    text: str | None,
    name: str,
    amount: Amount,
    own: Mapping[str, object],
    line: Mapping[str, object],
    locale: NumberLocale,
    into: Figures,
) -> None:
    """Add the money ``text`` prints, or why it can't be read, to ``into``; ``name`` says in which column it stands."""
    if is_empty_number(text):
        return
    try:
        sen = parse_scaled_sen(text, locale, FACTORS[amount.unit])
    except UnreadableNumber as error:
        into.quarantine.append(
            {
                "document_id": line["document_id"],
                "source_row_id": own["source_row_id"],
                "column_name": name,
                "stage": "transform",
                "reason_code": "number_unreadable",
                "detail": f"kolom {name}: '{text}' tidak dapat dibaca sebagai rupiah ({error})",
            }
        )
        return
    year, period = _when(amount, line)
    into.amounts.append(
        {
            **own,
            "measure": amount.measure if year == line["fiscal_year"] else amount.other_year or amount.measure,
            "fiscal_year": year,
            "period": period,
            "amount_sen": sen,
            "is_doubtful": False,
        }
    )


def _target(
    text: str | None,
    target: Target,
    own: Mapping[str, object],
    line: Mapping[str, object],
    record: Mapping[str, object],
    locale: NumberLocale,
) -> dict[str, object]:
    year, period = _when(target, line)
    return {
        **own,
        "indicator": _printed(record, target.indicator or "indicator"),
        "measure": target.measure,
        "aspect": target.aspect,
        "fiscal_year": year,
        "period": period,
        "quantity": parse_quantity(text, locale),
        "quantity_text": text,
        "unit": _unit(target, record, text),
    }


def _bare_indicator(
    layout: Layout, own: Mapping[str, object], line: Mapping[str, object], record: Mapping[str, object]
) -> dict[str, object]:
    targets = [column.target for column in layout.columns.values() if column.target is not None]
    target = targets[0] if targets else Target(measure="indikator")
    return {**_target(None, target, own, line, record, NumberLocale()), "quantity": None}


def _unit(target: Target, record: Mapping[str, object], text: str | None) -> str | None:
    """The unit of its column, else the one behind the figure; achievements are percentages where none is printed."""
    printed = _printed(record, target.unit) if target.unit is not None else None
    return printed or quantity_unit(text) or ("%" if target.measure.startswith("capaian") else None)


def _when(figure: Amount | Target, line: Mapping[str, object]) -> tuple[int | None, str]:
    base = line["fiscal_year"]
    year = figure.fiscal_year if figure.fiscal_year is not None else None
    if year is None and base is not None:
        year = int(str(base)) + figure.year
    period = figure.period if figure.period != "slice" else str(line["period"] or UNKNOWN_PERIOD)
    return year, period


def _printed(record: Mapping[str, object], column: str) -> str | None:
    text = " ".join(str(record.get(f"v_{column}") or "").split())
    return text or None
