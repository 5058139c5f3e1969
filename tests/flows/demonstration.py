"""The demonstration as a new user starts it: no home folder yet, no server, and nobody outside to talk to."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import COMMAND, Finished, clean_env


@dataclass(frozen=True)
class Demonstration:
    """What ``selaras demo --json`` left behind and said; only to be read."""

    folder: Path
    finished: Finished
    outside_contacts: int

    @property
    def warehouse(self) -> str:
        return f"sqlite:///{self.folder / 'selaras.db'}"


def demonstrate(folder: Path) -> tuple[int, str, str, int]:
    """(exit code, stdout, stderr, contacts); every way out leads through a proxy that only counts who comes."""
    with _counting_proxy() as (address, contacts):
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), address)
        env = clean_env(folder.parent / "no home here", {**proxies, "NO_PROXY": "127.0.0.1,localhost"})
        done = subprocess.run(
            [COMMAND, "demo", "--out", folder, "--json"], cwd=folder.parent, env=env, capture_output=True, text=True
        )
    return done.returncode, done.stdout, done.stderr, len(contacts)


@contextmanager
def _counting_proxy() -> Iterator[tuple[str, list[Any]]]:
    contacts: list[Any] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def accept() -> None:
            while True:
                try:
                    connection, peer = server.accept()
                except OSError:
                    return
                contacts.append(peer)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", contacts
        server.shutdown(socket.SHUT_RDWR)
