"""Pages of a long PDF read by several processes: chunks of page numbers go out, drawn pages come back in order.

PDFium isn't thread-safe, so each process opens the file itself. A process that dies, or is still at one chunk when its
time is up, costs the document, not the run.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from extractors.lifeline import be_killed_first, end_with_parent
from extractors.pdf_pages import DrawnPage, draw_pages
from extractors.records import RejectedDocument

#: pages
CHUNK = 25
#: chunks read ahead of the one that is wanted next, per process
_AHEAD = 2


def draw_pages_in_pool(path: Path, total: int, processes: int) -> Iterator[DrawnPage]:
    """All ``total`` pages; this process reads the first chunk itself while the others start."""
    pool = _Pool(path, [(start, min(start + CHUNK, total)) for start in range(CHUNK, total, CHUNK)], processes)
    try:
        yield from draw_pages(path, 0, min(CHUNK, total))
        yield from pool.pages()
    finally:
        pool.stop()


class _Pool:
    """Processes with the chunks they are reading; ``done`` holds chunks that came before their turn."""

    def __init__(self, path: Path, chunks: list[tuple[int, int]], processes: int) -> None:
        self.path, self.chunks = path, chunks
        self.workers: dict[Connection, Any] = {}
        self.reading: dict[Connection, int] = {}
        self.done: dict[int, list[DrawnPage]] = {}
        self.sent = self.wanted = 0
        # Children of this process itself: those of a fork server would outlive it, for they keep each other alive.
        context = multiprocessing.get_context("spawn")
        for _ in range(min(processes, len(chunks))):
            ours, theirs = context.Pipe()
            worker = context.Process(target=_serve, args=(theirs, str(path), _address_space()), daemon=True)
            worker.start()
            theirs.close()
            self.workers[ours] = worker
            self._give_work(ours)

    def pages(self) -> Iterator[DrawnPage]:
        while self.wanted < len(self.chunks):
            while self.wanted not in self.done:
                self._receive()
            pages = self.done.pop(self.wanted)
            self.wanted += 1
            for idle in self.workers.keys() - self.reading.keys():
                self._give_work(idle)
            yield from pages

    def stop(self) -> None:
        for connection, worker in self.workers.items():
            connection.close()
            worker.kill()
            worker.join()

    def _give_work(self, connection: Connection) -> None:
        if self.sent < min(len(self.chunks), self.wanted + _AHEAD * len(self.workers)):
            self.reading[connection] = self.sent
            try:
                connection.send(self.chunks[self.sent])
            except OSError:
                raise self._crash(self.sent) from None
            self.sent += 1

    def _receive(self) -> None:
        for connection in wait(list(self.reading)):
            assert isinstance(connection, Connection)
            chunk = self.reading.pop(connection)
            try:
                pages = connection.recv()
            except (EOFError, OSError):
                raise self._crash(chunk) from None
            if isinstance(pages, Exception):
                raise pages
            self.done[chunk] = pages
            self._give_work(connection)

    def _crash(self, chunk: int) -> RejectedDocument:
        start, stop = self.chunks[chunk]
        return RejectedDocument(
            "reader_crashed",
            f"proses pembaca berhenti tiba-tiba pada halaman {start + 1}-{stop}; berkas mungkin rusak di sana. "
            "Simpan ulang berkasnya lalu kirim kembali",
        )


def _address_space() -> tuple[int, int] | None:
    """The limit this process lives under, which the readers it starts must keep, too."""
    try:
        import resource
    except ImportError:
        return None
    return resource.getrlimit(resource.RLIMIT_AS)


def _serve(connection: Connection, path: str, address_space: tuple[int, int] | None) -> None:
    """Read chunks until the other end closes or dies."""
    end_with_parent()
    be_killed_first()
    if address_space is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, address_space)
    gc.disable()
    while True:
        try:
            start, stop = connection.recv()
        except EOFError:
            return
        try:
            connection.send(list(draw_pages(Path(path), start, stop)))
        except (RejectedDocument, MemoryError) as error:
            connection.send(error)
