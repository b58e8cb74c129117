"""What the check of a visit is given of the centre's tables and settings, for form and command line alike."""

from __future__ import annotations

from app.domain.rows.centre import Category, Division, Unit
from app.domain.visit_entry import VisitEntry, VisitRules
from app.ports.records import Reads
from app.settings import Settings


def visit_rules(reads: Reads, settings: Settings) -> VisitRules:
    """The rules with the whole tables: for a form that stays open."""
    return VisitRules(
        representatives=settings["代表人数上限"],
        categories=frozenset(row.path for row in reads.find(Category, disabled=False)),
        divisions={row.code: row.name for row in reads.find(Division)},
        units=tuple(reads.find(Unit, disabled=False)),
    )


def rules_for(reads: Reads, settings: Settings, entry: VisitEntry) -> VisitRules:
    """The rules with no more of the tables than one entry asks about: for saving."""
    places = reads.find(Division, code=entry.place) or reads.find(Division, name=entry.place)
    categories = reads.find(Category, disabled=False) if entry.category else []
    return VisitRules(
        representatives=settings["代表人数上限"],
        categories=frozenset(row.path for row in categories),
        divisions={row.code: row.name for row in places or (reads.find(Division) if entry.place else [])},
        units=tuple(reads.find(Unit, disabled=False)) if entry.units else (),
    )
