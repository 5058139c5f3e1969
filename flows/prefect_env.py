"""Prefect's environment, set before Prefect is imported anywhere: quiet, private, patient with a busy machine."""

from __future__ import annotations

import logging
import os
import tempfile
import tomllib
from pathlib import Path

from flows.failures import exit_code_of

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


class _OneLineForKnownFailures(logging.Filter):
    """What a user can mend ends in one line elsewhere; Prefect's tracebacks of it are noise."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and exit_code_of(error) is not None:
            record.exc_info, record.exc_text = None, None
        return True


def quieten_known_failures() -> None:
    """Keep tracebacks of what a user can mend out of Prefect's logs."""
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(_OneLineForKnownFailures())
