"""Sheet Putusan: the review queue with room for the answers; its headings are read back by layout review_workbook."""

from __future__ import annotations

from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, set_print, write_head, write_table
from warehouse.publish.review_queue import build_queue, decision_text
from warehouse.publish.sheets.answers import END, SPARE_ROWS, answer_fields, guide_answers
from warehouse.publish.wording import document_text, mark_text, place_text, print_key, what_supports, what_weakens

NAME = "Putusan"
#: the phrase by which a returned workbook is recognised, whatever its file is called
TITLE = "Lembar putusan tautan kerja sama"
_EXAMPLE = "rkpd-2024.pdf, hlm. 3, baris 7"
_LINES = (
    "Isi kolom kuning: Putusan (sesuai, tidak_sesuai, ragu), Penelaah (jabatan atau unit, bukan nama orang), Tanggal "
    "Putusan (hh/bb/tttt), dan bila perlu Catatan. Baris tanpa putusan dianggap belum diputuskan.",
    "Menambah tautan yang terlewat: pada baris kosong di bawah tulis nomor atau judul naskah pada Judul Naskah dan "
    f"tempat barisnya pada Tempat dalam Dokumen ('{_EXAMPLE}' atau 'renja.xlsx, lembar DLH, no. 1.02'; boleh disalin "
    "dari lembar Daftar Baris), lalu pilih 'tambah'. Kunci Naskah dan Kunci Baris boleh dipakai sebagai gantinya.",
    "Mengubah putusan lama: isi kolom kuning pada barisnya; putusan dengan tanggal (dan jam, bila ditulis) terakhir "
    "yang berlaku. Putusan terbawa ke tahun dan versi dokumen lain.",
    "Kirim kembali dengan menaruh berkas ini di folder masuk, atau: selaras review import BERKAS. Nama berkas bebas; "
    "jangan ubah judul kolom dan kolom kunci.",
)
_PRINTED = 17


def write_review(frame: Frame) -> None:
    sheet, rows = frame.sheets[NAME], build_queue(frame.content)
    numbered = [{**row, "number": number} for number, row in enumerate(rows, start=1)]
    fields = _fields()
    header = write_head(sheet, frame.formats, TITLE, _LINES, _PRINTED - 1)
    end = write_table(sheet, frame.formats, header, fields, numbered, "tabel_putusan", spare_rows=SPARE_ROWS)
    sheet.write_string(end, 0, END, frame.formats["plain"])
    guide_answers(sheet, fields, header + 1, end - 1)
    sheet.freeze_panes(header + 1, 2)
    set_print(sheet, NAME, frame.footer, header, end, _PRINTED - 1, is_wide=True)


def _fields() -> list[Field]:
    return [
        column("No", 4, "year", "number"),
        column("Judul Naskah", 28, "text_bold", "judul"),
        column("Para Pihak", 20, "text", "parties"),
        column("Perangkat Daerah Baris", 17, "text", "perangkat_daerah"),
        Field("Kode / No. Baris", 15, "text", mark_text),
        column("Uraian Baris", 28, "text", "uraian"),
        column("Tahun Baris", 8, "centre", "years"),
        column("Pagu Baris (Rp)", 15, "money", "pagu_idr"),
        Field("Tempat dalam Dokumen", 25, "text", _place),
        Field("Kekuatan dan Peluang", 10, "centre", _strength),
        Field("Yang Mendukung", 32, "text", lambda row: what_supports(row["bukti"])),
        Field("Yang Melemahkan", 22, "text", lambda row: what_weakens(row["bukti"])),
        Field("Putusan Sebelumnya", 17, "text", _decided),
        *answer_fields(),
        Field("Kunci Naskah", 14, "input_key", lambda row: print_key(row["agreement_id"])),
        Field("Kunci Baris", 14, "input_key", _line_key),
    ]


def _line_key(row: Row) -> str | None:
    """None of a line that a reviewer named by its place and that isn't found."""
    return None if row.get("tempat_tertulis") else print_key(row["line_item_key"])


def _place(row: Row) -> str | None:
    if row["dokumen"] is None:
        if written := row.get("tempat_tertulis"):
            return str(written)
        return "baris atau naskah ini tidak ditemukan lagi dalam dokumen yang dimuat"
    return f"{document_text(row)}: {place_text(row)}"


def _strength(row: Row) -> str | None:
    if row["kekuatan"] is None:
        return None
    # A likeness is never a certainty, so it isn't rounded up to one.
    probability = "" if row["peluang"] is None else f", {min(row['peluang'], 0.99):.0%}"
    audit = ", uji petik" if row.get("uji_petik") else ""
    return f"{row['kekuatan']}{probability}{audit}"


def _decided(row: Row) -> Shown:
    text = decision_text(row["decision"])
    if text is None:
        return Shown("belum diputuskan", "tone:open")
    return Shown(text, "tone:open" if row["is_open"] else "text")
