"""Sheets Akan Berakhir (agreements that end soon), Berbatasan (neighbours) and Perubahan (since the last run)."""

from __future__ import annotations

from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing
from warehouse.publish.wording import reason_text, status_label, status_look

_BORDER_LOOKS = {
    "ada perjanjian": "tone:good",
    "masih rencana": "tone:waiting",
    "belum ada perjanjian": "tone:lacking",
    "pernah ada, sudah berakhir": "tone:lacking",
}
_DOCUMENT_STATES = {"loaded": "dimuat", "quarantined": "dikarantina", "withdrawn": "ditarik"}


def write_ending(frame: Frame) -> None:
    fields = [
        column("Berakhir", 12, "day", "berakhir"),
        column("Sisa hari", 8, "whole", "sisa_hari"),
        Field("Wilayah", 20, "text", lambda row: row["wilayah"] or row["kode_wilayah"]),
        column("Judul naskah", 44, "text_bold", "judul"),
        column("Para pihak", 34, "text", "para_pihak"),
        column("Perangkat daerah", 24, "text", "perangkat_daerah"),
        column("Perpanjangan otomatis", 13, "centre", "perpanjangan_otomatis"),
        column("Tahun berikut", 9, "year", "tahun_berikut"),
        column("Barisnya pada tahun berikut", 34, "text", "keadaan_tahun_berikut"),
        column("Prakiraan maju (Rp)", 18, "money", "prakiraan_maju_idr"),
    ]
    lines = (
        "Naskah yang berakhir dalam 180 hari sejak hari penilaian, dan apakah barisnya ada pada tahun berikutnya.",
    )
    rows = frame.content.ending
    write_listing(
        frame, "Akan Berakhir", "Naskah yang akan berakhir", lines, fields, rows, frozen=4, empty="Tidak ada."
    )


def write_borders(frame: Frame) -> None:
    fields = [
        Field("Wilayah", 26, "text_bold", lambda row: row["wilayah"] or row["kode_wilayah"]),
        Field("Berbatasan dengan", 30, "text_bold", lambda row: row["tetangga"] or row["kode_tetangga"]),
        Field(
            "Keadaan", 26, "text", lambda row: Shown(row["keadaan"], _BORDER_LOOKS.get(row["keadaan"], "tone:unknown"))
        ),
        column("Perjanjian", 12, "whole", "jumlah_perjanjian"),
        column("Masih berlaku", 12, "whole", "masih_berlaku"),
        column("Masih rencana", 12, "whole", "masih_rencana"),
    ]
    lines = (
        "Kerja sama dengan daerah yang berbatasan. Ketiadaan hanya disimpulkan dari register yang menyatakan lengkap.",
    )
    write_listing(frame, "Berbatasan", "Daerah yang berbatasan", lines, fields, frame.content.borders, frozen=2)


def write_changes(frame: Frame) -> None:
    names = {row["kode_wilayah"]: row["wilayah"] for row in frame.content.reconciliation if row["wilayah"]}
    fields = [
        column("Golongan", 12, "text", "golongan"),
        column("Pokok", 60, "text_bold", "pokok"),
        Field("Wilayah", 22, "text", lambda row: names.get(row["kode_wilayah"], row["kode_wilayah"])),
        column("Tahun", 8, "year", "tahun"),
        Field("Sebelum", 22, "text", lambda row: _state(row["sebelum"], "(baru)")),
        Field("Sesudah", 22, "text", lambda row: _state(row["sesudah"], "(tidak ada lagi)")),
        Field("Uraian", 70, "text", lambda row: reason_text(row["uraian"])),
    ]
    said = "Yang berubah dalam putaran terakhir: status naskah, dan dokumen yang datang atau berubah."
    is_first = frame.content.run.get("run_id") == 1
    lines = (f"{said} Ini putaran pertama, jadi semuanya baru." if is_first else said,)
    rows = frame.content.changes
    write_listing(
        frame, "Perubahan", "Perubahan sejak putaran sebelumnya", lines, fields, rows, frozen=2, empty="Tidak ada."
    )


def _state(code: str | None, none: str) -> Shown:
    """A status, or the state of a document."""
    if code is None or code in _DOCUMENT_STATES:
        return Shown(_DOCUMENT_STATES.get(code or "", none))
    label = status_label(code)
    return Shown(label, status_look(code)) if label != code else Shown(code)
