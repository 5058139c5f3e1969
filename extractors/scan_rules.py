"""Whether scanned pages are read, and how much work one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScanRules:
    """``is_on``: scans are read where tesseract is installed. A document over ``page_limit`` scanned pages is refused,
    as is one with a page that takes longer than ``page_time_limit_s``.
    """

    is_on: bool = True
    page_limit: int = 100
    page_time_limit_s: int = 120


READ_SCANS = ScanRules()
