"""A long document is read by several processes; one page that crashes or hangs a reader costs that document only."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from poison import drawing_without_end

from extractors.records import RejectedDocument
from flows.reading import Limits, read_document

PAGES, AT = 200, 120


@pytest.fixture(scope="module")
def poison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("poison") / "poison.pdf"
    path.write_bytes(drawing_without_end(pages=PAGES, at=AT))
    return path


def readers_of(path: Path) -> list[str]:
    """Commands of the processes that hold the file open (PDFium keeps it open while it reads)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            held = {link.resolve() for link in (process / "fd").iterdir()}
            found += [process.name] if path.resolve() in held else []
        except OSError:
            continue
    return found


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        # An endless drawing takes memory as it goes: time must be up first, also on a quick machine.
        (Limits(seconds=8, memory_mb=16_000, processes=2), {"timeout"}),
        (Limits(seconds=200, memory_mb=2500, processes=2), {"memory", "reader_crashed"}),
    ],
    ids=["hang", "crash"],
)
def test_a_page_that_hangs_or_crashes_one_of_several_readers_ends_all_of_them(
    poison: Path, limits: Limits, reasons: set[str]
) -> None:
    with pytest.raises(RejectedDocument) as rejection:
        read_document(poison, None, limits)
    assert rejection.value.reason_code in reasons
    until = time.monotonic() + 20
    while readers_of(poison) and time.monotonic() < until:
        time.sleep(0.2)
    assert readers_of(poison) == []
