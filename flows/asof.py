"""The warehouse as of another day, or as it was known when a past run had ended, without changing the warehouse."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from config.regions import load_enrolments, lowest_probability
from config.settings import Settings
from flows.failures import NotFound, WrongUsage
from flows.opened import open_to_look
from transforms.assessing.materials import Frames
from transforms.assessment import judge_agreements
from warehouse import read
from warehouse.derive import write_derived
from warehouse.engine import Engine, begin_writing
from warehouse.restore import latest_run, note_restored_day, restore_warehouse


@contextmanager
def warehouse_as_of(
    settings: Settings, as_of: dt.date | None = None, known_on: int | None = None, keep_at: Path | None = None
) -> Iterator[Engine]:
    """The warehouse to ask: itself where neither day nor run is given, else a restored one judged again.

    ``known_on``: a run, as what was known when it had ended; with it alone the judgements are those given then.
    ``as_of``: the day judged anew. The offices and thresholds of regions are always today's configuration.
    ``keep_at``: a new file that keeps the restored warehouse; left out, it goes when the block ends. Raises
    :class:`NotFound` for a run that isn't there, ``WrongUsage`` for a file that is.
    """
    if keep_at is not None and keep_at.exists():
        raise WrongUsage(f"'{keep_at}' sudah ada; sebutkan nama berkas baru untuk gudang yang dipulihkan")
    with open_to_look(settings) as engine:
        if as_of is None and known_on is None and keep_at is None:
            yield engine
            return
        run_id = _find_run(engine, known_on)
        with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
            restored = restore_warehouse(engine, keep_at or Path(folder) / "selaras.db", run_id)
            try:
                if as_of is not None:
                    judge_again(restored, settings, run_id, as_of)
                yield restored
            finally:
                restored.dispose()


def judge_again(restored: Engine, settings: Settings, run_id: int, as_of: dt.date) -> None:
    """Judge what the restored warehouse knows on another day and write it there."""
    enrolments = load_enrolments(settings.regions_dir)
    with begin_writing(restored) as connection:
        frames = Frames(
            read.read_agreements(connection),
            read.read_parties(connection),
            read.read_telling_links(connection, lowest_probability(enrolments.values())),
            read.read_lines(connection),
            read.read_amounts(connection),
            read.read_slices(connection, read.LIVE_STATES),
            read.read_expected(connection),
            read.read_table(connection, "agreement_candidate"),
        )
        judged = judge_agreements(frames, enrolments, as_of)
        for field in fields(judged):
            write_derived(connection, run_id, field.name, getattr(judged, field.name))
    note_restored_day(restored, run_id, as_of)


def _find_run(engine: Engine, known_on: int | None) -> int:
    newest = latest_run(engine)
    if newest is None:
        raise NotFound("gudang data ini belum mempunyai putaran apa pun; jalankan 'selaras run' dahulu")
    if known_on is not None and not 1 <= known_on <= newest:
        raise NotFound(f"tidak ada putaran {known_on}; yang ada 1 sampai {newest}")
    return newest if known_on is None else known_on
