"""Brings what other desks changed of settings and of one's own account into the running window."""

from __future__ import annotations

from app.desk import Desk
from app.domain.rows.centre import Staff
from app.domain.value import Value
from app.services.staff.sign_in import read_settings
from app.settings import DECLARED


class Followed(Value, frozen=True):
    """What is otherwise than when the window was built."""

    settings: tuple[str, ...]
    staff: Staff | None
    """The account as it is now, where its roles have changed or it was stopped."""


def follow_others(desk: Desk) -> Followed:
    """Put changed settings in force and say what changed; on a thread."""
    now = read_settings(desk.records)
    changed = tuple(setting.key for setting in DECLARED if now[setting.key] != desk.settings[setting.key])
    for key in changed:
        desk.settings.take(key, now[key])
    with desk.records.reading() as reads:
        staff = reads.get(Staff, desk.staff.id)
    other = staff is not None and (staff.disabled or set(staff.roles) != set(desk.staff.roles))
    return Followed(changed, staff if other else None)
