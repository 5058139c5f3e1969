"""Sheet Mutu: what is wrong or doubtful in the documents, each with its place."""

from __future__ import annotations

from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing

NAME = "Mutu"
_SEVERITIES = {"critical": ("gawat", "tone:lacking"), "warning": ("peringatan", "tone:open")}
#: where the view's word is the engineers' own
_GROUPS = {"harapan": "pemeriksaan mutu"}
_LINES = (
    "Yang dikarantina tidak dipakai; yang lain dipakai dan ditandai. Angka yang tercetak salah dilaporkan, tidak "
    "diperbaiki.",
)


def write_quality(frame: Frame) -> None:
    fields = [
        column("Berkas", 34, "text", "dokumen"),
        Field("Golongan", 18, "text_bold", lambda row: _GROUPS.get(row["golongan"], row["golongan"])),
        Field("Tingkat", 12, "text", _severity),
        Field("Halaman / lembar", 14, "centre", lambda row: row["halaman"] if row["lembar"] is None else row["lembar"]),
        column("Baris", 8, "year", "baris"),
        column("Uraian", 80, "text", "uraian"),
        column("Tercetak (Rp)", 20, "money", "tercetak_idr"),
        column("Terhitung (Rp)", 20, "money", "terhitung_idr"),
        column("Aturan", 34, "text", "aturan"),
    ]
    title, empty = "Mutu dokumen dan angka", "Tidak ada temuan."
    write_listing(frame, NAME, title, _LINES, fields, frame.content.quality, frozen=1, is_wide=False, empty=empty)


def _severity(row: Row) -> Shown:
    return Shown(*_SEVERITIES.get(row["tingkat"], (row["tingkat"], "text")))
