"""How findings look on a terminal: text as it is, figures as Indonesian readers write them."""

from __future__ import annotations

from rich.console import Console


def open_console(*, stderr: bool = False) -> Console:
    """A console that prints file names and titles as they are: brackets in them are no markup, colons no emoji."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def numeral(count: int) -> str:
    """A whole number with points between thousands."""
    return f"{count:,}".replace(",", ".")


def decimal(value: float, places: int = 3, *, signed: bool = False) -> str:
    """A figure with a decimal comma, its sign in front where asked for."""
    return f"{value:{'+' if signed else ''}.{places}f}".replace(".", ",")


def likelihood(probability: float) -> str:
    """A probability to three places; one that is neither 0 nor 1 is never shown as such."""
    shown = decimal(probability)
    if shown == "1,000" and probability < 1:
        return "di atas 0,999"
    return "di bawah 0,001" if shown == "0,000" and probability > 0 else shown


def rupiah(sen: int) -> str:
    """Whole rupiah of an amount in sen."""
    return f"Rp{numeral(sen // 100)}"
