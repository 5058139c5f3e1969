"""Forms below a block of fields: each sub kegiatan a line and a block, wherever its fields stand."""

from __future__ import annotations

from pathlib import Path

from config.layout import load_layouts
from extractors.assemble import assemble
from extractors.detect import extract
from extractors.records import Cell, Extraction, Part, Reading, Table, TableRow, TextLine
from transforms.document import transform

GOLDEN = Path(__file__).parents[1] / "golden"
HEADINGS = ("Kode Rekening", "Uraian", "Jumlah (Rp)")


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(TableRow(tuple(Cell(text) for text in row)) for row in rows), len(rows[0]))


def fields(code: str, name: str) -> list[str]:
    return [
        "DOKUMEN PELAKSANAAN ANGGARAN",
        "Pemerintah Kota Bontang Tahun Anggaran 2024",
        "Organisasi : 2.15.0.00.0.00.01.0000 Dinas Perhubungan",
        f"Sub Kegiatan : {code} {name}",
        "Lokasi : Kota Bontang",
    ]


def page(number: int, above: list[str], *rows: tuple[str, ...], below: tuple[str, ...] = ()) -> Part:
    lines = [*(TextLine(text, 0) for text in above), *(TextLine(text, 1) for text in below)]
    return Part((table(HEADINGS, *rows),), tuple(lines), page=number)


def read(*parts: Part) -> Extraction:
    return assemble(Reading("a" * 64, "dpa.pdf", "pdf", parts), load_layouts()["dpa_rincian"])


def test_fields_printed_as_lines_of_text_make_a_line_of_their_own_row() -> None:
    extraction = read(
        page(1, fields("2.15.02.2.02.0003", "Jalan Kota"), ("5", "BELANJA", "100"), ("", "Total 100", ""))
    )
    own, *others = extraction.rows
    assert (own.zone, own.cells) == ("header", ["Sub Kegiatan : 2.15.02.2.02.0003 Jalan Kota"])
    assert own.values == {"code": "2.15.02.2.02.0003", "name": "Jalan Kota", "location": "Kota Bontang"}
    assert [row.row_number for row in extraction.rows] == list(range(1, len(others) + 2))


def test_a_page_that_only_repeats_the_table_header_goes_on_with_the_form() -> None:
    first = page(1, fields("2.15.02.2.02.0003", "Jalan Kota"), ("5", "BELANJA", "100"))
    second = page(2, ["Halaman 2 dari 2"], ("5.1", "BELANJA OPERASI", "100"))
    extraction = read(first, second)
    assert [block.block for block in extraction.blocks] == [1]
    assert [(row.page, row.zone, row.values.get("account")) for row in extraction.rows][1:] == [
        (1, "body", "5"), (2, "body", "5.1"),
    ]  # fmt: skip
    assert extraction.blocks[0].last_page == 2


def test_each_sub_kegiatan_is_a_block_of_one_slice_identity_and_no_second_print() -> None:
    same = (("5", "BELANJA", "100"),)
    parts = [page(n, fields(f"2.15.02.2.02.000{n}", f"Jalan {n}"), *same) for n in (1, 2)]
    slices = transform(read(*parts), None).frames["document_slice"]
    assert len(slices) == 2 and slices["duplicate_of_block"].isna().all()
    assert slices["skpd_name"].nunique() == 1


def test_names_below_a_form_are_masked_and_no_lines() -> None:
    rows = (
        ("5", "BELANJA", "100"),
        ("", "Tim Anggaran Pemerintah Daerah", ""),
        ("1", "Budi Contoh Santoso", "Anggota"),
    )
    extraction = read(page(1, fields("2.15.02.2.02.0003", "Jalan Kota"), *rows))
    assert "Budi" not in str([row.cells for row in extraction.rows] + [row.values for row in extraction.rows])
    items = transform(extraction, None).frames["line_item"]
    assert items["name"].tolist() == ["Jalan Kota", "BELANJA"]


def test_the_total_and_the_months_below_the_table_are_money_of_the_sub_kegiatan() -> None:
    frames = transform(extract(GOLDEN / "dpa_rincian/sample.pdf"), None).frames
    items = frames["line_item"].query("level == 'sub_kegiatan'")
    money = frames["line_amount"].merge(items[["line_item_id", "code"]], on="line_item_id")
    assert money[["code", "measure", "period", "amount_sen"]].to_numpy().tolist() == [
        ["2.15.02.2.02.0003", "anggaran", "tahun", 160_000_000],
        ["2.15.02.2.02.0003", "anggaran_kas", "bln_01", 60_000_000],
        ["2.15.02.2.02.0003", "anggaran_kas", "bln_06", 100_000_000],
        ["2.15.02.2.02.0004", "anggaran", "tahun", 320_000_000],
    ]
