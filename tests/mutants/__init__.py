"""Small wrong changes to the rules of a case (CASE.md), each named by the rule that it breaks (make mutants).

One file for each part of the rules; ``ALL`` is what is played. ``near`` names the tests that have to notice.
"""

from __future__ import annotations

from tests.mutants import dates, movings, obligations, papers, reminders, secrecy, signatures, steps
from tests.mutants.mutant import Mutant

ALL: tuple[Mutant, ...] = (
    *obligations.MUTANTS,
    *steps.MUTANTS,
    *signatures.MUTANTS,
    *dates.MUTANTS,
    *reminders.MUTANTS,
    *secrecy.MUTANTS,
    *movings.MUTANTS,
    *papers.MUTANTS,
)
