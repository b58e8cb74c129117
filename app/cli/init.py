"""``init``: the encrypted store and the first administrator; ``recover``: back in by the recovery key."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import NEW_PASSWORD, PASSWORD, ask_new_password, ask_password, session
from app.domain.suites import GENERAL
from app.services.desk.init_desk import FirstDesk, check_first_desk

RECOVERY_KEY = "JIEFANGTAI_RECOVERY_KEY"


def add(app: typer.Typer) -> None:
    app.command("init")(init)
    app.command("recover")(recover)


def init(
    context: typer.Context,
    centre: Annotated[str, typer.Option("--centre", metavar="NAME", help="中心名称，印在回执抬头")],
    code: Annotated[str, typer.Option("--code", metavar="CODE", help="中心的六位行政区划代码")],
    desk: Annotated[str, typer.Option("--desk", metavar="A", help="本台的字母，A 到 Z，各台不同")],
    admin: Annotated[str, typer.Option("--admin", metavar="USER", help="第一个管理员的账号")],
    suite: Annotated[
        str,
        typer.Option("--suite", metavar="通用|国密", help="签名和加密用的算法，整个中心一种，建库后不能改"),
    ] = GENERAL,
) -> None:
    """建立加密的库和第一个管理员（系统管理员兼安全管理员），打印一次恢复密钥。

    密码从 JIEFANGTAI_NEW_PASSWORD 取，没有就用 JIEFANGTAI_PASSWORD，再没有就在终端问。
    恢复密钥只显示这一次：抄在纸上，锁进保险柜；密码全忘了时靠它打开库。
    --suite 国密：回执、同步、移动盘文件、附件、钥匙和审计链用 SM2、SM3、SM4。
    库文件本身仍是 SQLCipher（AES-256）。

    \b
    例  python main.py --home ~/接访台 init --centre 示例市来访接待中心 --code 340700 --desk A --admin admin
    """
    now = session(context)
    first = FirstDesk(centre=centre.strip(), code=code, letter=desk.upper(), login=admin, suite=suite.strip())
    now.house.require_empty()
    password = ask_new_password(f"{admin} 的新密码: ", NEW_PASSWORD, PASSWORD)
    check_first_desk(first, password)
    key = now.house.create(first.centre, first.code, first.letter, first.login, password, first.suite)
    facts = {"centre": first.centre, "code": first.code, "desk": first.letter, "suite": first.suite}
    emit({"recovery_key": key, **facts})


def recover(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="USER", help="要重设密码的账号")],
) -> None:
    """密码全忘了时，用 init 打印的恢复密钥给一个账号重设密码；记入审计。

    恢复密钥从 JIEFANGTAI_RECOVERY_KEY 取，新密码从 JIEFANGTAI_NEW_PASSWORD 取，没有就在终端问（不回显）。

    \b
    例  python main.py --home ~/接访台 recover admin
    """
    now = session(context)
    key = ask_password(RECOVERY_KEY, "恢复密钥: ")
    emit(now.house.recover(key, login, ask_new_password(f"{login} 的新密码: ", NEW_PASSWORD)))
