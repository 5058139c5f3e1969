"""Sheet Putusan Naskah: ties between agreements and how they are paid, with room for the answers."""

from __future__ import annotations

from config.glossary import load_glossary
from warehouse.publish.agreement_queue import build_agreement_queue
from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, set_print, write_head, write_table
from warehouse.publish.sheets.answers import END, SPARE_ROWS, answer_fields, guide_answers
from warehouse.publish.wording import print_key

NAME = "Putusan Naskah"
_TITLE = "Lembar putusan tentang naskah"
_SUBJECTS = ("cakupan", "kategori", "induk", "duplikat")
_LINES = (
    "Hal yang diputus: cakupan (dari mana dibiayai), kategori, induk (naskah yang dilaksanakan atau diteruskan), "
    "duplikat (naskah yang sama, tercatat dua kali). Isi kolom kuning seperti pada lembar Putusan.",
    "Untuk cakupan dan kategori tulis Nilai dengan kata dari lembar Kamus (kolom Kode), misalnya tanpa_biaya; untuk "
    "induk dan duplikat Nilai adalah kunci naskah yang lain (lembar Rekonsiliasi).",
)
_PRINTED = 12


def write_agreement_review(frame: Frame) -> None:
    sheet = frame.sheets[NAME]
    rows = [{**row, "number": number} for number, row in enumerate(build_agreement_queue(frame.content), start=1)]
    fields = [
        column("No", 4, "year", "number"),
        column("Hal", 11, "input", "subject"),
        column("Judul Naskah", 38, "text_bold", "judul"),
        column("Nomor dan Tanggal", 24, "text", "when"),
        column("Naskah Lain", 40, "text", "other"),
        column("Dasar Usulan", 36, "text", "why"),
        Field("Putusan Sebelumnya", 22, "text", _before),
        Field("Nilai", 18, "input", lambda row: row["value"], "header_input"),
        *answer_fields(),
        Field("Kunci Naskah", 14, "input_key", lambda row: print_key(row["agreement_id"])),
    ]
    header = write_head(sheet, frame.formats, _TITLE, _LINES, _PRINTED - 1)
    end = write_table(sheet, frame.formats, header, fields, rows, "tabel_putusan_naskah", spare_rows=SPARE_ROWS)
    sheet.write_string(end, 0, END, frame.formats["plain"])
    subjects = {"validate": "list", "source": list(_SUBJECTS), "input_title": "Hal", "input_message": _hint()}
    guide_answers(sheet, fields, header + 1, end - 1, {"Hal": subjects})
    sheet.freeze_panes(header + 1, 3)
    set_print(sheet, NAME, frame.footer, header, end, _PRINTED - 1, is_wide=True)


def _before(row: Row) -> Shown:
    return Shown(row["before"], "text") if row["before"] else Shown("belum diputuskan", "tone:open")


def _hint() -> str:
    scopes = ", ".join(load_glossary().axes["cakupan"].values)
    return f"cakupan: {scopes}."
