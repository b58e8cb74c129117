"""One row of a list as its page says it; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RowItem:
    """One row; ``data`` comes back when it is opened."""

    title: str
    second: str = ""
    middle: str = ""
    right: str = ""
    does: str = ""
    """What a key does with it, beside the remark at the right: 办理 B."""
    shape: str = "page"
    token: str = "text2"
    data: Any = None
    key: str = ""
    """What the row is about: the chosen one stays chosen where others come before it."""
    picture: bytes | None = None
    """A small picture (JPEG, PNG) in the icon's place, in a list of pictures."""
    cap: str = ""
    """The key that chooses the row, in a frame before the title: the titles of all rows stand in line."""
    tag: tuple[str, str, str] | None = None
    """Icon, word and colour at the end of the title's line: what the act asks for, or by when."""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        tag = self.tag[1] if self.tag else ""
        parts = (self.cap, self.title, tag, self.second, self.middle, self.right, self.does)
        return "，".join(part for part in parts if part)
