"""How cells look: one palette, one font, a format per name, made once per workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

INK, PALE, LINE = "#16324F", "#EEF3F7", "#C9D3DC"

#: fill and text colour by tone: told apart in print without colour by their label, which is always there
TONES = {
    "good": ("#CFE9D4", "#14532D"),
    "waiting": ("#D6E6F7", "#173F6B"),
    "lacking": ("#F9D3CC", "#7A1F12"),
    "open": ("#FFEDB8", "#6B4E00"),
    "unknown": ("#E4DDF0", "#44306B"),
    "outside": ("#E6E8EB", "#3C444D"),
}
_FONT = {"font_name": "Arial", "font_size": 9, "valign": "top"}
_CELL = {**_FONT, "border": 1, "border_color": LINE}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "font_size": 15, "bold": True, "font_color": INK, "valign": "vcenter"},
    "subtitle": {**_FONT, "font_color": "#4A5866", "text_wrap": True},
    "section": {**_FONT, "font_size": 11, "bold": True, "font_color": INK, "bottom": 2, "bottom_color": INK},
    "plain": {**_FONT},
    "plain_wrap": {**_FONT, "text_wrap": True},
    "plain_bold": {**_FONT, "bold": True},
    "plain_day": {**_FONT, "num_format": "dd/mm/yyyy", "align": "left"},
    "header": {
        **_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": INK, "text_wrap": True, "valign": "vcenter",
        "align": "center",
    },
    "header_input": {
        **_CELL, "bold": True, "font_color": "#5C4300", "bg_color": "#FFD966", "text_wrap": True, "valign": "vcenter",
        "align": "center",
    },
    "text": {**_CELL, "text_wrap": True},
    "text_bold": {**_CELL, "text_wrap": True, "bold": True},
    "centre": {**_CELL, "text_wrap": True, "align": "center"},
    "key": {**_CELL, "font_name": "Consolas", "font_size": 7, "font_color": "#5A6672"},
    "link": {**_CELL, "text_wrap": True, "font_color": "#0B57A4", "underline": 1},
    "whole": {**_CELL, "num_format": "#,##0", "align": "right", "indent": 1},
    "year": {**_CELL, "num_format": "0", "align": "center"},
    "money": {**_CELL, "num_format": "#,##0;[Red]-#,##0", "align": "right", "indent": 1},
    "money_exact": {**_CELL, "num_format": "#,##0.00;[Red]-#,##0.00", "align": "right"},
    "unknown_money": {
        **_CELL, "italic": True, "font_color": "#6B7280", "align": "right", "indent": 1, "text_wrap": True,
    },
    "share": {**_CELL, "num_format": "0.0%", "align": "right", "indent": 1},
    "points": {**_CELL, "num_format": "0.0", "align": "right", "indent": 1},
    "probability": {**_CELL, "num_format": "0%", "align": "center"},
    "day": {**_CELL, "num_format": "dd/mm/yyyy", "align": "center"},
    "input": {**_CELL, "bg_color": "#FFFBEA", "text_wrap": True, "locked": False},
    "input_day": {**_CELL, "bg_color": "#FFFBEA", "num_format": "dd/mm/yyyy", "align": "center", "locked": False},
    "input_key": {**_CELL, "font_name": "Consolas", "font_size": 7, "font_color": "#5A6672", "bg_color": "#FFFBEA"},
    "total": {**_CELL, "bold": True, "bg_color": PALE, "text_wrap": True},
    "total_whole": {**_CELL, "bold": True, "bg_color": PALE, "num_format": "#,##0", "align": "right", "indent": 1},
}  # fmt: skip


class Formats:
    """The formats of one workbook by name; ``tone:good`` and the like for statuses."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._book.add_format(_look(name))
        return self._made[name]


def _look(name: str) -> dict[str, Any]:
    kind, _, tone = name.partition(":")
    if kind != "tone":
        return _LOOKS[name]
    fill, ink = TONES[tone]
    return {**_CELL, "text_wrap": True, "bold": True, "bg_color": fill, "font_color": ink}
