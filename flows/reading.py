"""One document read in a process of its own, so that a poisonous file costs its own entry and nothing else."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from config.settings import Settings
from extractors.records import RejectedDocument
from extractors.scan_rules import READ_SCANS, ScanRules
from flows.lifeline import be_killed_first, end_with_parent

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["flows.reading", "flows.reader_nursery"])
_STARTING = threading.Lock()


@dataclass(frozen=True)
class Limits:
    seconds: int
    memory_mb: int
    scans: ScanRules = READ_SCANS


def scan_rules(settings: Settings) -> ScanRules:
    """What the settings say of scanned pages."""
    return ScanRules(settings.ocr, settings.ocr_page_limit, settings.ocr_page_time_limit_s)


def read_document(path: Path, manifest: Mapping[str, Any] | None, limits: Limits) -> Any:
    """The typed document of ``path``; raises :class:`RejectedDocument`, also for a crash or a hang of the reader."""
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_read, args=(sender, str(path), manifest, limits), daemon=True)
    with _without_main():
        process.start()
    sender.close()
    try:
        return _receive(receiver, process, limits)
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


def _receive(receiver: Connection, process: Any, limits: Limits) -> Any:
    deadline = time.monotonic() + limits.seconds
    while not receiver.poll(min(1.0, max(0.0, deadline - time.monotonic()))):
        if time.monotonic() >= deadline:
            raise RejectedDocument(
                "timeout",
                f"pembacaan dihentikan setelah {limits.seconds} detik; naikkan document_time_limit_s "
                "atau pecah berkasnya",
            )
    try:
        result = receiver.recv()
    except (EOFError, OSError):  # nothing sent, or not all of it
        process.join(5)
        raise RejectedDocument(
            "reader_crashed",
            f"proses pembaca berhenti tiba-tiba (kode {process.exitcode}); berkas mungkin rusak atau terlalu besar "
            f"untuk batas memori {limits.memory_mb} MB",
        ) from None
    if isinstance(result, Exception):
        raise result
    return result


def _read(sender: Connection, path: str, manifest: Mapping[str, Any] | None, limits: Limits) -> None:
    from extractors.detect import extract
    from transforms.document import transform

    end_with_parent()
    be_killed_first()
    memory_mb = limits.memory_mb
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    try:
        result: Any = transform(extract(Path(path), scans=limits.scans), manifest)
    except RejectedDocument as rejection:
        result = rejection
    except MemoryError:
        result = RejectedDocument("memory", f"berkas memerlukan lebih dari batas memori {memory_mb} MB")
    except Exception as error:
        result = RejectedDocument(
            "reader_error", f"kesalahan pada pembaca ({type(error).__name__}: {error}); laporkan bersama berkasnya"
        )
    sender.send(result)
    sender.close()
