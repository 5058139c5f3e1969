"""The shipped cold-start model: hand-set weights that need no labels, each term in log-odds.

The weights say, for one pair, by how much a finding moves the log-odds of "this line carries this agreement" away from
the intercept, which stands for a pair drawn from the candidates of an agreement (about one in fifty is right).
A named number or title all but settles it (+10, +9), a partner with its object is strong (+7), one without is weak;
likeness alone brings a line before people however far it goes: the bands accept nothing without a citation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

TERM_DECIMALS = 3
PROBABILITY_DECIMALS = 6


@dataclass(frozen=True)
class Model:
    """A logistic model as it is stored with every link: version, intercept and weight per feature."""

    version: str
    intercept: float
    weights: Mapping[str, float] = field(default_factory=dict)


COLD_START = Model(
    version="awal-1",
    intercept=-5.0,
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
        "nama_terjelaskan": 1.5,  # share of the line's name the object accounts for
        "judul_tercakup": 1.5,  # share of the title found in the line
        "perangkat_daerah_sama": 1.5,
        "perangkat_daerah_lain": -1.2,
        "bagian_sama": 1.5,  # the unit inside the office is named in the line or above it
        "kata_kerja_sama": 0.7,  # the office's own line speaks of cooperation or partners
        "nama_asing": -1.5,  # the line names something the agreement doesn't know
        "daerah_lain": -4.0,  # the line names a region that is no party
        "penunjang": -2.0,  # running of an office
        "hanya_fasilitasi": -4.0,  # the secretariat's own cost
        "di_luar_masa_berlaku": -0.5,
        "putusan_sesuai": 20.0,
        "putusan_tidak_sesuai": -20.0,
    },
)


def terms_of(features: Mapping[str, float], model: Model = COLD_START) -> dict[str, float]:
    """Return the log-odds terms of one pair, intercept first, zero terms left out, in the order of the weights.

    Raises ``KeyError`` on a feature the model doesn't know.
    """
    unknown = features.keys() - model.weights.keys()
    if unknown:
        raise KeyError(f"features without a weight: {sorted(unknown)}")
    terms = {name: round(weight * features.get(name, 0.0), TERM_DECIMALS) for name, weight in model.weights.items()}
    return {"dasar": model.intercept, **{name: term for name, term in terms.items() if term}}


def probability_of(terms: Mapping[str, float]) -> float:
    """Return the displayed probability: the logistic of the sum of the displayed terms."""
    log_odds = round(math.fsum(terms.values()), TERM_DECIMALS)
    return round(1.0 / (1.0 + math.exp(-log_odds)), PROBABILITY_DECIMALS)


def log_odds(features: Mapping[str, np.ndarray], model: Model = COLD_START) -> np.ndarray:
    """Return the log-odds of many pairs at once, equal to the sum of ``terms_of`` to its decimals."""
    total: np.ndarray | float = model.intercept
    for name, values in features.items():
        total = total + np.round(model.weights[name] * values, TERM_DECIMALS)
    return np.round(np.asarray(total), TERM_DECIMALS)
