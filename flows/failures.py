"""Errors a user can mend: the exit code and the one line each ends in."""

from __future__ import annotations

from flows.report import EXIT_BUSY, EXIT_FAILED, EXIT_USAGE


def exit_code_of(error: BaseException) -> int | None:
    """The exit code for an error with a clear message, None for a fault of the program (its traceback is wanted)."""
    from extractors.records import RejectedDocument
    from flows.backfill import WrongSelection
    from flows.inbox import WrongInbox
    from flows.serve import ServerNotStarted
    from flows.start import OutputNotWritable
    from flows.maintain import NotFound
    from warehouse.archive import ArchiveDamaged
    from warehouse.engine import WarehouseUnreachable
    from warehouse.lock import WarehouseBusy

    codes: list[tuple[tuple[type[BaseException], ...], int]] = [
        ((WrongInbox, WrongSelection, OutputNotWritable, NotFound), EXIT_USAGE),
        ((WarehouseBusy,), EXIT_BUSY),
        ((WarehouseUnreachable, ArchiveDamaged, ServerNotStarted, RejectedDocument), EXIT_FAILED),
    ]
    for classes, code in codes:
        if isinstance(error, classes):
            return code
    return None


def message_of(error: BaseException) -> str:
    """The error's message in one line."""
    return " ".join(str(error).split())
