"""Facts announced once, after the commit; each says what it has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.domain.value import Value

OF_MATTERS: Final = (
    *("visits", "voids", "visit_moves", "people", "attendances", "matters", "steps", "withdrawals"),
    *("receptions", "received_visits", "lines", "seats", "incidents", "alert_receipts"),
    *("deadlines", "duties", "duty_replies", "receipts", "deliveries", "notices", "reminders", "ratings"),
    *("requests", "decisions", "appointments", "amendments", "documents", "links", "list_facts"),
    *("attachments", "detachments"),
)
"""Tables whose rows belong to a matter, but the hall's: who waits where changes nothing of a case."""
OWN: Final = frozenset({"drafts", "print_jobs"})
"""This desk's alone: nothing of them waits for the hub."""
SYNC: Final = "sync"
"""No table: how the desk stands with its hub."""


class Changes(Value, frozen=True):
    """Which tables, matters, visits and other rows a fact has changed."""

    tables: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    """Empty where it may be any of them: rows of another desk came in."""
    visits: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    """Ids in tables that no matter owns: a draft, a job, a paper; keys of settings."""

    def touch(self, *tables: str) -> bool:
        """Whether one of these tables has changed."""
        return not self.tables.isdisjoint(tables)

    def may_concern(self, matter_id: str | None) -> bool:
        """Whether rows of this matter may have changed."""
        return matter_id in self.matters if self.matters else self.touch(*OF_MATTERS)


def _changed(*tables: str, matters: Iterable[str] = (), visits: Iterable[str] = ()) -> Changes:
    return Changes(frozenset(tables), frozenset(matters), frozenset(visits))


def _rows(table: str, *rows: str) -> Changes:
    return Changes(frozenset({table}), rows=frozenset(rows))


class Event(Value, frozen=True):
    """Something that has happened and is stored."""

    @property
    def changes(self) -> Changes:
        return Changes()


class VisitRegistered(Event, frozen=True):
    visit_id: str
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, "drafts", matters=[self.matter_id], visits=[self.visit_id])


class VisitVoided(Event, frozen=True):
    visit_id: str
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, "print_jobs", matters=[self.matter_id], visits=[self.visit_id])


class VisitMoved(Event, frozen=True):
    """A visit was joined to another matter or split off to one of its own."""

    visit_id: str
    matter_ids: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=self.matter_ids, visits=[self.visit_id])


class ReceptionEnded(Event, frozen=True):
    reception_id: str
    matter_ids: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=self.matter_ids)


class NoticesGiven(Event, frozen=True):
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed("notices", "deadlines", matters=[self.matter_id])


class MatterAdvanced(Event, frozen=True):
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=[self.matter_id])


class AttachmentsChanged(Event, frozen=True):
    """Attachments were put to a case, taken off, or a content has come."""

    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed("attachments", "detachments", matters=[self.matter_id])


class RecordAmended(Event, frozen=True):
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=[self.matter_id])


class DraftKept(Event, frozen=True):
    draft_id: str

    @property
    def changes(self) -> Changes:
        return _rows("drafts", self.draft_id)


class DraftDiscarded(Event, frozen=True):
    draft_id: str

    @property
    def changes(self) -> Changes:
        return _rows("drafts", self.draft_id)


class PaperIssued(Event, frozen=True):
    document_id: str

    @property
    def changes(self) -> Changes:
        return _rows("documents", self.document_id)


class GapExplained(Event, frozen=True):
    number: str

    @property
    def changes(self) -> Changes:
        return _rows("gaps")


class PrintJobChanged(Event, frozen=True):
    job_id: str
    state: str

    @property
    def changes(self) -> Changes:
        return _rows("print_jobs", self.job_id)


class RowsPulled(Event, frozen=True):
    """Another desk's rows arrived: the tables that changed."""

    tables: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return Changes(frozenset(self.tables))


class TablesChanged(Event, frozen=True):
    """A reference table of the centre was changed at this desk."""

    tables: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return Changes(frozenset(self.tables))


class SyncStateChanged(Event, frozen=True):
    """What the status bar shows of sync; ``state`` is one of 未设置 已连接 未连接 正在同步."""

    state: str
    waiting: int
    conflicts: int
    set_aside: int
    last_at: str | None = None
    """When the last exchange ended well."""
    history: int = 100
    """Percent of the centre's record that is here: less while a new desk fills."""

    @property
    def changes(self) -> Changes:
        return _rows(SYNC)


class SettingsChanged(Event, frozen=True):
    keys: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return _rows("settings", *self.keys)


class BackedUp(Event, frozen=True):
    """A backup was made, or one was tried out."""

    @property
    def changes(self) -> Changes:
        return _changed("audit")


class HallChanged(Event, frozen=True):
    """Something happened to a visitor in the hall."""

    visit_id: str

    @property
    def changes(self) -> Changes:
        return _changed("hall_acts", visits=[self.visit_id])


class IncidentNoted(Event, frozen=True):
    matter_id: str | None

    @property
    def changes(self) -> Changes:
        return _changed("incidents", "documents", matters=[self.matter_id] if self.matter_id else ())


class RosterChanged(Event, frozen=True):
    """Who is on duty on which day has changed."""

    @property
    def changes(self) -> Changes:
        return _rows("roster")


class StaffChanged(Event, frozen=True):
    login: str

    @property
    def changes(self) -> Changes:
        return _rows("staff")
