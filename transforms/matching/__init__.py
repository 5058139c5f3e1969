"""Reconciliation: which agreements stand in which planning and budget lines, with evidence a person can check."""

from transforms.matching.bands import Costs
from transforms.matching.links import LINK_COLUMNS
from transforms.matching.reconciliation import (
    PARTITION_COLUMNS,
    Reconciled,
    Reconciliation,
    start_reconciliation,
)
from transforms.matching.score import COLD_START, Model

__all__ = [
    "COLD_START", "LINK_COLUMNS", "PARTITION_COLUMNS", "Costs", "Model", "Reconciled", "Reconciliation",
    "start_reconciliation",
]  # fmt: skip
