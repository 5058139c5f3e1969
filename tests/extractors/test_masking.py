"""Personal data is masked; words of office and place are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.masking import MASK, mask_numbers, mask_signature


@pytest.mark.parametrize(
    "text",
    ["NIP. 19740110 199402 1 006", "NIP 197401101994021006", "197401101994021006", "NIK : 6471012345678901"],
)
def test_identity_numbers_are_masked(text: str) -> None:
    assert not any(character.isdigit() for character in mask_numbers(text))


@pytest.mark.parametrize(
    "text",
    ["7,265,657,108,621", "Rp 1.234.567.890.123,00", "1.01.02.2.01.0001", "134.4/1234/KB-KS/2022", "5.1.02.01.01.0025"],
)
def test_amounts_codes_and_document_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == text


@given(st.from_regex(r"\A[0-9]{18}\Z"))
def test_no_number_of_eighteen_digits_survives(digits: str) -> None:
    assert digits not in mask_numbers(f"Kepala Dinas {digits} Balikpapan")


@pytest.mark.parametrize("name", ["IRFAN CONTOH", "Dr. Ir. H. Budi Contoh, M.Si", "Siti Contoh, S.E., M.M."])
def test_names_in_a_signature_block_are_masked(name: str) -> None:
    assert mask_signature(name) == MASK


@pytest.mark.parametrize("text", ["Kepala Badan Perencanaan", "Kota Balikpapan", "Disusun di :", "Balikpapan,"])
def test_office_and_place_in_a_signature_block_stay(text: str) -> None:
    assert mask_signature(text) == text
