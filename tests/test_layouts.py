"""Every layout has a golden sample, and every golden sample is read by its own layout and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.layout import load_layouts
from extractors.detect import judge_layouts, read

GOLDEN = Path(__file__).parent / "golden"
LAYOUTS = load_layouts()


@pytest.mark.parametrize("layout_id", sorted(LAYOUTS))
def test_a_layout_has_a_golden_sample_with_expected_rows(layout_id: str) -> None:
    folder = GOLDEN / layout_id
    assert list(folder.glob("sample.*")), f"tests/golden/{layout_id}/sample.* is missing"
    assert (folder / "expected.csv").is_file(), f"tests/golden/{layout_id}/expected.csv is missing"


@pytest.mark.parametrize(
    "sample", sorted(GOLDEN.glob("*/sample*.*")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_a_golden_sample_fits_its_own_layout_only(sample: Path) -> None:
    fitting = [candidate.layout.id for candidate in judge_layouts(read(sample)) if candidate.reason is None]
    assert fitting == [sample.parent.name]
