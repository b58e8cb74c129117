"""经过: what has happened with a case, newest first; papers fold into the act that made them; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.attachments import TAKEN_OFF
from app.domain.case.casefile import NO_FACT_OF_HANDLING
from app.domain.case.facts import Paper
from app.domain.case.modes import mode_of
from app.domain.rows.case import OWNER
from app.domain.rows.matters import Step
from app.services.case.open_case import NamedCase
from app.words.fields import PERSONAL_FIELDS, column_words, corrected_words
from app.words.visits import also_words
from ui.widgets.dates import day_words
from ui.widgets.row_item import RowItem

SHOWN = 8
"""Lines of the story that stand on the page; H shows all."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened."""

    at: datetime
    what: str
    detail: str = ""
    """In one line, for the list."""
    by: str = ""
    shape: str = "forward"
    token: str = "text2"
    words: str = ""
    """What was said or written, whole; Enter shows it."""

    def row(self, today: date) -> RowItem:
        day = day_words(self.at.date(), today)
        return RowItem(
            title=self.what, second=self.detail, middle=self.by, right=f"{day[:-3]} {self.at:%H:%M}",
            shape=self.shape, token=self.token, data=self, key=f"{self.at.isoformat()} {self.what}",
        )  # fmt: skip


def story_of(opened: NamedCase) -> list[Moment]:
    """Everything in the order of time, newest first."""
    moments = [
        *_visits(opened),
        *_steps(opened),
        *_taken_back(opened),
        *_moves(opened),
        *_appointments(opened),
        *_duties(opened),
        *_notices(opened),
        *_reminders(opened),
        *_ratings(opened),
        *_amendments(opened),
        *_attachments(opened),
        *_incidents(opened),
        *_pending(opened),
    ]
    return sorted(moments, key=_at, reverse=True)


def _at(moment: Moment) -> tuple[datetime, str]:
    return moment.at, moment.what


def _visits(opened: NamedCase) -> Iterator[Moment]:
    for count, visit in enumerate(opened.case.visits, start=1):
        papers, also = _papers(opened, visit.id), also_words(visit)
        again = count > 1 and visit.claim == opened.case.matter.claim  # it stands over the page already
        content = "；".join(part for part in ("" if again else visit.claim, visit.facts) if part)
        detail = "，".join(part for part in (visit.number, f"{visit.headcount} 人", content, papers) if part)
        words = "\n".join(
            part
            for part in (
                f"{visit.number}，{visit.kind}，{visit.headcount} 人",
                f"诉求：{visit.claim}" if visit.claim else "",
                f"情况：{visit.facts}" if visit.facts else "",
                f"另外记下：{also}" if also else "",
                papers,
            )
            if part
        )
        what = "首次来访" if count == 1 else f"第 {count} 次来访"
        yield Moment(visit.registered_at, what, detail, opened.name_of(visit.clerk), "user", words=words)
    gone = {visit.id: visit for visit in opened.case.taken_back}
    for visit in gone.values():
        yield Moment(visit.registered_at, "来访，已作废", visit.number, opened.name_of(visit.clerk), "undo")
    for row in opened.case.voids:
        if row.visit_id in gone:
            words = _why(opened, gone[row.visit_id].number, row.reason, row.approved_by)
            yield Moment(row.at, "作废来访", words, opened.name_of(row.by), "undo", words=words)


def _taken_back(opened: NamedCase) -> Iterator[Moment]:
    """Steps taken back, at the time they were."""
    steps = {step.id: step for step in opened.case.steps}
    for row in opened.case.withdrawals:
        step = steps.get(row.step_id)
        if step is not None:
            what = " ".join(part for part in (step.mode, step.unit) if part)
            words = _why(opened, what, row.reason, row.approved_by)
            yield Moment(row.at, f"撤销 {step.mode}", words, opened.name_of(row.by), "undo", words=words)


def _moves(opened: NamedCase) -> Iterator[Moment]:
    """Visits that came from another matter, and those that went to one."""
    numbers = {visit.id: visit.number for visit in (*opened.case.visits, *opened.case.taken_back)}
    for row in opened.case.moves:
        came = row.matter_id == opened.case.matter.id
        other = opened.matters.get(row.from_matter if came else row.matter_id, "")
        way = f"从 {other} 归到这里" if came else f"归到 {other}"
        words = _why(opened, numbers.get(row.visit_id, "一次来访"), way, None, row.reason)
        yield Moment(row.at, row.act, words, opened.name_of(row.by), "pencil", words=words)


def _appointments(opened: NamedCase) -> Iterator[Moment]:
    """To whom the case was handed over, and who was named to read it."""
    for row in opened.case.appointments:
        what = "首接移交" if row.part == OWNER else "指定查看人"
        name = opened.name_of(row.login)
        detail = f"交给{name}经手" if row.part == OWNER else f"{name}可以查看、办理"
        yield Moment(row.at, what, detail, opened.name_of(row.by), "user", words=detail)


def _why(
    opened: NamedCase, what: str, reason_text: str, signed: str | None, reason: str | None = None
) -> str:
    by = f"批准 {opened.name_of(signed)}" if signed else ""
    return "，".join(part for part in (what, reason_text, reason, by) if part)


def _incidents(opened: NamedCase) -> Iterator[Moment]:
    for row in opened.case.incidents:
        what = f"现场情况：{'、'.join(row.kinds)}" + ("，重大紧急" if row.grave else "")
        police = f"公安：{row.police}" if row.police else ""
        parts = [row.who or "", row.what, row.measures, police]
        words = "\n".join(part for part in (what, *parts) if part)
        detail = "，".join(part for part in parts if part)
        yield Moment(row.at, what, detail, opened.name_of(row.by), "warning", "warn", words)


def _steps(opened: NamedCase) -> Iterator[Moment]:
    """A reception gives one line for all that it did with the case."""
    by_reception: dict[str, list[Step]] = {}
    for step in opened.case.steps:
        if step.mode in NO_FACT_OF_HANDLING:
            continue
        if step.reception_id:
            by_reception.setdefault(step.reception_id, []).append(step)
        else:
            yield _step(opened, step)
    for id, steps in by_reception.items():
        yield _reception(opened, id, steps)


def _step(opened: NamedCase, step: Step) -> Moment:
    gone = opened.case.is_withdrawn(step.id)
    papers = _papers(opened, step.id)
    signed = f"批准 {opened.name_of(step.approver)}" if step.approver else ""
    detail = "，".join(part for part in (step.unit, step.reason, signed, papers) if part)
    what = f"{step.mode}，已撤销" if gone else step.mode
    words = "\n".join([step.mode, *(part for part in (step.unit, step.reason, signed, papers) if part)])
    return Moment(step.at, what, detail, opened.name_of(step.by), "undo" if gone else "forward", words=words)


def _reception(opened: NamedCase, id: str, steps: list[Step]) -> Moment:
    heard = opened.receptions.get(id)
    papers = _papers(opened, id)
    done = "，".join(dict.fromkeys(f"{step.mode}{step.unit or ''}" for step in steps))
    head = f"{heard.number}，{heard.leader}" if heard else ""
    detail = "，".join(part for part in (head, done, papers) if part)
    by, what = opened.name_of(steps[0].by), heard.form if heard else "接访"
    return Moment(steps[0].at, what, detail, by, "users", words=detail.replace("，", "\n"))


def _duties(opened: NamedCase) -> Iterator[Moment]:
    units = {duty.id: duty.unit for duty in opened.case.duties}
    for reply in opened.case.replies:
        what = f"{units.get(reply.duty_id, '单位')}{'回复' if reply.done else '中途答复'}"
        yield Moment(reply.at, what, reply.text, opened.name_of(reply.by), "page", words=reply.text)


def _notices(opened: NamedCase) -> Iterator[Moment]:
    for notice in opened.case.notices:
        parts = (notice.opinion, f"{notice.due:%m-%d} 前" if notice.due else "", notice.contact)
        signed = {"签字": "已签字", "拒签": "拒签", "见证": "见证"}.get(notice.acknowledged or "", "")
        detail = "，".join(part for part in (*parts, signed) if part)
        whole = all(parts)
        yield Moment(
            notice.at, f"三个告知（{notice.told}）", detail, opened.name_of(notice.by),
            "check" if whole else "open", "ok" if whole else "text2", detail.replace("，", "\n"),
        )  # fmt: skip


def _reminders(opened: NamedCase) -> Iterator[Moment]:
    for reminder in opened.case.reminders:
        detail = "，".join(
            part for part in (reminder.unit, reminder.to_rank, f"到期 {reminder.due:%m-%d}") if part
        )
        yield Moment(
            reminder.at, f"催办（期前 {reminder.tier} 日）", detail, opened.name_of(reminder.by), "bell"
        )


def _ratings(opened: NamedCase) -> Iterator[Moment]:
    for rating in opened.case.ratings:
        detail = "，".join(part for part in (rating.whom, rating.remark) if part)
        yield Moment(rating.at, f"评价：{rating.value}", detail, opened.name_of(rating.by), "pencil")


def _amendments(opened: NamedCase) -> Iterator[Moment]:
    """Who corrected what; the values of people are not shown here."""
    for amendment in opened.case.amendments:
        if amendment.field == "derivation":
            continue
        word = "重算" if amendment.table in ("deadlines", "duties") else "更正"
        values = ""
        if amendment.field not in PERSONAL_FIELDS and amendment.table != "people":
            old, new = (
                opened.places.get(value or "", corrected_words(amendment.field, value))
                for value in (amendment.old, amendment.new)
            )
            values = f"{old} → {new}"
        signed = f"批准 {opened.name_of(amendment.approved_by)}" if amendment.approved_by else ""
        values = "，".join(part for part in (values, amendment.reason, signed) if part)
        label = column_words(amendment.table, amendment.field)
        yield Moment(
            amendment.at, f"{word} {label}", values, opened.name_of(amendment.by), "pencil", words=values
        )


def _attachments(opened: NamedCase) -> Iterator[Moment]:
    """Files put to the case in one go make one line; each that was taken off makes its own."""
    groups: dict[tuple[datetime, str], list[str]] = {}
    for row in opened.case.attachments:
        name = TAKEN_OFF if opened.case.taken_off(row.id) else row.name
        groups.setdefault((row.at, row.by), []).append(name)
    for (at, by), files in groups.items():
        words = "\n".join(files)
        yield Moment(
            at, f"添加附件 {len(files)} 个", "、".join(files), opened.name_of(by), "page", words=words
        )
    for gone in opened.case.detachments:
        yield Moment(gone.at, "撤下附件", gone.reason, opened.name_of(gone.by), "undo", words=gone.reason)


def _pending(opened: NamedCase) -> Iterator[Moment]:
    for pending in opened.case.pending:
        yield Moment(
            pending.at, f"{pending.mode}，待批", "批准前不算", opened.name_of(pending.by), "seal", "warn"
        )
    for request, row in opened.case.recalled:
        words = f"{opened.name_of(request.by)} {request.at:%m-%d %H:%M} 送批，没有批以前收回：{row.reason}"
        yield Moment(row.at, f"收回送批：{request.mode}", words, opened.name_of(row.by), "undo", words=words)
    for asked, answer in opened.case.decided:
        by, who = opened.name_of(answer.by), opened.name_of(asked.by)
        if answer.approved:
            yield Moment(answer.at, f"{asked.mode}，已批准", f"{who}送，{by}批准", by, "seal", "ok")
        else:
            words = f"{by} 退回：{answer.reason}"
            yield Moment(answer.at, f"{asked.mode}，退回", words, by, "undo", "warn", words=words)


def _papers(opened: NamedCase, act: str) -> str:
    """出了来访回执、转送告知单: the papers that this visit, step or reception made."""
    made = (paper for paper in opened.case.papers if _made_by(opened, paper) == act)
    kinds = list(dict.fromkeys(paper.kind for paper in made))
    return f"出了{'、'.join(kinds)}" if kinds else ""


def _made_by(opened: NamedCase, paper: Paper) -> str | None:
    """Id of the act; papers of earlier versions name no step: then the step of that day that makes such."""
    if paper.step_id or paper.reception_id:
        return paper.step_id or paper.reception_id
    for step in opened.case.steps:
        mode = mode_of(step.mode)
        if mode is not None and mode.paper == paper.kind and step.at.date() == paper.at.date():
            return step.id
    return paper.visit_id
