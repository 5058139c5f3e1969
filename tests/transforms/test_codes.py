"""Codes are integers with an edition; damaged ones are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.codes import FOUR_DIGIT_EDITION, TWO_DIGIT_EDITION, UnreadableCode, join_code_cells, parse_code


def test_both_spellings_of_segment_four_are_one_sub_kegiatan() -> None:
    one, other = parse_code("1.01.01.2.02.0001"), parse_code("1.01.01.02.02.0001")
    assert one == other
    assert one is not None
    assert (one.parts, one.text, one.level) == ((1, 1, 1, 2, 2, 1), "1.01.01.2.02.0001", "sub_kegiatan")


def test_the_width_of_the_last_segment_tells_the_edition() -> None:
    old, new = parse_code("4.01.02.2.04.01"), parse_code("4.01.02.2.04.0001")
    assert old is not None and new is not None
    assert (old.edition, new.edition) == (TWO_DIGIT_EDITION, FOUR_DIGIT_EDITION)
    assert old.parts == new.parts
    program = parse_code("4.01.02")
    assert program is not None
    assert (program.edition, program.level) == (None, "program")


def test_offices_and_accounts_have_their_own_shapes() -> None:
    office = parse_code("1.01.0.00.0.00.01.0000", "skpd")
    account = parse_code("5.1.2.1.1.25", "rekening")
    assert office is not None and account is not None
    assert office.text == "1.01.0.00.0.00.01.0000"
    assert account.text == "5.1.02.01.01.0025"
    revenue = parse_code("4.1", "rekening")
    assert revenue is not None
    assert revenue.text == "4.1"


@pytest.mark.parametrize(
    "text", ["1.О1.01", "١.01", "1.01.01.2.02.0001.01", "1.123.01", "belanja", "1..01", "1.01.01.2.02.00001x"]
)
def test_lookalikes_and_wrong_shapes_are_refused(text: str) -> None:
    with pytest.raises(UnreadableCode):
        parse_code(text)


def test_a_zero_lost_by_a_number_cell_is_put_back_only_where_one_reading_is_known() -> None:
    with pytest.raises(UnreadableCode):
        parse_code("2.1")
    restored = parse_code("2.1", known={(2, 10)})
    assert restored is not None
    assert restored.text == "2.10"
    with pytest.raises(UnreadableCode):
        parse_code("1.1", known={(1, 1), (1, 10)})
    padded = parse_code("1.1.1.2.2.1")
    assert padded is not None
    assert padded.text == "1.01.01.2.02.01"


def test_cells_join_up_to_the_last_filled_one_and_a_gap_is_refused() -> None:
    assert join_code_cells(["1", "01", "01", "2.02", "0001"]) == "1.01.01.2.02.0001"
    assert join_code_cells(["1", "01", None, ""]) == "1.01"
    assert parse_code(join_code_cells([None, None])) is None
    with pytest.raises(UnreadableCode):
        join_code_cells(["1", None, "01"])


@given(
    st.tuples(st.integers(1, 9), st.integers(1, 99), st.integers(1, 99), st.integers(1, 2), st.integers(1, 99)),
    st.integers(1, 9999),
    st.booleans(),
)
def test_a_code_survives_printing_and_reading(head: tuple[int, ...], last: int, with_old_segment: bool) -> None:
    urusan, bidang, program, kind, kegiatan = head
    fourth = f"{kind:02d}" if with_old_segment else str(kind)
    code = parse_code(f"{urusan}.{bidang:02d}.{program:02d}.{fourth}.{kegiatan:02d}.{last:04d}")
    assert code is not None
    assert code.parts == (*head, last)
    assert parse_code(code.text) == code


@given(st.text(alphabet="0123456789. -xО", max_size=24), st.sampled_from(["nomenclature", "skpd", "rekening"]))
def test_any_text_is_a_code_or_refused(text: str, kind: str) -> None:
    try:
        code = parse_code(text, kind)  # type: ignore[arg-type]
    except UnreadableCode:
        return
    assert code is None or parse_code(code.text, code.kind) == code


@given(
    st.tuples(st.integers(1, 8), st.integers(1, 99), st.integers(1, 99), st.just(2), st.integers(1, 99)),
    st.integers(0, 8),
    st.sampled_from(["\u041e", "\u03bf", "O", "l", "\u0661", "\uff11"]),
)
def test_a_letter_or_foreign_digit_in_place_of_any_digit_is_refused(
    parts: tuple[int, ...], place: int, lookalike: str
) -> None:
    text = f"{parts[0]}.{parts[1]:02d}.{parts[2]:02d}.{parts[3]}.{parts[4]:02d}"
    digits = [index for index, char in enumerate(text) if char.isdigit()]
    at = digits[place % len(digits)]
    with pytest.raises(UnreadableCode):
        parse_code(text[:at] + lookalike + text[at + 1 :])
