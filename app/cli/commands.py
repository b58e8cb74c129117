"""The list of the commands: which module of app.cli offers which, in the order in which --help lists them.

Each module's ``add(app)`` adds its commands. A call loads only the module that its command is in: all of them
with their services take a third of a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

import typer

WORDS: dict[str, tuple[str, ...]] = {
    "run": ("run",),
    "init": ("init", "recover"),
    "staff": ("staff",),
    "token": ("token",),
    "tables": ("units", "categories", "calendar", "divisions"),
    "register": ("register", "void"),
    "roster": ("roster",),
    "hall": ("hall",),
    "reception": ("reception",),
    "incident": ("incident",),
    "notice": ("notice",),
    "step": ("step", "reply", "withdraw"),
    "approvals": ("approvals", "approve", "refuse", "recall"),
    "delivery": ("received", "deliver"),
    "rate": ("rate",),
    "attach": ("attach", "attachments"),
    "amend": ("amend",),
    "moving": ("join", "split", "hand", "name"),
    "show": ("show",),
    "search": ("search",),
    "slip": ("slip",),
    "glyph": ("glyph",),
    "printing": ("print", "jobs"),
    "printers": ("printers",),
    "verify": ("verify",),
    "due": ("due", "remind"),
    "lists": ("list",),
    "daily": ("daily",),
    "gaps": ("gaps",),
    "report": ("report", "export"),
    "ledger": ("import",),
    "backup": ("backup", "restore", "check"),
    "audit": ("audit",),
    "hub": ("hub",),
    "sync": ("enrol", "leave", "sync", "conflicts", "courier"),
    "update": ("update",),
    "training": ("simulate", "demo", "bench"),
}
"""Module of app.cli to the commands that it adds."""
WITH_VALUE = ("--home", "--as")
"""Options before the command that have a value after them."""


class CommandModule(Protocol):
    """A module with commands."""

    def add(self, app: typer.Typer) -> None: ...


def modules_for(arguments: list[str]) -> list[str]:
    """The modules that a call needs: that of its command, or all where the command is not told so simply."""
    rest = iter(arguments)
    for word in rest:
        if word in WITH_VALUE:
            next(rest, None)
        elif not word.startswith(WITH_VALUE):
            modules = [module for module, words in WORDS.items() if word in words]
            return modules or list(WORDS)
    return list(WORDS)


def load(module: str) -> CommandModule:
    """The module of that name."""
    loaded: CommandModule = import_module(f"app.cli.{module}")  # type: ignore[assignment]
    return loaded
