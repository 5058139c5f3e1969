"""The plan behind the samples (``plan.yaml``) as frozen values, with names from the official nomenclature."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import config

HERE = Path(__file__).parent
EDITION = "900.1.15.5-1317/2023"
QUARTERS = ("rp8", "rp9", "rp10", "rp11")


@dataclass(frozen=True)
class Figures:
    """One line in one year; money in rupiah, None where the document of that stage does not print the line."""

    target: str
    pagu: int | None = None
    murni: int | None = None
    perubahan: int | None = None
    realised: tuple[int, ...] = ()
    ppas: int | None = None

    @property
    def ceiling(self) -> int | None:
        """What the KUA-PPAS prints: as given, else the RKPD's pagu of a line that went on into the budget."""
        return self.ppas if self.ppas is not None or self.murni is None else self.pagu

    @property
    def pagu_next(self) -> int:
        """The forward estimate: five per cent more, in whole hundred thousands."""
        return (self.pagu or 0) * 105 // 100 // 100_000 * 100_000


@dataclass(frozen=True)
class PlanLine:
    code: str
    indicator: str
    unit: str
    location: str
    fund: str
    accounts: str
    years: dict[int, Figures]
    note: str = ""
    e81_note: str | None = None

    def figures(self, year: int) -> Figures | None:
        return self.years.get(year)


@dataclass(frozen=True)
class PlanOffice:
    code: str
    name: str
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True)
class Decree:
    """The regulation that carries a document."""

    number: int
    year: int
    signed_on: str


@dataclass(frozen=True)
class PlanRegion:
    code: str
    name: str
    government: str
    head: str
    seat: str
    decrees: dict[str, dict[int, Decree]]
    offices: tuple[PlanOffice, ...]


@dataclass(frozen=True)
class Misprint:
    """A figure printed otherwise than computed: as ``printed``, or ``factor`` times as large (sums above follow)."""

    region: str
    document: str
    year: int
    code: str
    column: str
    printed: int | None = None
    factor: int | None = None


@dataclass(frozen=True)
class Plan:
    regions: dict[str, PlanRegion]
    #: profile -> (account code, per cent)
    accounts: dict[str, dict[str, int]]
    #: code -> (indicator, unit, target)
    parents: dict[str, tuple[str, str, str]]
    #: office -> (sasaran, indicator, unit, target)
    goals: dict[str, tuple[str, str, str, str]]
    misprints: tuple[Misprint, ...]

    def misprints_of(self, region: str, document: str, year: int) -> tuple[Misprint, ...]:
        return tuple(m for m in self.misprints if (m.region, m.document, m.year) == (region, document, year))


@dataclass(frozen=True)
class Node:
    """A row of a plan or budget in printing order: ``line`` is None for the parents, whose ``amounts`` are sums."""

    code: str
    level: str
    name: str
    amounts: tuple[int, ...]
    line: PlanLine | None = None


#: filled code segments -> level; the kegiatan has two (``2.02``)
LEVELS = {1: "urusan", 2: "bidang_urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}


@cache
def load_plan() -> Plan:
    """The whole plan; raises ``KeyError`` or ``TypeError`` where the YAML has a name the model doesn't know."""
    raw = yaml.safe_load((HERE / "plan.yaml").read_text(encoding="utf-8"))
    return Plan(
        regions={code: _region(code, **values) for code, values in raw["regions"].items()},
        accounts=raw["accounts"],
        parents={code: tuple(values) for code, values in raw["parents"].items()},
        goals={office: tuple(values) for office, values in raw["goals"].items()},
        misprints=tuple(Misprint(**values) for values in raw["misprints"]),
    )


def _region(code: str, decrees: dict[str, Any], offices: list[dict[str, Any]], **values: Any) -> PlanRegion:
    return PlanRegion(
        code=code,
        decrees={kind: {year: Decree(*given) for year, given in years.items()} for kind, years in decrees.items()},
        offices=tuple(PlanOffice(o["code"], o["name"], tuple(_line(**line) for line in o["lines"])) for o in offices),
        **values,
    )


def _line(years: dict[int, dict[str, Any]], **values: Any) -> PlanLine:
    figures = {
        year: Figures(**{**given, "realised": tuple(given.get("realised", ()))}) for year, given in years.items()
    }
    return PlanLine(years=figures, **values)


@cache
def load_names() -> dict[str, str]:
    """Name per code of urusan .. sub kegiatan, one edition."""
    path = Path(config.__file__).parent / "reference" / "nomenclature.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream) if row["edition"] == EDITION}


@cache
def load_account_names() -> dict[str, str]:
    """Name per code of the chart of accounts, all six levels."""
    with (HERE / "accounts.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}


def tree(office: PlanOffice, amounts_of: Callable[[PlanLine], tuple[int, ...] | None]) -> list[Node]:
    """The office's lines under their parents; a line whose ``amounts_of`` is None is not printed."""
    names = load_names()
    printed = [(line, amounts) for line in office.lines if (amounts := amounts_of(line)) is not None]
    nodes: list[Node] = []
    seen: set[str] = set()
    for line, amounts in sorted(printed, key=lambda pair: pair[0].code):
        segments = line.code.split(".")
        for depth, level in LEVELS.items():
            code = ".".join(segments[:depth])
            if code in seen:
                continue
            seen.add(code)
            if level == "sub_kegiatan":
                nodes.append(Node(code, level, names[code], amounts, line))
            else:
                below = [given for other, given in printed if other.code.startswith(f"{code}.")]
                nodes.append(Node(code, level, names[code], _sums(below)))
    return nodes


def account_parts(profile: dict[str, int], amount: int) -> dict[str, int]:
    """``amount`` split over the accounts of ``profile``; the parts add up exactly."""
    first, *others = profile
    parts = {code: amount * profile[code] // 100 // 1_000 * 1_000 for code in others}
    return {first: amount - sum(parts.values()), **parts}


def account_nodes(profile: dict[str, int], amounts: tuple[int, ...]) -> list[tuple[str, str, tuple[int, ...]]]:
    """(account code, name, amounts) of the accounts and all accounts above them, in code order."""
    names = load_account_names()
    split = [account_parts(profile, amount) for amount in amounts]
    rows: dict[str, list[int]] = {}
    for code in sorted(profile):
        segments = code.split(".")
        for depth in range(1, len(segments) + 1):
            above = rows.setdefault(".".join(segments[:depth]), [0] * len(amounts))
            for position, parts in enumerate(split):
                above[position] += parts[code]
    return [(code, names[code], tuple(sums)) for code, sums in sorted(rows.items())]


def _sums(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))
