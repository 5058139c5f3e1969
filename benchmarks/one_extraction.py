"""One extraction in an interpreter of its own: ``python benchmarks/one_extraction.py FILE PROCESSES``.

Prints wall seconds (imports apart), peak memory of this process in MB, and the number of rows, as JSON.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path


def main(path: Path, processes: int) -> None:
    from extractors.detect import extract  # here, so that its processes don't load it with this module

    start = time.perf_counter()
    rows = len(extract(path, processes=processes).rows)
    print(json.dumps({"seconds": time.perf_counter() - start, "peak_mb": _peak_mb(), "rows": rows}))


def _peak_mb() -> float | None:
    """The high-water mark of this address space; ``ru_maxrss`` would count the parent that was forked, too."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found.group(1)) / 1024 if found else None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
