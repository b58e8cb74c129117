"""The program's own outline icons, drawn on a 256 grid as paths, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme.metrics import colours, px

SHAPES: dict[str, str] = {
    "search": '<circle cx="112" cy="112" r="76"/><path d="M168 168l56 56"/>',
    "user": '<circle cx="128" cy="92" r="60"/><path d="M28 220c20-36 56-60 100-60s80 24 100 60"/>',
    "users": '<circle cx="88" cy="104" r="52"/><path d="M12 204c16-28 44-44 76-44s60 16 76 44"/>'
    '<path d="M160 56a52 52 0 0 1 18 100M194 164c20 6 38 20 50 40"/>',
    "card": '<rect x="28" y="48" width="200" height="160" rx="8"/><circle cx="100" cy="112" r="24"/>'
    '<path d="M64 176c6-22 20-36 36-36s30 14 36 36M152 108h44M152 148h44"/>',
    "camera": '<path d="M40 76h40l16-28h64l16 28h40a12 12 0 0 1 12 12v108a12 12 0 0 1-12 12H40a12 12 0 0 1-12-12'
    'V88a12 12 0 0 1 12-12z"/><circle cx="128" cy="136" r="36"/>',
    "printer": '<path d="M68 88V40h120v48M68 184H32V96a8 8 0 0 1 8-8h176a8 8 0 0 1 8 8v88h-36"/>'
    '<rect x="68" y="152" width="120" height="64"/><path d="M180 120h8"/>',
    "clock": '<circle cx="128" cy="128" r="96"/><path d="M128 72v56h52"/>',
    "history": '<path d="M44 60v44h44M48 104a88 88 0 1 1-8 40M128 84v48l40 24"/>',
    "warning": '<path d="M128 36L236 212H20z"/><path d="M128 104v48M128 180v2"/>',
    "error": '<circle cx="128" cy="128" r="96"/><path d="M128 76v60M128 172v2"/>',
    "info": '<circle cx="128" cy="128" r="96"/><path d="M116 120h12v56h12M124 82v2"/>',
    "check": '<path d="M40 140l56 56L216 76"/>',
    "done": '<circle cx="128" cy="128" r="96"/><path d="M84 132l30 30 58-60"/>',
    "open": '<circle cx="128" cy="128" r="92"/>',
    "present": '<circle cx="128" cy="128" r="92"/><circle cx="128" cy="128" r="28"/><circle cx="128" cy="128" r="12"/>',
    "down": '<path d="M48 96l80 80 80-80"/>',
    "right": '<path d="M96 48l80 80-80 80"/>',
    "link": '<path d="M104 152l48-48M116 84l28-28a44 44 0 0 1 62 62l-28 28M140 172l-28 28a44 44 0 0 1-62-62l28-28"/>',
    "phone": '<path d="M92 36l28 56-24 24c10 22 26 38 48 48l24-24 56 28c0 32-24 52-52 52C96 220 36 160 36 88c0-28 20-52 56-52z"/>',
    "pause": '<rect x="56" y="44" width="48" height="168" rx="4"/><rect x="152" y="44" width="48" height="168" rx="4"/>',
    "play": '<path d="M76 40l136 88-136 88z"/>',
    "mic-off": '<path d="M92 60a36 36 0 0 1 72 4v52M92 92v36a36 36 0 0 0 60 27M56 128a72 72 0 0 0 124 50'
    'M200 128a72 72 0 0 1-6 28M128 200v36M52 40l152 176"/>',
    "pencil": '<path d="M216 128v80a8 8 0 0 1-8 8H48a8 8 0 0 1-8-8V48a8 8 0 0 1 8-8h80M96 160v-36l92-92 36 36-92 92z"/>',
    "page": '<path d="M56 224V32h96l48 48v144zM152 32v48h48M96 136h64M96 172h64"/>',
    "forward": '<path d="M32 200c0-60 44-96 104-96h84M172 48l52 56-52 56"/>',
    "plus": '<path d="M40 128h176M128 40v176"/>',
    "minus": '<path d="M48 128h160"/>',
    "cross": '<path d="M56 56l144 144M200 56L56 200"/>',
    "lock": '<rect x="44" y="104" width="168" height="116" rx="8"/><path d="M84 104V76a44 44 0 0 1 88 0v28M128 152v20"/>',
    "keys": '<rect x="24" y="64" width="208" height="128" rx="8"/><path d="M60 104h4M104 104h4M148 104h4M192 104h4M84 152h88"/>',
    "gear": '<circle cx="128" cy="128" r="40"/><path d="M128 28v32M128 196v32M28 128h32M196 128h32M57 57l23 23'
    'M176 176l23 23M199 57l-23 23M80 176l-23 23"/>',
    "seal": '<path d="M96 40h64l-8 72h56v48H48v-48h56zM48 200h160"/>',
    "undo": '<path d="M72 56L32 100l40 44M36 100h116a60 60 0 0 1 0 120H96"/>',
    "bell": '<path d="M56 184c16-20 16-40 16-72a56 56 0 0 1 112 0c0 32 0 52 16 72zM108 212h40"/>',
    "calendar": '<rect x="40" y="48" width="176" height="168" rx="8"/><path d="M40 96h176M88 28v40M168 28v40"/>',
}
"""What lies inside the <svg> of each icon."""


def svg(name: str, colour: str, stroke: int = 16) -> bytes:
    """The icon as an SVG file in one colour. KeyError for an unknown icon."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">'
        f'<g fill="none" stroke="{colour}" stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">'
        f"{SHAPES[name]}</g></svg>"
    ).encode()


def pixmap(name: str, token: str = "text", size: int = 16, ratio: float = 2.0) -> QPixmap:
    """The icon at a size of LOOK.md (16, 20) in a colour token, sharp up to the pixel ratio."""
    side = px(size)
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    draw(painter, QRectF(0, 0, drawn.width(), drawn.height()), name, token)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def draw(painter: QPainter, where: QRectF, name: str, token: str = "text") -> None:
    """Paint an icon into a rectangle; for widgets and delegates that paint themselves."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg(name, getattr(colours(), token)))).render(painter, where)


def icon(name: str, token: str = "text", size: int = 16) -> QIcon:
    """The icon for a button; ask again after a change of theme (Button does)."""
    made = QIcon(pixmap(name, token, size))
    made.addPixmap(pixmap(name, "dis", size), QIcon.Mode.Disabled)
    return made
