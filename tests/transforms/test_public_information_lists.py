"""Real lists of public information: the agreements among the other papers, and every row kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.detect import extract
from extractors.records import RejectedDocument
from transforms.document import TypedDocument, transform

pytestmark = pytest.mark.real

#: read off the pages: register number, and the words a title must hold
AGREEMENTS = {
    "dinkes": [("28.", "BPJS Kesehatan")],
    "dp3akb": [("7", "Rutan Klas IIB")],
    "dpop": [("6", "AVIAN"), ("7", "Telkomsel"), ("8", "Bandung")],
    "rsud": [("19", "Perjanjian Kerja Sama")],
    "setdakot": [("1", "daerah lain"), ("2", "Pihak Ketiga")],
}
OFFICES = {
    "dinkes": "Dinas Kesehatan",
    "dp3akb": "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana",
    "dpop": "Dinas Pemuda, Olahraga dan Pariwisata",
    "rsud": "RSUD Beriman",
    "setdakot": "Sekretariat Daerah",
}


def read(shared_data: Path, name: str) -> TypedDocument:
    return transform(extract(shared_data / f"agreements/balikpapan_dip_{name}.pdf"), None)


@pytest.mark.parametrize("name", AGREEMENTS)
def test_the_agreements_of_a_list_are_found_and_the_other_rows_kept(shared_data: Path, name: str) -> None:
    frames = read(shared_data, name).frames
    records = frames["agreement_record"].to_dict("records")
    assert [record["register_no"] for record in records] == [number for number, _ in AGREEMENTS[name]]
    assert all(words in record["title"] for record, (_, words) in zip(records, AGREEMENTS[name], strict=True))
    assert {record["region_code"] for record in records} == {"64.71"}
    assert {office["skpd_name"] for record in records for office in record["skpds"]} == {OFFICES[name]}
    assert (frames["raw_row"]["row_kind"] == "not_relevant").sum() > 10


def test_how_long_a_paper_is_kept_is_no_term(shared_data: Path) -> None:
    records = read(shared_data, "dpop").frames["agreement_record"]
    assert records["term_printed"].isna().all() and records["end_date"].isna().all()


def test_a_table_whose_header_is_a_picture_refuses_the_list_or_is_read(shared_data: Path) -> None:
    try:
        titles = read(shared_data, "2025").frames["agreement_record"]["title"].tolist()
    except RejectedDocument as rejection:
        assert rejection.reason_code == "scanned"
    else:
        assert sum("Sayang" in title for title in titles) == 3
