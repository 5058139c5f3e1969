"""The command as users start it: where it is, in which environment it runs, how it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

COMMAND = Path(sys.executable).with_name("selaras")
_KEPT = ("PATH", "PYTHONPATH", "LANG", "TMPDIR", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object on the last line."""
        found = json.loads(self.out.splitlines()[-1], parse_constant=_refuse)
        assert isinstance(found, dict)
        return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


class Selaras(Protocol):
    """Starts the command and waits for it: ``selaras("run", "inbox", SELARAS_OUT="x")``."""

    def __call__(self, *args: str | Path, **env: str | None) -> Finished: ...


class Begin(Protocol):
    """Starts the command and doesn't wait."""

    def __call__(self, *args: str | Path, **env: str | None) -> subprocess.Popen[str]: ...


def clean_env(home: Path, given: dict[str, str | None]) -> dict[str, str]:
    """The environment of a fresh user; a variable given as None is taken away."""
    env: dict[str, str | None] = {name: os.environ[name] for name in _KEPT if name in os.environ}
    env |= {"HOME": str(home), "COLUMNS": "80", **given}
    return {name: value for name, value in env.items() if value is not None}


def assert_one_line(finished: Finished, code: int, *words: str) -> None:
    """It ended as the contract says, in one line that says why."""
    assert finished.code == code, finished.err
    assert finished.err.count("\n") == 1
    assert finished.err.startswith("selaras: ")
    assert "Traceback" not in finished.out + finished.err
    for word in words:
        assert word in finished.err
