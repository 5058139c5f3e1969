"""Real documents through one complete pass, held against their truth: ``make real``.

Prints per document rows_missing, rows_extra, cells_wrong, amounts_wrong, the links against the hand labels, and how far
the E.81 reads as pdfplumber reads it. The documents lie beside the project (``../shared/data``); where they are absent
this says so and ends with 0.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.oracle import compare, figures_of
from config.layout import Layout, load_layouts
from warehouse.engine import Engine, open_warehouse
from warehouse.read import read_table

E81 = "balikpapan_e81_2024_tw2.pdf"
#: what a document itself doesn't say and its sender knows
REGIONS = {"banyuwangi_renstra_2026_2030.csv": "35.10"}
_E81_LEVELS = {"sasaran", "program", "kegiatan", "sub_kegiatan"}
_SELARAS = Path(sys.executable).with_name("selaras")


def main(data: Path) -> None:
    if not data.is_dir():
        print(f"{data} is absent: nothing to measure")
        print(json.dumps({"skipped": True}))
        return
    with tempfile.TemporaryDirectory(prefix="selaras-real-") as folder:
        work = Path(folder)
        originals = fill_inbox(data, work / "inbox")
        url = f"sqlite:///{work / 'selaras.db'}"
        run = [str(_SELARAS), "run", str(work / "inbox"), "--warehouse", url, "--out", str(work / "out"), "--json"]
        report = _last_json(run)
        engine = open_warehouse(url)
        figures = {
            "outcomes": outcomes(report, originals),
            "outcomes_by_kind": outcomes_by_kind(outcomes(report, originals)),
            "documents": {
                E81: compare_e81(engine, data / "budget" / "truth", originals),
                **compare_lras(engine, data / "lra" / "truth" / "lra_rows.csv", originals),
            },
            "register": compare_register(engine, data / "agreements" / "gold" / "dev" / "facts.csv", originals),
        }
        engine.dispose()
        names = {original: name for name, original in originals.items()}
        labels = data / "agreements" / "gold" / "dev" / "labels.csv"
        evaluate = [str(_SELARAS), "evaluate", str(labels), "--register", names["register.xlsx"]]
        figures["gold"] = _last_json([*evaluate, "--lines", names[E81], "--warehouse", url, "--json"])
    figures["oracle"] = {E81: figures_of(compare(data / "budget" / E81))}
    show(figures)
    print(json.dumps(figures, ensure_ascii=False))


def fill_inbox(data: Path, inbox: Path) -> dict[str, str]:
    """All real documents mixed in one folder under names that say nothing; new name -> original name."""
    inbox.mkdir(parents=True)
    sources = [
        *sorted((data / "budget").glob("*.*")),
        *sorted((data / "budget" / "import_templates").glob("*.*")),
        *sorted((data / "lra").glob("*.xls*")),
        *sorted((data / "lra" / "templates").glob("*.xls*")),
        *sorted((data / "agreements").glob("*.*")),
        data / "agreements" / "gold" / "dev" / "register.xlsx",
        *sorted((data / "scanned").glob("*.pdf")),
    ]
    originals = {}
    manifest = ["path,region_code"]
    for number, source in enumerate(sources):
        name = f"dok{(number * 7919) % 1000:03d}_{number}{source.suffix}"
        shutil.copyfile(source, inbox / name)
        originals[name] = source.name
        manifest += [f"{name},{REGIONS[source.name]}"] if source.name in REGIONS else []
    (inbox / "manifest.csv").write_text("\n".join(manifest) + "\n", encoding="utf-8")
    return originals


def _last_json(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def outcomes(report: dict[str, Any], originals: dict[str, str]) -> list[dict[str, Any]]:
    rows = [
        {
            "file": originals[document["file_name"]],
            "state": document["state"],
            "kind": document["kind"],
            "rows": document["rows"],
            "reason": document["reason"],
            "reason_code": document.get("reason_code"),
        }
        for document in report["documents"]
    ]
    return sorted(rows, key=lambda row: str(row["file"]))


#: beginning of a file's name -> what kind of document it is, for the list in the README
_NAMED = {
    "balikpapan_e81": "Formulir E.81 of all offices (PDF, 130 pages)",
    "balikpapan_dip": "public information list (PDF)",
    "balikpapan_sk": "decree, scanned (PDF)",
    "kepmendagri": "decree, scanned (PDF)",
    "banyuwangi_renstra": "Renstra programmes, coded (CSV, region in the manifest)",
    "tegal_sipd": "realisation export (JSON)",
    "template_impor": "import template of a monitoring system",
    "Format_Anggaran": "blank form of a cash plan",
    "anggaran_kas": "cash plan of an office",
    "Format_Dana": "village fund, blank form",
    "dana-desa": "village fund of a region",
    "Format_Laporan": "form of a realisation report, handed in with figures",
    "register": "register of agreements (XLSX)",
    "kkp_register": "register of a ministry",
    "pemda_examples": "agreements of several regions (CSV)",
}


def outcomes_by_kind(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outcomes counted by kind of document, state and reason: what a person has to agree with."""
    counted: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows:
        default = "realisation report of an office (XLS, XLSX)"
        kind = next((named for start, named in _NAMED.items() if row["file"].startswith(start)), default)
        counted[(kind, row["state"], row["reason_code"] or "")].append(row["rows"])
    return [
        {"kind": kind, "state": state, "reason_code": reason, "documents": len(found), "rows": sum(found)}
        for (kind, state, reason), found in sorted(counted.items())
    ]


def _document_id(engine: Engine, original: str, originals: dict[str, str]) -> str | None:
    names = [name for name, source in originals.items() if source == original]
    documents = read_table(engine, "document")
    hits = documents[documents["file_name"].isin(names) & (documents["state"] == "loaded")]
    return str(hits.iloc[0]["document_id"]) if len(hits) else None


def _flat(text: object) -> str:
    return "".join(str(text).split()) if isinstance(text, str) else ""


def compare_e81(engine: Engine, truth: Path, originals: dict[str, str]) -> dict[str, Any]:
    """Rows by page and printed number in order; cells by position, or as a multiset where cells are merged in print."""
    document_id = _document_id(engine, E81, originals)
    if document_id is None:
        return {"state": "not loaded"}
    layout = load_layouts()["e81_pdf"]
    with (truth / "e81_2024_rows.csv").open(encoding="utf-8") as stream:
        printed = list(csv.DictReader(stream))
    wanted = [row for row in printed if row["row_kind"] in _E81_LEVELS]
    raw = read_table(engine, "raw_row", document_id=document_id)
    lines = raw[raw["row_kind"] == "line"].sort_values(["page", "row_number"])
    by_page: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in lines.to_dict("records"):
        by_page[int(row["page"])].append(row)
    names = [_TRUTH_NAME.get(name, name) for name in layout.columns]
    names = [name for name in names if name in printed[0]]  # the layout knows columns that this print has not
    missing = cells_wrong = 0
    found: dict[str, dict[str, str]] = {}
    for row in wanted:
        candidates = by_page[int(row["page"])]
        hit = next((c for c in candidates if _matches(c["cells"], row)), None)
        if hit is None:
            missing += 1
            continue
        candidates.remove(hit)
        found[hit["source_row_id"]] = row
        cells_wrong += _wrong_cells(hit["cells"], [row[name] for name in names], row)
    amounts_wrong, amounts = _wrong_amounts(engine, found, layout)
    items = read_table(engine, "line_item", document_id=document_id)
    ties = read_table(engine, "tie_out", document_id=document_id)
    doubtful = read_table(engine, "line_amount")
    doubtful = doubtful[doubtful["is_doubtful"].astype(bool) & doubtful["line_item_id"].isin(items["line_item_id"])]
    slices = read_table(engine, "document_slice", document_id=document_id)
    own = items[items["duplicate_of"].isna()]
    return {
        "rows_missing": missing,
        "rows_extra": sum(len(rest) for rest in by_page.values()),
        "cells_wrong": cells_wrong,
        "amounts_wrong": amounts_wrong,
        "rows": len(wanted),
        "body_rows_in_truth": len(printed),
        "amounts": amounts,
        "levels_without_second_prints": dict(Counter(own["level"])),
        "slices": len(slices),
        "second_prints": int((slices["state"] == "duplicate").sum()),
        "ties": len(ties),
        "ties_broken": int((~ties["holds"].astype(bool)).sum()),
        "doubtful_amounts": len(doubtful),
        "row_kinds": dict(Counter(raw["row_kind"])),
    }


#: columns of the layout that the truth names otherwise
_TRUTH_NAME = {"note": "explanation"}


def _matches(cells: list[str | None], row: dict[str, str]) -> bool:
    number = _flat(cells[0]) if cells else ""
    return number == _flat(row["no"]) and _flat(row["name"])[:25] in _flat("".join(c or "" for c in cells))


def _wrong_cells(cells: list[str | None], wanted: list[str], row: dict[str, str]) -> int:
    got, want = [_flat(cell) for cell in cells], [_flat(cell) for cell in wanted]
    if row["merged_cells"]:
        have, need = Counter(filter(None, got)), Counter(filter(None, want))
        return sum((have - need).values()) + sum((need - have).values())
    return sum(a != b for a, b in zip(got, want, strict=False)) + abs(len(got) - len(want))


def _wrong_amounts(engine: Engine, found: dict[str, dict[str, str]], layout: Layout) -> tuple[int, int]:
    amounts = {
        (row["source_row_id"], row["measure"], row["period"]): int(row["amount_sen"])
        for row in read_table(engine, "line_amount").to_dict("records")
    }
    wrong = total = 0
    for source_row_id, row in found.items():
        for name, column in layout.columns.items():
            printed = row.get(name, "").replace(",", "") if column.amount else ""
            if printed and column.amount is not None:
                total += 1
                got = amounts.get((source_row_id, column.amount.measure, column.amount.period))
                wrong += got != int(Decimal(printed) * 100)
    return wrong, total


def compare_lras(engine: Engine, truth: Path, originals: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Every account of every LRA by code: anggaran and realisasi as exact sen."""
    with truth.open(encoding="utf-8") as stream:
        by_file: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in csv.DictReader(stream):
            by_file[row["file"]].append(row)
    return {file: _compare_lra(engine, file, rows, originals) for file, rows in sorted(by_file.items())}


def _compare_lra(engine: Engine, file: str, wanted: list[dict[str, str]], originals: dict[str, str]) -> dict[str, Any]:
    document_id = _document_id(engine, file, originals)
    if document_id is None:
        return {"state": "not loaded"}
    items = read_table(engine, "line_item", document_id=document_id)
    code_of = dict(zip(items["line_item_id"], items["code"], strict=True))
    amounts: dict[tuple[Any, str], int] = {}
    for row in read_table(engine, "line_amount").to_dict("records"):
        if row["line_item_id"] in code_of:
            amounts[(code_of[row["line_item_id"]], row["measure"])] = int(row["amount_sen"])
    codes = Counter(code for code in items["code"])
    need = Counter(row["code"].strip() for row in wanted)
    wrong = 0
    for row in wanted:
        for measure in ("anggaran", "realisasi"):
            printed = row[measure]
            got = amounts.get((row["code"].strip(), measure))
            wrong += got != (int(Decimal(printed) * 100) if printed else None)
    return {
        "rows_missing": sum((need - codes).values()),
        "rows_extra": sum((codes - need).values()),
        "cells_wrong": 0 if not (need - codes) else sum((need - codes).values()),
        "amounts_wrong": wrong,
    }


def compare_register(engine: Engine, facts: Path, originals: dict[str, str]) -> dict[str, Any]:
    """The gold register: agreements, section categories, offices, parents, dates against the facts where precise."""
    document_id = _document_id(engine, "register.xlsx", originals)
    records = read_table(engine, "agreement_record", document_id=document_id)
    with facts.open(encoding="utf-8") as stream:
        wanted = {row["no_printed_register"]: row for row in csv.DictReader(stream)}
    dates_wrong = []
    for record in records.to_dict("records"):
        fact = wanted.get(str(record["register_no"]))
        iso = fact["tanggal_iso"] if fact else ""
        if len(iso) == 10 and record["date_precision"] == "day" and str(record["signed_date"]) != iso:
            dates_wrong.append((record["register_no"], str(record["signed_date"]), iso))
    return {
        "agreements": len(records),
        "wanted": len(wanted),
        "with_category": int(records["category"].notna().sum()),
        "with_several_offices": int(sum(len(offices) > 1 for offices in records["skpds"])),
        "with_parent_note": int(records["parent_ref"].notna().sum()),
        "dates_to_the_day": int((records["date_precision"] == "day").sum()),
        "dates_wrong": dates_wrong,
    }


def show(figures: dict[str, Any]) -> None:
    for row in figures["outcomes"]:
        print(f"{row['state']:12} {row['kind'] or '-':15} {row['rows']:6} {row['file']}  {row['reason'] or ''}"[:220])
    print("\n| document | count | outcome | rows |\n|---|---|---|---|")
    for row in figures["outcomes_by_kind"]:
        outcome = row["state"] + (f": {row['reason_code']}" if row["reason_code"] else "")
        print(f"| {row['kind']} | {row['documents']} | {outcome} | {row['rows']} |")
    print()
    for name, row in figures["documents"].items():
        shown = {k: row.get(k) for k in ("rows_missing", "rows_extra", "cells_wrong", "amounts_wrong")}
        print(f"{name:34} " + "  ".join(f"{key} {value}" for key, value in shown.items()))
    for name, row in figures["oracle"].items():
        print(
            f"\n{name}: {row['agreeing']} of {row['pages']} pages as pdfplumber reads them, "
            f"{row['explained']} of the others explained in benchmarks/oracle_differences.csv; "
            f"{row['read_by_reference']} pages read by the fallback"
        )
    print(f"\nregister: {figures['register']}")
    print(f"gold: {figures['gold']}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
