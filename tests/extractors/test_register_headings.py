"""Registers in the words of cooperation offices nobody here has a register of: what each heading is taken for."""

from __future__ import annotations

import pytest

from config.layout import load_layouts
from extractors.detect import judge_layouts
from extractors.headings import bind_columns
from extractors.records import Cell, Part, Reading, Table, TableRow

#: heading -> the column it is, null where it is kept without being read
REGISTERS: list[dict[str, str | None]] = [
    {
        "No": "no", "Jenis Kerja Sama": "instrument", "Pihak I": "skpd", "Pihak II": "partner", "Tentang": "title",
        "Nomor Pihak I": "number", "Nomor Pihak II": "number_2", "Tgl Ditandatangani": "signed_date",
        "Masa Berlaku": "term", "Tgl Berakhir": "end_date", "Bidang": "urusan", "Ket": "note",
    },
    {
        "No.": "no", "Uraian Kerjasama": "title", "Pihak Kerjasama": "partner", "No. & Tgl. PKS": "number_date",
        "Lingkup Kerjasama": "scope", "Jangka Waktu (Tahun)": "term", "Status (Aktif/Tidak)": "status",
    },
    {
        "NO": "no", "NASKAH KERJA SAMA": "title", "PARA PIHAK": "partner", "TANGGAL DITANDATANGANI": "signed_date",
        "TANGGAL BERAKHIR": "end_date", "PERANGKAT DAERAH PEMRAKARSA": "skpd",
    },
    {"No": "no", "Judul Kerja Sama": "title", "Naskah Kerja Sama": "instrument", "Mitra": "partner"},
    {
        "No": "no", "Kerjasama Dengan": "partner", "Objek Kerjasama": "title",
        "Nomor Kesepakatan Bersama": "number_kb", "Nomor Perjanjian Kerja Sama": "number", "Tanggal": "signed_date",
    },
    {"No": "no", "Judul": "title", "Mitra": "partner", "Nomor Kesepakatan Bersama": "number"},
    {
        "NO": "no", "PERIHAL MOU/PKS": "title", "MITRA": "partner", "NO. SURAT PIHAK I": "number",
        "NO. SURAT PIHAK II": "number_2", "TGL/BLN/THN": "signed_date", "PENANDATANGAN PIHAK I": "signer",
        "PENANDATANGAN PIHAK II": "signer_2",
    },
    {
        "No": "no", "Judul MoU": "title_kb", "Mitra": "partner", "Tanggal MoU": "signed_date_kb", "Judul PKS": "title",
        "Tanggal PKS": "signed_date",
    },
    {"No": "no", "Judul": "title", "Mitra": "partner", "No & Tgl MoU": "number_date_kb", "No & Tgl PKS": "number_date"},
    {
        "No": "no", "OPD": "skpd", "Judul MoU/PKS": "title", "Pihak Ke-1": "first_party", "Pihak Ke-2": "partner",
        "No. Dok Pihak 1": "number", "No. Dok Pihak 2": "number_2", "Tanggal Expired": "end_date",
    },
    {
        "No": "no", "Unit Kerja": "skpd", "Mitra": "partner", "Judul Kerjasama": "title", "Durasi Kerjasama": "term",
        "Sumber Dana": "funding_source", "Anggaran (Rp)": None, "Status Kerjasama": "status",
    },
    {
        "No": "no", "Nama Instansi": "partner", "Jenis Kontrak": "instrument", "Topik Kerjasama": "title",
        "Awal Kerjasama": "start_date", "Akhir Kerjasama": "end_date", "Objek Kerjasama": "scope",
        "Ruang Lingkup": "scope_2",
    },
    {
        "No": "no", "Judul Kesepakatan Bersama/Perjanjian Kerja Sama": "title", "Lembaga Mitra": "partner",
        "No. Pihak Kesatu": "number", "No. Pihak Kedua": "number_2", "Hak dan Kewajiban Pihak Kedua": None,
        "Berakhir Tanggal": "end_date",
    },
    {
        "Urut": "no", "Judul PKS / MoU": "title", "Instansi Pemerintah/Swasta": "partner",
        "Kategori (KSDD/KSDPK/KSDPL)": "category", "Tahun": "year", "File": "link",
    },
]  # fmt: skip


def register(headings: list[str]) -> Table:
    rows = ["DATA KERJA SAMA KABUPATEN CONTOH"], headings, [f"isi {index}" for index in range(len(headings))]
    return Table(tuple(TableRow(tuple(map(Cell, row)), sheet_row=n) for n, row in enumerate(rows, 1)), len(headings))


@pytest.mark.parametrize("named", REGISTERS, ids=lambda named: list(named)[1])
def test_every_heading_is_taken_for_what_it_says(named: dict[str, str | None]) -> None:
    table = register(list(named))
    reading = Reading("d", "daftar.xlsx", "xlsx", (Part((table,), sheet="Daftar"),))
    assert [c.layout.id for c in judge_layouts(reading) if c.reason is None] == ["register_pemda_sheet"]
    binding = bind_columns(table, load_layouts()["register_pemda_sheet"], (1, 2))
    assert dict(zip(named, binding.names, strict=True)) == named
