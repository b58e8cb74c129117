"""``glyph``: pictures of characters that no font has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import STREAM
from app.cli.output import emit, typed
from app.cli.session import session
from app.errors import Unavailable
from app.services.papers.keep_glyph import keep_glyph, list_glyphs


def add(app: typer.Typer) -> None:
    group = typer.Typer(help="字库没有的字：给一张字形图片，本台的纸上就印它。", rich_markup_mode=None)
    group.command("add")(add_one)
    group.command("list")(list_all)
    app.add_typer(group, name="glyph")


def add_one(
    context: typer.Context,
    character: Annotated[str, typer.Argument(metavar="CHARACTER", help="这个字，或它的编码 U+2B404")],
    picture: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="字形图片，PNG 或 JPEG，白底黑字最好；- 是标准输入"
        ),
    ],
    pinyin: Annotated[str, typer.Option("--pinyin", metavar="PINYIN", help="读音，例如 yǎn 或 yan3")],
) -> None:
    """给字库没有的字一张图片，以后本台的纸上就用它；再给一次是替换。

    \b
    例  python main.py --as clerk glyph add U+E000 zi.png --pinyin yǎn
    """
    desk = session(context).sign_in()
    try:
        data = typed() if picture == STREAM else picture.read_bytes()
    except OSError as error:
        raise Unavailable("glyph_file", file=str(picture)) from error
    emit(keep_glyph(desk, _character(character), data, pinyin))


def list_all(context: typer.Context) -> None:
    """列出本台有图片的字。

    \b
    例  python main.py --as clerk glyph list
    """
    emit({"glyphs": list_glyphs(session(context).sign_in())})


def _character(typed: str) -> str:
    """The character itself where its code was written."""
    code = typed.strip()
    digits = code[2:]
    if code[:2].upper() == "U+" and digits and all(digit in "0123456789abcdefABCDEF" for digit in digits):
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""
    return code
