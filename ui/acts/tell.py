"""三个告知, later or anew: opinion, date, contact, how they were told, signature, refusal or witness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.entries.notice_entry import NoticeEntry, parse_notice
from app.domain.rows.matters import Notice
from app.domain.terms import ACKNOWLEDGED, ORAL, TOLD
from app.services.case.open_case import readable_case
from app.services.handling.give_notices import NoticesPreview, give_notices, preview_notices
from ui.acts.act import ActFacts, Effect
from ui.forms.effect import Line
from ui.forms.inputs import CHOICE, DAY, LINE, WORDS, FormField
from ui.forms.why import why_counted
from ui.widgets.dates import day_words, short_day

ON_DUTY = "值班联络"


class Tell:
    """The date is the engine's unless another is given with its reason, never past the law (CASE.md 2)."""

    name, verb, button = "tell", "三个告知", "记下三个告知"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        """What was told last stands there again, so that only what is new is typed."""
        desk.require("notice")
        opened = readable_case(desk, number)
        notice = opened.case.notice
        first = {
            "opinion": notice.opinion or "" if notice else "",
            "contact": (notice.contact if notice else None) or str(desk.settings[ON_DUTY] or ""),
            "told": ORAL,
        }
        return ActFacts(opened=opened, first=first)

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        kind = values.get("acknowledged.kind")
        witness = FormField("acknowledged.witness", "见证人", LINE, hint="在场见证的人")
        return (
            FormField("opinion", "工作意见", WORDS, hint="怎么办、交给谁办"),
            FormField("due", "办理时限", DAY, hint="不填就用程序算的"),
            FormField("due_reason", "为什么", LINE, hint="时限和程序算的不同时写"),
            FormField("contact", "联络方式", LINE, hint="找谁问，电话"),
            FormField("told", "怎么告知", CHOICE, tuple((way, way) for way in TOLD)),
            FormField(
                "acknowledged.kind",
                "签收",
                CHOICE,
                tuple((sign, sign) for sign in ACKNOWLEDGED),
                "没有签字就空着",
            ),
            *((witness,) if kind in ("拒签", "见证") else ()),
        )

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        preview = preview_notices(desk, _entry(facts, values), picture=picture)
        today = desk.clock.now().date()
        return Effect(
            errors=preview.errors,
            lines=tuple(_lines(preview, values, today)),
            draws=True,
            picture=preview.picture,
            reasons=(("办理时限", why_counted(preview.engine)),) if preview.engine else (),
        )

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        done = give_notices(desk, _entry(facts, values), draft_id=draft_id)
        notice = done.notice
        signed = {"签字": "，已签字", "拒签": "，拒签已见证", "见证": "，已见证"}.get(
            notice.acknowledged or "", ""
        )
        today = desk.clock.now().date()
        day = f"，{short_day(notice.due, today)} 前答复" if notice.due else ""
        return f"三个告知已记下（{notice.told}{signed}）{day}。按 P 出三个告知单。"


def _entry(facts: ActFacts, values: Mapping[str, str]) -> NoticeEntry:
    """Read as the command line reads it, so that the same is refused."""
    json: dict[str, Any] = {"matter": facts.number}
    for key in ("opinion", "due", "due_reason", "contact", "told"):
        if values.get(key, "").strip():
            json[key] = values[key].strip()
    if values.get("acknowledged.kind"):
        json["acknowledged"] = {"kind": values["acknowledged.kind"]}
        if values.get("acknowledged.witness", "").strip():
            json["acknowledged"]["witness"] = values["acknowledged.witness"].strip()
    return parse_notice(json)


def _lines(preview: NoticesPreview, values: Mapping[str, str], today: date) -> Iterator[Line]:
    engine, before = preview.engine, preview.before
    if engine is not None:
        yield "程序算", day_words(engine.due, today), engine.derivation
    else:
        yield "程序算", "没有在走的期限，要写办理时限", ""
    if preview.due is not None and (engine is None or preview.due != engine.due):
        yield "告知的", day_words(preview.due, today), "和程序算的不同，理由印在告知单上"
    if before is not None:
        yield from _changes(preview, values, before, today)
    else:
        yield "新的", "第一次告知", ""


def _changes(
    preview: NoticesPreview, values: Mapping[str, str], before: Notice, today: date
) -> Iterator[Line]:
    earlier = f"{day_words(before.at.date(), today)[:-3]} 告知过（{before.told}）"
    if before.due and preview.due and before.due != preview.due:
        yield "变的", f"时限 {day_words(before.due, today)} → {day_words(preview.due, today)}", earlier
    if (before.opinion or "") != values.get("opinion", "").strip():
        yield "变的", "工作意见换成新的", f"原来：{before.opinion or '没有'}"
    if (before.contact or "") != values.get("contact", "").strip():
        yield "变的", "联络方式换成新的", f"原来：{before.contact or '没有'}"
    yield "不变", "以前告知过的留在经过里", earlier
