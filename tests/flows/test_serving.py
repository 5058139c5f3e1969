"""The scheduled deployments against a server that ``selaras serve`` starts by itself, in an empty home."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Begin
from passes import REGIONS, copy_golden
from processes import assert_all_end, descendants

WAIT_S = 240


def wait_for(answer: Callable[[], Any], what: str) -> Any:
    """The first answer that isn't empty."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        try:
            if found := answer():
                return found
        except sqlite3.OperationalError:
            pass  # the database is not there yet
        time.sleep(1)
    pytest.fail(f"{what}: not within {WAIT_S} s")


def ask(path: Path, query: str) -> list[Any]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_cron_run_is_scheduled_and_completed_and_nothing_stays_behind(begin: Begin, workplace: Path) -> None:
    copy_golden("renja_sheet_19", workplace / "inbox")
    serving = begin("serve", "--inbox", "inbox", "--cron", "* * * * *", "--json", **REGIONS)
    warehouse, prefect = workplace / "selaras.db", workplace / ".prefect/prefect.db"
    done = "SELECT kind, state FROM run WHERE state <> 'running'"
    assert wait_for(lambda: ask(warehouse, done), "a nightly run in the warehouse")[0] == ("nightly", "done")
    completed = "SELECT auto_scheduled, parameters FROM flow_run WHERE state_type = 'COMPLETED'"
    scheduled, parameters = wait_for(lambda: ask(prefect, completed), "a completed run in Prefect")[0]
    assert scheduled == 1
    assert "sqlite" not in parameters, "an address may hold a password"

    below = descendants(serving.pid)
    assert below, "the server at least"
    serving.send_signal(signal.SIGINT)
    out, err = serving.communicate(timeout=60)
    assert serving.returncode == 0, err
    assert "nightly" in out.splitlines()[-1]
    assert "Traceback" not in err
    assert_all_end(below)
    assert ask(prefect, "SELECT active FROM deployment_schedule") == [(1,)], "the next start goes on by itself"
    assert ask(prefect, "SELECT name, paused FROM deployment ORDER BY name") == [("backfill", 0), ("nightly", 0)]


@pytest.mark.slow
def test_a_stopped_or_killed_serve_takes_its_server_along(begin: Begin, workplace: Path) -> None:
    for ending, code in ((signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)):
        serving = begin("serve", "--inbox", "inbox")
        assert serving.stderr is not None
        assert any("Melayani" in line for line in serving.stderr)
        below = descendants(serving.pid)
        assert below
        serving.send_signal(ending)
        assert serving.wait(timeout=60) == code
        assert_all_end(below)
