"""The day itself: sign in, one visitor, a group, a joint reception, the papers, two desks through a hub."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.desk import Desk
from app.house import House
from app.services.case.show_record import show_record
from app.services.papers.verify_paper import verify_paper
from app.services.staff.manage_staff import NewStaff, add_staff, change_password
from ui import routes
from ui.app import Program
from ui.demo import script
from ui.demo.afternoon import Afternoon
from ui.demo.day_record import DayRecord
from ui.demo.hands import Hands, Lost
from ui.demo.papers import leave_papers
from ui.placing import Placed
from ui.theme import Look
from ui.window import Window

ROLES = ("登记员", "接谈员", "带班领导")


SyncDay = Callable[[House, str], dict[str, Any]]
"""Start a hub, let this desk join it, make a second desk of it that looks for a number."""


class Day:
    """Drives the window; every step is timed and its keys are counted."""

    def __init__(self, out: Path, house: House, fonts: dict[str, Path]) -> None:
        self.out = out
        self.told = DayRecord()
        self._house = house
        self._app = _application()
        self.program = Program(house, Look(self._app, fonts))
        self.hands = Hands(self.program.shell, self.program.tasks)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and count its keys."""
        begun, keys, characters = time.perf_counter(), self.hands.keys, self.hands.characters
        yield
        self.told.steps.append(
            {
                "step": name,
                "seconds": round(time.perf_counter() - begun, 2),
                "keys": self.hands.keys - keys,
                "characters": self.hands.characters - characters,
            }
        )
        say(f"  {name}: {self.told.steps[-1]['seconds']} s, {self.told.steps[-1]['keys']} keys")

    def picture(self, name: str) -> None:
        file = self.hands.picture(self.out / "screenshots" / f"{name}.png")
        self.told.screenshots.append(str(file.relative_to(self.out)))

    @property
    def desk(self) -> Desk:
        """The signed-in desk, to read back what the window has done."""
        if self.program.desk is None:
            raise Lost("nobody is signed in")
        return self.program.desk

    @property
    def window(self) -> Window:
        if self.program.window is None:
            raise Lost("there is no window yet")
        return self.program.window

    @property
    def page(self) -> Any:
        """The page in front."""
        return self.program.window.current if self.program.window is not None else None

    def at(self, name: str) -> Callable[[], bool]:
        """Whether the page of a name is in front."""

        def is_there() -> bool:
            return self.page is not None and self.page.name == name

        return is_there

    def sign_in(self) -> None:
        """Account, password; at the first sign-in a password of one's own."""
        hands = self.hands
        self.program.open(Placed(0, 0, 1440, 900))
        self.program.shell.resize(1440, 900)
        hands.settle()
        hands.type(script.CLERK)
        hands.press("Return")
        hands.type(script.FIRST_PASSWORD)
        self.picture("01-登录")
        hands.press("Return")
        hands.until("the new password's card", self._asks_new_password)
        hands.type(script.PASSWORD)
        hands.press("Return")
        hands.type(script.PASSWORD)
        hands.press("Return")
        hands.until("the start page", self.at("start"))
        self.picture("02-开始")

    def register_single(self) -> None:
        """One visitor with a certificate, told orally."""
        hands, visitor = self.hands, script.SINGLE
        hands.press("F2")
        hands.until("the registration page", self.at("register"))
        hands.fill("register.id_number", visitor.id_number)
        hands.fill("register.name", visitor.name)
        hands.fill("register.phone", visitor.phone)
        hands.fill("register.address", visitor.address)
        self._matter("求决", "枞阳县", "城乡建设", "市住建局", script.SINGLE_CLAIM, script.SINGLE_FACTS)
        hands.fill("register.opinion", "转送市住建局办理")
        hands.fill("register.contact", script.CONTACT)
        hands.press("Alt+K")
        self.picture("03-登记")
        self._save("04-已保存")

    def register_group(self) -> None:
        """38 people as one batch with four representatives, among them rare characters."""
        hands = self.hands
        hands.press("Return")
        hands.until("a blank form", self._not_saved)
        hands.press("F7")
        for row, visitor in enumerate(script.GROUP, start=1):
            if not hands.has(f"register.rep{row}.name"):
                hands.press("Alt+D")
            hands.fill(f"register.rep{row}.name", visitor.name)
            hands.fill(f"register.rep{row}.id_number", visitor.id_number)
            hands.fill(f"register.rep{row}.phone", visitor.phone)
            hands.fill(f"register.rep{row}.address", visitor.address)
        hands.to("register.headcount")
        hands.press("Ctrl+A")
        hands.type(str(script.HEADCOUNT))
        hands.press("Tab")
        self._matter("求决", "义安区", "城乡建设", "市住建局", script.GROUP_CLAIM, script.GROUP_FACTS)
        self.picture("05-集体访")
        self._save("06-集体访已保存")
        hands.press("Return")
        hands.until("a blank form", self._not_saved)

    def hold_reception(self) -> None:
        """The group is heard: lines, duties, an answer on the spot, the three notices."""
        hands = self.hands
        hands.press("F12")
        hands.until("the waiting list", self.at("waiting"))
        hands.settle()
        self.picture("07-候访")
        hands.press("Down", "Return")
        hands.until("the leader's screen", self.at("reception"))
        hands.until("the batch", self._batch_taken)
        hands.fill("reception.leader", script.LEADER)
        for unit in script.UNITS:
            hands.press("Ctrl+D")
            hands.type(unit)
            hands.press("Return")
        hands.to("reception.opinion")
        hands.type(script.OPINION)
        hands.to("reception.contact")
        hands.press("Ctrl+A")
        hands.type(script.TOLD_CONTACT)
        self.page.view.log.take_focus()
        for line in script.LINES:
            hands.type(line)
            hands.press("Return")
        self.picture("08-联合接访")
        hands.press("F9")
        hands.until("the reception's end", self.page.view.is_ended)
        held = self.page._held.as_json()
        self.told.reception = {
            key: held[key] for key in ("number", "duties", "answered_on_the_spot", "notices")
        }
        self.told.reception["documents"] = held["documents"]
        self.picture("09-接访结束")
        hands.press("Return")
        hands.until("the documents", self._documents_out)

    def look_up(self) -> None:
        """Find the group by pinyin initials, open its matter; settings."""
        hands = self.hands
        hands.press("F3")
        hands.type("wxm")
        hands.settle()
        self.picture("10-查找")
        self.window.show_route(routes.Matter(self.told.visits[-1]["visit_number"]))
        hands.settle()
        self.picture("11-事项")
        self.window.show_route(routes.Settings())
        hands.settle()
        self.picture("12-设置")

    def papers(self) -> None:
        """The papers of the day as files, and each slip verified from what was printed."""
        desk = self.desk
        folder = self._house.home / "出单"
        self.told.papers = leave_papers(desk, folder, self.out / "slips", self.told.visits)
        for file in self.told.papers:
            if "回执" in file:
                texts = self._house.code_reader().texts(self.out / file)
                verified = verify_paper(texts, self._house.key_ring(), desk).as_json()
                self.told.verified.append({"file": file, **verified})

    def _matter(self, purpose: str, place: str, category: str, unit: str, claim: str, facts: str) -> None:
        hands = self.hands
        hands.fill("register.purpose", purpose)
        hands.fill("register.place", place)
        hands.fill("register.category", category)
        hands.fill("register.units", unit)
        hands.fill("register.claim", claim)
        hands.fill("register.facts", facts)

    def _save(self, shot: str) -> None:
        hands = self.hands
        hands.press("F9")
        hands.until("the saved screen", self._saved)
        hands.settle()
        record = show_record(self.desk, self.page.slip.number)
        line = next(line for line in record.visits if line.number == record.number)
        self.told.visits.append(
            {
                "visit_number": line.number,
                "query_code": line.query_code,
                "kind": "来访",
                "headcount": line.headcount,
                "arrived_at": line.arrived_at,
            }
        )
        self.picture(shot)

    def _saved(self) -> bool:
        return bool(self.page.saved)

    def _not_saved(self) -> bool:
        return not self._saved()

    def _batch_taken(self) -> bool:
        return self.hands.has(f"reception.visit.{self.told.visits[-1]['visit_number']}")

    def _asks_new_password(self) -> bool:
        door = self.program.door
        return door.view.currentWidget() is door.new_password

    def _documents_out(self) -> bool:
        return self.page.view.ended.next.hasFocus()


def reception_day(out: Path, house: House, fonts: dict[str, Path], sync_day: SyncDay) -> dict[str, Any]:
    """Run the whole day; what it left behind, as in day.json. Lost if the window did not follow."""
    for folder in ("screenshots", "slips"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    _prepare(house)
    day = Day(out, house, fonts)
    try:
        for name, work in (
            ("登录", day.sign_in),
            ("登记一人", day.register_single),
            ("登记一批 38 人", day.register_group),
            ("联合接访", day.hold_reception),
            ("查找和事项", day.look_up),
            *Afternoon(day).scenes,
            ("出单", day.papers),
        ):
            with day.step(name):
                work()
        with day.step("两个工位同步"):
            day.told.sync = sync_day(house, day.told.visits[-1]["visit_number"])
    finally:
        day.program.shell.close()
    return day.told.write(out)


def _prepare(house: House) -> None:
    """What an administrator did before the day: store, accounts, what stands on the paper."""
    house.create(script.CENTRE, script.CODE, script.LETTER, script.ADMIN, script.FIRST_PASSWORD)
    admin = house.sign_in(script.ADMIN, script.FIRST_PASSWORD)
    for new in (
        NewStaff(login=script.CLERK, name=script.CLERK_NAME, roles=ROLES),
        NewStaff(login=script.LEADER_LOGIN, name=script.LEADER, roles=("带班领导",)),
    ):
        add_staff(admin, house.vault, house.keys, new, script.FIRST_PASSWORD)
    leader = house.sign_in(script.LEADER_LOGIN, script.FIRST_PASSWORD)
    change_password(leader, house.vault, house.keys, script.LEADER_LOGIN, script.PASSWORD)


def _application() -> QApplication:
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not at_terminal():
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what the offscreen plugin lacks
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else QApplication(sys.argv[:1])


def at_terminal() -> bool:
    """Whether somebody looks at stderr; else nothing of the day's progress goes there (CLI.md)."""
    return sys.stderr is not None and sys.stderr.isatty()


def say(text: str) -> None:
    if at_terminal():
        sys.stderr.write(text + "\n")
