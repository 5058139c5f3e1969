"""Runs rules as Great Expectations suites, one per prepared frame (``<kind>.<table>``)."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd

from warehouse.expectations.rules import Rule

#: the library keeps one context per process
_ONE_AT_A_TIME = threading.Lock()


def validate_frame(suite_name: str, frame: pd.DataFrame, rules: Sequence[Rule]) -> dict[str, bool | str]:
    """Whether each rule holds, by ``expectation_name``; a text says why one couldn't be judged."""
    with _ONE_AT_A_TIME:
        gx, gxe, source = _library()
        asset = source.add_dataframe_asset(suite_name)
        try:
            batch = asset.add_batch_definition_whole_dataframe("whole").get_batch(batch_parameters={"dataframe": frame})
            suite = gx.ExpectationSuite(name=suite_name, expectations=[_expectation(gxe, rule) for rule in rules])
            outcome = batch.validate(suite, result_format="BOOLEAN_ONLY")
        finally:
            source.delete_asset(suite_name)
    return dict(_judged(result) for result in outcome.results)


@cache
def _library() -> tuple[Any, Any, Any]:
    """Great Expectations without its telemetry, its expectations, and one source of frames for the whole process.

    Imported late because it takes seconds; a context is made once because each leaves a temporary folder behind.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations
    from great_expectations import expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return great_expectations, expectations, context.data_sources.add_pandas("document")


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
