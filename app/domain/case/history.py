"""Reads the facts of a case in their order, finds acts that contradict each other, and sets them aside."""

from __future__ import annotations

from datetime import datetime

from app.domain.case import modes, names
from app.domain.case.course import ACTS, Course
from app.domain.case.facts import CaseFacts, Rules
from app.domain.case.modes import Mode, mode_of
from app.domain.case.obligations import Contradiction
from app.domain.rows.matters import Rating, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Visit

Event = Visit | Step | Duty | DutyReply | Rating
Order = tuple[datetime, int, str, str]
"""Time, kind, author and id: the order in which facts are read."""
_RANK: dict[type, int] = {Visit: 0, Step: 1, Duty: 2, DutyReply: 3, Rating: 4}
_MEET_FINISH = frozenset({modes.FINISHING, modes.MEDIATING, modes.WITHDRAWN_BY_VISITOR})
"""Closings that meet the 60 days of 条例第34条; the others end them."""
_REVIEWS = frozenset({modes.REVIEW, modes.REVIEWED, modes.RECHECK, modes.RECHECKED})
SEEN, REOPENS = "duties", "reopens"
"""Keys of a step's detail: duties a closing knew of; whether a reception knew that the case was closed."""


class History(Course):
    """One reading of a case, act by act; ``set_aside`` are steps that contradict another and do not count."""

    def __init__(self, facts: CaseFacts, visits: tuple[Visit, ...], rules: Rules) -> None:
        super().__init__(facts, visits, rules)
        self.withdrawn = {row.step_id: row for row in facts.withdrawals}
        self.contradictions: list[Contradiction] = []
        self.set_aside: set[str] = set()
        self._unsettled: Order | None = None
        """Since which act the case is contradicted."""

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
            elif isinstance(event, Rating):
                self._rating(event)
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
        events: list[Event] = [*self.visits[1:], *steps, *duties, *self.facts.replies, *self.facts.ratings]
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
        act = ACTS.get(mode.name)
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
        running = [
            owed.id for owed in self.book.obligations.values() if owed.what == names.DUTY and owed.running
        ]
        return next((id for id in running if id not in seen), None)


def _order(event: Event) -> Order:
    by = event.clerk if isinstance(event, Visit) else "" if isinstance(event, Duty) else event.by
    at = event.arrived_at if isinstance(event, Visit) else event.at
    return at, _RANK[type(event)], by, event.id


def _closes(step: Step) -> bool:
    return modes.is_closing(step.mode, step.detail.get("result"))
