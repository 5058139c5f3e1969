"""The golden samples described in form.yaml: drawn as kept, and read row by row as described."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractors.detect import extract
from extractors.frame import rows_frame
from samples.forms import DESCRIPTION, PLACE, draw_form, read_form
from transforms.document import transform

GOLDEN = Path(__file__).parent / "golden"
FORMS = sorted(path.parent.name for path in GOLDEN.glob(f"*/{DESCRIPTION}"))
TYPED = "urusan_mapping", "tkksd", "agreement_record"


def sample_of(layout_id: str) -> Path:
    return next((GOLDEN / layout_id).glob("sample.*"))


def expected_of(layout_id: str) -> list[dict[str, str]]:
    with (GOLDEN / layout_id / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("layout_id", FORMS)
def test_a_form_is_read_row_by_row_as_described(layout_id: str) -> None:
    extraction = extract(sample_of(layout_id))
    assert extraction.layout.id == layout_id
    frames = transform(extraction, None).frames
    kinds = dict(zip(frames["raw_row"]["source_row_id"], frames["raw_row"]["row_kind"], strict=True))
    levels = _levels(frames)
    expected = expected_of(layout_id)
    columns = [name for name in expected[0] if name not in PLACE]
    seen = [
        {name: str(row[name] if row[name] is not None else "") for name in PLACE if name not in ("row_kind", "level")}
        | {"row_kind": kinds[row["source_row_id"]], "level": levels.get(row["source_row_id"], "")}
        | {name: row[f"v_{name}"] or "" for name in columns}
        for row in rows_frame(extraction).query("zone != 'outside'").to_dict("records")
    ]
    assert seen == [{name: row[name] for name in seen[0]} for row in expected]


@pytest.mark.parametrize("layout_id", FORMS)
def test_every_line_of_a_form_becomes_a_typed_row_and_none_is_refused(layout_id: str) -> None:
    frames = transform(extract(sample_of(layout_id)), None).frames
    lines = frames["raw_row"].query("row_kind == 'line'")["source_row_id"]
    typed = {row for name in ("line_item", *TYPED) if name in frames for row in frames[name]["source_row_id"]}
    assert set(lines) <= typed
    assert list(frames["quarantine"]["reason_code"]) == []
    ties = frames.get("tie_out")
    assert ties is None or bool(ties["holds"].all())


@pytest.mark.parametrize("layout_id", FORMS)
def test_a_form_is_kept_as_its_description_draws_it(layout_id: str, tmp_path: Path) -> None:
    sample = draw_form(read_form(GOLDEN / layout_id / DESCRIPTION), tmp_path)
    for drawn, kept in (
        (sample, sample_of(layout_id)),
        (tmp_path / "expected.csv", GOLDEN / layout_id / "expected.csv"),
    ):
        assert drawn.read_bytes() == kept.read_bytes(), kept


def _levels(frames: dict[str, object]) -> dict[str, str]:
    items = frames.get("line_item")
    return {} if items is None else dict(zip(items["source_row_id"], items["level"], strict=True))  # type: ignore[index]
