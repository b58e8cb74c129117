"""Compares a case before and after a correction: dates that moved, units that are accused, secrecy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation, Right
from app.domain.dates.derivation import Derivation


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that is counted anew, begins or is no longer owed."""

    what: str
    who: str
    kind: str
    """法定, 限期, 承诺, 安排 or 权利."""
    old: date | None
    """None for one that begins."""
    new: date | None
    """None for one that is no longer owed."""
    matter: str = ""
    """Number of the matter whose date it is."""
    counted: Derivation | None = None
    """How the new date is counted, of one that is no longer owed the old."""

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter,
            "what": self.what,
            "who": self.who,
            "kind": self.kind,
            "old": self.old.isoformat() if self.old else None,
            "new": self.new.isoformat() if self.new else None,
        }


RIGHT = "权利"


def moved_dates(before: CaseFile, after: CaseFile) -> tuple[Moved, ...]:
    """What runs before or after and is not due on the same day, in the order of the case."""
    old, new = _dates(before), _dates(after)
    changes = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        shown = now or was
        if shown is None or (was and now and was.due == now.due):
            continue
        days = was.due if was else None, now.due if now else None
        changes.append(Moved(shown.what, shown.who, shown.kind, *days, after.matter.number, shown.counted))
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class _Date:
    what: str
    who: str
    kind: str
    counted: Derivation

    @property
    def due(self) -> date:
        return self.counted.due


def _dates(case: CaseFile) -> dict[tuple[str, str, str], _Date]:
    """What runs, by source, kind of date and who; ids that follow from facts stay the same."""
    owed = {
        _key(obligation): _Date(obligation.what, obligation.who, obligation.kind, obligation.counted)
        for obligation in case.running
    }
    rights = {
        _key(right): _Date(right.what, right.who, RIGHT, right.counted)
        for right in case.rights
        if right.counted is not None and right.is_open
    }
    return owed | rights


def _key(dated: Obligation | Right) -> tuple[str, str, str]:
    return dated.source, dated.what, dated.who


def opens(before: CaseFile, after: CaseFile) -> bool:
    """Whether a guarded case becomes one that everybody may read (CASE.md 3: a leader signs)."""
    return before.guarded and not after.guarded


def hides(before: CaseFile, after: CaseFile) -> bool:
    """Whether an open case becomes a guarded one: what is out of it by then has to be told."""
    return after.guarded and not before.guarded
