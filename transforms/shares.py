"""Shares in percent and the classes of the Matriks Konsolidasi Perencanaan dan Penganggaran."""

from __future__ import annotations

from decimal import Decimal

MKPP_CLASSES = ("0-19,9 %", "20-39,9 %", "40-59,9 %", "60-79,9 %", "80-100 %")


def mkpp_class(share: Decimal) -> str:
    """The MKPP class of a share in percent; a share above 100 belongs to the highest class."""
    return MKPP_CLASSES[min(int(share // 20), 4)]


def share_pct(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in percent, cut (not rounded) to one decimal so that it never enters the next class."""
    return Decimal(part * 1000 // whole) / 10 if whole > 0 else None
