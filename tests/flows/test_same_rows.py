"""Any run repeated, split, taken in another order or killed and run again gives the same rows, on both databases."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from commands import Begin, Finished, assert_one_line
from passes import JUDGED, REGIONS, assert_same_content, content_of, run_pass_here
from processes import assert_all_end, descendants

Content = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def inbox(small_inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small documents, and one of them a second time with other bytes: which is newer, nobody can tell."""
    folder = tmp_path_factory.mktemp("disputed") / "inbox"
    shutil.copytree(small_inbox, folder)
    again = folder / "rkpd again.pdf"
    again.write_bytes((folder / "rkpd_pdf_19.pdf").read_bytes() + b"\n% printed again\n")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inbox: Path, prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """What one undisturbed pass gives."""
    folder = tmp_path_factory.mktemp("undisturbed")
    url = f"sqlite:///{folder / 'selaras.db'}"
    report = run_pass_here(inbox, url, folder / "out")
    assert report.exit_code == 3, "one document is meant to be refused"
    found = content_of(url)
    assert {name for name in ("line_item", "agreement", "link", "assessment") if len(found[name])} >= {
        "line_item", "agreement", "link", "assessment",
    }  # fmt: skip
    return found


def test_another_database_and_a_second_run_give_the_same_rows(
    warehouse_url: str, inbox: Path, undisturbed: Content, tmp_path: Path, prefect_server: str
) -> None:
    run_pass_here(inbox, warehouse_url, tmp_path / "out")
    assert_same_content(content_of(warehouse_url), undisturbed)
    again = run_pass_here(inbox, warehouse_url, tmp_path / "out")
    assert again.exit_code == 0, "what was refused before is no news"
    assert {document.state for document in again.documents} == {"unchanged"}
    assert_same_content(content_of(warehouse_url), undisturbed)


def test_an_inbox_split_and_taken_from_its_end_gives_the_same_rows(
    warehouse_url: str, inbox: Path, undisturbed: Content, tmp_path: Path, prefect_server: str
) -> None:
    names = sorted(path.name for path in inbox.iterdir())
    for number, part in enumerate((names[4:], names[:4])):
        folder = tmp_path / f"part {number}"
        folder.mkdir()
        for name in part:
            shutil.copy(inbox / name, folder / name)
        run_pass_here(folder, warehouse_url, tmp_path / "out")
    assert_same_content(content_of(warehouse_url), undisturbed)


def test_other_file_names_change_nothing_but_the_names(
    sqlite_url: str, inbox: Path, undisturbed: Content, tmp_path: Path, prefect_server: str
) -> None:
    new_names = {
        path.name: f"sub folder/{chr(ord('z') - i)} {i}{path.suffix}" for i, path in enumerate(inbox.iterdir())
    }
    for old, new in new_names.items():
        target = tmp_path / "renamed" / new
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(inbox / old, target)
    run_pass_here(tmp_path / "renamed", sqlite_url, tmp_path / "out")
    found, facts = content_of(sqlite_url), ("document_slice", "raw_row", "line_item", "line_amount", "assessment")
    for name in facts:
        pd.testing.assert_frame_equal(found[name], undisturbed[name], check_dtype=False, obj=name)
    assert set(found["document"]["file_name"]) == set(new_names.values())


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["[2/8]", "Rekonsiliasi"])
def test_a_killed_run_lets_the_next_begin_and_that_gives_the_same_rows(
    moment: str,
    request: pytest.FixtureRequest,
    inbox: Path,
    undisturbed: Content,
    begin: Begin,
    tmp_path: Path,
    prefect_server: str,
) -> None:
    database = "postgres_url" if moment == "Rekonsiliasi" else "sqlite_url"
    url = request.getfixturevalue(database)
    arguments = ("run", inbox, "--warehouse", url, "--out", tmp_path / "out", *JUDGED)
    env = {**REGIONS, "PREFECT_API_URL": prefect_server}
    first = begin(*arguments, **env)
    wait_for_line(first, "untuk dibaca")
    second = begin(*arguments, **env)
    out, err = second.communicate(timeout=60)
    assert_one_line(Finished(second.returncode, out, err), 4, "sedang dipakai")

    wait_for_line(first, moment)
    below = descendants(first.pid)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert_all_end(below)

    run_pass_here(inbox, url, tmp_path / "out")
    assert_same_content(content_of(url), undisturbed)


def wait_for_line(process: subprocess.Popen[str], word: str) -> None:
    """Return when the process has printed a line with ``word`` on stderr."""
    assert process.stderr is not None
    for line in process.stderr:
        if word in line:
            return
    pytest.fail(f"ended before it said '{word}'")
