"""Keeps every document by the hash of its bytes, in a folder or an object store."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
from sqlalchemy.engine import make_url

_CHUNK = 1 << 20


class ArchiveDamaged(Exception):
    """Bytes and their name don't fit; the message says which document, in Bahasa Indonesia."""


@dataclass(frozen=True)
class Archive:
    """Documents at ``root`` (a folder or a URL such as ``s3://bucket/prefix``), as ``ab/abcd...`` by SHA-256."""

    root: str

    def uri_of(self, document_id: str) -> str:
        """Where the document is, or would be."""
        return f"{self.root.rstrip('/')}/{document_id[:2]}/{document_id}"

    def has(self, document_id: str) -> bool:
        """Whether the document is kept."""
        fs, path = self._locate(document_id)
        return bool(fs.exists(path))

    def store(self, path: Path, document_id: str) -> str:
        """Keep the file's bytes, whole or not at all; the uri. Raises :class:`ArchiveDamaged` on another hash."""
        if not self.has(document_id):
            fs, target = self._locate(document_id)
            if _is_local(fs):
                _copy_atomically(path, Path(target), document_id)
            else:
                _check(path, document_id)
                fs.put_file(str(path), target)  # an object store shows an object only once it is whole
        return self.uri_of(document_id)

    def fetch(self, document_id: str, folder: Path, file_name: str | None = None) -> Path:
        """A copy of the document in ``folder``; raises ``FileNotFoundError`` and :class:`ArchiveDamaged`."""
        fs, source = self._locate(document_id)
        target = folder / (Path(file_name).name if file_name else document_id)
        fs.get_file(source, str(target))
        _check(target, document_id)
        return target

    def _locate(self, document_id: str) -> tuple[Any, str]:
        fs, path = fsspec.core.url_to_fs(self.uri_of(document_id))
        return fs, str(path)


def default_archive(warehouse_url: str) -> Archive:
    """The archive beside the warehouse: ``<database>-archive`` for a SQLite file, else in the working folder."""
    url = make_url(warehouse_url)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        path = Path(url.database).resolve()
        return Archive(str(path.with_name(f"{path.stem}-archive")))
    return Archive(str(Path("selaras-archive").resolve()))


def _is_local(fs: Any) -> bool:
    return "file" in ((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)


def _copy_atomically(source: Path, target: Path, document_id: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out, source.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        _same(digest.hexdigest(), document_id)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _check(path: Path, document_id: str) -> None:
    with path.open("rb") as stream:
        _same(hashlib.file_digest(stream, "sha256").hexdigest(), document_id)


def _same(found: str, document_id: str) -> None:
    if found != document_id:
        raise ArchiveDamaged(f"Isi dokumen {document_id[:12]} tidak sesuai dengan sidik jarinya ({found[:12]}).")
