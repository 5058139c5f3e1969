"""Words, stems, abbreviations and concepts, with their places in the printed text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.reference import Reference, load_reference
from transforms.matching.subjects import numbers_in
from transforms.matching.text import Vocabulary, printed_words, squeeze, vocabulary_of

VOCABULARY = vocabulary_of(load_reference())


def stems(text: str) -> set[str]:
    return {term.stem for term in VOCABULARY.terms(text)}


def test_spellings_of_kerja_sama_are_one_generic_word() -> None:
    assert stems("Kerja Sama Pengelolaan Sampah") == stems("kerjasama pengelolaan sampah")
    assert "kerja" in stems("penempatan tenaga kerja")


def test_an_abbreviation_carries_its_words_at_its_own_place() -> None:
    text = "Pembangunan SPAM Regional"
    places = {term.stem: text[term.start : term.end] for term in VOCABULARY.terms(text)}
    assert places["spam"] == "SPAM"
    assert places["minum"] == "SPAM"


def test_a_word_counts_for_more_than_each_of_those_it_abbreviates() -> None:
    bag = VOCABULARY.bag("kapabilitas APIP")
    weights = {VOCABULARY.names[number]: weight for number, weight in zip(bag.numbers, bag.weights, strict=True)}
    assert weights["apip"] > weights["aparat"] == weights["awas"] > 0
    spelled_out = VOCABULARY.bag("APIP, aparat pengawasan")
    told = {VOCABULARY.names[number]: w for number, w in zip(spelled_out.numbers, spelled_out.weights, strict=True)}
    assert told["aparat"] == told["apip"]


def test_different_words_for_one_thing_share_a_concept() -> None:
    assert "~aset_daerah" in stems("sertifikasi aset Pemkot") & stems("Pengamanan Barang Milik Daerah")
    assert "~batas_wilayah" in stems("penegasan batas daerah") & stems("Pengelolaan Administrasi Kewilayahan")
    assert "~pertanian" not in stems("Pengelolaan Kebun Raya")


@pytest.mark.parametrize(
    ("agreement", "line"),
    [
        ("Pembinaan Proklim", "Mitigasi dan Adaptasi Perubahan Iklim"),
        ("Layanan penyeberangan speedboat", "Pengoperasian dan Pemeliharaan Pelabuhan Pengumpan Lokal"),
        ("Pengawasan IRTP", "Pengawasan Sertifikat Produksi Pangan Industri Rumah Tangga"),
        ("penggunaan TTE", "Pelaksanaan Keamanan Informasi Pemerintahan Daerah"),
        ("hibah Pilwali 2024", "Pelaksanaan Kebijakan di Bidang Pemilihan Umum/Pemilihan Umum Kepala Daerah"),
        ("pembayaran QRIS", "Pemantauan Transaksi Non Tunai dengan Lembaga Keuangan Bank"),
        ("harmonisasi Raperda", "Fasilitasi Penyusunan Produk Hukum Daerah"),
        ("kapitasi FKTP", "Operasional Pelayanan Puskesmas"),
    ],
)
def test_words_of_agreements_meet_those_of_the_nomenclature(agreement: str, line: str) -> None:
    shared = stems(agreement) & stems(line)
    assert any(term.startswith("~") for term in shared)


def test_words_that_every_line_carries_are_left_out() -> None:
    assert stems("Peningkatan Pelaksanaan Kegiatan Pemerintah Daerah Tahun 2024") == set()


@given(st.text(max_size=80))
def test_every_term_points_into_the_text_and_reading_twice_is_the_same(text: str) -> None:
    terms = VOCABULARY.terms(text)
    assert all(0 <= term.start < term.end <= len(text) for term in terms)
    assert VOCABULARY.terms(text) == terms


@given(st.text(max_size=80))
def test_printed_words_are_in_order_and_do_not_overlap(text: str) -> None:
    places = [(start, end) for _, start, end in printed_words(text)]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Fasilitasi Kerja Sama Dalam Negeri", True),
        ("Fasilitasi Kerjasama Daerah", True),
        ("Pembahasan Kerja Sama Daerah", True),
        ("Kerja Sama Pemanfaatan Data Kependudukan", False),
        ("Peningkatan Kerja Sama dan Kemitraan Pariwisata Dalam dan Luar Negeri", False),
        ("Koordinasi dan Sinkronisasi Kerja Sama Pemerintah Daerah dengan Badan Usaha (KPDBU) Perumahan", False),
        ("Pelaksanaan Operasional Lembaga Kerja Sama Tripartit Daerah Kabupaten/Kota", False),
        ("Fasilitasi Bantuan Hukum", False),
    ],
)
def test_the_secretariats_own_lines_are_known_by_name(name: str, expected: bool) -> None:
    assert VOCABULARY.is_secretariat(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nomor 134.4/1234/KB-KS/2022", ("1344", "1234", "kbks", "2022")),
        ("002/PKS/Dinkes/2023", ("002", "pks", "dinkes", "2023")),
        ("No.04/PKS/DJPT-KKP/XI/2017.", ("04", "pks", "djptkkp", "xi", "2017")),
        ("197 / 01 / kb / ii / 2022", ("197", "01", "kb", "ii", "2022")),
    ],
)
def test_document_numbers_are_read_whatever_their_spaces(text: str, expected: tuple[str, ...]) -> None:
    assert [number for number, _, _ in numbers_in(text)] == [expected]


@pytest.mark.parametrize("text", ["Nomor 03", "TPA/TPST/SPA Kabupaten/Kota", "dan/atau 2024", "12/03/2024"])
def test_what_is_no_document_number_is_not_read_as_one(text: str) -> None:
    assert not [number for number, _, _ in numbers_in(text) if any(part.isalpha() for part in number)]


@given(st.lists(st.from_regex(r"[0-9]{1,4}|[A-Z]{2,5}", fullmatch=True), min_size=3, max_size=6))
def test_spaces_around_slashes_never_change_a_number(parts: list[str]) -> None:
    tight, loose = numbers_in("/".join(parts)), numbers_in(" / ".join(parts))
    assert [number for number, _, _ in tight] == [number for number, _, _ in loose]


def test_squeezing_ignores_spaces_case_and_punctuation() -> None:
    assert squeeze("Wali Kota, Balikpapan") == squeeze("walikota BALIKPAPAN")


def test_without_reference_the_word_lists_still_work(reference: Reference) -> None:
    assert isinstance(vocabulary_of(None), Vocabulary)
    assert reference.lexicon is not None


def test_the_running_of_an_office_is_known_but_not_the_service_of_a_unit() -> None:
    programme = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
    assert VOCABULARY.is_office_running(("Penyediaan Jasa Surat Menyurat", programme))
    assert not VOCABULARY.is_office_running(("Pelayanan RSUD", "Peningkatan Pelayanan BLUD", programme))
    assert not VOCABULARY.is_office_running(("Pengelolaan Kebun Raya", "Pengelolaan Keanekaragaman Hayati"))
