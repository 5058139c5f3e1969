"""A Prefect server for the session, the command, one demonstration that all tests look at, a small inbox."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.prefect_env import prepare_prefect

sys.path.insert(0, str(Path(__file__).parent))

from commands import COMMAND, Begin, Finished, Selaras, clean_env
from demonstration import Demonstration, demonstrate
from passes import INBOX, copy_golden

prepare_prefect()


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect server with a database of its own; flows in this process use it."""
    from flows.prefect_server import start_server

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.setenv("PREFECT_API_URL", "")
        server = start_server()
        from prefect.settings import PREFECT_API_URL, temporary_settings

        server.wait()
        with temporary_settings({PREFECT_API_URL: f"{server.address}/api"}):
            yield f"{server.address}/api"
        # It is stopped at exit, after Prefect has sent it the last log lines.


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def _hear_ctrl_c() -> None:
    """A shell without job control lets what it starts in the background ignore it, tests and all below them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def begin(workplace: Path) -> Iterator[Begin]:
    """Starts the command in the workplace, without any setting of this process; ends what is left of it."""
    begun: list[subprocess.Popen[str]] = []

    def start(*args: str | Path, **env: str | None) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [COMMAND, *args],
            cwd=workplace,
            env=clean_env(workplace, env),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_hear_ctrl_c,
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def selaras(begin: Begin) -> Selaras:
    """Runs the command to its end."""

    def run(*args: str | Path, **env: str | None) -> Finished:
        process = begin(*args, **env)
        out, err = process.communicate(timeout=240)
        return Finished(process.returncode, out, err)

    return run


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Selaras]:
    """The command's entry point in this process, which spares the seconds that a process of its own takes to start."""
    from flows.cli import main

    for name in [name for name in os.environ if name.startswith("SELARAS_")]:
        monkeypatch.delenv(name)
    before = dict(os.environ)

    def run(*args: str | Path, **env: str | None) -> Finished:
        for name, value in env.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["selaras", *map(str, args)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        return Finished(int(left.value.code or 0), out, err)

    yield run
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def small_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven small documents; not to be changed."""
    folder = tmp_path_factory.mktemp("inbox")
    for name in INBOX:
        copy_golden(name, folder)
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """One demonstration for all workers of the session."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, note = shared / "demonstration", shared / "demonstration.json"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(json.dumps(demonstrate(folder)))
    code, out, err, contacts = json.loads(note.read_text())
    return Demonstration(folder, Finished(code, out, err), contacts)
