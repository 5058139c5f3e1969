"""Numbers of agreements: each party has its own, kept as printed; a key for comparing them."""

from __future__ import annotations

import re
import unicodedata

from transforms.names import collapse

_PREFIX = re.compile(r"^(?:no(?:mor)?\b\.?\s*:?\s*)+", re.I)
_BREAK = re.compile(r"\s*[;\n|]\s*|\s+(?:dan|&|serta)\s+(?=(?:no(?:mor)?\b\.?\s*:?\s*)?[\w.-]*\d)", re.I)
_IN_TITLE = re.compile(r"\bno(?:mor)?\b\.?\s*:?\s*([\w.()-]+(?:/[\w.()?-]*)+)", re.I)
_NUMBER_ALONE = re.compile(r"(?=.*\d)[^/]{1,40}(?:/[^/]{1,40})+")
_MIN_SPECIFIC = 8


def split_numbers(text: str | None) -> list[str]:
    """The numbers of a cell as printed, placeholders (``-``, ``...``) left out."""
    pieces = [_PREFIX.sub("", collapse(piece)) for piece in _BREAK.split(text or "")]
    return [piece for piece in pieces if re.search(r"\d", piece)]


def numbers_in_title(title: str | None) -> list[str]:
    """Numbers with separators that a title cites behind ``Nomor``, or that stand apart behind a bar."""
    cited = [found.rstrip(".,") for found in _IN_TITLE.findall(title or "")]
    apart = [collapse(piece) for piece in (title or "").split("|")[1:]]
    return cited or [piece for piece in apart if _NUMBER_ALONE.fullmatch(piece)]


def number_key(number: str | None) -> str | None:
    """``number`` for comparing: case, spaces and the kind of separators don't count; null without a digit."""
    text = _PREFIX.sub("", unicodedata.normalize("NFKC", number or "").casefold().strip())
    key = "/".join(re.findall(r"[a-z0-9]+", text))
    return key if re.search(r"\d", key) else None


def is_specific(number: str | None) -> bool:
    """Whether a number tells one agreement from all others of its issuer: ``Nomor 03`` does not."""
    key = number_key(number) or ""
    return len(key) >= _MIN_SPECIFIC and key.count("/") >= 2
