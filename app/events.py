"""Facts announced once, after the commit; screens decide for themselves whether to redraw."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened and is stored."""


@dataclass(frozen=True, slots=True)
class VisitRegistered(Event):
    visit_id: str
    matter_id: str


@dataclass(frozen=True, slots=True)
class VisitVoided(Event):
    visit_id: str
    matter_id: str


@dataclass(frozen=True, slots=True)
class ReceptionEnded(Event):
    reception_id: str
    matter_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticesGiven(Event):
    matter_id: str


@dataclass(frozen=True, slots=True)
class MatterAdvanced(Event):
    matter_id: str


@dataclass(frozen=True, slots=True)
class RecordAmended(Event):
    matter_id: str


@dataclass(frozen=True, slots=True)
class DraftKept(Event):
    draft_id: str


@dataclass(frozen=True, slots=True)
class DraftDiscarded(Event):
    draft_id: str


@dataclass(frozen=True, slots=True)
class PaperIssued(Event):
    document_id: str


@dataclass(frozen=True, slots=True)
class GapExplained(Event):
    number: str


@dataclass(frozen=True, slots=True)
class PrintJobChanged(Event):
    job_id: str
    state: str


@dataclass(frozen=True, slots=True)
class RowsPulled(Event):
    """Another desk's rows arrived: the tables that changed."""

    tables: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class SettingsChanged(Event):
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    login: str
