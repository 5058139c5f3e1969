"""Sheet Daftar Baris: every sub kegiatan with its key, to add a link that the machine missed."""

from __future__ import annotations

from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, column, write_listing
from warehouse.publish.wording import document_text, mark_text, place_text, print_key

NAME = "Daftar Baris"
_LINES = (
    "Untuk putusan 'tambah': cari sub kegiatan yang melaksanakan naskah, lalu salin tempat atau kuncinya ke lembar "
    "Putusan. Satu kunci berlaku untuk sub kegiatan yang sama pada semua tahun dan versi.",
)


def write_lines(frame: Frame) -> None:
    fields = [
        Field("Wilayah", 20, "text", lambda row: row["wilayah"] or row["kode_wilayah"]),
        column("Perangkat daerah", 34, "text", "perangkat_daerah"),
        Field("Kode / No. tercetak", 20, "text", mark_text),
        column("Sub kegiatan", 60, "text_bold", "uraian"),
        Field("Dokumen terbaru", 24, "text", document_text),
        Field("Tempat", 44, "text", place_text),
        Field("Kunci baris", 36, "key", lambda row: print_key(row["line_item_key"])),
    ]
    title = "Daftar sub kegiatan untuk menambah tautan"
    write_listing(frame, NAME, title, _LINES, fields, frame.content.lines, is_wide=False)
