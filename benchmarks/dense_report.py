"""A Formulir E.81 of any length, as dense as the real one: 28 columns and about 7,000 characters a page."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from samples.drawing import Box, Page, TablePrinter
from samples.e81 import FILLS, GREY, MARGIN, PAPER, STYLE, WIDTHS, heading

YEAR = 2024
#: wider rows than those of the sample, for as many lines a page as the real form has characters
_STYLE = replace(STYLE, leading=5.6, pad=3.3)
#: pages of one office before its notes and signatures would come
_PAGES_PER_OFFICE = 40
_TASKS = (
    "Penyediaan", "Pengelolaan", "Pembinaan dan Pengawasan", "Koordinasi dan Sinkronisasi", "Fasilitasi",
    "Pemeliharaan",
    "Peningkatan Kapasitas", "Penyusunan Dokumen", "Evaluasi dan Pelaporan", "Rehabilitasi", "Pemberdayaan",
)  # fmt: skip
_THINGS = (
    "Sarana dan Prasarana Pelayanan Dasar", "Administrasi Keuangan Perangkat Daerah", "Jalan Lingkungan Permukiman",
    "Kerja Sama Antar Daerah", "Sistem Pengelolaan Persampahan", "Layanan Kesehatan Masyarakat", "Satuan Pendidikan",
    "Kelembagaan Usaha Mikro dan Koperasi", "Jaringan Irigasi Sekunder", "Data dan Informasi Pembangunan",
    "Ketenteraman dan Ketertiban Umum", "Barang Milik Daerah", "Transportasi Perkotaan", "Ketahanan Pangan Keluarga",
)  # fmt: skip
_PLACES = ("di Wilayah Kota", "Kewenangan Daerah", "Berbasis Masyarakat", "Lintas Kecamatan", "Tahun Berjalan")
_UNITS = ("Dokumen", "Laporan", "Unit", "Orang", "Persen", "Paket", "Kelompok Masyarakat", "Bulan")
_OFFICES = ("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Kesehatan", "Badan Perencanaan Pembangunan Daerah")


def write_dense_report(path: Path, pages: int, seed: int = 1) -> None:
    """Draw exactly ``pages`` pages; the same seed gives the same file."""
    choose = random.Random(seed)
    canvas = Canvas(str(path), pagesize=PAPER, invariant=1, pageCompression=1)
    page = Page(canvas, *PAPER, margin=MARGIN)
    while page.number < pages:
        office = choose.choice(_OFFICES)
        last = min(pages, page.number + _PAGES_PER_OFFICE)
        page.begin()
        for text in (
            "Formulir E.81",
            "Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup Kabupaten / Kota",
            f"Renja Perangkat Daerah {office} {page.number}",
            f"Tahun {YEAR} - Triwulan 2",
        ):
            page.text(text, size=5, bold=True, gap=0.5)
        printer = TablePrinter(page, WIDTHS, heading(YEAR), _STYLE, may_split=False)
        printer.draw_heading()
        count = 0
        while True:
            count += 1
            if page.number == last and page.room < 60:
                break
            printer.row(count, _row(choose, count, office))
    canvas.save()


def _row(choose: random.Random, count: int, office: str) -> list[Box]:
    """Every seventh line is a kegiatan, shaded; a sub kegiatan has grey cells where the Renstra says nothing."""
    is_kegiatan = count % 7 == 1
    number = f"1.{1 + count // 70}.{1 + count // 7}" + ("" if is_kegiatan else f".{count % 7}")
    name = f"{choose.choice(_TASKS)} {choose.choice(_THINGS)} {choose.choice(_PLACES)}"
    indicator = f"Jumlah {choose.choice(_UNITS)} {choose.choice(_TASKS)} {choose.choice(_THINGS)} yang Tersedia"
    note = f"Realisasi triwulan 2 menunggu {choose.choice(_TASKS).lower()} {choose.choice(_THINGS)}"
    budget = choose.randrange(10_000_000, 90_000_000_000, 1_000)
    texts = [number, name, indicator, choose.choice(_UNITS)]
    for half in range(11):
        texts += [
            str(choose.randrange(1, 101)),
            f"{budget * choose.randrange(5, 100) // 100:,}" if half != 8 else "97.5",
        ]
    texts += [office, note]
    boxes = []
    for column, text in enumerate(texts):
        grey = not is_kegiatan and column in (4, 5, 6, 7, 22, 23, 24, 25)
        fill = FILLS["kegiatan"] if is_kegiatan else GREY if grey or column % 5 < 2 else None
        align = "left" if column in (1, 2, 26, 27) else "right" if column > 3 and column % 2 else "center"
        boxes.append(Box(text, fill=fill, bold=is_kegiatan, align=align))
    return boxes
