"""Grabs every shell screen offscreen: python -m tests.ui.shots FOLDER [theme] [scale] [WIDTHxHEIGHT]."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from printing.fonts import font_files
from tests.ui.house import CLERK, add_drafts, add_leader, add_visit, make_home, sign_in
from ui.app import Program
from ui.signin.page import SignInPage
from ui.theme import Look
from ui.theme.tokens import LIGHT


def settle(app: QApplication, program: Program, seconds: float = 0.25) -> None:
    """Let timers, threads and paints come to rest."""
    until = time.monotonic() + seconds
    while time.monotonic() < until or program.tasks.under_way:
        app.processEvents()
        time.sleep(0.005)


def main(folder: Path, theme: str, scale: int, size: tuple[int, int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    look = Look(app, font_files(), theme, scale)
    with tempfile.TemporaryDirectory() as place:
        home = make_home(Path(place) / "home")
        desk = sign_in(home)
        add_drafts(desk)
        add_leader(desk)
        first = add_visit(desk)
        for name in ("汪晓明（示例）", "王晓梅（示例）", "欧阳丽（示例）"):
            add_visit(desk, name, "反映示例小区夜间噪声扰民")
        program = Program(home, look, CLERK)
        program.open()
        program.shell.resize(*size)

        def grab(name: str) -> None:
            settle(app, program)
            program.shell.grab().save(str(folder / f"{name}.png"))

        grab("signin")
        program.door.sign_in.password.setText("wrong")
        program.door.sign_in.asked.emit()
        settle(app, program, 0.4)
        grab("signin-wrong")
        _cards(program.door, grab)
        program.door.signed_in.emit(_themed(desk, theme, scale))
        settle(app, program)
        window = program.window
        assert window is not None
        grab("start")
        window.header.search.setFocus()
        for typed, name in (("wxm", "find"), ("没有这个人", "find-none")):
            window.header.search.setText(typed)
            window.header.search.edited.emit()
            grab(name)
        window.show_page("find", {"text": "王", "down": True})
        grab("find-list")
        window.show_page("matter", first.visit_number)
        grab("matter")
        window.show_keys()
        grab("matter-keys")
        window.key_sheet.shut()
        window.current._ask_reprint() if window.current else None
        grab("matter-purpose")
        window.current.leave() if window.current else None
        window.show_page("settings")
        grab("settings")
        window.show_commands()
        grab("commands")
        window.command_list.shut()
        for name in ("register", "reception"):
            window.show_page(name)
            grab(name)
        window.say("warning", "小票机缺纸。换纸后按 R 重打，登记不受影响。")
        window.show_page("start")
        grab("notice")
        program.close()


def _cards(door: SignInPage, grab) -> None:  # type: ignore[no-untyped-def]
    for card, name in (
        (door.first_run, "firstrun"),
        (door.new_password, "newpassword"),
        (door.lock, "lock"),
        (door.recovery, "recovery"),
    ):
        door.recovery.key.setText("CQX4-4TZB-EA6X-TMBG-BCPS-4YAE-75H4-RGTN")
        door.view.setCurrentWidget(card)
        grab(name)


def _themed(desk, theme: str, scale: int):  # type: ignore[no-untyped-def]
    desk.settings.take("配色", theme)
    desk.settings.take("缩放", scale)
    return desk


if __name__ == "__main__":
    given = sys.argv[1:]
    wide, high = (int(one) for one in (given[3] if len(given) > 3 else "1440x900").split("x"))
    main(
        Path(given[0] if given else "shots"),
        given[1] if len(given) > 1 else LIGHT,
        int(given[2]) if len(given) > 2 else 100,
        (wide, high),
    )
