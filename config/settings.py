"""Settings from ``selaras.toml`` in the working directory and ``SELARAS_*`` variables; unknown keys are an error."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

SETTINGS_FILE = "selaras.toml"
_PREFIX = "SELARAS_"


class WrongSettings(Exception):
    """A setting that does not exist or has an unusable value; the message names key, value and what is allowed."""


class Settings(BaseSettings):
    """Every setting with its default. A command's option overrides the environment, that overrides the file."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, toml_file=SETTINGS_FILE, extra="forbid", frozen=True)

    warehouse: str = Field("sqlite:///selaras.db", description="SQLAlchemy URL of the warehouse")
    archive: str | None = Field(
        None, description="folder or URL (s3://, gs://, az://) that keeps every document; beside the warehouse if unset"
    )
    out: Path = Field(Path("selaras-out"), description="folder for publications")
    inbox: Path = Field(Path("inbox"), description="folder the scheduled run reads")
    regions_dir: Path | None = Field(None, description="folder of enrolled regions; the shipped ones if unset")
    workers: int = Field(
        2, ge=1, le=64, description="documents read at the same time, and processes that share the pages of a long one"
    )
    document_time_limit_s: int = Field(900, ge=1, description="seconds after which reading one document is given up")
    document_memory_limit_mb: int = Field(4096, ge=256, description="address space of a reading process")
    document_retries: int = Field(
        3, ge=0, description="later runs that read a document again whose reading was given up"
    )
    ocr: bool = Field(True, description="read scanned pages where tesseract is installed")
    ocr_page_limit: int = Field(100, ge=1, description="scanned pages that are read of one document; more refuse it")
    ocr_page_time_limit_s: int = Field(120, ge=1, description="seconds after which reading a scanned page is given up")
    nightly_cron: str = Field("0 1 * * *", description="when the scheduled run starts")
    timezone: str = Field("Asia/Makassar", description="time zone of nightly_cron and of 'today'")

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("no time zone of that name, e.g. Asia/Makassar") from error
        return name

    def today(self) -> dt.date:
        """The day it is in the offices' time zone: at 01:00 there, a machine on UTC still has the day before."""
        return dt.datetime.now(ZoneInfo(self.timezone)).date()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings in force; raises :class:`WrongSettings` naming what is wrong."""
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields}
    if unknown := sorted(key for key in os.environ if key.upper().startswith(_PREFIX) and key.upper() not in known):
        raise WrongSettings(f"unknown setting {unknown[0]}; known: {', '.join(sorted(known))}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise WrongSettings(
            f"setting {key!r} = {first.get('input')!r}: {first['msg']} (in {SETTINGS_FILE} or {_PREFIX}{key.upper()})"
        ) from error
    except ValueError as error:
        raise WrongSettings(f"{SETTINGS_FILE} can't be read: {error}") from error
