"""Keep a satisfaction rating of the petition bureau or of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.reply_entry import RatingEntry, check_rating
from app.domain.rows.base import new_id
from app.domain.rows.matters import Rating
from app.events import MatterAdvanced
from app.ports.records import Writes
from app.services.case.case_door import act_on_case
from app.services.desk.keep_draft import end_draft, told_ended


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating that is kept; an earlier one of the same matter and whom stays, the later counts."""

    matter: str
    rating: Rating

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter,
            "whom": self.rating.whom,
            "value": self.rating.value,
            "remark": self.rating.remark,
            "at": self.rating.at.isoformat(),
        }


def rate_matter(desk: Desk, entry: RatingEntry, *, draft_id: str | None = None) -> Rated:
    """Keep a rating; ``draft_id``: the window's draft goes with it.

    Refused: required, not_a_choice, not_found. NotAllowed: withheld, has_interest.
    """
    desk.require("rate")
    checked = check_rating(entry).or_refuse()
    at = desk.at(checked.at).clock.now()

    def work(writes: Writes) -> Rated:
        matter = act_on_case(desk, writes, checked.number, checked.subject).matter
        row = Rating(
            id=new_id(),
            matter_id=matter.id,
            whom=checked.whom,
            value=checked.value or "",
            remark=checked.remark,
            at=at,
            by=desk.staff.login,
        )
        writes.add(row)
        writes.audit(desk.staff.login, "满意度", matter.number)
        end_draft(writes, draft_id)
        return Rated(matter.number, row)

    rated = desk.records.write(work)
    told_ended(desk, draft_id)
    desk.announce(MatterAdvanced(rated.rating.matter_id))
    return rated
