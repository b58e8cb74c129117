"""来访: who came, when, with what, and who came along."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row


class Person(Row, frozen=True, kw_only=True):
    """信访人, as written down at one visit; sameness with other rows is a soft Link, never a merge."""

    TABLE: ClassVar[str] = "people"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("id_number",), ("phone",), ("name",))

    name: str
    sex: str | None = None
    birth: date | None = None
    birth_year: int | None = None
    """Where the visitor knows no more of the birth than its year."""
    ethnic: str | None = None
    nationality: str | None = None
    id_type: str
    id_number: str | None = None
    no_id_reason: str | None = None
    phone: str | None = None
    address: str | None = None
    absent: dict[str, str] = field(default_factory=dict)
    """Fields the visitor could not or would not give, with 不详 / 不愿提供 / 当场无证件."""


class Visit(Row, frozen=True, kw_only=True):
    """来访: one coming of one person or group (批), append-only; corrections are Amendment rows."""

    TABLE: ClassVar[str] = "visits"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("number",),
        ("query_code",),
        ("matter_id",),
        ("arrived_at",),
        ("registered_at",),
    )

    number: str
    query_code: str
    matter_id: str
    arrived_at: datetime
    registered_at: datetime
    desk: str
    clerk: str
    """Sign-in name of the clerk."""
    headcount: int
    concerned: int | None = None
    kind: str
    """个体访 or 集体访 (from five persons)."""
    first: bool
    purpose: str
    category: str | None = None
    place: str | None = None
    """Six-digit division code of 属地."""
    units: tuple[str, ...] = ()
    """Names of the units the visitor's matter touches."""
    claim: str | None = None
    facts: str | None = None
    written: bool = False
    procedure: str = "普通"
    proxy: dict[str, str] | None = None
    confidential: bool = False
    absent: dict[str, str] = field(default_factory=dict)
    organisation: dict[str, str] | None = None
    """{"name", "code"?, "contact"}: the visitor is an organisation (条例第17条)."""
    accused: tuple[str, ...] = ()
    """Units that an accusation names; nothing of it goes to them (条例第30条)."""
    guardian: dict[str, str] | None = None
    """{"name", "relation", "phone"?} of who speaks for a visitor without full capacity."""
    interpreter: str | None = None
    urgent: bool = False
    """重大紧急 (条例第25条)."""
    skipped_levels: bool = False
    """越级: skips the level that is competent (条例第20条)."""
    interest: tuple[str, ...] = ()
    """Logins with an interest of their own in the matter (条例第28条 回避)."""
    ledger: dict[str, Any] | None = None
    """Where it came from an old ledger: its number there, its status there, cells that no field holds."""


class Attendance(Row, frozen=True, kw_only=True):
    """A person who came with a visit; at most five of them are representatives (条例第20条)."""

    TABLE: ClassVar[str] = "attendances"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("visit_id",), ("person_id",))

    visit_id: str
    person_id: str
    position: int
    representative: bool


class Void(Row, frozen=True, kw_only=True):
    """A visit taken back: by its registrar within ten minutes, later by a 带班领导's signature."""

    TABLE: ClassVar[str] = "voids"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("visit_id",),)

    visit_id: str
    at: datetime
    by: str
    reason: str
    approved_by: str | None = None
    """Login of the leader who signed it; None within the ten minutes."""


class Link(Row, frozen=True, kw_only=True):
    """Two rows a clerk holds to be the same person or the same matter; undoable for ever."""

    TABLE: ClassVar[str] = "links"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("one",), ("other",))

    kind: str
    """信访人 or 信访事项."""
    one: str
    other: str
    why: tuple[str, ...] = ()
    at: datetime
    by: str
    undone_at: datetime | None = None
    undone_by: str | None = None


class Amendment(Row, frozen=True, kw_only=True):
    """A corrected field: who, when, what it was and what it is."""

    TABLE: ClassVar[str] = "amendments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("matter_id",), ("row_id",))

    matter_id: str
    table: str
    row_id: str
    field: str
    old: str | None
    new: str | None
    reason: str | None = None
    approved_by: str | None = None
    """Login of the leader who signed it, where a guarded case was made open."""
    at: datetime
    by: str
