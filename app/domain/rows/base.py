"""Every stored row has an id and its table's rules for keeping it."""

from __future__ import annotations

import hashlib
import os
import threading
import time
import uuid
from datetime import UTC, datetime
from enum import Enum
from typing import ClassVar

from app.domain.value import Value


class Keep(Enum):
    """How a table behaves: DESIGN.md section 2."""

    APPEND = "append"  # a correction is a new row
    MUTABLE = "mutable"  # merged per field
    LOCAL = "local"  # this desk only, never synced


class Row(Value, frozen=True, kw_only=True):
    """A stored row; field types are str, int, bool, date, datetime, tuple[str, ...], dict, or None."""

    TABLE: ClassVar[str]
    KEEP: ClassVar[Keep] = Keep.APPEND
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: str


TOGETHER_NS = 64_000_000
"""So long the ids of a process share a moment and count up: nearly always those of one business action."""


class _Ids:
    """UUIDv7s of a process in their order: a moment, chance, and a count (RFC 9562, sections 5.7 and 6.2).

    Rows that are made together have ids that follow each other, which travel as their distance
    (db.exchange.slim). An id is no secret: who knows one may guess its neighbours.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = self._process = 0
        self._noise = 0

    def next(self) -> str:
        now = time.time_ns()
        with self._lock:
            if not 0 <= now - self._begun < TOGETHER_NS or self._process != os.getpid():
                self._begun, self._process = now, os.getpid()
                finer = now % 1_000_000 * 4096 // 1_000_000  # 12 bits
                self._noise = finer << 64 | int.from_bytes(os.urandom(8), "big") >> 3  # room to count
            else:
                self._noise += 1
            return id_at(self._begun // 1_000_000, self._noise)


_IDS = _Ids()


def new_id() -> str:
    """A UUIDv7 of this moment, after all that this process made before."""
    return _IDS.next()


def id_at(milliseconds: int, noise: int) -> str:
    """A UUIDv7 as text: 48 bits of Unix milliseconds, then 74 of the 80 noise bits."""
    value = (milliseconds & (1 << 48) - 1) << 80 | noise & (1 << 80) - 1
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def id_after(id: str, text: str) -> str:
    """The id of a row that follows from another one: whoever works the text out makes the same id."""
    noise = int.from_bytes(hashlib.sha256(f"{id}/{text}".encode()).digest()[:10])
    return id_at((uuid.UUID(id).int >> 80) + 1, noise)


def made_at(id: str) -> datetime:
    """When a row was made by its machine's clock: the milliseconds its UUIDv7 begins with."""
    return datetime.fromtimestamp((uuid.UUID(id).int >> 80) / 1000, UTC)
