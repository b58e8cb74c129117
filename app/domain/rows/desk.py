"""Drafts and device settings belong to one desk and are never synced."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row


class Draft(Row, frozen=True, kw_only=True):
    """A form in progress, written within 300 ms of the last key; listed at the next start."""

    TABLE: ClassVar[str] = "drafts"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("changed_at",),)

    screen: str
    """登记 or 联合接访."""
    owner: str
    title: str
    """Who, as the start screen shows it."""
    words: str
    """First words of the claim."""
    stopped_at: str
    """Label of the field that had the keys."""
    form: dict[str, Any] = field(default_factory=dict)
    begun_at: datetime
    changed_at: datetime


class DeviceSetting(Row, frozen=True, kw_only=True):
    """A setting of this desk's devices and look; value is JSON."""

    TABLE: ClassVar[str] = "device_settings"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("key",),)

    key: str
    value: dict[str, Any]
