"""The quality gate: what the tables say of themselves, and the rules of the trade, held against each document."""

from warehouse.expectations.gate import Verdict, check_document

__all__ = ["Verdict", "check_document"]
