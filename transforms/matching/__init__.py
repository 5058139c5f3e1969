"""Reconciliation: which agreements stand in which planning and budget lines, with evidence a person can check."""

from __future__ import annotations

from typing import Any

import pandas as pd

from transforms.matching.bands import SHIPPED_COSTS, Costs
from transforms.matching.decisions import latest_verdicts, unplaced_decisions
from transforms.matching.lines import matchable_lines
from transforms.matching.partition import Setting, link_partition
from transforms.matching.score import COLD_START, Model
from transforms.matching.subjects import build_subjects, region_names, theme_words
from transforms.matching.text import vocabulary_of

__all__ = ["COLD_START", "LINK_COLUMNS", "Costs", "Model", "reconcile", "unplaced_decisions"]

LINK_COLUMNS = (
    "agreement_id",
    "line_item_id",
    "basis",
    "strength",
    "probability",
    "state",
    "decided_by",
    "model_version",
    "evidence",
)


def reconcile(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    skpds: pd.DataFrame,
    lines: pd.DataFrame,
    decisions: pd.DataFrame,
    reference: Any,
    model: Model = COLD_START,
    costs: Costs = SHIPPED_COSTS,
) -> pd.DataFrame:
    """Return one row per agreement and line considered: accepted, candidate or rejected, with its evidence.

    Columns as ``LINK_COLUMNS``; ``evidence`` is a dict of plain JSON values. Lines are compared inside the regions of
    an agreement's parties only, but for explicit document numbers; nothing depends on the order of any input, nor on
    documents of other regions. Rejected pairs are kept so that people see what was weighed and left out.
    """
    vocabulary = vocabulary_of(reference)
    setting = Setting(reference, vocabulary, theme_words(reference, vocabulary), region_names(reference), model, costs)
    subjects = build_subjects(agreements, parties, skpds, reference, vocabulary)
    verdicts = latest_verdicts(decisions)
    usable = matchable_lines(lines, vocabulary)
    links = [
        link
        for _, part in usable.groupby("partition", sort=True)
        for link in link_partition(subjects, part.reset_index(drop=True), verdicts, setting)
    ]
    frame = pd.DataFrame(links, columns=list(LINK_COLUMNS))
    return frame.sort_values(["agreement_id", "line_item_id"], ignore_index=True)
