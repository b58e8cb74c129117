"""``run``: the window."""

from __future__ import annotations

import typer

from app.cli.session import session


def add(app: typer.Typer) -> None:
    app.command("run")(run)


def run(context: typer.Context) -> None:
    """打开窗口（不带命令也一样）。

    \b
    例  python main.py run
    """
    now = session(context)
    raise typer.Exit(now.programs.window(now.house, now.user))
