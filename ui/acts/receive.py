"""单位签收: the day on which a unit received the matter; its 15 days count from it (条例第23条第3款)."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk import Desk
from app.errors import FieldError
from app.services.case.open_case import readable_case
from app.services.handling.note_delivery import unit_received
from app.services.handling.open_acts import open_acts
from app.services.handling.preview_acts import preview_receipt
from ui.acts.act import ActFacts, Effect, moment_of
from ui.forms.effect import moved_lines
from ui.forms.inputs import CHOICE, DAY, FormField
from ui.forms.why import moved_reasons
from ui.widgets.dates import short_day


class Receive:
    """Until it is known the day of routing stands, and says that it is assumed."""

    name, verb, button = "receive", "单位签收", "记下签收"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("step")
        opened = readable_case(desk, number)
        units = tuple((unit, unit) for unit in open_acts(opened.case, desk.clock.now()).awaited)
        first = {"unit": units[0][0] if len(units) == 1 else "", "at": desk.clock.now().date().isoformat()}
        return ActFacts(opened=opened, first=first, choices={"unit": units})

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        return (
            FormField("unit", "单位", CHOICE, facts.choices["unit"], "转交了还没有登记签收的"),
            FormField("at", "签收日", DAY),
        )

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        unit, at, now = values.get("unit", ""), moment_of(values, "at", desk.clock.now()), desk.clock.now()
        if not unit:
            return Effect(errors=(FieldError("unit", "choice_missing"),))
        if at is None:
            return Effect(errors=(FieldError("at", "day_missing"),))
        if at > now:
            return Effect(errors=(FieldError("at", "moment_future", {"given": values["at"]}),))
        after = preview_receipt(desk, facts.number, unit, at)
        lines = [("记下", f"{unit} {at:%m-%d} 收到", ""), *moved_lines(after.moved, after.kept, now.date())]
        return Effect(lines=tuple(lines), reasons=moved_reasons(after.moved))

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        at = moment_of(values, "at", desk.clock.now())
        done = unit_received(desk, facts.number, values["unit"], at, draft_id=draft_id)
        own = [obligation for obligation in done.case.running if obligation.who == done.receipt.unit]
        today = desk.clock.now().date()
        due = f"{own[0].what} {short_day(own[0].due, today)} 前。" if own else ""
        return f"{done.receipt.unit} {done.receipt.at:%m-%d} 签收已记下。{due}"
