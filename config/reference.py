"""Reference data as frames: regions, borders, nomenclature, offices (sources: ``config/reference/README.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from config.lexicon import Lexicon, load_lexicon

REFERENCE_DIR = Path(__file__).parent / "reference"


@dataclass(frozen=True, eq=False)
class Reference:
    """Everything transforms look up. Compared and hashed by identity: load it once.

    ``regions``: region_code ("64.71"), name ("Kota Balikpapan"), level (provinsi, kabupaten, kota), province_code.
    ``borders``: region_code, neighbour_code, both directions. ``nomenclature``: edition, code, level, name,
    parent_code (null for an urusan). ``skpd``: region_code, skpd_code (nullable), skpd_name, valid_from, valid_to
    (year or null), office (one key for all names of an office), part_of (office key or null), aliases (tuple).
    ``bumd``: region_code, name, aliases (tuple): companies owned by a region, which are no spenders of its APBD.
    """

    regions: pd.DataFrame
    borders: pd.DataFrame
    nomenclature: pd.DataFrame
    skpd: pd.DataFrame
    bumd: pd.DataFrame
    lexicon: Lexicon

    @property
    def region_aliases(self) -> dict[str, tuple[str, ...]]:
        """Region code -> names the official list doesn't have."""
        return self.lexicon.regions.aliases

    @property
    def skpd_aliases(self) -> dict[str, str]:
        """Abbreviations of offices used all over the country -> names, separated by ``|``."""
        return self.lexicon.offices.abbreviations

    @property
    def abbreviations(self) -> dict[str, str]:
        """Abbreviations of government prose -> words, for comparing texts."""
        return self.lexicon.abbreviations


@cache
def load_reference() -> Reference:
    """The reference data shipped with the project."""
    return Reference(
        regions=_read("regions"),
        borders=_both_directions(_read("borders")),
        nomenclature=_read("nomenclature"),
        skpd=_read_skpd(),
        bumd=_split_aliases(_read("bumd")),
        lexicon=load_lexicon(),
    )


def _read(name: str) -> pd.DataFrame:
    frame = pd.read_csv(REFERENCE_DIR / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")
    return frame.astype(object).where(frame != "", None)


def _both_directions(pairs: pd.DataFrame) -> pd.DataFrame:
    back = pairs.rename(columns={"region_code": "neighbour_code", "neighbour_code": "region_code"})
    both = pd.concat([pairs, back], ignore_index=True)[["region_code", "neighbour_code"]]
    return both.drop_duplicates().sort_values(["region_code", "neighbour_code"], ignore_index=True)


def _read_skpd() -> pd.DataFrame:
    frame = _read("skpd")
    for column in ("valid_from", "valid_to"):
        frame[column] = frame[column].astype("Int64")
    return _split_aliases(frame)


def _split_aliases(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(aliases=[tuple(text.split("|")) if text else () for text in frame["aliases"]])
