"""Has this person, or this affair, come before? Asked while typing and once more when saving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.rows.visits import Visit
from app.ports.records import LikeVisit, MatterMatch, PersonMatch, Reads
from app.services.case.case_door import withheld_matters, withheld_visits


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlikes:
    """Hints with their reasons; they never block (CLI.md: same_person, same_matter)."""

    same_person: tuple[PersonMatch, ...] = ()
    same_matter: tuple[MatterMatch, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "same_person": [
                {"visit_number": hint.visit_number, "why": list(hint.why)} for hint in self.same_person
            ],
            "same_matter": [
                {
                    "visit_number": hint.visit_number,
                    "status": hint.status,
                    "due": hint.due,
                    "why": list(hint.why),
                }
                for hint in self.same_matter
            ],
        }


def look_alike(desk: Desk, like: LikeVisit) -> LookAlikes:
    """Earlier people and matters that may be the same, each with its reasons."""
    desk.require("register")
    with desk.records.reading() as reads:
        return look_alike_in(desk, reads, like)


def look_alike_in(desk: Desk, reads: Reads, like: LikeVisit) -> LookAlikes:
    """The same within a snapshot; guarded cases that are not for these eyes give no hint."""
    matters = reads.same_matters(like)
    people = reads.same_people(like)
    hidden = withheld_matters(desk, reads, {match.matter_id for match in matters})
    came = reads.among(Visit, "id", {match.visit_id for match in people})
    unseen = withheld_visits(desk, reads, came)
    return LookAlikes(
        same_person=tuple(match for match in people if match.visit_id not in unseen),
        same_matter=tuple(match for match in matters if match.matter_id not in hidden),
    )
