"""From a file to named rows: the reader by content, the one layout that fits, the assembled rows."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from config.layout import Fingerprint, Layout, load_layouts
from extractors.agreement_text import why_no_text
from extractors.assemble import assemble
from extractors.blank_forms import describe_blank_form
from extractors.header_rows import find_header, nearest_header
from extractors.heading_words import squash
from extractors.headings import bind_columns
from extractors.records import (
    Extraction,
    LayoutMismatch,
    Part,
    PartStream,
    Reading,
    RejectedDocument,
    Table,
    document_id_of,
)
from extractors.scan_rules import READ_SCANS, ScanRules

_PARTS_SEARCHED = 12
_TABLES_SEARCHED = 200
_ROWS_SEARCHED = 80
_NONE: tuple[int, list[str], list[str]] = (0, [], [])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One layout held against a reading: ``reason`` says why it was not chosen, None where it fits."""

    layout: Layout
    reason: str | None
    #: how far it came: 0 other format, 1 fingerprint, 2 header, 3 columns, 4 fits
    depth: int


def read(path: Path, scans: ScanRules = READ_SCANS) -> Reading:
    """The file's pages or sheets; raises :class:`RejectedDocument` when it can't be read."""
    return open_parts(path, scans=scans).reading()


def open_parts(path: Path, processes: int = 1, scans: ScanRules = READ_SCANS) -> PartStream:
    """The file's pages or sheets one by one; long PDFs are read by so many ``processes`` beside this one."""
    document_id = document_id_of(path)
    with path.open("rb") as stream:
        start = stream.read(1024)
    if not start:
        raise RejectedDocument("empty_file", "berkas kosong (0 bita); unggah ulang berkas aslinya")
    if b"%PDF-" in start:
        from extractors.pdf_tables import stream_pdf

        return stream_pdf(path, document_id, processes, scans)
    from extractors.spreadsheet import read_spreadsheet

    sheets = read_spreadsheet(path, document_id)
    parts = (part for part in sheets.parts)
    return PartStream(document_id, sheets.file_name, sheets.format, parts, sheets.page_count, list(sheets.warnings))


def extract(
    path: Path,
    layouts: Mapping[str, Layout] | None = None,
    *,
    processes: int = 1,
    scans: ScanRules = READ_SCANS,
    report: Callable[[int, int], None] | None = None,
) -> Extraction:
    """The rows of ``path`` in the one layout that fits; raises :class:`RejectedDocument`.

    ``report`` is told after each page or sheet how many are done, and of how many.
    """
    with _collector_off():
        stream = open_parts(path, processes, scans)
        with closing(stream.parts):
            parts = stream.parts if report is None else _reported(stream.parts, stream.page_count, report)
            head = list(islice(parts, _PARTS_SEARCHED))
            try:
                layout = choose_layout(stream.reading(head), layouts)
            except RejectedDocument:
                # Why none fits may stand on any page: all of them are scans, no page has a table.
                head.extend(parts)
                layout = choose_layout(stream.reading(head), layouts)
            return assemble(replace(stream, parts=_chained(head, parts)), layout)


def _chained(head: list[Part], rest: Iterator[Part]) -> Generator[Part, None, None]:
    """First ``head``, which is emptied, then ``rest``."""
    head.reverse()
    while head:
        yield head.pop()
    yield from rest


def _reported(parts: Iterator[Part], total: int, report: Callable[[int, int], None]) -> Iterator[Part]:
    for done, part in enumerate(parts, start=1):
        report(done, total)
        yield part


@contextmanager
def _collector_off() -> Iterator[None]:
    """Reading makes a thousand objects a page and no cycles: looking for cycles costs a tenth and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def choose_layout(reading: Reading, layouts: Mapping[str, Layout] | None = None) -> Layout:
    """Exactly one layout must fit; none or two is an error that says what was seen and what to do."""
    candidates = judge_layouts(reading, layouts)
    fitting = [candidate.layout for candidate in candidates if candidate.reason is None]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(layout.id for layout in fitting)
        raise RejectedDocument("ambiguous_layout", f"lebih dari satu tata letak cocok: {names}; perketat sidik jarinya")
    if not any(part.tables for part in reading.parts):
        if any(candidate.layout.running_text and candidate.depth > 0 for candidate in candidates):
            raise _no_layout(reading, candidates)
        raise RejectedDocument("no_table", "tidak ada tabel bergaris yang ditemukan dalam dokumen ini")
    blank = describe_blank_form(reading)
    if blank is not None and all(candidate.depth < 2 for candidate in candidates):
        raise RejectedDocument("unfilled_form", blank)
    raise _no_layout(reading, candidates)


def _no_layout(reading: Reading, candidates: list[Candidate]) -> RejectedDocument:
    nearest = sorted(candidates, key=lambda c: (-c.depth, c.layout.id))[:2]
    seen = "; ".join(f"{candidate.layout.id}: {candidate.reason}" for candidate in nearest if candidate.depth > 0)
    titles = " | ".join(_title_lines(reading)[:4]) or "tanpa judul"
    code = "column_mismatch" if nearest and nearest[0].depth >= 2 else "no_layout"
    return RejectedDocument(
        code,
        f"tidak ada tata letak yang cocok. Judul terbaca: {titles[:300]}. Terdekat: {seen[:900] or '-'}. "
        "Jalankan 'selaras inspect BERKAS' untuk melihat tabelnya dan menyusun tata letak baru",
    )


def judge_layouts(reading: Reading, layouts: Mapping[str, Layout] | None = None) -> list[Candidate]:
    """Every known layout with the reason why it does not fit, or None."""
    known = load_layouts() if layouts is None else layouts
    text = squash(" ".join(_searched_text(reading)))
    return [_judge(reading, layout, text) for layout in known.values()]


def _judge(reading: Reading, layout: Layout, text: str) -> Candidate:
    if reading.format not in layout.formats:
        return Candidate(layout, f"format {reading.format} bukan {'/'.join(layout.formats)}", 0)
    mark = layout.fingerprint
    if lacking := [phrase for phrase in mark.all_of if squash(phrase) not in text]:
        return Candidate(layout, f"frasa '{lacking[0]}' tidak ada", 0)
    if mark.any_of and not any(squash(phrase) in text for phrase in mark.any_of):
        return Candidate(layout, f"tidak satu pun frasa ada: {', '.join(mark.any_of)}", 0)
    if present := [phrase for phrase in mark.none_of if squash(phrase) in text]:
        return Candidate(layout, f"frasa '{present[0]}' menandakan dokumen lain", 1)
    if (other := _cited_first(text, mark)) is not None:
        return Candidate(layout, f"frasa '{other}' tercetak lebih dahulu, jadi dokumen lain", 1)
    if layout.running_text is not None:
        reason = why_no_text(reading, layout)
        return Candidate(layout, reason, 4 if reason is None else 1)
    reason, depth = "", 1
    for table in _searched_tables(reading):
        header = find_header(table, layout)
        if header is None:
            continue
        try:
            bind_columns(table, layout, header)
        except LayoutMismatch as mismatch:
            reason, depth = mismatch.detail, 3
            continue
        return Candidate(layout, None, 4)
    return Candidate(layout, reason if depth > 1 else _why_no_header(reading, layout), depth)


def _searched_tables(reading: Reading) -> Iterator[Table]:
    """The tables in which a layout's header is looked for: chapters of text may stand before the first of them."""
    return islice((table for part in reading.parts for table in part.tables), _TABLES_SEARCHED)


def _why_no_header(reading: Reading, layout: Layout) -> str:
    """Which row came nearest to a header of ``layout``, and which of its headings the layout doesn't know."""
    seen = (nearest_header(table, layout) for table in _searched_tables(reading))
    known, texts, unknown = max(seen, key=lambda found: found[0], default=_NONE)
    if not known:
        return "kepala tabel tidak ditemukan"
    shown = "; ".join(f"'{text}'" for text in unknown)
    return f"kepala tabel tidak ditemukan: hanya {known} dari {len(texts)} judul dikenal, tidak dikenal {shown[:300]}"


def _cited_first(text: str, mark: Fingerprint) -> str | None:
    """The phrase of ``before`` that stands before all of ``any_of`` in the squashed ``text``."""
    own = min((at for phrase in mark.any_of if (at := text.find(squash(phrase))) >= 0), default=len(text))
    places = {at: phrase for phrase in mark.before if (at := text.find(squash(phrase))) >= 0}
    first = min(places, default=len(text))
    return places[first] if first < own else None


def _title_lines(reading: Reading) -> list[str]:
    lines: list[str] = []
    for part in reading.parts[:2]:
        lines += [line.text for line in part.texts if line.table_index == 0]
        for table in part.tables[:1]:
            for row in table.rows[:6]:
                text = " ".join(cell.text for cell in row.cells if cell is not None and cell.text)
                lines += [text] if text else []
    return lines


def _searched_text(reading: Reading) -> list[str]:
    texts: list[str] = []
    for part in reading.parts[:_PARTS_SEARCHED]:
        texts += [line.text for line in part.texts]
        for table in part.tables:
            for row in table.rows[:_ROWS_SEARCHED]:
                texts += [cell.text for cell in row.cells if cell is not None and cell.text]
    return texts
