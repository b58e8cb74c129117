"""Makes printing/typefaces/ again out of two font packages: a developer's tool that takes about a minute.

pip install fonttools justmytype-intl-cjk==0.1.0 pylopdf-fonts-zh-cn==0.1.1
python packaging/make_typefaces.py printing/typefaces
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer

MAX_ERROR = 1.0
"""How far a quadratic outline may lie from the cubic one, in 1/1000 em."""


def _make_sans(path: str) -> None:
    _instance(Path(path), 400)


def _make_sans_bold(path: str) -> None:
    _instance(Path(path), 700)


def _make_serif(path: str) -> None:
    font = TTFont(_package("pylopdf_fonts_zh_cn") / "NotoSerifSC-Regular.otf", recalcTimestamp=False)
    _to_quadratic(font)
    _keep(font, Path(path))


MAKERS: dict[str, Callable[[str], None]] = {
    "NotoSansSC-Regular.ttf": _make_sans,
    "NotoSansSC-Bold.ttf": _make_sans_bold,
    "NotoSerifSC-Regular.ttf": _make_serif,
}
"""How each file is made."""


def main(folder: Path) -> None:
    """Make every file and the list of their sums."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        make(str(folder / name))
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in MAKERS]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


def _instance(path: Path, weight: int) -> None:
    """One weight of the variable Noto Sans SC as a font of its own, named as Qt expects a family's weight."""
    source = _package("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"
    font = TTFont(source, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, overlap=False)
    bold = weight >= 700
    style = "Bold" if bold else "Regular"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0
    if "STAT" in font:
        del font["STAT"]
    names = {
        1: "Noto Sans SC",
        2: style,
        3: f"jiefangtai NotoSansSC-{style}",
        4: f"Noto Sans SC {style}",
        6: f"NotoSansSC-{style}",
    }
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    _keep(font, path)


def _to_quadratic(font: TTFont) -> None:
    """Cubic (CFF) outlines become TrueType outlines, in place: reportlab takes no other."""
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {name: _quadratic(outlines, name) for name in order}
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for tag in ("CFF ", "VORG", "DSIG"):
        if tag in font:
            del font[tag]
    glyf.compile(font)
    for name in order:
        glyph = glyf[name]
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    font["maxp"] = _true_type_maxp(len(order))
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _quadratic(outlines: object, name: str) -> object:
    pen = TTGlyphPen(outlines)
    outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))  # type: ignore[index]
    return pen.glyph()


def _true_type_maxp(glyphs: int) -> object:
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = glyphs
    maxp.maxZones = 1
    for name in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
    ):
        setattr(maxp, name, 0)
    return maxp


def _keep(font: TTFont, path: Path) -> None:
    """Write beside the target, then rename: a file under its final name is always whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    font.save(part)
    part.replace(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
