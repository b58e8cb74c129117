"""Days: rest days, make-up days, what a date is counted by, promises, what an id number says (DOMAIN.md 5)."""

from __future__ import annotations

from tests.mutants.mutant import DOMAIN, Mutant

CALENDAR = "app/domain/dates/calendar.py"
DERIVATION = "app/domain/dates/derivation.py"
PROMISE = "app/domain/case/promise.py"
CLOCK = "app/domain/case/clock.py"
DAYS = (f"{DOMAIN}/dates/test_calendar.py", f"{DOMAIN}/dates/test_derivation.py")
TOLD = (f"{DOMAIN}/case/test_promise.py",)

MUTANTS = (
    Mutant(
        "make-up days that are added later are lost", CALENDAR,
        "self.work - others | new.work", "self.work - others", DAYS,
    ),
    Mutant("a make-up day is a rest day", CALENDAR, "if day in self.work:", "if False:", DAYS),
    Mutant("Saturdays are worked", CALENDAR, "_SATURDAY = 5", "_SATURDAY = 6", DAYS),
    Mutant(
        "the first day is counted", CALENDAR,
        "        day = start\n        while n:", "        day = start - _DAY\n        while n:", DAYS,
    ),
    Mutant(
        "a year is known by three days of 春节", CALENDAR, "(2, 25), 4)", "(2, 25), 3)", DAYS,
    ),
    Mutant(
        "a year is known without 国庆节", CALENDAR, "(5, 2), (10, 1), (10, 2), (10, 3))", "(5, 2))", DAYS,
    ),
    Mutant(
        "a count of days rolls though the setting is off", DERIVATION,
        "rolls = roll and span.n > 0", "rolls = span.n > 0", DAYS,
    ),
    Mutant(
        "a month ends on the day that is not there", DERIVATION,
        "min(start.day, months.monthrange(year, month + 1)[1])", "min(start.day, 28)", DAYS,
    ),
    Mutant(
        "a date over an unknown year is certain", DERIVATION,
        "for day in (start, last, due) if not", "for day in (start,) if not", DAYS,
    ),
    Mutant(
        "working days are counted as days", DERIVATION,
        "return calendar.add_workdays(start, span.n)", "return start + timedelta(days=span.n)", DAYS,
    ),
    Mutant(
        "promises are counted in working days whatever is set", CLOCK,
        "WORKDAYS if self.rules.limits.promise_in_workdays else DAYS", "WORKDAYS",
    ),
    Mutant(
        "a date keeps to no limit of its own time", CLOCK,
        "frozen = next((self._ways[source, what] for source in sources if (source, what) in self._ways), None)",
        "frozen = None",
    ),
    Mutant(
        "a corrected procedure keeps the old promise", CLOCK,
        "if frozen is None or (self._path_changed and what in _FROZEN_PROMISES):", "if frozen is None:",
    ),
    Mutant(
        "of two limits the later one counts", CLOCK,
        "ways.setdefault((row.step_id, row.what), way)", "ways[row.step_id, row.what] = way",
    ),
    Mutant(
        "the earliest duty's date is told", PROMISE,
        "latest = max(dates, key=lambda counted: counted.due, default=None)",
        "latest = min(dates, key=lambda counted: counted.due, default=None)", TOLD,
    ),
    Mutant(
        "a duty's date past the 60 days is told", PROMISE,
        "return latest if finish is None or latest.due <= finish.due else finish.counted", "return latest", TOLD,
    ),
    Mutant(
        "a promise may pass the 60 days", PROMISE,
        "return LawfulDay(finish.due, finish.what, finish.rule)", "return None", TOLD,
    ),
    Mutant(
        "a promise of 建议意见 may take 60 days more", PROMISE,
        "if case.kind == names.APPEAL:\n        day", "if True:\n        day", TOLD,
    ),
    Mutant(
        "a promise on the last lawful day is refused", PROMISE,
        "    if due > last.due:", "    if due >= last.due:", TOLD,
    ),
    Mutant(
        "半天 is read as a day", "app/domain/entries/lines.py",
        "return 1 if unit == \"个月\" else 0", "return 1", (f"{DOMAIN}/entries/test_lines.py",),
    ),
    Mutant(
        "半个月 is read as a day", "app/domain/entries/lines.py",
        "else Span(15, DAYS)", "else Span(1, DAYS)", (f"{DOMAIN}/entries/test_lines.py",),
    ),
    Mutant(
        "the first contact is read instead of the last", "app/domain/entries/lines.py",
        "last = matches[-1]\n    group", "last = matches[0]\n    group", (f"{DOMAIN}/entries/test_lines.py",),
    ),
    Mutant(
        "sex from the wrong digit of 15", "app/domain/identity.py",
        "int(number[14]) % 2", "int(number[13]) % 2", (f"{DOMAIN}/test_identity.py",),
    ),
    Mutant(
        "sex from the wrong digit of 18", "app/domain/identity.py",
        "int(number[16]) % 2", "int(number[15]) % 2", (f"{DOMAIN}/test_identity.py",),
    ),
    Mutant(
        "the shortest unit name wins", "app/domain/text/pinyin.py",
        "if rank == ranked[0][0]", "if True", (f"{DOMAIN}/text/test_pinyin.py",),
    ),
)  # fmt: skip
