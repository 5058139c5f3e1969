"""Enrolments and due dates: what is shipped, and what is refused."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from config.calendar import Calendar, load_calendar
from config.regions import RegionEnrolment, load_enrolments

TOLD = {"region_code": "64.09", "name": "Kabupaten Contoh", "years": [2024, 2025], "offices": [{"name": "Setda"}]}


def write(folder: Path, name: str, told: dict[str, object]) -> None:
    (folder / name).write_text(yaml.safe_dump(told), encoding="utf-8")


def test_the_shipped_regions_load() -> None:
    balikpapan = load_enrolments()["64.71"]
    assert balikpapan.level == "kabkota"
    assert len(balikpapan.offices_in(2024)) == 34
    assert balikpapan.offices_in(2023) == ()


@pytest.mark.real
def test_offices_of_balikpapan_are_those_its_e81_prints(shared_data: Path) -> None:
    with (shared_data / "budget/truth/e81_2024_opd_totals.csv").open(encoding="utf-8") as file:
        printed = [row["opd"] for row in csv.DictReader(file) if not row["duplicate_of_block"]]
    assert [office.name for office in load_enrolments()["64.71"].offices_in(2024)] == printed


def test_regions_load_from_any_folder_in_code_order(tmp_path: Path) -> None:
    write(tmp_path, "64.71.yaml", TOLD | {"region_code": "64.71"})
    write(tmp_path, "64.yaml", TOLD | {"region_code": "64"})
    found = load_enrolments(tmp_path)
    assert [(code, each.level) for code, each in found.items()] == [("64", "provinsi"), ("64.71", "kabkota")]


def test_a_file_must_be_named_for_its_region(tmp_path: Path) -> None:
    write(tmp_path, "64.71.yaml", TOLD)
    with pytest.raises(ValueError, match="named for its region code"):
        load_enrolments(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"region_code": "6409"},
        {"years": []},
        {"ofices": []},
        {"thresholds": {"realisasi_selesai_pct": 101}},
        {"thresholds": {"accept_d_probability": 0}},
        {"documents": ["perda"]},
        {"perubahan_years": [2020]},
        {"offices": [{"name": "Setda", "years": [2020]}]},
        {"offices": [{"name": "Setda"}, {"name": "SETDA"}]},
        {"offices": [{"name": "Setda", "skpd_code": "4-01"}]},
    ],
)
def test_a_wrong_enrolment_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RegionEnrolment.model_validate(TOLD | wrong)


def test_offices_exist_in_their_years_only() -> None:
    offices = [{"name": "Dinas Lama", "years": [2024]}, {"name": "Dinas Baru", "years": [2025]}, {"name": "Setda"}]
    enrolment = RegionEnrolment.model_validate(TOLD | {"offices": offices})
    assert [office.name for office in enrolment.offices_in(2024)] == ["Dinas Lama", "Setda"]
    assert [office.name for office in enrolment.offices_in(2025)] == ["Dinas Baru", "Setda"]


def test_likeness_is_never_accepted_by_rule_unless_a_region_says_so() -> None:
    assert RegionEnrolment.model_validate(TOLD).thresholds.accept_d_probability is None


def due(
    regime: str, level: str, kind: str, year: int, version: str | None = "murni", period: str | None = None
) -> date:
    rules = [
        rule
        for rule in load_calendar().rules(regime, level)
        if (rule.kind, rule.version, rule.period) == (kind, version, period)
    ]
    assert len(rules) == 1
    return rules[0].due_date(year)


def test_due_dates_of_both_regimes() -> None:
    """KUA-PPAS agreed week I of August (older: end of July), APBD 31 December, RKPD end of June (older: May)."""
    assert due("pp_12_2019", "kabkota", "kua_ppas", 2025) == date(2024, 8, 7)
    assert due("permendagri_13_2006", "kabkota", "kua_ppas", 2015) == date(2014, 7, 31)
    assert due("pp_12_2019", "provinsi", "rkpd", 2025) == date(2024, 6, 30)
    assert due("permendagri_13_2006", "provinsi", "rkpd", 2015) == date(2014, 5, 31)
    assert due("pp_12_2019", "kabkota", "apbd", 2025) == date(2024, 12, 31)
    assert due("pp_12_2019", "kabkota", "lkpj", 2024, None, "tahun") == date(2025, 3, 31)


def test_a_kabkota_plans_after_its_province() -> None:
    assert due("pp_12_2019", "kabkota", "rkpd", 2025) > due("pp_12_2019", "provinsi", "rkpd", 2025)


def test_every_year_has_exactly_one_regime() -> None:
    assert {load_calendar().regime_of(year) for year in range(2006, 2040)} == {"permendagri_13_2006", "pp_12_2019"}


def test_general_knowledge_is_marked_unverified() -> None:
    assert {rule.kind for rule in load_calendar().due if rule.verified} == {"kua_ppas", "apbd", "lkpj"}


def test_a_doubled_or_unknown_rule_is_refused() -> None:
    told = load_calendar().model_dump()
    with pytest.raises(ValidationError, match="two due dates"):
        Calendar.model_validate(told | {"due": [*told["due"], told["due"][0]]})
    stranger = told["due"][0] | {"regimes": ["undang_undang_baru"], "kind": "dpa"}
    with pytest.raises(ValidationError, match="unknown regimes"):
        Calendar.model_validate(told | {"due": [stranger]})
    with pytest.raises(LookupError):
        load_calendar().rules("undang_undang_baru", "kabkota")
