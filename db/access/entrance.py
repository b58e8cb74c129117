"""Lets a person in at a home's store: the password unlocks the keys, the keys the store, then the account."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from app.desk import MachineClock
from app.domain.passwords import is_outworn
from app.domain.rows.centre import Staff
from app.errors import NotAllowed, Unavailable
from app.ports.clock import CENTRE_TIME
from app.ports.vault import Keys
from app.services.staff.introduce_person import announce_own_key
from app.services.staff.manage_staff import recover_account
from app.services.staff.sign_in import SIGN_IN, UNLOCK, audit_wrong_tries, look_in, read_settings, sign_in
from app.settings import Settings
from db.access.keys import FileVault
from db.access.persons import Person
from db.exchange.proofs import Voice
from db.home.keeper import Keeper
from db.home.looking import NO_ROOM
from db.home.place import read_place
from db.store import Store
from db.sync.push import seal

T = TypeVar("T")


class Entrance:
    """One home folder: its key file, its store once somebody is in, and who that is."""

    def __init__(self, home: Path, vault: FileVault, store: Path) -> None:
        self._home = home
        self._vault = vault
        self._file = store
        self.opened: Store | None = None
        """The open store; None before the first sign-in."""
        self.held: Keys | None = None
        """What the last sign-in unlocked."""
        self._proved_at = time.monotonic()

    @property
    def keeper(self) -> Keeper:
        return Keeper(self._home, self._vault, self._file)

    @property
    def keys(self) -> Keys:
        """NotAllowed('not_signed_in') before the first sign-in."""
        if self.held is None:
            raise NotAllowed("not_signed_in")
        return self.held

    @property
    def store(self) -> Store:
        """NotAllowed('not_signed_in') before the first sign-in."""
        if self.opened is None:
            raise NotAllowed("not_signed_in")
        return self.opened

    def sign_in(self, login: str, password: str, pin: str | None = None) -> tuple[Staff, Settings]:
        """The account and the settings in force; errors as of app.house."""
        keys = self._unlocked(login, password, pin)
        wrong = self._vault.noted_tries()
        if self.opened is None:
            self.opened = self.keeper.open(keys)
        elif self.held is not None and self.held.login != keys.login:
            self.seal()
        staff = self._let_in(self.opened, keys, wrong)
        settings = read_settings(self.opened)
        self.keeper.tidy(self.opened, keys.login, settings["出单留存小时"])
        if self._is_outworn(keys.login, settings):
            staff = replace(staff, must_change_password=True)
        self.held = keys
        self._proved_at = time.monotonic()
        self.opened.login = keys.login
        announce_own_key(self.opened, self._vault, keys, MachineClock().now())
        return staff, settings

    def _let_in(self, store: Store, keys: Keys, wrong: list[tuple[str, float]], act: str = SIGN_IN) -> Staff:
        """The account of who unlocked the keys, audited; on a disk that takes nothing he may look."""
        try:
            self.keeper.hold(store, keys)
            staff = sign_in(store, keys.login, wrong, act)
        except Unavailable as error:
            if error.code not in NO_ROOM:
                raise
            return look_in(store, keys.login)
        self._vault.audited_tries(len(wrong))
        return staff

    def unlock(self, login: str, password: str, pin: str | None = None) -> None:
        """Let who is signed in back to a locked screen; errors as of app.house."""
        keys, wrong = self._unlocked(login, password, pin), self._vault.noted_tries()
        self._let_in(self.store, keys, wrong, UNLOCK)

    def _unlocked(self, login: str, password: str, pin: str | None) -> Keys:
        """The keys; a wrong try is audited at once where the store is open already."""
        try:
            return self._vault.unlock(login, password, pin)
        except NotAllowed:
            with suppress(Unavailable):  # a full disk: they are noted, and wait
                self._audit_tries()
            raise

    def _audit_tries(self) -> None:
        """The store is open already: a wrong password is in the audit at once."""
        if self.opened is not None and (wrong := self._vault.noted_tries()):
            self.opened.write(lambda writes: audit_wrong_tries(writes, wrong))
            self._vault.audited_tries(len(wrong))

    def beside(self, login: str, work: Callable[[], T]) -> T:
        """Do ``work``, in which another account signs in; who is in now stays so.

        What the other did is signed by its key before it leaves. NotAllowed('not_signed_in').
        """
        clerk, clerk_login, proved = self.keys, self.store.login, self._proved_at
        try:
            return work()
        finally:
            if self.held is not clerk:
                self.seal()
            self.held, self.store.login = clerk, clerk_login
            if login != clerk_login:
                self._proved_at = proved

    def password_age(self) -> float:
        """Seconds since who is in gave the password."""
        return time.monotonic() - self._proved_at

    def recover(self, recovery_key: str, login: str, password: str) -> dict[str, Any]:
        """Give an account a new password by the recovery key; errors as of app.house."""
        keys = self._vault.recover(recovery_key)
        if self.opened is None:
            self.opened = Store(self._file, keys.store)
        return recover_account(self.opened, self._vault, keys, login, password)

    def voice(self) -> Voice:
        """Who is signed in, as the hub will ask."""
        keys = self.held
        signer = Person(keys.login, keys.person) if keys is not None and keys.person is not None else None
        place = read_place(self._home)
        return Voice(signer, place.code, place.letter)

    def seal(self) -> None:
        """Sign what the one who leaves has done and the hub has not judged yet."""
        if self.opened is not None:
            try:
                voice = self.voice()
                self.opened.on_writer(lambda connection: seal(connection, voice))
            except Unavailable:  # a full disk, a damaged place: it is signed when he is here again
                return

    def _is_outworn(self, login: str, settings: Settings) -> bool:
        set_at = self._vault.set_at(login)
        moment = datetime.fromtimestamp(set_at, CENTRE_TIME) if set_at is not None else None
        return is_outworn(moment, MachineClock().now(), settings["密码天数"])

    def close(self) -> None:
        """Seal, note how far the store has come, close it; nobody is in any more."""
        if self.opened is not None:
            if self.held is not None:
                self.seal()
                self.keeper.note(self.opened, self.held)
            self.opened.close()
            self.opened = None
        self.held = None
