"""Errors a user can mend: each ends in one line and the exit code of the contract, never in a traceback."""

from __future__ import annotations

from flows.report import EXIT_BUSY, EXIT_FAILED, EXIT_USAGE


class WrongUsage(Exception):
    """Something given on the command line can't be used; the message says what was seen and what is allowed."""


class WrongInbox(WrongUsage):
    """The inbox can't be read as one."""


class WrongSelection(WrongUsage):
    """An option of a backfill's selection can't be understood."""


class OutputNotWritable(WrongUsage):
    """The folder for publications can't be written to."""


class NotFound(WrongUsage):
    """No document, run or agreement answers to what was given; the message lists what is there."""


class ServerNotStarted(Exception):
    """A Prefect server did not answer in time."""


def exit_code_of(error: BaseException) -> int | None:
    """The exit code for an error with a clear message, None for a fault of the program (its traceback is wanted)."""
    from config.settings import WrongSettings
    from extractors.records import RejectedDocument
    from warehouse.archive import ArchiveDamaged
    from warehouse.engine import WarehouseUnreachable
    from warehouse.lock import WarehouseBusy

    if isinstance(error, WrongUsage | WrongSettings):
        return EXIT_USAGE
    if isinstance(error, WarehouseBusy):
        return EXIT_BUSY
    if isinstance(error, WarehouseUnreachable | ArchiveDamaged | ServerNotStarted | RejectedDocument):
        return EXIT_FAILED
    return None


def message_of(error: BaseException) -> str:
    """The error's message in one line."""
    return " ".join(str(error).split())
