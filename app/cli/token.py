"""``token``: the second factor of an account, a USB Key or smart card beside the password."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Login
from app.cli.output import emit
from app.cli.session import NEW_PASSWORD, PIN, ask_new_password, ask_password, session
from app.cli.staff import Second
from app.services.staff.second_factor import bind_token, list_tokens, remove_token


def add(app: typer.Typer) -> None:
    group = typer.Typer(help="令牌：登录除密码外还要插上的 USB Key 或智能卡。", rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("add")(add_one)
    group.command("remove")(remove)
    app.add_typer(group, name="token")


def list_all(context: typer.Context) -> None:
    """列出这台电脑上插着的令牌，和本人账号登记的那一个。

    \b
    例  python main.py --as clerk token list
    """
    now = session(context)
    desk = now.sign_in()
    emit(list_tokens(desk, now.house.vault, now.house.tokens))


def add_one(
    context: typer.Context,
    token: Annotated[
        str | None, typer.Option("--token", metavar="LABEL", help="插着几个令牌时用哪一个，名称见 token list")
    ] = None,
) -> None:
    """给本人的账号登记插着的令牌：以后登录要密码，也要插上它并输入它的 PIN。

    PIN 从 JIEFANGTAI_PIN 取，没有就在终端问。令牌里要有一对 2048 位以上的 RSA 密钥。
    驱动用系统登记的（p11-kit），或用 JIEFANGTAI_PKCS11 写明驱动文件。

    \b
    例  python main.py --as clerk token add
    """
    now = session(context)
    desk = now.sign_in()
    password = now.credentials()[1]
    pin = ask_password(PIN, "令牌的 PIN: ")
    emit(bind_token(desk, now.house.vault, now.house.keys, password, pin, token))


def remove(context: typer.Context, login: Login, second: Second = None) -> None:
    """令牌丢了或坏了：取下一个账号的令牌并给一个新密码（安全管理员）；记入审计。

    新密码从 JIEFANGTAI_NEW_PASSWORD 取，没有就在终端问。带班领导的要另一名管理员同意（--second）。

    \b
    例  python main.py --as admin token remove clerk
    """
    now = session(context)
    desk = now.sign_in()
    desk.require("staff")
    password = ask_new_password(f"{login} 的新密码: ", NEW_PASSWORD)
    agreeing = now.second(second)
    emit(remove_token(desk, now.house.vault, now.house.keys, login, password, agreeing))
