"""What a scan left in doubt is withheld: no amount, code, date or number that was read poorly becomes a fact.

A value in doubt is null with a quarantine row that says what was read and where, for a person to correct. A line whose
code is in doubt is refused whole, with the rows that continue it: nobody knows what its figures speak of. A document
with too much of this is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from config.layout import Layout
from config.reference import Reference
from extractors.records import RejectedDocument

_REASON = "ocr_unsure"
SCAN_REASONS = (_REASON, "ocr_untied")
#: a scan with the code or money of more of its lines in doubt is to be scanned again, not to be mended line by line
_MOST_IN_DOUBT_SHARE = 0.25
_TYPED_KINDS = ("line", "continuation")
QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")
#: columns of registers that say which agreement it is and when; the rest of a row is text
_FACTS_OF_AGREEMENTS = (
    "no", "number", "number_2", "signed_date", "start_date", "end_date", "term", "year", "code", "codes",
)  # fmt: skip
#: lines of a deed that give its number, its day or its term
_FACTS_OF_DEEDS = re.compile(r"^no(?:mor)?\b|\bhari ini\b|\btanggal\b|\bjangka waktu\b", re.IGNORECASE)
_REMEDY = "Pindai ulang lebih bersih (300 dpi, tanpa cap di atas angka) atau minta berkas aslinya"


@dataclass(frozen=True, slots=True)
class Withheld:
    """``rows`` without what is in doubt, and the ``quarantine`` rows that tell of it."""

    rows: pd.DataFrame
    quarantine: pd.DataFrame


def withhold_unsure(rows: pd.DataFrame, layout: Layout) -> Withheld:
    """``rows`` (with ``row_kind``) without refused lines and with values in doubt set to None.

    Raises :class:`RejectedDocument` ``ocr_unsure`` where the code or money of too many lines is in doubt.
    """
    if not rows["low_confidence"].map(bool).any():
        return Withheld(rows, pd.DataFrame(columns=list(QUARANTINE_COLUMNS), dtype=object))
    if layout.running_text is not None:
        _refuse_unsure_deed(rows)
    keys = _key_columns(layout)
    facts = keys | {name for name, column in layout.columns.items() if column.amount or column.target}
    facts |= {name for name in _FACTS_OF_AGREEMENTS if name in layout.columns}
    kept, quarantine, in_doubt = [], [], 0
    refused_block: object = None
    for record in rows.to_dict("records"):
        unsure = [name for name in record["low_confidence"] or () if name in facts]
        kind = record["row_kind"]
        in_doubt += kind == "line" and any(name in keys or layout.columns[name].amount for name in unsure)
        if keys & set(unsure) and kind in _TYPED_KINDS:
            refused_block = record["block"]
        elif kind == "line":
            refused_block = None
        if kind in _TYPED_KINDS and refused_block is not None and refused_block == record["block"]:
            quarantine.append(_quarantined(record, None, _codes_read(record, keys)))
            continue
        if kind == "blank" and record["low_confidence"]:  # there is print, only none that could be read
            quarantine.append(_quarantined(record, None, ""))
        for name in unsure:
            if kind in _TYPED_KINDS:
                quarantine.append(_quarantined(record, name, str(record[f"v_{name}"] or "")))
            record[f"v_{name}"] = None
        kept.append(record)
    _refuse_if_most(in_doubt, int((rows["row_kind"] == "line").sum()), quarantine)
    return Withheld(
        pd.DataFrame(kept, columns=rows.columns, dtype=object),
        pd.DataFrame(quarantine, columns=list(QUARANTINE_COLUMNS), dtype=object),
    )


def refuse_misread_offices(slices: pd.DataFrame, rows: pd.DataFrame, reference: Reference) -> None:
    """Raise ``ocr_unsure`` where a scanned block names an office, without its code, that its region doesn't have.

    Letters are not checked as figures are: a name read a letter wrong would be an office of its own. Where a region's
    offices are not known, nothing can be told.
    """
    scanned = set(rows.loc[rows["confidence"].notna(), "block"])
    for found in slices[slices["block"].isin(scanned) & slices["skpd_code"].isna()].to_dict("records"):
        known = reference.skpd.loc[reference.skpd["region_code"] == found["region_code"], "skpd_name"]
        if found["skpd_name"] and len(known) and found["skpd_name"] not in set(known):
            raise RejectedDocument(
                _REASON,
                f"nama perangkat daerah terbaca '{found['skpd_name']}', yang tidak dikenal di wilayah "
                f"{found['region_code']}. {_REMEDY}",
                stage="identify",
            )


def _key_columns(layout: Layout) -> set[str]:
    """Columns that say which line it is."""
    keys = {name for name, column in layout.columns.items() if column.code}
    if layout.levels is not None:
        keys |= {*layout.levels.columns, *layout.levels.rekening_columns}
        keys |= {layout.levels.column} if layout.levels.column else set()
    if layout.row_measure is not None:
        keys |= {layout.row_measure.column}
    return keys


def _codes_read(record: Mapping[str, object], keys: set[str]) -> str:
    return " ".join(str(record[f"v_{name}"]) for name in sorted(keys) if record.get(f"v_{name}"))


def _quarantined(record: Mapping[str, object], column: str | None, read: str) -> dict[str, object]:
    place = f"halaman {record['page']} baris {record['row_number']}"
    what = f"kolom {column}: terbaca '{read}'" if column else f"kode atau nomor baris: terbaca '{read}'"
    return {
        "document_id": record["document_id"],
        "source_row_id": record["source_row_id"],
        "column_name": column,
        "stage": "transform",
        "reason_code": _REASON,
        "detail": f"{what}, kurang yakin; periksa gambar {place}",
    }


def _refuse_if_most(in_doubt: int, lines: int, quarantine: list[dict[str, object]]) -> None:
    if in_doubt > max(1, _MOST_IN_DOUBT_SHARE * lines):
        raise RejectedDocument(
            _REASON,
            f"hasil pindai tidak terbaca dengan yakin: {in_doubt} dari {lines} baris memuat angka atau kode yang "
            f"meragukan, contoh {quarantine[0]['detail'] if quarantine else '-'}. {_REMEDY}",
            stage="transform",
        )


def _refuse_unsure_deed(rows: pd.DataFrame) -> None:
    for record in rows[rows["low_confidence"].map(bool)].to_dict("records"):
        text = str(record.get("v_text") or "")
        if _FACTS_OF_DEEDS.search(text):
            raise RejectedDocument(
                _REASON,
                f"nomor, tanggal atau jangka waktu di halaman {record['page']} tidak terbaca dengan yakin: "
                f"'{text[:120]}'. {_REMEDY}",
                stage="transform",
            )
