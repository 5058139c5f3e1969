"""Which lines an agreement is compared with: by all their words where the telling ones are none, by partners."""

from __future__ import annotations

from typing import Any

OTHERS = [
    {"line_item_id": f"other-{n}", "name": f"Pengadaan {thing}", "skpd_name": "Dinas Pendidikan"}
    for n, thing in enumerate(("mebel sekolah", "buku pelajaran", "seragam siswa", "alat peraga", "meja guru"))
]


def test_a_title_of_generic_words_alone_is_compared_with_the_line_in_its_words(links_of: Any) -> None:
    line = {"line_item_id": "own", "name": "Koordinasi dan Sinkronisasi Pelaksanaan Pembangunan Daerah"}
    title = "Kerja Sama Koordinasi dan Sinkronisasi Pembangunan"
    links = links_of([{"agreement_id": "a", "title": title}], [line, *OTHERS]).set_index("line_item_id")
    assert "kata" in links.loc["own", "evidence"]["channels"]
    assert links.loc["own", "state"] != "accepted"


def test_a_cooperative_is_named_without_its_legal_form(links_of: Any) -> None:
    line = {"line_item_id": "own", "name": "Pengelolaan Pasar Rakyat", "note": "Bersama Wahana Graha Basaba"}
    agreement = {
        "agreement_id": "a",
        "title": "Pengelolaan Pasar Rakyat Kota Balikpapan",
        "partners": [("Koperasi Wahana Graha Basaba", "swasta", None)],
    }
    links = links_of([agreement], [line, *OTHERS]).set_index("line_item_id")
    assert links.loc["own", ["basis", "strength"]].tolist() == ["mitra", "B"]
