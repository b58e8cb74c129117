"""送达: how a paper reached the visitor; the 30 days of 复查 and 复核 count from it (条例第35、36条)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.errors import FieldError
from app.services.case.open_case import readable_case
from app.services.handling.note_delivery import HOW, SIGNED, DeliveryEntry, deliver_paper
from app.services.handling.open_acts import open_acts
from app.services.handling.preview_acts import preview_delivery
from ui.acts.act import ActFacts, Effect, filled, moment_of
from ui.forms.effect import Line
from ui.forms.inputs import CHOICE, DAY, LINE, FormField
from ui.forms.why import why_counted
from ui.widgets.dates import short_day


class Deliver:
    """One paper at a time; a paper is delivered once."""

    name, verb, button = "deliver", "送达", "记下送达"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("step")
        opened = readable_case(desk, number)
        papers = tuple(
            (paper.number, f"{paper.kind}　{paper.number}")
            for paper in open_acts(opened.case, desk.clock.now()).undelivered
        )
        today = desk.clock.now().date().isoformat()
        first = {"document": papers[0][0] if papers else "", "at": today, "how": HOW[0], "sign": SIGNED[0]}
        return ActFacts(opened=opened, first=first, choices={"document": papers})

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        refused = values.get("sign") == SIGNED[1]
        witness = FormField("witness", "见证人", LINE, hint="拒收时在场的人")
        return (
            FormField("document", "文书", CHOICE, facts.choices["document"], "还没有登记送达的"),
            FormField("at", "送达日", DAY),
            FormField("how", "方式", CHOICE, tuple((way, way) for way in HOW)),
            FormField("sign", "签收", CHOICE, tuple((sign, sign) for sign in SIGNED)),
            *((witness,) if refused else ()),
        )

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        now = desk.clock.now()
        paper = _paper(facts.opened.case, values.get("document", ""), now)
        at = moment_of(values, "at", now)
        if paper is None:
            return Effect(errors=(FieldError("document", "choice_missing"),))
        if at is None:
            return Effect(errors=(FieldError("at", "day_missing"),))
        if at > now:
            return Effect(errors=(FieldError("at", "moment_future", {"given": values["at"]}),))
        entry = _entry(facts, values, at)
        if entry.lacks:
            return Effect(errors=entry.lacks)
        after = preview_delivery(desk, facts.number, paper.id, at)
        rights: Iterator[Line] = (
            (
                "起算",
                f"{right.what} {short_day(right.until, now.date()) if right.until else ''} 前",
                right.counted.derivation if right.counted else "",
            )
            for right in after.rights
        )
        kept: Line = ("不变", "别的期限照走", "")
        return Effect(
            lines=(("记下", f"{paper.kind} {at:%m-%d} 送达", ""), *rights, kept),
            reasons=tuple(
                (right.what, why_counted(right.counted)) for right in after.rights if right.counted
            ),
        )

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        entry = _entry(facts, values, moment_of(values, "at", desk.clock.now()))
        done = deliver_paper(desk, entry, draft_id=draft_id)
        return f"{done.paper.kind}{done.delivery.at:%m-%d} 送达已记下。"


def _entry(facts: ActFacts, values: Mapping[str, str], at: datetime | None) -> DeliveryEntry:
    return DeliveryEntry(
        number=facts.number,
        document=values["document"],
        at=at,
        how=values.get("how") or HOW[0],
        sign=values.get("sign") or SIGNED[0],
        witness=filled(values, "witness"),
    )


def _paper(case: CaseFile, number: str, now: datetime) -> Paper | None:
    return next((paper for paper in open_acts(case, now).undelivered if paper.number == number), None)
