"""The status of one agreement, axis by axis, with every piece of evidence and its place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from rich.console import Console

from config.assessment_flags import load_flag_meanings
from config.glossary import load_glossary
from config.reference import load_reference
from config.settings import Settings
from flows.asof import warehouse_as_of
from flows.explain_links import place_of, show_links
from flows.failures import NotFound
from flows.terminal import print_inset, rupiah
from transforms.names import normalise
from transforms.wording import format_day
from warehouse import read
from warehouse.provenance import read_sources

_AXES = ("naskah", "cakupan", "rencana", "anggaran", "realisasi")
#: what a printed row is to the agreement beside the one that names it
_ROLES = {"utama": "", "bagian": "judul bagian", "lanjutan": "lanjutan", "sel_gabungan": "sel gabungan"}
_MONEY = {"planned": "rencana", "budgeted": "anggaran", "realised": "realisasi"}


def explain_agreement(
    settings: Settings,
    given: str,
    year: int | None,
    console: Console | None,
    as_of: dt.date | None = None,
    known_on: int | None = None,
) -> dict[str, Any]:
    """Findings for the agreement that ``given`` (id, number or words of the title) names; raises :class:`NotFound`.

    ``as_of`` judges another day, ``known_on`` asks what was known when that run had ended.
    """
    with warehouse_as_of(settings, as_of, known_on) as engine:
        agreement = find_agreement(read.read_agreements(engine), read.read_parties(engine), given)
        agreement_id = agreement["agreement_id"]
        assessments = read.read_table(engine, "assessment", agreement_id=agreement_id)
        assessments = assessments.sort_values(["fiscal_year", "party_region_code"])
        links = read.read_table(engine, "link", agreement_id=agreement_id)
        lines = read.read_lines(engine, linked_to=agreement_id)
        parties = read.read_table(engine, "agreement_party", agreement_id=agreement_id)
        sources = read_sources(engine, agreement_id)
    if year is not None:
        assessments = assessments[assessments["fiscal_year"] == year]
    evidence = links.merge(lines, on="line_item_id", how="left")
    if year is not None:
        evidence = evidence[evidence["fiscal_year"] == year]
    order = (
        evidence["state"]
        .map({"accepted": 0, "candidate": 1, "rejected": 2})
        .mask((evidence["state"] == "candidate") & ~evidence["is_open"].astype(bool), 3)
    )
    evidence = evidence.assign(order=order).sort_values(
        ["order", "probability", "line_item_id"], ascending=[True, False, True]
    )
    payload = {
        "as_of": as_of,
        "known_on": known_on,
        "agreement": _plain(agreement),
        "parties": [_plain(row) for row in parties.to_dict("records")],
        "sources": [_plain(row) for row in sources.to_dict("records")],
        "assessments": [_plain(row) for row in assessments.to_dict("records")],
        "links": [_plain(row) for row in evidence.drop(columns="order").to_dict("records")],
    }
    if console is not None:
        _show(payload, console)
    return payload


def find_agreement(agreements: pd.DataFrame, parties: pd.DataFrame, given: str) -> dict[str, Any]:
    """The one agreement whose id begins with ``given``, whose number it is, or whose title or partner holds it."""
    wanted = normalise(given)
    partners = parties.groupby("agreement_id")["name"].agg(lambda names: normalise(" ".join(map(str, names))))
    # Publications print ids in groups, so that they are not taken for identity numbers.
    by_id = agreements[agreements["agreement_id"].str.startswith(given.replace("-", ""))]
    by_number = agreements[[normalise(_text(number)) == wanted for number in agreements["number"]]]
    in_words = [
        wanted in normalise(_text(row.title)) or wanted in partners.get(row.agreement_id, "")
        for row in agreements.itertuples()
    ]
    for hits in (by_id, by_number, agreements[in_words]):
        if len(hits) == 1:
            found: dict[str, Any] = hits.iloc[0].to_dict()
            return found
        if len(hits) > 1:
            shown = "; ".join(f"{row.agreement_id[:8]} {row.title}" for row in hits.head(8).itertuples())
            raise NotFound(f"{len(hits)} perjanjian cocok dengan '{given}': {shown}")
    raise NotFound(f"tidak ada perjanjian yang cocok dengan '{given}'; sebutkan id, nomor, atau kata dari judulnya")


def _show(payload: dict[str, Any], console: Console) -> None:
    agreement = payload["agreement"]
    console.print(agreement["title"] or "(tanpa judul)", style="bold")
    if asked := _asked(payload):
        console.print(asked, style="italic")
    partners = "; ".join(str(party["name"]) for party in payload["parties"])
    console.print(f"Pihak: {partners}")
    term = f"{_day(agreement.get('start_date')) or '?'} s.d. {_day(agreement.get('end_date')) or '?'}"
    signed = _day(agreement.get("signed_date")) or agreement.get("signed_date_printed") or "-"
    console.print(
        f"Naskah: {agreement.get('instrument_printed') or '-'}; nomor {agreement.get('number') or '-'}; "
        f"ditandatangani {signed}; {term}",
    )
    for source in payload["sources"]:
        said = _ROLES.get(source["role"], source["role"])
        console.print(f"Sumber{f' ({said})' if said else ''}: {place_of(source)}")
    regions = load_reference().regions.set_index("region_code")["name"]
    for row in payload["assessments"]:
        party = regions.get(row["party_region_code"], row["party_region_code"])
        console.print(f"\n{row['fiscal_year']}, {party}: {_status(row['status'])}", style="bold")
        print_inset(console, row["reason"])
        print_inset(console, "; ".join(f"{axis}: {_value(axis, row[axis])}" for axis in _AXES))
        money = {word: row.get(f"supporting_{key}_sen") for key, word in _MONEY.items()}
        shown = ", ".join(f"{word} {rupiah(int(value))}" for word, value in money.items() if value)
        print_inset(console, f"Pagu sub kegiatan pendukung: {shown or '-'}")
        for flag in row["flags"] or ():
            print_inset(console, f"Catatan: {load_flag_meanings().get(flag, flag)}", style="dim")
    if not payload["assessments"]:
        console.print("\nTidak ada penilaian untuk tahun itu.")
    show_links(agreement, payload["links"], console)


def _asked(payload: dict[str, Any]) -> str | None:
    """For which day and by what knowledge the answer holds, where that isn't the present."""
    said = [f"dinilai per {format_day(payload['as_of'])}"] if payload["as_of"] else []
    said += [f"menurut yang diketahui sampai putaran {payload['known_on']}"] if payload["known_on"] else []
    return f"Keadaan lampau: {', '.join(said)}" if said else None


def _status(code: str) -> str:
    known = load_glossary().statuses.get(code)
    return f"{known.label} ({code})" if known else code


def _value(axis: str, code: str) -> str:
    known = load_glossary().axes[axis].values.get(code)
    return known.label if known else code


def _day(day: Any) -> str | None:
    return format_day(day) if isinstance(day, dt.date) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: None if _is_missing(value) else value for key, value in row.items()}


def _is_missing(value: object) -> bool:
    return value is None or (not isinstance(value, list | dict | tuple) and bool(pd.isna(value)))
