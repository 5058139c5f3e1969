"""Sheet Ringkasan: what was looked at, how the agreements stand per region and year, which documents are missing."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from config.glossary import load_glossary
from warehouse.publish.content import Row
from warehouse.publish.frame import Frame
from warehouse.publish.grid import set_print
from warehouse.publish.summary import OPEN, WITHOUT_DOCUMENTS, Standing, count_statuses
from warehouse.publish.wording import NOT_JUDGED, document_text, long_day

NAME = "Ringkasan"
_WIDTHS = (30, 9, 13, 15, 13, 15, 13, 13, 15)
_LAST = len(_WIDTHS) - 1
_MOST_MISSING = 25
_TONES = {
    "good": "terintegrasi",
    "waiting": "sedang menunggu dokumen anggaran",
    "lacking": "belum terintegrasi atau perlu ditinjau",
    "open": "menunggu putusan orang",
    "unknown": "belum dapat dinilai",
    "outside": "tidak dinilai terhadap APBD",
}


def write_overview(frame: Frame) -> None:
    sheet = frame.sheets[NAME]
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    standings = count_statuses(frame.content.reconciliation)
    row = _write_title(frame)
    row = _write_integration(frame, row, standings)
    for region, group in groupby(standings, key=lambda standing: standing.region):
        row = _write_region(frame, row, region, list(group))
    row = _write_missing(frame, row)
    row = _write_legend(frame, row)
    sheet.set_portrait()
    set_print(sheet, "Ringkasan rekonsiliasi", frame.footer, 0, row, _LAST, is_wide=False)
    sheet.set_portrait()
    sheet.activate()


def _write_title(frame: Frame) -> int:
    sheet, formats, content = frame.sheets[NAME], frame.formats, frame.content
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Rekonsiliasi kerja sama daerah dengan perencanaan dan anggaran", formats["title"])
    states = Counter(row["keadaan"] for row in content.documents)
    facts = (
        ("Dinilai per", long_day(content.as_of)),
        ("Wilayah", ", ".join(content.regions) or "–"),
        ("Naskah", str(len({row["agreement_id"] for row in content.reconciliation}))),
        ("Tautan", _link_counts(content.evidence)),
        ("Dokumen", f"{_loaded(content.documents)} dimuat, {states['dikarantina']} dikarantina"),
        ("Putaran", f"{content.run.get('run_id', '–')} (kode {content.run.get('code_version', '–')})"),
    )
    for number, (label, value) in enumerate(facts, start=1):
        sheet.write_string(number, 0, label, formats["plain_bold"])
        sheet.write_string(number, 1, value, formats["plain"])
    return len(facts) + 2


def _loaded(documents: list[Row]) -> int:
    return len(
        {row["berkas"] for row in documents if row["berkas"] and row["keadaan"] not in ("dikarantina", "ditarik")}
    )


def _link_counts(evidence: list[Row]) -> str:
    states = Counter(row["keadaan"] for row in evidence)
    return f"{states['accepted']} diterima, {states['candidate']} menunggu putusan"


def _write_integration(frame: Frame, row: int, standings: list[Standing]) -> int:
    """The share by count with its denominator, one row per region and year."""
    sheet, formats = frame.sheets[NAME], frame.formats
    row = _section(frame, row, "Bagian naskah yang terintegrasi")
    headings = (
        "Wilayah", "Tahun", "Naskah tercatat", "Berlaku dan memerlukan APBD", "Menunggu putusan",
        "Menunggu dokumen", "Sudah dinilai (penyebut)", "Terintegrasi", "Bagian terintegrasi",
    )  # fmt: skip
    _headings(frame, row, headings)
    for standing in standings:
        row += 1
        sheet.write_string(row, 0, standing.region, formats["text_bold"])
        sheet.write_number(row, 1, standing.year, formats["year"])
        counts = (
            standing.recorded, standing.wanted, standing.of(OPEN), standing.of(WITHOUT_DOCUMENTS), standing.judged,
            standing.integrated,
        )  # fmt: skip
        for number, count in enumerate(counts, start=2):
            sheet.write_number(row, number, count, formats["whole"])
        if standing.share is None:
            sheet.write_string(row, _LAST, NOT_JUDGED, formats["unknown_money"])
        else:
            sheet.write_number(row, _LAST, standing.share, formats["share"])
    return _note(
        frame,
        row + 1,
        "Terintegrasi: dianggarkan atau direalisasikan. Penyebut: naskah yang berlaku pada tahun itu, memerlukan APBD, "
        "dan dokumennya sudah dilihat utuh. Yang menunggu putusan atau dokumen tidak dihitung sebagai kekurangan.",
    )


def _write_region(frame: Frame, row: int, region: str, standings: list[Standing]) -> int:
    """Counts per status, a pair of columns (count, share of recorded) per year; only statuses that occur."""
    sheet, formats = frame.sheets[NAME], frame.formats
    shown = standings[-4:]
    row = _section(frame, row, f"Status naskah: {region}")
    headings = ["Status", *(text for s in shown for text in (str(s.year), f"dari {s.recorded}"))]
    _headings(frame, row, headings)
    for code, status in load_glossary().statuses.items():
        if not any(standing.counts[code] for standing in shown):
            continue
        row += 1
        sheet.write_string(row, 0, status.label, formats[f"tone:{status.tone}"])
        for number, standing in enumerate(shown):
            count = standing.counts[code]
            sheet.write_number(row, 1 + 2 * number, count, formats["whole"])
            sheet.write_number(row, 2 + 2 * number, count / standing.recorded, formats["share"])
    row += 1
    sheet.write_string(row, 0, "Naskah tercatat", formats["total"])
    for number, standing in enumerate(shown):
        sheet.write_number(row, 1 + 2 * number, standing.recorded, formats["total_whole"])
        sheet.write_blank(row, 2 + 2 * number, None, formats["total"])
    return row + 2


def _write_missing(frame: Frame, row: int) -> int:
    """Documents that are late or were refused: what the answers still wait for."""
    sheet, formats = frame.sheets[NAME], frame.formats
    missing = [r for r in frame.content.documents if r["keadaan"] in ("terlambat", "dikarantina")]
    row = _section(frame, row, "Dokumen yang belum ada atau tidak dapat dipakai")
    if not missing:
        sheet.write_string(row, 0, "Tidak ada.", formats["plain"])
        return row + 2
    for each in missing[:_MOST_MISSING]:
        if each["keadaan"] == "dikarantina":
            text = f"{each['berkas']}: {each['alasan']}"
        else:
            region = each["wilayah"] or each["kode_wilayah"] or ""
            office = f", {each['perangkat_daerah']}" if each["perangkat_daerah"] else ""
            text = f"{document_text(each)} {region}{office}, tenggat {long_day(each['tenggat'])}"
        sheet.write_string(row, 0, each["keadaan"], formats["tone:lacking"])
        sheet.merge_range(row, 1, row, _LAST, "", formats["text"])
        sheet.write_string(row, 1, text, formats["text"])
        sheet.set_row(row, 12.5 * max(1, -(-len(text) // 105)) + 2)
        row += 1
    if len(missing) > _MOST_MISSING:
        more = f"dan {len(missing) - _MOST_MISSING} lainnya; lihat lembar Dokumen"
        sheet.write_string(row, 0, more, formats["plain"])
        row += 1
    return row + 1


def _write_legend(frame: Frame, row: int) -> int:
    sheet, formats = frame.sheets[NAME], frame.formats
    row = _section(frame, row, "Cara membaca")
    for tone, meaning in _TONES.items():
        labels = [status.label for status in load_glossary().statuses.values() if status.tone == tone]
        sheet.write_string(row, 0, meaning, formats[f"tone:{tone}"])
        sheet.merge_range(row, 1, row, _LAST, "", formats["text"])
        sheet.write_string(row, 1, "; ".join(labels), formats["text"])
        sheet.set_row(row, 26)
        row += 1
    return _note(
        frame,
        row,
        "Rupiah di mana pun adalah pagu sub kegiatan pendukung, bukan uang naskah itu sendiri. 'Belum dapat dinilai' "
        "berarti dokumennya belum ada atau belum lengkap; tidak pernah berarti tidak ada program. Arti setiap istilah "
        "ada pada lembar Kamus.",
    )


def _section(frame: Frame, row: int, title: str) -> int:
    sheet = frame.sheets[NAME]
    for number in range(_LAST + 1):
        sheet.write_blank(row, number, None, frame.formats["section"])
    sheet.write_string(row, 0, title, frame.formats["section"])
    sheet.set_row(row, 18)
    return row + 1


def _headings(frame: Frame, row: int, headings: tuple[str, ...] | list[str]) -> None:
    for number, heading in enumerate(headings):
        frame.sheets[NAME].write_string(row, number, heading, frame.formats["header"])
    frame.sheets[NAME].set_row(row, 40 if max(map(len, headings)) > 14 else 18)


def _note(frame: Frame, row: int, text: str) -> int:
    sheet = frame.sheets[NAME]
    sheet.merge_range(row, 0, row, _LAST, "", frame.formats["subtitle"])
    sheet.write_string(row, 0, text, frame.formats["subtitle"])
    sheet.set_row(row, 12.5 * max(1, -(-len(text) // 125)) + 4)
    return row + 2
