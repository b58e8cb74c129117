"""Packs a message for its journey and unpacks what came: msgpack under zstandard, bounded before and after.

Every message is a version byte and one zstd frame. Sizes are bounded before and after unpacking, so that a
decompression bomb or a mangled body is a ``BadWire`` with its reason and nothing else.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, TypeAlias, TypeVar

import msgspec
import zstandard
from msgspec import Meta

VERSION: Final = 1
MEDIA_TYPE: Final = "application/x-sync-msgpack-zstd"
MAX_PACKED: Final = 8 << 20
"""Bytes of a body that a hub takes. Its answers are bounded unpacked alone: a page is never less than a whole
action, and what its desk packed well may take more bytes as the hub packs it."""
MAX_UNPACKED: Final = 48 << 20
MAX_RATIO: Final = 2_000
"""How much larger than its packed form a message may be, beyond a first megabyte."""
SMALL: Final = 64 << 10
"""Bytes of a message that holds no records, packed or unpacked."""
MAX_OPS: Final = 50_000
MAX_STARTS: Final = 256
MAX_COLUMNS: Final = 100
MAX_TABLES: Final = 4_096
MAX_ROWS: Final = 200_000
MAX_TEXT: Final = 1 << 20
MAX_SEQ: Final = 1 << 53
LEVEL: Final = 3

Number: TypeAlias = Annotated[int, Meta(ge=-MAX_SEQ, le=MAX_SEQ)]
Name: TypeAlias = Annotated[str, Meta(max_length=80)]
Short: TypeAlias = Annotated[str, Meta(max_length=200)]
Value: TypeAlias = str | int | float | None
Operations: TypeAlias = Annotated[list[Number], Meta(max_length=MAX_OPS)]
Starts: TypeAlias = Annotated[list[tuple[Name, Number]], Meta(max_length=MAX_STARTS)]
Columns: TypeAlias = Annotated[list[Name], Meta(max_length=MAX_COLUMNS)]
Facts: TypeAlias = Annotated[dict[Name, str | int], Meta(max_length=40)]
"""Types of fields with the most they may hold: refused before anything is built of what is beyond it."""

M = TypeVar("M", bound="Message")


class BadWire(Exception):
    """A message that is not what it should be; the reason goes back to the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(Exception):
    """The desk must say hello again: the hub's epoch is another one."""


class Message(msgspec.Struct, array_like=True, forbid_unknown_fields=False):
    """The base of all messages: fields by position, so new ones can only be added at the end."""

    MOST: ClassVar[int] = SMALL
    """Bytes of it unpacked; those that hold records, accounts or many answers may be MAX_UNPACKED."""


_ENCODER = msgspec.msgpack.Encoder()


def pack(message: Message, level: int = LEVEL) -> bytes:
    """A message as it travels."""
    return bytes([VERSION]) + zstandard.ZstdCompressor(level=level, write_checksum=True).compress(
        _ENCODER.encode(message)
    )


def unpack(body: bytes, kind: type[M], most: int | None = None) -> M:
    """The message in a body of at most so many bytes. BadWire: too_big, version, not_zstd, not_msgpack."""
    return decoded(inflate(body, most or kind.MOST), kind)


def decoded(raw: bytes, kind: type[M]) -> M:
    """The message in unpacked bytes. BadWire('not_msgpack: …') with where it does not fit."""
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise BadWire(f"not_msgpack: {str(error)[:200]}") from error


def inflate(body: bytes, most: int = MAX_UNPACKED) -> bytes:
    """The unpacked bytes, never more than ``most`` nor out of proportion to the body."""
    if len(body) > max(most, MAX_PACKED):
        raise BadWire("too_big")
    if not body or body[0] != VERSION:
        raise BadWire("version")
    try:
        declared = zstandard.frame_content_size(body[1:])
        if declared > min(most, (1 << 20) + MAX_RATIO * len(body)):
            raise BadWire("too_big")
        if declared < 0:  # we always say how much it will be
            raise BadWire("not_zstd")
        return zstandard.ZstdDecompressor().decompress(body[1:], allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BadWire("not_zstd") from error
