"""The state of a case while its facts are read, and what each act does to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec.structs import replace

from app.domain.case import modes, names
from app.domain.case.book import Book
from app.domain.case.clock import CaseClock
from app.domain.case.facts import CaseFacts, Rules
from app.domain.case.inquiry import is_inquiry
from app.domain.case.modes import MAIN
from app.domain.case.obligations import Holder, Right
from app.domain.rows.case import Receipt
from app.domain.rows.matters import Rating, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Visit
from app.domain.terms import KINDS_OF_LAW

_FORWARDING = frozenset({names.FORWARD, names.SIMPLE_FORWARD, names.PROMISE_ACCEPT})
"""What routing, accepting or answering meets for the bureau."""
_FINISHING = frozenset({names.PROMISE_FINISH, names.PROMISE_REPLY, names.SIMPLE_ANSWER})
"""What any closing meets; the 60 days of 条例第34条 are met by an opinion alone."""
_UNIT_TOLD = frozenset({names.NOTIFY, names.SIMPLE_ACCEPT})
_RUN_ON = frozenset({names.REPORT, names.REVIEW_OPINION, names.RECHECK_OPINION})
"""What a closing does not end."""


class Course:
    """Status, holders, obligations, rights and the standing acts of a case, act by act."""

    def __init__(self, facts: CaseFacts, visits: tuple[Visit, ...], rules: Rules) -> None:
        self.facts, self.visits, self.rules = facts, visits, rules
        self.clock = CaseClock(facts, rules)
        self.kind = KINDS_OF_LAW.get(facts.matter.purpose, names.APPEAL)
        self.promised_as = names.ADVICE if is_inquiry(facts.matter.purpose, visits) else self.kind
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
        self.rated: dict[str, datetime] = {}
        """When the visitor first rated whom since the case was opened."""
        self._may_rate: set[str] = set()
        """Whom he may rate, or did, since the case was opened."""

    def _owe_forwarding(self, day: date, source: str, procedure: str) -> None:
        self.book.owe(*self.clock.registration(day, source, procedure, self.promised_as))

    def _open(self, day: date) -> None:
        book, answered = self.book.carried_over(_RUN_ON), self.answered
        reviews = self.review, self.reviewed, self.recheck, self.rechecked
        self._begin()
        self.book, self.answered = book, answered
        self.review, self.reviewed, self.recheck, self.rechecked = reviews
        self.opened_on = day

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
        self._let_rate(names.OFFICE, step)
        had_it = unit in self.holders
        self._hold(step, unit)
        owes_notice = self._owes_notice(unit)
        if owes_notice:
            self.book.owe(*self.clock.unit_notice(step, unit, self._received(step, unit), self.kind))
        if owes_notice or self._may_object_without(unit, had_it):
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
        if not self._is_identified:
            return False
        return unit != self.accepted_by and not any(
            owed.what == names.NOTIFY and owed.who == unit and owed.running
            for owed in self.book.obligations.values()
        )

    @property
    def _is_identified(self) -> bool:
        return any(visit.id in self.facts.identified for visit in self.visits)

    def _may_object_without(self, unit: str, had_it: bool) -> bool:
        """A unit that owes an unclear visitor no notice may object all the same (条例第23条第3款).

        Once for each time that it gets the matter: not anew where it has it still, and again where the matter
        had gone to another.
        """
        if self._is_identified or unit == self.accepted_by:
            return False
        rights = self.book.rights.values()
        return not had_it or not any(right.what == names.OBJECT and right.who == unit for right in rights)

    def _received(self, step: Step, unit: str) -> Receipt | None:
        """The first receipt of the unit at or after the step."""
        receipts = [row for row in self.facts.receipts if row.unit == unit and row.at >= step.at]
        return min(receipts, key=_receipt_order, default=None)

    def _accept(self, step: Step) -> None:
        unit = step.unit or self.main_unit or self.rules.bureau
        self.book.meet(step.at, step.id, *_FORWARDING)
        self._let_rate(names.OFFICE, step)
        self.book.meet_of(unit, step.at, step.id, *_UNIT_TOLD)
        if self.accepted is not None:
            return
        self.accepted, self.accepted_by, self.status = step, unit, names.ACCEPTED
        if unit not in self.holders:
            role = modes.ASSISTING if any(holder.role == MAIN for holder in self.holders.values()) else MAIN
            self.holders[unit] = Holder(unit, role, step.at, step.id)
        self.book.owe(*self.clock.acceptance(step, unit, self.kind, self._procedure))

    def _extend(self, step: Step) -> None:
        for id, owed in self.book.obligations.items():
            if owed.what == names.FINISH and owed.running and owed.extended_by is None:
                self.book.obligations[id] = self.clock.extension(owed, step)

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
        forwarding = [owed for owed in self.book.obligations.values() if owed.what in _FORWARDING]
        for owed in forwarding:
            if owed.ended_by == gone.step_id:
                self.book.obligations[owed.id] = replace(owed, met_at=None, ended_by=None)

    def _must_finish(self) -> bool:
        """Whether the 60 days of an acceptance run: they stay with who accepted."""
        owed = self.book.obligations.values()
        return self.status == names.ACCEPTED and any(
            obligation.what == names.FINISH and obligation.running for obligation in owed
        )

    def _coordinate(self, _step: Step) -> None:
        if self.status == names.REGISTERED:
            self.status = names.HANDLING

    def _ask_review(self, step: Step) -> None:
        self.review = step
        self.book.use(names.ASK_REVIEW, step.at)
        self.book.owe(self.clock.opinion(step, names.REVIEW_OPINION))

    def _review_opinion(self, step: Step) -> None:
        self.reviewed = step
        self.book.meet(step.at, step.id, names.REVIEW_OPINION)
        self.book.grant(self.clock.asking(step, names.ASK_RECHECK))

    def _ask_recheck(self, step: Step) -> None:
        self.recheck = step
        self.book.use(names.ASK_RECHECK, step.at)
        self.book.owe(self.clock.opinion(step, names.RECHECK_OPINION))

    def _recheck_opinion(self, step: Step) -> None:
        self.rechecked = step
        for id, owed in self.book.obligations.items():
            if owed.what == names.RECHECK_OPINION and owed.running:
                self.book.obligations[id] = self.clock.without_hearing(owed, step).met(step.at, step.id)

    def _settle(self, step: Step, status: str) -> None:
        unit = step.unit or self.accepted_by or self.main_unit
        self.book.meet(step.at, step.id, *_FORWARDING, *_FINISHING)
        if unit:
            self.book.meet_of(unit, step.at, step.id, *_UNIT_TOLD)
        self.status, self.closed = status, step
        self.book.end_all(step.id, _RUN_ON)
        if status in names.UNRATED:
            self.book.end_rights(step.id, names.RATE)
        elif status == names.DONE:
            self._let_rate(names.OFFICE, step)
            if unit:
                self._let_rate(names.RESPONSIBLE, step)

    def _let_rate(self, whom: str, step: Step) -> None:
        """The visitor may rate what was done, bureau and unit apart, once for each opening (条例第21条).

        The bureau from the act that meets its 转送、交办或告知, the unit from the answer that closes.
        Never an accusation. The law names no last day.
        """
        if whom in self._may_rate or self.kind == names.ACCUSATION_KIND or self.book.may_be_rated(whom):
            return
        self._may_rate.add(whom)
        self.book.grant(
            Right(
                what=names.RATE, who=names.PETITIONER, whom=whom, source=step.id, counted=None,
                used_at=self.rated.get(whom),
            )
        )  # fmt: skip

    def _rating(self, rating: Rating) -> None:
        """The first rating uses the right, also where it came before the act that is rated."""
        self.rated.setdefault(rating.whom, rating.at)
        self.book.use(names.RATE, rating.at, rating.whom)

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
        main = [holder.unit for holder in self.holders.values() if holder.role == MAIN]
        return main[0] if main else next(iter(self.holders), None)

    @property
    def _procedure(self) -> str:
        return self.facts.matter.procedure


ACTS: dict[str, Callable[[Course, Step], None]] = {
    modes.ACCEPTING: Course._accept,
    modes.EXTENDING: Course._extend,
    modes.OBJECTING: Course._object,
    modes.DECLINING: Course._decline,
    modes.RETURNING: Course._return,
    modes.COORDINATING: Course._coordinate,
    modes.REVIEW: Course._ask_review,
    modes.REVIEWED: Course._review_opinion,
    modes.RECHECK: Course._ask_recheck,
    modes.RECHECKED: Course._recheck_opinion,
}
"""What the modes do that neither route nor close, nor leave the case as it is."""


def _receipt_order(receipt: Receipt) -> tuple[datetime, str]:
    return receipt.at, receipt.id
