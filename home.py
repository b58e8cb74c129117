"""The parts of one home folder, in a listed order: what main.py hands to the window or the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.desk import Desk, MachineClock, Place, StoppedClock
from app.devices.pkcs11_tokens import Pkcs11Tokens
from app.domain.suites import GENERAL
from app.errors import NotAllowed, Unavailable
from app.events import Event, RowsPulled, SyncStateChanged
from app.ports.vault import Keys
from app.settings import Settings
from printing.pictures_when_needed import PicturesWhenNeeded
from printing.when_needed import PapersWhenNeeded

if TYPE_CHECKING:  # the engine, the crypto and the paper cost start-up time: each is built when asked for
    from app.ports.paper import CodeReader
    from app.ports.signing import KeyRing
    from db.access.entrance import Entrance
    from db.access.keys import FileVault
    from db.contents import SealedContents
    from db.store import Store
    from db.sync.enrolment import HomeEnrolment
    from db.sync.link import DeskLink
    from printing.printers.desk_printers import DeskPrinters

T = TypeVar("T")
STORE, PUBLIC = "store.db", "keys"
"""What lies in a home folder."""


class Home:
    """app.house.House over one folder; the store is opened by the first sign-in and kept open."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._vault: FileVault | None = None
        self._door: Entrance | None = None
        self._link: DeskLink | None = None
        self._building = threading.RLock()
        self._stop_sync: Callable[[], None] | None = None
        self._papers = PapersWhenNeeded()
        self.pictures = PicturesWhenNeeded()
        self._printers: DeskPrinters | None = None
        self.tokens = Pkcs11Tokens()
        self._listeners: list[Callable[[Event], None]] = []

    @property
    def _entrance(self) -> Entrance:
        from db.access.entrance import Entrance  # start-up: a window that asks for a password needs no store

        with self._building:  # the window's threads may ask at once
            if self._door is None:
                self._door = Entrance(self.home, self.vault, self.home / STORE)
            return self._door

    @property
    def vault(self) -> FileVault:
        if self._vault is None:
            from db.access.keys import FileVault  # start-up: --help and verify need no crypto

            self._vault = FileVault(self.home, factor=self.tokens)
        return self._vault

    @property
    def keys(self) -> Keys:
        return self._entrance.keys

    @property
    def store(self) -> Store:
        """The open store. NotAllowed('not_signed_in') before the first sign-in."""
        return self._entrance.store

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Have every event of this house's desks told to ``listener``, on the thread that committed."""
        self._listeners.append(listener)

    def require_empty(self) -> None:
        if self.vault.exists() or (self.home / STORE).exists():
            raise Unavailable("store_exists")

    def create(
        self, centre: str, code: str, letter: str, login: str, password: str, suite: str = GENERAL
    ) -> str:
        from app.services.desk.init_desk import FirstDesk, check_first_desk  # start-up: as above
        from db.home.founding import found_desk

        first = FirstDesk(centre=centre, code=code, letter=letter, login=login, suite=suite)
        check_first_desk(first, password)
        self.require_empty()
        return found_desk(self.home, first, password)

    def sign_in(self, login: str, password: str, at: datetime | None = None, pin: str | None = None) -> Desk:
        from db.access.signing import signer_of  # start-up: as above
        from db.access.wraps import record_salt

        staff, settings = self._entrance.sign_in(login, password, pin)
        return Desk(
            place=self.place(),
            staff=staff,
            records=self.store,
            clock=StoppedClock(at) if at else MachineClock(),
            settings=settings,
            signer=self.store.on_writer(signer_of),
            papers=self._papers,
            printers=self._printers_of(settings),
            announce=self._announce,
            salt=record_salt(self.keys.centre),
        )

    def unlock(self, login: str, password: str, pin: str | None = None) -> None:
        self._entrance.unlock(login, password, pin)

    def countersign(self, login: str, password: str, work: Callable[[Desk], T], pin: str | None = None) -> T:
        return self._entrance.beside(login, lambda: work(self._countersigner(login, password, pin)))

    def _countersigner(self, login: str, password: str, pin: str | None) -> Desk:
        """The desk of who signs on the spot, where nobody asks for a PIN unless it is given."""
        try:
            return self.sign_in(login, password, pin=pin)
        except NotAllowed as error:
            if error.code == "token_needed":
                raise NotAllowed("token_elsewhere", **error.facts) from error
            raise

    def password_age(self) -> float:
        return self._entrance.password_age()

    def recover(self, recovery_key: str, login: str, password: str) -> dict[str, Any]:
        return self._entrance.recover(recovery_key, login, password)

    def place(self) -> Place:
        """The desk's fixed facts, readable before anyone signs in. Unavailable: no_store, place_damaged."""
        from db.home.place import read_place  # start-up: as above

        return read_place(self.home)

    def key_ring(self, folder: Path | None = None) -> KeyRing:
        from db.access.signing import FolderKeyRing  # start-up: as above

        return FolderKeyRing(folder or self.home / PUBLIC)

    def code_reader(self) -> CodeReader:
        from printing.codes import CodeReader  # start-up: the decoders are large

        return CodeReader()

    @property
    def contents(self) -> SealedContents:
        from db.contents import FOLDER, SealedContents  # start-up: as above

        return SealedContents(self.home / FOLDER, self.keys.centre)

    def backup(
        self, desk: Desk, file: Path, second: Path | None = None, purpose: str | None = None
    ) -> dict[str, Any]:
        from db.backups.backup import backup  # start-up: as above

        return backup(self.home, self.store, desk.staff.login, file, second=second, purpose=purpose)

    def drill(self, desk: Desk, file: Path, password: str, pin: str | None = None) -> dict[str, Any]:
        from db.backups.drill import drill  # start-up: as above

        return drill(self.home, self.store, desk.staff.login, password, file, pin, self.tokens)

    def restore(self, file: Path, login: str, password: str, pin: str | None = None) -> dict[str, Any]:
        from db.backups.backup import restore  # start-up: as above

        self.require_empty()
        return restore(self.home, file, login, password, pin, self.tokens)

    def check(self, desk: Desk, *, rebuild: bool = False) -> dict[str, Any]:
        from db.check import check_store  # start-up: as above

        noted, count = self._entrance.keeper.heads(self.store, self.keys), self.vault.file.count()
        return check_store(
            self.store,
            desk.staff.login,
            noted,
            count,
            contents=self.contents,
            rebuild=rebuild,
            at_hub=self.link(desk).audit_head(),
        )

    def link(self, desk: Desk) -> DeskLink:
        from db.sync.link import DeskLink  # start-up: httpx is for those who sync

        with self._building:
            if self._link is None:
                self._link = DeskLink(
                    self.home,
                    self.store,
                    self.vault,
                    self.keys.centre,
                    desk.place.letter,
                    desk.staff.login,
                    self._entrance.voice,
                )
            return self._link

    def keep_in_sync(self, desk: Desk) -> None:
        link = self.link(desk)
        if not link.runs and link.state().hub is not None:
            self._stop_sync = link.start(self._announce)
        link.tell(self._announce)

    @property
    def enrolment(self) -> HomeEnrolment:
        from db.sync.enrolment import HomeEnrolment  # start-up: as above

        return HomeEnrolment(self.home, self.tokens)

    def _printers_of(self, settings: Settings) -> DeskPrinters:
        """One list of printers for the house: its lanes outlive a change of clerks."""
        from printing.printers.desk_printers import DeskPrinters  # start-up: as above
        from ui.drivers_when_needed import DriversWhenNeeded  # a hub alone has no window

        if self._printers is None:
            self._printers = DeskPrinters(settings, self.home, DriversWhenNeeded())
        self._printers.follow(settings)
        return self._printers

    def close(self) -> None:
        if self._printers is not None:
            self._printers.close()
            self._printers = None
        if self._stop_sync is not None:
            self._stop_sync()
            self._stop_sync = None
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._door is not None:
            self._door.close()

    def _announce(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)
        if self._link is not None and not isinstance(event, RowsPulled | SyncStateChanged):
            self._link.nudge()
