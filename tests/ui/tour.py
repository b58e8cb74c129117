"""A walk by keys through every screen and state of the window, with a picture of each in every theme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtTest import QTest

from app.services.attachments.attach_files import FileGiven
from tests.files import written_page
from tests.manual.scenes import WRONG_PHONE, ManualDay, ManualHome
from tests.ui.tour_pages import TourOfPages
from ui import routes
from ui.demo import script
from ui.demo.afternoon import Afternoon
from ui.placing import Placed
from ui.theme import Look
from ui.theme.tokens import LIGHT

LONG_CLAIM = "要求尽快办理示例花园 3 幢不动产权证，书面说明竣工验收资料补齐的时间，并明确一名固定联系人"
FIFTH = script.Visitor("欧阳𬭎（示例）", "340705190203120013", "13800000006", "丽景园示例小区 5 幢")
NO_GLYPH = "王\U0002b9d9（示例）"
"""A character that the bundled fonts do not have."""


class Tour(ManualDay):
    """The day of the manual with a stop at every state that a screen has."""

    def __init__(self, out: Path, house: ManualHome, fonts: dict[str, Path], themes: Sequence[str]) -> None:
        super().__init__(out, house, fonts)
        self.hands = type(self.hands)(self.program.shell, self.program.tasks, between=3, patience=300)
        self.program.keys.set_gap(0.001)
        self.themes = tuple(themes)
        self.size = (1440, 900)
        self.scale = 100
        self._seen = 0

    @property
    def look(self) -> Look:
        return self.program.look

    def picture(self, name: str) -> None:
        """The window as it stands, in each theme."""
        self._seen += 1
        plain = name.lstrip("0123456789-")
        self._dress()
        for theme in self.themes:
            self.look.set_theme(theme)
            self.hands.settle()
            QTest.qWait(60)
            folder = self.out / theme
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"{self._seen:02}-{plain}.png"
            if not self.program.shell.grab().save(str(file)):
                raise OSError(f"cannot write {file}")
        self.look.set_theme(self.themes[0] if self.themes else LIGHT)

    def walk(self) -> None:
        """All of it."""
        pages = TourOfPages(self)
        for scene in (
            self.at_the_door,
            self.sign_in,
            self.register_single,
            self.register_group,
            self.say_what_is_wrong,
            self.say_what_is_wrong_in_a_group,
            self.come_again,
            self.ask_for_a_glyph,
            self.hold_reception,
            self.look_up,
            *(scene for _, scene in Afternoon(self).scenes),
            self.reprint,
            self.put_attachments,
            *pages.scenes,
            self.change_settings,
            self.say_something,
            self.leave_drafts,
            *pages.last,
        ):
            self.clock.later(2)
            scene()

    def at_the_door(self) -> None:
        door = self.program.door
        self.program.open(Placed(0, 0, 1440, 900))
        self._dress()
        first = door.first
        cards = (
            *((first.choice, "第一次打开"), (first.new, "启用"), (first.join, "加入中心")),
            *((first.restore, "从备份恢复"), (first.recovery, "恢复密钥")),
        )
        for card, name in cards:
            first.recovery.show_key("CQX4-4TZB-EA6X-TMBG-BCPS-4YAE-75H4-RGTN")
            door.view.setCurrentWidget(card)
            self.picture(name)
        door.begin()
        self.hands.type(script.CLERK)
        self.hands.press("Return")
        self.hands.type("wrong")
        self.hands.press("Return")
        self.hands.settle()
        self.picture("密码不对")
        door.sign_in.forgotten.click()
        self.hands.settle()
        self.picture("密码全忘了")
        door.begin()
        door.sign_in.login.clear()
        door.sign_in.login.setFocus()

    def sign_in(self) -> None:
        door = self.program.door
        hands = self.hands
        hands.type(script.CLERK)
        hands.press("Return")
        hands.type(script.FIRST_PASSWORD)
        self.picture("登录")
        hands.press("Return")
        hands.until("the new password's card", self._asks_new_password)
        hands.type("short")
        hands.press("Return", "Return")
        self.picture("新密码")
        door.new_password.password.clear()
        door.new_password.password.setFocus()
        hands.type(script.PASSWORD)
        hands.press("Return")
        door.new_password.again.clear()
        hands.type(script.PASSWORD)
        hands.press("Return")
        hands.until("the start page", self.at("start"))
        self.picture("开始-空")
        self.window.show_route(routes.Waiting())
        hands.settle()
        self.picture("候访-空")
        self.window.show_route(routes.Find())
        self.picture("查找-空")
        self.window.show_route(routes.Start())

    def register_single(self) -> None:
        hands = self.hands
        hands.press("F2")
        hands.until("the registration page", self.at("register"))
        self.picture("登记-空")
        hands.press("Alt+2")
        hands.to("register.category")
        hands.press("Down")
        self.picture("类别-列表")
        hands.press("Esc")
        hands.to("register.units")
        hands.type("s")
        self.picture("单位-列表")
        hands.press("Esc", "Ctrl+A", "Delete", "Alt+1")
        super().register_single()
        self.hands.press("O")
        self.picture("换打印机")
        self.hands.press("Esc", "Esc")

    def say_what_is_wrong_in_a_group(self) -> None:
        hands = self.hands
        hands.press("F2", "F7")
        for row, one in enumerate((*script.GROUP, FIFTH), start=1):
            if not hands.has(f"register.rep{row}.name"):
                hands.press("Alt+D")
            hands.fill(f"register.rep{row}.name", one.name)
            hands.fill(f"register.rep{row}.id_number", one.id_number if row != 2 else one.id_number[:-1])
            hands.fill(f"register.rep{row}.phone", one.phone if row != 3 else WRONG_PHONE)
        hands.press("Alt+D")
        hands.to("register.claim")
        hands.type(LONG_CLAIM)
        hands.press("F9")
        self.picture("集体访-错误")
        hands.press("Alt+2")  # QTest's key-up of F2 must not reach a row that is gone

    def ask_for_a_glyph(self) -> None:
        hands = self.hands
        hands.press("F2")
        hands.until("a blank form", self._is_blank)
        hands.fill("register.name", NO_GLYPH)
        for part in ("id_number", "address"):
            hands.to(f"register.{part}")
            hands.press("Alt+U")
        hands.fill("register.claim", script.SINGLE_CLAIM)
        hands.fill("register.facts", script.SINGLE_FACTS)
        hands.fill("register.opinion", f"转送{NO_GLYPH[1]}村办理")
        hands.press("Alt+K", "F8")
        hands.settle()
        self.picture("字形")
        self.page.slip.glyphs.sheet.shut()  # as Esc would: see say_what_is_wrong_in_a_group

    def hold_reception(self) -> None:
        hands = self.hands
        hands.press("F12")
        hands.until("the waiting list", self.at("waiting"))
        hands.press("Down", "Return")
        hands.until("the leader's screen", self.at("reception"))
        hands.until("the batch", self._batch_taken)
        self.picture("接访-开始")
        hands.fill("reception.leader", script.LEADER)
        for unit in script.UNITS:
            hands.press("Ctrl+D")
            hands.type(unit)
            hands.press("Return")
        self.page.view.log.take_focus()
        for line in script.LINES[:2]:
            hands.type(line)
            hands.press("Return")
        hands.type("@zr")
        self.picture("接访-单位列表")
        hands.press("Esc")
        hands.press("Ctrl+A", "Delete")
        hands.press("F9")
        self.picture("接访-缺告知")
        hands.press("Tab")
        self._say_the_rest()

    def _say_the_rest(self) -> None:
        hands = self.hands
        hands.to("reception.opinion")
        hands.type(script.OPINION)
        hands.to("reception.contact")
        hands.press("Ctrl+A")
        hands.type(script.TOLD_CONTACT)
        self.page.view.log.take_focus()
        for line in (*script.LINES[2:], script.LINES[2], script.LINES[3]):
            hands.type(line)
            hands.press("Return")
        self.picture("接访")
        hands.press("F9")
        hands.until("the reception's end", self.page.view.is_ended)
        self.told.reception = {}
        self.picture("接访结束")
        hands.press("Return")
        hands.until("the documents", self._documents_out)
        self.picture("接访-已出文书")

    def look_up(self) -> None:
        hands = self.hands
        for text, name in (("wxm", "查找"), ("没有这个人", "查找-没有")):
            hands.press("F3", "Ctrl+A")
            hands.type(text)
            hands.settle()
            QTest.qWait(120)
            self.picture(name)
        hands.press("F3", "Ctrl+A")
        hands.type("示例")
        QTest.qWait(120)
        hands.press("Down", "Down")
        self.picture("查找-选择")
        for visit, name in zip(self.told.visits, ("事项-单人", "事项-集体"), strict=True):
            self.window.show_route(routes.Matter(visit["visit_number"]))
            hands.settle()
            self.picture(name)
        hands.press("F1")
        self.picture("事项-F1")
        hands.press("Esc")

    def reprint(self) -> None:
        hands = self.hands
        self.window.show_route(routes.Matter(self.told.visits[0]["visit_number"]))
        hands.settle()
        hands.press("R")
        self.picture("补打")
        hands.press("Down")
        self.picture("补打-列表")
        self.page.leave()  # as Esc would: QTest's key-up must not reach a sheet that is gone
        self.window.show_route(routes.Matter(self.told.visits[0]["visit_number"]))
        hands.settle()
        hands.press("Alt+M")
        hands.settle()
        hands.press("Return")
        self.picture("看完整证件号")
        self.window.show_route(routes.Start())

    def change_settings(self) -> None:
        self.window.show_route(routes.Settings())
        self.hands.settle()
        self.picture("设置")
        view = self.page.view
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.picture("设置-末尾")

    def say_something(self) -> None:
        self.window.show_route(routes.Start())
        self.window.say("warning", "5 分钟没有人看过，可能没有出纸。请看纸出来没有：Enter 已出纸，R 重打。")
        self.picture("提示条")
        self.hands.press("Esc")

    def leave_drafts(self) -> None:
        super().leave_drafts()
        self.hands.type("nein")
        self.hands.press("Return")
        self.hands.settle()
        self.picture("锁屏-密码不对")

    def _dress(self) -> None:
        self.program.shell.resize(*self.size)
        self.look.set_scale(self.scale)
        self.hands.settle()

    def put_attachments(self) -> None:
        """The sheet that asks where files belong, the pages of one, and who has read the case."""
        super().put_attachments()
        self.window.show_route(routes.Matter(str(self.told.visits[0]["visit_number"])))
        self.hands.settle()
        self.page.attaching.ask([FileGiven("回函（示例）.jpg", written_page("3"))])
        self.picture("附件-添加")
        self.page.attaching.shut()
        rows = self.page.case_view.attachments.rows
        rows.choose(0)
        rows.open_current()
        self.hands.settle()
        self.picture("附件-查看")
        self.page.attaching.leave()
        self.hands.press("Q")
        self.hands.settle()
        self.picture("谁看过")
        self.hands.press("Esc")
        self.window.show_route(routes.Start())
