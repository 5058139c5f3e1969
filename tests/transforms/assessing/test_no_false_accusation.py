"""What must hold of every assessment, whatever the documents: tried on worlds drawn at random."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

YEAR = 2024
OFFICES = ("Dinas Kesehatan", "Dinas Perhubungan")
LACKS = {"DIHAPUS_DI_PERUBAHAN", "DI_RKPD_TIDAK_DI_APBD", "DITANDATANGANI_TANPA_PKS", "TANPA_PROGRAM"}
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

documents = st.lists(
    st.tuples(
        st.sampled_from(
            [("rkpd", "murni"), ("apbd", "murni"), ("apbd", "perubahan-1"), ("dpa", "murni"), ("e81", None)]
        ),
        st.sampled_from([OFFICES, OFFICES[:1]]),
        st.booleans(),  # complete
        st.sampled_from([None, "A", "D"]),  # strength of a link of the agreement to a line of it
        st.sampled_from(["accepted", "candidate", "rejected"]),
    ),
    unique_by=lambda each: each[0],
    max_size=5,
)
days = st.none() | st.dates(date(2019, 1, 1), date(2026, 12, 31))


@st.composite
def worlds(draw: Any) -> list[Any]:
    """Something to tell a world: the agreement, its documents, the register's day."""
    told = {
        "instrument": draw(st.sampled_from(["KB", "PKS", "NK", None])),
        "category": draw(st.sampled_from(["ksdpk", "sinergi", None])),
        "signed_date": draw(days),
        "end_date": draw(days),
        "budget_scope": draw(st.sampled_from([None, "wajib_apbd", "tanpa_biaya"])),
    }
    return [told, draw(documents), draw(days)]


def build(new_world: Any, drawn: list[Any], order: int = 1) -> Any:
    told, prints, complete_to = drawn
    world = new_world()
    world.agreement(**told)
    world.register(complete_to)
    for (kind, version), offices, complete, strength, state in prints[::order]:
        document = world.document(
            kind, version, offices=offices, complete=complete, period="tw2" if kind == "e81" else None
        )
        if strength:
            world.support(document, strength=strength, state=state)
    return world


@QUICK
@given(drawn=worlds())
def test_nothing_is_called_lacking_without_coverage_dates_and_decisions(new_world: Any, drawn: list[Any]) -> None:
    verdict = build(new_world, drawn).verdict()
    if verdict.status not in LACKS:
        return
    told = drawn[0]
    assert verdict.coverage["budget"]["state"] == "covered"
    assert told["signed_date"] is not None or told["end_date"] is not None
    assert told["end_date"] is not None or told["signed_date"].year == YEAR
    assert verdict.anggaran not in ("kandidat", "belum_dapat_dinilai")
    if verdict.status in ("TANPA_PROGRAM", "DITANDATANGANI_TANPA_PKS"):
        assert verdict.coverage["planning"]["state"] == "covered"
        assert verdict.links_accepted == verdict.links_candidate == 0
    if verdict.status == "DITANDATANGANI_TANPA_PKS":
        assert told["instrument"] == "KB" and told["category"] == "ksdpk"
        assert drawn[2] >= date(YEAR, 12, 31)


@QUICK
@given(drawn=worlds(), lost=st.sampled_from(["planning", "budget"]))
def test_absence_is_only_said_of_covered_stages(new_world: Any, drawn: list[Any], lost: str) -> None:
    verdict = build(new_world, drawn).verdict()
    for stage, axis in (("planning", verdict.rencana), ("budget", verdict.anggaran)):
        if axis in ("tidak_ada", "hanya_fasilitasi", "dihapus_di_perubahan"):
            assert verdict.coverage[stage]["state"] == "covered"


@QUICK
@given(drawn=worlds())
def test_taking_documents_away_never_adds_a_lack(new_world: Any, drawn: list[Any]) -> None:
    told, _, complete_to = drawn
    assert build(new_world, [told, [], complete_to]).verdict().status not in LACKS


@QUICK
@given(drawn=worlds(), region=st.sampled_from(["64.09", "73.16"]))
def test_documents_of_an_unrelated_region_change_nothing(new_world: Any, drawn: list[Any], region: str) -> None:
    alone, beside = build(new_world, drawn), build(new_world, drawn)
    stranger = beside.document("apbd", "murni", region=region)
    beside.agreement("Z", region_code=region)
    beside.support(stranger, agreement="Z")
    told = beside.assess()
    own = told[told["agreement_id"] == "A"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.assess(), own)


@QUICK
@given(drawn=worlds())
def test_the_order_of_documents_does_not_matter(new_world: Any, drawn: list[Any]) -> None:
    one, other = build(new_world, drawn), build(new_world, drawn, order=-1)
    pd.testing.assert_frame_equal(one.assess(), other.assess())


@QUICK
@given(drawn=worlds())
def test_every_row_has_one_known_headline_and_a_closed_sentence(new_world: Any, drawn: list[Any]) -> None:
    verdict = build(new_world, drawn).verdict()
    assert verdict.reason.endswith(".")
    assert str(YEAR) in verdict.reason
    assert verdict.flags == sorted(verdict.flags)
    assert None not in (verdict.naskah, verdict.cakupan, verdict.rencana, verdict.anggaran, verdict.realisasi)
