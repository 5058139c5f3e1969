"""Reconciliation: which agreements stand in which planning and budget lines, with evidence a person can check."""

from transforms.matching.bands import Costs
from transforms.matching.links import LINK_COLUMNS
from transforms.matching.reconciliation import Reconciled, reconcile, reconcile_changes
from transforms.matching.score import COLD_START, Model

__all__ = ["COLD_START", "LINK_COLUMNS", "Costs", "Model", "Reconciled", "reconcile", "reconcile_changes"]
