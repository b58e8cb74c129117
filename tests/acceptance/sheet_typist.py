"""Somebody who types into the sheets of a matter until he is killed: says each field when it stands.

``python -m tests.acceptance.sheet_typist HOME LOGIN PASSWORD MATTER RUN``; one JSON line for each field:
{"sheet": …, "field": key, "text": …} as soon as the draft with it is said to be stored, and {sheet: true}
when the first field of a sheet is.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from home import Home
from printing.fonts import font_files
from ui import routes
from ui.app import Program
from ui.demo.hands import Hands
from ui.placing import Placed
from ui.routes import Route
from ui.theme import Look

TOLD, CLOSED = "三个告知", "办结"
"""The sheets, as they are named in what is said."""
TELL = ("opinion", "contact", "due_reason")
CLOSE = ("found", "opinion", "law", "checks.事实清楚", "remark")


class SheetTypist:
    """Fills 三个告知, then 办结, and never presses F9."""

    def __init__(self, home: Path, login: str, password: str, number: str, run: int) -> None:
        self._app = QApplication([])
        house = Home(home)
        self._program = Program(house, Look(self._app, font_files()))
        self._program.open(Placed(0, 0, 1440, 900))
        self._program.door.signed_in.emit(house.sign_in(login, password))
        self._hands = Hands(self._program.shell, self._program.tasks, between=2)
        self._number, self._run = number, run

    def work(self) -> None:
        say({"ready": True})
        self._open(routes.Act("tell", self._number))
        self._fill(TOLD, "act", TELL)
        self._open(routes.Step(self._number))
        self._hands.until("the steps", self._offers)
        self._program.window.current.choose("办结")
        self._hands.settle()
        self._fill(CLOSED, "step", CLOSE)
        while True:  # every field stands once: what is typed over an earlier text would look like a loss
            self._app.processEvents()
            time.sleep(0.02)

    def _offers(self) -> bool:
        return self._program.window.current.subject is not None

    def _open(self, route: Route) -> None:
        self._program.window.show_route(route)
        self._hands.settle()

    def _fill(self, sheet: str, prefix: str, fields: tuple[str, ...]) -> None:
        for field in fields:
            text = f"第{self._run}轮{field.rpartition('.')[2]}示例"
            self._hands.to(f"{prefix}.{field}")
            self._hands.press("Ctrl+A")
            self._hands.type(text)
            self._hands.until("the draft", self._is_kept)
            say({"sheet": sheet, "field": field, "text": text})
            if field == fields[0]:
                say({sheet: True})

    def _is_kept(self) -> bool:
        return not self._program.window.current.draft.waiting


def say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    home, login, password, number, run = sys.argv[1:6]
    SheetTypist(Path(home), login, password, number, int(run)).work()
