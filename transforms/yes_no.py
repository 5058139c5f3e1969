"""Cells that say yes or no: a word, a tick, a dash."""

from __future__ import annotations

import re

from transforms.names import words

_YES = {
    "ya", "y", "yes", "ada", "sudah", "setuju", "disetujui", "diterima", "layak", "sesuai", "aktif", "terbentuk",
    "dibentuk", "v", "true", "1",
}  # fmt: skip
_NO = {"tidak", "tdk", "t", "no", "belum", "ditolak", "nihil", "false", "0", "nonaktif"}
_TICK = re.compile(r"[√✓✔☑]")
_CROSS = re.compile(r"[✗✘☒×]")


def parse_yes_no(text: str | None) -> bool | None:
    """True or False as ``text`` says in its first word or by a mark; null where it says neither.

    A bare dash says nothing: it may stand for no and for not known.
    """
    if _TICK.search(text or ""):
        return True
    if _CROSS.search(text or ""):
        return False
    first = next(iter(words(text)), "")
    return True if first in _YES else False if first in _NO else None
