"""Forms as other governments head them: each is read whole in every format, by the layouts as they are.

``tests/unseen/<name>.yaml`` describes a form whose headings were seen in the print templates of regional planning and
finance applications; what must be read comes from the description. None has a layout of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.detect import extract
from extractors.frame import rows_frame
from extractors.records import RejectedDocument
from samples.form_drawing import DRAW, PLACE
from samples.forms import read_form
from transforms.document import TypedDocument, transform

UNSEEN = Path(__file__).parent / "unseen"
#: name -> kind, region, year, version, period, office, as a person reads them in the titles
SLICES = {
    "apbd_changed_groups": ("apbd", "33.73", 2024, "perubahan-1", "tahun", None),
    "consistency_form_1": ("rkpd", "35.08", 2026, "murni", "konsistensi", None),
    "e81_counted_lines": ("e81", "34.04", 2024, None, "tw4", "Dinas Perhubungan"),
    "e81_two_quarters": ("e81", "33.71", 2025, None, "tw2", "DINAS SOSIAL"),
    "information_list_columns": ("agreement_list", "35.25", 2024, None, "daftar_informasi", "Dinas Kesehatan"),
    "lkpj_money_only": ("lkpj", "33.10", 2023, None, "tahun", None),
    "lra_by_sub_kegiatan": ("lra", "33.10", 2024, None, "sd_06", "Dinas Perhubungan"),
    "lra_quarter_sheet": ("lra", "33.71", 2024, None, "tw2", "DINAS PERHUBUNGAN"),
    "lra_year_before": ("lra", "33.73", 2022, None, "sd_12", "Dinas Perhubungan"),
    "mapping_two_rows": ("urusan_mapping", "34.02", 2024, None, None, None),
    "penjabaran_one_code": ("apbd", "33.18", 2024, "murni", "tahun", "Dinas Perhubungan"),
    "ppas_by_office": ("kua_ppas", "32.73", 2024, "murni", "tahun", None),
    "ppas_changed": ("kua_ppas", "32.77", 2023, "perubahan-1", "tahun", "Dinas Sosial"),
    "register_kb_pks_table": ("agreement_list", "51", 2022, None, None, None),
    "register_memorandum_beside_pks": ("agreement_list", "34.04", 2022, None, None, None),
    "register_short_names": ("agreement_list", "33.72", None, None, None, None),
    "register_two_rows": ("agreement_list", "33.05", 2023, None, None, None),
    "rka_changed": ("rka", "52", 2021, "perubahan-1", "tahun", "Sekretariat Daerah"),
    "renja_one_indicator": ("renja", "12.09", 2024, "murni", "tahun", "Dinas Perhubungan"),
    "renja_plain_sheet": ("renja", "32.73", 2018, "murni", "tahun", "Dinas Kesehatan"),
    "renstra_code_in_name": ("renstra", "35.05", None, "murni", "tahun", "DINAS PENDIDIKAN"),
    "renstra_counted_years": ("renstra", "75.02", None, "murni", "tahun", "Dinas Perikanan"),
    "rkpd_offices_in_rows": ("rkpd", "33.23", 2025, "murni", "tahun", None),
    "rkpd_priorities": ("rkpd", "35.20", 2024, "murni", "tahun", "Dinas Perhubungan"),
    "rkpd_six_columns": ("rkpd", "33.20", 2023, "murni", "tahun", None),
    "rpjmd_mission_rows": ("rpjmd", "32.11", None, "murni", "tahun", None),
    "tkksd_province": ("tkksd", "64.72", 2023, None, None, None),
}
#: a row without any cell has no place in a PDF
FORMATS = [
    (name, kind) for name in SLICES for kind in ("pdf", "xlsx") if not (kind == "pdf" and name == "lra_quarter_sheet")
]


def test_every_description_is_tested() -> None:
    assert sorted(path.stem for path in UNSEEN.glob("*.yaml")) == sorted(SLICES)


@pytest.mark.parametrize(("name", "kind"), FORMATS)
def test_a_form_in_other_words_is_read_row_by_row_and_says_of_what_it_is(name: str, kind: str, tmp_path: Path) -> None:
    expected, typed, rows = _read(name, kind, tmp_path)
    kinds = dict(zip(typed.frames["raw_row"]["source_row_id"], typed.frames["raw_row"]["row_kind"], strict=True))
    items = typed.frames.get("line_item")
    levels = {} if items is None else dict(zip(items["source_row_id"], items["level"], strict=True))
    columns = {name for row in expected for name in row} - set(PLACE)
    seen = [
        {"block": row["block"], "row_kind": kinds[row["source_row_id"]], "level": levels.get(row["source_row_id"], "")}
        | {name: row[f"v_{name}"] or "" for name in columns}
        for row in rows
    ]
    wanted = [
        {"block": row["block"], "row_kind": row["row_kind"], "level": row["level"]}
        | {name: row.get(name, "") for name in columns}
        for row in expected
    ]
    assert seen == wanted
    first = typed.frames["document_slice"].iloc[0]
    year = first["fiscal_year"]
    found = (typed.kind, first["region_code"], None if year is None else int(year), first["version"], first["period"])
    assert (*found, first["skpd_name"]) == SLICES[name]
    assert list(typed.frames["quarantine"]["detail"]) == []
    ties = typed.frames.get("tie_out")
    assert ties is None or bool(ties["holds"].all())


def test_the_year_before_is_no_realisation_of_the_reported_year(tmp_path: Path) -> None:
    _, typed, _ = _read("lra_year_before", "xlsx", tmp_path)
    amounts = typed.frames["line_amount"].groupby(["measure", "fiscal_year", "period"])["amount_sen"].max()
    billions = {
        ("anggaran", 2022, "tahun"): 1_500_000_000,
        ("realisasi", 2022, "sd_12"): 1_200_000_000,
        ("realisasi_tahun_lain", 2021, "sd_12"): 900_000_000,
    }
    assert amounts.to_dict() == {key: rupiah * 100 for key, rupiah in billions.items()}


def test_counted_years_are_those_of_the_title(tmp_path: Path) -> None:
    _, typed, _ = _read("renstra_counted_years", "xlsx", tmp_path)
    pagu = typed.frames["line_amount"].query("measure == 'pagu_indikatif'")
    by_year = {int(year): set(own["amount_sen"]) for year, own in pagu.groupby("fiscal_year")}
    millions = {2022: 50, 2023: 60, 2024: 70, 2025: 80, 2026: 90}
    assert by_year == {year: {amount * 1_000_000 * 100} for year, amount in millions.items()}


def test_counted_years_without_a_span_in_the_title_are_refused(tmp_path: Path) -> None:
    form = read_form(UNSEEN / "renstra_counted_years.yaml")
    titles = tuple(title.replace("2022-2026", "2022") for title in form.parts[0].titles)
    form = form.model_copy(update={"parts": (form.parts[0].model_copy(update={"titles": titles}),)})
    DRAW["xlsx"](form, tmp_path / "renstra.xlsx")
    with pytest.raises(RejectedDocument, match="rentang tahun") as refused:
        transform(extract(tmp_path / "renstra.xlsx"), None)
    assert refused.value.reason_code == "unidentified"


def test_lines_of_a_regions_table_belong_to_the_office_named_above_them(tmp_path: Path) -> None:
    _, typed, _ = _read("rkpd_offices_in_rows", "pdf", tmp_path)
    offices = typed.frames["document_slice"][["skpd_code", "skpd_name"]].values.tolist()
    assert offices == [
        [None, None],
        ["1.01.0.00.0.00.01.0000", "Dinas Pendidikan"],
        ["1.02.0.00.0.00.01.0000", "Dinas Kesehatan"],
    ]


def test_an_office_with_its_sum_alone_is_no_complete_slice(tmp_path: Path) -> None:
    _, typed, _ = _read("ppas_by_office", "pdf", tmp_path)
    slices = typed.frames["document_slice"][["skpd_name", "is_complete"]].values.tolist()
    assert slices == [[None, True], ["Dinas Pendidikan", False], ["Dinas Kesehatan", False], ["RSUD Kota", False]]


def _read(name: str, kind: str, folder: Path) -> tuple[list[dict[str, object]], TypedDocument, list[dict[str, object]]]:
    form = read_form(UNSEEN / f"{name}.yaml").model_copy(update={"format": kind})
    path = folder / f"{name}.{kind}"
    expected = DRAW[kind](form, path)
    extraction = extract(path)
    rows = rows_frame(extraction).query("zone != 'outside'").to_dict("records")
    return expected, transform(extraction, None), rows
