"""The scheduled deployments: the nightly run and a parametrised backfill, kept alive until stopped."""

from __future__ import annotations

import signal
import sys
import warnings
from pathlib import Path
from typing import Any, cast

from rich.console import Console

from config.settings import Settings
from flows.failures import WrongUsage
from flows.start import check_reachable, hand_down, make_prefect_ready


def serve_deployments(settings: Settings, progress: Console) -> dict[str, Any]:
    """Serve until interrupted, then say what was served; a server is started here when none is configured."""
    signal.signal(signal.SIGTERM, _leave)  # until Prefect has its own handler
    check_reachable(settings.warehouse)
    hand_down(settings)
    address = make_prefect_ready(progress, wants_usual_port=True)
    # Imported here: Prefect reads the server's address when it is first imported.
    from prefect import serve
    from prefect.deployments.runner import RunnerDeployment

    deployments = _deployments(settings)
    progress.print(
        f"Melayani 'nightly' ({settings.nightly_cron}, {settings.timezone}) dan 'backfill' di {address}; "
        "hentikan dengan Ctrl-C",
        soft_wrap=True,
    )
    # Prefect's own handler of SIGTERM leaves a coroutine behind, and says so.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited")
    served = [cast(RunnerDeployment, deployment) for deployment in deployments]
    serve(*served, pause_on_shutdown=False, print_starting_message=False)
    return {"served": [deployment.name for deployment in served], "server": address, "cron": settings.nightly_cron}


def _leave(*_: object) -> None:
    sys.exit(0)


def _deployments(settings: Settings) -> list[Any]:
    """Called outside an event loop, so ``to_deployment`` returns the deployments themselves."""
    from prefect.schedules import Cron

    from flows.backfill import backfill_flow
    from flows.run import run_pass

    try:
        schedule = Cron(settings.nightly_cron, timezone=settings.timezone)
    except ValueError:
        raise WrongUsage(
            f"jadwal '{settings.nightly_cron}' ({settings.timezone}) tidak dapat dibaca; contoh: '0 1 * * *' "
            "pada zona waktu Asia/Makassar"
        ) from None
    nightly = run_pass.to_deployment(
        name="nightly",
        schedule=schedule,
        parameters={"inbox": _absolute(settings.inbox), "kind": "nightly"},
        description="Satu putaran lengkap: muat dokumen baru, rekonsiliasi, publikasi.",
    )
    backfill = backfill_flow.to_deployment(name="backfill", description="Hitung ulang satu irisan dari arsip.")
    return [nightly, backfill]


def _absolute(inbox: Path) -> str:
    text = str(inbox)
    return text if "://" in text else str(inbox.expanduser().resolve())
