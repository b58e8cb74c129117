"""Pages to OFD (GB/T 33190-2016): the marks that make the PDF, in millimetres, with embedded font subsets.

Written after the standard's published structure: OFD.xml → Document.xml → pages, PublicRes.xml for fonts,
DocumentRes.xml for pictures. The same pages give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from printing.drawing import MM, Boxes, Page, Picture, Ring, Text
from printing.faces import SANS, Face, Faces
from printing.subsets import subset

NAMESPACE = "http://www.ofdspec.org/2016"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CURVE = 0.5523
"""How far the handles of four curves lie out to make a circle of radius 1."""
_ASCENT, _HIGH, _WIDER = 1.0, 1.4, 0.3
"""Of a text's box in em: its baseline below the top, its height, and room at its end."""
_BLACK = '<ofd:FillColor Value="0 0 0"/>'


def to_ofd(pages: Sequence[Page], faces: Faces, title: str, author: str) -> bytes:
    """The OFD of the pages."""
    pen = _Pen(faces)
    contents = [pen.page(page) for page in pages]
    files: dict[str, bytes] = {
        "OFD.xml": _ofd(title, author, contents),
        "Doc_0/Document.xml": _document(pen, pages),
        "Doc_0/PublicRes.xml": _fonts(pen),
        "Doc_0/DocumentRes.xml": _pictures(pen),
    }
    files |= {f"Doc_0/Pages/Page_{at}/Content.xml": content for at, content in enumerate(contents)}
    files |= {
        f"Doc_0/Res/font_{font.id}.ttf": subset(font.face, font.characters) for font in pen.fonts.values()
    }
    files |= {f"Doc_0/Res/picture_{id}.png": png for png, id in pen.pictures.items()}
    return _packed(files)


@dataclass(slots=True)
class _Font:
    id: int
    face: Face
    characters: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Pen:
    """Draws pages; remembers the fonts and pictures it used, and the last id it gave."""

    faces: Faces
    last: int = 0
    fonts: dict[str, _Font] = field(default_factory=dict)
    pictures: dict[bytes, int] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)

    def next_id(self) -> int:
        self.last += 1
        return self.last

    def page(self, page: Page) -> bytes:
        """The content of one page."""
        self.pages.append(self.next_id())
        layer = self.next_id()
        scale = page.unit / MM
        marks = "".join(part for mark in page.marks for part in self._mark(mark, scale))
        return _xml(
            "Page",
            f"<ofd:Area><ofd:PhysicalBox>{_box(page)}</ofd:PhysicalBox></ofd:Area>"
            f'<ofd:Content><ofd:Layer ID="{layer}" Type="Body">{marks}</ofd:Layer></ofd:Content>',
        )

    def _mark(self, mark: Text | Boxes | Ring | Picture, scale: float) -> Iterator[str]:
        if isinstance(mark, Text):
            yield from self._text(mark, scale)
        elif isinstance(mark, Boxes):
            for rect in mark.rects:
                yield self._rect(*(side * scale for side in rect))
        elif isinstance(mark, Picture):
            yield from self._picture(mark, scale)
        else:
            yield self._ring(mark, scale)

    def _text(self, mark: Text, scale: float, unseen: bool = False) -> Iterator[str]:
        """One object for each stretch in one face; a character beyond the BMP stands alone."""
        x = mark.x * scale
        size, spread = mark.style.size * scale, mark.spread * scale
        for face, text in self.faces.segments(mark.text, mark.style.role):
            for piece in _by_plane(text):
                steps = [self.faces.advance(char, mark.style.role) * size + spread for char in piece]
                stroke = mark.style.stroke * size
                yield self._text_object(face, piece, (x, mark.y * scale), size, steps, stroke, unseen)
                x += sum(steps)

    def _text_object(
        self,
        face: Face,
        text: str,
        at: tuple[float, float],
        size: float,
        steps: list[float],
        stroke: float,
        unseen: bool,
    ) -> str:
        font = self.fonts.get(face.name)
        if font is None:
            font = self.fonts[face.name] = _Font(self.next_id(), face)
        font.characters |= set(text)
        x, y = at
        box = (x, y - _ASCENT * size, sum(steps) + _WIDER * size, _HIGH * size)
        deltas = f' DeltaX="{_numbers(steps[:-1])}"' if len(steps) > 1 else ""
        thick = f' Stroke="true" LineWidth="{_number(stroke)}"' if stroke else ""
        colour = _BLACK + ('<ofd:StrokeColor Value="0 0 0"/>' if stroke else "")
        alpha = ' Alpha="0"' if unseen else ""
        return (
            f'<ofd:TextObject ID="{self.next_id()}" Boundary="{_numbers(box)}" Font="{font.id}" '
            f'Size="{_number(size)}"{thick}{alpha}>{colour}'
            f'<ofd:TextCode X="0" Y="{_number(_ASCENT * size)}"{deltas}>{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )

    def _rect(self, x: float, y: float, wide: float, high: float) -> str:
        lines = f"M 0 0 L {_number(wide)} 0 L {_number(wide)} {_number(high)} L 0 {_number(high)} C"
        return self._path((x, y, wide, high), lines, f'Fill="true" Stroke="false">{_BLACK}')

    def _ring(self, mark: Ring, scale: float) -> str:
        width = mark.width * scale
        outer, radius = mark.radius * scale, (mark.radius - mark.width / 2) * scale
        box = (mark.x * scale - outer, mark.y * scale - outer, 2 * outer, 2 * outer)
        colour = '<ofd:StrokeColor Value="0 0 0"/>' + (_BLACK if mark.filled else "")
        how = f'Stroke="true" LineWidth="{_number(width)}" Fill="{str(mark.filled).lower()}">{colour}'
        return self._path(box, _circle(outer, radius), how)

    def _path(self, box: Sequence[float], lines: str, how: str) -> str:
        return (
            f'<ofd:PathObject ID="{self.next_id()}" Boundary="{_numbers(box)}" {how}'
            f"<ofd:AbbreviatedData>{lines}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _picture(self, mark: Picture, scale: float) -> Iterator[str]:
        """The glyph, with its pinyin unseen over it for copying and reading aloud."""
        id = self.pictures.get(mark.png) or self.pictures.setdefault(mark.png, self.next_id())
        size = mark.size * scale
        box = (mark.x * scale, mark.top * scale, size, size)
        yield (
            f'<ofd:ImageObject ID="{self.next_id()}" Boundary="{_numbers(box)}" '
            f'CTM="{_numbers((size, 0, 0, size, 0, 0))}" ResourceID="{id}"/>'
        )
        pinyin = "".join(char for char in mark.spoken[1:] if self.faces.face(char, SANS))
        if pinyin:
            x = mark.x * scale
            for face, text in self.faces.segments(pinyin, SANS):
                small = size / max(self.faces.width(pinyin, SANS, 1), 1)
                steps = [self.faces.advance(char, SANS) * small for char in text]
                yield self._text_object(face, text, (x, mark.y * scale), small, steps, 0, True)
                x += sum(steps)


def _by_plane(text: str) -> Iterator[str]:
    """The text in pieces: characters beyond the BMP are two to readers that count in UTF-16."""
    held = ""
    for char in text:
        if ord(char) < 0x10000:
            held += char
            continue
        if held:
            yield held
        yield char
        held = ""
    if held:
        yield held


def _circle(middle: float, radius: float) -> str:
    """A circle of four curves about the middle of its box."""
    near, far, handle = middle - radius, middle + radius, radius * _CURVE
    corners = (
        (middle + handle, near, far, middle - handle, far, middle),
        (far, middle + handle, middle + handle, far, middle, far),
        (middle - handle, far, near, middle + handle, near, middle),
        (near, middle - handle, middle - handle, near, middle, near),
    )
    return f"M {_numbers((middle, near))} " + " ".join(f"B {_numbers(corner)}" for corner in corners) + " C"


def _ofd(title: str, author: str, contents: Sequence[bytes]) -> bytes:
    digest = hashlib.sha256(b"".join((title.encode(), author.encode(), *contents))).hexdigest()[:32]
    return _xml(
        "OFD",
        "<ofd:DocBody><ofd:DocInfo>"
        f"<ofd:DocID>{digest}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
        f"<ofd:Author>{escape(author)}</ofd:Author><ofd:Creator>接访台</ofd:Creator>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ' Version="1.0" DocType="OFD"',
    )


def _document(pen: _Pen, pages: Sequence[Page]) -> bytes:
    listed = "".join(
        f'<ofd:Page ID="{id}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at, id in enumerate(pen.pages)
    )
    return _xml(
        "Document",
        f"<ofd:CommonData><ofd:MaxUnitID>{pen.last}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{_box(pages[0])}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>",
    )


def _fonts(pen: _Pen) -> bytes:
    fonts = "".join(
        f'<ofd:Font ID="{font.id}" FontName={quoteattr(font.face.name)} '
        f"FamilyName={quoteattr(font.face.name)}>"
        f"<ofd:FontFile>font_{font.id}.ttf</ofd:FontFile></ofd:Font>"
        for font in pen.fonts.values()
    )
    return _xml("Res", f"<ofd:Fonts>{fonts}</ofd:Fonts>" if fonts else "", ' BaseLoc="Res"')


def _pictures(pen: _Pen) -> bytes:
    pictures = "".join(
        f'<ofd:MultiMedia ID="{id}" Type="Image" Format="PNG">'
        f"<ofd:MediaFile>picture_{id}.png</ofd:MediaFile></ofd:MultiMedia>"
        for id in pen.pictures.values()
    )
    return _xml("Res", f"<ofd:MultiMedias>{pictures}</ofd:MultiMedias>" if pictures else "", ' BaseLoc="Res"')


def _xml(root: str, body: str, attributes: str = "") -> bytes:
    return f'{_HEAD}<ofd:{root} xmlns:ofd="{NAMESPACE}"{attributes}>{body}</ofd:{root}>'.encode()


def _box(page: Page) -> str:
    scale = page.unit / MM
    return _numbers((0, 0, page.width * scale, page.height * scale))


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _numbers(values: Sequence[float]) -> str:
    return " ".join(map(_number, values))


def _packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return out.getvalue()
