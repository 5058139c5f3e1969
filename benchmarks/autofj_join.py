"""autofj on one folder of left.csv, right.csv, gt.csv, in an environment of its own; the last line printed is JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd
from autofj import AutoFJ

if __name__ == "__main__":
    left, right, truth = (pd.read_csv(Path(sys.argv[1]) / f"{name}.csv") for name in ("left", "right", "gt"))
    started = time.process_time()
    joined = AutoFJ(precision_target=0.9, n_jobs=1).join(left, right, "id")
    found, true = (set(zip(frame["id_l"], frame["id_r"], strict=True)) for frame in (joined, truth))
    right_ones = len(found & true)
    print(
        json.dumps(
            {
                "precision": right_ones / max(1, len(found)),
                "recall": right_ones / len(true),
                "cpu_s": round(time.process_time() - started, 1),
            }
        )
    )
