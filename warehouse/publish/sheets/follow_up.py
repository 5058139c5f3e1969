"""Sheet Tindak Lanjut: what falls short and whose turn it is, one block per office."""

from __future__ import annotations

from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing
from warehouse.publish.wording import status_label, status_look

NAME = "Tindak Lanjut"
_LINES = (
    "Disusun menurut perangkat daerah, untuk pendampingan. Yang sudah direalisasikan, di luar APBD, diakhiri, atau "
    "belum berlaku tidak dimuat.",
    "'Menunggu putusan' dan 'belum dapat dinilai' bukan kekurangan perangkat daerah: yang pertama menunggu penelaah, "
    "yang kedua menunggu dokumen.",
)


def write_follow_up(frame: Frame) -> None:
    fields = [
        column("Perangkat daerah", 30, "text_bold", "perangkat_daerah"),
        Field("Wilayah", 18, "text", lambda row: row["wilayah"] or row["kode_wilayah"]),
        column("Tahun", 7, "year", "tahun"),
        column("Giliran", 20, "text", "giliran"),
        column("Tindak lanjut", 36, "text", "tindak_lanjut"),
        column("Judul naskah", 44, "text", "judul"),
        Field("Status", 20, "text", lambda row: Shown(status_label(row["status"]), status_look(row["status"]))),
        column("Alasan", 62, "text", "alasan"),
        column("Tautan menunggu putusan", 11, "whole", "tautan_menunggu_putusan"),
        Field("Bukti", 9, "link", lambda row: _see(frame.evidence_of(row))),
    ]
    title, empty = "Tindak lanjut per perangkat daerah", "Tidak ada yang perlu ditindaklanjuti."
    write_listing(frame, NAME, title, _LINES, fields, frame.content.follow_up, frozen=1, empty=empty)


def _see(target: str | None) -> Shown:
    return Shown("lihat", "link", target) if target else Shown("–", "centre")
