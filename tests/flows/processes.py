"""The processes below a command, and that none of them stays."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """The processes below ``pid``, all levels."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    found = [pid]
    for candidate in found:
        found += [child for child, parent in parents.items() if parent == candidate]
    return found[1:]


def assert_all_end(pids: list[int]) -> None:
    """They end within a few seconds, without anybody's help."""
    deadline = time.monotonic() + 15
    while alive := [pid for pid in pids if Path(f"/proc/{pid}/exe").exists()]:
        assert time.monotonic() < deadline, f"left behind: {alive}"
        time.sleep(0.1)
