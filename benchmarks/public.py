"""Public sets for matching: 25 title joins beside autofj, Abt-Buy without any pretrained model: ``make bench-public``.

What is the engine's and what is an adapter is said in ``plain_texts``; the learner on top is scikit-learn's boosting of
small trees, since the engine's own is bound to its features.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.abt_buy import measure_abt_buy
from benchmarks.title_joins import measure_title_joins


def main(data: Path, python: Path, is_whole: bool) -> None:
    folder = data / "matching"
    figures: dict[str, Any] = {}
    for name, measure in (
        ("autofj", lambda path: measure_title_joins(path, python, is_whole)),
        ("abt_buy", measure_abt_buy),
    ):
        if (folder / name).is_dir():
            figures |= measure(folder / name)
        else:
            print(f"{folder / name} is absent: nothing to measure")
            figures[f"{name}_skipped"] = True
    print(json.dumps(figures))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--autofj", type=Path, default=Path(".venv-bench/autofj/bin/python"), help="its interpreter")
    parser.add_argument("--all", action="store_true", help="autofj on all sets, not only on the small ones")
    chosen = parser.parse_args()
    main(chosen.data, chosen.autofj, chosen.all)
