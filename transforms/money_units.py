"""Money printed in thousands or millions: said once above the table, meant for every figure below it."""

from __future__ import annotations

from collections.abc import Iterable

from config.layout import Column, Layout, MoneyUnit, printed_unit
from extractors.records import Block, RejectedDocument


def in_printed_unit(layout: Layout, blocks: Iterable[Block]) -> Layout:
    """``layout`` with its money in the unit that the headings of ``blocks`` print; as it is where they print none.

    Columns that the layout itself reads in thousands or millions stay so. Raises :class:`RejectedDocument`
    ``mixed_units`` where two parts of a document print different units.
    """
    units = {unit for block in blocks for line in block.headings if (unit := printed_unit(line, in_title=True))}
    if len(units) > 1:
        raise RejectedDocument(
            "mixed_units",
            f"dokumen mencetak lebih dari satu satuan uang: {', '.join(sorted(units))}; pecah per bagiannya",
            stage="transform",
        )
    if not units:
        return layout
    unit = units.pop()
    return layout.model_copy(update={"columns": {name: _in_unit(c, unit) for name, c in layout.columns.items()}})


def _in_unit(column: Column, unit: MoneyUnit) -> Column:
    if column.amount is None or column.amount.unit != "rupiah":
        return column
    return column.model_copy(update={"amount": column.amount.model_copy(update={"unit": unit})})
