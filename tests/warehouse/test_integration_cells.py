"""Cells of the integrated share: a figure, or in words why there is none."""

from __future__ import annotations

from typing import Any

import pytest

from warehouse.publish.integration import doubtful_of, rupiah_of, rupiah_share_of, share_of


def row(due: int, judged: int, integrated: int = 0, planned: float | None = None) -> dict[str, Any]:
    return {
        "penyebut": due, "dapat_dinilai": judged, "belum_dapat_dinilai": due - judged, "terintegrasi": integrated,
        "persen_dari_yang_dinilai": 100.0 * integrated / judged if judged else None,
        "pagu_rencana_dinilai_idr": planned, "persen_rupiah": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "share", "rupiah"),
    [
        (row(4, 4, 1), 0.25, "tidak ada baris"),
        (row(4, 2, 1), 0.5, "belum dapat dinilai"),
        (row(4, 0), "belum dapat dinilai", "belum dapat dinilai"),
        (row(0, 0), "tidak ada yang perlu dinilai", "tidak ada yang perlu dinilai"),
    ],
)
def test_a_share_without_a_denominator_says_whether_documents_or_agreements_are_lacking(
    told: dict[str, Any], share: float | str, rupiah: str
) -> None:
    assert share_of(told, "persen_dari_yang_dinilai")[0] == share
    assert rupiah_of(told, "pagu_rencana_dinilai_idr")[0] == rupiah_share_of(told)[0] == rupiah


def test_doubtful_rupiah_stand_apart() -> None:
    assert doubtful_of({"nilai_diragukan_idr": 93_325_547_000_000.0})[0] == 93_325_547_000_000.0
    assert doubtful_of({"nilai_diragukan_idr": None})[0] == "–"
