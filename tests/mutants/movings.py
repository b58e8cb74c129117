"""Corrections, joins and splits: what a visit says now and which matter it belongs to (CASE.md 3)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

CORRECTED = "app/domain/case/corrected.py"
MOVE = "app/services/visits/move_visit.py"
MOVING = ("tests/app/services/visits/test_moving.py", "-k", "not void")
COUNTED = ("tests/app/services/visits/test_corrections_counted.py",)

MUTANTS = (
    Mutant("a date that did not move is told", "app/domain/case/moved.py", "(was and now and was.due == now.due)", "False", COUNTED),
    Mutant("moved dates say no matter", "app/domain/case/moved.py", "*days, after.matter.number, shown.counted)", "*days)", MOVING),
    Mutant("a correction of the same moment counts for the old matter", CORRECTED, "move.at <= at)", "move.at < at)"),
    Mutant("the first move is a visit's home", CORRECTED, "last = max(own, key", "last = min(own, key"),
    Mutant("each visit stays the first of its old matter", CORRECTED, "first=place == 0", "first=visit.first", MOVING),
    Mutant("what no visit has is corrected", CORRECTED, "if field not in CORRECTABLE:", "if False:", COUNTED),
    Mutant(
        "a correction of the matter changes a visit that said something else", CORRECTED,
        "and getattr(visit, amendment.field) == amendment.old", "",
    ),
    Mutant("a voided visit stands", CORRECTED, "for visit in visits if visit.id not in gone]", "for visit in visits]"),
    Mutant("集体访 from six", "app/domain/terms.py", "GROUP_FROM = 5", "GROUP_FROM = 6", ("tests/app/domain/entries/test_visit_entry.py",)),
    Mutant("a headcount corrected leaves the kind", CORRECTED, "if amendment.field == \"headcount\":", "if False:"),
    Mutant("a matter is joined to itself", MOVE, "if target.matter.id == source.matter.id:", "if False:", MOVING),
    Mutant("an accusation joins an open matter", MOVE, "if source.guarded and not target.guarded:", "if False:", MOVING),
    Mutant("a closed matter is joined without a question", MOVE, "if target.status in names.CLOSED and CLOSED_MATTER not in wanted.confirm:", "if False:", MOVING),
    Mutant("the only visit is split off", MOVE, "if len(source.visits) < 2:", "if False:", MOVING),
    Mutant("a move of before the visit", MOVE, "        if now < since:", "        if False:", MOVING),
    Mutant("a split after a join makes a matter of its own", MOVE, "    if joined_from is not None:", "    if False:", MOVING),
    Mutant("a split of a guarded case is open", MOVE, "confidential=visit.confidential or guarded,", "confidential=visit.confidential,", MOVING),
)  # fmt: skip
