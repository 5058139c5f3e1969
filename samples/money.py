"""Rupiah as the forms print them."""

from __future__ import annotations


def points(amount: int) -> str:
    """``1.234.567``, as RKPD prints."""
    return f"{amount:,}".replace(",", ".")


def points_and_cents(amount: int) -> str:
    """``1.234.567,00``, negative in brackets, as APBD prints."""
    text = f"{points(abs(amount))},00"
    return f"({text})" if amount < 0 else text


def commas(amount: int) -> str:
    """``1,234,567``, as Formulir E.81 prints."""
    return f"{amount:,}"


def percent(part: int, whole: int) -> str:
    """Hundredths of a per cent cut off, without trailing zeros: ``94.23``, ``100``; ``0`` of nothing."""
    if not whole:
        return "0"
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
