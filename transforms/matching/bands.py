"""What follows from a link's evidence and probability: strength A to D, and accepted, candidate or rejected.

The limits come from three stated costs, in units of one look by a person: accepting a wrong link (a line is shown as
carrying an agreement it has nothing to do with), missing a right one (an agreement looks neglected), and one review.
Accept where the expected harm of being wrong is below one review, reject where the expected loss is below one review.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Costs:
    """Costs in reviews. A wrong accept is worth 20 reviews, a missed link 12."""

    wrong_accept: float = 20.0
    missed_link: float = 12.0
    review: float = 1.0

    @property
    def accept_from(self) -> float:
        """Probability from which accepting costs less than a review."""
        return 1.0 - self.review / self.wrong_accept

    @property
    def review_from(self) -> float:
        """Probability from which a review costs less than the expected missed link."""
        return self.review / self.missed_link


SHIPPED_COSTS = Costs()
STRENGTH_OF_BASIS = {"nomor": "A", "judul": "A", "mitra": "B", "label": "B", "keputusan": "C", "tematik": "D"}
_ORDER = ("keputusan", "nomor", "judul", "mitra", "label")


@dataclass(frozen=True)
class Band:
    """The verdict on one pair."""

    basis: str
    strength: str
    state: str
    decided_by: str


def place(
    holding: Collection[str],
    probability: float,
    verdict: str | None,
    is_secretariat: bool,
    is_refuted: bool,
    costs: Costs = SHIPPED_COSTS,
) -> Band:
    """Return basis, strength, state and who decided.

    ``holding`` are the bases whose citations hold; ``verdict`` a person's decision on the pair. Nothing without an
    A to C is accepted, whatever its probability; a foreign region refutes all but a number; a line of the
    secretariat's own cooperation cost is never accepted, not even by a person.
    """
    basis = next((one for one in _ORDER if one in holding), "tematik")
    if verdict in ("sesuai", "tambah"):
        return Band("keputusan", "C", "candidate" if is_secretariat else "accepted", "person")
    strength = STRENGTH_OF_BASIS[basis]
    is_refuted = is_refuted and basis != "nomor"
    if verdict == "tidak_sesuai":
        return Band(basis, strength, "rejected", "person")
    if verdict == "ragu":
        return Band(basis, strength, "candidate", "person")
    if is_secretariat:
        return Band(basis, strength, "rejected", "rule")
    if strength in "AB" and not is_refuted and probability >= costs.accept_from:
        return Band(basis, strength, "accepted", "rule")
    state = "candidate" if strength in "AB" or probability >= costs.review_from else "rejected"
    return Band(basis, strength, state, "model")
