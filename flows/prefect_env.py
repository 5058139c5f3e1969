"""Prefect's environment, set before Prefect is imported anywhere: quiet, private, patient with a busy machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_DEFAULTS = {
    # Nothing about a run leaves the machine.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # The default of 20 s trips on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "WARNING",
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


def uses_running_server() -> bool:
    """True when a Prefect server is configured, so that no embedded one has to start."""
    return bool(os.environ.get("PREFECT_API_URL"))
