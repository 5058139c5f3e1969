"""The files of an inbox with their hashes and what the manifest says of them."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec

from extractors.records import document_id_of
from flows.failures import WrongInbox
from transforms.hand_corrections import FIELDS

MANIFEST = "manifest.csv"
MANIFEST_COLUMNS = (
    "path", "region_code", "kind", "fiscal_year", "version", "period", "received_on", "override_reason",
)  # fmt: skip
#: what a person read off scans (see ``transforms.hand_corrections``)
CORRECTIONS = "koreksi.csv"
CORRECTION_COLUMNS = ("path", *FIELDS)
_IGNORED_NAMES = {MANIFEST, CORRECTIONS, "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class InboxFile:
    """One file: ``path`` on this machine, ``uri`` where it came from, ``manifest`` its row there (None: no row)."""

    document_id: str
    path: Path
    uri: str
    name: str
    manifest: dict[str, Any] | None


@contextmanager
def open_inbox(inbox: str) -> Iterator[Path]:
    """The inbox as a local folder; one behind a URL (s3://, gs://, az://) is fetched for the time of the run."""
    if "://" not in inbox:
        path = Path(inbox).expanduser()
        if not path.exists():
            raise WrongInbox(f"inbox '{inbox}' tidak ada; sebutkan folder berisi dokumen")
        if not path.is_dir():
            raise WrongInbox(f"inbox '{inbox}' adalah berkas; sebutkan folder tempatnya")
        yield path
        return
    try:
        filesystem, root = fsspec.core.url_to_fs(inbox)
        if not filesystem.exists(root):
            raise WrongInbox(f"inbox '{inbox}' tidak ada")
    except (ImportError, ValueError, OSError) as error:
        raise WrongInbox(f"inbox '{inbox}' tidak dapat dijangkau: {error}") from error
    with tempfile.TemporaryDirectory(prefix="selaras-inbox-") as folder:
        for remote in filesystem.find(root):
            local = Path(folder) / Path(remote).relative_to(root)
            local.parent.mkdir(parents=True, exist_ok=True)
            with filesystem.open(remote, "rb") as source, local.open("wb") as target:
                shutil.copyfileobj(source, target)
        yield Path(folder)


@dataclass(frozen=True)
class Listing:
    """What lies in an inbox: files once each, ordered by hash; name -> reason for what can't be read; notices."""

    files: list[InboxFile]
    unread: dict[str, str]
    notices: list[str]


def list_inbox(folder: Path) -> Listing:
    """Every file below ``folder`` with its manifest row, the same bytes once."""
    manifest = read_manifest(folder)
    found: dict[str, InboxFile] = {}
    unread: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or _is_ignored(path.relative_to(folder)):
            continue
        name = path.relative_to(folder).as_posix()
        entry = manifest.pop(name, None)
        try:
            document_id = document_id_of(path)
        except OSError as error:
            unread[name] = f"tidak dapat dibaca: {error.strerror}"
            continue
        if document_id not in found or (entry and found[document_id].manifest is None):
            found[document_id] = InboxFile(document_id, path, path.resolve().as_uri(), name, entry)
    notices = [f"{MANIFEST}: berkas '{name}' tidak ada di inbox" for name in sorted(manifest)]
    return Listing(sorted(found.values(), key=lambda file: file.document_id), unread, notices)


def _is_ignored(relative: Path) -> bool:
    return relative.name in _IGNORED_NAMES or any(part.startswith((".", "~$")) for part in relative.parts)


def read_manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """``path -> row`` of the inbox's manifest, empty cells left out; raises :class:`WrongInbox` on a wrong column.

    ``corrections`` of a row are the lines of ``koreksi.csv`` for that file: so that they, too, belong to what a
    document was read with.
    """
    rows: dict[str, dict[str, Any]] = {}
    for name, row in _read_csv(folder / MANIFEST, MANIFEST_COLUMNS, required=("path",)):
        rows[name] = {key: value for key, value in row.items() if value}
    for name, row in _read_csv(folder / CORRECTIONS, CORRECTION_COLUMNS, required=CORRECTION_COLUMNS):
        if not row["reason"]:
            raise WrongInbox(f"{CORRECTIONS}: kolom reason wajib diisi (berkas '{name}', baris {row['row_number']})")
        rows.setdefault(name, {}).setdefault("corrections", []).append(row)
    return rows


def _read_csv(path: Path, columns: Sequence[str], required: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(path, the other columns) of each line; nothing where there is no file."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        found = set(reader.fieldnames or ())
        if found - set(columns) or not set(required) <= found:
            raise WrongInbox(
                f"{path.name} berkolom {', '.join(reader.fieldnames or ())}; kolom {', '.join(required)} wajib ada, "
                f"yang boleh: {', '.join(columns)}"
            )
        for row in reader:
            yield (row.pop("path") or "").strip(), {key: (value or "").strip() for key, value in row.items() if key}
