"""Prefect's environment, set before Prefect is imported anywhere: quiet, private, patient with a busy machine."""

from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path

_DEFAULTS = {
    # Nothing about a run leaves the machine.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # The default of 20 s trips on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # Progress goes to the server's record of the run; the terminal has our own lines.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # Results live in the warehouse; a stored Prefect result could outlive the code that made it.
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}


def prepare_prefect() -> None:
    """Set what is not set already; what the operator has set stays."""
    for key, value in _DEFAULTS.items():
        os.environ.setdefault(key, value)
    if "PREFECT_HOME" not in os.environ and not _is_writable(Path.home()):
        # Prefect's embedded server waits in vain for a database it can't create.
        os.environ["PREFECT_HOME"] = str(Path(tempfile.gettempdir()) / f"selaras-prefect-{os.getuid()}")


def _is_writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)


def configured_server() -> str | None:
    """The address of the server that the environment or Prefect's active profile names; None: one has to start."""
    return os.environ.get("PREFECT_API_URL") or _profile().get("PREFECT_API_URL") or None


def _profile() -> dict[str, str]:
    """The settings of Prefect's active profile, read without importing Prefect."""
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    try:
        profiles = tomllib.loads(Path(home / "profiles.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return {}
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    chosen = profiles.get("profiles", {}).get(active)
    return chosen if isinstance(chosen, dict) else {}
