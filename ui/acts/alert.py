"""预警签收: which of the addressees has taken note of a 预警单, who and when (一单三推)."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk import Desk
from app.errors import FieldError
from app.services.case.open_case import readable_case
from app.services.incidents.note_alert_receipt import AlertReceiptEntry, note_alert_receipt
from app.services.incidents.open_alerts import open_alerts
from ui.acts.act import ActFacts, Effect, filled, moment_of
from ui.forms.inputs import CHOICE, DAY, LINE, FormField


class SignAlert:
    """One addressee at a time; each signs once."""

    name, verb, button = "alert", "预警签收", "记下签收"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("incident")
        opened = readable_case(desk, number)
        waits = open_alerts(desk, opened.case)
        choices = tuple(
            (f"{alert.number} {whom}", f"{whom}　{alert.number}") for alert in waits for whom in alert.waiting
        )
        first = {
            "whom": choices[0][0] if len(choices) == 1 else "",
            "at": desk.clock.now().date().isoformat(),
        }
        return ActFacts(opened=opened, first=first, choices={"whom": choices})

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        return (
            FormField("whom", "推送对象", CHOICE, facts.choices["whom"], "还没有签收的"),
            FormField("person", "签收人", LINE, hint="姓名"),
            FormField("at", "签收日", DAY),
            FormField("feedback", "反馈", LINE, hint="可以不写"),
        )

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        if not values.get("whom"):
            return Effect(errors=(FieldError("whom", "required"),))
        if moment_of(values, "at", desk.clock.now()) is None:
            return Effect(errors=(FieldError("at", "required"),))
        number, _, whom = values["whom"].partition(" ")
        left = [
            waiting
            for waiting, _ in facts.choices["whom"]
            if waiting.startswith(number) and waiting != values["whom"]
        ]
        names = "、".join(waiting.partition(" ")[2] for waiting in left)
        return Effect(lines=(("记下", f"{whom} 已签收", number), ("还等", names or "都签收了", "")))

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        number, _, whom = values["whom"].partition(" ")
        entry = AlertReceiptEntry(
            number=number,
            addressee=whom,
            person=filled(values, "person"),
            feedback=filled(values, "feedback"),
            at=moment_of(values, "at", desk.clock.now()),
        )
        done = note_alert_receipt(desk, entry, draft_id=draft_id)
        return f"{whom} 签收已记下。" + (
            f"还等 {'、'.join(done.waiting)}。" if done.waiting else "都签收了。"
        )
