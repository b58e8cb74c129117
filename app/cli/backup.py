"""``backup``, ``restore``, ``check``: an encrypted copy, back from it, and is the store whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside, reading, writing
from app.cli.output import emit
from app.cli.session import session
from app.errors import Unavailable
from app.services.desk.keep_backups import back_up
from app.words import error_json

DAMAGED = "store_damaged"
"""So damaged that a page the sign-in or the checks need cannot be read: this is what was found."""


def add(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("check")(check)


def backup(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="备份文件；不覆盖已有的文件；- 是标准输出")
    ],
) -> None:
    """把库和密码文件备份成一个加密文件（系统管理员）。

    \b
    例  python main.py --as admin backup /mnt/usb/接访台-2026-11-23.bak
    """
    now = session(context)
    desk = now.sign_in()
    desk.require("backup")
    with writing(file, ".bak") as copy:
        answer = back_up(desk, now.house, copy.expanduser().absolute())
    emit_beside(answer, file)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="备份文件；- 是标准输入")],
) -> None:
    """从备份恢复到一个空的文件夹（系统管理员）；恢复后的台用新的编号系列，免得和已出的纸重号。

    \b
    例  python main.py --home ~/接访台-新 --as admin restore /mnt/usb/接访台-2026-11-23.bak
    """
    now = session(context)
    now.house.require_empty()
    login, password = now.credentials()
    with reading(file, "FILE", ".bak") as copy:
        whole = copy.expanduser().absolute()
        emit(now.with_token(lambda pin: now.house.restore(whole, login, password, pin)))


def check(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="先按事实重新算出每个事项的状态和期限")] = False,
) -> None:
    """核对库、索引、事项状态和审计链；结果在 ok 和 findings 里，查出什么都算办好了。

    \b
    例  python main.py --as admin check
        python main.py --as admin check --rebuild
    """
    now = session(context)
    try:
        desk = now.sign_in()
        desk.require("check")
        answer = now.house.check(desk, rebuild=rebuild)
    except Unavailable as error:
        if error.code != DAMAGED:
            raise
        answer = {"ok": False, "findings": [{**error_json(error)["error"], "record": None}]}
    emit(answer)
