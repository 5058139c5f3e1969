"""JSON records are the table that the same rows make as CSV; other JSON is refused with what to do."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extractors.detect import extract
from extractors.json_records import read_json_records
from extractors.records import RejectedDocument
from extractors.spreadsheet import read_spreadsheet
from transforms.document import transform

REAL = Path(__file__).parents[2] / "../shared/data/budget/tegal_sipd_realisasi_2025_01.json"
EXPORT = Path(__file__).parents[1] / "golden" / "sipd_realisation" / "sample.csv"


def test_records_make_the_lines_and_amounts_of_the_same_rows_as_csv(tmp_path: Path) -> None:
    with EXPORT.open(encoding="utf-8", newline="") as stream:
        records = list(csv.DictReader(stream))
    for record in records:  # as SIPD exports them: first the code and the name of the office
        record |= {name: record.pop(name) for name in ("nama_daerah", "tahun")}
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"status": True, "data": records}), encoding="utf-8")
    read = [transform(extract(file), None).frames for file in (path, EXPORT)]
    for frame, columns in (("line_item", ["code", "name", "skpd_name"]), ("line_amount", ["measure", "amount_sen"])):
        assert read[0][frame][columns].values.tolist() == read[1][frame][columns].values.tolist()


@pytest.mark.real
def test_a_real_export_gives_a_line_per_sub_kegiatan_and_loses_no_rupiah() -> None:
    if not REAL.exists():
        pytest.skip(f"{REAL} tidak ada")
    records = json.loads(REAL.read_text(encoding="utf-8"))
    manifest = {"region_code": "33.76", "kind": "lra", "fiscal_year": "2025", "period": "sd_01"}
    frames = transform(extract(REAL), manifest).frames
    amounts = frames["line_amount"].query("measure == 'realisasi'")["amount_sen"]
    assert sum(amounts) == 100 * sum(record["nilai_realisasi"] for record in records)
    printed = {(record["kode_skpd"], record["kode_sub_giat"]) for record in records}
    assert set(map(tuple, frames["line_item"][["skpd_code", "code"]].values)) == printed
    assert len(frames["line_item"]) == len(printed)


def test_every_record_is_a_row_with_its_numbers_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"kode": "1.01", "nilai": 12345678901234567.10, "ada": true}, {"kode": null, "lain": "x\\n y"}]')
    assert read_json_records(path) == [
        ["kode", "nilai", "ada", "lain"],
        ["1.01", "12345678901234567.10", "TRUE", ""],
        ["", "", "", "x y"],
    ]
    reading = read_spreadsheet(path, "doc")
    assert (reading.format, reading.parts[0].sheet) == ("json", "json")
    assert [row.sheet_row for row in reading.parts[0].tables[0].rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"kode": 1}', "unsupported_format"),
        ('{"a": [{"x": 1}], "b": [{"x": 2}]}', "unsupported_format"),
        ('[{"kode": {"x": 1}}]', "unsupported_format"),
        ("[[1, 2], [3, 4]]", "unsupported_format"),
        ('[{"kode": 1}, {"kode": 2', "damaged"),
        ('[{"kode": 1, "kode": 2}]', "damaged"),
        ("[" * 100_000, "damaged"),
        ("[]", "empty_file"),
    ],
)
def test_other_json_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(RejectedDocument) as refused:
        read_spreadsheet(path, "doc")
    assert refused.value.reason_code == reason
