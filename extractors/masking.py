"""Personal data left out of what is stored: identity numbers anywhere, names in signature blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "[disamarkan]"

#: NIP and NIK as printed: 16 or 18 digits, spaces between their groups allowed
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d[ .]?){15,17}\d(?!\d)")
_LABELLED_NUMBER = re.compile(r"\b(N\.?I\.?P|N\.?I\.?K|N\.?R\.?P)\b\.?\s*:?\s*[\d .]{6,}", re.IGNORECASE)
_DEGREE = re.compile(r"\b(?:Drs?|Dra|Ir|H|Hj|S\.?\w{1,4}|M\.?\w{1,4}|Ph\.?D|S\.?[EHT])\.(?:\s|,|$)")
#: words of offices, places and formulas that stand in signature blocks and name nobody
_OFFICIAL = re.compile(
    r"\b(kepala|plt|plh|pj|sekretar\w+|badan|dinas|bagian|bidang|kantor|kecamatan|kelurahan|inspektor\w+|rumah sakit"
    r"|direktur|bupati|wali\s?kota|gubernur|wakil|ketua|pemerintah|kota|kabupaten|provinsi|daerah|disusun|dievaluasi"
    r"|ditetapkan|mengetahui|menyetujui|disahkan|diundangkan|tanggal|perencanaan|pembangunan|penelitian|pengembangan"
    r"|pejabat|pengguna|anggaran|keuangan|catatan|keterangan|ket|format|jumlah|total|halaman|januari|februari|maret"
    r"|april|mei|juni|juli|agustus|september|oktober|november|desember|opd|skpd|nip|tahun|formulir|lampiran|nomor"
    r"|sumber|data|laporan|rekapitulasi)\b",
    re.IGNORECASE,
)
#: a line of a signature block that is a place and a date, or a place alone followed by a comma
_PLACE = re.compile(r"^[A-Z][\w .]{2,30},\s*(?:\d.*|\.*)?$")


#: what a signature block begins with where nothing else does: a place and a day, or dots for it
_PLACE_AND_DAY = re.compile(
    r"[^\W\d]+(?: [^\W\d]+){0,3},\s*(?:tanggal\s*)?(?:\d{1,2}\s+[^\W\d]+\s+20\d\d|[.…_]{3,}[\w\s.…_]*)", re.IGNORECASE
)


def begins_signature(texts: Iterable[str | None]) -> bool:
    """Whether the cells of a row hold nothing but a place and a day."""
    filled = [text.strip() for text in texts if text and text.strip()]
    return len(filled) == 1 and _PLACE_AND_DAY.fullmatch(filled[0]) is not None


#: no identity number, with its label or without, is shorter
_SHORTEST = 9


def hold_identity_number(texts: Iterable[str | None]) -> bool:
    """Would :func:`mask_numbers` change any of the texts?"""
    joined = "\0".join({text for text in texts if text and len(text) >= _SHORTEST})
    return bool(_IDENTITY_NUMBER.search(joined) or _LABELLED_NUMBER.search(joined))


def mask_numbers(text: str) -> str:
    """``text`` with identity numbers replaced by the mask."""
    return _IDENTITY_NUMBER.sub(MASK, _LABELLED_NUMBER.sub(MASK, text))


def mask_signature(text: str) -> str:
    """A line of a signature block with whatever may be a name or number of a person replaced by the mask.

    Kept are lines made of words of office, place and formula; everything else counts as a name.
    """
    masked = mask_numbers(text)
    stripped = masked.strip()
    if not stripped or stripped == MASK or not re.search(r"[A-Za-z]", stripped):
        return masked
    is_official = bool(_OFFICIAL.search(stripped)) and not _DEGREE.search(stripped)
    return masked if is_official or _PLACE.match(stripped) else MASK
