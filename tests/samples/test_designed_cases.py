"""The pass over the sample documents comes to what the designed cases say, agreement by agreement and year by year."""

from __future__ import annotations

import pandas as pd
import pytest

from config.calendar import load_calendar
from config.reference import load_reference
from config.regions import load_enrolments
from extractors.detect import extract
from extractors.records import RejectedDocument
from samples import DEMO_AS_OF, REGIONS_DIR, Case, SampleDocument, load_cases, write_samples

YEARS = [2024, 2025, 2026]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[SampleDocument]:
    return write_samples(tmp_path_factory.mktemp("inbox"))


@pytest.fixture(scope="module")
def tables(documents: list[SampleDocument]) -> dict[str, pd.DataFrame]:
    """All frames of all loaded samples, by table; line_item and document_slice carry what a warehouse would add."""
    from transforms.document import transform

    found: dict[str, list[pd.DataFrame]] = {}
    for document in documents:
        if document.intended == "quarantined":
            continue
        for name, frame in transform(extract(document.path), None).frames.items():
            found.setdefault(name, []).append(frame.assign(file_name=document.path.name))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in found.items()}


@pytest.fixture(scope="module")
def assessments(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Assessments with the printed place of their agreements: register (region code) and no."""
    from transforms.agreements_resolved import resolve_agreements
    from transforms.assessment import assess
    from transforms.coverage import build_expected
    from transforms.matching import start_reconciliation

    reference, enrolments = load_reference(), load_enrolments(REGIONS_DIR)
    records = tables["agreement_record"]
    resolved = resolve_agreements(records, reference)
    slices = tables["document_slice"].assign(state="current", received_on=None)
    places = tables["raw_row"].set_index("source_row_id")[["page", "sheet", "row_number"]]
    lines = (
        tables["line_item"]
        .merge(slices[["slice_id", "period"]], on="slice_id")
        .merge(places, left_on="source_row_id", right_index=True)
    )
    agreements, parties = resolved.agreement, resolved.agreement_party
    nothing_decided = pd.DataFrame(
        columns=["agreement_id", "line_item_key", "verdict", "reviewer", "decided_at", "note"]
    )
    started = start_reconciliation(agreements, parties, resolved.agreement_skpd, lines, nothing_decided, reference)
    links = started.link_all().links
    expected = build_expected(enrolments, load_calendar(), YEARS)
    judged = assess(
        agreements, parties, links, lines, tables["line_amount"], slices, expected, enrolments, DEMO_AS_OF,
        candidates=resolved.agreement_candidate,
    )  # fmt: skip
    printed = records[["source_row_id", "region_code", "register_no"]].rename(columns={"region_code": "register"})
    sources = resolved.agreement_source.merge(printed, on="source_row_id")[["agreement_id", "register", "register_no"]]
    return judged.merge(sources.drop_duplicates(), on="agreement_id")


def test_exactly_the_intended_samples_are_refused_with_the_intended_reason(documents: list[SampleDocument]) -> None:
    seen = {}
    for document in documents:
        try:
            extract(document.path)
        except RejectedDocument as rejection:
            seen[document.path.name] = rejection.reason_code
    assert seen == {d.path.name: d.reason_code for d in documents if d.intended == "quarantined"}


def test_the_term_that_contradicts_itself_is_all_that_is_set_aside(tables: dict[str, pd.DataFrame]) -> None:
    (refused,) = tables["quarantine"].to_dict("records")
    assert (refused["column_name"], refused["reason_code"]) == ("term", "unreadable_term")
    assert "5 (tiga) tahun" in refused["detail"]
    assert tables["document_slice"]["is_complete"].all()


def test_the_printed_broken_sum_is_all_that_does_not_tie(tables: dict[str, pd.DataFrame]) -> None:
    ties = tables["tie_out"]
    broken = ties[~ties["holds"].astype(bool)]
    # the kegiatan against its sub kegiatan, its programme against it, and its own difference
    assert sorted(zip(broken["measure"], broken["printed_sen"], broken["summed_sen"], strict=True)) == [
        ("anggaran", 547_860_000_000, 548_760_000_000),
        ("anggaran", 548_760_000_000, 547_860_000_000),
        ("selisih", -227_0000_000, -317_0000_000),
    ]


def test_the_thousandfold_figure_is_marked_doubtful(tables: dict[str, pd.DataFrame]) -> None:
    amounts = tables["line_amount"]
    doubtful = amounts[amounts["is_doubtful"].astype(bool)].merge(tables["line_item"], on="line_item_id")
    lines = doubtful[doubtful["level"] == "sub_kegiatan"]
    assert set(lines["name"]) == {"Pengelolaan Jaminan Kesehatan Masyarakat"}
    assert set(lines["period"]) == {"tw4", "tahun"}


@pytest.mark.parametrize("case", load_cases(), ids=lambda c: f"{c.register}-{c.no}-{c.party}-{c.year}-{c.status}")
def test_each_designed_case_comes_out_as_designed(case: Case, assessments: pd.DataFrame) -> None:
    own = assessments[
        (assessments["register"] == case.register)
        & (assessments["register_no"] == case.no)
        & (assessments["party_region_code"] == case.party)
        & (assessments["fiscal_year"] == case.year)
    ]
    assert len(own) == 1
    found = own.iloc[0]
    if case.status is None:
        # listed as not yet in force, never judged for what its plans and budgets lack
        assert (found["naskah"], found["status"]) == ("rencana", "BELUM_BERLAKU")
        return
    assert found["status"] == case.status, f"{case.why}; found: {found['reason']}"
    for axis in ("anggaran", "naskah", "realisasi"):
        assert getattr(case, axis) in (None, found[axis]), axis
    assert set(case.flags) <= set(found["flags"])
