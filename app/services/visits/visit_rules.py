"""Gathers the tables and settings that check a visit, for form and command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.entries.visit_entry import VisitEntry, VisitRules
from app.domain.rows.centre import Category, Division, Staff, Unit
from app.domain.rows.matters import Matter
from app.ports.records import Reads
from app.settings import Settings


def visit_rules(reads: Reads, settings: Settings) -> VisitRules:
    """The rules with the whole tables: for a form that stays open."""
    return VisitRules(
        representatives=settings["代表人数上限"],
        categories=frozenset(row.path for row in reads.find(Category, disabled=False)),
        divisions={row.code: row.name for row in reads.find(Division)},
        units=tuple(reads.find(Unit, disabled=False)),
        logins=logins(reads),
    )


def rules_for(
    reads: Reads, settings: Settings, entry: VisitEntry, earlier: Matter | None = None
) -> VisitRules:
    """The rules with no more of the tables than one entry asks about: for saving.

    ``earlier``: the matter that the visit continues. It keeps its category though the table renamed that or
    took it out of use, and so does the visit.
    """
    rules = rules_for_place(reads, settings, {"category": entry.category, "place": entry.place})
    if earlier is not None and earlier.category and rules.categories:
        rules = replace(rules, categories={*rules.categories, earlier.category})
    named = entry.units or entry.accused
    return replace(
        rules,
        units=tuple(reads.find(Unit, disabled=False)) if named else (),
        logins=logins(reads) if entry.interest else (),
    )


def logins(reads: Reads) -> frozenset[str]:
    """The accounts of the centre, disabled ones too."""
    return frozenset(row.login for row in reads.find(Staff))


def rules_for_place(reads: Reads, settings: Settings, asked: Mapping[str, Any]) -> VisitRules:
    """The categories and divisions, as far as an input speaks of them."""
    place = asked.get("place")
    places = reads.find(Division, code=place) or reads.find(Division, name=place) if place else []
    categories = reads.find(Category, disabled=False) if asked.get("category") else []
    return VisitRules(
        representatives=settings["代表人数上限"],
        categories=frozenset(row.path for row in categories),
        divisions={row.code: row.name for row in places or (reads.find(Division) if place else [])},
    )
