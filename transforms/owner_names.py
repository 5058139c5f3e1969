"""How a slice is named to a reader: file, office, region and what document it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.wording import name_document

Slice = Mapping[str, Any]


def name_slice(one: Slice, reference: Reference) -> str:
    """``lra.xlsx (Dinas Sosial, Kabupaten Toba, LRA 2022 sd_11)``."""
    office = printed_text(one["skpd_name"]) or printed_text(one["skpd_code"])
    if office is None and "skpd_name" in one["lacks"]:
        office = "tanpa nama perangkat daerah"
    year = None if pd.isna(one["fiscal_year"]) else int(one["fiscal_year"])
    document = name_document(one["kind"], year, printed_text(one["version"]), printed_text(one["period"]))
    parts = (office, name_region(one["region_code"], reference), document)
    return f"{one['file_name']} ({', '.join(part for part in parts if part)})"


def name_region(region_code: Any, reference: Reference) -> str:
    """``Kota Balikpapan``, ``Provinsi Kalimantan Timur``."""
    found = reference.regions[reference.regions["region_code"] == region_code]
    if found.empty:
        return "wilayah tidak disebut"
    name, level = str(found.iloc[0]["name"]), found.iloc[0]["level"]
    return f"Provinsi {name}" if level == "provinsi" else name


def printed_text(value: Any) -> str | None:
    """The text, None for anything else and for nothing."""
    return value if isinstance(value, str) and value else None
