"""Every page gets one workplace: the signed-in desk, the worker threads, the events after a commit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.house import House
from ui.bridge import Bridge
from ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Workplace:
    """The parts behind the window of one signed-in person; built once per sign-in."""

    desk: Desk
    tasks: Tasks
    bridge: Bridge
    house: House

    @property
    def papers_folder(self) -> Path:
        """Where papers and sheets go that no printer takes."""
        kept = self.desk.settings["出纸文件夹"]
        return Path(kept) if kept else self.house.home / "出单"
