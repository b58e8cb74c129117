"""Steps: the table of modes, what stands against each, objection, closing, reviews (CASE.md 3)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

MODES = "app/domain/case/modes.py"
MOVES = "app/domain/case/moves.py"
MOMENTS = "app/domain/case/moments.py"
CHECK = "app/domain/case/step_check.py"
HISTORY = "app/domain/case/history.py"
COURSE = "app/domain/case/course.py"
RATING = ("tests/app/domain/case/test_rating.py",)

MUTANTS = (
    Mutant(
        "不予受理 needs no leader", MODES,
        "takes=(\"unit\",),\n        second=ALWAYS, answers_unit=True, paper=papers.REFUSAL",
        "takes=(\"unit\",),\n        second=NEVER, answers_unit=True, paper=papers.REFUSAL",
    ),
    Mutant(
        "不再受理 is offered for 建议意见", MODES,
        "kinds=frozenset({APPEAL}), takes=(\"unit\",), second=ALWAYS", "takes=(\"unit\",), second=ALWAYS",
    ),
    Mutant(
        "办结 may come before the acceptance", MODES,
        "name=\"办结\", article=\"信访工作条例第31条第6项、第32条\", start=frozenset({ACCEPTED})",
        "name=\"办结\", article=\"信访工作条例第31条第6项、第32条\", start=OPEN",
    ),
    Mutant(
        "办结 of 建议意见", MODES,
        "to=DONE,\n        kinds=frozenset({APPEAL}), needs=(\"found\"", "to=DONE,\n        needs=(\"found\"",
    ),
    Mutant(
        "采纳 of an 申诉求决", MODES,
        "name=\"采纳\", article=\"信访工作条例第29条\", start=OPEN, to=DONE, kinds=frozenset({ADVICE}),",
        "name=\"采纳\", article=\"信访工作条例第29条\", start=OPEN, to=DONE,",
    ),
    Mutant(
        "延期 of what was never accepted", MODES,
        "name=\"延期\", article=\"信访工作条例第34条\", start=frozenset({ACCEPTED})",
        "name=\"延期\", article=\"信访工作条例第34条\", start=OPEN",
    ),
    Mutant(
        "转送 after the acceptance", MODES,
        "name=\"转送\", article=\"信访工作条例第22条\", start=_BEFORE",
        "name=\"转送\", article=\"信访工作条例第22条\", start=OPEN",
    ),
    Mutant(
        "an opinion without its law is taken", MODES,
        "needs=(\"found\", \"opinion\", \"law\", \"outcome\", \"checks\")",
        "needs=(\"found\", \"opinion\", \"outcome\", \"checks\")",
    ),
    Mutant(
        "引导 asks for no body", MODES,
        "\"信访工作条例第22条第2款\", (\"body\",)", "\"信访工作条例第22条第2款\", ()",
    ),
    Mutant(
        "the way that starts the 60 days is the fifth", MODES, "PETITION_WAY = 6", "PETITION_WAY = 5",
    ),
    Mutant(
        "closing over an open duty", MOVES, "    if case.open_duties:", "    if False:",
    ),
    Mutant(
        "closing a contradicted case", MOVES,
        "    if case.contradicted:\n        yield Why(\"settle_contradiction\"",
        "    if False:\n        yield Why(\"settle_contradiction\"",
    ),
    Mutant(
        "an answer on the spot while the 60 days run", MOVES,
        "if mode.name in modes.ON_THE_SPOT and finish is not None:", "if False:",
    ),
    Mutant(
        "an agreement that was carried out closes over an open duty", CHECK,
        "    for why in against_closing(mode, case):", "    for why in ():",
    ),
    Mutant(
        "延期 a second time", MOVES, "elif finish.extended_by is not None:", "elif False:",
    ),
    Mutant(
        "延期 after the date", MOVES, "elif at.date() > finish.due:", "elif False:",
    ),
    Mutant(
        "延期 not on the last day", MOVES, "elif at.date() > finish.due:", "elif at.date() >= finish.due:",
    ),
    Mutant(
        "异议 by who does not hold the matter", MOVES,
        "if right is None or not any(holder.unit == unit for holder in case.holders):",
        "if right is None:",
    ),
    Mutant(
        "异议 a second time", MOVES,
        "if right.used_at is not None:\n        return Why(\"objected_already\"",
        "if False:\n        return Why(\"objected_already\"",
    ),
    Mutant(
        "异议 after its five working days", MOVES,
        "not counted.provisional and at.date() > counted.due:\n        return Why(\"objection_too_late\"",
        "False:\n        return Why(\"objection_too_late\"",
    ),
    Mutant(
        "异议 not on its fifth working day", MOVES,
        "not counted.provisional and at.date() > counted.due:\n        return Why(\"objection_too_late\"",
        "not counted.provisional and at.date() >= counted.due:\n        return Why(\"objection_too_late\"",
    ),
    Mutant(
        "退回 without an objection", MOVES, "if not case.stages.objections:", "if False:",
    ),
    Mutant(
        "复查 of nothing", MOVES,
        "    if answer is None:\n        yield Why(\"nothing_to_review\"", "    if False:\n        yield Why(\"nothing_to_review\"",
    ),
    Mutant(
        "复查 a second time", MOVES, "    elif asked is not None:", "    elif False:",
    ),
    Mutant(
        "复查 and 复核 after their 30 days", MOVES,
        "if right is not None and right.until is not None and at.date() > right.until:\n        yield",
        "if False:\n        yield",
    ),
    Mutant(
        "复查 and 复核 not on their 30th day", MOVES,
        "if right is not None and right.until is not None and at.date() > right.until:\n        yield",
        "if right is not None and right.until is not None and at.date() >= right.until:\n        yield",
    ),
    Mutant(
        "复核 before the 复查意见", MOVES, "    if getattr(case.stages, before) is None:", "    if False:",
    ),
    Mutant(
        "不再受理 for 复查 unused though the setting is off", MOVES,
        "not (case.rules.review_unused and _ran_out(case, at))", "not _ran_out(case, at)",
    ),
    Mutant(
        "不再受理 for 复查 unused within the 30 days", MOVES,
        "not (case.rules.review_unused and _ran_out(case, at))", "not case.rules.review_unused",
    ),
    Mutant(
        "不再受理 without a 复核意见 anywhere", CHECK,
        "if entry.ground == REVIEWED_GROUND and entry.review is None and case.stages.rechecked is None:",
        "if False:",
    ),
    Mutant(
        "a step before the registration", MOMENTS, "    if at < opened:", "    if False:",
    ),
    Mutant(
        "a step before what it answers", MOMENTS, "    if answered:\n", "    if False:\n",
    ),
    Mutant(
        "another unit's 延期 without its head", CHECK,
        "if entry.unit_head is None and not problems.has(\"unit_head\"):", "if False:",
    ),
    Mutant(
        "延期 of 31 days", CHECK, "not 1 <= entry.days <= most", "not 1 <= entry.days <= most + 1",
    ),
    Mutant(
        "引导 by the sixth way", MODES, "if name == ACCEPTING or way != PETITION_WAY)", "if True)",
    ),
    Mutant(
        "五个不放过 without evidence", CHECK,
        "if entry.unsettled and not problems.has(\"checks\"):", "if False:",
    ),
    Mutant(
        "办结 without the three notices", CHECK, "    if not notices_given(case):", "    if False:",
    ),
    Mutant(
        "two of the three notices are enough", MOVES,
        "notice.opinion and notice.due and notice.contact", "notice.opinion and notice.due",
    ),
    Mutant(
        "a term of before today", CHECK, "term < at.date()", "False",
    ),
    Mutant(
        "a receipt after the step's own time", CHECK, "late = value > at", "late = False",
    ),
    Mutant(
        "a unit that is no holder is replaced", CHECK,
        "if entry.replaces and entry.replaces not in [holder.unit for holder in case.holders]:", "if False:",
    ),
    Mutant(
        "a closing does not say which duties it knew", CHECK,
        "    if modes.is_closing(mode.name, entry.result):\n        detail[SEEN]", "    if False:\n        detail[SEEN]",
    ),
    Mutant(
        "an agreed objection leaves the unit a holder", COURSE,
        "gone = self.holders.pop(unit, None)", "gone = self.holders.get(unit)",
    ),
    Mutant(
        "an agreed objection starts 15 new days", COURSE,
        "            if owed.ended_by == gone.step_id:\n                self.book.obligations[owed.id] = replace(owed, met_at=None, ended_by=None)",
        "            pass\n        self.book.owe(*self.clock.registration(step.at.date(), step.id, self._procedure, self.kind))",
    ),
    Mutant(
        "a declined objection stays open", COURSE,
        "self.objections.pop(step.unit or self.main_unit or \"\", None)", "pass",
    ),
    Mutant(
        "an objection leaves its right unused", COURSE,
        "right.who == unit and right.used_at is None:", "right.who == \"\":",
    ),
    Mutant(
        "退回 gives back what an acceptance must finish", COURSE,
        "if self.holders or gone is None or self._must_finish():", "if self.holders or gone is None:",
    ),
    Mutant(
        "of two units the later one leads though it only assists", COURSE,
        "        if role == MAIN:\n            self.holders = {", "        if True:\n            self.holders = {",
    ),
    Mutant(
        "a replaced holder keeps the matter", COURSE, "            del self.holders[replaced]\n", "",
    ),
    Mutant(
        "a replaced holder still owes 书面告知", COURSE,
        "            self.book.end(step.id, replaced, *_UNIT_TOLD, names.DUTY)\n", "",
    ),
    Mutant(
        "the 复核 body's opinion is owed by the bureau", "app/domain/case/clock.py",
        "body = str(step.detail.get(\"body\") or self.rules.bureau)", "body = self.rules.bureau",
    ),
    Mutant(
        "复查意见 gives no right of 复核", COURSE,
        "        self.book.grant(self.clock.asking(step, names.ASK_RECHECK))\n", "",
    ),
    Mutant(
        "asking for 复查 leaves its right unused", COURSE,
        "        self.book.use(names.ASK_REVIEW, step.at)\n", "",
    ),
    Mutant(
        "an outcome that nobody rates leaves the right of 评价", COURSE,
        "            self.book.end_rights(step.id, names.RATE)\n", "            pass\n", RATING,
    ),
    Mutant(
        "a rating before the act leaves its right unused", COURSE, "self.rated.get(whom)", "None", RATING,
    ),
    Mutant(
        "an accusation is rated", COURSE, "self.kind == names.ACCUSATION_KIND or ", "", RATING,
    ),
)  # fmt: skip
