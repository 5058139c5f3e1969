"""One typed record per agreement a document prints, with what is doubtful about it; nothing guessed or dropped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from config.layout import Layout
from config.reference import Reference
from transforms.agreement_numbers import numbers_in_title, split_numbers
from transforms.agreement_offices import Office, split_offices
from transforms.agreement_warnings import WarningEvidence, find_warnings
from transforms.budget_scopes import read_budget_scope
from transforms.combined_columns import spread_columns
from transforms.dates import DateOrder, ParsedDate, decide_date_order, parse_date
from transforms.instruments import Instrument, is_status, read_category, read_instrument
from transforms.names import collapse, normalise
from transforms.paired_agreements import MEMORANDUM, split_pairs
from transforms.parent_references import find_references, parent_text
from transforms.parties import Party, government_name, is_bumd, split_parties
from transforms.register_rows import PrintedAgreement, gather_agreements
from transforms.terms import Term, Validity, parse_term, resolve_validity
from transforms.titled_parties import parties_between, parties_in_title
from transforms.urusan_names import find_urusans

RECORD_COLUMNS = (
    "record_id", "document_id", "source_row_id", "slice_id", "register_no", "section", "region_code", "instrument",
    "instrument_printed", "category", "category_basis", "title", "scope", "number", "numbers", "partner_printed",
    "parties", "skpds", "urusans", "signed_date", "signed_date_printed", "date_precision", "date_flag", "start_date",
    "end_date", "end_basis", "term_printed", "auto_renew", "status_printed", "is_planned", "ended_on", "note",
    "parent_ref", "budget_scope", "budget_scope_basis", "source_rows", "warnings",
)  # fmt: skip
_CORRECTION_COLUMNS = ("source_row_id", "document_id", "column_name", "printed", "used", "reason")
_QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")
_DATE_COLUMNS = tuple(
    f"{name}{part}" for name in ("signed_date", "start_date", "end_date") for part in ("", MEMORANDUM)
)
#: flags of a date whose print could not be read as what it should be
_UNREADABLE = {
    "ambigu": "hari dan bulan tidak dapat dibedakan",
    "tidak_terbaca": "tidak terbaca sebagai tanggal",
    "tahun_tidak_wajar": "tahun tidak wajar",
    "tahun_tidak_tercetak": "tahun tidak tercetak",
    "tanggal_tidak_ada": "tanggal itu tidak ada di kalender",
    "lebih_dari_satu": "lebih dari satu tanggal",
}
_ENDED_ON = re.compile(r"(?:diakhiri|dihentikan|dibatalkan|dicabut|berhenti).*", re.I | re.S)


@dataclass(frozen=True)
class RecordFrames:
    """``records`` (:data:`RECORD_COLUMNS`), ``corrections`` (names replaced by lookup), ``quarantine`` (what could
    not be read)."""

    records: pd.DataFrame
    corrections: pd.DataFrame
    quarantine: pd.DataFrame


def build_agreement_records(
    rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference
) -> RecordFrames:
    """The agreements of one register, in print order; ``rows`` need ``row_kind``, ``slices`` one row per block.

    Where the print gives only a month or a year, ``signed_date`` is null, ``date_precision`` says how exact the print
    is, and ``parse_date(signed_date_printed)`` gives its bounds. Signers are personal data and never carried.
    """
    rows = spread_columns(rows)
    orders = _date_orders(rows)
    slice_of = {record["block"]: record for record in slices.to_dict("records")}
    return records_of(split_pairs(gather_agreements(rows, reference)), slice_of, orders, layout, reference)


def records_of(
    agreements: Iterable[PrintedAgreement],
    slice_of: Mapping[int, Mapping[str, Any]],
    orders: Mapping[int, Mapping[str, DateOrder]],
    layout: Layout,
    reference: Reference,
) -> RecordFrames:
    """The records of printed agreements, with the slice and the order of day and month of their block."""
    builders = [
        _Builder(printed, slice_of.get(printed.block, {}), orders.get(printed.block, {}), layout, reference)
        for printed in agreements
    ]
    records = [builder.record() for builder in builders]
    return RecordFrames(
        _frame([record for record in records if record is not None], RECORD_COLUMNS),
        _frame([row for builder in builders for row in builder.corrections], _CORRECTION_COLUMNS),
        _frame([row for builder in builders for row in builder.quarantine], _QUARANTINE_COLUMNS),
    )


class _Builder:
    """Reads one printed agreement; what it replaces or can't read gathers in ``corrections`` and ``quarantine``."""

    def __init__(
        self,
        printed: PrintedAgreement,
        slice_: Mapping[str, Any],
        orders: Mapping[str, DateOrder],
        layout: Layout,
        reference: Reference,
    ) -> None:
        self.is_by_issuer = layout.identify.issuer_is_executor
        self.printed, self.slice, self.orders, self.reference = printed, slice_, orders, reference
        self.region_code: str | None = slice_.get("region_code")
        self.corrections: list[dict[str, Any]] = []
        self.quarantine: list[dict[str, Any]] = []

    def record(self) -> dict[str, Any] | None:
        """The record, None (and a quarantine row) where the row says nothing of an agreement."""
        title, partner = self.text("title"), self.text("partner")
        numbers, partner_numbers = self._numbers(title)
        if not title and not partner and not numbers:
            self._refuse(None, "empty_agreement", "baris bernomor tanpa judul, mitra, dan nomor naskah")
            return None
        named = self._named_parties(title, partner)
        category, category_basis = self._category(named)
        instrument = read_instrument(
            self.text("instrument_by_column") or self.text("instrument"),
            title,
            numbers[0] if numbers else None,
            category,
            self.reference,
        )
        signed = self._signed()
        offices = self._offices()
        term, validity = self._validity(signed)
        scope, scope_basis = self._budget_scope(offices, named)
        references = find_references(
            {name: self.text(name) for name in ("note", "status", "instrument", "title")} | self._basis()
        )
        ended_on = self._ended_on()
        evidence = WarningEvidence(
            self.text,
            instrument,
            category,
            named,
            parties_between(title, self.reference),
            bool(numbers),
            signed,
            term,
            validity,
            ended_on,
            self.reference,
        )
        return {
            "record_id": self._record_id(),
            "document_id": self.printed.document_id,
            "source_row_id": self.printed.source_row_id,
            "slice_id": self.slice.get("slice_id"),
            "register_no": self.text("no"),
            "section": self.printed.section,
            "region_code": self.region_code,
            "instrument": instrument.code,
            "instrument_printed": self.text("instrument"),
            "category": category,
            "category_basis": category_basis,
            "title": title,
            "scope": self.text("scope"),
            "number": numbers[0] if numbers else None,
            "numbers": [*numbers, *partner_numbers],
            "partner_printed": partner,
            "parties": self._parties(named, numbers, partner_numbers),
            "skpds": [_office_row(office) for office in offices],
            "urusans": self._urusans(),
            "signed_date": signed.value,
            "signed_date_printed": self.text("signed_date"),
            "date_precision": signed.precision if signed.first else None,
            "date_flag": signed.flag,
            "start_date": validity.start_date,
            "end_date": validity.end_date,
            "end_basis": validity.end_basis,
            "term_printed": self.text("term"),
            "auto_renew": term.auto_renew,
            "status_printed": self.text("status"),
            "is_planned": self._is_planned(instrument),
            "ended_on": ended_on,
            "note": self.text("note"),
            "parent_ref": parent_text(references),
            "budget_scope": scope,
            "budget_scope_basis": scope_basis,
            "source_rows": [list(source) for source in self.printed.rows],
            "warnings": find_warnings(evidence),
        }

    def _record_id(self) -> str:
        part = f"|{self.printed.part}" if self.printed.is_second else ""
        return hashlib.sha256(f"{self.printed.source_row_id}{part}".encode()).hexdigest()[:32]

    def text(self, column: str) -> str | None:
        """A column as printed, white space collapsed, placeholders such as ``-`` as None."""
        text = collapse(self.printed.values.get(column))
        return text if re.search(r"\w", text) else None

    def _numbers(self, title: str | None) -> tuple[list[str], list[str]]:
        own, partners = (split_numbers(self.printed.values.get(name)) for name in ("number", "number_2"))
        if not own and not partners:
            own = numbers_in_title(title)
        if len(own) > 1 and not partners:
            own, partners = own[:1], own[1:]
        return own, partners

    def _basis(self) -> dict[str, str]:
        """The memorandum printed beside a PKS in one row, in the words of a printed reference."""
        numbers = split_numbers(self.printed.values.get("based_on"))
        return {"based_on": f"berdasarkan KB Nomor {numbers[0]}"} if numbers else {}

    def _named_parties(self, title: str | None, partner: str | None) -> list[Party]:
        if partner:
            return split_parties(self.printed.values.get("partner"), self.reference)
        return parties_in_title(title, self.reference)

    def _category(self, named: list[Party]) -> tuple[str | None, str | None]:
        texts = [("kolom", self.text("category")), ("bagian", self.printed.section), ("kolom", self.text("instrument"))]
        if self.region_code is not None:
            category, basis = read_category(texts, self.reference)
            if category is not None:
                return category, basis
        kinds = [self._column_kind(), *(party.kind for party in named if party.region_code != self.region_code)]
        table = self.reference.lexicon.agreements.category_of_party_kind
        kind = next((kind for kind in kinds if kind), None)
        if self.region_code is None:
            return ("sinergi", "mitra") if kind == "pemda" else (None, None)
        category = next((table[kind] for kind in kinds if kind and table.get(kind)), None)
        return category, "mitra" if category else None

    def _column_kind(self) -> str | None:
        printed = normalise(self.text("category"))
        table = self.reference.lexicon.agreements.partner_columns
        return next((kind for kind, names in table.items() if printed in {normalise(n) for n in names}), None)

    def _signed(self) -> ParsedDate:
        parsed = self._date("signed_date")
        year = self._year()
        if parsed.printed is None and year is not None and not self.text("start_date"):
            return replace(parse_date(str(year)), flag="dari_kolom_tahun")
        return parsed

    def _year(self) -> int | None:
        found = re.fullmatch(r"\d{4}", self.text("year") or "")
        return int(found[0]) if found else self.printed.section_year

    def _date(self, column: str) -> ParsedDate:
        text = self.text(column)
        printed_in = f"{column}{self.printed.part}"
        order = self.orders.get(printed_in) or self.orders.get(column, "dmy")
        parsed = parse_date(text, order)
        if parsed.flag in _UNREADABLE:
            self._refuse(column, "unreadable_date", f"'{text}': {_UNREADABLE[parsed.flag]}")
        return parsed

    def _validity(self, signed: ParsedDate) -> tuple[Term, Validity]:
        term = parse_term(self.text("term"), self.orders.get("end_date", "dmy"))
        if {"jangka_tidak_terbaca", "angka_kata_berbeda"} & set(term.flags):
            self._refuse("term", "unreadable_term", f"'{self.text('term')}': {term.flags[0].replace('_', ' ')}")
        return term, resolve_validity(term, signed, self._date("start_date"), self._date("end_date"))

    def _offices(self) -> list[Office]:
        offices = split_offices(self.printed.values.get("skpd"), self.region_code, None, self.reference)
        if not offices and self.is_by_issuer and self.slice.get("skpd_name"):
            name = self.slice["skpd_name"]
            return [Office(name, self.slice["skpd_code"], name, "penerbit")]
        for office in offices:
            if office.basis == "alias" and normalise(office.printed) != normalise(office.skpd_name):
                self.corrections.append(
                    self._row("skpd", printed=office.printed, used=office.skpd_name, reason="alias")
                )
        return offices

    def _parties(self, named: list[Party], numbers: list[str], partner_numbers: list[str]) -> list[dict[str, Any]]:
        """The issuing region first, then the parties as printed, numbers in the same order."""
        others = [party for party in named if not (party.kind == "pemda" and party.region_code == self.region_code)]
        own = [_party_row(government_name(self.region_code, self.reference), "pemda", self.region_code, numbers[:1])]
        parties = own if self.region_code else []
        for index, party in enumerate(others):
            number = partner_numbers[index : index + 1]
            parties.append(_party_row(party.name, party.kind, party.region_code, number))
        return [{"ordinal": ordinal, **party} for ordinal, party in enumerate(parties, start=1)]

    def _urusans(self) -> list[str]:
        return find_urusans(self.printed.values.get("urusan"), self.reference)

    def _budget_scope(self, offices: list[Office], named: list[Party]) -> tuple[str, str | None]:
        texts = {name: self.text(name) for name in ("note", "status", "term", "scope", "title")}
        if paid_by := self.text("funding_source"):
            texts = {"funding_source": f"pembiayaan {paid_by}", **texts}
        spends = [office.basis == "bumd" for office in offices]
        first = named[0].name if named else None
        is_company = all(spends) if spends else is_bumd(first, self.region_code, self.reference)
        return read_budget_scope(texts, self.region_code, is_company, self.reference)

    def _is_planned(self, instrument: Instrument) -> bool:
        remark = collapse(" ".join(re.findall(r"belum (?:ada naskah|ditandatangani)", self.text("note") or "", re.I)))
        return instrument.is_planned or any(
            is_status(text, "planned", self.reference) for text in (self.text("status"), remark)
        )

    def _ended_on(self) -> date | None:
        for column in ("status", "note"):
            found = _ENDED_ON.search(self.text(column) or "")
            if found:
                return parse_date(found[0], self.orders.get("end_date", "dmy")).value
        return None

    def _refuse(self, column: str | None, reason: str, detail: str) -> None:
        """A cell that can't be read, or the whole row where ``column`` is None."""
        self.quarantine.append(self._row(column, stage="transform", reason_code=reason, detail=detail))

    def _row(self, column: str | None, **values: Any) -> dict[str, Any]:
        place = {"document_id": self.printed.document_id, "source_row_id": self.printed.source_row_id}
        return {**place, "column_name": column, **values}


def _date_orders(rows: pd.DataFrame) -> dict[int, dict[str, DateOrder]]:
    """Per block and date column the order of day and month; an undecided column follows the others."""
    lines = rows[rows["row_kind"].isin(["line", "continuation"])]
    names = [name for name in _DATE_COLUMNS if f"v_{name}" in rows.columns]
    orders: dict[int, dict[str, DateOrder]] = {}
    for block, own in lines.groupby("block", sort=False):
        cells = {name: [value for value in own[f"v_{name}"] if isinstance(value, str)] for name in names}
        decided = {name: decide_date_order(values) for name, values in cells.items()}
        together = decide_date_order([value for values in cells.values() for value in values])
        orders[int(str(block))] = {name: together if order == "undecided" else order for name, order in decided.items()}
    return orders


def _office_row(office: Office) -> dict[str, Any]:
    return {
        "skpd_code": office.skpd_code,
        "skpd_name": office.skpd_name,
        "skpd_printed": office.printed,
        "basis": office.basis,
    }


def _party_row(name: str | None, kind: str | None, region_code: str | None, numbers: list[str]) -> dict[str, Any]:
    return {"name": name, "party_kind": kind, "region_code": region_code, "number": numbers[0] if numbers else None}


def _frame(records: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(columns), dtype=object)
