"""Every stored row has an id and its table's rules for keeping it."""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import ClassVar


class Keep(Enum):
    """How a table behaves: DESIGN.md section 2."""

    APPEND = "append"  # a correction is a new row
    MUTABLE = "mutable"  # merged per field
    LOCAL = "local"  # this desk only, never synced


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A stored row; field types are str, int, bool, date, datetime, tuple[str, ...], dict, or None."""

    TABLE: ClassVar[str]
    KEEP: ClassVar[Keep] = Keep.APPEND
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: str


def new_id() -> str:
    """A UUIDv7 of this moment, in order within a millisecond too (RFC 9562 sections 5.7 and 6.2)."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    finer = rest * 4096 // 1_000_000  # 12 bits: a quarter of a microsecond, less than making one takes
    return id_at(milliseconds, finer << 64 | int.from_bytes(os.urandom(8), "big"))


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
