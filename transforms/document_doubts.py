"""Doubts about whose a document is, found only when documents are held against each other.

A form filled in over another's, or headed by the wrong region, is whole and sound by itself. Which of two documents is
the wrong one can't be told from their prints: both are named, nothing is taken away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pandas as pd

from config.reference import Reference
from transforms.rival_offices import find_rival_offices
from transforms.same_figures import find_same_figures

SAME_FIGURES = "line_amount.angka_bukan_milik_dokumen_lain"
RIVAL_OFFICES = "document_slice.satu_dinas_per_urusan"
RESULT_COLUMNS = ("document_id", "expectation", "severity", "success", "observed", "unexpected_source_row_ids")
_MOST_SHOWN = 3


@dataclass(slots=True)
class _Seen:
    says: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        ordered = sorted(self.says)
        further = len(ordered) - _MOST_SHOWN
        return "; ".join(ordered[:_MOST_SHOWN]) + (f"; dan {further} lainnya" if further > 0 else "")


def find_document_doubts(
    slices: pd.DataFrame, lines: pd.DataFrame, amounts: pd.DataFrame, reference: Reference
) -> pd.DataFrame:
    """Rows of ``quality_result`` (:data:`RESULT_COLUMNS`), one per document and doubt, all warnings.

    ``slices`` with ``file_name``; ``lines`` and ``amounts`` of live slices, second prints left out. Nothing depends on
    the order of the frames.
    """
    by_id = {str(row["slice_id"]): row for row in slices.sort_values("slice_id").to_dict("records")}
    found: dict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for document_id, says, rows in find_same_figures(by_id, lines, amounts, reference):
        found[document_id, SAME_FIGURES].says.add(says)
        found[document_id, SAME_FIGURES].rows.update(rows)
    for document_id, says in find_rival_offices(by_id.values(), reference):
        found[document_id, RIVAL_OFFICES].says.add(says)
    results = [
        (document_id, expectation, "warning", False, str(seen), sorted(seen.rows))
        for (document_id, expectation), seen in sorted(found.items())
    ]
    return pd.DataFrame(results, columns=list(RESULT_COLUMNS), dtype=object)
