"""The demo: sample documents written by the project itself, one complete pass over them, what came of it."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from config.settings import SETTINGS_FILE, load_settings
from flows.report import EXIT_DONE, EXIT_FAILED, RunReport
from flows.start import check_writable, start_pass

_SETTINGS = """\
warehouse = "sqlite:///selaras.db"
out = "."
regions_dir = "{regions_dir}"
"""


def run_demo(out: Path, console: Console | None, progress: Console) -> tuple[int, dict[str, Any]]:
    """(exit code, findings): 0 when exactly the sample documents meant for quarantine were quarantined."""
    from samples import DEMO_AS_OF, REGIONS_DIR, write_samples

    started = time.monotonic()
    check_writable(out)
    _clear(out)
    inbox = out / "inbox"
    inbox.mkdir()
    progress.print(f"Menulis dokumen contoh ke {inbox} ...")
    samples = write_samples(inbox)
    settings = load_settings().model_copy(
        update={"warehouse": f"sqlite:///{out / 'selaras.db'}", "out": out, "regions_dir": REGIONS_DIR}
    )
    # With these settings beside it, every other command works on the demo from inside its folder.
    (out / SETTINGS_FILE).write_text(_SETTINGS.format(regions_dir=REGIONS_DIR), encoding="utf-8")
    as_of: dt.date = DEMO_AS_OF
    report = start_pass(settings, str(inbox), as_of=as_of, kind="manual", progress=progress)
    report.seconds = round(time.monotonic() - started, 1)
    intended = {sample.path.name for sample in samples if sample.intended == "quarantined"}
    surprises = _surprises(report, intended)
    if console is not None:
        report.show(console)
        names = ", ".join(sorted(intended))
        console.print(f"\n{len(intended)} dokumen contoh sengaja rusak atau berupa pindaian: {names}")
        for surprise in surprises:
            console.print(f"Tidak sesuai rencana: {surprise}", style="red")
    return (EXIT_FAILED if surprises else EXIT_DONE), {**report.as_json(), "surprises": surprises}


def _clear(out: Path) -> None:
    """Take an earlier demo away, so that each shows the same from the first document on; nothing else is touched."""
    for name in ("inbox", "selaras-archive"):
        shutil.rmtree(out / name, ignore_errors=True)
    for path in out.glob("selaras.db*"):
        path.unlink()


def _surprises(report: RunReport, intended: set[str]) -> list[str]:
    refused = {Path(document.file_name).name: document.reason or "" for document in report.quarantined}
    loaded = {Path(document.file_name).name for document in report.documents if document.state != "quarantined"}
    return [f"{name} dikarantina: {refused[name]}" for name in sorted(set(refused) - intended)] + [
        f"{name} seharusnya dikarantina" for name in sorted(intended & loaded) if _was_read_now(report, name)
    ]


def _was_read_now(report: RunReport, name: str) -> bool:
    return any(d.state == "loaded" and Path(d.file_name).name == name for d in report.documents)
