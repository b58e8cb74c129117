"""The centre's own tables: staff, desks, units, categories, divisions, holidays, roster, settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row

WHOLE_DAY, MORNING, AFTERNOON = "全天", "上午", "下午"
"""Parts of a day for which a leader is on duty."""


class Staff(Row, frozen=True, kw_only=True):
    """An account of the centre; its password opens keys.json, never this table."""

    TABLE: ClassVar[str] = "staff"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("login",),)

    login: str
    name: str
    roles: tuple[str, ...] = ()
    disabled: bool = False
    must_change_password: bool = False
    at: datetime


class PersonKey(Row, frozen=True, kw_only=True):
    """The public half of an account's signing key, introduced by a 安全管理员; the newest counts."""

    TABLE: ClassVar[str] = "person_keys"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("login",),)

    login: str
    public_key: str
    """Raw public key in hex; after ``sm2:`` one of the national suite, else Ed25519."""
    by: str
    """Login of whoever introduced it; the account itself where nobody has yet."""
    signature: str
    """Of ``by`` over login, key and ``at`` (db.access.persons.introduced), hex."""
    at: datetime


class Desk(Row, frozen=True, kw_only=True):
    """A window of the centre with its letter and the public half of its signing key."""

    TABLE: ClassVar[str] = "desks"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("letter",), ("key_id",))

    letter: str
    series: str
    """Letter and generation used in numbers: A, A2 after a restore, …"""
    key_id: str
    """First 8 hex digits of SHA-256 of the raw public key."""
    public_key: str
    """Raw public key in hex; after ``sm2:`` one of the national suite, else Ed25519."""
    at: datetime


class Unit(Row, frozen=True, kw_only=True):
    """责任单位: a department, a district, or the bureau itself."""

    TABLE: ClassVar[str] = "units"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    name: str
    short: str
    kind: str
    """信访部门, 部门 or 县区."""
    division: str | None = None
    initials: str
    disabled: bool = False
    contacts: dict[str, Any] = field(default_factory=dict)
    """By rank 经办, 分管, 主要负责人: {"name", "phone"?}; reminders go to them (115 督办)."""


class Category(Row, frozen=True, kw_only=True):
    """内容分类: a path such as 城乡建设/住房/不动产登记."""

    TABLE: ClassVar[str] = "categories"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("path",),)

    path: str
    initials: str
    disabled: bool = False


class Division(Row, frozen=True, kw_only=True):
    """行政区划 (GB/T 2260)."""

    TABLE: ClassVar[str] = "divisions"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",),)

    code: str
    name: str
    initials: str


class Holiday(Row, frozen=True, kw_only=True):
    """A day off or a make-up working day by the State Council's notice of its year."""

    TABLE: ClassVar[str] = "holidays"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("day",),)

    day: date
    kind: str
    """休 or 班."""
    name: str | None = None
    source: str | None = None


class Roster(Row, frozen=True, kw_only=True):
    """带班: which leader is on duty on a day."""

    TABLE: ClassVar[str] = "roster"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("day",),)

    day: date
    leader: str
    part: str = WHOLE_DAY
    """全天, 上午 or 下午."""


class Setting(Row, frozen=True, kw_only=True):
    """A setting shared by the centre (app.settings declares which exist); value is JSON."""

    TABLE: ClassVar[str] = "settings"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("key",),)

    key: str
    value: dict[str, Any]
    """{"value": …}."""


class Gap(Row, frozen=True, kw_only=True):
    """A number of a series that no paper carries, and why."""

    TABLE: ClassVar[str] = "gaps"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("series",),)

    series: str
    serial: int
    reason: str
    at: datetime
