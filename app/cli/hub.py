"""``hub``: the centre's hub, its one-time codes and its desks (whoever runs the service runs this)."""

from __future__ import annotations

import re
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside, reading, writing
from app.cli.output import emit
from app.cli.session import Session, session
from app.errors import FieldError, Refused, Unavailable
from app.ports.hub_options import LISTEN, LOG_DAYS, HubOptions
from app.words import sentence

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="JIEFANGTAI_HUB_DATABASE",
        metavar="URL",
        help="sqlite:///文件 或 postgresql://…；默认是 --home 下加密的 hub/hub.db",
    ),
]
Desk = Annotated[str, typer.Option("--desk", metavar="B", help="台的字母，A 到 Z")]


def add(app: typer.Typer) -> None:
    group = typer.Typer(
        help="中心的汇聚点：各台经它同步，来访人经它查进度。",
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    group.callback(invoke_without_command=True)(serve)
    group.command("token")(token)
    group.command("desks")(desks)
    group.command("revoke")(revoke)
    group.command("backup")(backup)
    group.command("restore")(restore)
    group.command("check")(check)
    group.command("restored")(restored)
    group.command("close-history")(close_history)
    app.add_typer(group, name="hub")


def serve(
    context: typer.Context,
    listen: Annotated[
        str,
        typer.Option(
            "--listen",
            envvar="JIEFANGTAI_HUB_LISTEN",
            metavar="主机:端口",
            help="在哪里听；本机以外必须给证书",
        ),
    ] = LISTEN,
    database: Database = None,
    tls_cert: Annotated[
        Path | None,
        typer.Option(
            "--tls-cert",
            envvar="JIEFANGTAI_HUB_TLS_CERT",
            metavar="F",
            readable=False,
            help="证书（PEM）；换了证书发 SIGHUP",
        ),
    ] = None,
    tls_key: Annotated[
        Path | None,
        typer.Option(
            "--tls-key",
            envvar="JIEFANGTAI_HUB_TLS_KEY",
            metavar="F",
            readable=False,
            help="证书的私钥（PEM）",
        ),
    ] = None,
    metrics_token: Annotated[
        str | None,
        typer.Option(
            "--metrics-token",
            envvar="JIEFANGTAI_HUB_METRICS_TOKEN",
            metavar="TEXT",
            help="/metrics 的口令；不写就只有本机能看",
        ),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log",
            envvar="JIEFANGTAI_HUB_LOG",
            metavar="DIR",
            readable=False,
            help="日志文件夹，默认 --home 下 hub/log",
        ),
    ] = None,
    log_days: Annotated[
        int,
        typer.Option("--log-days", envvar="JIEFANGTAI_HUB_LOG_DAYS", metavar="N", help="日志留多少天"),
    ] = LOG_DAYS,
) -> None:
    """运行汇聚点，直到 Ctrl+C 或 systemd 停止它；停止时已回答的推送都已落盘。

    GET /health 看它好不好（200 或 503），GET /metrics 是 Prometheus 的数。每个选项都可以用环境变量写。

    \b
    例  python main.py --home /var/lib/jiefangtai hub --listen 127.0.0.1:8470
        python main.py hub --listen 0.0.0.0:8470 --tls-cert hub.pem --tls-key hub.key \\
            --database postgresql://jiefangtai@localhost/jiefangtai
        python main.py hub token --desk B
    """
    if context.invoked_subcommand is not None:
        session(context).hub_database = database
        return
    now = session(context)
    options = HubOptions(listen, database, tls_cert, tls_key, metrics_token, log, log_days)
    now.programs.hub(now.home).serve(options, _listening, _away)


def _listening(url: str) -> None:
    sys.stderr.write(f"汇聚点在 {url} 等各台来同步，按 Ctrl+C 停止。\n")
    sys.stderr.flush()


def _away(error: Unavailable) -> None:
    sys.stderr.write(f"{sentence(error.code, error.facts)}稍后再连。\n")
    sys.stderr.flush()


def token(
    context: typer.Context,
    desk: Desk,
    database: Database = None,
    centre: Annotated[
        str | None, typer.Option("--centre", metavar="CODE", help="中心的六位代码，只有一个中心时不用写")
    ] = None,
    new_centre: Annotated[
        bool, typer.Option("--new-centre", help="给另一个中心的第一个台，它的库带来中心")
    ] = False,
) -> None:
    """打印一个一次性的加入码，一天之内有效；那个台用它 enrol。汇聚点上第一个台带来它的中心。

    \b
    例  python main.py hub token --desk B
    """
    now = session(context)
    code = now.programs.hub(now.home).token(_letter(desk), _database(now, database), centre, new_centre)
    emit({"code": code, "desk": desk.upper()})


def desks(context: typer.Context, database: Database = None) -> None:
    """列出加入过的台：字母、中心、何时加入、最近何时来过、是否已停用。

    \b
    例  python main.py hub desks
    """
    now = session(context)
    emit({"desks": now.programs.hub(now.home).desks(_database(now, database))})


def revoke(
    context: typer.Context,
    desk: Annotated[str, typer.Argument(metavar="DESK", help="台的字母")],
    database: Database = None,
    centre: Annotated[
        str | None, typer.Option("--centre", metavar="CODE", help="中心的六位代码，只有一个中心时不用写")
    ] = None,
) -> None:
    """停用一个中心的一个台的令牌，立刻生效；它没有送来的记录仍在它自己的库里。

    文件夹里也有一个台的库、又用 --as 写了账号的，要是安全管理员。

    \b
    例  python main.py hub revoke B
    """
    now = session(context)
    letter = _letter(desk)
    _require_security(now)
    revoked = now.programs.hub(now.home).revoke(letter, _database(now, database), centre)
    if not revoked:
        raise Refused(FieldError("DESK", "hub_no_desk", {"desk": letter}))
    emit({"desk": letter, "revoked": revoked})


def restored(
    context: typer.Context,
    database: Database = None,
    centre: Annotated[
        str | None, typer.Option("--centre", metavar="CODE", help="中心的六位代码，只有一个中心时不用写")
    ] = None,
) -> None:
    """汇聚点的库是从备份恢复的：让各台把它缺的再送一遍。平时不用，各台有凭据时会自动重新对齐。

    \b
    例  python main.py hub restored
    """
    now = session(context)
    emit({"epoch": now.programs.hub(now.home).restored(_database(now, database), centre)})


def close_history(
    context: typer.Context,
    database: Database = None,
    centre: Annotated[
        str | None, typer.Option("--centre", metavar="CODE", help="中心的六位代码，只有一个中心时不用写")
    ] = None,
) -> None:
    """各台都升级、各人都登录过以后运行：从此没有本人签名的一律不收。由安全管理员决定。

    \b
    例  python main.py hub close-history
    """
    now = session(context)
    done = now.programs.hub(now.home).close_history(_database(now, database), centre)
    emit({"closed": True, "was_closed": not done})


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", readable=False, help="写到哪里；PostgreSQL 用自己的工具备份，不写文件名"
        ),
    ] = None,
    database: Database = None,
) -> None:
    """备份汇聚点（仍是加密的），并记下备份到哪里，各台据此不再留底。

    \b
    例  python main.py hub backup /mnt/backup/hub-20261123.db
    """
    now = session(context)
    with writing(file, ".db") if file else nullcontext() as copy:
        answer = now.programs.hub(now.home).backup(copy, _database(now, database))
    emit_beside(answer, file)


def restore(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="hub backup 写的文件；- 是标准输入")
    ],
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="F", readable=False, help="备份时的 hub.key；不写就用 --home 下的"),
    ] = None,
) -> None:
    """把汇聚点的备份恢复到没有汇聚点的 --home，并开始新的一轮：各台下次来时重新对齐，备份以后的再送一次。

    \b
    例  python main.py --home /var/lib/jiefangtai hub restore hub-20261123.db --key hub.key
    """
    now = session(context)
    with reading(file, "FILE", ".db") as copy:
        emit(now.programs.hub(now.home).restore(copy, key))


def check(context: typer.Context, database: Database = None) -> None:
    """核对汇聚点的库：文件、次序、每一条能不能读；结果在 ok 和 findings 里，查出什么都算办好了。

    \b
    例  python main.py --home /var/lib/jiefangtai hub check
    """
    now = session(context)
    emit(now.programs.hub(now.home).check(_database(now, database)))


def _require_security(now: Session) -> None:
    """NotAllowed(role_missing …) for a named account of the folder's store that is no 安全管理员.

    A hub alone has no accounts: who may use its folder may use it.
    """
    if not now.user:
        return
    try:
        now.house.place()
    except Unavailable as error:
        if error.code != "no_store":
            raise
        return
    now.sign_in().require("hub revoke")


def _letter(desk: str) -> str:
    """Refused('letter_wrong') for anything but one letter."""
    if not re.fullmatch(r"[A-Za-z]", desk):
        raise Refused(FieldError("desk", "letter_wrong"))
    return desk.upper()


def _database(now: Session, option: str | None) -> str | None:
    """The option may stand before or after the subcommand."""
    return option or now.hub_database
