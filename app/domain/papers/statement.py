"""The slip's QR text: a signed statement that any desk can prove or refuse with no network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import string
import struct
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Protocol
from urllib.parse import unquote

from app.domain.numbers import visit_number
from app.domain.suites import STATEMENTS
from app.domain.value import Value
from app.errors import FieldError, Refused

_ALGORITHMS = {version: name for name, version in STATEMENTS.items()}
_LAYOUT = struct.Struct(">B I c B H H H H 8s 4s")
"""version, centre, desk letter, generation, day, serial, head-count, deadline, notices' hash, key id.

The version names the algorithm of signature and hash."""
_SIGNATURE = 64
_BODY = -(-(_LAYOUT.size + _SIGNATURE) * 8 // 5)
_PREFIX = re.compile(r"(?:JFT:|HTTPS://([0-9A-Z.:-]+)/Q/)([0-9A-Z-]{13})/")
_SERIES = re.compile(r"([A-Z])([0-9]{0,3}|[1-5][0-9]{3,4})")
Day = date
_EPOCH = date(2000, 1, 1)
_AROUND = string.whitespace + "\"'“”‘’「」『』<>《》()[]【】,.;。,;、"
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\r\n\t "))
MOST_TYPED = 2_000
"""Characters that are looked at: a link with every sign written as %XX is shorter."""
MOST_CHARACTERS = 221
"""What QR version 8, level M, holds in alphanumeric mode."""


class Signer(Protocol):
    """Signs with the desk's key."""

    @property
    def key_id(self) -> str:
        """8 hex digits."""
        ...

    @property
    def signature(self) -> str:
        """By which algorithm: Ed25519 or SM2."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64-byte signature."""
        ...


class KeyRing(Protocol):
    """Verifies the signatures of known desks."""

    def verify(
        self,
        key_id: str,
        message: bytes,
        signature: bytes,
        series: str | None = None,
        algorithm: str | None = None,
    ) -> bool:
        """True if a known desk key of this id, of this series and algorithm, signed the message."""
        ...

    def since(self, key_id: str, series: str) -> date | None:
        """From which day on the desk has had the key; None where nobody wrote it down."""
        ...


class Facts(Value, frozen=True, kw_only=True):
    """What the slip states. No name, no ID number, no phone, nothing of the petition."""

    query_code: str
    """In its printed form, 7KQ4M-2XP9T-3."""
    centre: str
    series: str
    day: date
    serial: int
    headcount: int
    due: date | None
    notices: bytes
    """notices_hash() of what was told."""


class Verdict(Value, frozen=True, kw_only=True):
    """What reading a QR text found; the facts are filled only when it is genuine."""

    genuine: bool
    reason: str | None = None
    """None, or the code of why not: not_a_slip, slip_altered."""
    number: str | None = None
    date: Day | None = None
    headcount: int | None = None
    due: Day | None = None
    notices: str | None = None
    query_code: str | None = None
    key_id: str | None = None
    before_key: bool = False
    """The visit's day is before the desk had this key: entered later, or made up by who has the key."""


def notices_hash(
    opinion: str | None,
    due: date | None,
    contact: str | None,
    revision: int = 0,
    digest: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """Eight bytes that stand for the three notices as told, and for the slip's turn where it replaces one.

    ``digest``: the hash of the desk's suite, SHA-256 where none is given.
    """
    parts = [opinion, due.isoformat() if due else None, contact, *([revision] if revision else [])]
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    hashed = digest(canonical.encode()) if digest else hashlib.sha256(canonical.encode()).digest()
    return hashed[:8]


def check_host(host: str) -> str:
    """The tracking page's host as it stands in a QR text: a host alone, no http:// before, no path behind.

    Refused(host_unfit): it has other characters, or makes the code larger than version 8.
    """
    host = host.strip().upper()
    prefix = f"HTTPS://{host}/Q/{_LONGEST_CODE}/" if host else f"JFT:{_LONGEST_CODE}/"
    if not _PREFIX.fullmatch(prefix) or len(prefix) + _BODY > MOST_CHARACTERS:
        raise Refused(FieldError("查询地址", "host_unfit", {"host": host}))
    return host


_LONGEST_CODE = "23456-7890A-B"


def make(facts: Facts, host: str, signer: Signer) -> str:
    """The QR text, upper-case alphanumeric; the signature covers all of it that comes before.

    ``host`` is the tracking page's host ("" for none: JFT:). Raises Refused with host_unfit when the host
    has other characters than letters, digits, dot, hyphen and colon, or makes the code larger than version 8.
    """
    host = check_host(host)
    prefix = f"HTTPS://{host}/Q/{facts.query_code}/" if host else f"JFT:{facts.query_code}/"
    statement = _pack(facts, signer)
    signature = signer.sign(prefix.encode() + statement)
    return prefix + _encode(statement + signature)


def tidy_statement(text: str) -> str:
    """A QR text as it was printed: however a browser, a chat or a keyboard wrote the link.

    Small letters, full width, %2F, quotes or brackets around it, a byte order mark, a query behind it.
    """
    plain = unicodedata.normalize("NFKC", unquote(text[:MOST_TYPED])).translate(_INVISIBLE)
    return plain.strip(_AROUND).partition("?")[0].partition("#")[0].rstrip("/").upper()


def read(text: str, keyring: KeyRing) -> Verdict:
    """Judge a QR text, tidied. Any other character in it is refused."""
    text = tidy_statement(text)
    match = _PREFIX.match(text)
    if match is None:
        return Verdict(genuine=False, reason="not_a_slip")
    body = _decode(text[match.end() :])
    if body is None or body[0] not in _ALGORITHMS:
        return Verdict(genuine=False, reason="slip_altered")
    statement, signature = body[: _LAYOUT.size], body[_LAYOUT.size :]
    key_id = statement[-4:].hex()
    series = _series_of(statement)
    if not keyring.verify(key_id, match[0].encode() + statement, signature, series, _ALGORITHMS[body[0]]):
        return Verdict(genuine=False, reason="slip_altered", key_id=key_id)
    return _verdict(statement, match[2], key_id, keyring.since(key_id, series))


def _pack(facts: Facts, signer: Signer) -> bytes:
    series = _SERIES.fullmatch(facts.series)
    if series is None:
        raise ValueError(f"series {facts.series}")
    return _LAYOUT.pack(
        STATEMENTS[signer.signature],
        int(facts.centre),
        series[1].encode(),
        int(series[2] or 0),
        (facts.day - _EPOCH).days,
        facts.serial,
        facts.headcount,
        (facts.due - _EPOCH).days if facts.due else 0,
        facts.notices,
        bytes.fromhex(signer.key_id),
    )


def _series_of(statement: bytes) -> str:
    """The series of numbers that the statement is of: no desk's key speaks for another's."""
    _, _, letter, generation, *_ = _LAYOUT.unpack(statement)
    return letter.decode("latin-1") + (str(generation) if generation else "")


def _verdict(statement: bytes, query_code: str, key_id: str, since: date | None) -> Verdict:
    _, centre, _, _, day, serial, headcount, due, notices, _ = _LAYOUT.unpack(statement)
    on = date.fromordinal(_EPOCH.toordinal() + day)
    series = _series_of(statement)
    return Verdict(
        genuine=True,
        number=visit_number(f"{centre:06d}", series, on, serial),
        date=on,
        headcount=headcount,
        due=date.fromordinal(_EPOCH.toordinal() + due) if due else None,
        notices=notices.hex(),
        query_code=query_code,
        key_id=key_id,
        before_key=since is not None and on < since,
    )


def _encode(body: bytes) -> str:
    return base64.b32encode(body).decode().rstrip("=")


def _decode(text: str) -> bytes | None:
    """The bytes of a canonical body, or None: wrong length, wrong letters, or bits left over at the end."""
    if len(text) != _BODY:
        return None
    try:
        body = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return None
    return body if _encode(body) == text else None
