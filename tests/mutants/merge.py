"""Merging: who saw what, which of two values shows, what is kept of the other (docs/design.md)."""

from __future__ import annotations

from tests.mutants.mutant import AGREEING, DOMAIN, Mutant

MERGE = "app/domain/merge.py"
JUDGE = "db/hub/judge.py"
RULE = (f"{DOMAIN}/test_merge.py",)
STOPPED = ("tests/db/sync/test_signed.py::test_a_disabled_account_opens_no_desk",)

MUTANTS = (
    Mutant("the lineage counts the first lost operation as held", MERGE, "not following or seq < following[0][1]", "not following or seq <= following[0][1]", RULE),
    Mutant("an operation has seen itself", MERGE, "if seq >= before:", "if seq > before:", RULE),
    Mutant("a start has written what lies before its first sequence", MERGE, "if name == author and first <= seq:", "if name == author:", RULE),
    Mutant("the first operation of a start is not its own", MERGE, "if name == author and first <= seq:", "if name == author and first < seq:", RULE),
    Mutant("another start's operation is held", MERGE, "if name == author and first <= seq:", "if first <= seq:", RULE),
    Mutant("a one-way status move loses to an older clock", MERGE, "    if forward != backward:\n        return forward\n", "", RULE),
    Mutant("a forbidden move that was seen shows", MERGE, "    if seen:\n        return forward\n", "    if seen:\n        return True\n", RULE),
    Mutant("a forbidden concurrent move shows if it is later", MERGE, "return forward and later", "return later", RULE),
    Mutant("a concurrent status shows though an earlier clock", MERGE, "return forward and later", "return forward", RULE),
    Mutant("of two unseen values the earlier shows", MERGE, "(mine.hlc, mine.author, mine.seq) > (before.hlc, before.author, before.seq)", "(mine.hlc, mine.author, mine.seq) < (before.hlc, before.author, before.seq)", RULE),
    Mutant("of two values of one clock the later to arrive shows", MERGE, "(mine.hlc, mine.author, mine.seq) > (before.hlc, before.author, before.seq)", "mine.hlc >= before.hlc", RULE),
    Mutant("an unseen value always shows", MERGE, "return seen or later", "return True", RULE),
    Mutant("a loser is not kept", MERGE, "            if not seen:\n                lost.append(Lost(field, value, current, mine, before, CONCURRENT))\n", "", RULE),
    Mutant("what was seen is kept as lost too", MERGE, "            if not seen:\n", "            if True:\n", RULE),
    Mutant("a refused value is not kept", MERGE, "            lost.append(Lost(field, current, value, before, mine, reason))\n", "", RULE),
    Mutant("a refused field is not told", MERGE, "            refused.add(field)\n", "", RULE),
    Mutant("a forbidden move is called concurrent", MERGE, "BAD_MOVE if seen else CONCURRENT", "CONCURRENT", RULE),
    Mutant("the same value twice is a conflict", MERGE, "if current == value and field in held.values:", "if False:", RULE),
    Mutant("what the file itself replaced comes back", MERGE, "if change.seq <= before.seq and change.lineage.holds(before.author, before.seq):", "if False:", RULE),
    Mutant("a field that was never set clashes", MERGE, "return field not in self.stamps and self.values.get(field) is None", "return False", RULE),
    Mutant("what somebody emptied was never set", MERGE, "return field not in self.stamps and self.values.get(field) is None", "return self.values.get(field) is None", RULE),
    Mutant("a clock far ahead is believed", MERGE, "return max(after, min(ms, now + AHEAD_MS))", "return max(after, ms)", RULE),
    Mutant("a change's clock is before what it saw", MERGE, "return max(after, min(ms, now + AHEAD_MS))", "return min(ms, now + AHEAD_MS)", RULE),
    Mutant("what was seen at the same revision is not seen", MERGE, "stamp.rev <= self.base", "stamp.rev < self.base", RULE),
    Mutant("a restart has not seen what the start before wrote", MERGE, "return stamp.rev <= self.base or self.lineage.wrote(stamp.author, stamp.seq, self.seq)", "return stamp.rev <= self.base", RULE),
    Mutant("a status moves as it likes at the hub", "db/exchange/scope.py", "return old == new or new == \"已结束\"", "return True", AGREEING),
    Mutant("an action of which one is set aside stands in part", JUDGE, "        staged = {}\n        stood = []\n        bench.aside", "        bench.aside", AGREEING),
    Mutant("an operation set aside is not kept", JUDGE, "        bench.aside += [(operation, why) for operation in action]\n", "", AGREEING),
    Mutant("a repeated message does not say again what was set aside", JUDGE, "        + set_aside_before(bench, author, last),\n", "        + [],\n", AGREEING),
    Mutant("an action set aside leaves its rows as the author has them", JUDGE, "a page may end between them\n            row.same = False\n", "a page may end between them\n            row.same = True\n", AGREEING),
    Mutant("an unknown row is changed", JUDGE, "            raise SetAside(\"sync_unknown_row\", table=operation.table)\n", "            return\n", AGREEING),
    Mutant("a row that is here already is overwritten by its maker", JUDGE, "    if differing and not shown:\n        raise SetAside(\"sync_exists\", table=operation.table)\n", "    row.values.update(differing)\n", AGREEING),
    Mutant("the author's copy equals a row that clashed", JUDGE, "row.same = current and not verdict.refused and not verdict.lost", "row.same = current", AGREEING),
    Mutant("the author's copy equals a row that it had not read", JUDGE, "row.same = current and not verdict.refused and not verdict.lost", "row.same = not verdict.refused and not verdict.lost", AGREEING),
    Mutant("a change that the new row brought along clashes", JUDGE, "values = {} if _contained(bench, row, operation) else operation.values", "values = operation.values", AGREEING),
    Mutant("what was judged is judged again", "db/hub/closing.py", "    work.run(\"UPDATE authors SET last = ? WHERE id = ?\", (last, author))\n", "", AGREEING),
    Mutant("a conflict is made anew each time it is told", "db/hub/clashing.py", "/{loser.author}/{loser.seq}\"", "/{bench.top}\"", AGREEING),
    Mutant("a stopped account opens what it could", JUDGE, "if table == Staff.TABLE and row.values.get(\"disabled\"):", "if False:", STOPPED),
)  # fmt: skip
