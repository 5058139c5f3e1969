"""Documents the answers still wait for: the late ones by kind and year, the refused ones with their reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warehouse.publish.content import Row
from warehouse.publish.wording import kind_label, long_day, reason_text

_MOST_OFFICES = 3


def missing_documents(documents: Iterable[Row]) -> list[tuple[str, str]]:
    """(state, text): late documents of one region, kind, year and version in one text, then each refused file."""
    late: dict[tuple[str, ...], list[Row]] = {}
    refused = []
    for row in documents:
        if row["keadaan"] == "terlambat":
            key = tuple(str(row[name] or "") for name in ("kode_wilayah", "jenis_dokumen", "tahun", "versi"))
            late.setdefault(key, []).append(row)
        elif row["keadaan"] == "dikarantina":
            reason = reason_text(row["alasan"])
            named = reason if str(row["berkas"]) in reason else f"{row['berkas']}: {reason}"
            refused.append(("dikarantina", named))
    return [("terlambat", _late_text(rows)) for rows in late.values()] + refused


def _late_text(rows: Sequence[Row]) -> str:
    first = rows[0]
    periods = sorted({row["periode"] for row in rows if row["periode"]})
    offices = list(dict.fromkeys(row["perangkat_daerah"] for row in rows if row["perangkat_daerah"]))
    name = " ".join(
        str(part) for part in (kind_label(first["jenis_dokumen"]), first["tahun"], first["versi"]) if part is not None
    )
    parts = [f"{name}, {first['wilayah'] or first['kode_wilayah']}"]
    parts += [", ".join(periods)] if periods else []
    parts += [_offices_text(offices)] if offices else []
    days = sorted({row["tenggat"] for row in rows})
    since = f"tenggat {long_day(days[0])}" + (f" sampai {long_day(days[-1])}" if len(days) > 1 else "")
    return "; ".join([*parts, since])


def _offices_text(offices: Sequence[str]) -> str:
    if len(offices) <= _MOST_OFFICES:
        return ", ".join(offices)
    return f"{', '.join(offices[:_MOST_OFFICES])} dan {len(offices) - _MOST_OFFICES} perangkat daerah lain"
