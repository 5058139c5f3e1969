"""What follows from a link's evidence and probability: strength A to D, and accepted, candidate or rejected.

What was compared and isn't refuted stays a candidate; only candidates that are worth a look are open: they wait in the
queue of the reviewers and keep an agreement from being judged.

The limits come from three stated costs, in units of one look by a person: accepting a wrong link (a line is shown as
carrying an agreement it has nothing to do with), missing a right one (an agreement looks neglected), and one review.
Accept where the expected harm of being wrong is below one review, open where the expected loss of not looking is above.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Costs:
    """Costs in reviews: a wrong accept is worth 20, a missed link 32. ``most_open`` are asked for at most per
    agreement and partition on likeness alone.

    A missed link is dear because the cold start is too careful about real registers, whose titles say less of the line
    than generated ones: of the pairs of a hand-labelled one between 1 in 32 and 1 in 16, a quarter were right.
    """

    wrong_accept: float = 20.0
    missed_link: float = 32.0
    review: float = 1.0
    most_open: int = 10

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
    is_open: bool = False


def place(
    holding: Collection[str],
    probability: float,
    verdict: str | None,
    is_secretariat: bool,
    is_refuted: bool,
    costs: Costs = SHIPPED_COSTS,
    *,
    shares_words: bool = True,
    leaves_citations: bool = False,
    has_news: bool = False,
) -> Band:
    """Return basis, strength, state and who decided.

    ``holding`` are the bases whose citations hold; ``verdict`` a person's decision on the pair (anything but a clear
    yes or no leaves it open, but for a citation that is sure where it ``leaves_citations``: a doubt taken in another
    document is none about what this one prints). A no is asked again where the line ``has_news``: a citation in words
    that the line seen didn't have. Nothing without an A to C is accepted, whatever its probability; a
    foreign region refutes all but a number; a line of the secretariat's own cooperation cost is never accepted, not
    even by a person. What shares no word with the line (``shares_words``) is asked of nobody: the same office alone is
    nothing to look at.
    """
    basis = next((one for one in _ORDER if one in holding), "tematik")
    if verdict in ("sesuai", "tambah"):
        state = "candidate" if is_secretariat else "accepted"
        return Band("keputusan", "C", state, "person", is_open=is_secretariat)
    strength = STRENGTH_OF_BASIS[basis]
    cites = strength in "AB" and not is_secretariat and (basis == "nomor" or not is_refuted)
    if verdict == "tidak_sesuai" and not (has_news and cites):
        return Band(basis, strength, "rejected", "person")
    is_refuted = is_refuted and basis != "nomor"
    is_sure = cites and probability >= costs.accept_from
    if verdict is not None and not (leaves_citations and is_sure):
        return Band(basis, strength, "candidate", "person", is_open=True)
    if is_secretariat:
        return Band(basis, strength, "rejected", "rule")
    if is_sure:
        return Band(basis, strength, "accepted", "rule")
    is_open = strength in "AB" or (shares_words and probability >= costs.review_from)
    state = "candidate" if is_open or not is_refuted else "rejected"
    return Band(basis, strength, state, "model", is_open)
