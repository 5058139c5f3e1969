"""The demonstration's inbox: which documents there are and what is meant to become of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from samples.apbd import write_apbd
from samples.e81 import write_e81
from samples.form_drawing import DRAW
from samples.forms import read_form
from samples.kua_ppas import write_kua_ppas
from samples.lra import write_lra
from samples.medium_term import write_renstra, write_rpjmd
from samples.plan import HERE, Plan, load_plan
from samples.registers import load_registers, write_register_pdf, write_register_sheet
from samples.rkpd import write_rkpd
from samples.scan import write_scanned_apbd

#: offices and years enrolled for the demonstration, in the form of ``config/regions``
REGIONS_DIR = HERE / "regions"
CITY, NEIGHBOUR = "64.71", "64.09"
YEARS = (2024, 2025)
#: of this year there is the city's RKPD and nothing else yet
COMING_YEAR = 2026


@dataclass(frozen=True)
class SampleDocument:
    """One file of the demonstration; ``reason_code`` is the expected one where it is meant to be refused."""

    path: Path
    kind: str
    intended: Literal["loaded", "quarantined"]
    reason_code: str | None
    note: str


def write_samples(out: Path) -> list[SampleDocument]:
    """Write every sample into ``out`` (made if need be), the same bytes each time; returns them in order of name.

    The file names say nothing on purpose that the documents don't print themselves.
    """
    out.mkdir(parents=True, exist_ok=True)
    plan = load_plan()
    documents = [
        *_registers(out, plan),
        *_lists(out),
        *_medium_term(out, plan),
        *_plans(out, plan),
        *_budgets(out, plan),
        *_results(out, plan),
        *_refused(out, plan),
    ]
    return sorted(documents, key=lambda document: document.path.name)


def _registers(out: Path, plan: Plan) -> list[SampleDocument]:
    registers = load_registers()
    sheet, print_ = out / "daftar kerja sama balikpapan.xlsx", out / "register_ks_ppu.pdf"
    write_register_sheet(sheet, registers[CITY], plan.regions[CITY])
    write_register_pdf(print_, registers[NEIGHBOUR], plan.regions[NEIGHBOUR])
    return [
        SampleDocument(
            sheet, "agreement_list", "loaded", None, "register of Balikpapan as a workbook, complete to a day"
        ),
        SampleDocument(print_, "agreement_list", "loaded", None, "register of the neighbour as a ruled print"),
    ]


def _lists(out: Path) -> list[SampleDocument]:
    """Documents described as forms, not drawn from the plan."""
    teams, mapping = out / "TKKSD Kaltim.pdf", out / "pemetaan urusan 2024.xlsx"
    for path, description in ((teams, "tkksd.yaml"), (mapping, "urusan_mapping.yaml")):
        form = read_form(HERE / description)
        DRAW[form.format](form, path)
    return [
        SampleDocument(teams, "tkksd", "loaded", None, "the province's list of coordinating teams"),
        SampleDocument(mapping, "urusan_mapping", "loaded", None, "what Balikpapan's offices propose for cooperation"),
    ]


def _medium_term(out: Path, plan: Plan) -> list[SampleDocument]:
    region = plan.regions[CITY]
    health = next(office for office in region.offices if office.name == "Dinas Kesehatan")
    programmes, strategy = out / "RPJMD.xlsx", out / "renstra dinkes.pdf"
    write_rpjmd(programmes, plan, region)
    write_renstra(strategy, plan, region, health)
    return [
        SampleDocument(programmes, "rpjmd", "loaded", None, f"programmes of the RPJMD of {region.name}"),
        SampleDocument(strategy, "renstra", "loaded", None, f"changed Renstra of {health.name}"),
    ]


def _plans(out: Path, plan: Plan) -> list[SampleDocument]:
    documents = []
    for code, short, years in ((CITY, "bpp", (*YEARS, COMING_YEAR)), (NEIGHBOUR, "ppu", YEARS)):
        region = plan.regions[code]
        for year in years:
            path = out / f"RKPD_{short}_{year}.pdf"
            write_rkpd(path, plan, region, year, region.offices)
            documents.append(SampleDocument(path, "rkpd", "loaded", None, f"RKPD {year} of {region.name}"))
    return documents


def _budgets(out: Path, plan: Plan) -> list[SampleDocument]:
    """The city's KUA-PPAS; the penjabaran of both versions, of which the neighbour's of 2025 is broken and scanned."""
    documents = []
    for year in YEARS:
        path, region = out / f"KUA-PPAS {year}.pdf", plan.regions[CITY]
        write_kua_ppas(path, plan, region, year, region.offices)
        documents.append(SampleDocument(path, "kua_ppas", "loaded", None, f"KUA-PPAS {year} of {region.name}"))
    wanted = [(CITY, year, version) for year in YEARS for version in ("murni", "perubahan")]
    wanted += [(NEIGHBOUR, 2024, version) for version in ("murni", "perubahan")]
    for code, year, version in wanted:
        region = plan.regions[code]
        path = out / f"lampiran-2-{'bpp' if code == CITY else 'ppu'}-{year}{'' if version == 'murni' else 'p'}.pdf"
        write_apbd(path, plan, region, year, version, region.offices)
        documents.append(
            SampleDocument(path, "apbd", "loaded", None, f"penjabaran APBD {version} {year} of {region.name}")
        )
    return documents


def _results(out: Path, plan: Plan) -> list[SampleDocument]:
    region = plan.regions[CITY]
    form, report = out / "evaluasi_renja_tw4.pdf", out / "LRA DLH 2024.xlsx"
    write_e81(form, plan, region, 2024, 4, region.offices)
    environment = next(office for office in region.offices if office.name == "Dinas Lingkungan Hidup")
    write_lra(report, plan, region, environment, 2024)
    return [
        SampleDocument(form, "e81", "loaded", None, "Formulir E.81 of 2024, quarter 4, all offices of Balikpapan"),
        SampleDocument(report, "lra", "loaded", None, f"LRA 2024 of {environment.name}"),
    ]


def _refused(out: Path, plan: Plan) -> list[SampleDocument]:
    region = plan.regions[NEIGHBOUR]
    scan, broken = out / "scan0007.pdf", out / "lampiran-2-ppu-2025.pdf"
    roads = [office for office in region.offices if office.code.startswith("1.03")]
    write_scanned_apbd(scan, plan, region, 2025, "murni", roads)
    _truncate(broken, lambda path: write_apbd(path, plan, region, 2025, "murni", region.offices))
    return [
        SampleDocument(scan, "apbd", "quarantined", "scanned", "a scanned page without a text layer"),
        SampleDocument(broken, "apbd", "quarantined", "damaged", "a PDF that breaks off in the middle"),
    ]


def _truncate(path: Path, write: Callable[[Path], object]) -> None:
    """Leave the first two fifths of what ``write`` makes, as an interrupted upload does."""
    write(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 5])
