"""Two small editions of a nomenclature, by hand: what stayed, moved, was renamed, split, merged."""

from __future__ import annotations

import random

from transforms.codes import FOUR_DIGIT_EDITION as NEW
from transforms.codes import TWO_DIGIT_EDITION as OLD
from transforms.matching.editions import MERGED, RENAMED, SPLIT, Counterparts, map_editions, read_entries, read_key

EARLIER = [
    ("2.11.11.2.01.01", "Pengangkutan Sampah"),
    ("2.11.11.2.01.02", "Pemrosesan Akhir Sampah"),
    ("2.11.11.2.01.03", "Pembangunan dan Rehabilitasi TPS"),
    ("2.11.11.2.01.04", "Pengawasan Bank Sampah"),
    ("2.11.11.2.01.05", "Pembinaan Bank Sampah"),
    ("2.11.11.2.01.06", "Penyapuan Jalan"),
    ("2.11.11.2.01.07", "Sosialisasi"),
    ("2.11.11.2.02.01", "Sosialisasi"),
]
LATER = [
    ("2.11.11.2.01.0001", "PENGANGKUTAN SAMPAH"),  # stayed
    ("2.11.11.2.02.0009", "Pemrosesan Akhir Sampah"),  # moved to another kegiatan
    ("2.11.11.2.01.0003", "Pembangunan TPS"),  # split
    ("2.11.11.2.01.0004", "Rehabilitasi TPS"),
    ("2.11.11.2.01.0005", "Pembinaan dan Pengawasan Bank Sampah"),  # merged
    ("2.11.11.2.01.0006", "Kebersihan Kota"),  # renamed in its place
    ("2.11.11.2.01.0007", "Sosialisasi"),  # of equal names each below its own kegiatan
    ("2.11.11.2.02.0001", "Sosialisasi"),
]


def found(old: str) -> Counterparts:
    key = read_key(old)
    assert key is not None
    return map_editions(read_entries([*EARLIER, *LATER]))[key][NEW]


def codes(*printed: str) -> frozenset[object]:
    return frozenset(read_key(code) for code in printed)


def test_an_entry_of_the_same_name_is_the_same_also_where_it_moved() -> None:
    assert found("2.11.11.2.01.01") == Counterparts(codes("2.11.11.2.01.0001"), True)  # type: ignore[arg-type]
    assert found("2.11.11.2.01.02") == Counterparts(codes("2.11.11.2.02.0009"), True)  # type: ignore[arg-type]


def test_equal_names_are_told_apart_by_the_kegiatan_above() -> None:
    assert found("2.11.11.2.01.07").codes == codes("2.11.11.2.01.0007")
    assert found("2.11.11.2.02.01").codes == codes("2.11.11.2.02.0001")
    assert found("2.11.11.2.02.01").is_one_to_one


def test_what_was_split_merged_or_renamed_is_for_people() -> None:
    split, merged, renamed = (found(f"2.11.11.2.01.{number}") for number in ("03", "04", "06"))
    assert (split.codes, split.remark) == (codes("2.11.11.2.01.0003", "2.11.11.2.01.0004"), SPLIT)
    assert (merged.codes, merged.remark) == (codes("2.11.11.2.01.0005"), MERGED)
    assert (renamed.codes, renamed.remark) == (codes("2.11.11.2.01.0006"), RENAMED)
    assert not (split.is_one_to_one or merged.is_one_to_one or renamed.is_one_to_one)


def test_the_way_back_is_mapped_too_and_the_order_of_entries_makes_no_difference() -> None:
    entries = read_entries([*EARLIER, *LATER])
    back = map_editions(entries)[NEW, (2, 11, 11, 2, 2, 9)][OLD]
    assert back == Counterparts(codes("2.11.11.2.01.02"), True)  # type: ignore[arg-type]
    shuffled = random.Random(4).sample(entries, len(entries))
    assert map_editions(shuffled) == map_editions(entries)


def test_one_name_twice_on_a_side_is_no_counterpart_of_one() -> None:
    entries = read_entries(
        [("1.02.01.2.01.01", "Rujukan"), ("1.02.02.2.01.0001", "Rujukan"), ("1.02.03.2.01.0001", "Rujukan")]
    )
    split = map_editions(entries)[OLD, (1, 2, 1, 2, 1, 1)][NEW]
    assert (len(split.codes), split.is_one_to_one, split.remark) == (2, False, SPLIT)


def test_only_readable_sub_kegiatan_are_entries() -> None:
    assert (
        read_entries([("2.11.11.2.01", "Kegiatan"), ("x", "Rusak"), (None, "Tanpa kode"), ("1.02.01.2.01.01", "")])
        == []
    )
