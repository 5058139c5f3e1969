"""Sheets Dokumen (expected, received, late, refused) and Konsistensi (planning against budget by office)."""

from __future__ import annotations

from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing
from warehouse.publish.wording import NOT_JUDGED, kind_label, reason_text

_STATE_LOOKS = {
    "diterima": "tone:good", "tercakup laporan sesudahnya": "tone:good", "dimuat": "tone:good",
    "terlambat": "tone:lacking", "dikarantina": "tone:lacking",
    "sengketa": "tone:open", "belum jatuh tempo": "tone:waiting",
}  # fmt: skip


def write_documents(frame: Frame) -> None:
    fields = [
        Field("Wilayah", 24, "text", lambda row: row["wilayah"] or row["kode_wilayah"]),
        column("Tahun", 8, "year", "tahun"),
        Field("Jenis dokumen", 22, "text_bold", lambda row: kind_label(row["jenis_dokumen"])),
        column("Versi", 14, "text", "versi"),
        column("Periode", 12, "text", "periode"),
        column("Perangkat daerah", 34, "text", "perangkat_daerah"),
        column("Tenggat", 12, "day", "tenggat"),
        Field(
            "Keadaan", 18, "text", lambda row: Shown(row["keadaan"], _STATE_LOOKS.get(row["keadaan"], "tone:outside"))
        ),
        column("Berkas", 34, "text", "berkas"),
        Field("Keterangan", 60, "text", lambda row: reason_text(row["alasan"])),
    ]
    lines = (
        "Baris dengan tenggat adalah dokumen yang diharapkan; baris dengan berkas adalah dokumen yang ada. "
        "Keterlambatan dihitung pada hari penilaian. Dokumen yang belum ada tidak pernah dibaca sebagai 'tidak ada "
        "program'.",
    )
    title = "Dokumen yang diharapkan dan yang ada"
    write_listing(frame, "Dokumen", title, lines, fields, frame.content.documents, is_wide=False)


def write_consistency(frame: Frame) -> None:
    fields = [
        Field("Wilayah", 20, "text", lambda row: row["wilayah"] or row["kode_wilayah"]),
        column("Tahun", 7, "year", "tahun"),
        Field("Perangkat daerah", 34, "text_bold", lambda row: row["perangkat_daerah"] or "Seluruh perangkat daerah"),
        column("Keadaan", 18, "text", "keadaan"),
        _judged("Sub kegiatan rencana", "sub_kegiatan_rencana", "whole", 11),
        _judged("Ditemukan di anggaran", "ditemukan_di_anggaran", "whole", 11),
        _judged("Baru di anggaran", "baru_di_anggaran", "whole", 11),
        _judged("Persen jumlah", "persen_jumlah", "points", 10),
        _judged("Kelas MKPP (jumlah)", "kelas_mkpp_jumlah", "centre", 12),
        _judged("Pagu rencana (Rp)", "pagu_rencana_idr", "money", 19),
        _judged("Pagu rencana yang ditemukan (Rp)", "pagu_rencana_yang_ditemukan_idr", "money", 19),
        _judged("Anggaran yang ditemukan (Rp)", "anggaran_yang_ditemukan_idr", "money", 19),
        _judged("Persen rupiah", "persen_rupiah", "points", 10),
        _judged("Kelas MKPP (rupiah)", "kelas_mkpp_rupiah", "centre", 12),
        column("Nilai diragukan (Rp)", 17, "money", "nilai_diragukan_idr"),
        column("Dokumen perencanaan", 20, "text", "dokumen_perencanaan"),
        column("Dokumen anggaran", 22, "text", "dokumen_anggaran"),
    ]
    lines = (
        "Sub kegiatan dalam dokumen perencanaan yang ditemukan lagi dalam anggaran (MKPP), per perangkat daerah dan "
        "tahun; penyebutnya sub kegiatan rencana. Tanpa kedua dokumen yang lengkap tertulis 'belum dapat dinilai'.",
    )
    title = "Konsistensi perencanaan dan penganggaran"
    write_listing(frame, "Konsistensi", title, lines, fields, frame.content.consistency, frozen=3)


def _judged(heading: str, name: str, look: str, width: float) -> Field:
    def value(row: Row) -> object:
        return row[name] if row[name] is not None else Shown(NOT_JUDGED, "unknown_money")

    return Field(heading, width, look, value)
