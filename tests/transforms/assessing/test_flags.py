"""Every flag an assessment can carry is explained to evaluators, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import transforms.assessing
from config.assessment_flags import load_flag_meanings


def test_flags_in_the_code_are_those_explained() -> None:
    """Words with an underscore in quotes, outside of frames and axes, are flags: the code and the list must agree."""
    folder = Path(transforms.assessing.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    sources += (folder.parent / "assessment.py").read_text(encoding="utf-8")
    quoted = set(re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', sources))
    meanings = load_flag_meanings()
    assert set(meanings) <= quoted, set(meanings) - quoted
    remarks = (folder / "case.py").read_text(encoding="utf-8").split("remarks = {")[1].split("}")[0]
    assert set(re.findall(r'^\s+"(\w+)":', remarks, re.M)) <= set(meanings)
    raised = set(re.findall(r'flags=\("(\w+)"|return \("(\w+)",\) if|add\("(\w+)"\)', sources))
    assert {name for names in raised for name in names if name} <= set(meanings)


def test_every_explanation_is_a_sentence() -> None:
    assert all(text.endswith(".") and text[0].isupper() for text in load_flag_meanings().values())
