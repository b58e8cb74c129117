"""This port links the desk to its hub, joins it to a hub and runs the hub itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from app.errors import Unavailable
from app.events import Event
from app.ports.hub_options import HubOptions


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one exchange with the hub did; audit rows are counted apart."""

    pushed: int
    pulled: int
    set_aside: int
    conflicts: int
    audit: int
    cursor: int
    tables: tuple[str, ...] = ()
    """Tables whose rows came in."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """What the status bar and ``sync status`` show, all of it measured."""

    state: str
    """未设置, 已连接, 未连接 or 正在同步."""
    hub: str | None
    waiting: int
    set_aside: int
    conflicts: int
    cursor: int
    behind: int | None
    """Revisions of the hub not read yet, as of the last contact; None before one."""
    last_at: str | None
    """When the last exchange ended well."""
    code: str | None = None
    """Why the last one did not."""
    sent: int = 0
    """Operations on records that the hub took since the program was started."""
    fetched: int = 0
    """Rows of other desks that came in since then."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What the sentence of ``code`` names."""
    history: int = 100
    """Percent of the centre's record that is here: less while a new desk fills, newest first."""
    contents: int = 0
    """Contents of attachments that lie here and that the hub was not seen to hold."""
    clock: int = 0
    """Seconds by which this machine's clock was ahead of the hub's at the last contact; negative: behind."""
    seen: Mapping[str, datetime] = field(default_factory=dict)
    """Letters of the other desks to when each spoke to the hub last, as of this desk's last hello."""


@dataclass(frozen=True, slots=True)
class Left:
    """How this desk and its hub parted."""

    hub: str
    waiting: int
    """Operations on records that the hub has not got: they stay here and go out when the desk joins again."""
    heard: bool
    """Whether the hub knows; if not, its owner has to revoke the desk there."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A value that was set aside, for a person to look at."""

    id: str
    number: str | None
    table: str
    field: str
    kept: Any
    lost: Any
    by: str | None
    desk: str
    at: str
    reason: str
    row_id: str = ""
    kept_by: str = ""
    """Letter of the desk whose value was kept."""
    now: Any = None
    """What stands there at present: ``kept``, unless somebody has changed it since."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A business action that the hub would not take, and why."""

    txn: str
    number: str | None
    table: str
    row_id: str
    code: str
    facts: dict[str, Any]


class WrapsKeeper(Protocol):
    """The key file, as far as sync carries it from desk to desk."""

    def centre_wraps(self) -> dict[str, Any]:
        """{"accounts": {login: wrap}, "recovery": wrap}."""
        ...

    def take_wraps(self, wraps: dict[str, Any]) -> None: ...


class Link(Protocol):
    """This desk's end of sync."""

    def state(self) -> LinkState: ...

    def exchange(self) -> Exchanged:
        """One exchange now. Unavailable: hub_unset, hub_unreachable …; NotAllowed: hub_token, hub_revoked."""
        ...

    def watch(self, report: Callable[[Exchanged], None]) -> None:
        """Exchange again whenever the hub or this desk has something new, until interrupted."""
        ...

    def clashes(self, most: int | None = None) -> list[Clash]:
        """Open conflicts, oldest first; no more than ``most`` of them."""
        ...

    def settle(self, id: str, who: str, restore: bool) -> Clash:
        """Keep what shows, or put the lost value back. Refused('not_found' | 'conflict_settled' | …)."""
        ...

    def reopen(self, settled: Clash, who: str) -> Clash:
        """Take a decision back: as ``settle`` gave it, with the value that stood there before.

        Refused: not_found, conflict_gone, conflict_changed (somebody has changed it since), conflict_status.
        """
        ...

    def asides(self) -> list[Aside]: ...

    def retry(self, leader: str | None = None) -> int:
        """Send again all that was set aside, at the next exchange; how many actions.

        ``leader``: who answers for what was done by accounts that are disabled by now.
        """
        ...

    def join(
        self, url: str, code: str, certificate: Path | None = None, password: str | None = None
    ) -> dict[str, Any]:
        """Enrol this existing store and send all of it; the account's password, or its key, proves it."""
        ...

    def leave(self, unheard: bool = False) -> Left:
        """Send what waits, have this desk cut off at the hub, forget the hub. ``join`` brings it back.

        ``unheard``: also where the hub does not answer. Unavailable: hub_unset, hub_unreachable …
        """
        ...

    def give_code(self, letter: str) -> str:
        """A one-time code for a desk of that letter, by the signature of whoever is signed in.

        NotAllowed('hub_order'); Unavailable: hub_unset, hub_order_clock, hub_unreachable …
        """
        ...

    def stop_desk(self, letter: str) -> int:
        """Cut the desks of that letter off at the hub; how many. Raises as give_code, hub_no_desk too."""
        ...

    def fetch_content(self, name: str) -> bool:
        """Fetch an attachment's content from the hub, going on where a cut stopped it; whether it is here.

        False where there is no hub, it is away, or it lacks it. Unavailable: content_wrong, disk_full.
        """
        ...

    def write_courier(self, file: Path) -> dict[str, Any]: ...

    def read_courier(self, file: Path) -> dict[str, Any]: ...

    def start(self, announce: Callable[[Event], None]) -> Callable[[], None]:
        """Run in the background; returns what stops it."""
        ...

    def tell(self, announce: Callable[[Event], None]) -> None:
        """Announce how things stand now."""
        ...

    def nudge(self) -> None:
        """Something was saved: exchange soon."""
        ...


class Enrolment(Protocol):
    """Makes the store of an empty home from the hub's newest rows."""

    def enrol(
        self,
        url: str,
        code: str,
        login: str,
        password: str,
        certificate: Path | None = None,
        pin: str | None = None,
    ) -> dict[str, Any]:
        """{"desk", "series", "centre", "rows", "seconds"}."""
        ...


class HubDoor(Protocol):
    """The centre's hub as this program runs it; ``database`` None is the embedded one under the home."""

    def serve(
        self, options: HubOptions, listening: Callable[[str], None], away: Callable[[Unavailable], None]
    ) -> None:
        """Serve until interrupted; ``listening`` is told the address once it can be reached.

        ``away`` is told each time a PostgreSQL does not answer at the start; it is tried again.
        """
        ...

    def token(
        self, desk: str, database: str | None, centre: str | None = None, new_centre: bool = False
    ) -> str:
        """A one-time code; ``new_centre``: for the first desk of a centre that the hub does not know yet."""
        ...

    def desks(self, database: str | None) -> list[dict[str, Any]]: ...

    def revoke(self, desk: str, database: str | None, centre: str | None = None) -> int: ...

    def restored(self, database: str | None, centre: str | None = None) -> int:
        """Say that the database is an older one: a new epoch begins, every desk offers what it lacks."""
        ...

    def close_history(self, database: str | None, centre: str | None = None) -> bool:
        """Take nothing more that nobody signed; False if it was so already."""
        ...

    def backup(self, file: Path | None, database: str | None) -> dict[str, Any]: ...

    def restore(self, file: Path, key: Path | None) -> dict[str, Any]:
        """Put a backup of an embedded hub into a home without one; ``key`` None: its key lies there already.

        Unavailable: hub_exists, hub_key_missing, backup_unreadable …
        """
        ...

    def check(self, database: str | None) -> dict[str, Any]:
        """{"ok", "findings", "centres"}: pages of the file, revisions, rows that can be read."""
        ...
