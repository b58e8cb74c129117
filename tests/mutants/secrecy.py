"""Secrecy of 检举控告: what is guarded, who reads it, whom it is kept from (CASE.md 4)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

SECRECY = "app/domain/case/secrecy.py"
ACCUSED = "app/domain/case/accused.py"
SUPERIORS = "app/domain/case/superiors.py"
DOOR = "app/services/case/case_door.py"
DOORS = (
    "tests/app/services/secrecy/test_interest.py",
    "tests/app/services/handling/test_advance_matter.py",
    "-k",
    "interest or guarded or accusation",
)
LEDGER = ("tests/app/services/supervision/test_ledger_tiles.py", "-k", "guarded_case_keeps")

MUTANTS = (
    Mutant("an accusation that nobody ticked is open", SECRECY, "purpose == ACCUSATION or confidential", "confidential"),
    Mutant("what is confidential alone is open", SECRECY, "purpose == ACCUSATION or confidential", "purpose == ACCUSATION"),
    Mutant(
        "the matter alone says whether it is guarded", SECRECY,
        "return is_guarded(matter.purpose, matter.confidential) or any(",
        "return is_guarded(matter.purpose, matter.confidential) or False and any(",
    ),
    Mutant(
        "the clerk of every visit reads it", SECRECY,
        "return frozenset(named | ({first.clerk} if first else set()))",
        "return frozenset(named | {visit.clerk for visit in visits})",
    ),
    Mutant("who owns it reads it", SECRECY, "if row.part == READER}", "}"),
    Mutant("nobody who is named reads it", SECRECY, "named | ({first.clerk}", "({first.clerk}"),
    Mutant("a leader does not read it", SECRECY, "not guarded or LEADER in roles or", "not guarded or"),
    Mutant("anybody reads it", SECRECY, "not guarded or LEADER in roles or login in allowed", "True"),
    Mutant("a visit that was joined decides who began the case", SECRECY, "visit.matter_id == facts.matter.id", "True"),
    Mutant("who has an interest owns the case", SECRECY, "return login if login not in interested(standing) else None", "return login"),
    Mutant("the first clerk owns it though it was routed", SECRECY, "if first and not routed else None", "if first else None"),
    Mutant("the units of an accusation are not accused", SECRECY, "(visit.units if visit.purpose == ACCUSATION else ())", "()"),
    Mutant("the units of an ordinary visit are accused", SECRECY, "(visit.units if visit.purpose == ACCUSATION else ())", "visit.units"),
    Mutant("a unit under the accused one gets it", ACCUSED, "unit.startswith(name)", "unit == name"),
    Mutant("the accused unit gets it by its initials", ACCUSED, "matching = exact or [unit.name for unit in match_units(units, typed)]", "matching = exact"),
    Mutant("the accused unit is known by the name typed alone", ACCUSED, "named = {full_name(name, units) for name in accused}", "named = set(accused)"),
    Mutant("only the unit right under the accused one is kept away", ACCUSED, "    while (above :=", "    if (above :="),
    Mutant("the bureau of a county is under it", SUPERIORS, "if unit.kind == BUREAU:", "if False:"),
    Mutant("a county is under none", SUPERIORS, "inner.startswith(outer)", "inner == outer"),
    Mutant(
        "a step is taken by the accused unit", "app/domain/case/step_check.py",
        "if accused_one(name, case.accused, case.rules.units, above):", "if False:",
    ),
    Mutant(
        "an act on a guarded case is for everybody", DOOR,
        "    if not may_read_case(desk, case):\n        raise NotAllowed", "    if False:\n        raise NotAllowed", DOORS,
    ),
    Mutant(
        "who has an interest acts", DOOR,
        "if desk.staff.login in interested(case.visits):", "if False:", DOORS,
    ),
    Mutant(
        "a filter of the ledger finds a guarded case", "db/counting/ledger.py",
        "if reader is not None and not only.asks_nothing:", "if False:", LEDGER,
    ),
    Mutant(
        "a guarded case stands by its unit", "db/counting/ledger.py",
        'if self.sorted_by == "unit" and self.reader is not None:', "if False:", LEDGER,
    ),
)  # fmt: skip
