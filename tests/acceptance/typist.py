"""A clerk who types until she is killed: says on stdout what the form called stored, and nothing else.

``python -m tests.acceptance.typist HOME LOGIN PASSWORD RUN``; one JSON line per acknowledgement:
{"draft": claim} after 草稿已存 was shown, {"visit": number, "claim": …} after the saved screen was shown.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from home import Home
from printing.fonts import font_files
from ui import routes
from ui.app import Program
from ui.demo.hands import Hands
from ui.page import Saving
from ui.placing import Placed
from ui.theme import Look


class Typist:
    """Fills the form by keys and watches what it says of itself."""

    def __init__(self, home: Path, login: str, password: str, run: int) -> None:
        self._app = QApplication([])
        house = Home(home)
        self._program = Program(house, Look(self._app, font_files()))
        self._program.open(Placed(0, 0, 1440, 900))
        self._program.door.signed_in.emit(house.sign_in(login, password))
        self._hands = Hands(self._program.shell, self._program.tasks, between=2)
        self._run = run
        self._stored = False
        self._page.saving_changed.connect(self._said)

    @property
    def _page(self):
        window = self._program.window
        assert window is not None
        return window.page("register")

    def _said(self, saving: Saving) -> None:
        self._stored = saving.kind == "saved" and "草稿已存" in saving.text

    def work(self) -> None:
        """Visit after visit, until the end comes."""
        say({"ready": True})
        visit = 0
        self._program.window.show_route(routes.Registration())
        while True:
            visit += 1
            claim = f"第{self._run}轮第{visit}件示例办证诉求"
            self._fill("register.name", f"王小明{self._run}号（示例）", None)
            self._fill("register.id_type", "其他", None)
            self._fill("register.id_number", f"EX{self._run:04d}{visit:04d}", None)
            self._fill("register.address", "示例镇样例村", None)
            for piece in range(3):
                self._fill("register.claim", claim + "，请答复" * piece, "claim")
            self._fill("register.facts", "合同约定的办证时间已过。", None)
            self._hands.press("F9")
            self._hands.until("the saved screen", self._is_saved)
            say({"visit": self._page.slip.number, "claim": claim + "，请答复" * 2})
            self._hands.press("F2")

    def _fill(self, identifier: str, text: str, acknowledged: str | None) -> None:
        self._hands.to(identifier)
        self._hands.press("Ctrl+A")
        self._stored = False
        self._hands.type(text)
        self._hands.press("Tab")
        if acknowledged:
            self._hands.until("草稿已存", self._is_stored)
            say({"draft": text})

    def _is_stored(self) -> bool:
        QTest.qWait(1)
        return self._stored and not self._page.draft.waiting

    def _is_saved(self) -> bool:
        return bool(self._page.saved and self._page.slip.number)


def say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    home, login, password, run = sys.argv[1:5]
    Typist(Path(home), login, password, int(run)).work()
