"""What the extractor sees of one file: the layout chosen and why others not, the grid, rows, ties."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from config.layout import load_layouts
from config.settings import Settings
from extractors.assemble import assemble
from extractors.detect import Candidate, judge_layouts, read
from extractors.headings import heading_stacks
from extractors.picture import draw_grid
from extractors.records import Extraction, Part, Reading, RejectedDocument
from transforms.document import transform

_ROWS_SHOWN = 12
_WIDTH = 28


def inspect_file(path: Path, page: int | None, settings: Settings, console: Console | None) -> dict[str, Any]:
    """The findings as one mapping; also shown on ``console``. A refused file is a finding, not an error."""
    try:
        reading = read(path)
    except RejectedDocument as rejection:
        return _refused(path, rejection, console)
    candidates = judge_layouts(reading)
    fitting = [candidate.layout for candidate in candidates if candidate.reason is None]
    payload: dict[str, Any] = {
        "file": str(path),
        "document_id": reading.document_id,
        "format": reading.format,
        "parts": len(reading.parts),
        "layout": fitting[0].id if len(fitting) == 1 else None,
        "why_not": {candidate.layout.id: candidate.reason for candidate in candidates if candidate.reason},
        "warnings": [list(warning) for warning in reading.warnings][:20],
    }
    payload["picture"] = _draw(path, reading, page, settings.out)
    if len(fitting) == 1:
        payload |= _read_with(reading, fitting[0].id, page)
    else:
        payload["draft"] = draft_layout(reading)
    if console is not None:
        _show(payload, candidates, reading, page, console)
    return payload


def _refused(path: Path, rejection: RejectedDocument, console: Console | None) -> dict[str, Any]:
    if console is not None:
        console.print(f"{path.name}: {rejection.detail} ({rejection.reason_code})")
    return {"file": str(path), "layout": None, "reason_code": rejection.reason_code, "reason": rejection.detail}


def _read_with(reading: Reading, layout_id: str, page: int | None) -> dict[str, Any]:
    try:
        extraction = assemble(reading, load_layouts()[layout_id])
        typed = transform(extraction, None)
    except RejectedDocument as rejection:
        return {"reason_code": rejection.reason_code, "reason": rejection.detail}
    frames = typed.frames
    ties = frames.get("tie_out")
    return {
        "row_kinds": dict(Counter(frames["raw_row"]["row_kind"])),
        "blocks": len(extraction.blocks),
        "ties": 0 if ties is None else len(ties),
        "ties_broken": 0 if ties is None else int((~ties["holds"].astype(bool)).sum()),
        "rows": _rows_of(extraction, page),
    }


def _rows_of(extraction: Extraction, page: int | None) -> list[dict[str, Any]]:
    rows = [row for row in extraction.rows if page is None or row.page == page]
    return [
        {
            "page": row.page,
            "sheet": row.sheet,
            "row_number": row.row_number,
            **{name: text for name, text in row.values.items() if text},
        }
        for row in rows[: _ROWS_SHOWN if page is None else None]
    ]


def _draw(path: Path, reading: Reading, page: int | None, out: Path) -> str | None:
    if reading.format != "pdf":
        return None
    chosen = next((part for part in reading.parts if part.page == page), None)
    if chosen is None:
        chosen = next((part for part in reading.parts if part.tables), reading.parts[0])
    return str(draw_grid(path, chosen, out / f"{path.stem}-halaman-{chosen.page}.png"))


def draft_layout(reading: Reading) -> str:
    """A layout in YAML drafted from the headings of the first table with at least three columns."""
    part, stacks = _first_headings(reading)
    titles = [line.text for line in part.texts if line.table_index == 0][:3] if part else []
    columns = {}
    for index, stack in enumerate(stacks, start=1):
        if stack:
            columns[f"column_{index}"] = {"heading": [" > ".join(f"={text}" for _, text in stack)]}
    draft = {
        "id": "new_layout",
        "version": 1,
        "kind": "rkpd",
        "formats": [reading.format],
        "title": titles[0] if titles else "",
        "fingerprint": {"all_of": titles[:2]},
        "columns": columns,
    }
    drafted: str = yaml.safe_dump(draft, allow_unicode=True, sort_keys=False, width=110)
    return drafted


def _first_headings(reading: Reading) -> tuple[Part | None, list[list[tuple[tuple[int, int], str]]]]:
    for part in reading.parts:
        for table in part.tables:
            if table.n_columns >= 3:
                first = next((i for i, row in enumerate(table.rows) if _filled(row) >= 3), 0)
                depth = max((cell.row_span for cell in table.rows[first].cells if cell is not None), default=1)
                return part, heading_stacks(table.rows[first : first + depth], table.n_columns)
    return None, []


def _filled(row: Any) -> int:
    return sum(cell is not None and bool(cell.text.strip()) for cell in row.cells)


def _show(
    payload: dict[str, Any], candidates: list[Candidate], reading: Reading, page: int | None, console: Console
) -> None:
    console.print(f"{payload['file']}: {payload['format']}, {payload['parts']} halaman/lembar")
    table = Table("Tata letak", "Cocok", "Alasan")
    for candidate in sorted(candidates, key=lambda c: -c.depth):
        table.add_row(candidate.layout.id, "ya" if candidate.reason is None else "tidak", candidate.reason or "")
    console.print(table)
    if payload.get("reason"):
        console.print(f"Ditolak: {payload['reason']}")
    if payload.get("row_kinds"):
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(payload["row_kinds"].items()))
        console.print(f"{payload['blocks']} blok; baris: {kinds}")
        console.print(f"Uji jumlah: {payload['ties']}, tidak cocok {payload['ties_broken']}")
        for row in payload["rows"]:
            place = f"{row['page'] or row['sheet']}:{row['row_number']}"
            shown = [f"{k}={str(v)[:_WIDTH]}" for k, v in row.items() if k not in ("page", "sheet", "row_number")]
            console.print(f"  {place:>8}  {'  '.join(shown)}", soft_wrap=True)
    if payload.get("draft"):
        console.print("Rancangan tata letak dari judul kolom yang terbaca:\n")
        console.print(payload["draft"])
    if payload["picture"]:
        console.print(f"Gambar kisi: {payload['picture']}", soft_wrap=True)
