"""Which documents of the inbox are due for reading: new and changed ones, and refused ones worth another try."""

from __future__ import annotations

from config.code_version import code_version
from config.settings import Settings
from flows.inbox import InboxFile
from flows.opened import Opened
from flows.reading import limits_of
from warehouse.engine import Connection, Engine
from warehouse.read import read_table

#: A reading ended from outside: a busy machine or a full memory is as likely to blame as the document.
GIVEN_UP = frozenset({"timeout", "memory", "reader_crashed", "ocr_timeout", "ocr_failed"})
#: how the ledger of attempts calls its end
OUTCOME_GIVEN_UP = "given_up"
#: refusals that other limits may lift
_BY_LIMITS = GIVEN_UP | {"ocr_too_long"}


def is_settled(opened: Opened, file: InboxFile) -> bool:
    """True when these bytes, with this manifest row, need no reading now.

    A loaded or withdrawn document stays as it is until a backfill; a quarantined one is tried again when code,
    layouts or its manifest row have changed, a scan also when scans have become readable, and one whose reading was
    given up as often as ``document_retries`` allows, or under other limits.
    """
    stored = read_table(opened.store, "document", document_id=file.document_id)
    if stored.empty:
        return False
    row = stored.iloc[0]
    if row["state"] == "withdrawn":
        return True
    is_same_manifest = (row["manifest"] or None) == (file.manifest or None)
    is_same_code = row["code_version"] == code_version()
    if not is_same_manifest or row["state"] == "loaded":
        return bool(is_same_manifest)
    if not is_same_code or _is_readable_now(opened, file.document_id):
        return False
    return not is_tried_again(opened.store, opened.settings, file.document_id)


def is_tried_again(store: Engine | Connection, settings: Settings, document_id: str) -> bool:
    """Will the next run read this quarantined document again, though neither it nor the code has changed?"""
    refusals = read_table(store, "quarantine", document_id=document_id)
    reasons = set(refusals.loc[refusals["source_row_id"].isna(), "reason_code"])
    if not reasons & _BY_LIMITS:
        return False
    if _last_limits(store, document_id) != limits_of(settings).in_words:
        return True
    return bool(reasons & GIVEN_UP) and count_given_up(store, settings, document_id) <= settings.document_retries


def count_given_up(store: Engine | Connection, settings: Settings, document_id: str) -> int:
    """The readings in a row, up to the last one that ended, which today's code gave up within today's limits."""
    limits, count = limits_of(settings).in_words, 0
    for attempt in reversed(_ended_attempts(store, document_id)):
        if (attempt["outcome"], attempt["code_version"], attempt["limits"]) != (
            OUTCOME_GIVEN_UP, code_version(), limits,
        ):  # fmt: skip
            break
        count += 1
    return count


def _last_limits(store: Engine | Connection, document_id: str) -> object:
    ended = _ended_attempts(store, document_id)
    return ended[-1]["limits"] if ended else None


def _ended_attempts(store: Engine | Connection, document_id: str) -> list[dict[str, object]]:
    attempts = read_table(store, "attempt", document_id=document_id)
    records: list[dict[str, object]] = attempts[attempts["ended_at"].notna()].to_dict("records")
    return records


def _is_readable_now(opened: Opened, document_id: str) -> bool:
    """Was the document refused as a scan that nothing could read then, and can read now?"""
    reasons = read_table(opened.store, "quarantine", document_id=document_id)
    details = reasons.loc[reasons["reason_code"] == "scanned", "detail"]
    if details.empty:
        return False
    from extractors.ocr import NOT_INSTALLED, SWITCHED_OFF, why_unreadable  # loads all that reading pictures takes

    was_not_tried = any(why in detail for why in (NOT_INSTALLED, SWITCHED_OFF) for detail in details)
    return was_not_tried and why_unreadable(opened.limits.scans) is None
