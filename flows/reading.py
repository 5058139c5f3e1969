"""One document read in a process of its own, so that a poisonous file costs its own entry and nothing else."""

from __future__ import annotations

import errno
import multiprocessing
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from config.settings import Settings
from extractors.lifeline import be_killed_first, end_with_parent
from extractors.records import RejectedDocument
from extractors.scan_rules import READ_SCANS, ScanRules

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["flows.reading", "flows.reader_nursery"])
_STARTING = threading.Lock()
_SECONDS_BETWEEN_REPORTS = 2.0


@dataclass(frozen=True)
class Limits:
    """``processes`` read the pages of a long PDF together, each within ``memory_mb``."""

    seconds: int
    memory_mb: int
    scans: ScanRules = READ_SCANS
    processes: int = 1

    @property
    def in_words(self) -> str:
        """What a document may cost, as the ledger of attempts keeps it."""
        scans = f"pindaian {self.scans.page_limit} halaman, {self.scans.page_time_limit_s} s per halaman"
        return f"{self.seconds} s, {self.memory_mb} MB, {scans}"


@dataclass(frozen=True)
class _Progress:
    done: int
    total: int


def scan_rules(settings: Settings) -> ScanRules:
    """What the settings say of scanned pages."""
    return ScanRules(settings.ocr, settings.ocr_page_limit, settings.ocr_page_time_limit_s)


def limits_of(settings: Settings) -> Limits:
    """How much reading one document may cost."""
    seconds, memory_mb = settings.document_time_limit_s, settings.document_memory_limit_mb
    return Limits(seconds, memory_mb, scan_rules(settings), settings.workers)


def read_document(
    path: Path,
    manifest: Mapping[str, Any] | None,
    limits: Limits,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Any:
    """The typed document of ``path``; raises :class:`RejectedDocument`, also for a crash or a hang of the reader.

    ``report`` is told every few seconds how many pages or sheets are read, and of how many.
    """
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    # Not a daemon: those may have no processes of their own, and this one ends with its parent anyway.
    process = _CONTEXT.Process(target=_read, args=(sender, str(path), manifest, limits))
    with _without_main():
        process.start()
    sender.close()
    try:
        return _receive(receiver, process, limits, report)
    finally:
        receiver.close()
        if process.is_alive():
            process.kill()
        process.join()


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main module: a child would import it again, and with it all of Prefect or of the command line."""
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _receive(receiver: Connection, process: Any, limits: Limits, report: Callable[[int, int], None]) -> Any:
    deadline = time.monotonic() + limits.seconds
    progress = _Progress(0, 0)
    while True:
        while not receiver.poll(min(1.0, max(0.0, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                raise RejectedDocument(
                    "timeout",
                    f"pembacaan dihentikan setelah {limits.seconds} detik{_reached(progress)}; naikkan "
                    "document_time_limit_s atau pecah berkasnya",
                )
        try:
            result = receiver.recv()
        except (EOFError, OSError):  # nothing sent, or not all of it
            process.join(5)
            raise RejectedDocument(
                "reader_crashed",
                f"proses pembaca berhenti tiba-tiba{_reached(progress)} (kode {process.exitcode}); berkas mungkin "
                f"rusak atau terlalu besar untuk batas memori {limits.memory_mb} MB",
            ) from None
        if isinstance(result, Exception):
            raise result
        if not isinstance(result, _Progress):
            return result
        progress = result
        report(progress.done, progress.total)


def _reached(progress: _Progress) -> str:
    return f" setelah halaman {progress.done} dari {progress.total}" if progress.total else ""


def _reporter(sender: Connection) -> Callable[[int, int], None]:
    """Sends how far the reading is, at most every two seconds."""
    due = time.monotonic() + _SECONDS_BETWEEN_REPORTS

    def report(done: int, total: int) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _SECONDS_BETWEEN_REPORTS
            sender.send(_Progress(done, total))

    return report


def _read(sender: Connection, path: str, manifest: Mapping[str, Any] | None, limits: Limits) -> None:
    from extractors.detect import extract
    from transforms.document import transform

    end_with_parent()
    be_killed_first()
    memory_mb = limits.memory_mb
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    try:
        report = _reporter(sender)
        extraction = extract(Path(path), processes=limits.processes, report=report, scans=limits.scans)
        result: Any = transform(extraction, manifest)
    except RejectedDocument as rejection:
        result = rejection
    except Exception as error:
        result = _explained(error, memory_mb)
    sender.send(result)
    sender.close()


def _explained(error: Exception, memory_mb: int) -> RejectedDocument:
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return RejectedDocument("memory", f"berkas memerlukan lebih dari batas memori {memory_mb} MB")
    return RejectedDocument(
        "reader_error", f"kesalahan pada pembaca ({type(error).__name__}: {error}); laporkan bersama berkasnya"
    )
