"""The way docs/layouts.md describes, from a refused file to loaded agreements, followed word by word."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from config.layout import LAYOUT_DIR, Layout, load_layouts
from extractors.detect import extract, read
from extractors.draft import Draft, draft_layout
from extractors.records import RejectedDocument
from samples.form_model import Form
from samples.forms import draw_form
from transforms.document import transform

PAGE = (Path(__file__).parents[1] / "docs" / "layouts.md").read_text(encoding="utf-8")


def fenced(label: str) -> str:
    found = re.search(rf"^```{label}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/layouts.md has no block ```{label}"
    return found[1]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "naskah.csv"
    path.write_text(fenced("csv"), encoding="utf-8")
    return path


def layouts_with(tmp_path: Path, text: str) -> dict[str, Layout]:
    folder = tmp_path / "layouts"
    shutil.copytree(LAYOUT_DIR, folder)
    (folder / "naskah.yaml").write_text(text, encoding="utf-8")
    return load_layouts(folder)


def drafted(document: Path) -> Draft:
    draft = draft_layout(read(document), load_layouts())
    assert draft is not None
    return draft


def test_the_file_of_the_example_is_refused_with_the_headings_nobody_knows(document: Path) -> None:
    with pytest.raises(RejectedDocument, match="Rekan Kerja Sama"):
        extract(document)


def test_the_draft_is_the_one_shown_and_reads_the_file_as_it_stands(document: Path, tmp_path: Path) -> None:
    draft = drafted(document)
    assert yaml.safe_load(draft.yaml) == yaml.safe_load(fenced("yaml draft"))
    assert draft.unknown == ["Rekan Kerja Sama", "Lamanya", "Warna Map"]
    extraction = extract(document, layouts_with(tmp_path, draft.yaml))
    assert [row.values["signed_date"] for row in extraction.rows] == ["3 Maret 2023", "12 Juni 2024"]


def test_the_finished_layout_loads_every_agreement(document: Path, tmp_path: Path) -> None:
    extraction = extract(document, layouts_with(tmp_path, fenced("yaml layout")))
    frames = transform(extraction, None).frames
    records = frames["agreement_record"]
    assert records[["partner_printed", "term_printed", "instrument"]].to_numpy().tolist() == [
        ["Kabupaten Bulungan", "3 tahun", "KB"],
        ["PT Contoh", "1 tahun", "PKS"],
    ]
    assert set(records["region_code"]) == {"65.71"} and frames["quarantine"].empty


def test_the_described_sample_is_the_file_of_the_example(tmp_path: Path) -> None:
    sample = draw_form(Form.model_validate(yaml.safe_load(fenced("yaml form"))), tmp_path)
    assert sample.read_text(encoding="utf-8") == fenced("csv")


def test_a_document_without_any_known_word_is_drafted_with_every_heading_a_column(tmp_path: Path) -> None:
    path = tmp_path / "lain.csv"
    path.write_text("Zat,Ambang,Satuan kadar\nHalon,1,kg\nTimbal,20,kg\n", encoding="utf-8")
    draft = drafted(path)
    assert draft.nearest is None
    assert list(yaml.safe_load(draft.yaml)["columns"]) == ["column_1", "column_2", "column_3"]
