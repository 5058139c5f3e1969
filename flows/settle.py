"""What follows from all documents together: agreements, links, assessments, written in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

import pandas as pd

from config.calendar import load_calendar
from config.reference import load_reference
from config.regions import RegionEnrolment, load_enrolments
from flows.opened import Opened
from transforms.agreements_resolved import follow_aliases, resolve_agreements
from transforms.assessing.materials import Frames
from transforms.assessment import judge_agreements
from transforms.consistency import measure_consistency
from transforms.coverage import build_expected
from transforms.matching import reconcile, unplaced_decisions
from warehouse import read
from warehouse.across_years import check_across_years
from warehouse.derive import write_derived
from warehouse.engine import Connection, begin_writing
from warehouse.facts import Changes
from warehouse.reference_load import load_reference_tables
from warehouse.runs import note_day


@dataclass(frozen=True)
class Settled:
    """Counts after reconciliation, how many rows of each table changed, and notices for people."""

    agreements: int
    links: dict[str, int]
    statuses: dict[str, int]
    changes: dict[str, Changes]
    notices: list[str]


def settle(opened: Opened, as_of: dt.date, connection: Connection | None = None) -> Settled:
    """Agreements, links and assessments made equal to what the documents at hand imply on ``as_of``."""
    if connection is not None:
        return _settle(connection, opened, as_of)
    with opened.writing, begin_writing(opened.engine) as connection:
        return _settle(connection, opened, as_of)


def _settle(connection: Connection, opened: Opened, as_of: dt.date) -> Settled:
    reference = load_reference()
    enrolments = load_enrolments(opened.settings.regions_dir)
    slices = read.read_slices(connection, read.LIVE_STATES)
    expected = build_expected(enrolments, load_calendar(), _years(enrolments, slices))
    changes = load_reference_tables(connection, opened.run_id, reference, expected)

    minted = read.read_table(connection, "agreement_identity")
    resolved = resolve_agreements(read.read_records(connection), reference, set(minted["agreement_id"]))
    lines = read.read_lines(connection)
    amounts = read.read_amounts(connection)
    aliases = _append(read.read_table(connection, "agreement_alias"), resolved.agreement_alias, "alias_id")
    decisions = read.read_decisions(connection)
    decided = follow_aliases(decisions["agreement_id"], aliases, resolved.agreement["agreement_id"])
    decisions = decisions.assign(agreement_id=decided)
    links = reconcile(
        resolved.agreement, resolved.agreement_party, resolved.agreement_skpd, lines, decisions, reference
    )
    judged = judge_agreements(
        Frames(
            resolved.agreement,
            resolved.agreement_party,
            links,
            lines,
            amounts,
            slices,
            expected,
            resolved.agreement_candidate,
        ),
        enrolments,
        as_of,
    )
    consistency = measure_consistency(lines, amounts, slices, enrolments)
    frames = {
        **{field.name: getattr(resolved, field.name) for field in fields(resolved)},
        # Ids are given once: what was minted stays, also when its register is withdrawn.
        "agreement_identity": _append(minted, resolved.agreement_identity, "agreement_id"),
        "agreement_alias": aliases,
        "link": links,
        **{field.name: getattr(judged, field.name) for field in fields(judged)},
        "consistency": consistency.by_office,
        "consistency_urusan": consistency.by_urusan,
    }
    changes |= {name: write_derived(connection, opened.run_id, name, frame) for name, frame in frames.items()}
    changes["quality_result"] = check_across_years(connection, opened.run_id)
    note_day(connection, opened.run_id, as_of)
    return Settled(
        agreements=len(resolved.agreement),
        links={str(state): int(count) for state, count in links["state"].value_counts().items()},
        statuses={str(status): int(count) for status, count in judged.assessment["status"].value_counts().items()},
        changes=changes,
        notices=_describe_unplaced(unplaced_decisions(decisions, resolved.agreement, lines)),
    )


def _describe_unplaced(decisions: pd.DataFrame) -> list[str]:
    """Decisions that fit nothing any more are kept and named, so that somebody can look."""
    return [
        f"Putusan '{row['verdict']}' oleh {row['reviewer'] or '-'} tidak terpasang: {row['reason']} "
        f"(perjanjian {row['agreement_id'][:8]})"
        for row in decisions.to_dict("records")
    ]


def _append(stored: pd.DataFrame, fresh: pd.DataFrame, key: str) -> pd.DataFrame:
    """Stored rows and those of ``fresh`` whose key is new."""
    kept = stored.drop(columns="run_id")
    return pd.concat([kept, fresh[~fresh[key].isin(kept[key])]], ignore_index=True) if len(kept) else fresh


def _years(enrolments: Mapping[str, RegionEnrolment], slices: pd.DataFrame) -> list[int]:
    years = {year for enrolment in enrolments.values() for year in enrolment.years}
    return sorted(years | {int(year) for year in slices["fiscal_year"].dropna()})
