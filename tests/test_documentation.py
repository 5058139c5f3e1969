"""What the README promises is there: commands, settings, sheets, files it points to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from config.settings import Settings
from flows.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    group = typer.main.get_command(app)
    names = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        names += [f"{name} {sub}" for sub in below] if below else [name]
    return names


@pytest.mark.parametrize("command", _commands())
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert re.search(rf"(selaras|make|·) `?{command}\b", README) or f"`{command}" in README


def test_every_setting_stands_in_the_readme() -> None:
    assert [name for name in Settings.model_fields if f"`{name}`" not in README] == []


def test_every_file_the_readme_points_to_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_first_screen_shows_both_commands_and_what_one_sees() -> None:
    first_screen = "\n".join(README.splitlines()[:24])
    assert "make demo" in first_screen and "make test" in first_screen
    assert re.search(r"!\[.*\]\(docs/images/", first_screen)
