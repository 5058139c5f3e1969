"""A Prefect server on this machine, for as long as the process that needs it lives."""

from __future__ import annotations

import atexit
import fcntl
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extractors.lifeline import end_with_parent
from flows.failures import ServerNotStarted

_START_LIMIT_S = 180
_STOP_LIMIT_S = 10
#: where Prefect's own documentation says its UI is
_USUAL_PORT = 4200


@dataclass(frozen=True)
class LocalServer:
    """A server that has been started on loopback; it answers once :meth:`wait` has returned.

    ``claim``: a locked file by which others of ours see that a port is taken, also while the server is starting.
    """

    process: subprocess.Popen[bytes]
    address: str
    claim: IO[str] | None = None

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
    port, claim = claim_port(_USUAL_PORT if wants_usual_port else 0)
    server = LocalServer(_launch(port), f"http://127.0.0.1:{port}", claim)
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


def claim_port(preferred: int = 0) -> tuple[int, IO[str] | None]:
    """Return the preferred port, with what keeps others of ours off it, or any other free one.

    A server takes seconds to bind its port: a second one started meanwhile would be given the same, end, and leave its
    starter to talk to the first.
    """
    if preferred and _is_free(preferred) and (claim := _lock(f"selaras-port-{preferred}.lock")):
        return preferred, claim
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1]), None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _lock(name: str) -> IO[str] | None:
    """Return the open file of this name in the folder for passing files, locked; None where another holds it."""
    try:
        file = (Path(tempfile.gettempdir()) / name).open("w")
    except OSError:  # another user's
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
