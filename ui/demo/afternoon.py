"""The second half of the demonstration day: a matter's way from 转送 to its rating, and the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.case import modes
from app.domain.entries.step_entry import FIVE, NOT_UPHELD
from app.services.case.open_case import readable_case
from ui.demo import script
from ui.step.commands import KEYS

if TYPE_CHECKING:  # the day asks this module for its second half
    from ui.demo.day import Day


class Afternoon:
    """Drives the sheets of a matter by keys, as the clerk does."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._hands = day.hands

    @property
    def scenes(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """In their order, each with its name in day.json."""
        return (
            ("转送", self.route),
            ("单位签收", self.receive),
            ("受理告知", self.accept),
            ("记单位回复", self.take_answers),
            ("三个告知", self.tell_again),
            ("办结，带班领导当场签批", self.close),
            ("送达", self.deliver),
            ("评价", self.rate),
            ("更正", self.correct),
            ("督办台账", self.look_at_the_ledger),
        )

    def route(self) -> None:
        """The first visitor's matter goes to its unit."""
        self._open(0)
        self._step(modes.NAMES[0])
        self._hands.fill("step.unit", script.ROUTED_TO)
        self._take("13-转送")

    def receive(self) -> None:
        self._sheet("L", "receive")
        self._take("14-单位签收")

    def accept(self) -> None:
        self._step(modes.ACCEPTING)
        self._hands.fill("step.unit", script.ROUTED_TO)
        self._take("15-受理告知")

    def take_answers(self) -> None:
        """Both units of the reception answer what it gave them."""
        self._open(1)
        for place, answer in enumerate(script.ANSWERS):
            self._sheet("A", "reply")
            if self._day.page.form.values.get("duty", "") == "":
                self._hands.to("act.duty")
                self._hands.press("Down", "Return")
            self._hands.to("act.text")
            self._hands.type(answer)
            self._take("16-记单位回复" if place == 0 else "")

    def tell_again(self) -> None:
        """The group is told what the units have found."""
        self._sheet("T", "tell")
        self._hands.to("act.opinion")
        self._hands.press("Ctrl+A")
        self._hands.type(script.TOLD_AGAIN)
        self._hands.fill("act.acknowledged.kind", "签字")
        self._take("17-三个告知")

    def close(self) -> None:
        """An opinion 不予支持 goes out on a leader's signature, given at the clerk's desk."""
        hands = self._hands
        self._open(0)
        self._step(modes.FINISHING)
        hands.fill("step.found", script.FOUND)
        hands.fill("step.opinion", script.CLOSING_OPINION)
        hands.fill("step.law", script.LAW)
        hands.fill("step.outcome", NOT_UPHELD)
        for name in FIVE:
            hands.fill(f"step.checks.{name}", script.EVIDENCE)
        hands.until("the paper", self._is_drawn)
        hands.press("F8")
        self._day.picture("18-处理意见书")
        hands.press("Esc", "Alt+Q")
        hands.until("the place of the signature", self._is_signing)
        if not self._day.page.signing.login:
            hands.to("step.sign.who")
            hands.type(script.LEADER)
            hands.press("Return")
        hands.to("step.sign.password")
        hands.type(script.PASSWORD)
        self._take("19-当场签批")

    def deliver(self) -> None:
        self._sheet("D", "deliver")
        self._take("20-送达")

    def rate(self) -> None:
        self._sheet("Y", "rate")
        self._hands.fill("act.bureau.value", "满意")
        self._hands.fill("act.unit.value", "基本满意")
        self._take("21-评价")
        self._day.picture("22-办结的事项")
        number = self._day.told.visits[0]["visit_number"]
        opened = readable_case(self._day.desk, number)
        self._day.told.closed = {
            "matter": opened.case.matter.number,
            "status": opened.case.status,
            "steps": [step.mode for step in opened.case.steps],
        }

    def correct(self) -> None:
        """The group's head-count was wrong: what it changes is seen before F9."""
        hands = self._hands
        self._open(1)
        self._sheet("G", "amend")
        hands.press("Down", "Return")
        hands.to("act.v0.headcount")
        hands.press("Ctrl+A")
        hands.type(str(script.COUNTED_AGAIN))
        hands.fill("act.reason", script.MISCOUNTED)
        self._take("24-更正")

    def look_at_the_ledger(self) -> None:
        self._hands.press("Ctrl+3")
        self._hands.until("the ledger", self._day.at("ledger"))
        self._hands.settle()
        self._day.picture("23-督办台账")

    # by keys ------------------------------------------------------------------------------------

    def _open(self, visit: int) -> None:
        """The matter of one of the day's visits, by its number in the look-up."""
        number = str(self._day.told.visits[visit]["visit_number"])
        self._hands.press("F3")
        self._hands.type(number)
        self._hands.press("Return")
        self._hands.until("the matter", lambda: self._is_open(number))
        self._hands.settle()

    def _is_open(self, number: str) -> bool:
        page = self._day.page
        return bool(page.name == "matter" and page.opened is not None and page.opened.number == number)

    def _sheet(self, key: str, act: str) -> None:
        """A letter on the matter's page opens its sheet."""
        self._hands.press(key)
        self._hands.until(f"the sheet {act}", lambda: self._shows(act))
        self._hands.settle()

    def _shows(self, act: str) -> bool:
        page = self._day.page
        return bool(page.name == "act" and page.facts is not None and page.form.act == act)

    def _step(self, mode: str) -> None:
        """B, then the key that stands beside the step."""
        self._hands.press("B")
        self._hands.until("what may be done", lambda: self._offers(mode))
        names = [move.mode.name for move in self._day.page.allowed]
        place = names.index(mode)
        self._hands.press(f"Alt+{KEYS[place]}")
        self._hands.until("its fields", lambda: bool(self._day.page.view.fields.inputs))
        self._hands.settle()

    def _offers(self, mode: str) -> bool:
        page = self._day.page
        return bool(page.name == "step" and any(move.mode.name == mode for move in page.allowed))

    def _take(self, shot: str) -> None:
        """F9, once what it comes to stands on the screen; back on the matter's page."""
        self._hands.settle()
        if shot:
            self._day.picture(shot)
        self._hands.press("F9")
        self._hands.until("the matter again", self._day.at("matter"))
        self._hands.settle()

    def _is_drawn(self) -> bool:
        return bool(self._day.page.view.effect.shows_paper)

    def _is_signing(self) -> bool:
        return bool(self._day.page.signing.is_open)
