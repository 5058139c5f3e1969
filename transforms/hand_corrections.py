"""What a person read off the picture of a scan, put in place of what the machine read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from extractors.records import RejectedDocument

#: columns of a correction besides the file's ``path``; ``used`` is what stands in the picture, blank where nothing does
FIELDS = ("page", "row_number", "column_name", "used", "reason")
_CORRECTION_COLUMNS = ("source_row_id", "document_id", "column_name", "printed", "used", "reason")


def correct_by_hand(rows: pd.DataFrame, corrections: Sequence[Mapping[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(``rows`` with the values of ``corrections``, no longer in doubt, and ``is_confirmed``; ``correction`` rows).

    ``cells`` keep what was read. Raises :class:`RejectedDocument` ``correction_invalid`` for a place that does not
    exist or was no scan: where a page has its text, what it prints is never replaced.
    """
    rows = rows.assign(is_confirmed=False)
    if not corrections:
        return rows, pd.DataFrame(columns=list(_CORRECTION_COLUMNS), dtype=object)
    place_of = {(str(row["page"]), str(row["row_number"])): index for index, row in rows.iterrows()}
    corrected = rows.copy()
    told = []
    for correction in corrections:
        index = place_of.get((correction["page"], correction["row_number"]))
        name = f"v_{correction['column_name']}"
        if index is None or name not in rows.columns or rows.at[index, "confidence"] is None:
            raise _invalid(correction, rows)
        used = correction.get("used") or None
        told.append(
            {
                **{key: rows.at[index, key] for key in ("source_row_id", "document_id")},
                "column_name": correction["column_name"],
                "printed": corrected.at[index, name],
                "used": used,
                "reason": correction["reason"],
            }
        )
        corrected.at[index, name], corrected.at[index, "is_confirmed"] = used, True
        in_doubt = corrected.at[index, "low_confidence"]
        corrected.at[index, "low_confidence"] = tuple(name for name in in_doubt if name != correction["column_name"])
    return corrected, pd.DataFrame(told, columns=list(_CORRECTION_COLUMNS), dtype=object)


def _invalid(correction: Mapping[str, str], rows: pd.DataFrame) -> RejectedDocument:
    columns = ", ".join(name.removeprefix("v_") for name in rows.columns if name.startswith("v_"))
    return RejectedDocument(
        "correction_invalid",
        f"koreksi.csv: halaman {correction['page']} baris {correction['row_number']} kolom "
        f"'{correction['column_name']}' bukan sel hasil pindai dokumen ini; kolomnya: {columns}",
        "transform",
    )
