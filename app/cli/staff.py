"""``staff``: accounts and their roles (安全管理员)."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Login
from app.cli.output import emit
from app.cli.session import NEW_PASSWORD, ask_new_password, session
from app.services.staff.introduce_person import introduce_person
from app.services.staff.manage_staff import (
    NewStaff,
    add_staff,
    change_password,
    change_roles,
    disable_staff,
    list_staff,
)

Role = Annotated[
    list[str],
    typer.Option(
        "--role", metavar="角色", help="登记员 接谈员 带班领导 督办 系统管理员 安全管理员 审计员；可以写几个"
    ),
]

Second = Annotated[
    str | None,
    typer.Option(
        "--second",
        metavar="USER",
        help="同意的另一名管理员；密码从 JIEFANGTAI_SECOND_PASSWORD 取，没有就在终端问",
    ),
]


def add(app: typer.Typer) -> None:
    group = typer.Typer(help="账号：增加、列出、停用、改角色、改密码（安全管理员）。", rich_markup_mode=None)
    group.command("add")(add_one)
    group.command("list")(list_all)
    group.command("disable")(disable)
    group.command("roles")(roles_of)
    group.command("password")(password_of)
    group.command("introduce")(introduce)
    app.add_typer(group, name="staff")


def add_one(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Option("--name", metavar="姓名", help="姓名，印在文书的经办人处")],
    role: Role,
    second: Second = None,
) -> None:
    """增加一个账号；新密码从 JIEFANGTAI_NEW_PASSWORD 取，没有就在终端问。

    命令行上立刻可用；窗口第一次登录时要求换密码。增加带班领导要另一名管理员同意（--second）；
    只有一名管理员时不用。

    \b
    例  python main.py --as admin staff add clerk --name 张三（示例） --role 登记员
        python main.py --as admin staff add leader --name 李局（示例） --role 带班领导 --role 接谈员
    """
    now = session(context)
    desk = now.sign_in()
    desk.require("staff")
    password = ask_new_password(f"{login} 的新密码: ", NEW_PASSWORD)
    new = NewStaff(login=login, name=name, roles=tuple(dict.fromkeys(role)))
    agreeing = now.second(second)
    emit(add_staff(desk, now.house.vault, now.house.keys, new, password, agreeing))


def introduce(context: typer.Context, login: Login) -> None:
    """确认一个账号的签名密钥是它本人的；升级以前就有的账号登录过一次以后用。

    \b
    例  python main.py --as admin staff introduce clerk
    """
    now = session(context)
    emit(introduce_person(now.sign_in(), now.house.vault, now.house.keys, login))


def list_all(context: typer.Context) -> None:
    """列出全部账号。

    \b
    例  python main.py --as admin staff list
    """
    emit({"staff": list_staff(session(context).sign_in())})


def disable(context: typer.Context, login: Login) -> None:
    """停用一个账号，它在哪个台都不能再登录。

    \b
    例  python main.py --as admin staff disable clerk
    """
    now = session(context)
    emit(disable_staff(now.sign_in(), now.house.vault, login))


def roles_of(context: typer.Context, login: Login, role: Role, second: Second = None) -> None:
    """换成这些角色（原有的全部换掉）；添上带班领导要另一名管理员同意（--second）。

    \b
    例  python main.py --as admin staff roles clerk --role 登记员 --role 接谈员
    """
    now = session(context)
    desk = now.sign_in()
    emit(change_roles(desk, login, tuple(dict.fromkeys(role)), now.second(second)))


def password_of(context: typer.Context, login: Login, second: Second = None) -> None:
    """改密码：自己的，或由安全管理员给别人重设；新密码从 JIEFANGTAI_NEW_PASSWORD 取，没有就在终端问。

    给带班领导重设要另一名管理员同意（--second）。

    \b
    例  python main.py --as clerk staff password clerk
        python main.py --as admin staff password leader --second sysadmin
    """
    now = session(context)
    desk = now.sign_in()
    password = ask_new_password(f"{login} 的新密码: ", NEW_PASSWORD)
    agreeing = now.second(second)
    emit(change_password(desk, now.house.vault, now.house.keys, login, password, agreeing))
