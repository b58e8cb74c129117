"""``update``: a newer version of the program from a folder on the intranet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import session


def add(app: typer.Typer) -> None:
    app.command("update")(update)


def update(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", readable=False, help="放新版本的文件夹，里面有 update.json 和签名"),
    ],
    check: Annotated[bool, typer.Option("--check", help="只看有没有新版本，不装")] = False,
) -> None:
    """从内网的文件夹更新程序：签名不对、版本不比现在新、文件不对的都不装；本台的库不动。

    装新版本要 root（sudo）；不用登录。

    \b
    例  sudo jiefangtai update /mnt/share/接访台 --check
        sudo jiefangtai update /mnt/share/接访台
    """
    emit(session(context).programs.update(folder.expanduser().absolute(), check))
