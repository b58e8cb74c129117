"""Speaks to the hub over HTTP; plain HTTP only on this machine, TLS everywhere else."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from app.errors import FieldError, NotAllowed, Refused, Unavailable
from db.exchange import entering, frame, slim, wire
from db.exchange.content_wire import (
    MOST_PIECE,
    ContentPiece,
    ContentsAsked,
    ContentsTold,
    ContentTaken,
    ContentWanted,
)
from db.exchange.frame import BadWire, Message, Stale
from db.exchange.orders import Obeyed, Order
from db.exchange.this_machine import is_loopback
from db.sync.httpx_alone import httpx
from db.sync.reasons import known_reason

M = TypeVar("M", bound=Message)
T = TypeVar("T")
CONNECT_SECONDS, ANSWER_SECONDS, WAIT_SECONDS = 5.0, 60.0, 40.0
NOT_FOUND = 404


class HttpHub:
    """db.sync.ends.HubEnd over one kept-alive client; one thread at a time."""

    def __init__(self, url: str, token: str = "", authority: str | None = None) -> None:
        self._client = httpx.Client(
            base_url=tidy_url(url),
            headers={
                "Content-Type": frame.MEDIA_TYPE,
                **({"Authorization": f"Bearer {token}"} if token else {}),
            },
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            verify=trust(authority),
            trust_env=False,
            follow_redirects=False,
        )
        self._helper: ThreadPoolExecutor | None = None
        self._pack: Callable[[Message], bytes] = frame.pack
        self._takes_rounds = False

    def enrol(self, entry: entering.Entry) -> entering.Admitted:
        return self._post("enrol", entry, entering.Admitted)

    def door(self, asked: entering.DoorAsked) -> entering.DoorTold:
        return self._post("door", asked, entering.DoorTold)

    def hello(self, hello: wire.Hello) -> wire.Welcome:
        welcome = self._post("hello", hello, wire.Welcome)
        self._pack = slim.pack_when_many if welcome.small == slim.FORM else frame.pack
        self._takes_rounds = welcome.rounds
        return welcome

    def push(self, push: wire.Push) -> wire.Pushed:
        return self._post("push", push, wire.Pushed)

    def carry(self, carried: wire.Carried) -> wire.Pushed:
        return self._post("carry", carried, wire.Pushed)

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:
        return self._post("pull", wire.Pull(since, mine, schema, small=slim.FORM), wire.Page)

    def takes_rounds(self) -> bool:
        return self._takes_rounds

    def round(self, asked: wire.Round) -> wire.Rounded | None:
        with _hub_faults():
            answer = self._client.post("/sync/1/round", content=self._pack(asked))
        self._takes_rounds = answer.status_code != NOT_FOUND
        if not self._takes_rounds:
            return None
        _check(answer.status_code, answer.content)
        return _unpacked(answer.content, wire.Rounded)

    def wait(self, since: int) -> int:
        with _hub_faults():
            answer = self._client.get("/sync/1/wait", params={"since": since}, timeout=WAIT_SECONDS)
        _check(answer.status_code, answer.content)
        if not is_number(answer.text):
            raise Unavailable("hub_speaks_otherwise")
        return int(answer.text)

    def wraps(self, wraps: entering.Wraps) -> entering.Wraps:
        return self._post("wraps", wraps, entering.Wraps)

    def earlier(self, asked: wire.Earlier) -> wire.Page:
        asked.small = slim.FORM
        return self._post("earlier", asked, wire.Page)

    def contents_held(self, asked: ContentsAsked) -> ContentsTold:
        return self._post("contents", asked, ContentsTold)

    def put_content(self, piece: ContentPiece) -> ContentTaken:
        return self._post("content", piece, ContentTaken)

    def get_content(self, wanted: ContentWanted) -> ContentPiece:
        return self._post("piece", wanted, ContentPiece, MOST_PIECE)

    def head(self, asked: wire.HeadAsked) -> wire.HeadTold:
        return self._post("head", asked, wire.HeadTold)

    def leave(self) -> None:
        with _hub_faults():
            answer = self._client.post("/sync/1/leave")
        _check(answer.status_code, answer.content)

    def order(self, order: Order) -> Obeyed:
        return self._post("order", order, Obeyed)

    def later(self, work: Callable[[], T]) -> Callable[[], T]:
        if self._helper is None:
            self._helper = ThreadPoolExecutor(1, thread_name_prefix="hub")
        return self._helper.submit(work).result

    def digest(self, table: str) -> wire.Buckets:
        with _hub_faults():
            answer = self._client.get("/sync/1/digest", params={"table": table})
        _check(answer.status_code, answer.content)
        return _unpacked(answer.content, wire.Buckets)

    def close(self) -> None:
        if self._helper is not None:
            self._helper.shutdown()
        self._client.close()

    def _post(self, what: str, message: Message, kind: type[M], most: int | None = None) -> M:
        with _hub_faults():
            answer = self._client.post(f"/sync/1/{what}", content=self._pack(message))
        _check(answer.status_code, answer.content)
        return _unpacked(answer.content, kind, most)


def is_number(text: str) -> bool:
    """Whether it is a revision as a hub writes it."""
    return text.isascii() and text.isdigit() and len(text) <= 16


def tidy_url(url: str) -> str:
    """The hub's address. Refused: hub_url, hub_url_plain (plain HTTP to another machine)."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:  # [::1 without its other bracket
        raise Refused(FieldError("url", "hub_url", {"url": url})) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Refused(FieldError("url", "hub_url", {"url": url}))
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise Refused(FieldError("url", "hub_url_plain", {"url": url}))
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def authority_in(file: Path | None) -> str | None:
    """The centre's own authority as PEM text, where given. Refused (--ca): no_file, ca_unreadable."""
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise Refused(FieldError("--ca", "no_file", {"file": str(file)})) from None
    except UnicodeDecodeError:
        raise Refused(FieldError("--ca", "ca_unreadable", {"file": file.name})) from None


def trust(authority: str | None) -> ssl.SSLContext:
    """The system's authorities, or only the centre's own (PEM text). Unavailable('hub_certificate')."""
    if authority is None:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cadata=authority)
    except (ValueError, ssl.SSLError) as error:
        raise Unavailable("hub_certificate") from error


@contextmanager
def _hub_faults() -> Iterator[None]:
    try:
        yield
    except httpx.ConnectError as error:
        code = "hub_certificate" if "CERTIFICATE" in str(error).upper() else "hub_unreachable"
        raise Unavailable(code) from error
    except httpx.HTTPError as error:
        raise Unavailable("hub_unreachable") from error


def _unpacked(body: bytes, kind: type[M], most: int | None = None) -> M:
    try:
        return slim.unpack(body, kind, most)
    except BadWire as error:
        raise Unavailable("hub_speaks_otherwise") from error


def _check(status: int, body: bytes) -> None:
    """Raise what the hub refused with."""
    if status == 200:
        return
    try:
        refusal = frame.unpack(body, wire.Refusal)
    except BadWire as error:
        raise Unavailable("hub_speaks_otherwise") from error
    if status == 409:
        raise Stale
    code, facts = known_reason(refusal.code, refusal.facts)
    if status in (401, 403):
        raise NotAllowed(code, **facts)
    raise Unavailable(code, **facts)
