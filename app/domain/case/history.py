"""Reads the facts of a case in their order: status, holders, obligations, rights, contradictions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from app.domain.case import modes, names
from app.domain.case.book import Book
from app.domain.case.clock import CaseClock
from app.domain.case.facts import CaseFacts, Rules
from app.domain.case.inquiry import is_inquiry
from app.domain.case.modes import MAIN, Mode, mode_of
from app.domain.case.obligations import Contradiction, Holder
from app.domain.rows.case import Receipt
from app.domain.rows.matters import Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Visit
from app.domain.terms import KINDS_OF_LAW

Event = Visit | Step | Duty | DutyReply
Order = tuple[datetime, int, str, str]
"""Time, kind, author and id: the order in which facts are read."""
_RANK: dict[type, int] = {Visit: 0, Step: 1, Duty: 2, DutyReply: 3}
_FORWARDING = frozenset({names.FORWARD, names.SIMPLE_FORWARD, names.PROMISE_ACCEPT})
"""What routing, accepting or answering meets for the bureau."""
_FINISHING = frozenset({names.PROMISE_FINISH, names.PROMISE_REPLY, names.SIMPLE_ANSWER})
"""What any closing meets; the 60 days of 条例第34条 are met by an opinion alone."""
_MEET_FINISH = frozenset({modes.FINISHING, modes.MEDIATING, modes.WITHDRAWN_BY_VISITOR})
"""Closings that meet the 60 days of 条例第34条; the others end them."""
_UNIT_TOLD = frozenset({names.NOTIFY, names.SIMPLE_ACCEPT})
_RUN_ON = frozenset({names.REPORT, names.REVIEW_OPINION, names.RECHECK_OPINION})
"""What a closing does not end."""
_REVIEWS = frozenset({modes.REVIEW, modes.REVIEWED, modes.RECHECK, modes.RECHECKED})
SEEN, REOPENS = "duties", "reopens"
"""Keys of a step's detail: duties a closing knew of; whether a reception knew that the case was closed."""


class History:
    """One reading of a case, act by act; ``set_aside`` are steps that contradict another and do not count."""

    def __init__(self, facts: CaseFacts, visits: tuple[Visit, ...], rules: Rules) -> None:
        self.facts, self.visits, self.rules = facts, visits, rules
        self.clock = CaseClock(facts, rules)
        self.kind = KINDS_OF_LAW.get(facts.matter.purpose, names.APPEAL)
        self.promised_as = names.ADVICE if is_inquiry(facts.matter.purpose, visits) else self.kind
        self.withdrawn = {row.step_id: row for row in facts.withdrawals}
        self.contradictions: list[Contradiction] = []
        self.set_aside: set[str] = set()
        self._unsettled: Order | None = None
        """Since which act the case is contradicted."""
        self._begin()

    def _begin(self) -> None:
        self.status = names.REGISTERED
        self.book = Book()
        self.holders: dict[str, Holder] = {}
        self.objections: dict[str, Step] = {}
        self.accepted: Step | None = None
        self.accepted_by: str | None = None
        self.closed: Step | None = None
        self.answered: Step | None = None
        """The standing 信访处理意见书 or 直接回复, which 复查 may be asked of."""
        self.review: Step | None = None
        self.reviewed: Step | None = None
        self.recheck: Step | None = None
        self.rechecked: Step | None = None
        self.routed = False
        self.opened_on: date | None = None

    def read(self) -> History:
        """Read everything; where two acts contradict each other, once more without what cannot stand."""
        while not self._read_once():
            self._begin()
        return self

    def _read_once(self) -> bool:
        for event in self._events():
            if isinstance(event, Visit):
                self._visit(event)
            elif isinstance(event, Duty):
                self._duty(event)
            elif isinstance(event, DutyReply):
                self._reply(event)
            elif not self._step(event):
                return False
        return True

    def _events(self) -> list[Event]:
        """In the order of time, author, id; nothing comes before the first visit."""
        steps = [
            step
            for step in self.facts.steps
            if step.id not in self.withdrawn and step.id not in self.set_aside
        ]
        duties = [duty for duty in self.facts.duties if not self._was_withdrawn(duty)]
        events: list[Event] = [*self.visits[1:], *steps, *duties, *self.facts.replies]
        return [*self.visits[:1], *sorted(events, key=_order)]

    def _was_withdrawn(self, duty: Duty) -> bool:
        """A duty goes with the 交办 of its reception to its unit."""
        gave = [
            step
            for step in self.facts.steps
            if step.reception_id == duty.reception_id and step.unit == duty.unit and step.mode in modes.ROUTES
        ]
        return bool(gave) and all(step.id in self.withdrawn for step in gave)

    # ------------------------------------------------------------------ visits

    def _visit(self, visit: Visit) -> None:
        """The first visit, or one after closing, is owed 转送、交办或告知; another starts nothing anew."""
        if self.opened_on is None or self.status in names.CLOSED:
            self._open(visit.arrived_at.date())
            if visit.ledger is None:  # what was done with a visit of an old ledger, only the ledger knows
                self._owe_forwarding(visit.arrived_at.date(), visit.id, visit.procedure)

    def _owe_forwarding(self, day: date, source: str, procedure: str) -> None:
        self.book.owe(*self.clock.registration(day, source, procedure, self.promised_as))

    def _open(self, day: date) -> None:
        book, answered = self.book.carried_over(_RUN_ON), self.answered
        reviews = self.review, self.reviewed, self.recheck, self.rechecked
        self._begin()
        self.book, self.answered = book, answered
        self.review, self.reviewed, self.recheck, self.rechecked = reviews
        self.opened_on = day

    # ------------------------------------------------------------------- steps

    def _step(self, step: Step) -> bool:
        """Take one step into account; False where it contradicts another and reading begins anew."""
        if step.mode == names.OLD_LEDGER:
            self._old_ledger(step)
            return True
        mode, closes = mode_of(step.mode), _closes(step)
        if mode is None or (closes and (self._left_duties(step) or self._is_unsettled(step))):
            return True
        if self._reopened_by(step, mode):
            self._open(step.at.date())
            self._owe_forwarding(step.at.date(), step.id, self._procedure)
        other = self._contradicted(mode, closes)
        if other is not None:
            self._set_aside(other, step)
            return False
        if self.status in names.CLOSED and mode.name == (self.closed.mode if self.closed else ""):
            return True  # the same answer once more: the first stands
        act = _ACTS.get(mode.name)
        if mode.name in _REVIEWS and self.kind != names.APPEAL:
            return True  # 复查 and 复核 are of 申诉求决 alone, also where the purpose was corrected later
        if act is not None:
            act(self, step)
        elif mode.routes:
            self._route(step)
        elif closes:
            return self._close(step, mode)
        return True

    def _is_unsettled(self, step: Step) -> bool:
        """While a case is contradicted nothing closes it (CASE.md 1)."""
        return self._unsettled is not None and _order(step) > self._unsettled

    def _left_duties(self, step: Step) -> bool:
        """A reception that gave duties settled a part; the matter stays open for them."""
        return step.reception_id is not None and any(
            duty.reception_id == step.reception_id for duty in self.facts.duties
        )

    def _reopened_by(self, step: Step, mode: Mode) -> bool:
        """A reception that takes up a closed case says so; an earlier version's always did."""
        if self.status not in names.CLOSED or step.reception_id is None or mode.to is None:
            return False
        return bool(step.detail.get(REOPENS, True))

    def _contradicted(self, mode: Mode, closes: bool) -> Step | None:
        """The standing act that this one cannot stand beside."""
        decides = closes or mode.to is not None or mode.name == modes.RETURNING
        if self.closed is not None and decides:
            again = mode.name == self.closed.mode
            follows = mode.to == names.NO_MORE and self.status == names.DONE
            return None if again or follows else self.closed
        if self.status == names.ACCEPTED and mode.closes and names.ACCEPTED not in mode.start:
            return self.accepted
        return None

    def _set_aside(self, first: Step, second: Step) -> None:
        """Keep open what can be: a closing gives way to what goes on; two closings both do."""
        self._contradict(Contradiction(first.id, second.id, (first.mode, second.mode)), second)
        closing = {step.mode for step in (first, second) if _closes(step)}
        between = [step for step in self.facts.steps if _order(first) <= _order(step) <= _order(second)]
        self.set_aside |= {step.id for step in between if step.mode in closing and _closes(step)}

    def _contradict(self, contradiction: Contradiction, since: Step) -> None:
        self.contradictions.append(contradiction)
        self._unsettled = min(self._unsettled or _order(since), _order(since))

    def _old_ledger(self, step: Step) -> None:
        status = str(step.detail.get("status", names.HANDLING))
        self.status = status if status in names.STATUSES else names.HANDLING
        if step.unit:
            self.holders[step.unit] = Holder(step.unit, MAIN, step.at, step.id)
        if self.status in names.CLOSED:
            self.book.end_all(step.id, _RUN_ON)
        elif self.status != names.REGISTERED:
            self.book.meet(step.at, step.id, *_FORWARDING)

    def _route(self, step: Step) -> None:
        unit = step.unit or ""
        if self.status != names.ACCEPTED:
            self.status = names.HANDLING
        if not unit or unit == self.rules.bureau:
            return
        self.routed = True
        self.book.meet(step.at, step.id, *_FORWARDING)
        self._hold(step, unit)
        if self._owes_notice(unit):
            self.book.owe(*self.clock.unit_notice(step, unit, self._received(step, unit), self.kind))
            self.book.grant(self.clock.objection(step, unit, self._received(step, unit)))
        self.book.owe(*self.clock.assignment(step, unit))

    def _hold(self, step: Step, unit: str) -> None:
        replaced = step.detail.get("replaces")
        if isinstance(replaced, str) and replaced in self.holders:
            del self.holders[replaced]
            self.book.end(step.id, replaced, *_UNIT_TOLD, names.DUTY)
        role = str(step.detail.get("role") or (modes.ASSISTING if self._beside_main(step) else MAIN))
        if role == MAIN:
            self.holders = {
                name: replace(holder, role=modes.ASSISTING) for name, holder in self.holders.items()
            }
        received = self._received(step, unit)
        self.holders[unit] = Holder(unit, role, step.at, step.id, received.at if received else None)

    def _beside_main(self, step: Step) -> bool:
        """Of several units that one reception gives a matter to, the first named has it."""
        main = next((holder for holder in self.holders.values() if holder.role == MAIN), None)
        return step.reception_id is not None and main is not None and main.since == step.at

    def _owes_notice(self, unit: str) -> bool:
        """Once for each unit, and never to a visitor whose name or address is unclear (条例第23条第2款)."""
        if not any(visit.id in self.facts.identified for visit in self.visits):
            return False
        return unit != self.accepted_by and not any(
            one.what == names.NOTIFY and one.who == unit and one.running
            for one in self.book.obligations.values()
        )

    def _received(self, step: Step, unit: str) -> Receipt | None:
        """The first receipt of the unit at or after the step."""
        receipts = [row for row in self.facts.receipts if row.unit == unit and row.at >= step.at]
        return min(receipts, key=_receipt_order, default=None)

    def _accept(self, step: Step) -> None:
        unit = step.unit or self.main_unit or self.rules.bureau
        self.book.meet(step.at, step.id, *_FORWARDING)
        self.book.meet_of(unit, step.at, step.id, *_UNIT_TOLD)
        if self.accepted is not None:
            return
        self.accepted, self.accepted_by, self.status = step, unit, names.ACCEPTED
        if unit not in self.holders:
            role = modes.ASSISTING if any(one.role == MAIN for one in self.holders.values()) else MAIN
            self.holders[unit] = Holder(unit, role, step.at, step.id)
        self.book.owe(*self.clock.acceptance(step, unit, self.kind, self._procedure))

    def _extend(self, step: Step) -> None:
        for id, one in self.book.obligations.items():
            if one.what == names.FINISH and one.running and one.extended_by is None:
                self.book.obligations[id] = self.clock.extension(one, step)

    def _object(self, step: Step) -> None:
        unit = step.unit or self.main_unit or ""
        self.objections[unit] = step
        for id, right in self.book.rights.items():
            if right.what == names.OBJECT and right.who == unit and right.used_at is None:
                self.book.rights[id] = replace(right, used_at=step.at)

    def _decline(self, step: Step) -> None:
        self.objections.pop(step.unit or self.main_unit or "", None)

    def _return(self, step: Step) -> None:
        """What is left of the sender's 15 days runs again, unless another unit still has the matter."""
        unit = step.unit or next(iter(self.objections), None) or self.main_unit or ""
        self.objections.pop(unit, None)
        gone = self.holders.pop(unit, None)
        self.book.meet_of(unit, step.at, step.id, *_UNIT_TOLD)
        self.book.end(step.id, unit, names.DUTY)
        if self.holders or gone is None or self._must_finish():
            return
        self.status, self.accepted, self.accepted_by = names.REGISTERED, None, None
        self.routed = False
        forwarding = [one for one in self.book.obligations.values() if one.what in _FORWARDING]
        for one in forwarding:
            if one.ended_by == gone.step_id:
                self.book.obligations[one.id] = replace(one, met_at=None, ended_by=None)

    def _must_finish(self) -> bool:
        """Whether the 60 days of an acceptance run: they stay with who accepted."""
        owed = self.book.obligations.values()
        return self.status == names.ACCEPTED and any(one.what == names.FINISH and one.running for one in owed)

    def _coordinate(self, _step: Step) -> None:
        if self.status == names.REGISTERED:
            self.status = names.HANDLING

    def _ask_review(self, step: Step) -> None:
        self.review = step
        self.book.use(names.ASK_REVIEW, step)
        self.book.owe(self.clock.opinion(step, names.REVIEW_OPINION))

    def _review_opinion(self, step: Step) -> None:
        self.reviewed = step
        self.book.meet(step.at, step.id, names.REVIEW_OPINION)
        self.book.grant(self.clock.asking(step, names.ASK_RECHECK))

    def _ask_recheck(self, step: Step) -> None:
        self.recheck = step
        self.book.use(names.ASK_RECHECK, step)
        self.book.owe(self.clock.opinion(step, names.RECHECK_OPINION))

    def _recheck_opinion(self, step: Step) -> None:
        self.rechecked = step
        for id, one in self.book.obligations.items():
            if one.what == names.RECHECK_OPINION and one.running:
                self.book.obligations[id] = self.clock.without_hearing(one, step).met(step.at, step.id)

    # ----------------------------------------------------------------- closing

    def _close(self, step: Step, mode: Mode) -> bool:
        unseen = self._unseen_duty(step)
        if unseen is not None:
            self._contradict(Contradiction(unseen, step.id, (names.DUTY, step.mode)), step)
            self.set_aside.add(step.id)
            return False
        if mode.name in _MEET_FINISH:
            self.book.meet(step.at, step.id, names.FINISH)
        self._settle(step, mode.to or names.DONE)
        if self.kind == names.APPEAL and mode.name in (modes.FINISHING, modes.REPLYING):
            self.answered = step
            self.review = self.reviewed = self.recheck = self.rechecked = None
            self.book.grant(self.clock.asking(step, names.ASK_REVIEW))
        return True

    def _unseen_duty(self, step: Step) -> str | None:
        """A duty that was open when a closing did not know of it; an earlier version's closing ended all."""
        seen = step.detail.get(SEEN)
        if not isinstance(seen, list):
            return None
        running = [one.id for one in self.book.obligations.values() if one.what == names.DUTY and one.running]
        return next((id for id in running if id not in seen), None)

    def _settle(self, step: Step, status: str) -> None:
        unit = step.unit or self.accepted_by or self.main_unit
        self.book.meet(step.at, step.id, *_FORWARDING, *_FINISHING)
        if unit:
            self.book.meet_of(unit, step.at, step.id, *_UNIT_TOLD)
        self.status, self.closed = status, step
        self.book.end_all(step.id, _RUN_ON)

    # ------------------------------------------------------------ duties, words

    def _duty(self, duty: Duty) -> None:
        self.book.owe(self.clock.duty(duty))

    def _reply(self, reply: DutyReply) -> None:
        """A final answer meets what was given before it; facts are read in the order of their times."""
        duty = self.book.obligations.get(reply.duty_id)
        if duty is not None and reply.done:
            self.book.obligations[duty.id] = duty.met(reply.at, reply.id)

    @property
    def main_unit(self) -> str | None:
        """The 主办 unit, else any that has the matter."""
        main = [one.unit for one in self.holders.values() if one.role == MAIN]
        return main[0] if main else next(iter(self.holders), None)

    @property
    def _procedure(self) -> str:
        return self.facts.matter.procedure


_ACTS: dict[str, Callable[[History, Step], None]] = {
    modes.ACCEPTING: History._accept,
    modes.EXTENDING: History._extend,
    modes.OBJECTING: History._object,
    modes.DECLINING: History._decline,
    modes.RETURNING: History._return,
    modes.COORDINATING: History._coordinate,
    modes.REVIEW: History._ask_review,
    modes.REVIEWED: History._review_opinion,
    modes.RECHECK: History._ask_recheck,
    modes.RECHECKED: History._recheck_opinion,
}


def _order(event: Event) -> Order:
    by = event.clerk if isinstance(event, Visit) else "" if isinstance(event, Duty) else event.by
    at = event.arrived_at if isinstance(event, Visit) else event.at
    return at, _RANK[type(event)], by, event.id


def _closes(step: Step) -> bool:
    return modes.is_closing(step.mode, step.detail.get("result"))


def _receipt_order(receipt: Receipt) -> tuple[datetime, str]:
    return receipt.at, receipt.id
