"""Obligations: what starts, meets and ends each (CASE.md 2), and what two desks contradict (CASE.md 1)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

HISTORY = "app/domain/case/history.py"
COURSE = "app/domain/case/course.py"
CLOCK = "app/domain/case/clock.py"
BOOK = "app/domain/case/book.py"
OWED = "app/domain/case/obligations.py"
FILE = "app/domain/case/casefile.py"
READING = "app/domain/case/reading.py"

MUTANTS = (
    Mutant(
        "a return visit to an open matter starts a second 转送", HISTORY,
        "if self.opened_on is None or self.status in names.CLOSED:", "if True:",
    ),
    Mutant(
        "a visit after closing starts nothing", HISTORY,
        "if self.opened_on is None or self.status in names.CLOSED:", "if self.opened_on is None:",
    ),
    Mutant(
        "routing does not meet 转送", COURSE,
        "        self.routed = True\n        self.book.meet(step.at, step.id, *_FORWARDING)\n",
        "        self.routed = True\n",
    ),
    Mutant(
        "accepting does not meet 转送", COURSE,
        "        unit = step.unit or self.main_unit or self.rules.bureau\n"
        "        self.book.meet(step.at, step.id, *_FORWARDING)\n",
        "        unit = step.unit or self.main_unit or self.rules.bureau\n",
    ),
    Mutant(
        "routing to the bureau itself meets 转送", COURSE,
        "if not unit or unit == self.rules.bureau:", "if not unit:",
    ),
    Mutant(
        "a further routing takes the 60 days away", COURSE,
        "        self._hold(step, unit)\n        owes_notice = self._owes_notice(unit)",
        "        self._hold(step, unit)\n        self.book.end(step.id, self.accepted_by or unit, names.FINISH)\n"
        "        owes_notice = self._owes_notice(unit)",
    ),
    Mutant(
        "a further routing makes an accepted matter 办理中", COURSE,
        "        if self.status != names.ACCEPTED:\n            self.status = names.HANDLING",
        "        self.status = names.HANDLING",
    ),
    Mutant(
        "书面告知 is owed to a visitor whose name is unclear", COURSE,
        "if not self._is_identified:", "if False:",
    ),
    Mutant(
        "a unit that was declined may object again to the matter of an unclear visitor", COURSE,
        "return not had_it or not any(", "return True or not any(",
    ),
    Mutant(
        "a unit that gets the matter of an unclear visitor back may not object", COURSE,
        "return not had_it or not any(", "return not any(",
    ),
    Mutant(
        "a unit that has accepted owes 书面告知 again", COURSE,
        "return unit != self.accepted_by and not any(", "return not any(",
    ),
    Mutant(
        "书面告知 runs from the routing though its receipt is known", CLOCK,
        "    if receipt is not None:\n        return receipt.at.date(), True\n", "",
    ),
    Mutant(
        "the last receipt of a unit counts, not the first", COURSE,
        "return min(receipts, key=_receipt_order, default=None)",
        "return max(receipts, key=_receipt_order, default=None)",
    ),
    Mutant(
        "a receipt of before the routing counts", COURSE,
        "if row.unit == unit and row.at >= step.at]", "if row.unit == unit]",
    ),
    Mutant(
        "the answer of one unit meets 书面告知 of all", COURSE,
        "        self.book.meet_of(unit, step.at, step.id, *_UNIT_TOLD)\n        if self.accepted is not None:",
        "        self.book.meet(step.at, step.id, *_UNIT_TOLD)\n        if self.accepted is not None:",
    ),
    Mutant(
        "a second acceptance starts the 60 days anew", COURSE,
        "        if self.accepted is not None:\n            return\n", "",
    ),
    Mutant(
        "ways 1 to 5 start the 60 days", CLOCK,
        "kind != names.APPEAL or way != PETITION_WAY", "kind != names.APPEAL",
    ),
    Mutant(
        "建议意见 and 检举控告 have 60 days", CLOCK,
        "kind != names.APPEAL or way != PETITION_WAY", "way != PETITION_WAY",
    ),
    Mutant(
        "the setting 办结期限 is ignored", CLOCK,
        "Span(limits.finish, DAYS), \"受理\"", "Span(60, DAYS), \"受理\"",
    ),
    Mutant(
        "the 60 days are owed by the bureau", CLOCK,
        "step.id, names.FINISH, unit, names.STATUTORY", "step.id, names.FINISH, self.rules.bureau, names.STATUTORY",
    ),
    Mutant(
        "an extension counts from the acceptance", CLOCK,
        "names.FINISH, finish.due, span", "names.FINISH, finish.start, span",
    ),
    Mutant(
        "a second extension moves the date again", COURSE,
        "if owed.what == names.FINISH and owed.running and owed.extended_by is None:",
        "if owed.what == names.FINISH and owed.running:",
    ),
    Mutant("any reply meets a duty", COURSE, "if duty is not None and reply.done:", "if duty is not None:"),
    Mutant(
        "a reply of before the duty meets it", HISTORY,
        "return at, _RANK[type(event)], by, event.id",
        "return at.replace(year=1) if isinstance(event, Duty) else at, _RANK[type(event)], by, event.id",
    ),
    Mutant(
        "an answered duty is met by nobody knows when", COURSE,
        "duty.met(reply.at, reply.id)", "duty.ended(reply.id)",
    ),
    Mutant(
        "a withdrawn 交办 leaves its duty", HISTORY,
        "return bool(gave) and all(step.id in self.withdrawn for step in gave)", "return False",
    ),
    Mutant(
        "办结报告 is owed though none was asked for", CLOCK,
        "if step.detail.get(\"report\"):", "if True:",
    ),
    Mutant(
        "办结 ends the 办结报告", COURSE,
        "_RUN_ON = frozenset({names.REPORT, names.REVIEW_OPINION, names.RECHECK_OPINION})",
        "_RUN_ON = frozenset({names.REVIEW_OPINION, names.RECHECK_OPINION})",
    ),
    Mutant(
        "直接回复 meets the 60 days", HISTORY, "if mode.name in _MEET_FINISH:", "if True:",
    ),
    Mutant(
        "a 调解 that is not carried out closes", "app/domain/case/modes.py",
        "(name == MEDIATING and result == CARRIED_OUT)", "(name == MEDIATING and bool(result))",
    ),
    Mutant(
        "a carried out agreement ends the 60 days and does not meet them", HISTORY,
        "modes.FINISHING, modes.MEDIATING, modes.WITHDRAWN_BY_VISITOR", "modes.FINISHING, modes.WITHDRAWN_BY_VISITOR",
    ),
    Mutant(
        "复查意见 and 复核意见 have 60 days", CLOCK,
        "Span(self.rules.limits.opinion, DAYS)", "Span(60, DAYS)",
    ),
    Mutant(
        "hearing days of 复核 count", CLOCK,
        "self.rules.limits.opinion + int(days)", "self.rules.limits.opinion",
    ),
    Mutant(
        "the 30 days to ask run from the last delivery", CLOCK,
        "return min(times, default=None)", "return max(times, default=None)",
    ),
    Mutant(
        "the 30 days to ask run from the answer, delivered or not", CLOCK,
        "delivered = self._received(standing)", "delivered = self._received(standing) or step.at",
    ),
    Mutant(
        "建议意见 and 检举控告 have 复查", HISTORY,
        "self.kind == names.APPEAL and mode.name in", "mode.name in",
    ),
    Mutant(
        "a promise binds the matter", OWED,
        "self.running and self.kind in BINDING", "self.running",
    ),
    Mutant(
        "the latest date binds the matter", FILE,
        "return min((owed.due for owed in obligations if owed.binds), default=None)",
        "return max((owed.due for owed in obligations if owed.binds), default=None)",
    ),
    Mutant(
        "what has ended is met", OWED,
        "return replace(self, met_at=at, ended_by=by) if self.running else self",
        "return replace(self, met_at=at, ended_by=by)",
    ),
    Mutant(
        "建议意见 has no promise of its 100 rule", CLOCK, "if kind == names.ADVICE:", "if False:",
    ),
    Mutant(
        "承诺受理 of the ordinary procedure for the simple one", CLOCK,
        "limits.accept_promise[procedure], limits.finish_promise[procedure]",
        "limits.accept_promise[\"普通\"], limits.finish_promise[procedure]",
    ),
    Mutant(
        "a visit that an old ledger brought owes 转送", HISTORY, "if visit.ledger is None:", "if True:",
    ),
    Mutant(
        "two answers at once: the later one stands", HISTORY,
        "        if other is not None:\n            self._set_aside(other, step)\n            return False\n", "",
    ),
    Mutant(
        "of acceptance and refusal the acceptance gives way", HISTORY,
        "{step.id for step in between if step.mode in closing and _closes(step)}", "{first.id}",
    ),
    Mutant(
        "a contradicted case is closed by the next act", HISTORY,
        "or self._is_unsettled(step)", "",
    ),
    Mutant(
        "the same answer twice contradicts itself", HISTORY,
        "return None if again or follows else self.closed", "return None if follows else self.closed",
    ),
    Mutant(
        "不再受理 after 办结 contradicts it", HISTORY,
        "return None if again or follows else self.closed", "return None if again else self.closed",
    ),
    Mutant(
        "a closing that did not know of a duty stands", HISTORY,
        "        if not isinstance(seen, list):\n            return None\n",
        "        if seen is not None:\n            return None\n",
    ),
    Mutant(
        "a contradiction of a withdrawn step stands", HISTORY, "if step.id not in self.withdrawn and", "if",
    ),
    Mutant(
        "督办 before routing counts as handling", COURSE,
        "    modes.COORDINATING: Course._coordinate,\n",
        "    modes.COORDINATING: Course._coordinate,\n    modes.SUPERVISING: Course._coordinate,\n",
    ),
    Mutant(
        "继续协调 drops 已受理", COURSE,
        "if self.status == names.REGISTERED:\n            self.status = names.HANDLING",
        "self.status = names.HANDLING",
    ),
    Mutant("a case without visits stays open", READING, "or not visits:", "and not visits:"),
)  # fmt: skip
