"""Places of lines as people write them: ``rkpd.pdf, hlm. 3, baris 7``, ``lra.xlsx, lembar Dinas, no. 1.02.01``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PLACE_EXAMPLE = "rkpd-2024.pdf, hlm. 3, baris 7"

_PART = re.compile(r"[\s,;]+(?:hlm|hal|halaman|lembar|sheet)\b\.?\s*", re.I)
_MARK = re.compile(r"[\s,;]+(?P<how>baris|brs|nomor|no|kode)\b\.?\s*:?\s*(?P<mark>[^\s,;][^,;]*)$", re.I)
_BARE_MARK = re.compile(r"\s*[,;]\s*(?P<mark>[^,;]*\d[^,;]*)$")
_EDGES = " ,;:'\"“”"


@dataclass(frozen=True)
class Place:
    """One reading of a written place. ``part`` is a page or the name of a sheet, null where none is written; ``how``
    says what ``mark`` is: the count of the row, the number or code printed in it, or either."""

    file: str
    part: str | None
    mark: str
    how: Literal["baris", "tercetak", "apa_saja"]


def read_place(text: str) -> list[Place]:
    """The readings of ``text``, the likeliest first; none where it names no row. A file or sheet may itself hold words
    like ``no`` or ``lembar``: which reading is meant, the files at hand tell."""
    return list(dict.fromkeys(_readings(text.strip(_EDGES))))


def file_key(name: str) -> str:
    """A file's name for comparing: without folders, case, and what a publication prints before it."""
    last = re.split(r"[/\\\\]", unicodedata.normalize("NFC", name))[-1]
    return last.strip(_EDGES).casefold()


def counts_row(mark: str) -> int | None:
    """The count of a row that ``mark`` writes."""
    return int(mark) if re.fullmatch(r"[0-9]{1,7}", mark) else None


def mark_key(text: str | None) -> str:
    """A number or code printed in a row for comparing: ``No. 3`` is ``3.``."""
    return re.sub(r"\s+|^(?:no(?:mor)?\b\.?\s*:?)", "", (text or "").casefold().strip()).strip(_EDGES + ".")


def _readings(text: str) -> Iterator[Place]:
    found = _MARK.search(text) or _BARE_MARK.search(text)
    if found is None or _PART.match(f" {found['mark']}"):
        return
    word = (found.groupdict().get("how") or "").casefold()
    how: Literal["baris", "tercetak", "apa_saja"] = (
        "apa_saja" if not word else "baris" if word in ("baris", "brs") else "tercetak"
    )
    head, mark = text[: found.start()].rstrip(_EDGES), found["mark"].strip(_EDGES)
    for part in reversed(list(_PART.finditer(head))):
        for file in _files(head[: part.start()]):
            yield Place(file, _part(head[part.end() :]), mark, how)
    for file in _files(head):
        yield Place(file, None, mark, how)


def _files(text: str) -> Iterator[str]:
    """The name without the document's title that stands before it in publications, and as written."""
    name = text.strip(_EDGES)
    if name:
        yield name.rsplit(": ", 1)[-1]
        yield name


def _part(text: str) -> str | None:
    part = text.strip(_EDGES)
    return None if part in ("", "-", "–") else part
