"""The key file beside the store: which passwords open the centre key, and the centre key the store key."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.logins import login_as_known
from app.domain.suites import GENERAL
from app.errors import FieldError, NotAllowed, Refused, Unavailable
from app.ports.second_factor import SecondFactor
from app.ports.vault import Keys
from db.access import persons, wraps
from db.access.account_wrap import new_wrap, open_wrap
from db.access.key_file import VERSION, KeyFile
from db.access.past_passwords import is_among, read_past
from db.access.persons import Person
from db.access.second_factor import TOKEN, bind, kept_in
from db.access.tries import Tries
from db.access.wraps import Cost
from db.suites.suite import new_key, suite_named, suite_of, suite_of_cipher

STORE, RECOVERY = "store key", "centre key by recovery"


class FileVault:
    """app.ports.vault.Vault over HOME/keys.json and HOME/tries.json."""

    def __init__(
        self,
        home: Path,
        cost: Cost | None = None,
        now: Callable[[], float] = time.time,
        factor: SecondFactor | None = None,
        counted_in: Path | None = None,
    ) -> None:
        self._factor = factor
        self.file = KeyFile(home / "keys.json")
        self._tries = Tries((counted_in or home) / "tries.json", now)
        self._cost = cost or Cost()

    def exists(self) -> bool:
        """Whether there is a key file."""
        return self.file.exists()

    def create(self, login: str, password: str, suite: str = GENERAL) -> tuple[Keys, str]:
        """New keys and the recovery key. Unavailable: store_exists, suite_unknown, suite_missing."""
        if self.exists():
            raise Unavailable("store_exists")
        algorithms = suite_named(suite)
        algorithms.require()
        person = persons.new_private(algorithms)
        keys = Keys(new_key(algorithms), new_key(algorithms), person, login)
        recovery = wraps.new_recovery_key()
        bits = algorithms.tag + (wraps.recovery_bytes(recovery) or b"")
        wrap = new_wrap(login, password, keys.centre, person, Person(login, person), cost=self._cost)
        public = persons.public_of(persons.derived(bits, persons.RECOVERY_KEY))
        self.file.store_key = keys.store
        self.file.write(
            {
                "version": VERSION,
                "accounts": {login: wrap},
                "recovery": wraps.seal(wraps.recovery_wrapping_key(bits), keys.centre, RECOVERY)
                | {"public": public},
                "store": wraps.seal(keys.centre, keys.store, STORE),
            }
        )
        return keys, recovery

    def unlock(self, login: str, password: str, pin: str | None = None) -> Keys:
        """The keys, by a token too where the account has one.

        NotAllowed: wrong_password (left=n), locked_out (minutes=m), token_needed, token_pin (left=n),
        token_other, token_locked; Unavailable: no_store, token_missing, token_module, token_failed.
        """
        held = self.file.read()
        login = login_as_known(login, held["accounts"])
        centre, person = self._tried(held, login, password, pin)
        keys = self._with_store_key(held, centre, person, login)
        if person is None and "person" not in held["accounts"][login]:
            keys = replace(keys, person=self._give_key(held, login, password, centre))
        return keys

    def _give_key(self, held: dict[str, Any], login: str, password: str, centre: bytes) -> bytes | None:
        """A first sign-in with this program: the account gets its signing key; None on a full disk."""
        person = persons.new_private(suite_of(centre))
        before, by = held["accounts"][login], Person(login, person)
        past = read_past(before, login, centre)
        held["accounts"][login] = new_wrap(
            login, password, centre, person, by, past, before=before, cost=self._cost
        )
        try:
            self.file.write(held)
        except Unavailable:
            return None
        return person

    def wrong_tries(self, login: str) -> int:
        """Wrong passwords of an account since its last right one; for the audit."""
        return self._tries.count(login)

    def noted_tries(self) -> list[tuple[str, float]]:
        """Every wrong password that no audit has yet: account (empty for none) and the moment, in seconds."""
        return self._tries.noted()

    def audited_tries(self, count: int) -> None:
        """The audit has the first ``count`` of them."""
        self._tries.audited(count)

    def recover(self, recovery_key: str) -> Keys:
        """The keys by the paper from ``init``. NotAllowed('wrong_recovery_key')."""
        held = self.file.read()
        bits = wraps.recovery_bytes(recovery_key)
        centre = None
        if bits is not None:
            try:
                bits = suite_of_cipher(held["recovery"]["cipher"]).tag + bits
                centre = wraps.unseal(wraps.recovery_wrapping_key(bits), held["recovery"], RECOVERY)
            except (KeyError, ValueError, TypeError) as error:
                raise Unavailable("keys_damaged") from error
        if centre is None or bits is None:
            raise NotAllowed("wrong_recovery_key")
        return self._with_store_key(
            held, centre, persons.derived(bits, persons.RECOVERY_KEY), persons.RECOVERER
        )

    def admit(self, login: str, password: str, keys: Keys, *, keep_token: bool = True) -> None:
        """Wrap the centre key for an account, or anew after a change of password; its token stays its own.

        Whoever unlocked ``keys`` signs the wrap. An account that changes its own password keeps its signing
        key; one whose password is set by another gets a new one.
        """
        held = self.file.read()
        self.file.store_key = keys.store
        own = keys.person if keys.login == login else None
        person = own or persons.new_private(suite_of(keys.centre))
        by = Person(keys.login, keys.person or person)
        before = held["accounts"].get(login)
        past = read_past(before, login, keys.centre)
        bound = kept_in(before, login, keys.centre) if keep_token else None
        wrap = new_wrap(login, password, keys.centre, person, by, past, bound, before, cost=self._cost)
        held["accounts"][login] = wrap
        self.file.write(held)

    def bind_token(self, keys: Keys, password: str, pin: str, label: str | None = None) -> str:
        """Bind the account that unlocked ``keys`` to the token that is plugged in; the token's label.

        NotAllowed: wrong_password, token_pin_wrong, token_locked. Refused: token_several, token_unfit,
        token_bound. Unavailable: token_missing, token_module, token_failed, disk_full …
        """
        held, login = self.file.read(), keys.login
        self.file.store_key = keys.store
        before = held["accounts"].get(login)
        if before is None or keys.person is None:
            raise NotAllowed("account_unknown", login=login)
        if TOKEN in before:
            raise Refused(FieldError("token", "token_bound", {"label": before[TOKEN]["label"]}))
        self._tried(held, login, password, None)
        bound = bind(self._factor, pin, login, keys.centre, label)
        past = read_past(before, login, keys.centre)[1:]  # the first is this password
        by = Person(login, keys.person)
        wrap = new_wrap(login, password, keys.centre, keys.person, by, past, bound, before, cost=self._cost)
        held["accounts"][login] = wrap
        self.file.write(held)
        return str(bound.facts["label"])

    def token_of(self, login: str) -> str | None:
        """Label of the account's token; None where it has none."""
        token = self.file.read()["accounts"].get(login, {}).get(TOKEN)
        return str(token["label"]) if isinstance(token, dict) else None

    def was_used(self, login: str, password: str, keys: Keys, count: int) -> bool:
        """Whether it is the account's password now, or one of its last ``count``."""
        return count > 0 and self._is_one_of(self.file.read(), login, password, keys.centre, count)

    def _is_one_of(self, held: dict[str, Any], login: str, password: str, centre: bytes, count: int) -> bool:
        wrap = held["accounts"].get(login)
        if wrap is None:
            return False
        past = read_past(wrap, login, centre)[:count]
        try:
            if past:
                return is_among(password, past, suite_of(centre))
            return self._opened(held, login, password) is not None
        except (KeyError, ValueError, TypeError, OverflowError, wraps.NoKey, NotAllowed):
            return False

    def prove(self, login: str, password: str, centre: bytes) -> None:
        """That who is signed in knows the account's password, a token aside; the tries are counted.

        NotAllowed: wrong_password (left=n), locked_out (minutes=m).
        """
        held = self.file.read()
        tried = self._tries.begin(login, login in held["accounts"])
        if not self._is_one_of(held, login, password, centre, 1):
            raise self._tries.wrong(tried)
        self._tries.forget(tried)

    def set_at(self, login: str) -> float | None:
        """When the account's password was set, in seconds; None where an older program set it."""
        proof = self.file.read()["accounts"].get(login, {}).get(persons.PROOF)
        at = proof.get("at") if isinstance(proof, dict) else None
        return at / 1000 if isinstance(at, int) else None

    def meant(self, typed: str) -> str:
        """The account that a typed name means."""
        return login_as_known(typed, self.file.read()["accounts"])

    def public_key(self, login: str) -> str | None:
        """The public half of an account's signing key, hex."""
        public = self.file.read()["accounts"].get(login, {}).get("public")
        return public if isinstance(public, str) else None

    def introduce(self, keys: Keys, login: str, at: str) -> str | None:
        """The signature that the account's key is its own; None without a key to sign, or to sign with."""
        public = self.public_key(login)
        if public is None or keys.person is None or not keys.login:
            return None
        return Person(keys.login, keys.person).sign(persons.introduced(login, public, at)).hex()

    def dismiss(self, login: str) -> None:
        """Take an account's wrap away; nothing happens if there is none."""
        held = self.file.read()
        if held["accounts"].pop(login, None) is not None:
            self.file.write(held)

    def centre_wraps(self) -> dict[str, Any]:
        """What another desk of the centre needs: every account's wrap and the recovery wrap."""
        held = self.file.read()
        return {"accounts": held["accounts"], "recovery": held["recovery"]}

    def take_wraps(self, from_hub: dict[str, Any]) -> None:
        """Take the centre's wraps as the hub has them now; this desk's store key stays."""
        held = self.file.read()
        self.file.write(held | {"accounts": from_hub["accounts"], "recovery": from_hub["recovery"]})

    def join(self, from_hub: dict[str, Any], login: str, password: str, pin: str | None = None) -> Keys:
        """A vault for a new desk of a centre: its wraps, and a store key of this desk's own.

        Unavailable('store_exists'); NotAllowed as in ``unlock``, and then nothing is written.
        """
        if self.exists():
            raise Unavailable("store_exists")
        held = {"version": VERSION, "accounts": from_hub["accounts"], "recovery": from_hub["recovery"]}
        login = login_as_known(login, held["accounts"])
        centre, person = self._tried(held, login, password, pin)
        keys = Keys(centre, new_key(suite_of(centre)), person, login)
        self.file.store_key = keys.store
        self.file.write(held | {"store": wraps.seal(centre, keys.store, STORE)})
        return keys

    def _tried(
        self, held: dict[str, Any], login: str, password: str, pin: str | None
    ) -> tuple[bytes, bytes | None]:
        """The centre key and the person's, after the try was counted. Unavailable('keys_damaged')."""
        tried = self._tries.begin(login, login in held["accounts"])
        try:
            opened = self._opened(held, login, password, pin)
        except Unavailable:
            self._tries.drop(tried)
            raise
        except NotAllowed as error:
            if error.code == "token_needed":
                self._tries.drop(tried)
                raise
            wrong = self._tries.wrong(tried)
            if wrong.code == "locked_out":
                raise wrong from error
            code = "token_pin" if error.code == "token_pin_wrong" else error.code
            raise NotAllowed(code, **wrong.facts) from error
        except (KeyError, ValueError, TypeError, OverflowError, wraps.NoKey) as error:
            self._tries.drop(tried)
            raise Unavailable("keys_damaged") from error
        if opened is None:
            raise self._tries.wrong(tried)
        self._tries.forget(tried)
        return opened

    def _with_store_key(self, held: dict[str, Any], centre: bytes, person: bytes | None, login: str) -> Keys:
        try:
            store = wraps.unseal(centre, held["store"], STORE)
        except (KeyError, ValueError, TypeError) as error:
            raise Unavailable("keys_damaged") from error
        if store is None:
            raise Unavailable("wrong_key")
        if not self.file.is_genuine(held, store):
            raise Unavailable("keys_damaged")
        self.file.store_key = store
        return Keys(centre, store, person, login)

    def _opened(
        self, held: dict[str, Any], login: str, password: str, pin: str | None = None
    ) -> tuple[bytes, bytes | None] | None:
        wrap = held["accounts"].get(login)
        return open_wrap(wrap, login, password, pin, self._factor, self._cost)
