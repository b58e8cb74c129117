"""The look: colours, type, space and icons, kept in this one folder (LOOK.md)."""

from ui.theme.icons import icon, pixmap
from ui.theme.look import Look
from ui.theme.metrics import colours, fix, margin, narrow, pad, px, role, set_mark, space

__all__ = [
    "Look",
    "colours",
    "fix",
    "icon",
    "margin",
    "narrow",
    "pad",
    "pixmap",
    "px",
    "role",
    "set_mark",
    "space",
]
