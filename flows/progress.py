"""Lines about work under way: in Prefect's record of the run, and on the terminal of whoever waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import get_run_logger
from rich.console import Console


@dataclass
class _Terminal:
    console: Console | None = None


_terminal = _Terminal()


def show_on(console: Console | None) -> None:
    """Show later lines on ``console`` too; None for nobody waiting."""
    _terminal.console = console


def say(line: str) -> None:
    """To be called inside a flow or task."""
    get_run_logger().info(line)
    if _terminal.console is not None:
        _terminal.console.print(line, style="dim", markup=False, soft_wrap=True)
