"""Streams of an OLE compound file, the container of XLS and of encrypted workbooks ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not places


class DamagedCompoundFile(Exception):
    """Sectors or directory of the container contradict each other."""


class CompoundFile:
    """Streams of ``data`` by name; raises :class:`DamagedCompoundFile`."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise DamagedCompoundFile("no compound file")
        self.data = data
        self.sector_size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self.sector_size not in (512, 4096):
            raise DamagedCompoundFile("sector size")
        self.fat = self._read_fat()
        first_directory, self.mini_cutoff = struct.unpack_from("<I4xI", data, 48)
        self.entries = dict(self._entries(self._chain(first_directory)))

    def names(self) -> set[str]:
        return set(self.entries)

    def stream(self, name: str) -> bytes:
        """The bytes of stream ``name``; raises KeyError where there is none."""
        start, size = self.entries[name]
        if size >= self.mini_cutoff:
            return self._chain(start)[:size]
        first_mini = struct.unpack_from("<I", self.data, 60)[0]
        mini_fat = self._numbers(self._chain(first_mini))
        root_start, root_size = self.entries["Root Entry"]
        container = self._chain(root_start)[:root_size]
        pieces = [container[number * 64 : number * 64 + 64] for number in _walk(start, mini_fat)]
        return b"".join(pieces)[:size]

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        following, seen = struct.unpack_from("<I", self.data, 68)[0], 0
        while following < _END and seen < 10_000:
            numbers = self._numbers(self._sector(following))
            sectors += numbers[:-1]
            following, seen = numbers[-1], seen + 1
        return [number for sector in sectors if sector < _END for number in self._numbers(self._sector(sector))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector_size
        if start >= len(self.data):
            raise DamagedCompoundFile(f"sector {number} lies behind the end")
        return self.data[start : start + self.sector_size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _walk(start, self.fat))

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    @staticmethod
    def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for offset in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, offset + 64)[0]
            if 2 <= length <= 64:
                name = directory[offset : offset + length - 2].decode("utf-16-le", "replace")
                yield name, struct.unpack_from("<II", directory, offset + 116)


def _walk(start: int, table: list[int]) -> Iterator[int]:
    """Sector numbers of a chain; a chain that leaves the table or bites its tail is damaged."""
    number, steps = start, 0
    while number < _END:
        if number >= len(table) or steps > len(table):
            raise DamagedCompoundFile("broken chain of sectors")
        yield number
        number, steps = table[number], steps + 1
