"""Every warning that a register's print can raise is explained to evaluators."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import transforms
from config.agreement_warnings import load_warning_meanings

FOLDER = Path(transforms.__file__).parent


def raised() -> set[str]:
    """Codes by the shapes in which the modules write them; flags of dates are told of signing, start and end."""

    def found(module: str, pattern: str) -> set[str]:
        text = (FOLDER / f"{module}.py").read_text(encoding="utf-8")
        return {word for match in re.findall(pattern, text) for word in ([match] if isinstance(match, str) else match)}

    dates = found("dates", r'flag="(\w+)"') | {"hari_tidak_cocok", "lebih_dari_satu", "rentang"}
    rules = (FOLDER / "agreement_warnings.py").read_text(encoding="utf-8").split("found = {")[1].split("}")[0]
    codes = set(re.findall(r'^\s+"(\w+)":', rules, re.M))
    codes |= found("terms", r'\("(\w+)",\)') | found("instruments", r'\("(\w+)",\)|\["(\w+)"\]')
    codes |= found("agreement_merge", r'\["(\w+)"\] if') | found("agreements_resolved", r', "(\w+)"\]$')
    return (codes | dates | {f"tanggal_{flag}" for flag in dates}) - {""}


def test_warnings_in_the_code_are_explained() -> None:
    codes = raised()
    assert {"angka_kata_berbeda", "kb_oleh_perangkat_daerah", "tanggal_ambigu", "nomor_dipakai_ganda"} <= codes
    assert codes <= set(load_warning_meanings()), sorted(codes - set(load_warning_meanings()))


@pytest.mark.parametrize("meaning", load_warning_meanings().values())
def test_every_explanation_is_a_sentence(meaning: str) -> None:
    assert meaning.endswith(".") and meaning[0].isupper()
