"""``printers``: which there are and how they are; add, remove, bind, unbind, and print a test page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import session
from app.desk import Desk
from app.domain.papers.sizes import PAPER_SIZES
from app.domain.printers import PrinterEntry, parse_printers
from app.services.printing.bind_printers import (
    add_printer,
    bind_printer,
    bindings,
    list_printers,
    remove_printer,
    unbind_printer,
)
from app.services.printing.try_printer import try_printer
from app.words import sentence

Name = Annotated[str, typer.Argument(metavar="NAME", help="打印机名，不带空格")]


def add(app: typer.Typer) -> None:
    group = typer.Typer(
        help="打印机：状态、添加、去掉、绑定文种、试打页。",
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    group.callback(invoke_without_command=True)(states)
    group.command("add")(add_one)
    group.command("remove")(remove)
    group.command("bind")(bind)
    group.command("unbind")(unbind)
    group.command("test")(trial)
    app.add_typer(group, name="printers")


def states(context: typer.Context) -> None:
    """列出打印机和它们现在的状态。

    ready 是可以打；answers 是打印机自己这样说的，没有回音的只能算“不知道有事”。

    \b
    例  python main.py --as clerk printers
    """
    if context.invoked_subcommand is None:
        desk = session(context).sign_in()
        desk.require("print")
        emit({"printers": [asdict(state) for state in desk.printers.states()], **_listed(desk)})


def add_one(
    context: typer.Context,
    name: Name,
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help="ipp://主机/printers/名 tcp://主机:9100 serial:COM3?baud=115200 file:/dev/usb/lp0 "
            "cups-raw://主机/printers/名 driver:名",
        ),
    ],
    paper: Annotated[list[str], typer.Option("--paper", metavar="|".join(PAPER_SIZES), help="可以写多次")],
    dots: Annotated[int | None, typer.Option("--dots", metavar="N", help="小票机机头的点数")] = None,
) -> None:
    """添加一台打印机；同名的就改。只影响本台。

    \b
    例  python main.py --as clerk printers add 小票机 tcp://192.168.1.50:9100 --paper 80mm
    """
    desk = session(context).sign_in()
    entry = PrinterEntry(name=name, address=address.replace(" ", "%20"), papers=tuple(paper), dots=dots)
    parse_printers(entry.text())
    add_printer(desk, entry)
    emit(_listed(desk))


def remove(context: typer.Context, name: Name) -> None:
    """去掉一台打印机；绑在它上面的改走合用的那一台。

    \b
    例  python main.py --as clerk printers remove 小票机
    """
    desk = session(context).sign_in()
    remove_printer(desk, name)
    emit(_listed(desk))


def bind(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="文种", help="回执、三个告知单……，或 其他")],
    name: Name,
    paper: Annotated[str | None, typer.Option("--paper", metavar="|".join(PAPER_SIZES))] = None,
) -> None:
    """这种纸以后都到这台打印机，不再每次问。

    \b
    例  python main.py --as clerk printers bind 回执 小票机 --paper 80mm
    """
    desk = session(context).sign_in()
    bind_printer(desk, kind, name, paper)
    emit(_listed(desk))


def unbind(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="文种", help="绑定过的文种，或 其他")],
) -> None:
    """去掉一种纸的绑定，以后按没有绑定的办；打印机留着。

    \b
    例  python main.py --as clerk printers unbind 回执
    """
    desk = session(context).sign_in()
    unbind_printer(desk, kind)
    emit(_listed(desk))


def trial(
    context: typer.Context,
    name: Name,
    paper: Annotated[str | None, typer.Option("--paper", metavar="|".join(PAPER_SIZES))] = None,
) -> None:
    """打一张试打页：看宽度、深浅、中文和生僻字，找出扫得出的最小二维码。不计入出单。

    \b
    例  python main.py --as clerk printers test 小票机
    """
    desk = session(context).sign_in()
    tried = try_printer(desk, name, paper)
    note = tried.handed.note
    emit(
        {
            "printer": name,
            "paper": tried.paper,
            "job": tried.number,
            "proven": tried.handed.proven,
            "detail": tried.handed.detail,
            "said": sentence(note, {"printer": name, "paper": tried.paper}) if note else None,
        }
    )


def _listed(desk: Desk) -> dict[str, object]:
    """What is set up, as JSON."""
    return {
        "listed": [asdict(entry) for entry in list_printers(desk)],
        "bound": [asdict(binding) for binding in bindings(desk)],
    }
