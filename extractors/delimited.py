"""Delimited text (CSV): encoding and delimiter told from the content, every record a row."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.records import RejectedDocument

_SAMPLE_BYTES = 1 << 16
_SAMPLE_ROWS = 200
#: in this order where two split the sample equally well: a comma is also a decimal mark and plain punctuation
_DELIMITERS = ("\t", ";", "|", ",")
_FIELD_LIMIT = 1 << 20
_DAMAGED_QUOTES = (
    "tanda kutip ganda dibuka tetapi tidak ditutup (baris {line}); perbaiki tanda kutipnya atau ekspor ulang CSV-nya"
)


def detect_encoding(path: Path) -> str:
    """The encoding of a text file; raises :class:`RejectedDocument` when the bytes are no text."""
    with path.open("rb") as stream:
        start = stream.read(_SAMPLE_BYTES)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.count(0) > len(start) // 4:
        even, odd = start[::2].count(0), start[1::2].count(0)
        if min(even, odd) * 4 < max(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
    if sum(byte < 9 or 13 < byte < 32 for byte in start) > max(2, len(start) // 200):  # a stray one is no reason
        raise RejectedDocument("unsupported_format", "isi berkas bukan teks dan bukan lembar kerja yang dikenal")
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def detect_delimiter(sample: list[str]) -> str:
    """The delimiter that splits the most records of ``sample`` into the same number (two or more) of fields."""

    def score(delimiter: str) -> float:
        widths = [len(record) for record in csv.reader(sample, delimiter=delimiter) if record]
        width, count = Counter(width for width in widths if width > 1).most_common(1)[0] if widths else (0, 0)
        return count / len(widths) if width else 0.0

    def safe(delimiter: str) -> float:
        try:
            return score(delimiter)
        except (IndexError, csv.Error):
            return 0.0

    best = max(_DELIMITERS, key=safe)
    return best if safe(best) > 0 else ","


def read_records(path: Path) -> tuple[list[list[str]], tuple[tuple[str, str], ...]]:
    """(records of the file, blank lines as empty ones; warnings). Raises :class:`RejectedDocument`."""
    encoding = detect_encoding(path)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        delimiter, skip = _dialect(path, encoding)
        try:
            return list(_records(path, encoding, delimiter, skip, strict=True)), ()
        except csv.Error as error:
            if "unexpected end" in str(error) or "field larger" in str(error):
                raise RejectedDocument("damaged", _DAMAGED_QUOTES.format(line=_line_of(error))) from error
        records = list(_records(path, encoding, delimiter, skip, strict=False))
        return records, (("csv_quotes", "tanda kutip di tengah isian CSV dibaca sebagai huruf biasa"),)
    except UnicodeDecodeError as error:
        raise RejectedDocument(
            "damaged", f"teks tidak dapat dibaca sebagai {encoding}; simpan ulang sebagai CSV UTF-8"
        ) from error


def _dialect(path: Path, encoding: str) -> tuple[str, int]:
    """(delimiter, lines to skip): Excel's own first line ``sep=;`` is an instruction, not a record."""
    with path.open(encoding=encoding, errors=_errors(encoding), newline="") as stream:
        lines = [line for line, _ in zip(stream, range(_SAMPLE_ROWS), strict=False)]
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip("\r\n")) == 5:
        return lines[0][4], 1
    return detect_delimiter(lines), 0


def _records(path: Path, encoding: str, delimiter: str, skip: int, strict: bool) -> Iterator[list[str]]:
    with path.open(encoding=encoding, errors=_errors(encoding), newline="") as stream:
        lines: Iterable[str] = stream
        for _ in range(skip):
            next(iter(stream))
        reader = csv.reader(lines, delimiter=delimiter, strict=strict)
        try:
            yield from reader
        except csv.Error as error:
            raise csv.Error(str(error), reader.line_num + skip) from error


def _line_of(error: csv.Error) -> int:
    return int(error.args[1]) if len(error.args) > 1 else 0


def _errors(encoding: str) -> str:
    # Five bytes mean nothing in cp1252; they are shown, not dropped.
    return "backslashreplace" if encoding == "cp1252" else "strict"
