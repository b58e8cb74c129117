"""Keep a satisfaction rating of the petition bureau or of the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.entries.reply_entry import RatingEntry, check_rating
from app.domain.rows.base import new_id
from app.domain.rows.matters import Rating
from app.events import MatterAdvanced
from app.ports.records import Writes
from app.services.case.case_door import act_on_case
from app.services.desk.keep_draft import announce_draft_ended, end_draft


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


def rate_matter(desk: Desk, entry: RatingEntry) -> Rated:
    """Keep one rating; as ``rate_matters``."""
    return rate_matters(desk, [entry])[0]


def rate_matters(
    desk: Desk, entries: Sequence[RatingEntry], *, draft_id: str | None = None
) -> tuple[Rated, ...]:
    """Keep ratings, all or none; ``draft_id``: the window's draft goes with them.

    Refused: required, not_a_choice, not_found. NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("rate")
    checked = [check_rating(entry).or_refuse() for entry in entries]

    def work(writes: Writes) -> tuple[Rated, ...]:
        end_draft(writes, draft_id)
        return tuple(_rate(writes, desk, entry) for entry in checked)

    rated = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    for matter_id in dict.fromkeys(assessed.rating.matter_id for assessed in rated):
        desk.announce(MatterAdvanced(matter_id))
    return rated


def _rate(writes: Writes, desk: Desk, entry: RatingEntry) -> Rated:
    matter = act_on_case(desk, writes, entry.record, entry.subject).matter
    row = Rating(
        id=new_id(),
        matter_id=matter.id,
        whom=entry.whom,
        value=entry.value or "",
        remark=entry.remark,
        at=desk.at(entry.at).clock.now(),
        by=desk.staff.login,
    )
    writes.add(row)
    writes.audit(desk.staff.login, "满意度", matter.number)
    return Rated(matter.number, row)
