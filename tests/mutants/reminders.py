"""115: which reminder is owed on which day, to whom, and what follows (CASE.md 7)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

LADDER = "app/domain/dates/ladder.py"
REMINDING = "app/domain/case/reminding.py"

MUTANTS = (
    Mutant("a duty of five days is born with a letter", LADDER, "if day > start)", "if day >= start)"),
    Mutant("a letter is owed on the day itself as if over", LADDER, "if on > due:", "if on >= due:"),
    Mutant("a rest day moves a reminder on, not back", LADDER, "day -= timedelta(days=1)", "day += timedelta(days=1)"),
    Mutant("通报 a day late", LADDER, "if over >= circular_after:", "if over > circular_after:"),
    Mutant("the mildest tier is owed, not the most urgent", LADDER, "return min((tier for tier, day in rungs", "return max((tier for tier, day in rungs"),
    Mutant("the leader's list before the letter", LADDER, "return LEADERS_LIST if letter_sent else LETTER", "return LEADERS_LIST"),
    Mutant("an obligation is over on its own day", LADDER, "    if over <= 0:", "    if over < 0:"),
    Mutant("the centre is reminded of its own", REMINDING, "and owed.who != rules.bureau", ""),
    Mutant("a promise is dunned", REMINDING, "if owed.binds and", "if owed.running and"),
    Mutant("the accused unit is reminded", REMINDING, "and not _is_accused(owed.who, accused, rules)", ""),
    Mutant(
        "who has answered is reminded", "app/domain/case/obligations.py",
        "return self.met_at is None and self.ended_by is None", "return self.ended_by is None or True",
    ),
)  # fmt: skip
