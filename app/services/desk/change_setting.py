"""Change one declared setting: the centre's by 系统管理员, this desk's look and devices by anyone."""

from __future__ import annotations

from typing import Any

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.centre import Setting
from app.domain.rows.desk import DeviceSetting
from app.domain.setting_rules import check_setting
from app.errors import FieldError, Refused
from app.events import SettingsChanged
from app.ports.records import Writes
from app.settings import declared

MOST_TOLD = 200
"""Characters of the old and the new value that the audit keeps."""
NAMES = {int: "数字", bool: "是或否", str: "文字"}


def change_setting(desk: Desk, key: str, value: Any) -> None:
    """Store the value and put it in force. KeyError for an undeclared key.

    NotAllowed: role_missing for a shared one. Refused: wrong_type, and what
    app.domain.setting_rules says of the value.
    """
    setting = declared(key)
    if (act := setting.act or ("settings" if setting.shared else None)) is not None:
        desk.require(act)
    _check(key, value, setting.type)
    kind: type[Setting] | type[DeviceSetting] = Setting if setting.shared else DeviceSetting

    def work(writes: Writes) -> None:
        rows = writes.find(kind, key=key, limit=1)
        before = rows[0].value.get("value") if rows else setting.default
        if rows:
            writes.change(rows[0], value={"value": value})
        else:
            writes.add(kind(id=new_id(), key=key, value={"value": value}))
        change = f"{before} → {value}"[:MOST_TOLD]
        writes.audit(desk.staff.login, "更改设置", key, purpose=change)

    desk.records.write(work)
    desk.settings.take(key, value)
    desk.announce(SettingsChanged((key,)))


def _check(key: str, value: Any, wanted: type) -> None:
    if type(value) is not wanted:
        raise Refused(FieldError(key, "wrong_type", {"expected": NAMES[wanted]}))
    check_setting(key, value)
