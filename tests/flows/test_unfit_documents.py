"""A document whose tables can't be written costs its own entry; a store that fails is no document's fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from config.code_version import code_version
from config.settings import Settings
from extractors.records import RejectedDocument, document_id_of
from flows import bringing
from flows.inbox import InboxFile
from flows.opened import Opened
from transforms.document import TypedDocument
from warehouse import read
from warehouse.archive import default_archive
from warehouse.engine import is_store_trouble
from warehouse.runs import begin_attempt, start_run


@pytest.fixture
def opened(engine: Engine, tmp_path: Path) -> Opened:
    archive = default_archive(f"sqlite:///{tmp_path / 'beside.db'}")
    found = Opened(engine, archive, Settings(warehouse="sqlite://"))
    found.run_id = start_run(engine, "manual", "v1")
    return found


def row(number: int) -> dict[str, Any]:
    return {"source_row_id": "same", "page": 1, "row_number": number, "row_kind": "blank", "cells": []}


def test_rows_that_no_table_takes_put_the_document_into_quarantine(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "aneh.pdf"
    path.write_bytes(b"anything")
    frames = {"raw_row": pd.DataFrame([row(1), row(2)]), "quarantine": pd.DataFrame(), "document_slice": pd.DataFrame()}
    typed = TypedDocument("rkpd", {"kind": "rkpd"}, frames)
    monkeypatch.setattr(bringing, "read_document", lambda *_: typed)
    file = InboxFile(document_id_of(path), path, path.as_uri(), path.name, None)
    outcome, _ = bringing.bring_document(opened, file)
    assert (outcome.state, outcome.reason_code) == ("quarantined", "load_error")
    assert "laporkan" in str(outcome.reason)
    assert read.read_documents(opened.engine)["state"].tolist() == ["quarantined"]
    assert read.read_table(opened.engine, "raw_row").empty
    assert read.read_table(opened.engine, "attempt")["outcome"].tolist() == ["quarantined"]


@pytest.mark.parametrize("fate", ["changed", "gone"])
def test_a_file_on_its_way_into_the_inbox_waits_for_the_next_run(opened: Opened, tmp_path: Path, fate: str) -> None:
    path = tmp_path / "unggahan.pdf"
    path.write_bytes(b"half of it")
    file = InboxFile(document_id_of(path), path, path.as_uri(), path.name, None)
    if fate == "changed":
        path.write_bytes(b"half of it and the rest")
    else:
        path.unlink()
    outcome, changes = bringing.bring_document(opened, file)
    assert (outcome.state, changes) == ("unread", {})
    assert "putaran berikutnya" in str(outcome.reason)
    assert read.read_documents(opened.engine).empty
    assert not opened.archive.has(file.document_id)


@pytest.mark.parametrize(("lost", "reason_code"), [(0, "scanned"), (5, "scanned"), (10, "kills_run")])
def test_a_few_runs_that_were_ended_in_the_middle_are_no_fault_of_the_document_being_read(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: int, reason_code: str
) -> None:
    path = tmp_path / "lambat.pdf"
    path.write_bytes(b"takes long")
    file = InboxFile(document_id_of(path), path, path.as_uri(), path.name, None)
    for _ in range(lost):
        begin_attempt(opened.engine, opened.run_id, file.document_id, code_version())

    def refuse(*_: object) -> None:
        raise RejectedDocument("scanned", "hanya gambar")

    monkeypatch.setattr(bringing, "read_document", refuse)
    assert bringing.bring_document(opened, file)[0].reason_code == reason_code


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux is asked")
def test_a_reader_is_taken_before_the_run_when_memory_runs_out() -> None:
    asked = (
        "from extractors.lifeline import be_killed_first as ask; ask(); print(open('/proc/self/oom_score_adj').read())"
    )
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "1000"


def test_a_failing_store_is_told_from_unfit_rows() -> None:
    assert is_store_trouble(OperationalError("x", {}, Exception("database is locked")))
    assert is_store_trouble(OSError("No space left on device"))
    assert not is_store_trouble(IntegrityError("x", {}, Exception("null")))
    assert not is_store_trouble(ValueError("x"))
