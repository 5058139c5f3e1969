"""Every command explains itself with an example that it understands."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from commands import Selaras

from flows.cli import app


def commands() -> Iterator[tuple[str, Any]]:
    """(name as typed, command) of every command, also those of groups."""
    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        if hasattr(command, "commands"):
            yield from ((f"{name} {below}", leaf) for below, leaf in command.commands.items())
        else:
            yield name, command


COMMANDS = dict(commands())


def test_the_commands_are_those_of_the_design() -> None:
    assert set(COMMANDS) == {
        "demo", "run", "backfill", "serve", "status", "inspect", "explain", "publish", "review import", "withdraw",
        "evaluate", "diff", "verify",
    }  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_shows_an_example_that_parses(name: str, call: Selaras) -> None:
    shown = call(*name.split(), "--help", COLUMNS="200")
    assert shown.code == 0
    assert COMMANDS[name].help in shown.out
    example = COMMANDS[name].epilog.removeprefix("Example:").strip()
    assert example in shown.out
    words = shlex.split(example)
    assert words[: 1 + len(name.split())] == ["selaras", *name.split()]
    COMMANDS[name].make_context(name, words[1 + len(name.split()) :])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_machines_too(name: str) -> None:
    assert "--json" in {option for parameter in COMMANDS[name].params for option in parameter.opts}


def test_the_first_help_lists_every_command_with_its_example(selaras: Selaras) -> None:
    shown = selaras("--help", COLUMNS="200")
    assert shown.code == 0
    assert [name for name, command in COMMANDS.items() if command.epilog.split("  ")[-1].strip() not in shown.out] == []
