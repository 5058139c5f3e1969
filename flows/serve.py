"""The scheduled deployments: the nightly run and a parametrised backfill, kept alive until stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from rich.console import Console

from config.settings import Settings
from flows.failures import ServerNotStarted
from flows.prefect_env import prepare_prefect, uses_running_server

_SERVER_START_LIMIT_S = 180


def serve_deployments(settings: Settings, progress: Console) -> None:
    """Serve until interrupted; starts a Prefect server on this machine when none is configured."""
    prepare_prefect()
    with _prefect_server(progress):
        _serve(settings, progress)


def _serve(settings: Settings, progress: Console) -> None:
    # Imported here: Prefect reads the server's address when it is first imported.
    from prefect import serve
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron

    from flows.backfill import backfill_flow
    from flows.run import run_pass

    common = {"warehouse": settings.warehouse, "out": str(settings.out.resolve())}
    nightly = run_pass.to_deployment(
        name="nightly",
        schedule=Cron(settings.nightly_cron, timezone=settings.timezone),
        parameters={"inbox": _absolute(settings.inbox), "kind": "nightly", **common},
        description="Satu putaran lengkap: muat dokumen baru, rekonsiliasi, publikasi.",
    )
    backfill = backfill_flow.to_deployment(
        name="backfill", parameters=common, description="Hitung ulang satu irisan dari arsip."
    )
    progress.print(
        f"Melayani 'nightly' ({settings.nightly_cron}, {settings.timezone}) dan 'backfill'; hentikan dengan Ctrl-C",
        highlight=False,
    )
    # Called outside an event loop, to_deployment returns the deployment itself.
    serve(
        cast(RunnerDeployment, nightly),
        cast(RunnerDeployment, backfill),
        pause_on_shutdown=False,
        print_starting_message=False,
    )


def _absolute(inbox: Path) -> str:
    text = str(inbox)
    return text if "://" in text else str(inbox.expanduser().resolve())


@contextmanager
def _prefect_server(progress: Console) -> Iterator[None]:
    """A Prefect server: the configured one, else one started on loopback for as long as we serve."""
    if uses_running_server():
        yield
        return
    port = _free_port()
    url = f"http://127.0.0.1:{port}/api"
    progress.print(f"Menyalakan server Prefect setempat di {url} (20-60 detik)", highlight=False)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_healthy(url, process)
        os.environ["PREFECT_API_URL"] = url
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SERVER_START_LIMIT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerNotStarted(f"server Prefect berhenti dengan kode {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ServerNotStarted(f"server Prefect tidak menjawab dalam {_SERVER_START_LIMIT_S} detik")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
