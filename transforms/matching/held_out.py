"""Links of each agreement by a model that saw no label of it: cross-validation over agreements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from transforms.matching.bands import SHIPPED_COSTS
from transforms.matching.learning import Lessons, learn
from transforms.matching.lines import describe_lines, select_lines
from transforms.matching.links import LINK_COLUMNS, Judge, build_links
from transforms.matching.partition import Pairs, Setting, find_pairs
from transforms.matching.score import FEATURES
from transforms.matching.subjects import build_subjects, region_names, theme_words
from transforms.matching.text import vocabulary_of

Pair = tuple[str, str]
_SECRETARIAT = FEATURES.index("hanya_fasilitasi")


def held_out_links(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    skpds: pd.DataFrame,
    urusans: pd.DataFrame,
    lines: pd.DataFrame,
    truth: Mapping[Pair, bool],
    reference: Any,
    folds: int = 5,
) -> tuple[pd.DataFrame, list[str]]:
    """Return links as ``LINK_COLUMNS`` of all agreements with all lines, and the versions of the models behind them.

    ``truth``: (agreement_id, line_item_id) -> whether the line realises the agreement. The agreements are dealt into
    ``folds`` by a hash of their id; those of one are judged by the model that the labels of all others teach, without
    any decision. With too few labels that is the shipped model.
    """
    vocabulary = vocabulary_of(reference)
    setting = Setting(reference, vocabulary, theme_words(reference, vocabulary), region_names(reference))
    subjects = build_subjects(agreements, parties, skpds, reference, vocabulary, urusans)
    parts = [part for _, part in select_lines(lines).groupby("partition", sort=True)]
    read = [find_pairs(subjects, describe_lines(part, vocabulary), set(truth), setting) for part in parts]
    fold_of = {subject.agreement_id: _fold(subject.agreement_id, folds) for subject in subjects}
    links: list[dict[str, Any]] = []
    versions = []
    for fold in sorted(set(fold_of.values())):
        taught = {pair: is_right for pair, is_right in truth.items() if fold_of.get(pair[0], fold) != fold}
        model, _ = learn(_lessons(read, taught))
        versions.append(model.version)
        judge = Judge({}, model, SHIPPED_COSTS, vocabulary)
        links += [
            link
            for pairs in read
            for link, is_only_labelled in zip(build_links(pairs, judge), pairs.is_only_decided.tolist(), strict=True)
            if fold_of[link["agreement_id"]] == fold and not is_only_labelled
        ]
    return pd.DataFrame(links, columns=list(LINK_COLUMNS)), versions


def _fold(agreement_id: str, folds: int) -> int:
    return int.from_bytes(hashlib.sha256(agreement_id.encode()).digest()[:4]) % folds


def _lessons(read: list[Pairs], taught: Mapping[Pair, bool]) -> Lessons:
    rows: list[np.ndarray] = []
    told: list[tuple[bool, str, str]] = []
    for pairs in read:
        for place, (agreement, line) in enumerate(zip(pairs.agreements.tolist(), pairs.lines.tolist(), strict=True)):
            pair = pairs.subjects[agreement].agreement_id, pairs.records[line]["line_item_id"]
            if pair in taught and not pairs.features[place, _SECRETARIAT]:
                rows.append(pairs.features[place])
                told.append((taught[pair], pairs.region_code, pair[0]))
    return Lessons(
        np.array(rows, float).reshape(len(rows), len(FEATURES)),
        np.array([int(is_right) for is_right, _, _ in told], np.int64),
        np.array([region for _, region, _ in told], object),
        np.array([agreement for _, _, agreement in told], object),
        np.zeros(len(told), bool),
    )
