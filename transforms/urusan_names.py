"""Fields of government (bidang urusan) named in a text."""

from __future__ import annotations

import re

from config.reference import Reference
from transforms.names import normalise


def urusan_of(code: str | None) -> str | None:
    """The bidang urusan (``1.02``) of a programme's, kegiatan's or sub kegiatan's code; null without one.

    Offices print ``X.XX`` for what every office needs; that is no urusan.
    """
    printed = re.match(r"(\d)\.(\d{1,2})(?:\.|$)", code or "")
    return f"{printed[1]}.{int(printed[2]):02d}" if printed else None


def find_urusans(text: str | None, reference: Reference) -> list[str]:
    """Codes of the bidang urusan that ``text`` names by code or by name, in print order."""
    fields = reference.nomenclature[reference.nomenclature["level"] == "bidang_urusan"]
    by_name = {
        normalise(re.sub(r"^.*?\bBIDANG\b", "", n)): c for n, c in zip(fields["name"], fields["code"], strict=True)
    }
    codes = set(fields["code"])
    found = []
    for piece in re.split(r"\s*[;,\n]\s*", text or ""):
        printed = re.match(r"\d\.\d{2}\b", piece.strip())
        name = normalise(
            re.sub(r"^\W*(?:\d[\d.]*)?\s*(?:urusan)?\s*(?:pemerintahan)?\s*(?:bidang)?", "", piece, flags=re.I)
        )
        code = printed[0] if printed and printed[0] in codes else by_name.get(name)
        found += [code] if code else []
    return list(dict.fromkeys(found))
