"""Cross-validation over agreements: no label of an agreement touches its own links."""

from __future__ import annotations

from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.matching.held_out import held_out_links
from transforms.matching.score import COLD_START

TOPICS = (
    "pengangkutan sampah pesisir", "rujukan pasien darurat", "trayek angkutan kota", "bantuan hukum perdata",
    "pelatihan barista muda", "vaksinasi hewan ternak", "penataan taman kota", "arsip naskah kuno",
)  # fmt: skip
IDS = [f"ks-{number}" for number in range(len(TOPICS))]
LINES = [f"l-{number}" for number in range(len(TOPICS))]
Truth = dict[tuple[str, str], bool]


def truth() -> Truth:
    return {(agreement, line): IDS.index(agreement) == LINES.index(line) for agreement in IDS for line in LINES}


def links(reference: Reference, told: Truth) -> tuple[dict[tuple[str, str], float], list[str]]:
    agreements = pd.DataFrame(
        [
            {"agreement_id": id_, "region_code": "64.71", "title": f"Kerja sama {topic}", "scope": None, "number": None}
            for id_, topic in zip(IDS, TOPICS, strict=True)
        ]
    )
    place: dict[str, Any] = {
        "slice_id": "s", "document_id": "d", "file_name": "rkpd.pdf", "region_code": "64.71", "kind": "rkpd",
        "fiscal_year": 2024, "version": "murni", "period": None, "skpd_code": None, "skpd_name": "Dinas",
        "level": "sub_kegiatan", "page": 1, "parent_line_item_id": None,
    }  # fmt: skip
    lines = pd.DataFrame(
        [
            place | {"line_item_id": id_, "line_item_key": id_, "name": f"Penyelenggaraan {topic}", "row_number": n}
            for n, (id_, topic) in enumerate(zip(LINES, TOPICS, strict=True))
        ]
    )
    parties = pd.DataFrame(columns=["agreement_id", "ordinal", "name", "party_kind", "region_code", "number"])
    skpds = pd.DataFrame(columns=["agreement_id", "skpd_code", "skpd_name"])
    urusans = pd.DataFrame(columns=["agreement_id", "urusan_code"])
    found, models = held_out_links(agreements, parties, skpds, urusans, lines, told, reference, 4)
    pairs = zip(found["agreement_id"], found["line_item_id"], found["probability"], strict=True)
    return {(agreement, line): probability for agreement, line, probability in pairs}, models


def test_turning_the_labels_of_an_agreement_round_changes_others_and_never_its_own_links(reference: Reference) -> None:
    plain, models = links(reference, truth())
    assert COLD_START.version not in models
    turned, others = links(reference, {pair: is_right != (pair[0] == "ks-0") for pair, is_right in truth().items()})
    assert {pair: p for pair, p in plain.items() if pair[0] == "ks-0"} == {
        pair: p for pair, p in turned.items() if pair[0] == "ks-0"
    }
    assert models != others
    assert plain != turned


def test_labelled_pairs_that_nothing_proposes_are_not_found(reference: Reference) -> None:
    found, _ = links(reference, truth())
    assert {pair for pair, is_right in truth().items() if is_right} <= set(found)
    assert len(found) < len(truth())


def test_too_few_labels_leave_the_shipped_model(reference: Reference) -> None:
    few = {pair: is_right for pair, is_right in truth().items() if pair[0] in ("ks-0", "ks-1")}
    assert set(links(reference, few)[1]) == {COLD_START.version}
