"""Facts announced once, after the commit; each says what it has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Changes:
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


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened and is stored."""

    @property
    def changes(self) -> Changes:
        return Changes()


@dataclass(frozen=True, slots=True)
class VisitRegistered(Event):
    visit_id: str
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, "drafts", matters=[self.matter_id], visits=[self.visit_id])


@dataclass(frozen=True, slots=True)
class VisitVoided(Event):
    visit_id: str
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, "print_jobs", matters=[self.matter_id], visits=[self.visit_id])


@dataclass(frozen=True, slots=True)
class VisitMoved(Event):
    """A visit was joined to another matter or split off to one of its own."""

    visit_id: str
    matter_ids: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=self.matter_ids, visits=[self.visit_id])


@dataclass(frozen=True, slots=True)
class ReceptionEnded(Event):
    reception_id: str
    matter_ids: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=self.matter_ids)


@dataclass(frozen=True, slots=True)
class NoticesGiven(Event):
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed("notices", "deadlines", matters=[self.matter_id])


@dataclass(frozen=True, slots=True)
class MatterAdvanced(Event):
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=[self.matter_id])


@dataclass(frozen=True, slots=True)
class AttachmentsChanged(Event):
    """Attachments were put to a case, taken off, or a content has come."""

    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed("attachments", "detachments", matters=[self.matter_id])


@dataclass(frozen=True, slots=True)
class RecordAmended(Event):
    matter_id: str

    @property
    def changes(self) -> Changes:
        return _changed(*OF_MATTERS, matters=[self.matter_id])


@dataclass(frozen=True, slots=True)
class DraftKept(Event):
    draft_id: str

    @property
    def changes(self) -> Changes:
        return _rows("drafts", self.draft_id)


@dataclass(frozen=True, slots=True)
class DraftDiscarded(Event):
    draft_id: str

    @property
    def changes(self) -> Changes:
        return _rows("drafts", self.draft_id)


@dataclass(frozen=True, slots=True)
class PaperIssued(Event):
    document_id: str

    @property
    def changes(self) -> Changes:
        return _rows("documents", self.document_id)


@dataclass(frozen=True, slots=True)
class GapExplained(Event):
    number: str

    @property
    def changes(self) -> Changes:
        return _rows("gaps")


@dataclass(frozen=True, slots=True)
class PrintJobChanged(Event):
    job_id: str
    state: str

    @property
    def changes(self) -> Changes:
        return _rows("print_jobs", self.job_id)


@dataclass(frozen=True, slots=True)
class RowsPulled(Event):
    """Another desk's rows arrived: the tables that changed."""

    tables: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return Changes(frozenset(self.tables))


@dataclass(frozen=True, slots=True)
class TablesChanged(Event):
    """A reference table of the centre was changed at this desk."""

    tables: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return Changes(frozenset(self.tables))


@dataclass(frozen=True, slots=True)
class SyncStateChanged(Event):
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


@dataclass(frozen=True, slots=True)
class SettingsChanged(Event):
    keys: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        return _rows("settings", *self.keys)


@dataclass(frozen=True, slots=True)
class BackedUp(Event):
    """A backup was made, or one was tried out."""

    @property
    def changes(self) -> Changes:
        return _changed("audit")


@dataclass(frozen=True, slots=True)
class HallChanged(Event):
    """Something happened to a visitor in the hall."""

    visit_id: str

    @property
    def changes(self) -> Changes:
        return _changed("hall_acts", visits=[self.visit_id])


@dataclass(frozen=True, slots=True)
class IncidentNoted(Event):
    matter_id: str | None

    @property
    def changes(self) -> Changes:
        return _changed("incidents", "documents", matters=[self.matter_id] if self.matter_id else ())


@dataclass(frozen=True, slots=True)
class RosterChanged(Event):
    """Who is on duty on which day has changed."""

    @property
    def changes(self) -> Changes:
        return _rows("roster")


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    login: str

    @property
    def changes(self) -> Changes:
        return _rows("staff")
