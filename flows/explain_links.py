"""The links of one agreement for a reader: matched words in both texts, the sum behind the probability, objections."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from config.glossary import load_glossary
from flows.terminal import decimal, likelihood

_COMPARED_SHOWN = 8
_INDENT = (0, 0, 0, 2)
_FOUND = "bold underline"
_AGREEMENT_FIELDS = {"title": "judul", "scope": "ruang lingkup"}
_LINE_FIELDS = {
    "name": "nama", "indicator": "indikator", "note": "catatan", "location": "lokasi", "context": "di atasnya",
}  # fmt: skip
_CARRIED = {
    "padanan_kode": "dibawa dari baris padanan menurut kode",
    "padanan_nama": "dibawa dari baris padanan menurut nama",
    "dibuka_kembali": "dibuka kembali",
}


def show_links(agreement: Mapping[str, Any], links: Sequence[Mapping[str, Any]], console: Console) -> None:
    """Print accepted, open and decided links in full, one line each for the others that were compared."""
    if links:
        console.print("\nBukti", style="bold")
    told = [link for link in links if _is_told(link)]
    for number, link in enumerate(told, start=1):
        _show_link(number, agreement, link, console)
    others = [link for link in links if not _is_told(link)]
    if others:
        console.print(f"\nDibandingkan, tidak diusulkan ({len(others)})", style="bold")
    for link in others[:_COMPARED_SHOWN]:
        console.print(f"- {line_title(link)}")
        console.print(f"  {likelihood(link['probability'])}; {place_of(link)}", style="dim")
    if len(others) > _COMPARED_SHOWN:
        console.print(f"... dan {len(others) - _COMPARED_SHOWN} lainnya (lihat --json)", style="dim")


def _is_told(link: Mapping[str, Any]) -> bool:
    return link["state"] == "accepted" or bool(link.get("is_open")) or link["decided_by"] == "person"


def _show_link(number: int, agreement: Mapping[str, Any], link: Mapping[str, Any], console: Console) -> None:
    words, evidence = load_glossary(), link.get("evidence") or {}
    console.print(f"\n{number}. {line_title(link)}", style="bold")
    basis = words.bases[link["basis"]].label if link["basis"] in words.bases else link["basis"]
    state = words.link_states[link["state"]].label
    by = words.deciders[link["decided_by"]].label
    lines: list[Any] = [
        f"{state} (oleh {by}); kekuatan {link['strength']}: {basis}; peluang {likelihood(link['probability'])}",
        f"{place_of(link)}; {link.get('skpd_name') or 'perangkat daerah tidak disebut'}",
        *_decision(evidence.get("decision")),
        *_citations(evidence.get("citations") or ()),
        *_texts(agreement, link, evidence),
        _sum(evidence.get("terms") or {}, link["probability"]),
        *_against(evidence),
    ]
    for line in lines:
        console.print(Padding(line, _INDENT, expand=False))


def line_title(link: Mapping[str, Any]) -> str:
    """Code (or the printed number, called so) and name of the line."""
    number = f"No. {link['number_printed']}" if link.get("number_printed") else ""
    return f"{link.get('code') or number} {link.get('name') or ''}".strip()


def place_of(row: Mapping[str, Any]) -> str:
    """Document, page or sheet, and row, as a reader finds it."""
    page, sheet = row.get("page"), row.get("sheet")
    where = f"hlm. {int(page)}" if page is not None and pd.notna(page) else f"lembar {sheet}"
    number = row.get("sheet_row") if row.get("sheet_row") is not None and pd.notna(row.get("sheet_row")) else None
    line = number if number is not None else row.get("row_number")
    return f"{row.get('file_name')}, {where}, baris {int(line) if line is not None and pd.notna(line) else '?'}"


def _decision(decision: Mapping[str, Any] | None) -> Iterator[str]:
    if decision:
        when = f" pada {decision['decided_at']}" if decision.get("decided_at") else ""
        way = _CARRIED.get(decision.get("carried_by") or "", "")
        rest = [part for part in (way, decision.get("remark"), decision.get("note")) if part]
        yield f"putusan {decision['verdict']} oleh {decision['reviewer'] or '-'}{when}" + "".join(
            f"; {part}" for part in rest
        )


def _citations(citations: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    bases = load_glossary().bases
    for citation in citations:
        if citation["holds"]:
            basis = bases[citation["basis"]].label if citation["basis"] in bases else citation["basis"]
            row = citation.get("row")
            where = "di rincian di bawahnya" if row else f"di {_LINE_FIELDS[citation['line_field']]}"
            place = f" ({place_of(row | {'file_name': 'dokumen yang sama', 'row_number': row['row']})})" if row else ""
            yield f"dikutip {where}{place}: {basis}, “{citation['line_text']}”"


def _texts(agreement: Mapping[str, Any], link: Mapping[str, Any], evidence: Mapping[str, Any]) -> Iterator[Text]:
    """The texts of both sides that share words, the words marked."""
    matches = evidence.get("matches") or ()
    cited = [each for each in evidence.get("citations") or () if not each.get("row")]
    for field, label in _AGREEMENT_FIELDS.items():
        spans = [match["agreement_span"] for match in matches if match["agreement_field"] == field]
        if spans and agreement.get(field):
            yield Text(f"naskah, {label}: ") + mark(str(agreement[field]), spans)
    for field, label in _LINE_FIELDS.items():
        spans = [each["line_span"] for each in (*matches, *cited) if each["line_field"] == field]
        text = evidence.get("context") if field == "context" else link.get(field)
        if spans and text:
            yield Text(f"baris, {label}: ") + mark(str(text), spans)


def mark(text: str, spans: Sequence[Sequence[int]]) -> Text:
    """``text`` with the stretches of ``spans`` in «quotes» and bold; stretches that meet or overlap become one."""
    marked, done = Text(), 0
    for start, end in _joined(spans):
        marked.append(text[done:start]).append(f"«{text[start:end]}»", style=_FOUND)
        done = end
    return marked.append(text[done:])


def _joined(spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((int(first), int(last)) for first, last in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _sum(terms: Mapping[str, float], probability: float) -> Table:
    """Every term in log-odds, heaviest first after the base, and their sum."""
    labels = load_glossary().score_terms
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_row(Text("hitungan dalam log-odds", style="italic"), "")
    ends = ("dasar", "putusan", "kalibrasi")
    inner = sorted((name for name in terms if name not in ends), key=lambda name: (-abs(terms[name]), name))
    for name in (*(name for name in ends[:1] if name in terms), *inner, *(name for name in ends[1:] if name in terms)):
        style = "red" if terms[name] < 0 and name != "dasar" else ""
        table.add_row(f"  {labels.get(name, name.replace('_', ' '))}", Text(decimal(terms[name], signed=True), style))
    total = decimal(round(math.fsum(terms.values()), 3), signed=True)
    table.add_row(f"  jumlah, setara peluang {likelihood(probability)}", Text(total, "bold"))
    return table


def _against(evidence: Mapping[str, Any]) -> Iterator[str]:
    """What speaks against the link: refutations, and the rivals that are likelier."""
    said = list(evidence.get("against") or ())
    rivals = evidence.get("rivals") or {}
    line, other = rivals.get("stronger_line"), rivals.get("stronger_agreement")
    if line:
        said.append(f"baris lain naskah ini lebih mungkin: {line['name']} ({likelihood(line['probability'])})")
    if other:
        said.append(
            f"naskah lain lebih mungkin untuk baris ini: {other['title']} [{other['agreement_id'][:8]}] "
            f"({likelihood(other['probability'])})"
        )
    for text in said:
        yield f"keberatan: {text}"
    if rivals:
        yield f"urutan {rivals['rank']} dari {rivals['of']} baris yang dibandingkan dalam dokumennya"
    if not said:
        yield "tidak ada yang memberatkan"
