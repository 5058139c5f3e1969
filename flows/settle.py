"""What follows from all documents together: agreements, links, assessments, written in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

import pandas as pd

from config.calendar import load_calendar
from config.code_version import code_version
from config.reference import load_reference
from config.regions import RegionEnrolment, load_enrolments, lowest_probability
from flows.opened import Opened
from transforms.agreement_rulings import read_rulings
from transforms.agreements_resolved import AgreementFrames, follow_aliases, resolve_agreements
from transforms.assessing.materials import Frames
from transforms.assessment import judge_agreements
from transforms.consistency import measure_consistency
from transforms.coverage import build_expected
from transforms.decision_places import PlacedDecisions, files_named, place_decisions
from transforms.document_doubts import find_document_doubts
from transforms.line_places import file_key
from transforms.matching import PARTITION_COLUMNS, Reconciliation, start_reconciliation
from warehouse import read
from warehouse.across_years import check_across_years
from warehouse.derive import end_moved_links, write_derived, write_document_doubts, write_links
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
    decisions = read.read_decisions(connection)
    resolved = resolve_agreements(read.read_records(connection), reference, set(minted["agreement_id"]), decisions)
    lines = read.read_lines(connection)
    headings = read.read_group_headings(connection)
    amounts = read.read_amounts(connection)
    live = set(resolved.agreement["agreement_id"])
    placed = _place(connection, decisions, resolved)
    aliases = _keep_aliases(read.read_table(connection, "agreement_alias"), resolved.agreement_alias, live)
    decided = follow_aliases(placed.decisions["agreement_id"], aliases, live)
    reconciliation = start_reconciliation(
        resolved.agreement,
        resolved.agreement_party,
        resolved.agreement_skpd,
        pd.concat([lines, headings], ignore_index=True) if len(headings) else lines,
        placed.decisions.assign(agreement_id=decided),
        reference,
        urusans=resolved.agreement_urusan,
        stored=read.read_table(connection, "link_partition"),
        models=read.read_table(connection, "model"),
        code=code_version(),
    )
    placements = pd.concat([reconciliation.placements, placed.unplaced], ignore_index=True)
    partitions, changes["link"] = _write_links(connection, opened.run_id, reconciliation)
    judged = judge_agreements(
        Frames(
            resolved.agreement,
            resolved.agreement_party,
            read.read_telling_links(connection, lowest_probability(enrolments.values())),
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
        "link_partition": partitions,
        "model": reconciliation.model,
        "decision_placement": placements,
        **{field.name: getattr(judged, field.name) for field in fields(judged)},
        "consistency": consistency.by_office,
        "consistency_urusan": consistency.by_urusan,
    }
    changes |= {name: write_derived(connection, opened.run_id, name, frame) for name, frame in frames.items()}
    doubts = write_document_doubts(connection, opened.run_id, find_document_doubts(slices, lines, amounts, reference))
    changes["quality_result"] = doubts + check_across_years(connection, opened.run_id)
    note_day(connection, opened.run_id, as_of, opened.settings.today())
    return Settled(
        agreements=len(resolved.agreement),
        links=read.count_links(connection),
        statuses={str(status): int(count) for status, count in judged.assessment["status"].value_counts().items()},
        changes=changes,
        notices=[*_describe_unplaced(placements), *_describe_misfits(decisions, aliases, live)],
    )


def _place(connection: Connection, decisions: pd.DataFrame, resolved: AgreementFrames) -> PlacedDecisions:
    """Decisions with the keys of lines and agreements that reviewers named by place, number or title."""
    files = files_named(decisions)
    lines = read.read_lines_of_files(connection, lambda name: file_key(name) in files)
    return place_decisions(decisions, resolved.agreement, resolved.agreement_party, lines)


def _write_links(connection: Connection, run_id: int, reconciliation: Reconciliation) -> tuple[pd.DataFrame, Changes]:
    """Write the links partition by partition, so that no more than one is ever held; return all the partitions."""
    changes = end_moved_links(connection, run_id, reconciliation.partition_of, reconciliation.unchanged)
    rows = []
    for linked in reconciliation.link():
        rows.append(linked.row)
        if linked.links is not None:
            changes += write_links(connection, run_id, linked.row["partition"], linked.links)
    return pd.DataFrame(rows, columns=list(PARTITION_COLUMNS)), changes


def _describe_unplaced(placements: pd.DataFrame) -> list[str]:
    """Decisions that fit nothing any more, or contradict each other, are kept and named, so that somebody can look."""
    words = {"tidak_terpasang": "tidak terpasang", "terbuka_kembali": "perlu dilihat lagi"}
    return [
        f"Putusan '{row['verdict']}' oleh {row['reviewer'] or '-'} {words[row['state']]}: {row['reason']}"
        + (f" (perjanjian {row['agreement_id'][:8]})" if row["agreement_id"] else "")
        for row in placements[placements["state"].isin(words)].to_dict("records")
    ]


def _describe_misfits(decisions: pd.DataFrame, aliases: pd.DataFrame, live: set[str]) -> list[str]:
    """The same for decisions about agreements themselves."""

    def now(agreement_id: str) -> str:
        return str(follow_aliases(pd.Series([agreement_id]), aliases, live).iloc[0])

    return [
        f"Putusan '{row['subject']}: {row['value'] or '-'}' oleh {row['reviewer'] or '-'} tidak terpasang: "
        f"{row['reason']} (perjanjian {row['agreement_id'][:8]})"
        for row in read_rulings(decisions, live, now).unplaced
    ]


def _keep_aliases(stored: pd.DataFrame, fresh: pd.DataFrame, live: set[str]) -> pd.DataFrame:
    """Every alias ever given, the newest word first; an agreement that stands for itself again has none."""
    kept = pd.concat([fresh, stored.drop(columns="run_id")], ignore_index=True) if len(stored) else fresh
    return kept[~kept["alias_id"].isin(live)].drop_duplicates("alias_id", ignore_index=True)


def _append(stored: pd.DataFrame, fresh: pd.DataFrame, key: str) -> pd.DataFrame:
    """Stored rows and those of ``fresh`` whose key is new."""
    kept = stored.drop(columns="run_id")
    return pd.concat([kept, fresh[~fresh[key].isin(kept[key])]], ignore_index=True) if len(kept) else fresh


def _years(enrolments: Mapping[str, RegionEnrolment], slices: pd.DataFrame) -> list[int]:
    years = {year for enrolment in enrolments.values() for year in enrolment.years}
    return sorted(years | {int(year) for year in slices["fiscal_year"].dropna()})
