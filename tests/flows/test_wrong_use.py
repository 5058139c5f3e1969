"""What a user can mend ends in one clear line and the exit code of the contract, never in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Finished, Selaras, assert_one_line

from warehouse.engine import open_warehouse

CLOSED_PORT = "postgresql://nobody:secret@127.0.0.1:1/selaras"

WRONG_USE: dict[str, tuple[tuple[str, ...], str]] = {
    "a path that is not there": (("run", "no-such-folder"), "no-such-folder"),
    "a file for a folder": (("run", "a-file.txt"), "adalah berkas"),
    "an address nobody can read": (("run", "nope://bucket"), "nope://bucket"),
    "an unknown option": (("run", ".", "--fast"), "--fast"),
    "an unknown command": (("walk",), "walk"),
    "an argument left out": (("inspect",), "file"),
    "a day that is none": (("run", ".", "--as-of", "31-12-2025"), "31-12-2025"),
    "an output folder under a file": (("run", ".", "--out", "a-file.txt/out"), "tidak dapat ditulisi"),
    "a demo under a file": (("demo", "--out", "a-file.txt/out"), "tidak dapat ditulisi"),
    "publications under a file": (("publish", "--out", "a-file.txt/out"), "tidak dapat ditulisi"),
    "a file to inspect that is not there": (("inspect", "nothing.pdf"), "nothing.pdf"),
    "a folder to inspect": (("inspect", "."), "folder"),
    "a page that is not there": (("inspect", "a-file.txt", "--page", "0"), "--page"),
    "a kind nobody knows": (("backfill", "--kind", "novel"), "novel"),
    "years the wrong way round": (("backfill", "--years", "2025:2024"), "2025:2024"),
    "years that are none": (("backfill", "--years", "lately"), "lately"),
    "a region that is no code": (("backfill", "--region", "Balikpapan"), "Balikpapan"),
    "a stage nobody knows": (("backfill", "--from", "start"), "start"),
    "an agreement nobody signed": (("explain", "perdamaian dunia"), "perdamaian dunia"),
    "a document nobody loaded": (("withdraw", "novel.pdf"), "novel.pdf"),
    "runs that never were": (("diff", "7", "8"), "7"),
    "labels that are not there": (("evaluate", "labels.csv", "--register", "a", "--lines", "b"), "labels.csv"),
    "a schedule nobody can read": (("serve", "--cron", "every night"), "every night"),
    "a review that is not there": (("review", "import", "putusan.xlsx"), "putusan.xlsx"),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_ends_in_one_line(case: str, call: Selaras, workplace: Path, prefect_server: str) -> None:
    (workplace / "a-file.txt").write_text("text")
    open_warehouse("sqlite:///selaras.db").dispose()
    arguments, word = WRONG_USE[case]
    assert_one_line(call(*arguments), 2, word)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("run", "no-such-folder"), 2),
        (("run", ".", "--fast"), 2),
        (("run", ".", "--out", "a-file.txt/out"), 2),
        (("run", ".", "--warehouse", CLOSED_PORT), 1),
    ],
)
def test_the_same_holds_for_the_command_itself(
    arguments: tuple[str, ...], code: int, selaras: Selaras, workplace: Path
) -> None:
    (workplace / "a-file.txt").write_text("text")
    assert_one_line(selaras(*arguments), code)


def test_wrong_use_is_told_to_machines_as_json(call: Selaras) -> None:
    finished = call("run", "no-such-folder", "--json")
    assert finished.json["exit_code"] == 2
    assert "no-such-folder" in finished.json["error"]


def test_wrong_use_leaves_nothing_behind(call: Selaras, workplace: Path) -> None:
    call("run", "no-such-folder")
    call("backfill", "--kind", "novel")
    assert list(workplace.iterdir()) == []


@pytest.mark.parametrize(
    "warehouse", [CLOSED_PORT, "sqlite:////no/such/folder/selaras.db", "mysql://localhost/selaras", "secret@selaras.db"]
)
@pytest.mark.parametrize("command", [("run", "."), ("backfill",), ("status",), ("verify",), ("serve",)])
def test_an_unreachable_warehouse_ends_in_one_line(call: Selaras, command: tuple[str, ...], warehouse: str) -> None:
    finished = call(*command, "--warehouse", warehouse)
    assert_one_line(finished, 1, "udang data")
    assert "secret" not in finished.err


@pytest.mark.parametrize(
    "command",
    [
        ("status",), ("verify",), ("explain", "x"), ("publish",), ("diff", "1", "2"), ("withdraw", "x"), ("backfill",),
    ],
)  # fmt: skip
def test_a_warehouse_that_is_not_there_is_not_made_by_asking_it(
    command: tuple[str, ...], call: Selaras, workplace: Path
) -> None:
    assert_one_line(call(*command, "--warehouse", "sqlite:///selarsa.db"), 1, "selarsa.db belum ada")
    assert not list(workplace.glob("selarsa*"))


def test_an_unknown_variable_is_an_error(call: Selaras) -> None:
    assert_one_line(call("status", SELARAS_WAREHOSE="sqlite:///x.db"), 2, "SELARAS_WAREHOSE", "SELARAS_WAREHOUSE")


def test_a_variable_of_the_wrong_kind_is_an_error(call: Selaras) -> None:
    assert_one_line(call("status", SELARAS_WORKERS="many"), 2, "workers", "many")


def test_an_unknown_key_of_the_settings_file_is_an_error(call: Selaras, workplace: Path) -> None:
    (workplace / "selaras.toml").write_text('warehose = "sqlite:///x.db"\n')
    assert_one_line(call("status"), 2, "warehose", "selaras.toml")
    (workplace / "selaras.toml").write_text("warehouse = \n")
    assert_one_line(call("status"), 2, "selaras.toml")


def test_a_configured_server_that_is_down_ends_in_one_line(selaras: Selaras, workplace: Path) -> None:
    (workplace / "inbox").mkdir()
    finished: Finished = selaras("run", "inbox", PREFECT_API_URL="http://127.0.0.1:1/api")
    assert_one_line(finished, 1, "http://127.0.0.1:1/api")


def test_a_server_named_in_the_profile_is_used(selaras: Selaras, workplace: Path) -> None:
    (workplace / ".prefect").mkdir()
    (workplace / ".prefect/profiles.toml").write_text(
        'active = "office"\n[profiles.office]\nPREFECT_API_URL = "http://127.0.0.1:2/api"\n'
    )
    (workplace / "inbox").mkdir()
    assert_one_line(selaras("run", "inbox"), 1, "http://127.0.0.1:2/api")
