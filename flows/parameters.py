"""The parameters of flows: given by hand, by a schedule or in the Prefect UI; the settings fill what is left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from config.settings import Settings, load_settings


def settings_of_flow(warehouse: str | None, out: str | None, regions_dir: str | None) -> Settings:
    """The settings in force with what was given in their place."""
    given = {
        "warehouse": warehouse,
        "out": Path(out) if out else None,
        "regions_dir": Path(regions_dir) if regions_dir else None,
    }
    return load_settings().model_copy(update={key: value for key, value in given.items() if value is not None})


def day_of(as_of: dt.date | str | None, settings: Settings) -> dt.date:
    """The day to judge; today when none is given."""
    return dt.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or settings.today()
