"""Account codes (``5.1.02``) printed in the same column as the codes of programmes, told apart row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.codes import without_spaces

#: an account of pendapatan, belanja or pembiayaan: group, type of one digit, object of two, and so on
_ACCOUNT = re.compile(r"[456]\.\d\.\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{2,4})?)?)?")
_MAY_BE_ACCOUNT = re.compile(r"[456](?:\.\d)?")
_SUB_KEGIATAN = 6


def split_account(text: str | None) -> tuple[str | None, str | None]:
    """(programme code, account code) where one cell prints both, the account behind the whole sub kegiatan."""
    parts = without_spaces(text).split(".")
    behind = ".".join(parts[_SUB_KEGIATAN:])
    if len(parts) > _SUB_KEGIATAN + 2 and _ACCOUNT.fullmatch(behind):
        return ".".join(parts[:_SUB_KEGIATAN]), behind
    return text, None


def are_accounts(codes: Sequence[str | None]) -> list[bool]:
    """For the codes of a block in print order, whether each is an account.

    ``5`` and ``5.1`` may be an urusan and its bidang (with a zero lost), too: they are what the next code below that
    is clear is, and where none is, what the last one above is.
    """
    texts = [without_spaces(code) for code in codes]
    clear = [_is_clear(text) for text in texts]
    below: bool | None = None
    settled = list(clear)
    for index in range(len(texts) - 1, -1, -1):
        if clear[index] is not None:
            below = clear[index]
        elif texts[index]:
            settled[index] = below
    above: bool | None = None
    for index, known in enumerate(clear):
        above = known if known is not None else above
        if texts[index] and settled[index] is None:
            settled[index] = True if above is None else above
    return [bool(is_account) for is_account in settled]


def _is_clear(text: str) -> bool | None:
    """True for an account, False for a code of a programme, None where it may be either or nothing is printed."""
    if _ACCOUNT.fullmatch(text):
        return True
    return None if not text or _MAY_BE_ACCOUNT.fullmatch(text) else False
