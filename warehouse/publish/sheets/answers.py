"""The yellow cells in which reviewers answer: their columns, drop-downs and hints, the same on both sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from config.glossary import load_glossary
from warehouse.publish.grid import Field

#: empty rows below the queue, for what the machine missed
SPARE_ROWS = 20
END = "Akhir lembar putusan; sisipkan baris di atas bila perlu."


def answer_fields() -> list[Field]:
    return [
        Field("Putusan", 13, "input", lambda row: None, "header_input"),
        Field("Penelaah", 15, "input", lambda row: None, "header_input"),
        Field("Tanggal Putusan", 12, "input_day", lambda row: None, "header_input"),
        Field("Catatan Penelaah", 20, "input", lambda row: None, "header_input"),
    ]


def guide_answers(
    sheet: Worksheet, fields: Sequence[Field], first: int, last: int, more: Mapping[str, dict[str, Any]] | None = None
) -> None:
    """Drop-downs and hints on rows ``first`` to ``last`` (from 0); ``more`` adds rules by heading."""
    place = {field.heading: number for number, field in enumerate(fields)}
    for heading, rule in {**_rules(), **(more or {})}.items():
        sheet.data_validation(first, place[heading], last, place[heading], rule)


def _rules() -> dict[str, dict[str, Any]]:
    verdicts = list(load_glossary().verdicts)
    return {
        "Putusan": {
            "validate": "list",
            "source": verdicts,
            "error_title": "Putusan tidak dikenal",
            "error_message": "Pilih salah satu: " + ", ".join(verdicts),
            "input_title": "Putusan",
            "input_message": "sesuai: usulan ini benar. tidak_sesuai: bukan. ragu: belum tahu. tambah: yang terlewat.",
        },
        "Penelaah": {
            "validate": "any",
            "input_title": "Penelaah",
            "input_message": "Jabatan atau unit yang memutuskan, bukan nama orang.",
        },
        "Tanggal Putusan": {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_title": "Tanggal tidak terbaca",
            "error_message": "Tulis tanggal sebagai hh/bb/tttt, misalnya 07/07/2025.",
        },
    }
