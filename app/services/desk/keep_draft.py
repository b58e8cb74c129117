"""Forms in progress: kept within 300 ms of the last key, listed at the next start."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.desk import Draft
from app.events import DraftDiscarded, DraftKept
from app.ports.records import Writes

KEPT_FOR = timedelta(days=7)
"""A draft nobody came back to is cleared away after a week (PRODUCT.md section 2, 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftForm:
    """What a form gives to be kept; ``id`` is None the first time."""

    id: str | None = None
    screen: str
    title: str
    words: str
    stopped_at: str
    form: dict[str, Any] = field(default_factory=dict)


def keep_draft(desk: Desk, kept: DraftForm) -> Draft:
    """Write the draft (again); returns its row, whose id the form remembers."""
    desk.require("draft")
    now = desk.clock.now()

    def work(writes: Writes) -> Draft:
        facts: dict[str, Any] = {
            "title": kept.title,
            "words": kept.words,
            "stopped_at": kept.stopped_at,
            "form": kept.form,
            "changed_at": now,
        }
        row = writes.get(Draft, kept.id) if kept.id else None
        if row is not None:
            return writes.change(row, **facts)
        row = Draft(id=kept.id or new_id(), screen=kept.screen, owner=desk.staff.login, begun_at=now, **facts)
        writes.add(row)
        return row

    draft = desk.records.write(work)
    desk.announce(DraftKept(draft.id))
    return draft


def list_drafts(desk: Desk) -> list[Draft]:
    """This clerk's drafts of the last week, the one last touched first."""
    desk.require("draft")
    with desk.records.reading() as reads:
        mine = reads.find(Draft, owner=desk.staff.login)
    return sorted((draft for draft in mine if not _is_old(desk, draft)), key=_changed_at, reverse=True)


def clear_old_drafts(desk: Desk) -> int:
    """Remove this clerk's drafts that nobody came back to for a week; how many there were."""
    if not desk.may("draft"):
        return 0
    with desk.records.reading() as reads:
        if not any(_is_old(desk, draft) for draft in reads.find(Draft, owner=desk.staff.login)):
            return 0

    def work(writes: Writes) -> int:
        old = [draft for draft in writes.find(Draft, owner=desk.staff.login) if _is_old(desk, draft)]
        for draft in old:
            writes.remove(draft)
        return len(old)

    return desk.records.write(work)


def read_draft(desk: Desk, draft_id: str) -> Draft | None:
    """One of this clerk's drafts; None where it is gone or another's."""
    desk.require("draft")
    with desk.records.reading() as reads:
        row = reads.get(Draft, draft_id)
    return row if row is not None and row.owner == desk.staff.login else None


def end_draft(writes: Writes, draft_id: str | None) -> None:
    """In the transaction of what a form became: its draft goes with it. Nothing happens if it is gone."""
    row = writes.get(Draft, draft_id) if draft_id else None
    if row is not None:
        writes.remove(row)


def announce_draft_ended(desk: Desk, draft_id: str | None) -> None:
    """After that transaction: pages that list drafts hear of it."""
    if draft_id:
        desk.announce(DraftDiscarded(draft_id))


def discard_draft(desk: Desk, draft_id: str) -> None:
    """Throw away a draft of this clerk: its form was saved, or he said so. Nothing happens if it is gone."""
    desk.require("draft")

    def work(writes: Writes) -> None:
        row = writes.get(Draft, draft_id)
        if row is not None and row.owner == desk.staff.login:
            writes.remove(row)

    desk.records.write(work)
    desk.announce(DraftDiscarded(draft_id))


def _is_old(desk: Desk, draft: Draft) -> bool:
    return desk.clock.now() - draft.changed_at > KEPT_FOR


def _changed_at(draft: Draft) -> Any:
    return draft.changed_at
