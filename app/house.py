"""home.py hands a house to the command line and the window: it opens a folder and signs a person in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.desk import Desk, Place
from app.domain.suites import GENERAL
from app.domain.value import Value
from app.events import Event
from app.ports.contents import Contents, Pictures
from app.ports.paper import CodeReader
from app.ports.second_factor import SecondFactor
from app.ports.signing import KeyRing
from app.ports.vault import Keys, Vault

if TYPE_CHECKING:  # start-up: a call that does not sync needs none of its dataclasses
    from app.ports.link import Enrolment, HubDoor, Link

HOME, USER = "JIEFANGTAI_HOME", "JIEFANGTAI_USER"


def default_home() -> Path:
    """The desk's folder where none is named: JIEFANGTAI_HOME, else the platform's user data folder."""
    if named := os.environ.get(HOME):
        return absolute(Path(named))
    from platformdirs import user_data_path  # start-up: only where no folder is named

    return user_data_path("jiefangtai", appauthor=False)


def absolute(folder: Path) -> Path:
    """A folder as the person named it, ~ and relative parts resolved."""
    return folder.expanduser().absolute()


T = TypeVar("T")


class Countersigning(Protocol):
    """A desk at which a second person can sign on the spot."""

    def countersign(self, login: str, password: str, work: Callable[[Desk], T], pin: str | None = None) -> T:
        """Do ``work`` at the desk of another account, which signs for it; who was signed in stays so.

        NotAllowed: wrong_password, locked_out, account_disabled, not_signed_in; token_elsewhere (no ``pin``).
        """
        ...


class House(Countersigning, Protocol):
    """The parts of one home folder; built once in home.py."""

    @property
    def home(self) -> Path: ...

    @property
    def vault(self) -> Vault: ...

    @property
    def keys(self) -> Keys:
        """The keys that the last sign-in unwrapped. NotAllowed('not_signed_in') before one."""
        ...

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Have every event of this house's desks told to ``listener``, on the thread that committed."""
        ...

    def password_age(self) -> float:
        """Seconds since who is signed in gave the password, at the door or for a signature."""
        ...

    def recover(self, recovery_key: str, login: str, password: str) -> dict[str, Any]:
        """Give an account a new password by the recovery key of ``init``.

        NotAllowed (wrong_recovery_key, account_disabled), Refused (staff_unknown, passwords),
        Unavailable (no_store …).
        """
        ...

    def place(self) -> Place:
        """The desk's fixed facts, readable before anyone signs in. Unavailable('no_store')."""
        ...

    def require_empty(self) -> None:
        """Unavailable('store_exists') if the folder holds a store already."""
        ...

    def create(
        self, centre: str, code: str, letter: str, login: str, password: str, suite: str = GENERAL
    ) -> str:
        """Make the store, its reference tables and the first administrator; the recovery key.

        ``suite``: the algorithms of the centre (app.domain.suites). Refused: suite_unknown …
        """
        ...

    def sign_in(self, login: str, password: str, at: datetime | None = None, pin: str | None = None) -> Desk:
        """Unlock, open and migrate the store, check the account; ``at`` stands for the clock.

        ``pin``: of the account's token, where it has one (app.ports.vault).

        NotAllowed (wrong_password, locked_out, account_disabled, token_…), Unavailable (no_store, wrong_key,
        store_newer, store_locked, disk_full, store_read_only …).
        """
        ...

    def unlock(self, login: str, password: str, pin: str | None = None) -> None:
        """Let who is signed in back to a locked screen; audited, as every wrong try is.

        NotAllowed: wrong_password, locked_out, account_disabled, token_needed, token_pin …
        """
        ...

    def key_ring(self, folder: Path | None = None) -> KeyRing:
        """The desks' public keys in a folder, by default HOME/keys."""
        ...

    def code_reader(self) -> CodeReader: ...

    @property
    def contents(self) -> Contents:
        """The sealed contents of attachments. NotAllowed('not_signed_in') before a sign-in."""
        ...

    @property
    def pictures(self) -> Pictures: ...

    def backup(
        self, desk: Desk, file: Path, second: Path | None = None, purpose: str | None = None
    ) -> dict[str, Any]:
        """{"file", "made_at", "bytes", "visits", "verified", "second"}; ``second``: a folder for a copy.

        Unavailable: folder_missing, backup_exists, backup_unproved, disk_full … A second folder that cannot
        be written leaves the backup whole; ``second`` of the answer then is its code.
        """
        ...

    def drill(self, desk: Desk, file: Path, password: str, pin: str | None = None) -> dict[str, Any]:
        """Restore a backup into a folder beside the store, check it, count it, remove it; audited.

        {"ok", "made_at", "counts": [{"what", "backup", "now"}], "findings", "seconds"}. Refusals as of
        restore.
        """
        ...

    @property
    def tokens(self) -> SecondFactor:
        """The tokens plugged into this machine."""
        ...

    def restore(self, file: Path, login: str, password: str, pin: str | None = None) -> dict[str, Any]:
        """Into an empty home, by an account of the backup whose roles cover it; on to a new series."""
        ...

    def check(self, desk: Desk, *, rebuild: bool = False) -> dict[str, Any]:
        """{"ok": bool, "findings": […]} over store, index, cases and audit chain.

        rebuild: write anew what is read from the facts before it is compared.
        """
        ...

    def link(self, desk: Desk) -> Link:
        """The signed-in desk's link to its hub; one for the whole house."""
        ...

    def keep_in_sync(self, desk: Desk) -> None:
        """Sync in the background, where the desk has joined a hub, until the house is closed."""
        ...

    @property
    def enrolment(self) -> Enrolment:
        """The way from an empty folder to a desk of a centre."""
        ...

    def close(self) -> None: ...


class SimulationWanted(Value, frozen=True):
    """How many synthetic visits, by which seed, between which days."""

    visits: int
    seed: int = 1
    start: date | None = None
    end: date | None = None


class Programs(Protocol):
    """The larger programs behind a command, each imported by main.py only when it is asked for."""

    def window(self, house: House, login: str | None) -> int:
        """Open the window and stay until it is closed; the exit code."""
        ...

    def simulate(self, house: House, wanted: SimulationWanted) -> dict[str, Any]:
        """Make a training store in the house's empty folder. Unavailable('store_exists')."""
        ...

    def demo(self, out: Path) -> dict[str, Any]:
        """Drive the real window through a reception day; slips, screenshots and day.json go to ``out``."""
        ...

    def hub(self, home: Path) -> HubDoor:
        """The centre's hub with its keys and default database under the folder."""
        ...

    def update(self, folder: Path, check: bool) -> dict[str, Any]:
        """Install a newer version from a signed folder, or with ``check`` only say whether there is one."""
        ...

    def bench(self, visits: int) -> dict[str, Any]:
        """The measurements as ratios of one run."""
        ...
