"""What the extractor sees of one file: the layout chosen and why others not, the grid, rows, ties."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from config.layout import load_layouts, parse_layout
from config.settings import Settings
from extractors.assemble import assemble
from extractors.detect import Candidate, judge_layouts, read
from extractors.draft import draft_layout
from extractors.picture import draw_grid
from extractors.records import Extraction, Reading, RejectedDocument
from flows.reading import scan_rules
from flows.terminal import told_reason
from transforms.document import transform

_ROWS_SHOWN = 12
_LAYOUTS_SHOWN = 6
_WIDTH = 28


def inspect_file(path: Path, page: int | None, settings: Settings, console: Console | None) -> dict[str, Any]:
    """The findings as one mapping; also shown on ``console``. A refused file is a finding, not an error."""
    try:
        reading = read(path, scan_rules(settings))
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
        payload |= _drafted(reading)
    if console is not None:
        _show(payload, candidates, reading, page, console)
    return payload


def _refused(path: Path, rejection: RejectedDocument, console: Console | None) -> dict[str, Any]:
    if console is not None:
        told = told_reason(path.name, rejection.detail)
        console.print(f"{path.name} ditolak ({rejection.reason_code}): {told}")
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


def _drafted(reading: Reading) -> dict[str, Any]:
    """A layout drafted from the headings, and what it would read as it stands."""
    draft = draft_layout(reading, load_layouts())
    if draft is None:
        return {"draft": None}
    found = {"draft": draft.yaml, "nearest": draft.nearest.id if draft.nearest else None, "unknown": draft.unknown}
    try:
        rows = [row for row in assemble(reading, parse_layout(draft.yaml)).rows if row.zone == "body"]
    except RejectedDocument as rejection:
        return {**found, "draft_reads": 0, "draft_reason": rejection.detail}
    return {**found, "draft_reads": len(rows)}


def _show(
    payload: dict[str, Any], candidates: list[Candidate], reading: Reading, page: int | None, console: Console
) -> None:
    console.print(f"{payload['file']}: {payload['format']}, {payload['parts']} halaman/lembar")
    table = Table("Tata letak", "Cocok", "Alasan")
    nearest = sorted(candidates, key=lambda c: -c.depth)
    shown = [candidate for candidate in nearest if candidate.depth > 0][:_LAYOUTS_SHOWN] or nearest[:1]
    for candidate in shown:
        table.add_row(candidate.layout.id, "ya" if candidate.reason is None else "tidak", candidate.reason or "")
    console.print(table)
    rest = len(candidates) - len(shown)
    console.print(f"{rest} tata letak lain: format atau sidik jarinya lain (semuanya dengan --json)")
    if payload.get("reason"):
        console.print(f"Ditolak: {payload['reason']}")
    if payload.get("row_kinds"):
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(payload["row_kinds"].items()))
        console.print(f"{payload['blocks']} blok; baris: {kinds}")
        console.print(f"Uji jumlah: {payload['ties']}, tidak cocok {payload['ties_broken']}")
        for row in payload["rows"]:
            place = f"{row['page'] or row['sheet']}:{row['row_number']}"
            cells = [f"{k}={str(v)[:_WIDTH]}" for k, v in row.items() if k not in ("page", "sheet", "row_number")]
            console.print(f"  {place:>8}  {'  '.join(cells)}", soft_wrap=True)
    if payload.get("draft"):
        _show_draft(payload, console)
    if payload["picture"]:
        console.print(f"Gambar kisi: {payload['picture']}", soft_wrap=True)


def _show_draft(payload: dict[str, Any], console: Console) -> None:
    if payload["draft_reads"]:
        verdict = f"membaca {payload['draft_reads']} baris dari berkas ini"
    else:
        verdict = f"belum membaca berkas ini: {payload['draft_reason']}"
    console.print(f"Rancangan tata letak dari judul kolom yang terbaca ({verdict}):\n")
    console.print(payload["draft"], soft_wrap=True)
