"""The manual's scenes: the demonstration day under a clock of its own, and what the day does not show."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from PySide6.QtTest import QTest

from app.desk import Desk
from app.domain.case import tiles
from app.domain.entries.step_entry import parse_step
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.domain.rows.papers import Document
from app.ports.records import Writes
from app.services.approvals.decide_request import refuse_request
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.desk.change_setting import change_setting
from app.services.handling.advance_matter import advance_matter
from app.services.staff.manage_staff import NewStaff, add_staff, change_password
from home import Home
from tests.files import pdf, photo, written_page
from tests.manual.disagreement import disagreeing
from tests.manual.old_ledger import write_ledger
from tests.manual.pictures import keep_picture
from tests.manual.supervision import note_some_days, put_on_lists
from ui import routes
from ui.demo import script
from ui.demo.afternoon import Afternoon
from ui.demo.day import Day

BEGIN = datetime(2026, 11, 23, 9, 31, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
COLLEAGUE = "sunxiao"
"""Who asks for a signature."""
ROLES = ("登记员", "接谈员", "带班领导")
FROM_THE_DAY = {
    "01-登录": "signin",
    "03-登记": "register",
    "04-已保存": "saved",
    "05-集体访": "group",
    "07-候访": "waiting",
    "08-联合接访": "reception",
    "09-接访结束": "ended",
    "10-查找": "find",
    "11-事项": "matter",
    "12-设置": "settings",
    "14-单位签收": "receive",
    "15-受理告知": "step",
    "16-记单位回复": "reply",
    "17-三个告知": "notices",
    "19-当场签批": "sign",
    "20-送达": "deliver",
    "21-评价": "rate",
    "22-办结的事项": "closed",
}
"""Pictures of the day that the manual takes over, and their names there."""
COUNTED = 500
"""Milliseconds after which the status bar has counted drafts and slips anew."""
INCIDENT = {
    "kind": "滞留滋事",
    "grave": "重大紧急",
    "who": "来访人一行 3 人（示例）",
    "what": "接访结束后不离开，躺在大厅出入口，劝说后仍不起身，一人情绪激动。",
    "measures": "值班领导到场劝导，疏散其他来访人，联系所在街道来接。",
    "police": "09:55 报警，10:02 民警到场",
}
WRONG_PHONE = "1380000123"
SLIPS = (("slip-a5", "a5"), ("slip-80mm", "80mm"))


class SceneClock:
    """A clock that the scenes set forward, so that pictures do not depend on the hour they are made at."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def later(self, minutes: float) -> None:
        self.moment += timedelta(minutes=minutes)


class ManualHome(Home):
    """A home whose desks live by the scenes' clock."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.clock = SceneClock(BEGIN)

    def sign_in(
        self, login: str, password: str, at: datetime | None = None, *, pin: str | None = None
    ) -> Desk:
        return replace(super().sign_in(login, password, at, pin=pin), clock=self.clock)


def prepare(house: ManualHome) -> None:
    """What the administrator did before the day: accounts, contact, the leader on duty."""
    house.create(script.CENTRE, script.CODE, script.LETTER, script.ADMIN, script.FIRST_PASSWORD)
    admin = house.sign_in(script.ADMIN, script.FIRST_PASSWORD)
    for key, value in (("值班联络", script.CONTACT), ("联系电话", "0562-0000000"), ("机关代字", "示信")):
        change_setting(admin, key, value)
    for new in (
        NewStaff(login=script.CLERK, name=script.CLERK_NAME, roles=ROLES),
        NewStaff(login=script.LEADER_LOGIN, name=script.LEADER, roles=("带班领导",)),
        NewStaff(login=COLLEAGUE, name="孙晓（示例）", roles=("接谈员",)),
    ):
        add_staff(admin, house.vault, house.keys, new, script.FIRST_PASSWORD)
    leader = house.sign_in(script.LEADER_LOGIN, script.FIRST_PASSWORD)
    change_password(leader, house.vault, house.keys, script.LEADER_LOGIN, script.PASSWORD)

    def put_on_duty(writes: Writes) -> None:
        first = BEGIN.date().replace(day=1)
        others = cycle(("孙远（示例）", "钱明（示例）", script.LEADER))
        for day in (first + timedelta(days=n) for n in range(25)):
            if day != BEGIN.date() and day.weekday() < 5:
                writes.add(Roster(id=new_id(), day=day, leader=next(others)))
        writes.add(Roster(id=new_id(), day=BEGIN.date(), leader=script.LEADER))

    admin.records.write(put_on_duty)


class ManualDay(Day):
    """Runs the day's steps and stops for further pictures between them."""

    def __init__(self, out: Path, house: ManualHome, fonts: dict[str, Path]) -> None:
        super().__init__(out, house, fonts)
        self.clock = house.clock
        self.house = house

    def picture(self, name: str) -> None:
        """A picture the manual wants; the day's others are passed over."""
        wanted = FROM_THE_DAY.get(name, name)
        if wanted[0].isascii() and not wanted[0].isdigit():
            self._keep(wanted)
        else:
            self.hands.settle()

    def whole(self) -> None:
        """All pictures of the manual."""
        for minutes, scene in (
            (0, self.sign_in),
            (3, self.register_single),
            (4, self.register_group),
            (2, self.say_what_is_wrong),
            (3, self.come_again),
            (6, self.hold_reception),
            (9, self.look_up),
            *((2, scene) for _, scene in Afternoon(self).scenes),
            (1, self.reprint),
            (1, self.correct),
            (1, self.put_attachments),
            (1, self.supervise),
            (1, self.sign),
            (1, self.see_the_roster),
            (1, self.note_an_incident),
            (1, self.bring_in_ledger),
            (1, self.count),
            (1, self.leave_drafts),
            (0, self.papers_of_the_day),
            (2, self.disagree),
        ):
            self.clock.later(minutes)
            scene()

    def say_what_is_wrong(self) -> None:
        """不愿提供 in one field, a short telephone number in another, then F9."""
        hands = self.hands
        hands.fill("register.name", "刘小花（示例）")
        hands.to("register.phone")
        hands.type(WRONG_PHONE)
        hands.to("register.address")
        hands.press("Alt+U", "Alt+U")
        hands.fill("register.place", "义安区")
        hands.press("F9")
        hands.settle()
        self.picture("errors")
        hands.press("F1")
        self.picture("keys")
        hands.press("Esc", "Ctrl+K")
        hands.type("告知")
        self.picture("commands")
        hands.press("Esc")
        self.say_more()

    def say_more(self) -> None:
        """What only some visits have: a guardian, an interpreter, 简易."""
        hands = self.hands
        hands.press("Alt+4")
        hands.fill("register.guardian.name", "刘大山（示例）")
        hands.fill("register.guardian.relation", "父母")
        hands.fill("register.guardian.phone", "13800000002")
        hands.fill("register.interpreter", "手语，周小禾（示例）")
        hands.fill("register.procedure", "简易")
        hands.to("register.arrived_at")
        hands.type("9:20")
        hands.settle()
        self.picture("more")

    def come_again(self) -> None:
        """The first visitor once more: hints, then F4 to the form that asks only what is new."""
        hands, one = self.hands, script.SINGLE
        hands.press("F2")
        hands.until("a blank form", self._is_blank)
        hands.fill("register.id_number", one.id_number)
        hands.fill("register.name", one.name)
        hands.fill("register.place", "枞阳县")
        hands.fill("register.category", "城乡建设")
        hands.fill("register.claim", "示例花园 3 幢不动产权证还没有办下来")
        hands.until("hints", self._is_hinted)
        self.picture("hints")
        hands.press("F4")
        hands.until("the return visit", self._is_again)
        hands.type("企业又说要等到年底，来问办到哪一步了。")
        self.picture("again")
        hands.press("F8")
        hands.until("the preview", self._is_previewed)
        self.picture("preview")
        hands.press("Esc")

    def reprint(self) -> None:
        """The sheet that asks why, on which paper, on which printer."""
        self.window.show_route(routes.Matter(self.told.visits[-1]["visit_number"]))
        self.hands.settle()
        self.hands.press("R")
        self.hands.settle()
        self.picture("reprint")
        self.window.show_route(routes.Start())  # QTest's key-up must not reach a sheet that is gone

    def correct(self) -> None:
        """The day has corrected 38 to 36; the group was 37: what that comes to, then F9."""
        hands = self.hands
        self.window.show_route(routes.Act("amend", str(self.told.visits[1]["visit_number"])))
        hands.settle()
        self.page.choose("what", "v0")  # QTest's key-up must not reach a picker that is made anew
        hands.settle()
        hands.to("act.v0.headcount")
        hands.press("Ctrl+A")
        hands.type("37")
        hands.to("act.reason")
        hands.type("数错了")
        hands.settle()
        hands.until("the effect", self._is_foretold)
        self.picture("amend")
        hands.press("F9")
        hands.settle()
        self.window.show_route(routes.Start())

    def _is_foretold(self) -> bool:
        return self.page.name == "act" and "37" in self.page.view.effect.panel.accessibleDescription()

    def put_attachments(self) -> None:
        """What the first visitor brought along: two pages, a photograph, a letter."""
        number = str(self.told.visits[0]["visit_number"])
        brought = (
            FileGiven("购房合同第1页（示例）.jpg", written_page("1")),
            FileGiven("购房合同第2页（示例）.jpg", written_page("2")),
            FileGiven("现场照片（示例）.jpg", photo("现场", (1280, 800))),
            FileGiven("来信（示例）.pdf", pdf(3)),
        )
        wanted = AttachWanted(number=number, files=brought, place=number, note="原件已还")
        attach_files(self.desk, self.house.contents, self.house.pictures, wanted)
        self.window.show_route(routes.Matter(number))
        self.hands.settle()
        self.hands.press("F")
        self.hands.settle()
        self.picture("attachments")
        self.window.show_route(routes.Start())

    def supervise(self) -> None:
        """The ledger, the lists and a 包案, four days on; then the clock is back."""
        single, group = (str(one["visit_number"]) for one in self.told.visits[:2])
        put_on_lists(self.desk, group, single)
        note_some_days(self.desk, group)
        begun = self.clock.moment
        self.clock.later(4 * 24 * 60)
        for name, route in (
            ("ledger", routes.Ledger(tiles.FIFTEEN)),
            ("lists", routes.CaseLists("积案")),
            ("charge", routes.Charge(group)),
        ):
            self.window.show_route(route)
            self.hands.settle()
            self.picture(name)
        self.clock.moment = begun
        self.window.show_route(routes.Start())

    def sign(self) -> None:
        """The inbox of a leader with a request of a colleague; nothing is signed."""
        number = str(self.told.visits[1]["visit_number"])
        desk = replace(self.house.sign_in(COLLEAGUE, script.FIRST_PASSWORD), clock=self.clock)
        asked = {"visit": number, "mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
        advance_matter(desk, parse_step(asked))
        self.clock.later(1)
        self.window.show_route(routes.Approvals())
        self.hands.until("the request", self._is_to_sign)
        self.hands.settle()
        self.picture("approvals")
        refuse_request(self.desk, self.page.shown.item.request.id, "属市住建局职权，照旧办理")
        self.window.show_route(routes.Start())

    def _is_to_sign(self) -> bool:
        return self.page.name == "approvals" and bool(self.page.view.paper.shows_paper)

    def see_the_roster(self) -> None:
        """The month with its leaders; two days that nobody leads yet."""
        self.window.show_route(routes.Roster())
        self.hands.settle()
        self.picture("roster")

    def note_an_incident(self) -> None:
        """The sheet 现场情况 of a grave one, its report drawn beside it; nothing is stored."""
        number = str(self.told.visits[-1]["visit_number"])
        self.window.show_route(routes.Act("incident", number))
        self.hands.until("the sheet", self._is_asked_what_happened)
        for key, words in INCIDENT.items():
            field = self.page.view.fields.inputs[key]
            field.set_value(words)
            field.edited.emit()
            self.hands.settle()
        self.hands.until("the report", self._is_reported)
        self.picture("incident")
        self.page.form.values = dict(self.page.facts.first)
        self.page.draft.switch(keep=False)
        self.window.show_route(routes.Start())

    def _is_asked_what_happened(self) -> bool:
        return self.page.name == "act" and "kind" in self.page.view.fields.inputs

    def _is_reported(self) -> bool:
        return bool(self.page.view.effect.shows_paper)

    def leave_drafts(self) -> None:
        """The start page with what was left open, then the lock."""
        hands = self.hands
        hands.press("Ctrl+Home")
        hands.settle()
        self.picture("start")
        hands.press("Ctrl+L")
        hands.settle()
        self.picture("lock")

    def bring_in_ledger(self) -> None:
        """Last year's ledger: what it says of columns and rows, then its good rows."""
        hands = self.hands
        self.window.show_route(routes.Import())
        hands.until("the import", self.at("import"))
        page = self.page
        page.open_file(write_ledger(Path()))
        hands.settle()
        page.form.read_column(page.known(), "备注2", "不导入")
        page.read()
        hands.settle()
        self.picture("import")
        hands.press("F9")
        hands.settle()

    def count(self) -> None:
        """The figures of the year beside last year's."""
        hands = self.hands
        self.window.show_route(routes.Figures())
        hands.until("the figures", self.at("figures"))
        hands.settle()
        self.picture("figures")

    def papers_of_the_day(self) -> None:
        """The first visitor's slip on A5 and on a roll, as the printer gets it."""
        desk = self.desk
        with desk.records.reading() as reads:
            number = str(self.told.visits[0]["visit_number"])
            slip = reads.find(Document, number=number, kind="来访回执")[-1]
        for name, paper in SLIPS:
            png = desk.papers.render(slip.content, paper, "png")
            keep_picture(Image.open(io.BytesIO(png)), self.out / f"{name}.png")

    def disagree(self) -> None:
        """Back from the lock; a second desk has changed what this one has changed too."""
        hands = self.hands
        self.clock.moment = datetime.now(BEGIN.tzinfo)  # hub and links live by the machine's clock
        numbers = [str(one["visit_number"]) for one in self.told.visits[:2]]
        with disagreeing(Path("汇聚点"), self.house, script.CLERK, script.PASSWORD, numbers):
            hands.type(script.PASSWORD)
            hands.press("Return")
            hands.until("the start page", self.at("start"))
            hands.press("Ctrl+H")
            hands.until("two conflicts", self._is_disputed)
            self.picture("sync")

    def _is_disputed(self) -> bool:
        return self.page.name == "sync" and self.page.view.list.count() == 2

    def _keep(self, name: str) -> None:
        QTest.qWait(COUNTED)
        file = self.hands.picture(self.out / f"{name}.png")
        with Image.open(file) as picture:
            keep_picture(picture, file)

    def _is_blank(self) -> bool:
        return bool(self.page.entry.form.is_blank())

    def _is_hinted(self) -> bool:
        kinds = {card.kind for card in self.page.form_view.hints.cards()}
        return {"person", "matter"} <= kinds

    def _is_previewed(self) -> bool:
        return self.page.view.currentWidget() is self.page.preview_view

    def _is_again(self) -> bool:
        return self.page.entry.form.times > 1
