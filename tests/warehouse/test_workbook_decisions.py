"""The whole circle: published, filled in, returned, read, applied, and shown as decided in the next workbook."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from workbook_world import World, build_world

from extractors.detect import extract
from transforms.document import transform
from warehouse import read
from warehouse.expectations import check_document

ANSWERS = ("Putusan", "Penelaah", "Tanggal Putusan", "Catatan Penelaah")
OFFICE = "Bagian Kerja Sama"
MORNING, NOON = dt.datetime(2025, 4, 1, 8, 30), dt.datetime(2025, 4, 1, 12, 0)
CARRYING, SHORE, LANDFILL = "2.11.11.2.01.0012", "2.11.11.2.01.0099", "2.11.11.2.01.0007"


class Returned:
    """A published workbook in the hands of a reviewer."""

    def __init__(self, published: Path, target: Path, sheet: str = "Putusan") -> None:
        self.target, self.book = target, load_workbook(published)
        self.sheet: Worksheet = self.book[sheet]
        self.header = next(row for row in range(1, 30) if self.sheet.cell(row, 1).value == "No")
        self.columns = {cell.value: cell.column for cell in self.sheet[self.header]}

    def rows(self) -> dict[tuple[str, str], int]:
        """(title, code of the line) -> sheet row of the queue."""
        found = {}
        for row in range(self.header + 1, self.sheet.max_row):
            title = self.value(row, "Judul Naskah")
            if title is not None:
                found[title, str(self.value(row, "Kode / No. Baris"))] = row
        return found

    def value(self, row: int, heading: str) -> Any:
        return self.sheet.cell(row, self.columns[heading]).value

    def row_of(self, title: str, code: str) -> int:
        return next(
            row for (name, line), row in self.rows().items() if name.startswith(title) and line.startswith(code)
        )

    def empty_row(self) -> int:
        return max(self.rows().values(), default=self.header) + 2

    def answer(self, row: int, *answers: object) -> None:
        for heading, answer in zip(ANSWERS, answers, strict=False):
            self.sheet.cell(row, self.columns[heading]).value = answer

    def add(self, agreement_key: str, line_key: str, *answers: object, below: int = 0) -> int:
        row = self.empty_row() + below
        self.sheet.cell(row, self.columns["Kunci Naskah"]).value = agreement_key
        self.sheet.cell(row, self.columns["Kunci Baris"]).value = line_key
        self.answer(row, *answers)
        return row

    def save(self) -> Path:
        self.target.parent.mkdir(exist_ok=True)
        self.book.save(self.target)
        return self.target


@pytest.fixture
def world(sqlite_engine: Engine) -> World:
    return build_world(sqlite_engine)


@pytest.fixture
def returned(world: World, tmp_path: Path) -> Returned:
    return Returned(world.publish(tmp_path / "out"), tmp_path / "masuk" / "dari bagian hukum.xlsx")


def keys_of(book: Any, sheet_name: str, heading: str, where: str, text: str) -> str:
    sheet = book[sheet_name]
    columns = {cell.value: cell.column for row in sheet.iter_rows(min_row=1, max_row=10) for cell in row}
    for row in range(2, sheet.max_row + 1):
        if str(sheet.cell(row, columns[where]).value or "").startswith(text):
            return str(sheet.cell(row, columns[heading]).value)
    raise KeyError(text)


def test_decisions_are_applied_in_every_year_and_shown_in_the_next_workbook(
    world: World, returned: Returned, tmp_path: Path
) -> None:
    returned.answer(returned.row_of("Penanganan", CARRYING), "sesuai", OFFICE, dt.date(2025, 4, 1), "sudah dibahas")
    returned.answer(returned.row_of("Penanganan", SHORE), "tidak_sesuai", OFFICE, dt.date(2025, 4, 1))
    assert world.bring(returned.save()).empty
    world.settle()
    links = world.links()
    for year in (2024, 2025):
        assert links["angkut", CARRYING, year] == ("accepted", "C", "person")
        assert links["angkut", SHORE, year][::2] == ("rejected", "person")
    again = Returned(world.publish(tmp_path / "next"), tmp_path / "x.xlsx")
    shown = again.value(again.row_of("Penanganan", CARRYING), "Putusan Sebelumnya")
    assert shown == "sesuai (Bagian Kerja Sama, 01/04/2025): sudah dibahas"
    assert again.value(again.row_of("Penanganan", SHORE), "Putusan Sebelumnya").startswith("tidak_sesuai")
    assert all(again.value(row, "Putusan") is None for row in again.rows().values())


def test_what_is_still_open_comes_before_what_is_decided(world: World, returned: Returned, tmp_path: Path) -> None:
    first = min(returned.rows().values())
    returned.answer(first, "sesuai", OFFICE, dt.date(2025, 4, 1))
    world.bring(returned.save())
    world.settle()
    again = Returned(world.publish(tmp_path / "next"), tmp_path / "x.xlsx")
    said = [again.value(row, "Putusan Sebelumnya") for row in sorted(again.rows().values())]
    assert said[-1].startswith("sesuai") and set(said[:-1]) == {"belum diputuskan"}


def test_a_missed_link_is_added_from_the_keys_that_the_workbook_prints(world: World, returned: Returned) -> None:
    agreement = keys_of(returned.book, "Rekonsiliasi", "Kunci naskah", "Judul naskah", "Pemenuhan")
    line = keys_of(returned.book, "Daftar Baris", "Kunci baris", "Kode / No. tercetak", SHORE)
    returned.add(agreement, line, "tambah", OFFICE, "02/04/2025")
    assert world.bring(returned.save()).empty
    world.settle()
    assert world.links()["sapi", SHORE, 2025] == ("accepted", "C", "person")


def test_an_accepted_link_is_taken_back_by_its_keys_in_bukti(world: World, returned: Returned) -> None:
    agreement = keys_of(returned.book, "Bukti", "Kunci naskah", "Keadaan", "diterima")
    line = keys_of(returned.book, "Bukti", "Kunci baris", "Keadaan", "diterima")
    returned.add(agreement, line, "tidak_sesuai", OFFICE, "02/04/2025")
    assert world.bring(returned.save()).empty
    world.settle()
    assert world.links()["sampah", LANDFILL, 2024][::2] == ("rejected", "person")


def test_of_two_returned_workbooks_the_later_decision_holds_whatever_comes_first(
    world: World, returned: Returned, tmp_path: Path
) -> None:
    row = returned.row_of("Penanganan", CARRYING)
    returned.answer(row, "tidak_sesuai", OFFICE, NOON)
    late = returned.save()
    returned.target = tmp_path / "masuk" / "lebih awal.xlsx"
    returned.answer(row, "sesuai", OFFICE, MORNING)
    early = returned.save()
    for path in (late, early):
        world.bring(path)
    world.settle()
    assert world.links()["angkut", CARRYING, 2024][0] == "rejected"
    assert sorted(read.read_decisions(world.engine)["decided_at"]) == [MORNING, NOON]


def test_a_returned_workbook_without_a_verdict_is_loaded_and_decides_nothing(world: World, returned: Returned) -> None:
    typed = transform(extract(returned.save()), None)
    assert typed.frames["decision"].empty and typed.frames["quarantine"].empty
    rows = typed.frames["raw_row"]
    assert set(rows["row_kind"]) <= {"not_relevant", "blank"}
    assert set(rows["sheet"]) >= {"Putusan", "Rekonsiliasi", "Bukti"}


def test_rows_that_are_wrong_cost_only_themselves(world: World, returned: Returned) -> None:
    rows = sorted(returned.rows().values())
    returned.answer(rows[0], "setuju", OFFICE, dt.date(2025, 4, 1))
    returned.answer(rows[1], "sesuai", None, dt.date(2025, 4, 1))
    returned.add("0123abcd" * 4, "4567cdef" * 4, "tambah", OFFICE, dt.date(2025, 4, 1), below=0)
    quarantine = world.bring(returned.save())
    assert quarantine["reason_code"].tolist() == ["verdict_unknown", "reviewer_missing"]
    assert [int(re.findall(r"baris (\d+)", text)[0]) for text in quarantine["detail"]] == rows[:2]
    assert len(read.read_decisions(world.engine)) == 1


def test_many_wrong_rows_do_not_refuse_the_right_ones(returned: Returned) -> None:
    for number in range(12):
        returned.add("0123abcd" * 4, "4567cdef" * 4, "tambah", None, dt.date(2025, 4, 1), below=number)
    returned.answer(returned.row_of("Penanganan", CARRYING), "sesuai", OFFICE)
    typed = transform(extract(returned.save()), None)
    assert check_document(typed.kind, typed.frames).passed
    assert len(typed.frames["decision"]) == 1 and len(typed.frames["quarantine"]) == 13


def test_the_sheet_alone_in_another_format_is_recognised(world: World, returned: Returned, tmp_path: Path) -> None:
    for name in returned.book.sheetnames:
        if name != "Putusan":
            del returned.book[name]
    returned.sheet.title = "Lembar kerja 1"
    returned.answer(returned.row_of("Penanganan", CARRYING), "Tidak Sesuai", OFFICE, "1 April 2025")
    assert world.bring(returned.save()).empty
    assert read.read_decisions(world.engine)["verdict"].tolist() == ["tidak_sesuai"]


def test_a_decision_about_a_line_that_is_gone_stays_in_sight(world: World, returned: Returned, tmp_path: Path) -> None:
    agreement = keys_of(returned.book, "Rekonsiliasi", "Kunci naskah", "Judul naskah", "Pemenuhan")
    returned.add(agreement, "0123abcd" * 4, "tambah", OFFICE, "02/04/2025")
    world.bring(returned.save())
    world.settle()
    again = Returned(world.publish(tmp_path / "next"), tmp_path / "x.xlsx")
    row = again.row_of("Pemenuhan", "None")
    assert "tidak ditemukan lagi" in again.value(row, "Tempat dalam Dokumen")
    assert again.value(row, "Putusan Sebelumnya").startswith("tambah")


def test_scope_and_ties_of_agreements_are_decided_on_their_own_sheet(world: World, tmp_path: Path) -> None:
    returned = Returned(world.publish(tmp_path / "out"), tmp_path / "scope.xlsx", "Putusan Naskah")
    key = keys_of(returned.book, "Rekonsiliasi", "Kunci naskah", "Judul naskah", "Pemenuhan")
    other = keys_of(returned.book, "Rekonsiliasi", "Kunci naskah", "Judul naskah", "Penanganan")
    for below, (subject, value) in enumerate((("cakupan", "tanpa_biaya"), ("induk", other))):
        row = returned.header + 1 + below
        for heading, text in (("Hal", subject), ("Nilai", value), ("Kunci Naskah", key)):
            returned.sheet.cell(row, returned.columns[heading]).value = text
        returned.answer(row, "sesuai", OFFICE, dt.date(2025, 4, 1))
    assert world.bring(returned.save()).empty
    decisions = read.read_decisions(world.engine).sort_values("subject")
    assert decisions[["subject", "value"]].values.tolist() == [
        ["cakupan", "tanpa_biaya"],
        ["induk", other.replace("-", "")],
    ]
    again = Returned(world.publish(tmp_path / "next"), tmp_path / "x.xlsx", "Putusan Naskah")
    shown = {
        again.value(row, "Hal"): again.value(row, "Putusan Sebelumnya")
        for row in range(again.header + 1, again.sheet.max_row)
        if again.value(row, "Judul Naskah") is not None
    }
    assert shown["cakupan"] == shown["induk"] == "sesuai (Bagian Kerja Sama, 01/04/2025)"


def test_answers_are_chosen_from_a_list(returned: Returned) -> None:
    rules = {rule.type: rule for rule in returned.sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == '"sesuai,tidak_sesuai,ragu,tambah"'
    last = returned.empty_row() + 5
    column = returned.sheet.cell(1, returned.columns["Putusan"]).column_letter
    assert f"{column}{last}" in rules["list"].sqref
