"""A desk and its hub exchange attachments' contents in sealed pieces, each named by its offset."""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

from msgspec import Meta

from db.exchange.frame import Message, Name, Number, Short

PIECE: Final = 256 * 1024
MOST_PIECE: Final = PIECE + 4096
"""Bytes of a message with a piece, packed or unpacked."""
MOST_CONTENT: Final = 64 << 20
"""Bytes of a sealed content; the largest that a setting allows has 50 MB."""
MOST_NAMES: Final = 500
CONTENT: Final = re.compile(r"[0-9a-f]{64}")

Body: TypeAlias = Annotated[bytes, Meta(max_length=PIECE)]


class ContentsAsked(Message):
    """Which of these contents the hub holds."""

    names: Annotated[list[Name], Meta(max_length=MOST_NAMES)]


class ContentsTold(Message):
    """For each name: WHOLE, UNNAMED, or how many bytes of this desk's own sending lie there."""

    held: Annotated[list[Number], Meta(max_length=MOST_NAMES)]


WHOLE, UNNAMED = -1, -2
"""The hub holds it; no row that the hub has taken speaks of it, so that it takes no byte of it."""


class ContentPiece(Message):
    """A piece of a sealed content."""

    name: Short
    size: Number
    """Bytes of all of it."""
    begins: Number
    body: Body


class ContentTaken(Message):
    """Up to where the hub holds it now; WHOLE when it is proved."""

    held: Number


class ContentWanted(Message):
    name: Short
    begins: Number
