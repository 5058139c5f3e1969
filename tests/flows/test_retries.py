"""A reading that was given up is tried again in later runs, a bounded number of times, and told in the status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from commands import Selaras
from passes import REGIONS, assert_same_content, content_of, copy_golden, run_pass_here

from extractors.records import RejectedDocument
from flows import bringing
from flows.reading import read_document
from warehouse import read
from warehouse.engine import open_warehouse


class Reader:
    """In the place of the reader of documents: refuses with ``code`` while it has one, counts how often it is asked."""

    def __init__(self, code: str | None) -> None:
        self.code, self.asked = code, 0

    def __call__(self, *given: Any) -> Any:
        self.asked += 1
        if self.code is not None:
            raise RejectedDocument(self.code, "pembacaan dihentikan")
        return read_document(*given)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    copy_golden("renja_sheet_19", tmp_path / "inbox")
    return tmp_path / "inbox"


def reader_that_says(code: str | None, monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader(code)
    monkeypatch.setattr(bringing, "read_document", reader)
    return reader


def attempts_of(url: str) -> list[int]:
    engine = open_warehouse(url)
    found = read.read_documents(engine)["attempts"].tolist()
    engine.dispose()
    return found


def test_a_reading_given_up_is_tried_again_in_later_runs_and_then_no_more(
    inbox: Path, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Selaras, prefect_server: str
) -> None:
    monkeypatch.setenv("SELARAS_DOCUMENT_RETRIES", "2")
    reader = reader_that_says("timeout", monkeypatch)
    for night in (1, 2, 3):
        assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 3
        assert (reader.asked, attempts_of(sqlite_url)) == (night, [night])
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 0
    assert (reader.asked, attempts_of(sqlite_url)) == (3, [3]), "a poisonous document doesn't cost every night"

    asked = ("status", "--warehouse", sqlite_url)
    (told,) = call(*asked, "--json", SELARAS_DOCUMENT_RETRIES="2", **REGIONS).json["quarantined"]
    assert (told["attempts"], told["is_given_up"], told["is_tried_again"]) == (3, True, False)
    assert "sudah 3 kali dicoba; tidak dicoba lagi" in " ".join(call(*asked, **REGIONS).out.split())
    (told,) = call(*asked, "--json", SELARAS_DOCUMENT_RETRIES="3", **REGIONS).json["quarantined"]
    assert told["is_tried_again"] is True

    reader.code = None
    monkeypatch.setenv("SELARAS_DOCUMENT_TIME_LIMIT_S", "901")
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 0
    assert reader.asked == 4, "another limit is worth another try"
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    run_pass_here(inbox, fresh, tmp_path / "out")
    assert_same_content(content_of(sqlite_url), content_of(fresh))


@pytest.mark.parametrize("code", ["damaged", "no_layout", "reader_error"])
def test_what_the_document_itself_is_refused_for_is_not_tried_again(
    code: str, inbox: Path, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_server: str
) -> None:
    reader = reader_that_says(code, monkeypatch)
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 3
    monkeypatch.setenv("SELARAS_DOCUMENT_MEMORY_LIMIT_MB", "5000")
    assert run_pass_here(inbox, sqlite_url, tmp_path / "out").exit_code == 0
    assert (reader.asked, attempts_of(sqlite_url)) == (1, [1])
