"""Sheets Integrasi (by office and urusan), Serapan (by quarter) and Hilang (where a line was lost on its way)."""

from __future__ import annotations

from collections.abc import Callable

from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing
from warehouse.publish.integration import Cell, rupiah_of, rupiah_share_of, share_of
from warehouse.publish.wording import NOT_JUDGED, axis_label, status_label, status_look

_GROUPS = {"perangkat_daerah": "Perangkat daerah", "urusan": "Urusan"}


def write_integration(frame: Frame) -> None:
    content = frame.content
    rows = [r for r in content.integration if r["golongan"] in _GROUPS and r["kode_wilayah"] in content.own_regions]
    fields = [
        _region(20),
        column("Tahun", 7, "year", "tahun"),
        Field("Menurut", 16, "text", lambda row: _GROUPS[row["golongan"]]),
        column("Perangkat daerah atau urusan", 38, "text_bold", "pokok"),
        column("Naskah tercatat", 10, "whole", "naskah_tercatat"),
        column("Berlaku dan memerlukan APBD", 13, "whole", "penyebut"),
        column("Belum dapat dinilai", 10, "whole", "belum_dapat_dinilai"),
        column("Sudah dinilai (penyebut)", 11, "whole", "dapat_dinilai"),
        column("Terintegrasi", 12, "whole", "terintegrasi"),
        _shown("Bagian dari yang dinilai", 16, lambda row: share_of(row, "persen_dari_yang_dinilai")),
        _shown("Paling sedikit (dari semua)", 16, lambda row: share_of(row, "persen_paling_sedikit")),
        _shown("Pagu rencana yang dinilai (Rp)", 18, lambda row: rupiah_of(row, "pagu_rencana_dinilai_idr")),
        _shown("darinya terintegrasi (Rp)", 18, lambda row: rupiah_of(row, "pagu_rencana_terintegrasi_idr")),
        _shown("Bagian rupiah", 16, rupiah_share_of),
        column("Nilai diragukan (Rp)", 18, "money", "nilai_diragukan_idr"),
    ]
    lines = (
        "Satu naskah dapat termasuk beberapa perangkat daerah atau urusan, sehingga barisnya tidak dijumlahkan ke "
        "bawah. Naskah dengan adendum dan penerusnya dihitung sekali. Rupiah adalah pagu sub kegiatan "
        "pendukung, setiap sub kegiatan dihitung sekali.",
    )
    write_listing(
        frame, "Integrasi", "Bagian terintegrasi per perangkat daerah dan urusan", lines, fields, rows, frozen=4
    )


def write_absorption(frame: Frame) -> None:
    fields = [
        _region(20),
        column("Tahun", 7, "year", "tahun"),
        column("Triwulan", 9, "year", "triwulan"),
        column("Judul naskah", 40, "text_bold", "judul"),
        column("Perangkat daerah", 24, "text", "perangkat_daerah"),
        column("Pagu pendukung (Rp)", 18, "money", "pagu_pendukung_idr"),
        column("Dasar pagu", 16, "text", "dasar_pagu"),
        _figure("Realisasi s.d. triwulan (Rp)", 18, "money", "realisasi_pendukung_idr"),
        _figure("Serapan (%)", 16, "points", "persen_serapan"),
        column("Keadaan", 22, "text", "keadaan"),
        column("Laporan", 22, "text", "laporan"),
        column("Triwulan terakhir yang dilaporkan", 12, "centre", "terakhir_dilaporkan"),
    ]
    lines = (
        "Realisasi sub kegiatan pendukung sampai akhir setiap triwulan yang sudah lewat. Tanpa laporan tertulis 'belum "
        "dapat dinilai', bukan 0.",
    )
    rows = frame.content.absorption
    write_listing(frame, "Serapan", "Serapan anggaran pendukung per triwulan", lines, fields, rows, frozen=4)


def write_lost(frame: Frame) -> None:
    fields = [
        _region(20),
        column("Tahun", 7, "year", "tahun"),
        column("Judul naskah", 40, "text_bold", "judul"),
        column("Perangkat daerah", 24, "text", "perangkat_daerah"),
        column("Hilang di", 24, "text_bold", "hilang_di"),
        *(_step(heading, name) for heading, name in (("RKPD / Renja", "rencana"), ("KUA-PPAS", "kua_ppas"))),
        *(_step(heading, name) for heading, name in (("APBD murni", "apbd_murni"), ("APBD terakhir", "apbd_terakhir"))),
        Field("Status", 18, "text", lambda row: Shown(status_label(row["status"]), status_look(row["status"]))),
        column("Pagu rencana pendukung (Rp)", 18, "money", "pagu_rencana_pendukung_idr"),
        column("Alasan", 60, "text", "alasan"),
    ]
    lines = (
        "Naskah yang ada dalam perencanaan tetapi tidak dalam anggaran terakhir, dan di langkah mana barisnya hilang.",
    )
    rows = frame.content.lost
    write_listing(frame, "Hilang", "Di mana baris naskah hilang", lines, fields, rows, frozen=3, empty="Tidak ada.")


def _region(width: float) -> Field:
    return Field("Wilayah", width, "text", lambda row: row["wilayah"] or row["kode_wilayah"])


def _step(heading: str, name: str) -> Field:
    return Field(heading, 13, "centre", lambda row: axis_label("anggaran", row[name]) or "–")


def _shown(heading: str, width: float, cell: Callable[[Row], Cell]) -> Field:
    return Field(heading, width, "money", lambda row: Shown(*cell(row)))


def _figure(heading: str, width: float, look: str, name: str) -> Field:
    def value(row: Row) -> object:
        return row[name] if row[name] is not None else Shown(NOT_JUDGED, "unknown_money")

    return Field(heading, width, look, value)
