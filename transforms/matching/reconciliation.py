"""All links between agreements and lines, partition by partition; partitions that nothing touched are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.matching.bands import SHIPPED_COSTS, Costs
from transforms.matching.crosswalk import Carriage, CodeMap, carry_decisions
from transforms.matching.fingerprints import fingerprint, relevant_subjects
from transforms.matching.lines import describe_lines, select_lines
from transforms.matching.links import LINK_COLUMNS, Judge, build_links
from transforms.matching.partition import Setting, find_pairs
from transforms.matching.score import COLD_START, Model
from transforms.matching.subjects import Subject, build_subjects, region_names, theme_words
from transforms.matching.text import vocabulary_of

PARTITION_COLUMNS = ("partition", "region_code", "fingerprint", "model_version", "line_count", "link_count")


@dataclass(frozen=True)
class Reconciled:
    """``links`` of the partitions looked at; ``partitions`` of all; ``unchanged`` names those whose stored links hold.

    ``placements`` says where each decision holds now; ``model`` is what probabilities were made with.
    """

    links: pd.DataFrame
    partitions: pd.DataFrame
    unchanged: frozenset[str]
    placements: pd.DataFrame
    model: Model


def reconcile_changes(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    skpds: pd.DataFrame,
    lines: pd.DataFrame,
    decisions: pd.DataFrame,
    reference: Any,
    *,
    urusans: pd.DataFrame | None = None,
    stored: pd.DataFrame | None = None,
    codes: CodeMap | None = None,
    model: Model = COLD_START,
    costs: Costs = SHIPPED_COSTS,
    code: str = "",
) -> Reconciled:
    """Compare agreements with the lines of every partition whose fingerprint is not among ``stored``.

    ``stored`` has the columns of ``PARTITION_COLUMNS`` as an earlier pass returned them; ``code`` is anything that
    changes with the code and the reference data. Lines are compared inside the regions of an agreement's parties only,
    but for explicit document numbers; nothing depends on the order of any input, nor on documents of other regions.
    """
    vocabulary = vocabulary_of(reference)
    setting = Setting(reference, vocabulary, theme_words(reference, vocabulary), region_names(reference))
    subjects = build_subjects(agreements, parties, skpds, reference, vocabulary, urusans)
    usable = select_lines(lines)
    carriage = carry_decisions(
        decisions, {subject.agreement_id: subject.region_codes for subject in subjects}, usable, reference, codes
    )
    judge = Judge(carriage.by_line, model, costs, vocabulary)
    known = _known(stored)
    links: list[dict[str, Any]] = []
    rows, unchanged = [], set()
    for name, part in usable.groupby("partition", sort=True):
        some = relevant_subjects(subjects, part)
        print_ = fingerprint(part, some, carriage.by_line, model.version, code)
        count = known.get((str(name), print_))
        if count is None:
            fresh = _link(some, part, carriage, setting, judge)
            count = len(fresh)
            links.extend(fresh)
        else:
            unchanged.add(str(name))
        rows.append((name, part["region_code"].iat[0], print_, model.version, len(part), count))
    frame = pd.DataFrame(links, columns=list(LINK_COLUMNS))
    return Reconciled(
        frame.sort_values(["agreement_id", "line_item_id"], ignore_index=True),
        pd.DataFrame(rows, columns=list(PARTITION_COLUMNS)),
        frozenset(unchanged),
        carriage.placements,
        model,
    )


def reconcile(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    skpds: pd.DataFrame,
    lines: pd.DataFrame,
    decisions: pd.DataFrame,
    reference: Any,
    **how: Any,
) -> pd.DataFrame:
    """Return the links of all partitions: a row per agreement and line considered, columns as ``LINK_COLUMNS``."""
    return reconcile_changes(agreements, parties, skpds, lines, decisions, reference, **how).links


def _link(
    subjects: list[Subject], part: pd.DataFrame, carriage: Carriage, setting: Setting, judge: Judge
) -> list[dict[str, Any]]:
    described = describe_lines(part, setting.vocabulary)
    return list(build_links(find_pairs(subjects, described, carriage.by_line, setting), judge))


def _known(stored: pd.DataFrame | None) -> Mapping[tuple[str, str], int]:
    if stored is None or stored.empty:
        return {}
    return {
        (row["partition"], row["fingerprint"]): int(row["link_count"])
        for row in stored[["partition", "fingerprint", "link_count"]].to_dict("records")
    }
