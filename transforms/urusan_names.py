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
    """Codes of the bidang urusan that ``text`` names by code or by name, in print order.

    Commas part affairs and stand in the names of some (``Koperasi, Usaha Kecil, dan Menengah``): the longest name wins.
    """
    fields = reference.nomenclature[reference.nomenclature["level"] == "bidang_urusan"]
    by_name = {
        normalise(re.sub(r"^.*?\bBIDANG\b", "", n)): c for n, c in zip(fields["name"], fields["code"], strict=True)
    }
    codes = set(fields["code"])

    def code_of(piece: str) -> str | None:
        printed = re.match(r"\d\.\d{2}\b", piece.strip())
        return printed[0] if printed and printed[0] in codes else by_name.get(_bare_name(piece))

    found: list[str] = []
    for part in re.split(r"\s*[;\n]\s*", text or ""):
        pieces = re.split(r"\s*,\s*", part)
        while pieces:
            runs = ((length, code_of(", ".join(pieces[:length]))) for length in range(len(pieces), 0, -1))
            length, code = next(((length, code) for length, code in runs if code), (1, None))
            found += [code] if code else []
            del pieces[:length]
    return list(dict.fromkeys(found))


def _bare_name(piece: str) -> str:
    """``2.11 Urusan Pemerintahan Bidang Lingkungan Hidup`` as names are compared, without what stands in front."""
    prefix = r"^\W*(?:\d[\d.]*)?\s*(?:urusan)?\s*(?:pemerintahan)?\s*(?:bidang)?"
    return normalise(re.sub(prefix, "", piece, flags=re.I))
