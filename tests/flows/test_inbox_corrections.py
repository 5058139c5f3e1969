"""koreksi.csv belongs to what a document is read with, as its line in the manifest does."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.failures import WrongInbox
from flows.inbox import list_inbox, read_manifest

HEAD = "path,page,row_number,column_name,used,reason\n"


def test_corrections_join_the_manifest_line_of_their_file(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 scan")
    (tmp_path / "manifest.csv").write_text("path,region_code\nscan.pdf,64.71\n")
    (tmp_path / "koreksi.csv").write_text(f'{HEAD}scan.pdf,1,3,anggaran,"1.250,00",dibaca dari gambar\n')
    (file,) = list_inbox(tmp_path).files
    wanted = {"page": "1", "row_number": "3", "column_name": "anggaran", "used": "1.250,00"}
    assert file.manifest == {"region_code": "64.71", "corrections": [{**wanted, "reason": "dibaca dari gambar"}]}


@pytest.mark.parametrize(
    "content", ["path,page\nscan.pdf,1\n", f"{HEAD}scan.pdf,1,3,anggaran,1,\n"], ids=["columns", "no reason"]
)
def test_corrections_that_say_too_little_stop_the_run(tmp_path: Path, content: str) -> None:
    (tmp_path / "koreksi.csv").write_text(content)
    with pytest.raises(WrongInbox, match=r"koreksi\.csv.*reason"):
        read_manifest(tmp_path)
