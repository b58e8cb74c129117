"""Space and marks: px(n) at the present scale, and the numbers that a change of scale applies again."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QWidget

from ui.theme.tokens import LIGHT, THEMES, Colours

_FIXED = {
    "min_width": QWidget.setMinimumWidth,
    "max_width": QWidget.setMaximumWidth,
    "min_height": QWidget.setMinimumHeight,
    "max_height": QWidget.setMaximumHeight,
    "width": QWidget.setFixedWidth,
    "height": QWidget.setFixedHeight,
}


def _kept(name: str, otherwise: object) -> object:
    """A fact of the look, which lives with the application object (Look sets it)."""
    app = QApplication.instance()
    fact = None if app is None else app.property(name)
    return otherwise if fact is None else fact


def scale() -> int:
    """The scale in force, 100 to 200 (%)."""
    return int(str(_kept("look_scale", 100)))


def theme_name() -> str:
    """浅色, 深色 or 高对比."""
    return str(_kept("look_theme", LIGHT))


def colours() -> Colours:
    """The colours in force; for widgets that paint themselves."""
    return THEMES[theme_name()]


def px(n: float) -> int:
    """Logical pixels of LOOK.md at the present scale."""
    return round(n * scale() / 100)


def narrow(widget: QWidget) -> bool:
    """Whether the window of a widget is narrow (< 1100 px at 100 %): folded groups, lower bars."""
    return widget.window().width() < px(1100)


def margin(widget: QWidget) -> int:
    """Page margin in pixels at 100 %: 16, in a narrow window 12, as the bars have it."""
    return 12 if narrow(widget) else 16


def space(
    layout: QLayout,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    spacing: int = 0,
) -> None:
    """Give a layout its margins (left, top, right, bottom) and spacing, in pixels at 100 %."""
    layout.setProperty("px_margins", list(margins))
    layout.setProperty("px_spacing", spacing)
    _space_again(layout)


def fix(widget: QWidget, **sizes: int) -> None:
    """Fix sizes in pixels at 100 %: width, height, min_width, max_width, min_height, max_height."""
    kept = widget.property("px_sizes") or {}
    widget.setProperty("px_sizes", {**kept, **sizes})
    _fix_again(widget)


def pad(widget: QWidget, left: int, top: int, right: int, bottom: int) -> None:
    """Room inside a widget around what it shows, in pixels at 100 %."""
    widget.setProperty("px_pad", [left, top, right, bottom])
    _pad_again(widget)


def role(widget: QWidget, name: str) -> None:
    """Give a label its role of text (ui.theme.tokens.ROLES)."""
    set_mark(widget, "role", name)


def set_mark(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet asks for (kind, state, role …) and polish again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QWidget.update(widget)  # a list view's own update() wants an index before PySide6 6.10


def apply_again(root: QObject) -> None:
    """After a change of scale: every size and space below root."""
    for layout in root.findChildren(QLayout):
        _space_again(layout)
    for widget in root.findChildren(QWidget):
        _fix_again(widget)
        _pad_again(widget)


def _pad_again(widget: QWidget) -> None:
    pads = widget.property("px_pad")
    if pads is not None:
        widget.setContentsMargins(*(px(int(number)) for number in pads))


def _space_again(layout: QLayout) -> None:
    margins = layout.property("px_margins")
    if margins is None:
        return
    left, top, right, bottom = (px(int(margin)) for margin in margins)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(px(int(layout.property("px_spacing"))))
    across, down = layout.property("px_across"), layout.property("px_down")
    if across is not None and isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(px(int(across)))
        layout.setVerticalSpacing(px(int(down)))


def _fix_again(widget: QWidget) -> None:
    for name, size in (widget.property("px_sizes") or {}).items():
        _FIXED[name](widget, px(int(size)))
