"""The gate a document passes before it is loaded."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from warehouse.expectations.business import BUSINESS_RULES
from warehouse.expectations.checks import HasRows, NotNull
from warehouse.expectations.prepared import prepare_frames
from warehouse.expectations.rules import Rule, declared_rules
from warehouse.expectations.suites import validate_frame
from warehouse.tables import DOCUMENT_SCOPE

RESULT_COLUMNS = ("expectation", "severity", "success", "observed", "unexpected_source_row_ids")
FAILURE_COLUMNS = ("stage", "reason_code", "detail", "source_row_id")
#: what one row of a table is called
_UNITS = {"document_slice": "bagian"}
_MOST_SHOWN = 3
_NEVER_CHECKED = frozenset({"document", "quality_result"})


@dataclass(frozen=True, eq=False)
class Verdict:
    """``results`` has the columns of ``quality_result``, one row per expectation (failing rows named, all of them).

    ``failures`` is ready for ``quarantine``: one row per critical expectation that failed. ``passed`` is False when
    there is any.
    """

    passed: bool
    results: pd.DataFrame
    failures: pd.DataFrame


def check_document(kind: str, frames: Mapping[str, pd.DataFrame]) -> Verdict:
    """Judge the frames of one document (named by table) before anything of it is written."""
    prepared = prepare_frames({name: frame for name, frame in frames.items() if name not in _NEVER_CHECKED})
    outcomes = [outcome for name in _tables(prepared) for outcome in _check_table(kind, name, prepared)]
    results = pd.DataFrame([_result(*outcome) for outcome in outcomes], columns=list(RESULT_COLUMNS), dtype=object)
    failed = results[~results["success"].astype(bool) & (results["severity"] == "critical")]
    failures = pd.DataFrame(
        [("check", "quality", f"{row.expectation}: {row.observed}", None) for row in failed.itertuples()],
        columns=list(FAILURE_COLUMNS),
        dtype=object,
    )
    return Verdict(failed.empty, results, failures)


def _tables(prepared: Mapping[str, pd.DataFrame]) -> list[str]:
    required = [rule.table for rule in BUSINESS_RULES if isinstance(rule.check, HasRows)]
    return list(dict.fromkeys([*prepared, *required]))


def _check_table(
    kind: str, name: str, prepared: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[Rule, pd.DataFrame, bool | str]]:
    frame = prepared.get(name, pd.DataFrame({"source_row_id": []}))
    rules = [rule for rule in _rules_for(kind, name) if _is_due(rule, frame)]
    usable = [rule for rule in rules if set(rule.check.columns) <= set(frame.columns)]
    if usable:
        judged = validate_frame(f"{kind}.{name}", frame, usable)
        for rule in usable:
            yield rule, frame, judged[rule.expectation_name]
    for rule in rules:
        if rule not in usable and rule.severity == "critical" and isinstance(rule.check, NotNull):
            yield rule, frame, False


def _rules_for(kind: str, name: str) -> list[Rule]:
    declared = declared_rules(name) if name in DOCUMENT_SCOPE else []
    business = [rule for rule in BUSINESS_RULES if rule.table == name and (not rule.kinds or kind in rule.kinds)]
    return [*declared, *business]


def _is_due(rule: Rule, frame: pd.DataFrame) -> bool:
    if isinstance(rule.check, HasRows):
        return True
    columns = [name for name in rule.check.columns if name in frame.columns]
    # Rows a flag says nothing of (headings, papers that are no agreements) are not judged by it.
    judged = len(frame) if not (columns and rule.min_rows) else int(frame[columns].notna().all(axis=1).sum())
    return judged >= max(1, rule.min_rows)


def _result(rule: Rule, frame: pd.DataFrame, judged: bool | str) -> tuple[str, str, bool, str, list[str]]:
    if isinstance(judged, str):
        logging.getLogger(__name__).error("%s could not be judged: %s", rule.expectation_name, judged)
        return rule.expectation_name, "warning", False, f"tidak dapat dinilai: {rule.says}", []
    if not set(rule.check.columns) <= set(frame.columns):
        return rule.expectation_name, rule.severity, False, f"kolom tidak ada; seharusnya {rule.says}", []
    failing = frame[rule.check.failing(frame).to_numpy(dtype=bool)]
    rows = list(dict.fromkeys(failing["source_row_id"].dropna()))
    unit = _UNITS.get(rule.table, "baris")
    observed = f"{len(failing)} dari {len(frame)} {unit} tidak memenuhi: {rule.says}"
    if isinstance(rule.check, HasRows):
        observed = f"{len(frame)} {unit}: {rule.says}"
    if rule.shows in failing:
        seen = list(dict.fromkeys(failing[rule.shows].dropna()))
        observed += "".join(f"; {text}" for text in seen[:_MOST_SHOWN]) + ("; dst." if len(seen) > _MOST_SHOWN else "")
    return rule.expectation_name, rule.severity, judged, observed, rows
