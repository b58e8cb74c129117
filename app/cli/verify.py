"""``verify``: is this slip genuine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import STREAM, reading
from app.cli.output import emit
from app.cli.session import Session, session
from app.errors import FieldError, Refused
from app.services.papers.verify_paper import verify_paper
from app.words import sentence

FILES = (".png", ".jpg", ".jpeg", ".pdf")


def add(app: typer.Typer) -> None:
    app.command("verify")(verify)


def verify(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|IMAGE|PDF", help="二维码的文字，或回执的 PNG、JPEG、PDF 文件；- 是标准输入"
        ),
    ],
    keys: Annotated[
        Path | None,
        typer.Option(
            "--keys", metavar="DIR", readable=False, help="各台公钥的文件夹，默认用本台文件夹里的 keys"
        ),
    ] = None,
) -> None:
    """核验一张回执是不是真的；不联网、不登录、不用库，只要各台的公钥。

    给了账号和密码时，还看这张回执是否已换发（replaced）。

    \b
    例  python main.py verify slip.png
        python main.py verify --keys /mnt/usb/keys JFT:7KQ4M-2XP9T-3/AEBZ…
    """
    now = session(context)
    checked = verify_paper(_texts(now, what), now.house.key_ring(keys), now.sign_in_if_named())
    reason = checked.verdict.reason
    emit(checked.as_json() | ({"message": sentence(reason)} if reason else {}))


def _texts(now: Session, what: str) -> list[str]:
    """The QR texts of a file, or the text itself."""
    file = Path(what)
    if file == STREAM:
        with reading(file, "text", ".pdf") as paper:
            content = paper.read_bytes()
            if not content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")):
                return [content.decode("utf-8", "replace").strip()]
            return now.house.code_reader().texts(paper)
    if _is_file(file):
        return now.house.code_reader().texts(file)
    if file.suffix.lower() in FILES:
        raise Refused(FieldError("text", "no_file", {"file": what}))
    return [what]


def _is_file(file: Path) -> bool:
    """Whether there is such a file; a QR text is too long for a file name, which is no error here."""
    try:
        return file.is_file()
    except OSError:
        return False
