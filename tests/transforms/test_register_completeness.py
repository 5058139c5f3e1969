"""Only a register that calls itself complete to a day is complete to that day, in every layout of registers."""

from __future__ import annotations

from datetime import date

import pytest

from config.layout import Layout, load_layouts
from extractors.records import Block
from transforms.slice_fields import read_fields

REGISTERS = [
    layout
    for layout in load_layouts().values()
    if layout.kind == "agreement_list" and layout.identify.issuer_is_region and layout.identify.complete_to
]


@pytest.mark.parametrize("layout", REGISTERS, ids=lambda layout: str(layout.id))
@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Keadaan s.d. 31 Desember 2025; daftar lengkap", date(2025, 12, 31)),
        ("DAFTAR LENGKAP PER 30 JUNI 2024", date(2024, 6, 30)),
        ("Daftar lengkap kerja sama sampai dengan tanggal 1 Maret 2023", date(2023, 3, 1)),
        ("Posisi Desember 2024 (lengkap)", date(2024, 12, 31)),
        ("Keadaan s.d. 31 Desember 2025", None),
        ("Per 31-12-2025", None),
        ("Posisi Desember 2024", None),
        ("Keadaan s.d. 31 Desember 2025, belum lengkap", None),
        ("Daftar tidak lengkap, keadaan 31 Desember 2025", None),
        ("Kelengkapan berkas per 31 Desember 2025", None),
        ("Daftar lengkap kerja sama daerah", None),
    ],
)
def test_a_day_alone_is_no_completeness(layout: Layout, line: str, day: date | None) -> None:
    found = read_fields(Block(1, ("REGISTER KERJA SAMA DAERAH", line), (), 1, 1), layout)
    assert found["complete_to"].value == day


def test_all_layouts_of_registers_of_a_region_have_one_rule() -> None:
    assert {"register_pemda_sheet", "register_ruled_pdf", "register_regions_sheet"} <= {one.id for one in REGISTERS}
    assert len({one.identify.complete_to for one in REGISTERS}) == 1
