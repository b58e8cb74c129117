"""What may be known before anybody has signed in: the name of the centre and the desk's letter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Door:
    """The desk as the sign-in page names it."""

    centre: str
    letter: str

    @property
    def line(self) -> str:
        """示例市来信来访接待中心，A 号窗口."""
        return f"{self.centre}，{self.letter} 号窗口" if self.centre else ""


def read_door(home: Path) -> Door:
    """From HOME/desk.json; empty where there is none yet."""
    file = home / "desk.json"
    if not file.exists():
        return Door("", "")
    facts = json.loads(file.read_text(encoding="utf-8"))
    return Door(str(facts.get("centre", "")), str(facts.get("letter", "")))
