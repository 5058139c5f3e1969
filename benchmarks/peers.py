"""splink and rapidfuzz on agreements and lines of a Parquet folder, in the bench's own environment.

``peers.py FOLDER PEER BUDGET`` reads ``agreements.parquet`` and ``lines.parquet`` (columns ``COLUMNS``), links inside
the region and writes the best BUDGET lines of each agreement to ``PEER.parquet`` (agreement, line, score). The last
line printed is JSON: CPU seconds from records in memory to scored pairs, imports and files left out.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

#: unique_id, region, office; ``name``: title of an agreement, name of a line; ``about``: title and scope, name and
#: indicator; ``said``: title, scope and partners, note and location; ``numbers``: document numbers in either
COLUMNS = ("unique_id", "region", "office", "name", "about", "said", "numbers")
STOP = frozenset(
    {"dan", "dari", "yang", "untuk", "pada", "dalam", "dengan", "tentang", "oleh", "atau", "serta", "bagi"}
)


def main(folder: Path, peer: str, budget: int) -> None:
    agreements, lines = (pq.read_table(folder / f"{side}.parquet").to_pylist() for side in ("agreements", "lines"))
    link = {"splink": link_by_splink, "rapidfuzz": link_by_rapidfuzz}[peer]
    started = time.process_time()
    table = link(agreements, lines, budget)
    cpu = time.process_time() - started
    pq.write_table(table, folder / f"{peer}.parquet")
    print(json.dumps({"cpu_s": round(cpu, 2)}))


def link_by_rapidfuzz(agreements: list[dict], lines: list[dict], budget: int) -> pa.Table:
    """Score every pair of a region by ``token_set_ratio`` of all texts of the agreement against all of the line."""
    from rapidfuzz.fuzz import token_set_ratio
    from rapidfuzz.process import cdist
    from rapidfuzz.utils import default_process

    found: list[tuple[str, str, float]] = []
    for region in sorted({row["region"] for row in agreements}):
        ours = [row for row in agreements if row["region"] == region]
        theirs = [row for row in lines if row["region"] == region]
        asked = [default_process(" ".join([row["said"], *row["numbers"]])) for row in ours]
        texts = [default_process(f"{row['about']} {row['said']}") for row in theirs]
        scores = cdist(asked, texts, scorer=token_set_ratio, dtype=np.uint8, workers=1)
        for agreement, row in enumerate(scores):
            best = np.argsort(-row.astype(int), kind="stable")[:budget]
            found += [(ours[agreement]["unique_id"], theirs[line]["unique_id"], float(row[line])) for line in best]
    return pa.table(dict(zip(("agreement", "line", "score"), zip(*found, strict=True), strict=True)))


def link_by_splink(agreements: list[dict], lines: list[dict], budget: int) -> pa.Table:
    """Fellegi-Sunter over shared words by rarity, document numbers, office and name; m and u learned without labels."""
    import duckdb
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    count = _count_words(lines)
    connection = duckdb.connect()
    api = DuckDBAPI(connection=connection)
    sides = [
        api.register(_splink_table(rows, count, len(lines)), dataset_display_name=name)
        for name, rows in (("agreements", agreements), ("lines", lines))
    ]

    def shared(column: str) -> cl.CustomComparison:
        levels = [cll.NullLevel(column), *(cll.ArrayIntersectLevel(column, size) for size in (5, 4, 3, 2, 1))]
        return cl.CustomComparison(output_column_name=column, comparison_levels=[*levels, cll.ElseLevel()])

    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1.3 * len(agreements) / (len(agreements) * len(lines) / _regions(lines)),
        comparisons=[
            cl.JaccardAtThresholds("name", [0.9, 0.8, 0.7]),
            shared("about"),
            shared("said"),
            shared("rare"),
            cl.ArrayIntersectAtSizes("numbers", [1]),
            cl.ExactMatch("office"),
        ],
        blocking_rules_to_generate_predictions=[block_on("region")],
        retain_matching_columns=False,
    )
    linker = Linker(sides, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("region", "office"), block_on("region", "rarest")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, fix_probability_two_random_records_match=True
        )
    predicted = linker.inference.predict(threshold_match_weight=-20)
    query = f"""
        SELECT CASE WHEN source_dataset_l = 'agreements' THEN unique_id_l ELSE unique_id_r END AS agreement,
               CASE WHEN source_dataset_l = 'agreements' THEN unique_id_r ELSE unique_id_l END AS line,
               match_weight AS score
        FROM {predicted.physical_name}
        QUALIFY row_number() OVER (PARTITION BY agreement ORDER BY match_weight DESC, line) <= {budget}
    """
    return connection.execute(query).to_arrow_table()


def _splink_table(rows: list[dict], count: dict[str, int], total: int) -> pa.Table:
    """Texts as arrays of words; ``rare`` are those of any text that stand in one line of a thousand or fewer.

    ``rarest`` of the name is only blocked on while learning: splink can't learn on arrays that it explodes.
    """
    columns: dict[str, list] = defaultdict(list)
    for row in rows:
        about, said = _words(row["about"]), _words(row["said"])
        for name, value in (
            ("unique_id", row["unique_id"]),
            ("region", row["region"]),
            ("office", row["office"] or None),
            ("name", row["name"].lower()),
            ("about", sorted(about)),
            ("said", sorted(said) or None),
            ("rare", sorted(word for word in about | said if count.get(word, 0) <= total / 1000) or None),
            ("rarest", min(sorted(_words(row["name"])), key=lambda word: count.get(word, total), default=None)),
            ("numbers", row["numbers"] or None),
        ):
            columns[name].append(value)
    return pa.table(dict(columns))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 and word not in STOP}


def _count_words(lines: list[dict]) -> dict[str, int]:
    count: dict[str, int] = defaultdict(int)
    for row in lines:
        for word in _words(f"{row['about']} {row['said']}"):
            count[word] += 1
    return count


def _regions(rows: list[dict]) -> int:
    return len({row["region"] for row in rows})


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
