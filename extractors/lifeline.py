"""Children that end with their parent, also when that is killed: no server and no reader is ever left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask the kernel to kill the calling process when its parent dies (Linux; elsewhere nothing happens).

    The parent of a fork server's child is the server, which ends when nobody holds the other end of its pipe: its own
    children hold one, so that a child which hangs would keep both alive. It is closed here.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    server: Any = forkserver._forkserver
    if (held := getattr(server, "_forkserver_alive_fd", None)) is not None:
        server._forkserver_alive_fd = None
        os.close(held)


def be_killed_first() -> None:
    """Ask the kernel to take the calling process, and not its parent, when memory runs out (Linux)."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
