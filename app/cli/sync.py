"""``enrol``, ``sync``, ``conflicts``, ``courier``: this desk and its hub."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside, reading, writing
from app.cli.output import emit, warn
from app.cli.session import Session, session
from app.desk import Desk
from app.ports.link import Link
from app.services.sync import courier as carrying
from app.services.sync.enrol_desk import enrol_empty, enrol_store
from app.services.sync.leave_hub import leave_hub
from app.services.sync.settle_conflicts import list_conflicts, settle_conflict
from app.services.sync.sync_now import clock_sentence, retry_set_aside, sync_now, sync_status, sync_watch
from app.words import sentence

Id = Annotated[str, typer.Argument(metavar="ID", help="conflicts 列出的编号")]


def add(app: typer.Typer) -> None:
    app.command("enrol")(enrol)
    app.command("leave")(leave)
    group = typer.Typer(
        help="与汇聚点同步：把本台的送出去，把别台的取回来。",
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    group.callback(invoke_without_command=True)(sync)
    group.command("status")(status)
    group.command("retry")(retry)
    app.add_typer(group, name="sync")
    clashes = typer.Typer(
        help="两个台同时改了同一项：看一看，保留或恢复。", rich_markup_mode=None, invoke_without_command=True
    )
    clashes.callback(invoke_without_command=True)(conflicts)
    clashes.command("keep")(keep)
    clashes.command("restore")(restore)
    app.add_typer(clashes, name="conflicts")
    stick = typer.Typer(help="没有网络时用文件同步，文件有签名、加密。", rich_markup_mode=None)
    stick.command("write")(courier_write)
    stick.command("read")(courier_read)
    app.add_typer(stick, name="courier")


def enrol(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="汇聚点的地址，本机以外必须是 https")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="管理员用 hub token 给的一次性加入码")],
    ca: Annotated[
        Path | None,
        typer.Option("--ca", metavar="F", readable=False, help="本中心自己的根证书（PEM）；- 是标准输入"),
    ] = None,
) -> None:
    """加入汇聚点。空文件夹：从汇聚点建库，账号也一起来；已有库：加入并把全部记录送出去。

    空文件夹也要写 --as 和密码（本中心任何一个账号）：本台的库用它开启的中心密钥加密。

    \b
    例  python main.py --home ~/接访台 --as admin enrol https://hub.example:8470 7KQ4-M2XP-9TQR-53AB
    """
    now = session(context)
    with reading(ca, "--ca", ".pem") if ca else nullcontext() as root:
        if now.house.vault.exists():
            desk, link = _linked(now)
            emit(enrol_store(desk, link, url, code, root, now.credentials()[1]))
        else:
            named, ending = (now.house.enrolment, url, code, *now.credentials()), root
            emit(now.with_token(lambda pin: enrol_empty(*named, ending, pin)))


def leave(
    context: typer.Context,
    unheard: Annotated[
        bool, typer.Option("--unheard", help="汇聚点联系不上也离开：它不在了，或换了地方")
    ] = False,
) -> None:
    """离开汇聚点：先把没有送的送出去，让汇聚点停用本台，再忘记它的地址。记录都留在本台；再加入用 enrol。

    \b
    例  python main.py --as admin leave
    """
    left = leave_hub(*_linked(session(context)), unheard=unheard)
    emit({"hub": left.hub, "waiting": left.waiting, "heard": left.heard})
    if not left.heard:
        warn(sentence("left_unheard", {"desk": session(context).house.place().letter}))


def sync(
    context: typer.Context,
    watch: Annotated[bool, typer.Option("--watch", help="一直同步下去，每次有变化打印一行")] = False,
) -> None:
    """同步一次，打印送出、取回、搁置、冲突、审计的条数和位置。

    \b
    例  python main.py --as clerk sync
    """
    if context.invoked_subcommand is not None:
        return
    desk, link = _linked(session(context))
    if not watch:
        emit(sync_now(desk, link))
        if wrong := clock_sentence(link):
            warn(wrong)
        return
    try:
        sync_watch(desk, link, _line)
    except KeyboardInterrupt:
        return


def status(context: typer.Context) -> None:
    """本台同步到哪里：待送、搁置、冲突、上次同步。

    \b
    例  python main.py --as clerk sync status
    """
    answer = sync_status(*_linked(session(context)))
    for aside in answer["set_aside"]:
        aside["message"] = sentence(aside["code"], aside.pop("facts"))
    emit(answer)


def retry(context: typer.Context) -> None:
    """把搁置的再送一次（下次同步时）。

    \b
    例  python main.py --as clerk sync retry
    """
    emit(retry_set_aside(*_linked(session(context))))


def conflicts(context: typer.Context) -> None:
    """列出还没有处理的冲突：编号、来访编号、哪一项、现在的值、没有留下的值、谁、何时。

    \b
    例  python main.py --as clerk conflicts
    """
    if context.invoked_subcommand is None:
        emit({"conflicts": list_conflicts(*_linked(session(context)))})


def keep(context: typer.Context, id: Id) -> None:
    """保留现在的值。

    \b
    例  python main.py --as clerk conflicts keep 0123456789abcdef0123456789abcdef
    """
    emit(settle_conflict(*_linked(session(context)), id, restore=False))


def restore(context: typer.Context, id: Id) -> None:
    """恢复没有留下的值。

    \b
    例  python main.py --as clerk conflicts restore 0123456789abcdef0123456789abcdef
    """
    emit(settle_conflict(*_linked(session(context)), id, restore=True))


def courier_write(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="写到哪里；- 是标准输出")],
) -> None:
    """把本台的变化写成一个有签名、加密的文件，用优盘带到别的台。

    \b
    例  python main.py --as host courier write /media/usb/A.courier
    """
    with writing(file, ".courier") as letter:
        answer = carrying.write_courier(*_linked(session(context)), letter)
    emit_beside(answer, file)


def courier_read(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="别的台写的文件；- 是标准输入")
    ],
) -> None:
    """收下别的台写的文件；重复收没有关系。

    \b
    例  python main.py --as host courier read /media/usb/A.courier
    """
    with reading(file, "FILE", ".courier") as letter:
        emit(carrying.read_courier(*_linked(session(context)), letter))


def _linked(now: Session) -> tuple[Desk, Link]:
    desk = now.sign_in()
    return desk, now.house.link(desk)


def _line(answer: dict[str, int]) -> None:
    emit(answer, indent=None)
