"""Every document is kept by the hash of its bytes, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.archive import Archive, ArchiveDamaged, default_archive


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(params=["folder", "object store"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    return Archive(str(tmp_path / "archive") if request.param == "folder" else f"memory://{tmp_path.name}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(content=st.binary(max_size=5000))
def test_what_is_stored_comes_back(archive: Archive, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "surat masuk.pdf"
    file.write_bytes(content)
    uri = archive.store(file, sha(content))
    assert uri == archive.store(file, sha(content)) == archive.uri_of(sha(content))
    assert archive.has(sha(content))
    assert archive.fetch(sha(content), tmp_path, "copy.pdf").read_bytes() == content


def test_a_file_that_changed_meanwhile_is_not_kept(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"changed")
    with pytest.raises(ArchiveDamaged, match="tidak sesuai"):
        archive.store(file, sha(b"before"))
    assert not archive.has(sha(b"before"))
    assert not list((tmp_path / "archive").rglob(".part-*"))


def test_bytes_damaged_in_the_archive_are_noticed(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path / "archive"))
    file = tmp_path / "a.pdf"
    file.write_bytes(b"content")
    Path(archive.store(file, sha(b"content"))).write_bytes(b"rotten")
    with pytest.raises(ArchiveDamaged):
        archive.fetch(sha(b"content"), tmp_path)


def test_a_document_never_stored_is_not_found(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        archive.fetch(sha(b"unknown"), tmp_path)


def test_the_archive_stands_beside_the_warehouse(tmp_path: Path) -> None:
    assert default_archive(f"sqlite:///{tmp_path}/gudang.db").root == f"{tmp_path}/gudang-archive"
    assert Path(default_archive("postgresql://localhost/selaras").root).name == "selaras-archive"
