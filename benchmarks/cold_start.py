"""How the shipped cold-start weights follow from the first look: ``python -m benchmarks.cold_start`` prints them.

One factor for each kind of evidence (and one for each rank against rivals) is fitted by logistic regression on
generated regions of half 0 of the words, drawn towards 1; half 1 measures (``benchmarks.generated``). Two are held:

- likeness of texts at ``LIKENESS``. Generated regions hold lines of the same name that are not the agreement's own and
  call them wrong; left free, the factor falls to .1, and in a short document anything becomes a candidate.
- what generated regions say nothing of (units inside offices, words of cooperation, other regions, ...) at 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from benchmarks.compared import City, compare
from transforms.matching.score import COLD_START, FEATURES, FIRST_LOOK

LIKENESS = 0.3
PULL = 100.0
LEAST, MOST = 0.1, 4.0
CITIES = ("63.71 Banjarmasin", "73.71 Makassar", "33.74 Semarang", "12.71 Medan", "51.71 Denpasar", "35.78 Surabaya")
#: agreements, lines, how many of the cities
SIZES = ((300, 30_000, 4), (300, 5_000, 4), (60, 2_000, 6))
#: ranks against rivals as they were set by hand, before any fit
RANKS = {
    "pangsa_baris": 2.5, "pangsa_naskah": 1.0, "unggul_atas_baris": 2.0, "tertinggal": -3.0, "baris_setara": -3.0,
    "naskah_lebih_kuat": -2.0, "kembar_lebih_kuat": -2.0,
}  # fmt: skip
UNSEEN = (
    "bagian_sama", "bidang_mitra", "kata_kerja_sama", "nama_asing", "daerah_lain", "penunjang", "hanya_fasilitasi",
    "di_luar_masa_berlaku",
)  # fmt: skip
ALIKE = (
    "kemiripan_judul", "kemiripan_lingkup", "kemiripan_konteks", "kemiripan_tema", "kemiripan_makna",
    "nama_terjelaskan", "judul_tercakup", "judul_sebagai_tema",
)  # fmt: skip
KINDS: tuple[tuple[str, ...], ...] = (
    ("nomor", "judul"),
    ("mitra",),
    ("mitra_tanpa_objek",),
    ("label",),
    ("nomor_tidak_unik", "label_tanpa_objek"),
    ("kemiripan_keterangan",),
    ALIKE,
    ("perangkat_daerah_sama", "perangkat_daerah_lain"),
    ("kata_langka_asing",),
    UNSEEN,
    *((name,) for name in RANKS),
)
HELD = {KINDS.index(ALIKE): LIKENESS, KINDS.index(UNSEEN): 1.0}


def main() -> None:
    by_hand = {**FIRST_LOOK.weights, **RANKS}
    start = np.array([by_hand[name] for name in FEATURES])
    worlds = [
        compare(City(name.split()[0], f"Kota {name.split()[1]}", seed, 0), agreements, lines)
        for agreements, lines, count in SIZES
        for seed, name in enumerate(CITIES[:count], start=1)
    ]
    columns = np.concatenate([_by_kind(world.pairs.features, start) for world in worlds])
    intercept, factors = _fit(columns, np.concatenate([world.truth for world in worlds]))
    factor_of = {name: factor for kind, factor in zip(KINDS, factors, strict=True) for name in kind}
    print(f"{'intercept':24} {intercept:7.2f}   shipped {COLD_START.intercept:7.2f}")
    for name in FEATURES:
        print(f"{name:24} {by_hand[name] * factor_of[name]:7.2f}   shipped {COLD_START.weights[name]:7.2f}", end="")
        print(f"   by hand {by_hand[name]:5.2f} x {factor_of[name]:.2f}")


def _by_kind(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return pairs x kinds: the part of the score by hand that each kind of evidence has."""
    terms = features * weights
    return np.column_stack([terms[:, [FEATURES.index(name) for name in kind]].sum(axis=1) for kind in KINDS])


def _fit(columns: np.ndarray, truth: np.ndarray) -> tuple[float, Sequence[float]]:
    """Return intercept and a factor per kind, those held included."""
    free = [kind for kind in range(len(KINDS)) if kind not in HELD]
    offset = sum(columns[:, kind] * factor for kind, factor in HELD.items())
    chosen = columns[:, free]

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        odds = chosen @ values[1:] + values[0] + offset
        away = values[1:] - 1.0
        error = 1.0 / (1.0 + np.exp(-odds)) - truth
        total = float((np.logaddexp(0.0, odds) - truth * odds).sum() + PULL / 2 * (away**2).sum())
        return total, np.concatenate([[error.sum()], chosen.T @ error + PULL * away])

    bounds = [(None, None)] + [(LEAST, MOST)] * len(free)
    found = minimize(loss, np.append(-3.0, np.ones(len(free))), jac=True, method="L-BFGS-B", bounds=bounds).x
    factors = dict(zip(free, found[1:].tolist(), strict=True)) | HELD
    return float(found[0]), [factors[kind] for kind in range(len(KINDS))]


if __name__ == "__main__":
    main()
