"""Registers in other words and another order: every heading finds its column, and an unknown one is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from extractors.detect import extract
from extractors.records import RejectedDocument

#: headings as registers print them -> the column each must be read as ("" for one that is kept but not read)
REGISTERS: dict[str, dict[str, str]] = {
    "a city's list": {
        "No": "no", "Nomor Dokumen": "number", "Mitra": "partner", "Jenis Dokumen": "instrument", "Judul": "title",
        "Tanggal Penetapan": "signed_date", "Urusan": "urusan", "Jangka Waktu": "term", "Status": "status",
    },
    "an application's export": {
        "nomor_pks": "number", "nama_instansi": "partner", "perihal": "title", "kategori": "category",
        "ruang_lingkup": "scope", "tanggal_mulai": "start_date", "tanggal_berakhir": "end_date",
        "jangka_waktu": "term", "OPD": "skpd",
    },
    "a province's list": {
        "NO.": "no", "TAHUN": "year", "PIHAK KEDUA": "partner", "TENTANG": "title", "NOMOR PIHAK I": "number",
        "NOMOR PIHAK II": "number_2", "TANGGAL PENANDATANGANAN": "signed_date", "BERLAKU SAMPAI DENGAN": "end_date",
        "PERANGKAT DAERAH PEMRAKARSA": "skpd", "KETERANGAN": "note", "LINK DOKUMEN": "link",
    },
    "a district's list": {
        "No. Urut": "no", "Kerja Sama Dengan": "partner", "Nama Kerjasama": "title", "Bentuk Kerjasama": "instrument",
        "Bidang": "urusan", "Objek Kerja Sama": "scope", "Tgl. TTD": "signed_date", "Masa Berlaku": "term",
        "Instansi Pelaksana": "skpd", "Sumber Pembiayaan": "funding_source", "Permasalahan": "", "Ket": "note",
    },
    "objects before the title": {
        "No": "no", "Obyek Kerja Sama": "scope", "Judul Perjanjian Kerja Sama": "title",
        "Nama Mitra Kerja Sama": "partner", "Nomor PKS": "number",
        "Tanggal Mulai Berlaku": "start_date", "Tanggal Berakhirnya Kerja Sama": "end_date",
    },
    "objects for want of a title": {
        "No": "no", "Objek Kerja Sama": "title", "Nama Mitra": "partner", "Nomor PKS": "number",
    },
    "two numbers": {
        "No": "no", "Judul Kerja Sama": "title", "Para Pihak": "partner", "Nomor": "number", "Tanggal": "signed_date",
        "Penanggung Jawab": "skpd", "Progres": "status",
    },
    "number and date in one column, no partner": {
        "No.": "no", "Nomor dan Tanggal": "number_date", "Tentang": "title", "Ruang Lingkup": "scope",
        "Jangka Waktu": "term", "Sisa Waktu": "", "Tindak Lanjut PKS": "",
    },
    "three parties": {
        "No": "no", "Pihak I": "skpd", "Pihak II": "partner", "Pihak III": "partner_2", "Judul PKS": "title",
        "Nomor Pihak I": "number", "Nomor Pihak II": "number_2", "Nomor Pihak III": "number_3",
        "Tgl. Mulai": "start_date", "Tgl. Berakhir": "end_date", "Pembiayaan": "funding_source",
    },
    "the third party is the partner": {
        "No": "no", "Pihak Ketiga": "partner", "Perihal": "title", "No. PKS": "number", "Tgl PKS": "signed_date",
        "Perangkat Daerah Pengampu": "skpd", "Implementasi": "", "Ket.": "note",
    },
}  # fmt: skip


def write_register(path: Path, headings: list[str]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "DAFTAR KERJA SAMA KOTA TARAKAN")
        sheet.write_row(2, 0, headings)
        for row in (3, 4):
            sheet.write_row(row, 0, [f"isi {row} {column}" for column in range(len(headings))])
    return path


@pytest.mark.parametrize("name", REGISTERS)
def test_a_registers_own_words_find_their_columns(tmp_path: Path, name: str) -> None:
    headings = REGISTERS[name]
    extraction = extract(write_register(tmp_path / "register.xlsx", list(headings)))
    assert extraction.layout.id == "register_pemda_sheet"
    wanted = {column: f"isi 3 {at}" for at, column in enumerate(headings.values()) if column}
    assert {column: text for column, text in extraction.rows[0].values.items() if text} == wanted


def test_a_register_as_csv_reads_like_one_in_a_workbook(tmp_path: Path) -> None:
    headings = REGISTERS["an application's export"]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([list(headings), [f"isi {column}" for column in headings.values()]])
    path = tmp_path / "kerja sama.csv"
    path.write_text(stream.getvalue(), encoding="cp1252")
    extraction = extract(path)
    assert extraction.layout.id == "register_pemda_sheet"
    assert extraction.rows[0].values["partner"] == "isi partner"


def test_an_unknown_heading_refuses_the_register_and_is_named(tmp_path: Path) -> None:
    path = write_register(tmp_path / "register.xlsx", ["No", "Judul", "Mitra", "Warna Map", "Status"])
    with pytest.raises(RejectedDocument) as caught:
        extract(path)
    assert caught.value.reason_code == "column_mismatch" and "Warna Map" in caught.value.detail


def test_columns_with_phone_numbers_are_masked(tmp_path: Path) -> None:
    path = write_register(tmp_path / "register.xlsx", ["No", "Judul", "Mitra", "No. HP", "Status"])
    row = extract(path).rows[0]
    assert row.cells == ["isi 3 0", "isi 3 1", "isi 3 2", "[disamarkan]", "isi 3 4"]
