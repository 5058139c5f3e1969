"""The level of numbered lines: never one that the numbers don't say."""

from __future__ import annotations

from config.layout import load_layouts
from transforms.line_levels import place_lines

E81 = load_layouts()["e81_sheet"]


def levels(*lines: tuple[str, str, str]) -> list[str | None]:
    """Levels of lines given as (number, sasaran, name)."""
    records = [{"v_no": number, "v_objective": objective, "v_name": name} for number, objective, name in lines]
    return [line.level for line in place_lines(records, E81)]


def test_numbers_that_only_count_leave_the_level_to_the_first_word_of_the_name() -> None:
    found = levels(("1", "", "Program Lalu Lintas"), ("2", "", "Kegiatan Rambu"), ("", "", "Sub Kegiatan Rambu Kota"))
    assert found == ["program", "kegiatan", "sub_kegiatan"]


def test_numbers_that_only_count_say_nothing_of_names_without_the_word() -> None:
    assert levels(("1", "", "Program Lalu Lintas"), ("2", "", "Rambu"), ("3", "", "Marka")) == ["program", None, None]
    assert levels(("1", "Lancar", "Lalu Lintas"), ("2", "", "Rambu")) == [None, None]


def test_numbering_begins_with_the_programme_where_sasaran_stand_beside_it() -> None:
    found = levels(("1", "Lancar", "Lalu Lintas"), ("1.1", "", "Rambu"), ("1.1.1", "", "Rambu Kota"))
    assert found == ["program", "kegiatan", "sub_kegiatan"]


def test_numbering_begins_with_the_sasaran_that_stand_in_rows_of_their_own() -> None:
    found = levels(("1", "Lancar", ""), ("1.1", "Lancar", "Lalu Lintas"), ("1.1.1", "", "Rambu"))
    assert found == ["sasaran", "program", "kegiatan"]
