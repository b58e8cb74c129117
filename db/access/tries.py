"""Counts wrong passwords: after five, the account is locked for ten minutes by the machine's clock.

A try is written down when it begins and judged when the password was looked at: a program that was killed in
between has used it up, and right passwords given at the same moment never lock anybody out. Names that are no
accounts share few places of their own, so that they neither lock nor free an account.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import NotAllowed, Unavailable
from app.ports.vault import COUNT_DAMAGED
from db.home.files import write_json

ALLOWED, LOCK_MINUTES = 5, 10
AT_ONCE = 8
"""Tries of one account that may be under way at the same time."""
JUDGED_WITHIN = 60.0
"""Seconds after which a try that was never judged counts as a wrong one: its program was killed."""
STRANGERS = 256
MOST_NOTED = 500
_LOCK = threading.Lock()

Try = tuple[str, str]
"""Place in the file and the try's own mark."""


@dataclass(slots=True)
class _Place:
    wrong: int = 0
    until: float = 0.0
    begun: dict[str, float] = field(default_factory=dict)


class Tries:
    """HOME/tries.json: of each account the wrong tries so far, until when it is locked, when they were."""

    def __init__(self, file: Path, now: Callable[[], float] = time.time) -> None:
        self._file = file
        self._now = now
        self._unwritten: tuple[dict[str, _Place], list[Any]] | None = None
        """The count that the disk did not take."""

    def begin(self, login: str, known: bool = True) -> Try:
        """Write a try down before it is judged. NotAllowed('locked_out', minutes=n) while locked."""
        place = login if known else _stranger(login)
        with self._changing() as (places, _):
            held = places.setdefault(place, _Place())
            self._settle(held)
            seconds = min(held.until - self._now(), LOCK_MINUTES * 60)
            if seconds > 0:
                raise NotAllowed("locked_out", minutes=math.ceil(seconds / 60))
            if held.until:
                held.wrong, held.until = 0, 0.0
            if len(held.begun) >= AT_ONCE:
                raise NotAllowed("locked_out", minutes=1)
            mark = secrets.token_hex(4)
            held.begun[mark] = self._now()
        return place, mark

    def wrong(self, attempt: Try) -> NotAllowed:
        """The password was wrong; what to answer."""
        place, mark = attempt
        with self._changing() as (places, noted):
            held = places.setdefault(place, _Place())
            held.begun.pop(mark, None)
            self._count(held, 1)
            noted.append([place if not place.startswith(_MARK) else "", self._now()])
            left = ALLOWED - held.wrong
        if left > 0:
            return NotAllowed("wrong_password", left=left)
        return NotAllowed("locked_out", minutes=LOCK_MINUTES)

    def drop(self, attempt: Try) -> None:
        """Nobody could say whether the password was right: the try counts for nothing."""
        with self._changing() as (places, _):
            held = places.get(attempt[0])
            if held is not None:
                held.begun.pop(attempt[1], None)

    def forget(self, attempt: Try) -> None:
        """The password was right."""
        with self._changing() as (places, _):
            held = places.get(attempt[0])
            if held is not None:
                held.begun.pop(attempt[1], None)
                held.wrong, held.until = 0, 0.0
                if not held.begun:
                    del places[attempt[0]]

    def count(self, login: str) -> int:
        """Wrong tries since the last right one."""
        held = self._read()[0].get(login)
        return held.wrong if held else 0

    def noted(self) -> list[tuple[str, float]]:
        """Every wrong try that no audit has yet: account (empty for a name that is none) and its time."""
        return [(str(login), float(at)) for login, at in self._read()[1]]

    def audited(self, count: int) -> None:
        """The audit has the first ``count`` of them."""
        if count:
            with self._changing() as (_, noted):
                del noted[:count]

    def _settle(self, held: _Place) -> None:
        """Tries that were never judged were wrong ones."""
        old = [mark for mark, at in held.begun.items() if not 0 <= self._now() - at <= JUDGED_WITHIN]
        for mark in old:
            del held.begun[mark]
        if old:
            self._count(held, len(old))

    def _count(self, held: _Place, wrong: int) -> None:
        held.wrong = min(held.wrong + wrong, ALLOWED)
        if held.wrong >= ALLOWED:
            held.until = self._now() + LOCK_MINUTES * 60

    @contextmanager
    def _changing(self) -> Iterator[tuple[dict[str, _Place], list[Any]]]:
        """The file's content, written back at the end whether or not an answer is raised within."""
        with _LOCK, _alone(self._file):
            places, noted = self._read()
            try:
                yield places, noted
            finally:
                self._write(places, noted)

    def _read(self) -> tuple[dict[str, _Place], list[Any]]:
        """What is written down; of another shape that it was so, for the audit: the count begins anew."""
        if self._unwritten is not None:
            return self._unwritten
        if not self._file.exists():
            return {}, []
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            places = {str(name): _place(facts) for name, facts in held.get("accounts", {}).items()}
            noted = [[str(login), float(at)] for login, at in held.get("noted", [])]
        except (ValueError, TypeError, AttributeError, OSError, RecursionError):
            return {}, [[COUNT_DAMAGED, self._now()]]
        return places, noted

    def _write(self, places: dict[str, _Place], noted: list[Any]) -> None:
        accounts = {
            name: {"wrong": place.wrong, "until": place.until, "begun": place.begun}
            for name, place in places.items()
        }
        try:
            write_json(self._file, {"accounts": accounts, "noted": noted[-MOST_NOTED:]})
        except Unavailable:  # a disk that takes nothing: one can still look, and this program counts on
            self._unwritten = places, noted[-MOST_NOTED:]
        else:
            self._unwritten = None


_MARK = "\0"


def _stranger(login: str) -> str:
    """The place of a name that is no account; what was typed there is not written down."""
    return f"{_MARK}{hashlib.sha256(login.encode(errors='replace')).digest()[0] % STRANGERS}"


def _place(facts: Any) -> _Place:
    begun = {str(mark): float(at) for mark, at in facts.get("begun", {}).items()}
    return _Place(max(0, int(facts["wrong"])), float(facts["until"]), begun)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Only one program at a time changes the folder's count, where the system can tell (not Windows)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
