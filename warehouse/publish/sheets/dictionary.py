"""Sheet Kamus: every status, axis value, strength, verdict and flag in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from config.agreement_warnings import load_warning_meanings
from config.assessment_flags import load_flag_meanings
from config.glossary import load_glossary
from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing

NAME = "Kamus"
_LINES = ("Arti setiap status, nilai, dan kolom. Kata dalam kolom Kode dipakai dalam gudang data.",)
_COLUMNS = {
    "Pagu … pendukung (Rp)": "Pagu sub kegiatan pendukung: pagu seluruh sub kegiatan yang tautannya diterima. Bukan "
    "uang naskah itu sendiri; satu sub kegiatan dapat mendukung beberapa naskah, dan dalam jumlah dihitung sekali.",
    "Nilai diragukan (Rp)": "Angka yang tidak masuk akal (misalnya seribu kali angka tahun lain). Tidak masuk jumlah "
    "mana pun dan ditunjukkan tersendiri.",
    "Peluang": "Perkiraan mesin bahwa baris itu melaksanakan naskah, dari 0 sampai 100 %. Bukan putusan.",
    "Dinilai sejak": "Hari pertama penilaian ini berlaku; tetap selama penilaiannya tidak berubah.",
    "Halaman, Baris": "Tempat dalam dokumen asli: halaman PDF dan urutan baris tabel pada halaman itu (judul tabel "
    "tidak dihitung), atau nama lembar dan nomor baris seperti pada Excel.",
    "Kunci naskah, Kunci baris": "Pengenal tetap naskah dan baris. Kunci baris sama untuk sub kegiatan yang sama pada "
    "semua tahun dan versi, sehingga putusan ikut terbawa.",
    "Kelas MKPP": "Bagian sub kegiatan rencana yang ditemukan dalam anggaran: 0–19,9; 20–39,9; 40–59,9; 60–79,9; "
    "80–100 persen.",
    "Bagian terintegrasi": "Naskah yang dianggarkan atau direalisasikan dibagi naskah yang berlaku, memerlukan APBD, "
    "dan sudah dapat dinilai; naskah dengan adendum dan penerusnya dihitung sekali. Tanpa penyebut "
    "tertulis 'belum dapat dinilai', bukan 0.",
}


def write_dictionary(frame: Frame) -> None:
    fields = [
        column("Golongan", 22, "text", "group"),
        Field("Istilah", 32, "text_bold", lambda row: Shown(row["label"], row["look"])),
        column("Arti", 95, "text", "meaning"),
        column("Kode", 32, "text", "code"),
    ]
    write_listing(frame, NAME, "Kamus istilah", _LINES, fields, list(_rows()), is_wide=False)


def _rows() -> Iterator[Row]:
    words = load_glossary()
    for code, status in words.statuses.items():
        yield _row("Status", code, status.label, status.meaning, f"tone:{status.tone}")
    for name, axis in words.axes.items():
        yield _row(f"Sumbu {axis.label}", name, axis.label, axis.meaning)
        for code, term in axis.values.items():
            yield _row(f"Sumbu {axis.label}", code, term.label, term.meaning)
    for group, terms in (
        ("Kekuatan tautan", words.strengths),
        ("Dasar tautan", words.bases),
        ("Keadaan tautan", words.link_states),
        ("Diputus oleh", words.deciders),
        ("Putusan", words.verdicts),
        ("Keadaan dokumen", words.document_states),
    ):
        for code, term in terms.items():
            yield _row(group, code, term.label, term.meaning)
    for name, meaning in _COLUMNS.items():
        yield _row("Kolom", None, name, meaning)
    for flag, meaning in load_flag_meanings().items():
        yield _row("Tanda", flag, flag.replace("_", " "), meaning)
    for code, meaning in load_warning_meanings().items():
        yield _row("Peringatan register", code, code.replace("_", " "), meaning)
    for code, label in words.instruments.items():
        yield _row("Jenis naskah", code, code, label)
    for code, label in words.categories.items():
        yield _row("Kategori", code, label, label)


def _row(group: str, code: str | None, label: str, meaning: str, look: str | None = None) -> Row:
    return {"group": group, "code": code, "label": label, "meaning": meaning, "look": look}
