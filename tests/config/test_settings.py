"""Settings that are more than a value."""

from __future__ import annotations

import datetime as dt

import pytest

from config.settings import Settings, WrongSettings, load_settings


def test_today_is_the_day_of_the_offices_and_not_of_the_machine() -> None:
    # 26 hours lie between these two zones: their days are never the same.
    ahead, behind = Settings(timezone="Etc/GMT-14"), Settings(timezone="Etc/GMT+12")
    assert ahead.today() - behind.today() in (dt.timedelta(days=1), dt.timedelta(days=2))


def test_a_time_zone_that_does_not_exist_is_told_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELARAS_TIMEZONE", "Asia/Balikpapan")
    with pytest.raises(WrongSettings, match=r"timezone.*Asia/Balikpapan.*Asia/Makassar"):
        load_settings()
