"""IPP messages as bytes (RFC 8010) and back."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

PRINT_JOB, VALIDATE_JOB, CANCEL_JOB = 0x0002, 0x0004, 0x0008
GET_JOB, GET_JOBS, GET_PRINTER = 0x0009, 0x000A, 0x000B
OPERATION, JOB, END, PRINTER = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM, RANGE = 0x21, 0x22, 0x23, 0x33
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_WITH_LANGUAGE = (0x35, 0x36)
_NUMBERS = (INTEGER, ENUM)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A value or several of one tag."""

    tag: int
    name: str
    value: Any


@dataclass(slots=True)
class Answer:
    """Status code, and the attributes of each group in order."""

    status: int
    groups: list[tuple[int, dict[str, list[Any]]]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.status < 0x0100

    def first(self, group: int) -> dict[str, list[Any]]:
        """The attributes of the first group of a kind; empty if there is none."""
        return next((attributes for kind, attributes in self.groups if kind == group), {})

    def every(self, group: int) -> list[dict[str, list[Any]]]:
        return [attributes for kind, attributes in self.groups if kind == group]


def encode(
    operation: int, request: int, about: Sequence[Attribute], job: Sequence[Attribute] = (), data: bytes = b""
) -> bytes:
    """A request, or with a status in place of the operation an answer."""
    parts = [struct.pack(">BBHI", 2, 0, operation, request), bytes([OPERATION])]
    parts += map(_attribute, about)
    if job:
        parts += [bytes([JOB]), *map(_attribute, job)]
    return b"".join([*parts, bytes([END]), data])


def group(tag: int, attributes: Sequence[Attribute]) -> bytes:
    """One more group of attributes, for an answer."""
    return bytes([tag]) + b"".join(map(_attribute, attributes))


def _attribute(attribute: Attribute) -> bytes:
    values = attribute.value if isinstance(attribute.value, list) else [attribute.value]
    parts = []
    for place, value in enumerate(values):
        name = b"" if place else attribute.name.encode()
        raw = _raw(attribute.tag, value)
        parts.append(struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(raw)) + raw)
    return b"".join(parts)


def _raw(tag: int, value: Any) -> bytes:
    if tag in _NUMBERS:
        return struct.pack(">i", value)
    if tag == BOOLEAN:
        return bytes([bool(value)])
    if tag == RANGE:
        return struct.pack(">ii", *value)
    return str(value).encode()[:1023]


def decode(raw: bytes) -> tuple[Answer, bytes]:
    """A message and the data behind it. ValueError for what is no IPP message."""
    try:
        return _decoded(raw)
    except (struct.error, IndexError) as error:
        raise ValueError("not an IPP message") from error


def _decoded(raw: bytes) -> tuple[Answer, bytes]:
    _, status, _ = struct.unpack_from(">HHI", raw)
    answer, place, name = Answer(status), 8, ""
    while raw[place] != END:
        tag, place = raw[place], place + 1
        if tag < 0x10:
            answer.groups.append((tag, {}))
            continue
        (length,) = struct.unpack_from(">H", raw, place)
        name = raw[place + 2 : place + 2 + length].decode(errors="replace") if length else name
        place += 2 + length
        (length,) = struct.unpack_from(">H", raw, place)
        value = _value(tag, raw[place + 2 : place + 2 + length])
        answer.groups[-1][1].setdefault(name, []).append(value)
        place += 2 + length
    return answer, raw[place + 1 :]


def _value(tag: int, raw: bytes) -> Any:
    if tag in _NUMBERS:
        return struct.unpack(">i", raw)[0]
    if tag == BOOLEAN:
        return raw != b"\x00"
    if tag == RANGE:
        return struct.unpack(">ii", raw)
    if tag in _WITH_LANGUAGE:
        (length,) = struct.unpack_from(">H", raw)
        return raw[4 + length :].decode(errors="replace")
    return raw.decode(errors="replace") if tag >= 0x40 else raw
