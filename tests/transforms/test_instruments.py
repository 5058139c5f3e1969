"""What kind of agreement is printed: instrument, category, plan, and who pays."""

from __future__ import annotations

import pytest

from config.reference import Reference
from transforms.budget_scopes import read_budget_scope
from transforms.instruments import Instrument, is_status, read_category, read_instrument, sinergi_warnings


@pytest.mark.parametrize(
    ("printed", "category", "code"),
    [
        ("MoU", "ksdd_belum_ditetapkan", "KB"),
        ("MoU", "sinergi", "NK"),
        ("Nota Kesepahaman (MoU)", "ksdpk", "KB"),
        ("MoU / Kesepakatan Bersama", "ksdd_belum_ditetapkan", "KB"),
        ("Komitmen Bersama", None, "KB"),
        ("Nota Kesepakatan", "sinergi", "NK"),
        ("NK / MoU", "sinergi", "NK"),
        ("Rencana Kerja", "sinergi", "RK"),
        ("Perjanjian Kerjasama", "ksdpk", "PKS"),
        ("SPKS", None, "PKS"),
        ("Perjanjian", "ksdpk", "PKS"),
        ("Letter of Intent", "ksdpl", "LOI"),
        ("Berita Acara", None, "lainnya"),
        ("B to B", None, "lainnya"),
        ("(belum ada naskah)", None, None),
        (None, None, None),
    ],
)
def test_an_instrument_is_read_from_its_words_and_a_memorandum_by_its_category(
    printed: str | None, category: str | None, code: str | None, reference: Reference
) -> None:
    assert read_instrument(printed, None, None, category, reference).code == code


def test_an_instrument_may_stand_at_the_start_of_the_title_or_inside_the_number(reference: Reference) -> None:
    title = "Perjanjian Kerja Sama antara Dinas Perhubungan dan Pengelola Parkir tentang Retribusi"

    assert read_instrument(None, title, None, None, reference).code == "PKS"
    assert read_instrument(None, "Pengelolaan Limbah", "197/01/KB/II/2022", None, reference).code == "KB"
    assert (
        read_instrument(None, "Fasilitasi pelaksanaan program kerja dan evaluasi KB", None, None, reference).code
        is None
    )


def test_what_is_printed_beside_the_instrument_is_reported(reference: Reference) -> None:
    amended = read_instrument("Perjanjian Kerjasama (MOU) - adendum", None, None, "sinergi", reference)

    assert amended.warnings == ("adendum", "naskah_ganda")
    assert read_instrument("MoU (perpanjangan)", None, None, "ksdpk", reference).warnings == ("perpanjangan",)
    assert read_instrument("Perjanjian", None, None, "ksdpk", reference).warnings == ("naskah_disebut_singkat",)
    assert read_instrument("kegiatan bersama", None, None, None, reference).warnings == ("naskah_tidak_dikenal",)


def test_a_plan_is_a_plan_and_a_work_plan_is_none(reference: Reference) -> None:
    assert read_instrument("MoU (rencana)", None, None, "sinergi", reference).is_planned
    assert is_status("penjajakan", "planned", reference)
    assert not read_instrument("Rencana Kerja", None, None, "sinergi", reference).is_planned
    assert not is_status("tgl sesuai rencana", "planned", reference)


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("I. KERJA SAMA DAERAH DENGAN DAERAH LAIN (KSDD)", "ksdd_belum_ditetapkan"),
        ("KSDD WAJIB", "ksdd_wajib"),
        ("B. Kerja Sama Sukarela", "ksdd_sukarela"),
        ("II. SINERGI DENGAN KEMENTERIAN/LEMBAGA & INSTANSI VERTIKAL", "sinergi"),
        ("III. KERJASAMA DENGAN PIHAK KETIGA", "ksdpk"),
        ("IV. PKS UNIT LAYANAN / BLUD & BUMD", "ksdpk"),
        ("Kerja Sama dengan Pemerintah Daerah di Luar Negeri", "ksdpl"),
        ("Kerja Sama dengan Lembaga di Luar Negeri", "ksdll"),
        ("V. LAIN-LAIN", None),
    ],
)
def test_a_section_heading_gives_the_category(heading: str, category: str | None, reference: Reference) -> None:
    assert read_category([("bagian", heading)], reference)[0] == category


def test_what_the_regulation_does_not_know_is_a_warning() -> None:
    assert sinergi_warnings("PKS", "sinergi") == ["pks_pada_sinergi"]
    assert sinergi_warnings("NK", "ksdpk") == ["nk_di_luar_sinergi"]
    assert sinergi_warnings("PKS", "ksdpk") == []
    assert sinergi_warnings("NK", None) == []


@pytest.mark.parametrize(
    ("text", "region_code", "scope"),
    [
        ("dibiayai APBD Provinsi", "64.71", "dibiayai_mitra"),
        ("dibiayai APBD Provinsi", "64", "wajib_apbd"),
        ("bersumber dari APBD Kota Balikpapan", "64.71", "wajib_apbd"),
        ("bersumber dari APBD Kabupaten Paser", "64.71", "dibiayai_mitra"),
        ("Iuran premi ditanggung Pemkot", "64.71", "wajib_apbd"),
        ("sertifikasi; Rp300 juta APBD-P 2012", "64.71", "wajib_apbd"),
        ("pembiayaan dari pihak kedua", "64.71", "dibiayai_mitra"),
        ("program CSR perusahaan", "64.71", "dibiayai_mitra"),
        ("tarif Rp 0 masa uji coba", "64.71", "dibiayai_mitra"),
        ("tarif Rp 0,5 juta", "64.71", "belum_ditetapkan"),
        ("tidak menimbulkan biaya", "64.71", "tanpa_biaya"),
        ("bantuan keuangan provinsi", "64.71", "dibiayai_mitra"),
        ("melalui bantuan keuangan khusus (BKK) dari Pemprov Kaltim", "64.71", "dibiayai_mitra"),
        ("bantuan keuangan kepada Kabupaten Penajam Paser Utara", "64.71", "wajib_apbd"),
        ("bantuan keuangan kepada Kota Balikpapan", "64.71", "dibiayai_mitra"),
        ("bantuan keuangan provinsi", "64", "wajib_apbd"),
        ("dana alokasi khusus", "64.71", "dibiayai_mitra"),
        ("pengelolaan bantuan keuangan partai", "64.71", "belum_ditetapkan"),
        ("pemanfaatan air baku", "64.71", "belum_ditetapkan"),
        ("dibiayai RKAP Perumda", "64.71", "rkap_bumd"),
        ("biaya masuk dalam RKAP 2024", "64.71", "rkap_bumd"),
        ("RKAP Perumda Tirta Manuntung", "64.71", "rkap_bumd"),
        ("bersumber dari anggaran Perumda", "64.71", "rkap_bumd"),
        ("tidak dibiayai RKAP", "64.71", "belum_ditetapkan"),
        ("penerimaan pembayaran biaya PDAM", "64.71", "belum_ditetapkan"),
        ("dibiayai APBD Kota Balikpapan, bukan RKAP", "64.71", "wajib_apbd"),
    ],
)
def test_who_pays_is_only_what_the_print_says(text: str, region_code: str, scope: str, reference: Reference) -> None:
    found, basis = read_budget_scope({"note": text}, region_code, False, reference)

    assert found == scope
    assert (basis is None) == (scope == "belum_ditetapkan")


def test_a_company_of_the_region_spends_no_apbd(reference: Reference) -> None:
    assert read_budget_scope({"note": None}, "64.71", True, reference)[0] == "rkap_bumd"


def test_a_column_of_the_kind_of_cooperation_leaves_the_instrument_to_the_title(reference: Reference) -> None:
    title = "Perjanjian Kerja Sama tentang Bus Sekolah"
    assert read_instrument("KSDPK", title, None, "ksdpk", reference) == Instrument("PKS")
    assert read_instrument("KSDPK", "Bus Sekolah", None, "ksdpk", reference) == Instrument(None)
    assert read_instrument("Dalam Negeri", title, None, None, reference).code == "PKS"
