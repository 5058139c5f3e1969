"""Levels of lines that print no code."""

from __future__ import annotations

from transforms.named_levels import name_levels, program_depth


def test_a_name_says_its_level_by_its_first_word() -> None:
    lines = [("1", "Program A"), ("1.1", "Kegiatan B"), ("1.1.1", "Sub Kegiatan C"), (None, "SUB-KEGIATAN D")]
    assert name_levels(lines) == ["program", "kegiatan", "sub_kegiatan", "sub_kegiatan"]


def test_names_without_the_word_take_the_level_of_their_numbering() -> None:
    lines = [("1", "Program A"), ("1.1", "Penyediaan B"), ("1.1.1", "Pengadaan C"), ("2", "Program D")]
    assert name_levels(lines) == ["program", "kegiatan", "sub_kegiatan", "program"]


def test_a_flat_list_of_unlike_names_has_no_level() -> None:
    assert name_levels([("1", "Penyediaan B"), ("2", "Pengadaan C"), (None, "Rapat")]) == [None, None, None]


def test_a_depth_whose_names_differ_in_level_decides_nothing() -> None:
    assert name_levels([("1", "Program A"), ("2", "Kegiatan B"), ("3", "Rapat")])[2] is None


def test_the_depth_of_the_programmes_is_where_most_names_say_so() -> None:
    assert program_depth([("1", "Sasaran"), ("1.1", "Program A"), ("1.1.1", "B")]) == 2
    assert program_depth([("1", "Program A"), ("1.1", "B"), ("2", "Program C")]) == 1
    assert program_depth([("1", "A"), ("1.1", "B")]) is None
