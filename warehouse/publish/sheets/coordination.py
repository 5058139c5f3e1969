"""Sheets Pemetaan Urusan (affairs mapped for cooperation, and agreements in them) and TKKSD (coordinating teams)."""

from __future__ import annotations

from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import Field, Shown, column, write_listing

_MAPPING_LOOKS = {
    "dipetakan, ada perjanjian": "tone:good",
    "dipetakan, belum ada perjanjian": "tone:lacking",
    "diusulkan, tidak disetujui": "tone:outside",
}
_TEAM_LOOKS = {"aktif": "tone:good", "tidak aktif": "tone:lacking", "SK sudah berakhir": "tone:lacking"}


def write_mapping(frame: Frame) -> None:
    fields = [
        Field("Wilayah", 26, "text", _region),
        column("Tahun", 8, "year", "tahun"),
        column("Perangkat daerah pengusul", 30, "text", "perangkat_daerah"),
        column("Kode urusan", 9, "centre", "kode_urusan"),
        Field("Urusan", 44, "text_bold", lambda row: _bare(row["urusan"])),
        column("Objek kerja sama atau naskah", 48, "text", "objek"),
        column("Calon mitra", 30, "text", "calon_mitra"),
        Field("Disetujui TKKSD", 11, "centre", lambda row: _yes_no(row["disetujui"])),
        column("Perjanjian", 11, "whole", "jumlah_perjanjian"),
        Field("Keadaan", 34, "text", lambda row: _state(row, _MAPPING_LOOKS)),
    ]
    lines = (
        "Urusan yang dipetakan perangkat daerah dan perjanjian yang ada di dalamnya; sesudah itu naskah dalam urusan "
        "yang belum dipetakan. Ketiadaan hanya disimpulkan dari register yang menyatakan lengkap.",
    )
    title, empty = "Pemetaan urusan yang dapat dikerjasamakan", "Belum ada pemetaan maupun perjanjian."
    rows = frame.content.mapping
    write_listing(frame, "Pemetaan Urusan", title, lines, fields, rows, frozen=1, empty=empty)


def write_teams(frame: Frame) -> None:
    fields = [
        Field("Wilayah", 34, "text_bold", _region),
        Field("Keadaan", 24, "text", lambda row: _state(row, _TEAM_LOOKS)),
        column("Nomor SK", 30, "text", "nomor_sk"),
        column("Tanggal SK", 13, "day", "tanggal_sk"),
        column("Berlaku sampai", 13, "day", "berlaku_sampai"),
        Field("Program kerja", 14, "centre", lambda row: _yes_no(row["program_kerja"], "ada", "tidak ada")),
    ]
    lines = ("Tim Koordinasi Kerja Sama Daerah setiap daerah, dan apakah SK-nya masih berlaku pada hari penilaian.",)
    title, empty = "Tim Koordinasi Kerja Sama Daerah (TKKSD)", "Belum ada daerah."
    write_listing(frame, "TKKSD", title, lines, fields, frame.content.teams, frozen=1, is_wide=False, empty=empty)


def _bare(affair: str | None) -> str | None:
    """``Kesehatan`` of ``URUSAN PEMERINTAHAN BIDANG KESEHATAN``, as the nomenclature prints it; others as they are."""
    if affair is None or not affair.isupper():
        return affair
    return affair.removeprefix("URUSAN PEMERINTAHAN BIDANG ").capitalize()


def _region(row: Row) -> str | None:
    region: str | None = row["wilayah"] or row["kode_wilayah"]
    return region


def _state(row: Row, looks: dict[str, str]) -> Shown:
    return Shown(row["keadaan"], looks.get(row["keadaan"], "tone:unknown"))


def _yes_no(value: object, yes: str = "ya", no: str = "tidak") -> str | None:
    """Flags are numbers on SQLite and booleans on PostgreSQL."""
    return None if value is None else (yes if value else no)
