"""The demonstration's documents: the same bytes each time, sums that tie, every headline played at least once."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

import config
from config.regions import load_enrolments
from samples import DEMO_AS_OF, REGIONS_DIR, load_cases, write_samples
from samples.apbd import office_rows as apbd_rows
from samples.e81_figures import office_rows as e81_rows
from samples.plan import load_account_names, load_names, load_plan
from samples.printed import PrintedRow
from samples.registers import load_registers
from samples.rkpd import CODES
from samples.rkpd import office_rows as rkpd_rows

# domain.md, section 6
HEADLINES = {
    "TIDAK_VALID", "TANGGAL_TIDAK_JELAS", "BELUM_BERLAKU", "DIAKHIRI", "KEDALUWARSA_TETAP_DIANGGARKAN", "KEDALUWARSA",
    "DI_LUAR_APBD", "DIREALISASI", "DIANGGARKAN", "DIHAPUS_DI_PERUBAHAN", "DI_RKPD_TIDAK_DI_APBD",
    "DI_RKPD_MENUNGGU_APBD", "MENUNGGU_PUTUSAN", "BELUM_DAPAT_DINILAI", "DITANDATANGANI_TANPA_PKS", "TANPA_PROGRAM",
}  # fmt: skip
APBD_CODES = tuple(f"code_{cell}" for cell in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12))


def test_samples_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = write_samples(tmp_path / "a"), write_samples(tmp_path / "b")
    assert [document.path.read_bytes() for document in first] == [document.path.read_bytes() for document in second]


def test_the_inbox_holds_each_kind_of_document_and_two_meant_to_be_refused(tmp_path: Path) -> None:
    documents = write_samples(tmp_path / "inbox")
    assert {document.kind for document in documents} == {
        "agreement_list", "rpjmd", "renstra", "rkpd", "kua_ppas", "apbd", "e81", "lra", "tkksd", "urusan_mapping",
    }  # fmt: skip
    refused = {document.reason_code for document in documents if document.intended == "quarantined"}
    assert refused == {"scanned", "damaged"}
    assert sorted(document.path for document in documents) == sorted((tmp_path / "inbox").iterdir())
    assert sum(document.path.stat().st_size for document in documents) < 3_000_000


def test_every_headline_is_played_at_least_once() -> None:
    assert {case.status for case in load_cases()} - {None} == HEADLINES
    assert any("tanpa_rkpd" in case.flags for case in load_cases())
    assert any(case.anggaran == "hanya_fasilitasi" for case in load_cases())


def test_every_case_names_a_printed_agreement_once() -> None:
    registers = load_registers()
    printed = {(region, str(row["no"])) for region, register in registers.items() for row in register.agreements}
    keys = [(case.register, case.no, case.party, case.year) for case in load_cases()]
    assert len(keys) == len(set(keys))
    assert {(register, no) for register, no, _, _ in keys} <= printed
    city = {(no, year) for register, no, party, year in keys if register == party == "64.71"}
    assert city == {(str(no), year) for no in range(1, 28) for year in (2024, 2025, 2026)}


def test_the_demo_is_judged_on_a_fixed_day() -> None:
    assert dt.date(2025, 12, 31) == DEMO_AS_OF


def test_the_enrolled_offices_are_those_that_print() -> None:
    enrolments = load_enrolments(REGIONS_DIR)
    for code, region in load_plan().regions.items():
        assert [(office.skpd_code, office.name) for office in enrolments[code].offices] == [
            (office.code, office.name) for office in region.offices
        ]


def test_names_of_lines_come_from_the_official_nomenclature() -> None:
    path = Path(config.__file__).parent / "reference" / "nomenclature.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        official = {(row["code"], row["name"]) for row in csv.DictReader(stream)}
    assert set(load_names().items()) <= official
    used = {line.code for region in load_plan().regions.values() for office in region.offices for line in office.lines}
    assert used <= set(load_names())
    assert {code for profile in load_plan().accounts.values() for code in profile} <= set(load_account_names())


def _printed(text: str) -> int:
    """Rupiah printed with points or commas as thousands; brackets are negative."""
    digits = int("".join(character for character in text.strip("()").removesuffix(",00") if character.isdigit()))
    return -digits if text.startswith("(") else digits


def _broken_sums(rows: Sequence[PrintedRow], codes: Sequence[str], money: str) -> list[tuple[str, int, int]]:
    """(code, printed, summed) of every parent whose direct children add up to something else."""
    amounts = {
        ".".join(row.values[cell] for cell in codes if row.values.get(cell)): _printed(row.values[money])
        for row in rows
        if row.kind == "line"
    }
    broken = []
    for code, amount in amounts.items():
        below = [other for other in amounts if other.startswith(f"{code}.")]
        children = [c for c in below if not any(c.startswith(f"{o}.") for o in below if o != c)]
        summed = sum(amounts[child] for child in children)
        if children and summed != amount:
            broken.append((code, amount, summed))
    return broken


@pytest.mark.parametrize(("region", "year"), [("64.71", 2024), ("64.71", 2025), ("64.09", 2024), ("64.09", 2025)])
def test_parents_of_an_rkpd_carry_the_sums_of_their_children(region: str, year: int) -> None:
    plan = load_plan()
    for office in plan.regions[region].offices:
        for money in ("pagu", "pagu_next"):
            assert _broken_sums(rkpd_rows(plan, office, year), CODES, money) == []


def test_sums_of_the_budgets_tie_but_for_the_one_misprint() -> None:
    plan = load_plan()
    broken = []
    for region in plan.regions.values():
        for version, moneys in (("murni", ("anggaran",)), ("perubahan", ("before", "after", "diff"))):
            for year in region.decrees[version]:
                for office in region.offices:
                    rows = apbd_rows(plan, region, office, year, version)
                    for money in moneys:
                        found = _broken_sums(rows, APBD_CODES, money)
                        broken += [(region.code, version, year, money, *each) for each in found]
    # the kegiatan prints 5,478,600,000 for a sub kegiatan of 5,487,600,000; its programme has the right sum
    kegiatan = ("64.71", "perubahan", 2024, "after", "3.30.03.2.01", 5_478_600_000, 5_487_600_000)
    program = ("64.71", "perubahan", 2024, "after", "3.30.03", 5_487_600_000, 5_478_600_000)
    assert sorted(broken) == sorted([kegiatan, program])


def test_after_less_before_is_the_printed_difference_but_for_the_one_misprint() -> None:
    plan = load_plan()
    region = plan.regions["64.71"]
    wrong = [
        row.values["name"]
        for year in region.decrees["perubahan"]
        for office in region.offices
        for row in apbd_rows(plan, region, office, year, "perubahan")
        if _printed(row.values["after"]) - _printed(row.values["before"]) != _printed(row.values["diff"])
    ]
    assert wrong == [load_names()["3.30.03.2.01"]]


def test_quarters_of_the_e81_add_up_and_one_figure_is_a_thousand_times_its_budget() -> None:
    plan = load_plan()
    region = plan.regions["64.71"]
    far_above = []
    for office in region.offices:
        for row in e81_rows(plan, region, office, 2024, 4):
            if "rp7" not in row.values:
                continue
            quarters = sum(_printed(row.values[name]) for name in ("rp8", "rp9", "rp10", "rp11"))
            assert quarters == _printed(row.values["rp12"])
            if row.level == "sub_kegiatan" and quarters > _printed(row.values["rp7"]):
                far_above.append((row.values["name"], quarters // _printed(row.values["rp7"])))
    assert far_above == [("Pengelolaan Jaminan Kesehatan Masyarakat", 980)]
