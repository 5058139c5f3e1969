"""Long sheets, rows per CPU second and memory of the whole path: ``make bench-sheets``.

One report of realisation with as many accounts as asked for is written as XLSX, ODS, XLS and CSV. Per format: reading
to named rows (``extractors.detect.extract``) beside what others need to give the bare cells of the same file; then, in
a process of its own, the high-water mark of reading and transforming the XLSX whole.
"""

from __future__ import annotations

import argparse
import csv
import json
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter

from extractors.detect import extract

HEAD = (
    ("PEMERINTAH KABUPATEN KLATEN",),
    ("LAPORAN REALISASI ANGGARAN TAHUN ANGGARAN 2024",),
    ("Periode 1 Januari s.d. 30 Juni 2024",),
    ("Organisasi : Dinas Perhubungan",),
    ("Kode Rekening", "Uraian", "Anggaran", "Realisasi", "%", "Keterangan"),
)
#: rows an XLS sheet can hold
XLS_ROWS = 65_536
_ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def lines(count: int) -> Iterator[tuple[str | int, ...]]:
    """``count`` accounts with their own code, name and money."""
    for i in range(count):
        code = f"5.1.{i // 1_000_000 + 10:02d}.{i // 10_000 % 100:02d}.{i // 100 % 100:02d}.{i % 10_000:04d}"
        yield (code, f"Belanja barang nomor {i}", 1_000_000 + i, 500_000 + i, "50,00", f"catatan {i % 50}")


def write_xlsx(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("LRA")
        for index, row in enumerate([*HEAD, *lines(count)]):
            sheet.write_row(index, 0, row)


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([*HEAD, *lines(count)])


def write_ods(path: Path, count: int) -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in [*HEAD, *lines(count)]
    )
    body = f'<office:spreadsheet><table:table table:name="LRA">{rows}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES}><office:body>{body}'
            "</office:body></office:document-content>",
        )


def _ods_cell(content: str | int) -> str:
    kind = f'float" office:value="{content}' if isinstance(content, int) else "string"
    return f'<table:table-cell office:value-type="{kind}"><text:p>{content}</text:p></table:table-cell>'


def write_xls(path: Path, count: int) -> None:
    """BIFF8 records in an OLE container; at most :data:`XLS_ROWS` rows."""
    records = []
    for index, row in enumerate([*HEAD, *lines(min(count, XLS_ROWS - len(HEAD)))]):
        for column, content in enumerate(row):
            if isinstance(content, int):
                records.append(_record(0x0203, struct.pack("<HHHd", index, column, 0, content)))
            else:
                text = content.encode("utf-16-le")
                records.append(_record(0x0204, struct.pack("<HHHHB", index, column, 0, len(content), 1) + text))
    bof = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)
    sheet = _record(0x0809, bof) + b"".join(records) + _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)) + _record(
        0x0042, struct.pack("<H", 1200)
    )
    start += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0))
    name = "LRA".encode("utf-16-le")
    listed = struct.pack("<BBBB", 0, 0, 3, 1) + name
    size = len(start) + 4 + 4 + len(listed) + 4
    book = start + _record(0x0085, struct.pack("<I", size) + listed) + _record(0x000A, b"")
    path.write_bytes(_compound(book + sheet))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """An OLE container whose only stream is the workbook."""
    sector, end, free, fat_mark, chain_mark = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
    stream = stream.ljust(4096, b"\0")
    n_stream = -(-len(stream) // sector)
    n_fat = n_chain = 0
    while (n_stream + 1 + n_fat + n_chain) * 4 > n_fat * sector:
        n_fat += 1
        n_chain = -(-max(0, n_fat - 109) // 127)
    fat = [*range(1, n_stream), end, end, *[fat_mark] * n_fat, *[chain_mark] * n_chain]
    fat += [free] * (n_fat * sector // 4 - len(fat))
    directory = _entry("Root Entry", 5, end, 0, 1) + _entry("Workbook", 2, 0, len(stream), free)
    places = list(range(n_stream + 1, n_stream + 1 + n_fat))
    first_chain = n_stream + 1 + n_fat
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, n_fat, n_stream, 0, 4096, end, 0, first_chain if n_chain else end, n_chain)
    header += struct.pack("<109I", *places[:109], *[free] * (109 - len(places[:109])))
    chain = b""
    for nth in range(n_chain):
        held = places[109 + 127 * nth : 109 + 127 * (nth + 1)]
        after = first_chain + nth + 1 if nth + 1 < n_chain else end
        chain += struct.pack("<128I", *held, *[free] * (127 - len(held)), after)
    body = stream.ljust(n_stream * sector, b"\0") + directory.ljust(sector, b"\0")
    return header + body + struct.pack(f"<{len(fat)}I", *fat) + chain


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, free, free, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


WRITE: dict[str, Callable[[Path, int], None]] = {
    "xlsx": write_xlsx,
    "ods": write_ods,
    "xls": write_xls,
    "csv": write_csv,
}


def read_bare(path: Path) -> int:
    """Rows of the file as pandas gives them (calamine below it for workbooks), without names, places or kinds."""
    if path.suffix == ".csv":
        names = range(len(HEAD[-1]))
        return len(pd.read_csv(path, sep=";", header=None, names=names, dtype=str, keep_default_na=False))
    return len(pd.read_excel(path, header=None, engine="calamine"))


def read_openpyxl(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def _rate(read: Callable[[], int]) -> tuple[float, int]:
    started = time.process_time()
    rows = read()
    return rows / (time.process_time() - started), rows


def measure(count: int) -> dict[str, float | int]:
    figures: dict[str, float | int] = {"rows": count}
    with tempfile.TemporaryDirectory(prefix="selaras-sheets-") as folder:
        for kind, write in WRITE.items():
            path = Path(folder) / f"lra.{kind}"
            write(path, count)
            ours, rows = _rate(lambda path=path: len(extract(path).rows))  # type: ignore[misc]
            wanted = min(count, XLS_ROWS - len(HEAD)) if kind == "xls" else count
            if rows != wanted:
                raise SystemExit(f"{kind}: {rows} rows of {wanted}")
            bare, _ = _rate(lambda path=path: read_bare(path))  # type: ignore[misc]
            figures |= {f"{kind}_rows_per_cpu_s": round(ours), f"{kind}_pandas_rows_per_cpu_s": round(bare)}
            figures[f"{kind}_over_pandas_ratio"] = round(ours / bare, 2)
            print(f"{kind}: {ours:,.0f} rows per CPU-s to named rows, pandas {bare:,.0f} to bare cells", flush=True)
        path = Path(folder) / "lra.xlsx"
        slow, _ = _rate(lambda: read_openpyxl(path))
        figures["xlsx_over_openpyxl_ratio"] = round(figures["xlsx_rows_per_cpu_s"] / slow, 2)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.one_sheet", str(path)], capture_output=True, text=True, check=True
        )
        figures |= json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    print(json.dumps(measure(parser.parse_args().rows)))
