"""One sheet read and transformed in a process of its own: its high-water mark, and that before it began."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from config.reference import load_reference
from extractors.detect import extract
from transforms.document import transform


def peak_mb() -> float:
    """The high-water mark of this program alone: ``ru_maxrss`` would begin with that of the process it comes from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(status.split("VmHWM:")[1].split()[0]) / 1024, 1)


if __name__ == "__main__":
    load_reference()
    before, started = peak_mb(), time.process_time()
    typed = transform(extract(Path(sys.argv[1])), None)
    seconds = time.process_time() - started
    lines = len(typed.frames["line_item"])
    print(
        json.dumps(
            {
                "typed_lines": lines,
                "typed_rows_per_cpu_s": round(lines / seconds),
                "before_peak_mb": before,
                "peak_mb": peak_mb(),
            }
        )
    )
