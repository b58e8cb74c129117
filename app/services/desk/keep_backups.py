"""Backups of this desk: where they go, how often, whether one is due, and the restore drill."""

from __future__ import annotations

from datetime import date, datetime
from errno import EDQUOT, ENOSPC
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Protocol

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.desk import DeviceSetting
from app.domain.value import Value
from app.errors import FieldError, Refused
from app.events import BackedUp
from app.ports.records import Reads, Writes
from app.services.desk.change_setting import change_setting
from app.settings import BACKUP_EVERY, BACKUP_PLACE, SECOND_PLACE, Settings

BACKUP, DRILL = "上次备份", "上次试恢复"
"""Keys of the desk's notes of them: the audit has them too, but is long to search."""
BY_ITSELF = "到时候自己做的"
OVERDUE_DAYS, DRILL_DAYS = 7, 92
"""From so many days after the last backup, or the last drill (once a quarter), one is missing."""

PROBE = 4096
"""Bytes that a place must take before it is set: one block."""


class Backing(Protocol):
    """The part of app.house.House that makes backups."""

    def backup(
        self, desk: Desk, file: Path, second: Path | None = None, purpose: str | None = None
    ) -> dict[str, Any]: ...

    def drill(self, desk: Desk, file: Path, password: str, pin: str | None = None) -> dict[str, Any]: ...


class Noted(Value, frozen=True):
    """When it was done, and with which file."""

    at: datetime
    file: str


class Backups(Value, frozen=True):
    """How the desk stands with its backups."""

    place: str
    second: str
    every: int
    """Days between two; 0: never by itself."""
    last: Noted | None
    drilled: Noted | None
    """The last drill that succeeded."""

    def days(self, today: date) -> int | None:
        """Days since the last backup; None where there is none."""
        return (today - self.last.at.date()).days if self.last else None

    def is_due(self, today: date) -> bool:
        """Whether the program makes one by itself now."""
        if not self.place or not self.every:
            return False
        days = self.days(today)
        return days is None or days >= self.every

    def missing(self, today: date) -> tuple[str, ...]:
        """What is wrong with it: none yet, too old, no second place, never tried out."""
        days = self.days(today)
        if days is None:
            return ("还没有备份过",)
        lacking = [f"{days} 天没有备份"] if days > max(OVERDUE_DAYS, self.every) else []
        if not self.second:
            lacking.append("没有第二处，备份只在一个地方")
        if self.drilled is None or (today - self.drilled.at.date()).days > DRILL_DAYS:
            lacking.append("没有试恢复过" if self.drilled is None else "超过一个季度没有试恢复")
        return tuple(lacking)


def backups_of(reads: Reads, settings: Settings) -> Backups:
    """From the notes and the settings of this desk."""
    return Backups(
        settings[BACKUP_PLACE], settings[SECOND_PLACE], settings[BACKUP_EVERY], _last(reads, BACKUP),
        _last(reads, DRILL),
    )  # fmt: skip


def _last(reads: Reads, key: str) -> Noted | None:
    rows = reads.find(DeviceSetting, key=key, limit=1)
    return Noted(datetime.fromisoformat(rows[0].value["at"]), rows[0].value["file"]) if rows else None


def _note(desk: Desk, key: str, file: Path) -> None:
    value = {"at": desk.clock.now().isoformat(), "file": str(file)}

    def work(writes: Writes) -> None:
        rows = writes.find(DeviceSetting, key=key, limit=1)
        if rows:
            writes.change(rows[0], value=value)
        else:
            writes.add(DeviceSetting(id=new_id(), key=key, value=value))

    desk.records.write(work)


def read_backups(desk: Desk) -> Backups:
    """How the desk stands; on a thread."""
    with desk.records.reading() as reads:
        return backups_of(reads, desk.settings)


def plan_backups(desk: Desk, place: str, second: str, every: int) -> None:
    """Where to, where else, how often.

    Refused: folder_missing, backup_full, backup_read_only, backup_same_place, setting_range …
    """
    desk.require("backup")
    errors = [
        FieldError(name, code, {"folder": folder})
        for name, folder in (("place", place), ("second", second))
        if folder and (code := _hindrance(Path(folder).expanduser()))
    ]
    if place and second and Path(place).expanduser().resolve() == Path(second).expanduser().resolve():
        errors.append(FieldError("second", "backup_same_place"))
    if errors:
        raise Refused(*errors)
    for key, value in ((BACKUP_EVERY, every), (BACKUP_PLACE, place), (SECOND_PLACE, second)):
        if desk.settings[key] != value:
            try:
                change_setting(desk, key, value)
            except Refused as refused:
                named = {BACKUP_EVERY: "every", BACKUP_PLACE: "place", SECOND_PLACE: "second"}
                raise Refused(
                    *(FieldError(named[key], error.code, error.facts) for error in refused.errors)
                ) from None


def _hindrance(folder: Path) -> str:
    """Code of what stands against backups in a folder; a file is written there and goes at once."""
    if not folder.is_dir():
        return "folder_missing"
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(bytes(PROBE))
            probe.flush()
    except OSError as error:
        return "backup_full" if error.errno in (ENOSPC, EDQUOT) else "backup_read_only"
    return ""


def back_up(desk: Desk, house: Backing, file: Path) -> dict[str, Any]:
    """Now, into this file, and a copy to the second place. NotAllowed(role_missing), Unavailable."""
    desk.require("backup")
    return _made(desk, house, file, None)


def back_up_when_due(desk: Desk, house: Backing) -> dict[str, Any] | None:
    """What the program does by itself, whoever sits there; None where nothing is due. Unavailable."""
    now = desk.clock.now()
    plan = read_backups(desk)
    if not plan.is_due(now.date()):
        return None
    return _made(desk, house, _free_name(Path(plan.place).expanduser(), desk, now), BY_ITSELF)


def planned_file(desk: Desk) -> Path | None:
    """Where a backup goes now; None where no place is set."""
    place = desk.settings[BACKUP_PLACE]
    return _free_name(Path(place).expanduser(), desk, desk.clock.now()) if place else None


def newest_backup(desk: Desk) -> Path | None:
    """The newest of this desk's files in the first place, else in the second."""
    for key in (BACKUP_PLACE, SECOND_PLACE):
        place = desk.settings[key]
        files = list(Path(place).expanduser().glob(f"接访台-{desk.place.letter}-*.bak")) if place else []
        if files:
            return max(files, key=lambda file: file.stat().st_mtime)
    return None


def try_backup(
    desk: Desk, house: Backing, file: Path, password: str, pin: str | None = None
) -> dict[str, Any]:
    """The drill. NotAllowed: role_missing, wrong_password, token_drill …; Unavailable as of restore."""
    desk.require("backup")
    answer = house.drill(desk, file, password, pin)
    if answer["ok"]:
        _note(desk, DRILL, file)
    desk.announce(BackedUp())
    return answer


def _made(desk: Desk, house: Backing, file: Path, purpose: str | None) -> dict[str, Any]:
    second = desk.settings[SECOND_PLACE]
    folder = Path(second).expanduser() if second else None
    answer = house.backup(desk, file, folder, purpose)
    _note(desk, BACKUP, file)
    desk.announce(BackedUp())
    return answer


def _free_name(folder: Path, desk: Desk, now: datetime) -> Path:
    """接访台-A-2026-11-27.bak; a second one of the day carries its minute, a third its second."""
    for form in ("%Y-%m-%d", "%Y-%m-%d-%H%M", "%Y-%m-%d-%H%M%S"):
        file = folder / f"接访台-{desk.place.letter}-{now.strftime(form)}.bak"
        if not file.exists():
            return file
    return file
