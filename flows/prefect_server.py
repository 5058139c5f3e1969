"""A Prefect server on this machine, for as long as the process that needs it lives."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from extractors.lifeline import end_with_parent
from flows.failures import ServerNotStarted

_START_LIMIT_S = 180
_STOP_LIMIT_S = 10
#: where Prefect's own documentation says its UI is
_USUAL_PORT = 4200


@dataclass(frozen=True)
class LocalServer:
    """A server that has been started on loopback; it answers once :meth:`wait` has returned."""

    process: subprocess.Popen[bytes]
    address: str

    def wait(self) -> None:
        """Return when the server answers; raises ``ServerNotStarted``."""
        deadline = time.monotonic() + _START_LIMIT_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise ServerNotStarted(f"server Prefect berhenti dengan kode {self.process.returncode}")
            try:
                with urllib.request.urlopen(f"{self.address}/api/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise ServerNotStarted(f"server Prefect tidak menjawab dalam {_START_LIMIT_S} detik")

    def stop(self) -> None:
        """End the server; one that has ended already is left alone."""
        self.process.terminate()
        try:
            self.process.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_server(*, wants_usual_port: bool = False) -> LocalServer:
    """Start a server and point Prefect at it; to be called before Prefect is imported.

    It is stopped at exit, after Prefect has sent its last log lines, and ends by itself when this process is killed.
    """
    port = _free_port(_USUAL_PORT if wants_usual_port else 0)
    server = LocalServer(_launch(port), f"http://127.0.0.1:{port}")
    atexit.register(server.stop)
    os.environ["PREFECT_API_URL"] = f"{server.address}/api"
    return server


def _launch(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    # A session of its own: Ctrl-C reaches us first, and the server stays until we have said our last word to it.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )


def check_answers(api_url: str) -> None:
    """Raise ``ServerNotStarted`` when nothing answers at a configured server's address."""
    try:
        with urllib.request.urlopen(f"{api_url.rstrip('/')}/health", timeout=10):
            return
    except urllib.error.HTTPError:
        return  # it answers; what it says is between it and Prefect
    except (OSError, ValueError) as error:
        raise ServerNotStarted(
            f"server Prefect {api_url} tidak menjawab ({error}); nyalakan, atau kosongkan PREFECT_API_URL"
        ) from None


def _free_port(preferred: int) -> int:
    for wanted in (preferred, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerNotStarted("tidak ada porta bebas di 127.0.0.1")
