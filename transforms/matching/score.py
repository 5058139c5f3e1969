"""The scorer: a sum of terms in log-odds per pair, from hand-set weights or from what decisions taught.

A model is plain numbers: an intercept, a weight and, where it has learned so, a step function per feature, and a
calibration curve per region. Every displayed probability is the logistic of the sum of the displayed terms.

Two models are shipped, neither needs labels. ``FIRST_LOOK`` is set by hand and sees one pair alone: by how much a
finding moves the log-odds of "this line carries this agreement" away from the intercept (about one candidate in fifty
is right). It chooses the candidates and ranks pairs against their rivals. ``COLD_START`` adds those ranks and gives
the probability that is shown. A named number or title all but settles it, a partner with its object is strong, one
without is weak; likeness alone brings a line before people however far it goes: the bands accept nothing without a
citation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

TERM_DECIMALS = 3
PROBABILITY_DECIMALS = 6
DECIDED = {"sesuai": 20.0, "tambah": 20.0, "tidak_sesuai": -20.0}


@dataclass(frozen=True)
class Curve:
    """Platt's straight line between log-odds as scored and log-odds as seen."""

    slope: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True)
class Steps:
    """A step function of one feature: ``values[i]`` from ``edges[i - 1]`` (exclusive) to ``edges[i]`` (inclusive)."""

    edges: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Model:
    """A model as it is stored with every link; regions without a curve of their own take the national one."""

    version: str
    intercept: float
    weights: Mapping[str, float]
    kind: str = "awal"
    steps: Mapping[str, Steps] = field(default_factory=dict)
    national: Curve = Curve()
    regions: Mapping[str, Curve] = field(default_factory=dict)

    def curve(self, region_code: str) -> Curve:
        """Return the calibration of a region."""
        return self.regions.get(region_code, self.national)


FIRST_LOOK = Model(
    version="sekilas-1",
    intercept=-5.5,
    weights={
        "nomor": 10.0,  # the number of the document stands in the line
        "nomor_tidak_unik": 2.5,  # it does, but another agreement has the same number
        "judul": 9.0,  # the title stands in the note
        "judul_sebagai_tema": 2.0,  # its words are there, but as a theme, or another agreement has the same title
        "mitra": 7.0,  # a partner with the object
        "mitra_tanpa_objek": 1.0,  # a partner alone
        "label": 6.5,  # the proper name of the object with the object
        "label_tanpa_objek": 0.8,
        "kemiripan_judul": 5.0,  # title against name and indicator, 0..1
        "kemiripan_lingkup": 3.0,  # scope against name and indicator
        "kemiripan_keterangan": 3.0,
        "kemiripan_konteks": 2.5,  # object against programme and kegiatan
        "kemiripan_tema": 1.2,  # themes of the title against themes of the name
        "kemiripan_makna": 0.6,  # object against name and what stands above it, in the space of the nomenclature
        "bidang_mitra": 1.0,  # what the partners work on by law, against name and indicator
        "nama_terjelaskan": 1.5,  # share of the line's name the object accounts for
        "judul_tercakup": 1.5,  # share of the title found in the line
        "kata_langka_asing": -0.5,  # the rarest word of the line's name that the agreement doesn't know
        "perangkat_daerah_sama": 1.5,
        "perangkat_daerah_lain": -1.5,
        "bagian_sama": 1.5,  # the unit inside the office is named in the line or above it
        "kata_kerja_sama": 1.2,  # the office's own line speaks of cooperation or partners
        "nama_asing": -1.5,  # the line names something the agreement doesn't know
        "daerah_lain": -4.0,  # the line names a region that is no party
        "penunjang": -2.0,  # running of an office
        "hanya_fasilitasi": -4.0,  # the secretariat's own cost
        "di_luar_masa_berlaku": -0.5,
    },
)

#: What pairs are shown with as long as nobody has decided anything. Kinds of evidence were scaled as the generated
#: regions of ``benchmarks.cold_start`` show them (one factor a kind, drawn towards 1): standing out among rivals counts
#: for more than likeness as such. Kinds those regions say nothing of keep the weight of the first look.
COLD_START = Model(
    version="awal-3",
    intercept=-3.45,
    weights={
        "nomor": 7.33,
        "nomor_tidak_unik": 2.79,
        "judul": 6.6,
        "judul_sebagai_tema": 0.6,
        "mitra": 3.26,
        "mitra_tanpa_objek": 1.44,
        "label": 4.22,
        "label_tanpa_objek": 0.89,
        "kemiripan_judul": 1.5,
        "kemiripan_lingkup": 0.9,
        "kemiripan_keterangan": 4.45,
        "kemiripan_konteks": 0.75,
        "kemiripan_tema": 0.36,
        "kemiripan_makna": 0.18,
        "bidang_mitra": 0.3,
        "nama_terjelaskan": 0.45,
        "judul_tercakup": 0.45,
        "kata_langka_asing": -0.25,
        "perangkat_daerah_sama": 0.75,
        "perangkat_daerah_lain": -0.75,
        "bagian_sama": 1.5,
        "kata_kerja_sama": 1.2,
        "nama_asing": -1.5,
        "daerah_lain": -4.0,
        "penunjang": -2.0,
        "hanya_fasilitasi": -4.0,
        "di_luar_masa_berlaku": -0.5,
        "pangsa_baris": 0.83,  # share of the line among the lines of its agreement, beside "none of them"
        "pangsa_naskah": 0.26,  # share of the agreement among those that claim the line, beside "none of them"
        "unggul_atas_baris": 0.9,  # lead over the best other line of the agreement, as far as the share goes, 0..1
        "tertinggal": -2.95,  # how far the line is behind the best line of its agreement, 0..1
        "baris_setara": -6.9,  # how many lines of other kegiatan score the same, logarithmic, 0..1
        "naskah_lebih_kuat": -1.45,  # by how much another agreement has the better claim to the line, 0..1
        "kembar_lebih_kuat": -2.0,  # the same, among agreements of nearly the same object
    },
)
FEATURES: tuple[str, ...] = tuple(COLD_START.weights)


def contributions(features: np.ndarray, model: Model, region_code: str) -> tuple[np.ndarray, float, float]:
    """Return the terms of pairs (rows) by feature (columns, as ``FEATURES``), that of the intercept and the curve's."""
    curve = model.curve(region_code)
    terms = features * np.array([model.weights.get(name, 0.0) for name in FEATURES])
    for name, steps in model.steps.items():
        column = FEATURES.index(name)
        terms[:, column] += np.array(steps.values)[np.searchsorted(steps.edges, features[:, column], side="left")]
    rounded = np.round(curve.slope * terms, TERM_DECIMALS)
    return rounded, round(curve.slope * model.intercept, TERM_DECIMALS), round(curve.shift, TERM_DECIMALS)


def log_odds(features: np.ndarray, model: Model = COLD_START, region_code: str = "") -> np.ndarray:
    """Return the log-odds of pairs, equal to the sum of their displayed terms."""
    terms, intercept, shift = contributions(features, model, region_code)
    total: np.ndarray = np.round(terms.sum(axis=1) + intercept + shift, TERM_DECIMALS)
    return total


def name_terms(
    terms: np.ndarray, intercept: float, shift: float, verdicts: Sequence[str | None]
) -> Iterator[dict[str, float]]:
    """Yield the terms of each pair by name, intercept first, zero terms left out, a person's verdict last."""
    rows, columns = np.nonzero(terms)
    names, values = [FEATURES[column] for column in columns.tolist()], terms[rows, columns].tolist()
    ends = np.searchsorted(rows, np.arange(len(terms)), side="right").tolist()
    start = 0
    for end, verdict in zip(ends, verdicts, strict=True):
        named = {"dasar": intercept, **dict(zip(names[start:end], values[start:end], strict=True))}
        if shift:
            named["kalibrasi"] = shift
        if verdict in DECIDED:
            named["putusan"] = DECIDED[verdict]
        yield named
        start = end


def probability_of(terms: Mapping[str, float]) -> float:
    """Return the displayed probability: the logistic of the sum of the displayed terms."""
    return logistic(round(math.fsum(terms.values()), TERM_DECIMALS))


def logistic(value: float) -> float:
    """Return the probability of log-odds, to its decimals."""
    return round(1.0 / (1.0 + math.exp(-value)), PROBABILITY_DECIMALS)
