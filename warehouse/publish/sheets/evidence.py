"""Sheet Bukti: every accepted and every open link with its place in the document, and what speaks for and against."""

from __future__ import annotations

from config.glossary import load_glossary
from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing
from warehouse.publish.wording import document_text, mark_text, print_key, what_supports, what_weakens

NAME = "Bukti"
_LINES = (
    "Setiap tautan antara naskah dan baris dokumen: yang diterima, yang menunggu putusan, dan yang diputus orang. "
    "Halaman dan baris menunjuk ke dokumen aslinya.",
    "Untuk membatalkan tautan yang diterima, salin Kunci naskah dan Kunci baris ke baris kosong pada lembar Putusan "
    "dan pilih tidak_sesuai.",
)
_PRINTED = 15
_LOOKS = {"accepted": "tone:good", "candidate": "tone:open", "rejected": "tone:outside"}


def write_evidence(frame: Frame) -> None:
    title, empty = "Bukti tautan naskah dan baris dokumen", "Belum ada tautan yang diterima atau diusulkan."
    rows = frame.content.evidence
    write_listing(frame, NAME, title, _LINES, _fields(), rows, frozen=2, printed=_PRINTED, empty=empty)


def _fields() -> list[Field]:
    words = load_glossary()
    return [
        column("Tahun", 7, "year", "tahun"),
        column("Judul naskah", 32, "text_bold", "judul"),
        Field("Keadaan", 12, "text", _state),
        Field("Kekuatan", 12, "text", lambda row: words.strengths[row["kekuatan"]].label),
        column("Peluang", 8, "probability", "peluang"),
        Field("Dokumen sumber", 18, "text", document_text),
        column("Perangkat daerah", 20, "text", "perangkat_daerah"),
        Field("Kode / No. tercetak", 15, "text", mark_text),
        column("Uraian tercetak", 34, "text", "uraian"),
        column("Berkas", 20, "text", "dokumen"),
        Field("Halaman / lembar", 9, "centre", lambda row: row["halaman"] if row["lembar"] is None else row["lembar"]),
        column("Baris", 7, "year", "baris"),
        column("Pagu baris (Rp)", 15, "money", "pagu_idr"),
        Field("Yang mendukung", 40, "text", lambda row: what_supports(row["bukti"])),
        Field("Yang melemahkan", 26, "text", lambda row: what_weakens(row["bukti"])),
        column("Realisasi baris (Rp)", 17, "money", "realisasi_idr"),
        Field("Dasar", 18, "text", lambda row: words.bases[row["dasar"]].label),
        column("Indikator", 34, "text", "indikator"),
        column("Tingkat", 13, "text", "tingkat"),
        Field("Diputus oleh", 11, "centre", lambda row: words.deciders[row["diputus_oleh"]].label),
        column("Putusan terakhir", 13, "centre", "putusan"),
        column("Penelaah", 20, "text", "penelaah"),
        column("Versi model", 14, "text", "versi_model"),
        Field("Kunci naskah", 34, "key", lambda row: print_key(row["agreement_id"])),
        Field("Kunci baris", 34, "key", lambda row: print_key(row["line_item_key"])),
    ]


def _state(row: Row) -> Shown:
    label = load_glossary().link_states[row["keadaan"]].label
    is_sample = row["uji_petik"] and row["keadaan"] == "candidate"
    return Shown(f"{label} (uji petik)" if is_sample else label, _LOOKS[row["keadaan"]])
