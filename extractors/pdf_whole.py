"""Is the file all there? PDFium reads what is left of a damaged one without a word; rows would be lost in silence."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from extractors.records import RejectedDocument

_STREAM = re.compile(rb"stream\r?\n")
#: bytes before ``stream`` within which its dictionary stands
_DICTIONARY = 2000
#: pictures and fonts carry no rows, and cost most of the time
_WITHOUT_ROWS = (b"/Image", b"/Length1")
_PIECE = 1 << 20


def check_is_whole(path: Path) -> None:
    """Raise ``RejectedDocument`` for a file that is no PDF, was cut off, or holds streams that can't be unpacked."""
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(1024):
            raise RejectedDocument("damaged", f"{path.name} bukan PDF; kirim berkas PDF, XLSX, XLS, ODS atau CSV.")
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content.rfind(b"%%EOF", max(0, len(content) - 65536)) < 0:
                raise RejectedDocument(
                    "damaged",
                    f"{path.name} terpotong (akhir berkas tidak ada); unduh ulang berkasnya lalu kirim kembali.",
                )
            broken = _count_broken(content)
    if broken:
        raise RejectedDocument(
            "damaged",
            f"{broken} bagian isi {path.name} rusak sehingga barisnya bisa hilang tanpa terlihat; "
            "unduh ulang berkasnya lalu kirim kembali.",
        )


def _count_broken(content: mmap.mmap) -> int:
    """Deflated streams that end too early or differ from their checksum, unless all do: some writers leave it out."""
    if content.find(b"/Encrypt") >= 0:
        return 0
    states = [_unpacks(content[start:stop]) for start, stop in _packed_streams(content)]
    broken = states.count(None)
    return broken + (states.count(False) if True in states else 0)


def _packed_streams(content: mmap.mmap) -> Iterator[tuple[int, int]]:
    """(start, end) of the data of each stream packed with Flate alone."""
    for match in _STREAM.finditer(content):
        before = content[max(0, match.start() - _DICTIONARY) : match.start()].rstrip()
        if not before.endswith(b">>"):
            continue
        dictionary = before[before.rfind(b" obj") + 4 :]
        filters = re.search(rb"/Filter\s*(\[[^\]]*\]|/\w+)", dictionary)
        if filters is None or filters.group(1).strip(b"[] ") != b"/FlateDecode":
            continue
        stop = content.find(b"endstream", match.end())
        if stop > 0 and not any(mark in dictionary for mark in _WITHOUT_ROWS):
            yield match.end(), stop


def _unpacks(data: bytes) -> bool | None:
    """True: to the end and as its checksum says; False: to the end, but the checksum is wrong or absent; None: not."""
    if _reaches_end(zlib.decompressobj(), data):
        return True
    return False if _reaches_end(zlib.decompressobj(wbits=-15), data[2:]) else None


def _reaches_end(unpacker: zlib._Decompress, data: bytes) -> bool:
    try:
        while data and not unpacker.eof:
            unpacker.decompress(data, _PIECE)
            data = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return unpacker.eof
