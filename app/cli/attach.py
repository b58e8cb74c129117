"""``attach``: files put to a case; ``attachments``: what there is, one of them to a file, one taken off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import STREAM, emit_beside
from app.cli.options import At, Number
from app.cli.output import emit, read_moment, typed, write_file
from app.cli.session import Session, session
from app.desk import Desk
from app.domain.attachments import MIB
from app.errors import FieldError, Refused
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.attachments.detach_attachment import detach_attachment
from app.services.attachments.list_attachments import list_attachments
from app.services.attachments.open_attachment import open_attachment

GET, WITHDRAW = "get", "withdraw"


def add(app: typer.Typer) -> None:
    app.command("attach")(attach)
    app.command("attachments")(attachments)


def attach(
    context: typer.Context,
    number: Number,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", readable=False, help="照片、扫描件、PDF、OFD，- 是标准输入"),
    ],
    place: Annotated[
        str | None,
        typer.Option(
            "--place", metavar="PLACE", help="放在哪里：来访编号、步骤或交办的 id、五个不放过的一条"
        ),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="说明")] = None,
    at: At = None,
) -> None:
    """给一件事添加照片、扫描件或文件；按内容认种类，加密存放，同样的内容只存一份。

    \b
    --place   不写是整件事；或：来访编号、步骤 id（见 show）、交办 id、
              事实清楚 证据扎实 调查结论规范 处理意见落实 群众满意并签字

    \b
    例  python main.py --as clerk attach LF340700-A-261123-001-K 合同1.jpg 合同2.jpg
        python main.py --as host attach XF340700-A-261123-001-K 现场.jpg --place 证据扎实
    """
    here = session(context)
    desk = here.sign_in()
    desk.require("attach")
    contents = _read(desk, files)
    wanted = AttachWanted(number=number, files=contents, place=place, note=note, at=read_moment(at, "--at"))
    emit(attach_files(desk, here.house.contents, here.house.pictures, wanted).as_json())


def attachments(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER|get|withdraw", help="编号；get 取出，withdraw 撤下")
    ],
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="get、withdraw 后面：附件的 id")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", readable=False, help="get：写到哪个文件，- 是标准输出"),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="withdraw：为什么撤下")
    ] = None,
    at: At = None,
) -> None:
    """列出一件事的附件；get 取出一个（记入审计）；withdraw 撤下放错的一个，内容不删。

    不在这台的内容会说明在哪里；get 会向汇聚点取。

    \b
    例  python main.py --as clerk attachments LF340700-A-261123-001-K
        python main.py --as clerk attachments get 0199a1b2-0000-7000-8000-000000000000 --out 合同.jpg
        python main.py --as clerk attachments withdraw 0199a1b2-0000-7000-8000-000000000000 --reason 放错了
    """
    here = session(context)
    desk = here.sign_in()
    if number == GET:
        _get(here, desk, _required("ID", id), Path(_required("--out", out)))
    elif number == WITHDRAW:
        moment = read_moment(at, "--at")
        emit(detach_attachment(desk, _required("ID", id), _required("--reason", reason), moment).as_json())
    elif id is not None:
        raise Refused(FieldError("command", "usage", {"detail": f"多写了 {id}"}))
    else:
        emit(list_attachments(desk, here.house.contents, number).as_json())


def _get(here: Session, desk: Desk, id: str, out: Path) -> None:
    def fetch(name: str) -> bool:
        return here.house.link(desk).fetch_content(name)

    opened = open_attachment(desk, here.house.contents, id, fetch, saved=True)
    write_file(out, opened.content)
    answer = {"id": opened.row.id, "name": opened.row.name, "file": str(out), "bytes": len(opened.content)}
    emit_beside(answer, out)


def _required(field: str, value: str | Path | None) -> str:
    if value is None:
        raise Refused(FieldError(field, "required"))
    return str(value)


def _read(desk: Desk, files: list[Path]) -> tuple[FileGiven, ...]:
    """The files' contents; what is beyond the limit is not read whole. Refused(FILE, no_file)."""
    most = int(desk.settings["附件上限"]) * MIB + 1
    contents, errors = [], []
    for file in files:
        try:
            if file == STREAM:
                contents.append(FileGiven("标准输入", typed()))
                continue
            if not file.is_file():
                raise OSError
            with file.open("rb") as stream:
                contents.append(FileGiven(file.name, stream.read(most)))
        except OSError:
            errors.append(FieldError("FILE", "no_file", {"file": str(file)}))
    if errors:
        raise Refused(*errors)
    return tuple(contents)
