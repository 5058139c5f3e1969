"""Golden samples of the sheet layouts: each row is written here once, as cells and as what must be read from them.

``python tests/golden/sheet_samples.py tests/golden`` writes the files anew. Offices, sums and partners are invented.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

PLACE = ("block", "sheet", "row_number", "sheet_row", "row_kind")
MASKED = "[disamarkan]"

Content = str | int | float | dt.date
#: a cell: its content, or its content and how many rows and columns it is merged over
CellPlan = Content | tuple[Content, int, int]


@dataclass(frozen=True)
class Line:
    """One sheet row from the first body row on: cells by column letter, its kind, what each layout column reads."""

    cells: Mapping[str, CellPlan] = field(default_factory=dict)
    kind: str = "line"
    reads: Mapping[str, str] = field(default_factory=dict)


BLANK = Line(kind="blank")


@dataclass(frozen=True)
class Sample:
    """One sheet: ``head`` rows up to the header, then the body."""

    layout_id: str
    sheet: str
    head: Sequence[Mapping[str, CellPlan]]
    body: Sequence[Line]
    other_sheets: Mapping[str, Sequence[Mapping[str, CellPlan]]] = field(default_factory=dict)

    def expected(self) -> list[dict[str, str]]:
        rows = [
            {"block": "1", "sheet": self.sheet, "row_number": str(number), "sheet_row": str(len(self.head) + number)}
            | {"row_kind": line.kind, **line.reads}
            for number, line in enumerate(self.body, start=1)
        ]
        for name, lines in self.other_sheets.items():
            for number, cells in enumerate(lines, start=1):
                kind = "not_relevant" if cells else "blank"
                rows.append(
                    {"block": "1", "sheet": name, "row_number": str(number), "sheet_row": str(number), "row_kind": kind}
                )
        return rows


def write_sheet_samples(root: Path) -> None:
    """``<layout_id>/sample.*`` and ``expected.csv`` below ``root`` for every sheet layout."""
    for sample in samples():
        folder = root / sample.layout_id
        folder.mkdir(parents=True, exist_ok=True)
        if sample.sheet == "csv":
            _write_csv(folder / "sample.csv", sample)
        else:
            _write_xlsx(folder / "sample.xlsx", sample)
        _write_expected(folder / "expected.csv", sample.expected())


def samples() -> list[Sample]:
    makers: list[Callable[[], Sample]] = [_lra, _cash_plan, _register, _ministry, _scope, _renstra, _review]
    return [make() for make in makers]


def _lra() -> Sample:
    head: list[Mapping[str, CellPlan]] = [
        {},
        {},
        {"E": ("PEMERINTAH KOTA BONTANG", 1, 15)},
        {"E": ("LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH", 1, 15)},
        {"E": ("periode Januari s.d September 2024", 1, 15)},
        {},
        {},
        {"D": ("Urusan Pemerintahan", 1, 6), "J": ":", "K": ("Perhubungan", 1, 4)},
        {"D": ("Unit Organisasi", 1, 6), "J": ":", "K": ("Dinas Perhubungan", 1, 4)},
        {"D": ("Sub Unit Organisasi", 1, 6), "J": ":", "K": ("……………", 1, 4)},
        {},
        {},
        {},
        {"B": ("KODE REKENING", 2, 5), "G": ("URAIAN", 2, 9), "Q": ("ANGGARAN", 2, 2), "S": "REALISASI", "T": "%"},
        {},
    ]

    def account(code: str, name: str, budget: Content, spent: Content, share: str = "") -> Line:
        column = "H" if "." not in code else "I"
        width = 8 if column == "H" else 7
        cells: dict[str, CellPlan] = {"D": (code, 1, 3), column: (name, 1, width), "Q": budget, "R": (spent, 1, 2)}
        reads = {"code": code, "name": name, "anggaran": str(budget), "realisasi": str(spent)}
        if share:
            cells["T"], reads["percent"] = share, share
        return Line(cells, reads={key: text for key, text in reads.items() if text})

    body = [
        BLANK,
        BLANK,
        account("4", "PENDAPATAN DAERAH", 0, 0),
        account("4.1", "PENDAPATAN ASLI DAERAH (PAD)", "", ""),
        account("5", "BELANJA DAERAH", 18250400500, 9120200250.75, "49,97"),
        account("5.1", "BELANJA OPERASI", 17250400500, 9120200250.75),
        account("5.2", "BELANJA MODAL", 1000000000, 0),
        Line(
            {"I": "JUMLAH BELANJA", "Q": 18250400500}, "summary", {"name": "JUMLAH BELANJA", "anggaran": "18250400500"}
        ),
        BLANK,
        Line({"Q": "Keterangan :"}, "note", {"anggaran": "Keterangan :"}),
        Line({"Q": "Bontang, 4 Oktober 2024"}, "signature", {"anggaran": "Bontang, 4 Oktober 2024"}),
        Line({"Q": "Kepala Dinas Perhubungan"}, "signature", {"anggaran": "Kepala Dinas Perhubungan"}),
        BLANK,
        Line({"Q": "Drs. SEORANG CONTOH, M.Si"}, "signature", {"anggaran": MASKED}),
        Line({"Q": "NIP. 19700101 199501 1 001"}, "signature", {"anggaran": MASKED}),
    ]
    return Sample("lra_toba_style", "Sheet1", head, body)


def _cash_plan() -> Sample:
    months = [
        "m01",
        "m02",
        "m03",
        "tw1",
        "m04",
        "m05",
        "m06",
        "tw2",
        "m07",
        "m08",
        "m09",
        "tw3",
        "m10",
        "m11",
        "m12",
        "tw4",
    ]
    headings = [
        "Januari", "Februari", "Maret", "Triwulan I", "April", "Mei", "Juni", "Triwulan II", "Juli", "Agustus",
        "September", "Triwulan III", "Oktober", "November", "Desember", "Triwulan IV",
    ]  # fmt: skip
    letters = [chr(ord("E") + i) for i in range(16)]
    head: list[Mapping[str, CellPlan]] = [
        {"A": ("TARGET (MENURUT ANGGARAN KAS) DAN REALISASI KEUANGAN", 1, 20)},
        {"A": ("DINAS PERHUBUNGAN", 1, 20)},
        {"A": ("TAHUN ANGGARAN 2024", 1, 20)},
        {},
        {"A": "Nama OPD", "B": ("Total Anggaran", 1, 2), "D": "Rincian", **dict(zip(letters, headings, strict=True))},
    ]

    def pair(name: str, total: Content, per_month: int, spent: Sequence[int]) -> list[Line]:
        target = [per_month * 3 if month.startswith("tw") else per_month for month in months]
        realised = [*spent, *[0] * (16 - len(spent))]
        first: dict[str, CellPlan] = {"B": (name, 2, 1), "C": (total, 2, 1), "D": "Target"}
        return [
            Line(
                first | dict(zip(letters, target, strict=True)),
                reads={"name": name, "total": str(total), "detail": "Target"}
                | dict(zip(months, map(str, target), strict=True)),
            ),
            Line(
                {"D": "REALISASI"} | dict(zip(letters, realised, strict=True)),
                "continuation",
                {"detail": "REALISASI"} | dict(zip(months, map(str, realised), strict=True)),
            ),
        ]

    body = [
        *pair("PENDAPATAN", "Rp.", 0, []),
        *pair("BELANJA", 1200000000, 100000000, [90000000, 95000000, 110000000, 295000000]),
        BLANK,
        Line(
            {"B": "BAGIAN KEUANGAN", "M": "KEPALA OPD"}, "signature", {"name": "BAGIAN KEUANGAN", "m07": "KEPALA OPD"}
        ),
        Line({"G": "Format Salah :", "H": 6105755273}, "note", {"m03": "Format Salah :", "tw1": "6105755273"}),
    ]
    return Sample("anggaran_kas", "JAN-DES", head, body)


def _register() -> Sample:
    """A register in other words and another order than most, with everything that stands between agreements."""
    heading: Mapping[str, CellPlan] = {
        "A": ("No.", 2, 1), "B": ("Tentang", 2, 1), "C": ("Nama Instansi", 2, 1), "D": ("Nomor Naskah", 1, 2),
        "F": ("Jenis Dokumen", 2, 1), "G": ("Masa Berlaku", 1, 2), "I": ("Tgl. Penandatanganan", 2, 1),
        "J": ("OPD Pengampu", 2, 1), "K": ("Kontak", 2, 1), "L": ("Ket.", 2, 1), "M": ("Tindak Lanjut", 2, 1),
    }  # fmt: skip
    below: Mapping[str, CellPlan] = {"D": "Pihak Kesatu", "E": "Pihak Kedua", "G": "Mulai", "H": "Berakhir"}
    head: list[Mapping[str, CellPlan]] = [
        {"A": ("REGISTER KERJASAMA DAERAH", 1, 13)},
        {"A": ("PEMERINTAH KABUPATEN PASER", 1, 13)},
        {"A": ("Keadaan s.d. 31 Desember 2024", 1, 13)},
        {},
        heading,
        below,
        {letter: f"({number})" for number, letter in enumerate("ABCDEFGHIJKLM", start=1)},
    ]
    repeated = {
        "no": "No.", "title": "Tentang", "partner": "Nama Instansi", "number": "Nomor Naskah",
        "instrument": "Jenis Dokumen", "start_date": "Masa Berlaku", "signed_date": "Tgl. Penandatanganan",
        "skpd": "OPD Pengampu", "note": "Ket.",
    }  # fmt: skip
    body = [
        Line({"A": ("A. KERJA SAMA ANTAR DAERAH", 1, 13)}, "section", {"no": "A. KERJA SAMA ANTAR DAERAH"}),
        Line(
            {
                "A": 1, "B": "Pengelolaan\nsampah  perbatasan", "C": "Pemkab. PPU", "D": "100/12/KB/2023",
                "E": "045/77/KB/2023", "F": "Kesepakatan Bersama", "G": dt.date(2023, 5, 2), "H": "2 Mei 2028",
                "I": dt.date(2023, 5, 2), "J": "DLH; Dinas PU", "K": "0812-0000-0000", "L": "lanjutan",
                "M": "rapat TKKSD",
            },
            reads={
                "no": "1", "title": "Pengelolaan sampah perbatasan", "partner": "Pemkab. PPU",
                "number": "100/12/KB/2023", "number_2": "045/77/KB/2023", "instrument": "Kesepakatan Bersama",
                "start_date": "2023-05-02", "end_date": "2 Mei 2028", "signed_date": "2023-05-02",
                "skpd": "DLH; Dinas PU", "note": "lanjutan",
            },
        ),
        Line(
            {"A": (2, 2, 1), "B": ("Air baku", 2, 1), "C": "Pemkab. Kukar", "J": "Dinas PU"},
            reads={"no": "2", "title": "Air baku", "partner": "Pemkab. Kukar", "skpd": "Dinas PU"},
        ),
        Line(
            {"C": "Perumda Air Minum", "J": "Perumda"},
            "continuation",
            {"partner": "Perumda Air Minum", "skpd": "Perumda"},
        ),
        BLANK,
        Line(heading, "header", repeated),
        Line(
            below,
            "header",
            {"number": "Pihak Kesatu", "number_2": "Pihak Kedua", "start_date": "Mulai", "end_date": "Berakhir"},
        ),
        Line(
            {"A": "II", "B": "SINERGI DENGAN KEMENTERIAN"},
            "section",
            {"no": "II", "title": "SINERGI DENGAN KEMENTERIAN"},
        ),
        Line(
            {"A": "3a", "B": "Pendampingan hukum", "C": "Kejaksaan Negeri Paser", "F": "NK", "I": "Senin, 3-6-2024"},
            reads={
                "no": "3a", "title": "Pendampingan hukum", "partner": "Kejaksaan Negeri Paser", "instrument": "NK",
                "signed_date": "Senin, 3-6-2024",
            },
        ),
        Line(
            {"A": 4, "B": "(contoh) isi judul di sini"},
            "not_relevant",
            {"no": "4", "title": "(contoh) isi judul di sini"},
        ),
        Line({"A": ("JUMLAH", 1, 2), "C": 3}, "summary", {"no": "JUMLAH", "partner": "3"}),
        Line({"A": ("Ket : KB = Kesepakatan Bersama", 1, 13)}, "note", {"no": "Ket : KB = Kesepakatan Bersama"}),
        Line({"J": "Tana Paser, 6 Januari 2025"}, "signature", {"skpd": "Tana Paser, 6 Januari 2025"}),
        Line({"J": "Kepala Bagian Kerja Sama"}, "signature", {"skpd": "Kepala Bagian Kerja Sama"}),
        Line({"J": "SEORANG CONTOH, S.E."}, "signature", {"skpd": MASKED}),
    ]  # fmt: skip
    return Sample(
        "register_pemda_sheet",
        "REGISTER",
        head,
        body,
        {"REKAP": [{"A": "Kelompok", "B": "Jumlah"}, {"A": "KSDD", "B": 2}]},
    )


def _ministry() -> Sample:
    head: list[Mapping[str, CellPlan]] = [
        dict(zip("BCDEFGHIJKLM", [
            "MITRA", "MITRA KERJA SAMA", "JENIS KERJASAMA", "SIGN", "NOMOR", "SIGN", "NOMOR", "MASA BERLAKU", "MULAI",
            "BERLAKU HINGGA", "STATUS", "DOKUMEN",
        ], strict=True)),
    ]  # fmt: skip
    names = [
        "year", "category", "partner", "instrument", None, "number", None, "number_2", "term", "start_date",
        "end_date", "status",
    ]  # fmt: skip

    def agreement(*texts: str) -> Line:
        cells: dict[str, CellPlan] = dict(zip("ABCDEFGHIJKLMN", texts, strict=True))
        reads = {name: text for name, text in zip(names, texts, strict=False) if name and text}
        link = " ".join(text for text in texts[12:] if text)
        return Line({key: cell for key, cell in cells.items() if cell}, reads=reads | ({"link": link} if link else {}))

    body = [
        agreement(
            "2023", "Pemda", "Pemprov Kaltim", "Nota Kesepakatan", "Dirjen X", "07/PKS/DJX/IX/2023", "Gubernur",
            "120/55/2023", "5", "9/13/2023", "9/13/2028", "Berlaku", "Dokumen", "https://contoh.id/7",
        ),
        agreement(
            "2024", "", 'PT "Bahari"; Tbk', "PKS", "Sekjen", "1/SJ/2024", "Dirut", "", "3", "9/92024", "", "", "", "",
        ),
        BLANK,
        agreement(
            "2024", "Ormas", "Himpunan A", "PKS", "", "", "", "44/HA/2024", "1", "1/2/2024", "1/2/2025", "Berhenti", "",
            "x",
        ),
    ]  # fmt: skip
    return Sample("register_ministry_csv", "csv", head, body)


def _scope() -> Sample:
    headings = [
        "No", "Tahun", "Kategori Mitra", "Mitra Kerja Sama", "Jenis Kerja Sama", "Penandatangan BRX/Pihak 1",
        "Nomor BRX/Pihak 1", "Penandatangan Mitra/Pihak 2", "Nomor Mitra/Pihak 2", "Masa Berlaku (Tahun)", "Mulai",
        "Berlaku Hingga", "Status", "Jumlah Ruang Lingkup", "Ruang Lingkup (dengan Kode)", "Link Dokumen",
        "URL Dokumen",
    ]  # fmt: skip
    head: list[Mapping[str, CellPlan]] = [{}, dict(zip("ABCDEFGHIJKLMNOPQ", headings, strict=True))]
    body = [
        Line(
            {
                "A": 1, "B": "2024", "C": "Pemda", "D": "Pemkot Bontang", "E": "Nota Kesepakatan", "F": "Menteri",
                "G": "04/NK/2024", "H": "Wali Kota", "I": "9 Tahun 2024", "J": "5", "K": "2024-08-06",
                "L": "10/15/2029", "M": "Berlaku", "N": 2, "O": "1. Pengawasan (K 4)\n2. Berbagi data (K 6)",
                "P": "Buka Dokumen", "Q": "https://contoh.id/1",
            },
            reads={
                "no": "1", "year": "2024", "category": "Pemda", "partner": "Pemkot Bontang",
                "instrument": "Nota Kesepakatan", "number": "04/NK/2024", "number_2": "9 Tahun 2024", "term": "5",
                "start_date": "2024-08-06", "end_date": "10/15/2029", "status": "Berlaku",
                "scope": "1. Pengawasan (K 4) 2. Berbagi data (K 6)", "link": "https://contoh.id/1",
            },
        ),
        Line(
            {"A": 2, "D": "Himpunan A", "E": "Perjanjian Kerja Sama", "G": "05/PKS/2024", "O": "Pelatihan"},
            reads={
                "no": "2", "partner": "Himpunan A", "instrument": "Perjanjian Kerja Sama", "number": "05/PKS/2024",
                "scope": "Pelatihan",
            },
        ),
    ]  # fmt: skip
    summary: list[Mapping[str, CellPlan]] = [{"A": "Metrik", "B": "Nilai"}, {}, {"A": "Jumlah naskah", "B": 2}]
    return Sample("register_scope_sheet", "Per Naskah", head, body, {"Ringkasan": summary})


def _renstra() -> Sample:
    years = range(2025, 2030)
    head: list[Mapping[str, CellPlan]] = [
        dict(zip("ABCDEFGH", ["level", "kode_nomenklatur", "nama", *(f"anggaran_{y}" for y in years)], strict=True))
    ]

    def entry(level: str, code: str, name: str, *money: str) -> Line:
        amounts = {f"pagu_{year}": text for year, text in zip(years, money, strict=True) if text}
        cells: dict[str, CellPlan] = dict(zip("ABCDEFGH", (level, code, name, *money), strict=True))
        return Line(cells, reads={"level": level, "code": code, "name": name, **amounts})

    body = [
        entry("program", "2.15.02", "PROGRAM LALU LINTAS", "300.50", "310.00", "320.00", "330.00", "340.00"),
        entry(
            "kegiatan",
            "2.15.02.2.02",
            "Penyediaan Perlengkapan, Jalan",
            "300.50",
            "310.00",
            "320.00",
            "330.00",
            "340.00",
        ),
        entry("sub_kegiatan", "2.15.02.2.02.0001", "Pembangunan Prasarana", "300.50", "310.00", "", "330.00", "340.00"),
    ]
    return Sample("renstra_coded_csv", "csv", head, body)


def _review() -> Sample:
    headings = [
        "No", "Judul Naskah", "Para Pihak", "Perangkat Daerah Baris", "Kode Baris", "Uraian Baris", "Tahun Baris",
        "Pagu Baris (Rp)", "Tempat dalam Dokumen", "Kekuatan dan Peluang", "Yang Mendukung", "Yang Melemahkan",
        "Putusan Sebelumnya", "Putusan", "Penelaah", "Tanggal Putusan", "Catatan Penelaah", "Kunci Naskah",
        "Kunci Baris",
    ]  # fmt: skip
    head: list[Mapping[str, CellPlan]] = [
        {"A": "Lembar putusan tautan kerja sama"},
        {"A": "Isi kolom kuning: Putusan, Penelaah, Tanggal Putusan, Catatan."},
        {},
        dict(zip("ABCDEFGHIJKLMNOPQRS", headings, strict=True)),
    ]
    agreement, line = "0123abcd-4567ef01-89abcdef-01234567", "76543210-fedcba98-10fe7654-dcba3210"
    named = {"A": 1, "B": "Pengelolaan Sampah", "E": "2.11.11.2.01.0012", "F": "Penanganan Sampah", "H": 25_128_400}
    keys = {"R": agreement, "S": line}
    texts = {"agreement_ref": "Pengelolaan Sampah", "line_name": "Penanganan Sampah"}
    read = {"agreement_id": agreement, "line_item_key": line, **texts}
    answer: Mapping[str, CellPlan] = {"N": "sesuai", "O": "Bagian Kerja Sama", "P": dt.date(2025, 4, 1), "Q": "rapat"}
    told = {"verdict": "sesuai", "reviewer": "Bagian Kerja Sama", "decided_at": "2025-04-01", "note": "rapat"}
    added: Mapping[str, CellPlan] = {"N": "tambah", "O": "Bappeda", "P": "02/04/2025 13.30", **keys}
    body = [
        Line({**named, **answer, **keys}, reads={**told, **read}),
        Line({**named, "A": 2, "M": "belum diputuskan", **keys}, reads=read),
        BLANK,
        Line(
            added,
            reads={"verdict": "tambah", "reviewer": "Bappeda", "decided_at": "02/04/2025 13.30"}
            | {"agreement_id": agreement, "line_item_key": line},
        ),
        Line({"A": "Akhir lembar putusan; sisipkan baris di atas bila perlu."}, kind="not_relevant"),
    ]
    words: list[Mapping[str, CellPlan]] = [{"A": "Kamus istilah"}, {"A": "Golongan", "B": "Istilah", "C": "Arti"}]
    return Sample("review_workbook", "Putusan", head, body, {"Kamus": words})


def _write_xlsx(path: Path, sample: Sample) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        _write_rows(book, book.add_worksheet(sample.sheet), [*sample.head, *(line.cells for line in sample.body)])
        for name, lines in sample.other_sheets.items():
            _write_rows(book, book.add_worksheet(name), lines)


def _write_rows(book: Workbook, sheet: Worksheet, lines: Sequence[Mapping[str, CellPlan]]) -> None:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    plain = book.add_format({})
    for r, cells in enumerate(lines):
        for letter, plan in cells.items():
            content, down, right = plan if isinstance(plan, tuple) else (plan, 1, 1)
            c = ord(letter) - ord("A")
            style = day if isinstance(content, dt.date) else plain
            if down > 1 or right > 1:
                sheet.merge_range(r, c, r + down - 1, c + right - 1, "", style)
            if content != "":
                _write_cell(sheet, r, c, content, style)


def _write_cell(sheet: Worksheet, row: int, column: int, content: Content, style: object) -> None:
    if isinstance(content, str):
        sheet.write_string(row, column, content, style)
    elif isinstance(content, dt.date):
        sheet.write_datetime(row, column, content, style)
    else:
        sheet.write_number(row, column, content, style)


def _write_csv(path: Path, sample: Sample) -> None:
    lines = [*sample.head, *(line.cells for line in sample.body)]
    width = max(ord(letter) - ord("A") + 1 for cells in lines for letter in cells)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for cells in lines:
            writer.writerow([cells.get(chr(ord("A") + c), "") for c in range(width)])


def _write_expected(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    names = dict.fromkeys(name for row in rows for name in row if name not in PLACE)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*PLACE, *names], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write_sheet_samples(Path(sys.argv[1]))
