"""A small real warehouse for publications: two RKPD of one region, four agreements, real reconciliation."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from config.reference import load_reference
from extractors.detect import extract
from extractors.records import document_id_of
from transforms.document import transform
from transforms.matching import start_reconciliation
from warehouse import read
from warehouse.derive import write_derived
from warehouse.engine import begin_writing
from warehouse.load import load_document
from warehouse.publish.workbook import publish_workbook
from warehouse.runs import end_run, start_run

AS_OF = dt.date(2025, 3, 31)
NUMBER = "658.1/112/KB-KS/2022"
#: (title, number, partner, office): cited by number, similar only, similar to nothing, and one that looks a formula
AGREEMENTS = {
    "sampah": (
        "Pengelolaan Sampah Menjadi Gas Metana di TPA Manggar",
        NUMBER,
        "PT Gas Contoh",
        "Dinas Lingkungan Hidup",
    ),
    "angkut": ("Penanganan dan Pengangkutan Sampah Pesisir", None, "Yayasan Contoh", "Dinas Lingkungan Hidup"),
    "sapi": ("Pemenuhan Pasokan Daging Sapi dan Beras", None, "Pemkab Contoh", "Dinas Perdagangan"),
    "rumus": ('=HYPERLINK("http://contoh.example";"klik")', None, "@PT Contoh", "Dinas Perdagangan"),
}
LINES = (
    (
        "2.11.11.2.01.0007",
        "Penanganan Sampah melalui Pemrosesan Akhir di TPA",
        f"Sesuai KB Nomor {NUMBER}",
        5_000_000_00,
    ),
    ("2.11.11.2.01.0012", "Penanganan Sampah melalui Pengangkutan", None, 25_128_400_000_00),
    ("2.11.11.2.01.0099", "Pengangkutan Sampah dari Kawasan Pesisir", None, None),
)


def key_of(name: str) -> str:
    """An id or key as the pipeline mints them."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


@dataclass
class World:
    engine: Engine
    run_id: int = 0

    def settle(self) -> None:
        """Reconcile with the decisions at hand and write links and assessments as one run."""
        self.run_id = start_run(self.engine, "manual", "v1")
        with begin_writing(self.engine) as connection:
            frames = (read.read_table(connection, name) for name in ("agreement", "agreement_party", "agreement_skpd"))
            lines = read.read_lines(connection)
            started = start_reconciliation(*frames, lines, read.read_decisions(connection), load_reference())
            found = started.link_all()
            write_derived(connection, self.run_id, "link", found.links)
            write_derived(connection, self.run_id, "decision_placement", found.placements)
            write_derived(connection, self.run_id, "assessment", _assessments(found.links, lines))
        end_run(self.engine, self.run_id, "done")

    def publish(self, folder: Path) -> Path:
        return publish_workbook(self.engine, folder, AS_OF)

    def bring(self, path: Path) -> pd.DataFrame:
        """Read a returned workbook as the inbox would; the quarantine it led to."""
        typed = transform(extract(path), None)
        document = {"document_id": document_id_of(path), "file_name": path.name, **typed.document}
        load_document(self.engine, self.run_id, document, typed.frames)
        return typed.frames["quarantine"]

    def links(self) -> dict[tuple[str, str, int], tuple[str, str, str]]:
        """(agreement, line code, year) -> (state, strength, decided_by)."""
        names = {key_of(name): name for name in AGREEMENTS}
        merged = read.read_links(self.engine).merge(read.read_lines(self.engine), on="line_item_id")
        return {
            (names[row.agreement_id], row.code, int(row.fiscal_year)): (row.state, row.strength, row.decided_by)
            for row in merged.itertuples()
        }


def build_world(engine: Engine) -> World:
    """The small world in an empty warehouse, reconciled and not yet published."""
    run_id = start_run(engine, "manual", "v1")
    for year in (2024, 2025):
        load_document(engine, run_id, *_rkpd(year))
    with begin_writing(engine) as connection:
        for name, frame in _agreements().items():
            write_derived(connection, run_id, name, frame)
        regions = pd.DataFrame({"region_code": ["64.71"], "name": ["Kota Balikpapan"], "level": ["kota"]})
        write_derived(connection, run_id, "region", regions.assign(province_code="64"))
        expected = {"region_code": "64.71", "kind": "apbd", "fiscal_year": 2024, "version": "murni"}
        due = [dt.date(2023, 12, 31), dt.date(2025, 12, 31)]
        write_derived(
            connection,
            run_id,
            "expected_document",
            pd.DataFrame([{**expected, "due_date": due[0]}, {**expected, "fiscal_year": 2026, "due_date": due[1]}]),
        )
    end_run(engine, run_id, "done")
    built = World(engine)
    built.settle()
    return built


def _rkpd(year: int) -> tuple[dict[str, object], dict[str, pd.DataFrame]]:
    document_id = key_of(f"rkpd {year}") * 2
    rows = [key_of(f"{year} {code}") for code, *_ in LINES]
    items = [key_of(row) for row in rows]
    office = {"region_code": "64.71", "kind": "rkpd", "fiscal_year": year, "version": "murni"}
    office |= {"skpd_name": "Dinas Lingkungan Hidup"}
    frames = {
        "document_slice": pd.DataFrame([{**office, "slice_id": key_of(f"s{year}"), "is_complete": True}]),
        "raw_row": pd.DataFrame(
            {"source_row_id": rows, "page": 3, "row_number": range(1, len(rows) + 1), "row_kind": "line"}
        ).assign(cells=[[code, name] for code, name, *_ in LINES]),
        "line_item": pd.DataFrame(
            [
                {"line_item_key": key_of(code), "code": code, "name": name, "note": note, "level": "sub_kegiatan"}
                for code, name, note, _ in LINES
            ]
        ).assign(line_item_id=items, source_row_id=rows, slice_id=key_of(f"s{year}"), **office),
        "line_amount": pd.DataFrame(
            [
                {"line_item_id": item, "source_row_id": row, "amount_sen": sen}
                for item, row, (*_, sen) in zip(items, rows, LINES, strict=True)
                if sen is not None
            ]
        ).assign(measure="pagu_indikatif", fiscal_year=year, period="tahun"),
    }
    return {"document_id": document_id, "file_name": f"rkpd-{year}.pdf", "kind": "rkpd", "page_count": 3}, frames


def _agreements() -> dict[str, pd.DataFrame]:
    rows = [
        {"agreement_id": key_of(name), "title": title, "number": number, "partner": partner, "office": office}
        for name, (title, number, partner, office) in AGREEMENTS.items()
    ]
    frame = pd.DataFrame(rows, dtype=object)
    signed = {"signed_date": dt.date(2022, 9, 15), "end_date": dt.date(2027, 9, 15)}
    parties = [
        {"agreement_id": row["agreement_id"], "ordinal": ordinal, "name": name, "region_code": code, "party_kind": kind}
        for row in rows
        for ordinal, (name, code, kind) in enumerate(
            (("Pemerintah Kota Balikpapan", "64.71", "pemda"), (row["partner"], None, "swasta")), start=1
        )
    ]
    return {
        "agreement": frame.drop(columns=["partner", "office"]).assign(
            region_code="64.71", instrument="PKS", category="ksdpk", **signed
        ),
        "agreement_party": pd.DataFrame(parties, dtype=object),
        "agreement_skpd": frame[["agreement_id", "office"]].rename(columns={"office": "skpd_name"}),
    }


def _assessments(links: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Judgements simple enough to write by hand: planning as linked, the budget not to be judged."""
    years = lines.set_index("line_item_id")["fiscal_year"]
    found = links.assign(year=links["line_item_id"].map(years))
    rows = []
    for name in AGREEMENTS:
        for year in (2024, 2025):
            states = set(found[(found["agreement_id"] == key_of(name)) & (found["year"] == year)]["state"])
            rencana, status = "belum_dapat_dinilai", "BELUM_DAPAT_DINILAI"
            if "accepted" in states:
                rencana, status = "ada", "DI_RKPD_MENUNGGU_APBD"
            elif "candidate" in states:
                rencana, status = "kandidat", "MENUNGGU_PUTUSAN"
            rows.append({"agreement_id": key_of(name), "fiscal_year": year, "rencana": rencana, "status": status})
    frame = pd.DataFrame(rows).assign(
        party_region_code="64.71",
        as_of=AS_OF,
        naskah="pks_aktif",
        cakupan="wajib_apbd",
        anggaran="belum_dapat_dinilai",
        realisasi="tidak_ada_data",
        reason="Sebab penilaian.",
        links_accepted=0,
        links_candidate=0,
    )
    frame["supporting_planned_sen"] = pd.array(
        [LINES[0][3] if value == "ada" else None for value in frame["rencana"]], dtype="Int64"
    )
    return frame
