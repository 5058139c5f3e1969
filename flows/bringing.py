"""One document from the inbox into archive and warehouse: read, checked, then loaded or quarantined as a whole."""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial
from typing import Any

import pandas as pd

from config.code_version import code_version
from extractors.records import RejectedDocument, document_id_of
from flows.due import GIVEN_UP, OUTCOME_GIVEN_UP, count_given_up
from flows.inbox import InboxFile
from flows.opened import Opened
from flows.progress import say
from flows.reading import read_document
from flows.report import DocumentOutcome
from transforms.document import TypedDocument
from warehouse.archive import ArchiveDamaged
from warehouse.engine import is_store_trouble
from warehouse.expectations import check_document
from warehouse.facts import Changes
from warehouse.load import load_document, quarantine_document
from warehouse.runs import begin_attempt, count_lost_attempts, end_attempt

#: A document whose reading took the whole run down this often is not read again by the same code. Readers are processes
#: of their own, which the kernel takes first: a few runs that ended in the middle speak of an operator or a power cut,
#: and the same document is on the desk each time because it is the slowest.
_MAX_LOST_ATTEMPTS = 10
_MOST_TOLD = 200


def bring_document(opened: Opened, file: InboxFile) -> tuple[DocumentOutcome, dict[str, Changes]]:
    """Archive, read, check and load one document: how it ended, and the rows that changed by table.

    What is wrong with the document ends in quarantine, never in an error. A file that has changed or gone since the
    inbox was listed (it may still be on its way in) is left for the next run.
    """
    try:
        archive_uri = opened.archive.store(file.path, file.document_id)
        document = _document_row(file, archive_uri)
    except (ArchiveDamaged, FileNotFoundError):
        if _is_as_listed(file):
            raise
        reason = "berubah atau hilang selama putaran ini; dibaca pada putaran berikutnya"
        return DocumentOutcome(file.name, "unread", reason=reason, document_id=file.document_id), {}
    with opened.writing:
        lost = count_lost_attempts(opened.store, file.document_id, code_version())
        limits = opened.limits.in_words
        attempt = begin_attempt(opened.store, opened.run_id, file.document_id, code_version(), limits)
    ended = "failed"
    try:
        outcome, changes = _read_and_load(opened, file, document, lost)
        ended = OUTCOME_GIVEN_UP if outcome.reason_code in GIVEN_UP else outcome.state
        return outcome, changes
    finally:
        with opened.writing:
            end_attempt(opened.store, attempt, ended)


def _is_as_listed(file: InboxFile) -> bool:
    return file.path.exists() and document_id_of(file.path) == file.document_id


def _read_and_load(
    opened: Opened, file: InboxFile, document: dict[str, Any], lost: int
) -> tuple[DocumentOutcome, dict[str, Changes]]:
    try:
        if lost >= _MAX_LOST_ATTEMPTS:
            raise RejectedDocument("kills_run", f"pembacaan berkas ini sudah {lost} kali menghentikan seluruh proses")
        typed = read_document(file.path, file.manifest, opened.limits, partial(_say_progress, file.name))
    except RejectedDocument as rejection:
        if rejection.reason_code in GIVEN_UP:
            document["attempts"] = 1 + count_given_up(opened.store, opened.settings, file.document_id)
        reason = {"stage": rejection.stage, "reason_code": rejection.reason_code, "detail": rejection.detail}
        return _quarantine(opened, file, document, pd.DataFrame([reason]), {})
    document |= typed.document
    try:
        return _check_and_load(opened, file, document, typed)
    except Exception as error:
        if is_store_trouble(error):
            raise
        logging.getLogger(__name__).exception("%s could not be loaded", file.name)
        told = " ".join(str(error).split())[:_MOST_TOLD]
        detail = f"isi dokumen tidak dapat dimuat ({type(error).__name__}: {told}); laporkan bersama berkasnya"
        reason = {"stage": "load", "reason_code": "load_error", "detail": detail}
        return _quarantine(opened, file, document, pd.DataFrame([reason]), {})


def _check_and_load(
    opened: Opened, file: InboxFile, document: dict[str, Any], typed: TypedDocument
) -> tuple[DocumentOutcome, dict[str, Changes]]:
    verdict = check_document(typed.kind, typed.frames)
    frames = {**typed.frames, "quality_result": verdict.results}
    if not verdict.passed:
        return _quarantine(opened, file, document, verdict.failures, frames)
    with opened.writing:
        changes = load_document(opened.store, opened.run_id, document, frames)
    outcome = _outcome(file, "loaded", document)
    outcome.rows, outcome.slices = len(frames["raw_row"]), len(frames["document_slice"])
    outcome.set_aside = int(frames["quarantine"]["source_row_id"].nunique()) if len(frames["quarantine"]) else 0
    return outcome, changes


def _say_progress(name: str, done: int, total: int) -> None:
    say(f"{name}: {done} dari {total} halaman atau lembar terbaca")


def _quarantine(
    opened: Opened,
    file: InboxFile,
    document: dict[str, Any],
    reasons: pd.DataFrame,
    frames: dict[str, pd.DataFrame],
) -> tuple[DocumentOutcome, dict[str, Changes]]:
    with opened.writing:
        changes = quarantine_document(opened.store, opened.run_id, document, reasons, frames)
    outcome = _outcome(file, "quarantined", document)
    first = reasons.iloc[0]
    outcome.reason_code, outcome.reason = first["reason_code"], first["detail"]
    outcome.attempts = document.get("attempts", 1)
    return outcome, changes


def _outcome(file: InboxFile, state: str, document: dict[str, Any]) -> DocumentOutcome:
    return DocumentOutcome(file.name, state, kind=document.get("kind"), document_id=file.document_id)


def _document_row(file: InboxFile, archive_uri: str) -> dict[str, Any]:
    received = (file.manifest or {}).get("received_on")
    return {
        "document_id": file.document_id,
        "file_name": file.name,
        "uri": file.uri,
        "archive_uri": archive_uri,
        "manifest": file.manifest or None,
        "received_on": dt.date.fromisoformat(received) if received else None,
        "size_bytes": file.path.stat().st_size,
        "code_version": code_version(),
    }
