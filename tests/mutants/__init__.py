"""Small wrong changes to the program, each named by the rule that it breaks (make mutants).

One file for each part of the rules; ``ALL`` is what is played. ``near`` names the tests that have to notice.
"""

from __future__ import annotations

from tests.mutants import (
    dates,
    forms,
    layout,
    merge,
    movings,
    obligations,
    papers,
    reminders,
    secrecy,
    signatures,
    steps,
    sync,
)
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
    *merge.MUTANTS,
    *sync.MUTANTS,
    *layout.MUTANTS,
    *forms.MUTANTS,
)
