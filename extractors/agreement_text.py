"""The text of one agreement as rows: one per printed line, parties as headings, names of signers masked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from config.layout import Layout
from extractors.masking import MASK, mask_numbers, mask_signature
from extractors.records import Block, Box, Extraction, Part, PartStream, RawRow, Reading, RejectedDocument, row_id

#: lines among which the title must begin
_TITLE_LINES = 40
_DEED_BEGINS = re.compile(r"^pada hari ini\b", re.I)
_FIRST_ARTICLE = re.compile(r"^pasal\s+(?:1|i|satu)\b", re.I)
_ARTICLE = re.compile(r"^pasal\s+\w+", re.I)
_PARTIES_SIGN = re.compile(
    r"^pihak\s+(?:ke\s?satu|pertama|ke\s?dua|i|ii|1|2)\s*[,.]?(?:\s+pihak\s+\w+\s*[,.]?)?$", re.I
)
#: a signer as the deed introduces him: a number or ``Nama`` before the name, a comma, colon or title behind
_SIGNER = re.compile(
    r"^((?:\(?(?:[ivx]{1,4}|\d{1,2})[.)]+\s*)|(?:nama\s*:\s*))(.+?(?:,\s*(?:[a-z]{1,5}\.)+[a-z]{0,4}\.?)*)"
    r"(\s*(?:[,:;]|\bselaku\b|\bdalam\b).*|)$",
    re.I,
)
_BETWEEN = re.compile(r"\bantara\b(.+?)\btentang\b", re.I)
_NUMBER_LINE = re.compile(r"^no(?:mor)?\b\s*[:.]", re.I)
_PARTS_PARTIES = re.compile(r"\s+(?:dengan|dan)\s+", re.I)


def why_no_text(reading: Reading, layout: Layout) -> str | None:
    """Why ``reading`` is not running text of ``layout``; None where it is."""
    rule = layout.running_text
    assert rule is not None
    lines = [text for _, text, _, _ in itertools.islice(_lines(reading.parts), 4000)]
    if not any(_matches(rule.start, line) for line in lines[:_TITLE_LINES]):
        return "judul naskah tidak ditemukan di awal dokumen"
    missing = [pattern for pattern in rule.needs if not any(_matches((pattern,), line) for line in lines)]
    return f"baris yang diharapkan tidak ada: {missing[0]}" if missing else None


def read_text(reading: Reading | PartStream, layout: Layout) -> Extraction:
    """Every printed line as a row of the column ``text``; raises :class:`RejectedDocument` where there are too few."""
    rows: list[RawRow] = []
    printed: list[str] = []
    state = "head"
    for part, text, box, is_sure in _lines(reading.parts):
        state = _next_state(state, text)
        number = 1 + sum(row.page == part.page for row in rows[-400:])
        masked = _mask(text, state)
        printed.append(masked)
        rows.append(
            RawRow(
                source_row_id=row_id(reading.document_id, part.page or "", number),
                document_id=reading.document_id,
                page=part.page,
                sheet=part.sheet,
                row_number=number,
                sheet_row=None,
                block=1,
                zone="body",
                bbox=box,
                cells=[masked],
                values={"text": masked},
                confidence=[1.0 if is_sure else 0.0] if part.is_scanned else None,
                low_confidence=() if is_sure else ("text",),
            )
        )
    if len(rows) < layout.min_rows:
        raise RejectedDocument("row_count", f"{len(rows)} baris terbaca, kurang dari {layout.min_rows}")
    headings = (*_titles(printed), *(f"pihak {n} : {name}" for n, name in enumerate(_parties(printed), start=1)))
    block = Block(1, headings, (), rows[0].page, rows[-1].page)
    return Extraction(
        reading.document_id, reading.file_name, reading.format, reading.page_count, layout, rows, [block],
        [*reading.warnings],
    )  # fmt: skip


def _lines(parts: Iterable[Part]) -> Iterator[tuple[Part, str, Box | None, bool]]:
    """(page, line, place, was it read surely) from top to bottom; the rows of a table on the way are lines, too."""
    for part in parts:
        for index in range(len(part.tables) + 1):
            for line in part.texts:
                if line.table_index == index and line.text.strip():
                    yield part, " ".join(line.text.split()), line.box, line.is_sure
            for row in part.tables[index].rows if index < len(part.tables) else ():
                cells = [cell for cell in row.cells if cell is not None and cell.text.strip()]
                if cells:
                    text = " ".join(" ".join(cell.text.split()) for cell in cells)
                    yield part, text, row.box, all(cell.is_sure for cell in cells)


def _next_state(state: str, text: str) -> str:
    """``head``, ``opening`` (who signs), ``articles``, ``closing`` (signatures): the parts of a deed in their order."""
    if state == "head" and _DEED_BEGINS.match(text):
        return "opening"
    if state in ("head", "opening") and _FIRST_ARTICLE.match(text):
        return "articles"
    if state == "articles" and _PARTIES_SIGN.match(text):
        return "closing"
    return "articles" if state == "closing" and _ARTICLE.match(text) else state


def _mask(text: str, state: str) -> str:
    if state == "closing" and not _PARTIES_SIGN.match(text):
        return mask_signature(text)
    signer = _SIGNER.match(text) if state == "opening" else None
    if signer is not None:
        return signer[1] + (MASK if mask_signature(signer[2]) == MASK else signer[2]) + mask_numbers(signer[3])
    return mask_numbers(text)


def _titles(lines: list[str]) -> list[str]:
    return list(itertools.takewhile(lambda line: not _DEED_BEGINS.match(line), lines[:_TITLE_LINES]))


def _parties(lines: list[str]) -> list[str]:
    """The names between ``ANTARA`` and ``TENTANG``, so that the first government among them is the issuer."""
    found = _BETWEEN.search(" ".join(line for line in _titles(lines) if not _NUMBER_LINE.match(line)))
    return [name.strip() for name in _PARTS_PARTIES.split(found[1].strip())] if found else []


def _matches(patterns: tuple[str, ...], line: str) -> bool:
    return any(re.search(pattern, line, re.IGNORECASE) for pattern in patterns)
