"""Amounts of scans that don't add up: any of them may be misread, so none of the family is loaded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from transforms.unsure import QUARANTINE_COLUMNS


def withhold_untied(
    amounts: pd.DataFrame, items: pd.DataFrame, ties: pd.DataFrame, rows: pd.DataFrame, refused: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(``amounts`` without those read from a picture in a family whose sum is broken, quarantine rows for these).

    A broken sum may be printed so, or be a misread figure that no other check caught. A family that lacks one of the
    ``refused`` rows is left alone: its sum can't be told. What a person confirmed (:mod:`transforms.hand_corrections`,
    ``is_confirmed``) stays. ``rows`` are all of the document, as printed.
    """
    nothing = pd.DataFrame(columns=list(QUARANTINE_COLUMNS), dtype=object)
    broken = ties[~ties["holds"].astype(bool)] if len(ties) else ties
    if broken.empty:
        return amounts, nothing
    row_of = items.set_index("line_item_id")["source_row_id"].to_dict()
    parent_of = {item["source_row_id"]: row_of.get(item["parent_line_item_id"]) for item in items.to_dict("records")}
    lacking = _families_lacking(refused, parent_of, rows["source_row_id"].tolist())
    unsure = set(rows.loc[rows["confidence"].notna() & ~rows["is_confirmed"].astype(bool), "source_row_id"])
    children: dict[str, list[str]] = {}
    for row, parent in parent_of.items():
        children.setdefault(str(parent), []).append(row)
    suspects: dict[tuple[str, str, object, str], str] = {}
    for tie in broken.to_dict("records"):
        whole = tie["parent_source_row_id"]
        family = {whole, *children.get(whole, ())} & unsure
        if whole not in lacking:
            shown = f"tercetak {tie['printed_sen'] // 100}, jumlah {tie['summed_sen'] // 100}"
            suspects |= {(row, tie["measure"], tie["fiscal_year"], tie["period"]): shown for row in family}
    keys = amounts[["source_row_id", "measure", "fiscal_year", "period"]].itertuples(index=False, name=None)
    found = [suspects.get(key) for key in keys]
    is_suspect = pd.Series([shown is not None for shown in found], index=amounts.index, dtype=bool)
    document_of = items.set_index("source_row_id")["document_id"].to_dict()
    quarantine = [
        {
            "document_id": document_of.get(amount["source_row_id"]),
            "source_row_id": amount["source_row_id"],
            "column_name": amount["measure"],
            "stage": "transform",
            "reason_code": "ocr_untied",
            "detail": f"{amount['measure']} {amount['period']} dari hasil pindai tidak cocok dengan jumlahnya "
            f"({shown}); periksa gambarnya",
        }
        for amount, shown in zip(amounts.to_dict("records"), found, strict=True)
        if shown is not None
    ]
    return amounts[~is_suspect], pd.DataFrame(quarantine, columns=list(QUARANTINE_COLUMNS), dtype=object)


def _families_lacking(refused: Collection[str], parent_of: Mapping[str, str | None], order: Sequence[str]) -> set[str]:
    """Lines whose sum may lack a refused row or take in its children.

    Where only a figure was refused, that is the line and its parent. Of a line refused whole nobody knows the parent:
    any line may be it that the line before belongs to.
    """
    lacking: set[str] = set()
    latest: str | None = None
    for row in order:
        if row in parent_of:
            latest = row
            if row in refused:
                lacking |= {row, parent_of[row] or row}
        elif row in refused:
            above = latest
            while above is not None:
                lacking.add(above)
                above = parent_of.get(above)
    return lacking
