"""Counts the dates of a case: which limit, from which day, by which rule (CASE.md 2; DOMAIN.md 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from msgspec.structs import replace

from app.domain.case import names
from app.domain.case.corrected import dates_set_by_amendment
from app.domain.case.facts import CaseFacts, Paper, Rules
from app.domain.case.modes import PETITION_WAY
from app.domain.case.obligations import Obligation, Right
from app.domain.dates.derivation import DAYS, WORKDAYS, Derivation, Span, Way, count, date_set_by_hand
from app.domain.dates.limits import RULE_22, RULE_34, RULE_35, RULE_36, RULE_OBJECTION, SIMPLE, SIMPLE_RULE
from app.domain.rows.case import Receipt
from app.domain.rows.matters import Step
from app.domain.rows.receptions import Duty

METHODS = {"普通": "210 工作法", SIMPLE: "110 工作法"}
ASSUMED = "以转送、交办之日暂计，登记签收后重新计算"
_FROZEN_PROMISES = frozenset({names.PROMISE_ACCEPT, names.PROMISE_FINISH, names.PROMISE_REPLY})


class CaseClock:
    """The dates that facts start, under the limits they were stored with or, failing these, the present."""

    def __init__(self, facts: CaseFacts, rules: Rules) -> None:
        self.facts, self.rules = facts, rules
        self._ways = _frozen_ways(facts)
        self._path_changed = any(row.field in ("purpose", "procedure") for row in facts.amendments)

    def registration(self, day: date, source: str, procedure: str, kind: str) -> Iterator[Obligation]:
        """转送、交办或告知 within 15 days (条例第22条、第23条第2款), and what the centre promises."""
        limits, bureau = self.rules.limits, self.rules.bureau
        yield self._owed(
            source, names.FORWARD, bureau, names.STATUTORY, day, Span(limits.forward, DAYS), "登记", RULE_22
        )
        if kind == names.ADVICE:
            yield self._promised(source, names.PROMISE_REPLY, bureau, day, 0, "登记", "100 工作法")
        if kind != names.APPEAL:
            return
        if procedure == SIMPLE:
            span = Span(limits.simple_forward, WORKDAYS)
            yield self._owed(
                source, names.SIMPLE_FORWARD, bureau, names.SET_TERM, day, span, "登记", SIMPLE_RULE
            )
        accept, finish = limits.accept_promise[procedure], limits.finish_promise[procedure]
        yield self._promised(source, names.PROMISE_ACCEPT, bureau, day, accept, "登记", METHODS[procedure])
        if limits.finish_promise_from == "登记":
            yield self._promised(
                source, names.PROMISE_FINISH, bureau, day, finish, "登记", METHODS[procedure]
            )

    def unit_notice(self, step: Step, unit: str, receipt: Receipt | None, kind: str) -> Iterator[Obligation]:
        """书面告知 of a unit within 15 days of its receipt (条例第23条第3款)."""
        day, certain = _received_on(step, receipt)
        span = Span(self.rules.limits.notify, DAYS)
        assumed = None if certain else ASSUMED
        began = f"收到{step.mode}"
        notice = self._owed(step.id, names.NOTIFY, unit, names.STATUTORY, day, span, began, RULE_OBJECTION)
        yield replace(notice, assumed=assumed)
        if self.facts.matter.procedure == SIMPLE and kind == names.APPEAL:
            span = Span(self.rules.limits.simple_accept, WORKDAYS)
            simple = self._owed(
                step.id, names.SIMPLE_ACCEPT, unit, names.SET_TERM, day, span, began, SIMPLE_RULE
            )
            yield replace(simple, assumed=assumed)

    def objection(self, step: Step, unit: str, receipt: Receipt | None) -> Right:
        """异议 within 5 working days of the receipt (条例第23条第3款)."""
        day, _ = _received_on(step, receipt)
        span = Span(self.rules.limits.objection, WORKDAYS)
        counted = self._count((step.id,), names.OBJECT, day, span, f"收到{step.mode}", RULE_OBJECTION)
        return Right(what=names.OBJECT, who=unit, source=step.id, counted=counted)

    def assignment(self, step: Step, unit: str) -> Iterator[Obligation]:
        """交办 with a term, and the 办结报告 where one is asked for (条例第22条第1款第3项)."""
        counted = self._term(step)
        if counted is None:
            return
        text = step.detail.get("remark")
        duty = Obligation(
            id=step.id, what=names.DUTY, who=unit, kind=names.SET_TERM, counted=counted, source=step.id,
            text=str(text) if text else None,
        )  # fmt: skip
        yield duty
        if step.detail.get("report"):
            yield replace(duty, id=f"{step.id}:{names.REPORT}", what=names.REPORT)

    def _term(self, step: Step) -> Derivation | None:
        """The term of a 交办, as ``way`` (交办起10日) or ``due`` in its detail."""
        way, due = step.detail.get("way_of_term"), step.detail.get("due")
        counted_way = Way.of(str(way)) if way else None
        if counted_way is not None:
            return counted_way.count(step.at.date(), self.rules.calendar, RULE_22)
        if due:
            return date_set_by_hand(step.at.date(), date.fromisoformat(str(due)), "交办时指定", RULE_22)
        return None

    def duty(self, duty: Duty) -> Obligation:
        """A duty of a reception, counted anew by the calendar as it is now."""
        way = Way.of(duty.way) if duty.way else None
        start = duty.at.date()
        if way is not None:
            counted = way.count(start, self.rules.calendar)
        else:
            duty = dates_set_by_amendment(duty, self.facts.amendments)
            counted = date_set_by_hand(start, duty.due, duty.derivation)
        return Obligation(
            id=duty.id, what=names.DUTY, who=duty.unit, kind=names.SET_TERM, counted=counted, source=duty.id,
            text=duty.duty, contact=duty.contact,
        )  # fmt: skip

    def acceptance(self, step: Step, unit: str, kind: str, procedure: str) -> Iterator[Obligation]:
        """办结 within 60 days where Art 31 (6) is the way, and what is promised for it (条例第34条)."""
        way = step.detail.get("way") or PETITION_WAY
        if kind != names.APPEAL or way != PETITION_WAY:
            return
        limits, day = self.rules.limits, step.at.date()
        yield self._owed(
            step.id, names.FINISH, unit, names.STATUTORY, day, Span(limits.finish, DAYS), "受理", RULE_34
        )
        if procedure == SIMPLE:
            span = Span(limits.simple_answer, WORKDAYS)
            yield self._owed(
                step.id, names.SIMPLE_ANSWER, unit, names.SET_TERM, day, span, "受理", SIMPLE_RULE
            )
        if limits.finish_promise_from == "受理":
            days = limits.finish_promise[procedure]
            yield self._promised(step.id, names.PROMISE_FINISH, unit, day, days, "受理", METHODS[procedure])

    def extension(self, finish: Obligation, step: Step) -> Obligation:
        """办结 after an extension, counted from the end of the limit before it (条例第34条)."""
        days = step.detail.get("days")
        span = Span(int(days) if days else self.rules.limits.extension, DAYS)
        counted = self._count((step.id,), names.FINISH, finish.due, span, "原期限届满", RULE_34)
        return replace(finish, counted=replace(counted, start=finish.due), extended_by=step.id)

    def opinion(self, step: Step, what: str) -> Obligation:
        """复查意见 or 复核意见 within 30 days of the request (条例第35条、第36条)."""
        rule = RULE_35 if what == names.REVIEW_OPINION else RULE_36
        body = str(step.detail.get("body") or self.rules.bureau)
        span = Span(self.rules.limits.opinion, DAYS)
        return self._owed(step.id, what, body, names.STATUTORY, step.at.date(), span, "收到申请", rule)

    def without_hearing(self, recheck: Obligation, step: Step) -> Obligation:
        """The date of a 复核意见 with the days of its hearing left out (条例第36条第2款)."""
        days = step.detail.get("hearing_days")
        if not days:
            return recheck
        span = Span(self.rules.limits.opinion + int(days), DAYS)
        counted = count(
            recheck.start, span, self.rules.calendar, recheck.counted.roll, began="收到申请", rule=RULE_36
        )
        return replace(recheck, counted=counted.noted(f"听证 {days} 日不计"))

    def asking(self, step: Step, what: str) -> Right:
        """申请复查 or 申请复核 within 30 days of the delivery of the answer; None until it is delivered.

        条例第35条、第36条: 自收到书面答复之日起. A letter that was replaced (换发) is 作废: the answer that
        stands is the one that replaced it, and that one tells the visitor that he has 30 days from its
        receipt. A mistake of the office never shortens his right.
        """
        reviewing = what == names.ASK_REVIEW
        began, rule = ("收到书面答复", RULE_35) if reviewing else ("收到复查意见", RULE_36)
        papers = [paper for paper in self.facts.papers if paper.step_id == step.id]
        replaced = {paper.replaces for paper in papers}
        standing = [paper for paper in papers if paper.id not in replaced]
        delivered = self._received(standing)
        void = [paper for paper in papers if paper.id in replaced and self._delivered([paper])]
        numbers = "、".join(paper.number for paper in void)
        note = f"原送达的{numbers}已作废，自换发的送达之日起算" if void else ""
        if delivered is None:
            waits = f"{note}，尚未登记送达" if note else ""
            return Right(what=what, who=names.PETITIONER, source=step.id, counted=None, waits=waits)
        span = Span(self.rules.limits.review, DAYS)
        counted = self._count((step.id,), what, delivered.date(), span, began, rule)
        counted = counted.noted(note) if note else counted
        return Right(what=what, who=names.PETITIONER, source=step.id, counted=counted)

    def _received(self, standing: Iterable[Paper]) -> datetime | None:
        """The first delivery; of two letters that two desks issued for the same one, the later one's."""
        received: dict[str, datetime] = {}
        for paper in standing:
            if (first := self._delivered([paper])) is not None:
                letter = paper.replaces or paper.id
                received[letter] = max(first, received.get(letter, first))
        return min(received.values(), default=None)

    def _delivered(self, papers: Iterable[Paper]) -> datetime | None:
        ids = {paper.id for paper in papers}
        times = [row.at for row in self.facts.deliveries if row.document_id in ids]
        return min(times, default=None)

    def _promised(
        self, source: str, what: str, who: str, day: date, days: int, began: str, method: str
    ) -> Obligation:
        span = Span(days, WORKDAYS if self.rules.limits.promise_in_workdays else DAYS)
        return self._owed(source, what, who, names.PROMISE, day, span, began, method)

    def _owed(
        self, source: str, what: str, who: str, kind: str, day: date, span: Span, began: str, rule: str
    ) -> Obligation:
        counted = self._count((source,), what, day, span, began, rule, kind == names.STATUTORY)
        return Obligation(
            id=f"{source}:{what}", what=what, who=who, kind=kind, counted=counted, source=source
        )

    def _count(
        self,
        sources: tuple[str, ...],
        what: str,
        day: date,
        span: Span,
        began: str,
        rule: str,
        may_roll: bool = True,
    ) -> Derivation:
        """By the limit that was in force when the fact was stored, else by the present one."""
        frozen = next((self._ways[source, what] for source in sources if (source, what) in self._ways), None)
        if frozen is None or (self._path_changed and what in _FROZEN_PROMISES):
            roll = may_roll and self.rules.limits.roll and span.unit != WORKDAYS
        else:
            span, roll = frozen.span, frozen.roll
        return self.rules.count(day, span, roll, began, rule)


def _frozen_ways(facts: CaseFacts) -> dict[tuple[str, str], Way]:
    """By step or visit and what is owed: how the first row of it was counted."""
    registering = {step.id for step in facts.steps if step.mode == "登记"}
    ways: dict[tuple[str, str], Way] = {}
    for row in sorted(facts.terms, key=lambda row: (row.at, row.id)):
        way = Way.of(row.way) if row.way else None
        if way is None:
            continue
        if row.step_id:
            ways.setdefault((row.step_id, row.what), way)
        if row.visit_id and (row.step_id is None or row.step_id in registering):
            ways.setdefault((row.visit_id, row.what), way)
    return ways


def _received_on(step: Step, receipt: Receipt | None) -> tuple[date, bool]:
    """The day a unit received the step, and whether it is known."""
    if receipt is not None:
        return receipt.at.date(), True
    received = step.detail.get("received_at")
    if received:
        return datetime.fromisoformat(str(received)).date(), True
    return step.at.date(), False
