"""The parts of one home folder, in a listed order: what main.py hands to the window or the command line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.desk import Desk, MachineClock, Place, StoppedClock
from app.devices.pkcs11_tokens import Pkcs11Tokens
from app.domain.passwords import is_outworn
from app.domain.rows.centre import Staff
from app.domain.suites import GENERAL
from app.errors import NotAllowed, Unavailable
from app.events import Event, RowsPulled, SyncStateChanged
from app.ports.clock import CENTRE_TIME
from app.ports.vault import Keys
from app.services.desk.init_desk import FirstDesk, check_first_desk
from app.services.desk.introduce_person import announce_own_key
from app.services.desk.manage_staff import recover_account
from app.services.desk.sign_in import SIGN_IN, UNLOCK, audit_wrong_tries, look_in, read_settings, sign_in
from app.settings import Settings
from printing.pictures_when_needed import PicturesWhenNeeded
from printing.when_needed import PapersWhenNeeded

if TYPE_CHECKING:  # the engine, the crypto and the paper cost start-up time: each is built when asked for
    from app.ports.paper import CodeReader
    from app.ports.printers import DriverPrinters
    from app.ports.signing import KeyRing
    from db.contents import SealedContents
    from db.exchange.proofs import Voice
    from db.keeper import Keeper
    from db.keys import FileVault
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
        self._store: Store | None = None
        self._keys: Keys | None = None
        self._proved_at = time.monotonic()
        self._link: DeskLink | None = None
        self._linking = threading.Lock()
        self._stop_sync: Callable[[], None] | None = None
        self._papers = PapersWhenNeeded()
        self.pictures = PicturesWhenNeeded()
        self._printers: DeskPrinters | None = None
        self.tokens = Pkcs11Tokens()
        self._listeners: list[Callable[[Event], None]] = []

    @property
    def vault(self) -> FileVault:
        if self._vault is None:
            from db.keys import FileVault  # start-up: --help and verify need no crypto

            self._vault = FileVault(self.home, factor=self.tokens)
        return self._vault

    @property
    def _keeper(self) -> Keeper:
        from db.keeper import Keeper  # start-up: as above

        return Keeper(self.home, self.vault, self._file)

    @property
    def keys(self) -> Keys:
        if self._keys is None:
            raise NotAllowed("not_signed_in")
        return self._keys

    @property
    def store(self) -> Store:
        """The open store. NotAllowed('not_signed_in') before the first sign-in."""
        if self._store is None:
            raise NotAllowed("not_signed_in")
        return self._store

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Have every event of this house's desks told to ``listener``, on the thread that committed."""
        self._listeners.append(listener)

    def require_empty(self) -> None:
        if self.vault.exists() or self._file.exists():
            raise Unavailable("store_exists")

    def create(
        self, centre: str, code: str, letter: str, login: str, password: str, suite: str = GENERAL
    ) -> str:
        from db.founding import found_desk  # start-up: as above

        first = FirstDesk(centre=centre, code=code, letter=letter, login=login, suite=suite)
        check_first_desk(first, password)
        self.require_empty()
        return found_desk(self.home, first, password)

    def sign_in(self, login: str, password: str, at: datetime | None = None, pin: str | None = None) -> Desk:
        from db.signing import signer_of  # start-up: as above
        from db.wraps import record_salt

        keys = self._unlocked(login, password, pin)
        login, wrong = keys.login, self.vault.noted_tries()
        if self._store is None:
            self._store = self._keeper.open(keys)
        elif self._keys is not None and self._keys.login != login:
            self._seal()
        staff = self._let_in(self._store, keys, wrong)
        settings = read_settings(self._store)
        self._keeper.tidy(self._store, login, settings["出单留存小时"])
        if self._is_outworn(login, settings):
            staff = replace(staff, must_change_password=True)
        self._keys = keys
        self._proved_at = time.monotonic()
        self._store.login = login
        announce_own_key(self._store, self.vault, keys, MachineClock().now())
        return Desk(
            place=self.place(),
            staff=staff,
            records=self._store,
            clock=StoppedClock(at) if at else MachineClock(),
            settings=settings,
            signer=self._store.on_writer(signer_of),
            papers=self._papers,
            printers=self._printers_of(settings),
            announce=self._announce,
            salt=record_salt(keys.centre),
        )

    def _let_in(self, store: Store, keys: Keys, wrong: list[tuple[str, float]], act: str = SIGN_IN) -> Staff:
        """The account of who unlocked the keys, audited; on a disk that takes nothing he may look."""
        from db.looking import NO_ROOM  # start-up: as above

        try:
            self._keeper.hold(store, keys)
            staff = sign_in(store, keys.login, wrong, act)
        except Unavailable as error:
            if error.code not in NO_ROOM:
                raise
            return look_in(store, keys.login)
        self.vault.audited_tries(len(wrong))
        return staff

    def unlock(self, login: str, password: str, pin: str | None = None) -> None:
        keys, wrong = self._unlocked(login, password, pin), self.vault.noted_tries()
        self._let_in(self.store, keys, wrong, UNLOCK)

    def _unlocked(self, login: str, password: str, pin: str | None) -> Keys:
        """The keys; a wrong try is audited at once where the store is open already."""
        try:
            return self.vault.unlock(login, password, pin)
        except NotAllowed:
            with suppress(Unavailable):  # a full disk: they are noted, and wait
                self._audit_tries()
            raise

    def countersign(self, login: str, password: str, work: Callable[[Desk], T], pin: str | None = None) -> T:
        """Do ``work`` at the desk of another account; what it did is signed by its key before it leaves."""
        clerk, clerk_login, proved = self.keys, self.store.login, self._proved_at
        try:
            return work(self._countersigner(login, password, pin))
        finally:
            if self._keys is not clerk:
                self._seal()
            self._keys, self.store.login = clerk, clerk_login
            if login != clerk_login:
                self._proved_at = proved

    def _countersigner(self, login: str, password: str, pin: str | None) -> Desk:
        """The desk of who signs on the spot, where nobody asks for a PIN unless it is given."""
        try:
            return self.sign_in(login, password, pin=pin)
        except NotAllowed as error:
            if error.code == "token_needed":
                raise NotAllowed("token_elsewhere", **error.facts) from error
            raise

    def password_age(self) -> float:
        return time.monotonic() - self._proved_at

    def _audit_tries(self) -> None:
        """The store is open already: a wrong password is in the audit at once."""
        if self._store is not None and (wrong := self.vault.noted_tries()):
            self._store.write(lambda writes: audit_wrong_tries(writes, wrong))
            self.vault.audited_tries(len(wrong))

    def recover(self, recovery_key: str, login: str, password: str) -> dict[str, Any]:
        from db.store import Store  # start-up: as above

        keys = self.vault.recover(recovery_key)
        if self._store is None:
            self._store = Store(self._file, keys.store)
        return recover_account(self._store, self.vault, keys, login, password)

    def place(self) -> Place:
        """The desk's fixed facts, readable before anyone signs in. Unavailable: no_store, place_damaged."""
        from db.place import read_place  # start-up: as above

        return read_place(self.home)

    def key_ring(self, folder: Path | None = None) -> KeyRing:
        from db.signing import FolderKeyRing  # start-up: as above

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
        from db.backup import backup  # start-up: as above

        return backup(self.home, self.store, desk.staff.login, file, second=second, purpose=purpose)

    def drill(self, desk: Desk, file: Path, password: str, pin: str | None = None) -> dict[str, Any]:
        from db.drill import drill  # start-up: as above

        return drill(self.home, self.store, desk.staff.login, password, file, pin, self.tokens)

    def restore(self, file: Path, login: str, password: str, pin: str | None = None) -> dict[str, Any]:
        from db.backup import restore  # start-up: as above

        self.require_empty()
        return restore(self.home, file, login, password, pin, self.tokens)

    def check(self, desk: Desk, *, rebuild: bool = False) -> dict[str, Any]:
        from db.check import check_store  # start-up: as above

        noted, count = self._keeper.heads(self.store, self.keys), self.vault.file.count()
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

        with self._linking:  # the window's threads may ask at once
            if self._link is None:
                self._link = DeskLink(
                    self.home,
                    self.store,
                    self.vault,
                    self.keys.centre,
                    desk.place.letter,
                    desk.staff.login,
                    self._voice,
                )
            return self._link

    def _voice(self) -> Voice:
        """Who is signed in, as the hub will ask."""
        from db.exchange.proofs import Voice
        from db.persons import Person  # start-up: as above

        keys = self._keys
        signer = Person(keys.login, keys.person) if keys is not None and keys.person is not None else None
        place = self.place()
        return Voice(signer, place.code, place.letter)

    def _seal(self) -> None:
        """Sign what the one who leaves has done and the hub has not judged yet."""
        from db.sync.push import seal  # start-up: as above

        if self._store is not None:
            try:
                voice = self._voice()
                self._store.on_writer(lambda connection: seal(connection, voice))
            except Unavailable:  # a full disk, a damaged place: it is signed when he is here again
                return

    def _is_outworn(self, login: str, settings: Settings) -> bool:
        set_at = self.vault.set_at(login)
        moment = datetime.fromtimestamp(set_at, CENTRE_TIME) if set_at is not None else None
        return is_outworn(moment, MachineClock().now(), settings["密码天数"])

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

        if self._printers is None:
            self._printers = DeskPrinters(settings, self.home, LazyDrivers())
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
        if self._store is not None:
            if self._keys is not None:
                self._seal()
                self._keeper.note(self._store, self._keys)
            self._store.close()
            self._store = None
        self._keys = None

    @property
    def _file(self) -> Path:
        return self.home / STORE

    def _announce(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)
        if self._link is not None and not isinstance(event, RowsPulled | SyncStateChanged):
            self._link.nudge()


class LazyDrivers:
    """app.ports.printers.DriverPrinters through Qt, loaded when a printer needs the platform's driver."""

    def __init__(self) -> None:
        self._drivers: DriverPrinters | None = None

    def names(self) -> list[str]:
        return self._built().names()

    def put(self, printer: str, title: str, pages: list[bytes], size: tuple[float, float]) -> None:
        self._built().put(printer, title, pages, size)

    def _built(self) -> DriverPrinters:
        if self._drivers is None:
            from ui.driver_printers import QtDrivers  # start-up: Qt is for the window and for such printers

            self._drivers = QtDrivers()
        return self._drivers
