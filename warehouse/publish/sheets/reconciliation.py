"""Sheet Rekonsiliasi: one row per agreement, party region and year, with the five axes and the best evidence."""

from __future__ import annotations

from typing import Any

from config.agreement_warnings import load_warning_meanings
from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing
from warehouse.publish.wording import (
    axis_label,
    category_label,
    print_key,
    status_label,
    status_look,
    sum_or_reason,
)

NAME = "Rekonsiliasi"
_LINES = (
    "Satu baris untuk setiap naskah, wilayah pihak, dan tahun anggaran. Klik Bukti terbaik untuk membuka seluruh bukti "
    "baris itu pada lembar Bukti.",
    "Rupiah adalah pagu sub kegiatan pendukung, bukan uang naskah itu sendiri; satu sub kegiatan dapat mendukung "
    "beberapa naskah, jadi jangan dijumlahkan ke bawah.",
)
#: columns from here on are for working on screen and are not printed
_PRINTED = 15


def write_reconciliation(frame: Frame) -> None:
    title = "Rekonsiliasi kerja sama, perencanaan, dan anggaran"
    rows = frame.content.reconciliation
    write_listing(frame, NAME, title, _LINES, _fields(frame), rows, frozen=2, printed=_PRINTED)


def _fields(frame: Frame) -> list[Field]:
    return [
        column("Tahun", 7, "year", "tahun"),
        column("Judul naskah", 36, "text_bold", "judul"),
        column("Para pihak", 27, "text", "para_pihak"),
        Field("Wilayah pihak", 14, "text", lambda row: row["wilayah"] or row["kode_wilayah"]),
        column("Perangkat daerah", 20, "text", "perangkat_daerah"),
        Field("Status", 17, "text", lambda row: Shown(status_label(row["status"]), status_look(row["status"]))),
        column("Alasan", 54, "text", "alasan"),
        *(_axis(name) for name in ("naskah", "cakupan", "rencana", "anggaran", "realisasi")),
        _money("Pagu rencana pendukung (Rp)", "pagu_rencana_pendukung_idr", "rencana"),
        _money("Pagu anggaran pendukung (Rp)", "pagu_anggaran_pendukung_idr", "anggaran"),
        _money("Realisasi pendukung (Rp)", "realisasi_pendukung_idr", "realisasi"),
        Field("Bukti terbaik", 46, "link", lambda row: _best(frame, row)),
        column("Tautan diterima", 10, "whole", "tautan_diterima"),
        column("Tautan menunggu putusan", 11, "whole", "tautan_menunggu_putusan"),
        column("Nilai diragukan (Rp)", 17, "money", "nilai_diragukan_idr"),
        column("Kode status", 26, "text", "status"),
        column("Jenis naskah", 9, "centre", "jenis_naskah"),
        Field("Kategori", 18, "text", lambda row: category_label(row["kategori"])),
        column("Nomor naskah", 26, "text", "nomor"),
        column("Tanggal tanda tangan", 12, "day", "tanggal_tanda_tangan"),
        column("Mulai berlaku", 12, "day", "mulai"),
        column("Berakhir", 12, "day", "berakhir"),
        column("Jangka waktu tercetak", 20, "text", "jangka_waktu"),
        Field("Tanda", 26, "text", lambda row: ", ".join(row["tanda"] or ())),
        Field("Peringatan register", 40, "text", _warnings),
        column("Dinilai sejak", 12, "day", "per_tanggal"),
        Field("Kunci naskah", 34, "key", lambda row: print_key(row["agreement_id"])),
    ]


def _warnings(row: Row) -> str:
    """What its print leaves doubtful or contradicts, in sentences; an unknown code as it is."""
    meanings = load_warning_meanings()
    return " ".join(meanings.get(code, code) for code in row["peringatan_register"] or ())


def _axis(name: str) -> Field:
    return Field(name.capitalize(), 11, "centre", lambda row: axis_label(name, row[name]))


def _money(heading: str, name: str, axis: str) -> Field:
    def value(row: Row) -> Any:
        is_elsewhere = row[axis] == "ada" and "melalui_naskah_lain" in (row["tanda"] or ())
        shown = "pada naskah terkait" if row[name] is None and is_elsewhere else sum_or_reason(row[name], row[axis])
        return Shown(shown, "unknown_money") if isinstance(shown, str) else shown

    return Field(heading, 16, "money", value)


def _best(frame: Frame, row: Row) -> Any:
    if row["bukti_terbaik"] is None:
        return Shown("–", "text")
    return Shown(row["bukti_terbaik"], "link", frame.evidence_of(row))
