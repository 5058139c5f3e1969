"""Runs rules as Great Expectations suites, one per prepared frame (``<kind>.<table>``)."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any

import pandas as pd

from warehouse.expectations.rules import Rule

#: the library keeps one context per process
_ONE_AT_A_TIME = threading.Lock()


def validate_frame(suite_name: str, frame: pd.DataFrame, rules: Sequence[Rule]) -> dict[str, bool | str]:
    """Whether each rule holds, by ``expectation_name``; a text says why one couldn't be judged."""
    with _ONE_AT_A_TIME:
        gx, gxe = _library()
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False, "metric_calculations": False}
        source = context.data_sources.add_pandas("document")
        definition = source.add_dataframe_asset(suite_name).add_batch_definition_whole_dataframe("whole")
        batch = definition.get_batch(batch_parameters={"dataframe": frame})
        suite = gx.ExpectationSuite(name=suite_name, expectations=[_expectation(gxe, rule) for rule in rules])
        outcome = batch.validate(suite, result_format="BOOLEAN_ONLY")
    return dict(_judged(result) for result in outcome.results)


def _library() -> tuple[Any, Any]:
    """Great Expectations, imported late because it takes seconds, and without its telemetry."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations
    from great_expectations import expectations

    return great_expectations, expectations


def _expectation(gxe: Any, rule: Rule) -> Any:
    common: dict[str, Any] = {"severity": rule.severity, "meta": {"rule": rule.expectation_name}}
    if rule.mostly < 1.0:
        common["mostly"] = rule.mostly
    return rule.check.expectation(gxe, **common)


def _judged(result: Any) -> tuple[str, bool | str]:
    name = result.expectation_config.meta["rule"]
    if result.exception_info.get("raised_exception") is False:
        return name, bool(result.success)
    return name, str(result.exception_info)[:300]
