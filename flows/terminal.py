"""How findings look on a terminal: text as it is, figures as Indonesian readers write them."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from config.glossary import load_glossary


def open_console(*, stderr: bool = False) -> Console:
    """A console that prints file names and titles as they are: brackets in them are no markup, colons no emoji."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def print_inset(console: Console, text: str, style: str = "") -> None:
    """A line two blanks in, its further lines, too."""
    told = textwrap.fill(
        text, console.width, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    console.print(told, style=style, soft_wrap=True)


def told_reason(file_name: str, reason: str | None) -> str:
    """Why a document was refused, without the code in front and without its own name once more."""
    bare = re.sub(r"^[a-z_]+: ", "", reason or "")
    return bare.removeprefix(f"{file_name} ")


def told_status_change(row: Mapping[str, Any]) -> str:
    """``Judul (64.71, 2024): Belum terintegrasi -> Sudah dianggarkan`` of a row of ``history.status_changes``."""
    before, after = (_status(row[when]) for when in ("before", "after"))
    title = row["title"] or "(judul tidak terbaca)"
    return f"{title} ({row['party_region_code']}, {row['fiscal_year']}): {before} -> {after}"


def _status(code: str | None) -> str:
    known = load_glossary().statuses.get(code or "")
    return known.label if known else code or "tidak dinilai"


def local_time(moment: dt.datetime, timezone: str) -> dt.datetime:
    """A clock time of the warehouse (UTC, without saying so) as the offices' clocks show it."""
    return moment.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(timezone))


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
