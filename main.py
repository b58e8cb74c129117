"""Builds the parts of the program in a listed order and hands them to the window or the command line."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from multiprocessing import freeze_support
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.cli.faults import Faults
from app.cli.output import emit_error
from app.desk import Desk, MachineClock, Place, StoppedClock
from app.domain.passwords import is_outworn
from app.domain.rows.centre import Staff
from app.errors import JiefangtaiError, NotAllowed, Unavailable
from app.events import Event, RowsPulled, SyncStateChanged
from app.house import USER, House, SimulationWanted, default_home
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
    from app.ports.link import HubDoor
    from app.ports.paper import CodeReader
    from app.ports.printers import DriverPrinters
    from app.ports.signing import KeyRing
    from db.contents import SealedContents
    from db.heads import Heads
    from db.keys import FileVault
    from db.store import Store
    from db.sync.enrolment import HomeEnrolment
    from db.sync.link import DeskLink
    from db.sync.proofs import Voice
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
        self._listeners: list[Callable[[Event], None]] = []

    @property
    def vault(self) -> FileVault:
        if self._vault is None:
            from db.keys import FileVault  # start-up: --help and verify need no crypto

            self._vault = FileVault(self.home)
        return self._vault

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

    def create(self, centre: str, code: str, letter: str, login: str, password: str) -> str:
        from db.founding import found_desk  # start-up: as above

        first = FirstDesk(centre=centre, code=code, letter=letter, login=login)
        check_first_desk(first, password)
        self.require_empty()
        return found_desk(self.home, first, password)

    def sign_in(self, login: str, password: str, at: datetime | None = None) -> Desk:
        from db.signing import signer_of  # start-up: as above
        from db.wraps import record_salt

        keys = self._unlocked(login, password)
        login, wrong = keys.login, self.vault.noted_tries()
        if self._store is None:
            self._store = self._opened(keys)
        elif self._keys is not None and self._keys.login != login:
            self._seal()
        staff = self._let_in(self._store, keys, wrong)
        settings = read_settings(self._store)
        self._tidy_home(self._store, login, settings)
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

    def _opened(self, keys: Keys) -> Store:
        """The store; on a disk that takes nothing one that can be read."""
        from db import heads  # start-up: as above
        from db.looking import looking
        from db.store import Store

        try:
            store = Store(self._file, keys.store)
        except Unavailable as error:
            return looking(self._file, keys.store, error)
        store.when_idle = lambda connection: heads.note(self.home, keys.store, store.series(), connection)
        return store

    def _let_in(self, store: Store, keys: Keys, wrong: list[tuple[str, float]], act: str = SIGN_IN) -> Staff:
        """The account of who unlocked the keys, audited; on a disk that takes nothing he may look."""
        from db.looking import NO_ROOM  # start-up: as above

        try:
            self._hold_belongings(store, keys)
            self._count_on(keys)
            staff = sign_in(store, keys.login, wrong, act)
        except Unavailable as error:
            if error.code not in NO_ROOM:
                raise
            return look_in(store, keys.login)
        self.vault.audited_tries(len(wrong))
        return staff

    def unlock(self, login: str, password: str) -> None:
        keys, wrong = self._unlocked(login, password), self.vault.noted_tries()
        self._let_in(self.store, keys, wrong, UNLOCK)

    def _unlocked(self, login: str, password: str) -> Keys:
        """The keys; a wrong try is audited at once where the store is open already."""
        try:
            return self.vault.unlock(login, password)
        except NotAllowed:
            with suppress(Unavailable):  # a full disk: they are noted, and wait
                self._audit_tries()
            raise

    def countersign(self, login: str, password: str, work: Callable[[Desk], T]) -> T:
        """Do ``work`` at the desk of another account; what it did is signed by its key before it leaves."""
        clerk, clerk_login, proved = self.keys, self.store.login, self._proved_at
        try:
            return work(self.sign_in(login, password))
        finally:
            if self._keys is not clerk:
                self._seal()
            self._keys, self.store.login = clerk, clerk_login
            if login != clerk_login:
                self._proved_at = proved

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

    def backup(self, desk: Desk, file: Path) -> dict[str, Any]:
        from db.backup import backup  # start-up: as above

        return backup(self.home, self.store, desk.staff.login, file)

    def restore(self, file: Path, login: str, password: str) -> dict[str, Any]:
        from db.backup import restore  # start-up: as above

        self.require_empty()
        return restore(self.home, file, login, password)

    def check(self, desk: Desk, *, rebuild: bool = False) -> dict[str, Any]:
        from db.check import check_store  # start-up: as above

        noted, count = self._heads(self.keys), self.vault.count()
        return check_store(
            self.store, desk.staff.login, noted, count, contents=self.contents, rebuild=rebuild
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
        from db.persons import Person  # start-up: as above
        from db.sync.proofs import Voice

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

    def _tidy_home(self, store: Store, login: str, settings: Settings) -> None:
        """Public keys as the store has them; papers of yesterday and remains of cut programs wiped, audited.

        On a full disk the next sign-in does it.
        """
        from db.leavings import wipe_leavings  # start-up: as above
        from db.sync.series import publish_keys

        with suppress(Unavailable):
            publish_keys(store, self.home)
        wiped = wipe_leavings(self.home, time.time(), settings["出单留存小时"])
        if wiped:
            told = "、".join(wiped)[:200]
            with suppress(Unavailable):
                store.write(lambda writes: writes.audit(login, "抹去出单", purpose=told))

    def _is_outworn(self, login: str, settings: Settings) -> bool:
        set_at = self.vault.set_at(login)
        moment = datetime.fromtimestamp(set_at, CENTRE_TIME) if set_at is not None else None
        return is_outworn(moment, MachineClock().now(), settings["密码天数"])

    def _hold_belongings(self, store: Store, keys: Keys) -> None:
        """The key file and the place are those of this store. Unavailable: keys_damaged, place_damaged."""
        from db.belongings import hold_against  # start-up: as above

        if not hold_against(store, self.home, self.vault, keys.store):
            store.write(lambda writes: writes.audit(keys.login, "钥匙文件是旧的", success=False))

    def _heads(self, keys: Keys) -> Heads:
        """How far the store had come when it was closed last."""
        from db import heads  # start-up: as above

        gone = self._store is not None and self._store.on_writer(lambda c: heads.is_missing(self.home, c))
        return heads.Heads(damaged=True) if gone else heads.read(self.home, keys.store)

    def _count_on(self, keys: Keys) -> None:
        """Never count a number twice: an older store that was put back goes on where the newer one was."""
        from db import heads  # start-up: as above

        noted = self._heads(keys)
        if self._store is None:
            return
        if noted.damaged:
            self._store.write(lambda writes: writes.audit(keys.login, "heads.json 被改过", success=False))
        if not noted.serials:
            return
        behind = self._store.on_writer(lambda connection: heads.count_on(noted, connection))
        if behind:
            words = "、".join(behind)[:200]
            self._store.write(
                lambda writes: writes.audit(keys.login, "库是旧的", purpose=words, success=False)
            )

    def _note_heads(self, keys: Keys) -> None:
        from db import heads  # start-up: as above

        if self._store is not None:
            series = self._store.series()
            try:
                self._store.on_writer(lambda c: heads.note(self.home, keys.store, series, c))
            except Unavailable:  # a damaged store: what was noted before stays
                return

    def keep_in_sync(self, desk: Desk) -> None:
        link = self.link(desk)
        if self._stop_sync is None and link.state().hub is not None:
            self._stop_sync = link.start(self._announce)
        link.tell(self._announce)

    @property
    def enrolment(self) -> HomeEnrolment:
        from db.sync.enrolment import HomeEnrolment  # start-up: as above

        return HomeEnrolment(self.home)

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
                self._note_heads(self._keys)
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


class Programs:
    """app.house.Programs: the larger programs, each imported when it is asked for."""

    def window(self, house: House, login: str | None) -> int:
        from printing.fonts import font_files  # start-up: Qt is for the window alone
        from ui.qt_ready import require_window

        require_window()
        from ui.app import open_window  # only now: it loads Qt

        return open_window(house, login, font_files())

    def simulate(self, house: House, wanted: SimulationWanted) -> dict[str, Any]:
        from db.training import simulate  # start-up: as above

        return simulate(house, wanted)

    def demo(self, out: Path) -> dict[str, Any]:
        from db.hub.demonstration import TwoDesks, Who  # start-up: the whole window and a hub come with it
        from printing.fonts import font_files
        from ui.qt_ready import require_qt

        require_qt()
        from ui.demo import script  # only now: it loads Qt
        from ui.demo.day import reception_day

        admin, clerk = Who(script.ADMIN, script.FIRST_PASSWORD), Who(script.CLERK, script.PASSWORD)
        with tempfile.TemporaryDirectory(prefix="jiefangtai-demo-") as folder:
            two_desks = TwoDesks(Path(folder), Home, admin, clerk)
            return reception_day(out, Home(Path(folder) / "A"), font_files(), two_desks)

    def hub(self, home: Path) -> HubDoor:
        from db.hub.door import Door  # start-up: as above

        return Door(home)

    def update(self, folder: Path, check: bool) -> dict[str, Any]:
        from db.update import update  # start-up: as above

        return update(folder, check=check)

    def bench(self, visits: int) -> dict[str, Any]:
        try:
            measuring = import_module("tests.bench.run")  # a tool of developers: it is in the source alone
        except ModuleNotFoundError as missing:
            if not (missing.name or "").startswith("tests"):
                raise
            raise Unavailable("bench_in_source") from None
        answer: dict[str, Any] = measuring.measure(visits, Home)
        return answer


def main() -> int:
    """One call of the program; the exit code."""
    freeze_support()
    faults, programs, arguments = Faults(), Programs(), sys.argv[1:]
    sys.excepthook = faults.report

    def open_house(home: Path) -> Home:
        faults.home = home
        return Home(home)

    if arguments in ([], ["run"]) and not _is_completing():
        try:
            return programs.window(open_house(default_home()), os.environ.get(USER))
        except JiefangtaiError as error:
            return emit_error(error)
    from app.cli.program import run  # start-up: a sixth of a second that the window need not wait for

    return run(arguments, open_house, programs, Path(sys.argv[0]).name)


def _is_completing() -> bool:
    """Whether a shell asks which words may follow; it calls the program without any."""
    return any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)


if __name__ == "__main__":
    sys.exit(main())
