"""Change one declared setting: the centre's by 系统管理员, this desk's look and devices by anyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.desk import Desk
from app.domain.papers.wording import WORDINGS
from app.domain.printers import BINDINGS, PRINTERS, parse_bindings, parse_printers
from app.domain.rows.base import new_id
from app.domain.rows.centre import Setting
from app.domain.rows.desk import DeviceSetting
from app.errors import FieldError, Refused
from app.events import SettingsChanged
from app.ports.records import Writes
from app.settings import declared

NAMES = {int: "数字", bool: "是或否", str: "文字"}
RANGES: dict[str, tuple[int, int]] = {
    "缩放": (100, 200),
    "闲置锁屏分钟": (1, 240),
    "代表人数上限": (1, 5),
    "出单有效秒": (10, 600),
    "打印时限秒": (5, 120),
    "打印机回音秒": (1, 30),
}
READERS: dict[str, Callable[[str], object]] = {
    PRINTERS: parse_printers,
    BINDINGS: parse_bindings,
    **{one.key: one.check for one in WORDINGS},
}
"""Texts with a form of their own: reading them refuses what is wrong."""


def change_setting(desk: Desk, key: str, value: Any) -> None:
    """Store the value and put it in force. KeyError for an undeclared key.

    NotAllowed: role_missing for a shared one. Refused: wrong_type, out_of_range.
    """
    one = declared(key)
    if one.shared:
        desk.require("settings")
    _check(key, value, one.type)
    kind: type[Setting] | type[DeviceSetting] = Setting if one.shared else DeviceSetting

    def work(writes: Writes) -> None:
        rows = writes.find(kind, key=key, limit=1)
        if rows:
            writes.change(rows[0], value={"value": value})
        else:
            writes.add(kind(id=new_id(), key=key, value={"value": value}))
        if one.shared:
            writes.audit(desk.staff.login, "更改设置", key)

    desk.records.write(work)
    desk.settings.take(key, value)
    desk.announce(SettingsChanged((key,)))


def _check(key: str, value: Any, wanted: type) -> None:
    if type(value) is not wanted:
        raise Refused(FieldError(key, "wrong_type", {"expected": NAMES[wanted]}))
    least, most = RANGES.get(key, (0, 3650))
    typed: Any = value
    if wanted is int and not least <= typed <= most:
        raise Refused(FieldError(key, "setting_range", {"least": least, "most": most}))
    if key in READERS:
        READERS[key](typed)
