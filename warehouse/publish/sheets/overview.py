"""Sheet Ringkasan: what was looked at, how the agreements stand per region and year, which documents are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from config.glossary import load_glossary
from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import height_of, set_print
from warehouse.publish.integration import doubtful_of, rupiah_of, rupiah_share_of, share_of
from warehouse.publish.missing import missing_documents
from warehouse.publish.summary import Standing, count_statuses
from warehouse.publish.wording import long_day

NAME = "Ringkasan"
_WIDTHS = (31, 8, 17, 17, 16, 17, 17, 16, 16)
_LAST = len(_WIDTHS) - 1
_TEXT_WIDTH = float(sum(_WIDTHS[1:]))
_MOST_YEARS = 4
_TONES = {
    "good": "Terintegrasi",
    "waiting": "Menunggu dokumen anggaran",
    "lacking": "Belum terintegrasi atau perlu ditinjau",
    "open": "Menunggu putusan orang",
    "unknown": "Belum dapat dinilai",
    "outside": "Tidak dinilai terhadap APBD",
}


def write_overview(frame: Frame) -> None:
    sheet = frame.sheets[NAME]
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    standings = count_statuses(frame.content.reconciliation)
    seen = frame.content.own_regions
    own = [standing for standing in standings if standing.code in seen]
    shares = [r for r in frame.content.integration if r["golongan"] == "semua" and r["kode_wilayah"] in seen]
    row = _write_facts(frame, own)
    row = _write_integration(frame, row, shares, list(dict.fromkeys(s.region for s in standings if s.code not in seen)))
    row = _write_money(frame, row, shares)
    for region, group in groupby(own, key=lambda standing: standing.region):
        row = _write_region(frame, row, region, list(group)[-_MOST_YEARS:])
    row = _write_missing(frame, row)
    row = _write_legend(frame, row)
    set_print(sheet, "Ringkasan rekonsiliasi", frame.footer, 0, row, _LAST, is_wide=False)
    sheet.activate()


def _write_facts(frame: Frame, own: Sequence[Standing]) -> int:
    sheet, formats, content = frame.sheets[NAME], frame.formats, frame.content
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Rekonsiliasi kerja sama daerah dengan perencanaan dan anggaran", formats["title"])
    states = Counter(row["keadaan"] for row in content.documents)
    # candidates drawn for the audit are looked at too, but no answer waits for them
    links = Counter(row["keadaan"] for row in content.evidence if row["keadaan"] == "accepted" or row["terbuka"])
    unused = ("dikarantina", "ditarik")
    loaded = {row["berkas"] for row in content.documents if row["berkas"] and row["keadaan"] not in unused}
    facts = (
        ("Dinilai per", long_day(content.as_of)),
        ("Wilayah", ", ".join(dict.fromkeys(standing.region for standing in own)) or "–"),
        ("Tahun anggaran", ", ".join(map(str, sorted({standing.year for standing in own}))) or "–"),
        ("Naskah", str(len({row["agreement_id"] for row in content.reconciliation}))),
        ("Tautan", f"{links['accepted']} diterima, {links['candidate']} menunggu putusan"),
        ("Dokumen", f"{len(loaded)} dimuat, {states['dikarantina']} dikarantina, {states['terlambat']} terlambat"),
        ("Putaran", f"{content.run.get('run_id', '–')} (kode {content.run.get('code_version', '–')})"),
    )
    for number, (label, value) in enumerate(facts, start=1):
        sheet.write_string(number, 0, label, formats["plain_bold"])
        sheet.write_string(number, 1, value, formats["plain"])
    return len(facts) + 2


def _write_integration(frame: Frame, row: int, own: Sequence[Row], others: Sequence[str]) -> int:
    """The share by count with its denominators, one row per region and year."""
    row = _section(frame, row, "Bagian naskah yang terintegrasi")
    headings = (
        "Wilayah", "Tahun", "Naskah tercatat", "Berlaku dan memerlukan APBD", "Belum dapat dinilai",
        "Sudah dinilai (penyebut)", "Terintegrasi", "Bagian dari yang dinilai", "Paling sedikit (dari semua)",
    )  # fmt: skip
    row = _headings(frame, row, headings)
    for each in own:
        counts = ("naskah_tercatat", "penyebut", "belum_dapat_dinilai", "dapat_dinilai", "terintegrasi")
        row = _cells(
            frame,
            row,
            [
                *_place(each),
                *((each[name], "whole") for name in counts),
                share_of(each, "persen_dari_yang_dinilai"),
                share_of(each, "persen_paling_sedikit"),
            ],
        )
    row = _note(
        frame,
        row,
        "Terintegrasi: dianggarkan atau direalisasikan. Penyebut: naskah yang berlaku pada tahun itu, memerlukan APBD, "
        "dan dokumennya sudah dilihat utuh; naskah dengan adendum dan penerusnya dihitung sekali, KB dan PKS-nya dua. "
        "Yang menunggu putusan atau dokumen bukan kekurangan; bila seluruhnya "
        "ternyata tidak terintegrasi, bagiannya masih paling sedikit seperti kolom terakhir.",
    )
    if not others:
        return row
    text = f"Pihak lain yang dokumennya tidak dimuat, sehingga bagiannya belum dapat dinilai: {', '.join(others)}."
    return _note(frame, row - 1, text)


def _write_money(frame: Frame, row: int, own: Sequence[Row]) -> int:
    """The same by rupiah."""
    row = _section(frame, row, "Rupiah sub kegiatan pendukung (setiap sub kegiatan dihitung sekali)")
    headings = (
        "Wilayah", "Tahun", "Pagu rencana yang dinilai (penyebut)", "darinya terintegrasi", "Bagian rupiah",
        "Pagu anggaran", "Realisasi", "Nilai diragukan",
    )  # fmt: skip
    row = _headings(frame, row, headings)
    for each in own:
        cells = [
            rupiah_of(each, "pagu_rencana_dinilai_idr"),
            rupiah_of(each, "pagu_rencana_terintegrasi_idr"),
            rupiah_share_of(each),
            rupiah_of(each, "pagu_anggaran_pendukung_idr"),
            rupiah_of(each, "realisasi_pendukung_idr"),
            doubtful_of(each),
        ]
        row = _cells(frame, row, [*_place(each), *cells])
    return _note(
        frame,
        row,
        "Pagu sub kegiatan pendukung bukan uang naskah itu sendiri: satu sub kegiatan membiayai juga hal lain, dan "
        "dapat mendukung beberapa naskah. Nilai diragukan tidak masuk jumlah mana pun. Menurut perangkat daerah dan "
        "urusan: lembar Integrasi.",
    )


def _place(row: Row) -> list[tuple[Any, str]]:
    return [(row["wilayah"] or row["kode_wilayah"], "text_bold"), (row["tahun"], "year")]


def _write_region(frame: Frame, row: int, region: str, shown: Sequence[Standing]) -> int:
    """Counts per status, a pair of columns (count, share of the recorded) per year; only statuses that occur."""
    row = _section(frame, row, f"Status naskah: {region}")
    row = _headings(frame, row, ["Status", *(text for s in shown for text in (str(s.year), f"dari {s.recorded}"))])
    for code, status in load_glossary().statuses.items():
        if not any(standing.counts[code] for standing in shown):
            continue
        cells: list[tuple[Any, str]] = [(status.label, f"tone:{status.tone}")]
        for standing in shown:
            count = standing.counts[code]
            cells += [(count, "whole"), (count / standing.recorded, "share")]
        row = _cells(frame, row, cells)
    total = [
        ("Naskah tercatat", "total"),
        *(cell for s in shown for cell in ((s.recorded, "total_whole"), ("", "total"))),
    ]
    return _cells(frame, row, total) + 1


def _write_missing(frame: Frame, row: int) -> int:
    """Documents that are late or were refused: what the answers still wait for."""
    sheet, formats = frame.sheets[NAME], frame.formats
    row = _section(frame, row, "Dokumen yang belum ada atau tidak dapat dipakai")
    missing = missing_documents(frame.content.documents)
    if not missing:
        sheet.write_string(row, 0, "Tidak ada.", formats["plain"])
        return row + 2
    for state, text in missing:
        row = _labelled(frame, row, state, "tone:lacking", text)
    return row + 1


def _write_legend(frame: Frame, row: int) -> int:
    row = _section(frame, row, "Cara membaca warna")
    for tone, meaning in _TONES.items():
        labels = [status.label for status in load_glossary().statuses.values() if status.tone == tone]
        row = _labelled(frame, row, meaning, f"tone:{tone}", "; ".join(labels))
    return _note(
        frame,
        row,
        "'Belum dapat dinilai' berarti dokumennya belum ada atau belum lengkap; tidak pernah berarti tidak ada "
        "program. Arti setiap istilah ada pada lembar Kamus.",
    )


def _section(frame: Frame, row: int, title: str) -> int:
    sheet = frame.sheets[NAME]
    for number in range(_LAST + 1):
        sheet.write_blank(row, number, None, frame.formats["section"])
    sheet.write_string(row, 0, title, frame.formats["section"])
    sheet.set_row(row, 18)
    return row + 1


def _headings(frame: Frame, row: int, headings: Sequence[str]) -> int:
    sheet = frame.sheets[NAME]
    for number, heading in enumerate(headings):
        sheet.write_string(row, number, heading, frame.formats["header"])
    sheet.set_row(row, height_of([(text, width - 2) for text, width in zip(headings, _WIDTHS, strict=False)]) + 4)
    return row + 1


def _cells(frame: Frame, row: int, cells: Sequence[tuple[Any, str]]) -> int:
    sheet = frame.sheets[NAME]
    for number, (value, look) in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(row, number, value, frame.formats[look])
        else:
            sheet.write_number(row, number, value, frame.formats[look])
    sheet.set_row(row, height_of([(value, width) for (value, _), width in zip(cells, _WIDTHS, strict=False)]))
    return row + 1


def _labelled(frame: Frame, row: int, label: str, look: str, text: str) -> int:
    """A label and a text over the rest of the width."""
    sheet = frame.sheets[NAME]
    sheet.write_string(row, 0, label, frame.formats[look])
    sheet.merge_range(row, 1, row, _LAST, "", frame.formats["text"])
    sheet.write_string(row, 1, text, frame.formats["text"])
    sheet.set_row(row, height_of([(label, _WIDTHS[0]), (text, _TEXT_WIDTH)]))
    return row + 1


def _note(frame: Frame, row: int, text: str) -> int:
    sheet = frame.sheets[NAME]
    sheet.merge_range(row, 0, row, _LAST, "", frame.formats["subtitle"])
    sheet.write_string(row, 0, text, frame.formats["subtitle"])
    sheet.set_row(row, height_of([(text, _TEXT_WIDTH + _WIDTHS[0])]) + 2)
    return row + 2
