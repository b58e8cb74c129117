"""What every page is given: the signed-in desk, the way off the window's thread, the facts that come back."""

from __future__ import annotations

from dataclasses import dataclass

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
