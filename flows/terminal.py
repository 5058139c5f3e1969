"""How findings look on a terminal: text as it is, figures as Indonesian readers write them."""

from __future__ import annotations

from rich.console import Console


def open_console(*, stderr: bool = False) -> Console:
    """A console that prints file names and titles as they are: brackets in them are no markup, colons no emoji."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def numeral(count: int) -> str:
    """A whole number with points between thousands."""
    return f"{count:,}".replace(",", ".")


def rupiah(sen: int) -> str:
    """Whole rupiah of an amount in sen."""
    return f"Rp{numeral(sen // 100)}"
