"""Who says so: the accounts as the hub's own rows have them, and which signatures of a message are theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.roles import allows
from db.access.persons import introduced
from db.exchange.frame import Value
from db.exchange.proofs import words
from db.exchange.wire import Push
from db.suites.suite import suite_of_public, verifies


@dataclass(slots=True)
class Speaking:
    """The accounts' roles and keys, kept current while a message is judged, and what its proofs come to."""

    roles: dict[str, tuple[str, ...]]
    keys: dict[str, str] = field(default_factory=dict)
    """Login to the public half of its key."""
    introductions: set[tuple[str, ...]] = field(default_factory=set)
    """What was signed of keys so far: account, key, moment."""
    push: Push | None = None
    centre: str = ""
    desk: str = ""
    """The letter of the desk that sends."""
    admitted: tuple[str, str] | None = None
    """Who let this desk in, and the key that vouches in his name for what it brought along."""
    learnt: bool = False
    """Whether anything of accounts was accepted since they were read."""
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    _proved: dict[str | None, bool] = field(default_factory=dict)
    """Of accounts by the keys as they are."""
    _words: dict[tuple[str | None, str], bytes] = field(default_factory=dict)

    def is_proved(self, login: str | None) -> bool:
        """Whether the message is signed by the account for all that it did in it."""
        if (known := self._proved.get(login)) is None:
            key = self.keys.get(login or "")
            known = self._proved[login] = bool(login and key) and any(
                self._holds(proof.signature, str(key), login)
                for proof in (self.push.proofs if self.push else ())
                if proof.login == login and not proof.whole
            )
        return known

    def voucher(self) -> str | None:
        """Who vouches for the whole of the message, if anybody whom the hub knows does."""
        for proof in self.push.proofs if self.push else ():
            if not proof.whole:
                continue
            key = self.keys.get(proof.login)
            if key is not None and self._holds(proof.signature, key, None):
                return proof.login
            if self.admitted is not None and self._holds(proof.signature, self.admitted[1], None):
                return self.admitted[0]
        return None

    def may(self, login: str | None, act: str) -> bool:
        return allows(self.roles.get(login or "", ()), act)

    def is_disabled(self, login: str) -> bool:
        """Whether it is an account that may do nothing any more."""
        return self.roles.get(login) == ()

    def introduces(self, row: Mapping[str, Value]) -> bool:
        """Whether a 安全管理员 has signed that the key is the account's."""
        by = str(row.get("by"))
        return self.may(by, "staff") and self._signed(row, self.keys.get(by))

    def presents_itself(self, row: Mapping[str, Value]) -> bool:
        """Whether the account itself says so, being the first to: its key is not known yet."""
        login = row.get("login")
        return login == row.get("by") and login not in self.keys and self._signed(row, str(row["public_key"]))

    def _signed(self, row: Mapping[str, Value], public: str | None) -> bool:
        words = introduced(str(row["login"]), str(row["public_key"]), str(row["at"]))
        return verifies(public, words, bytes.fromhex(str(row["signature"])))

    def _holds(self, signature: bytes, key: str, login: str | None) -> bool:
        if (known := self._known.get((key, signature.hex()))) is None:
            suite = suite_of_public(key)
            if (login, suite.name) not in self._words:
                assert self.push is not None
                self._words[login, suite.name] = words(self.push, self.centre, self.desk, login, suite)
            known = self._known[key, signature.hex()] = verifies(
                key, self._words[login, suite.name], signature
            )
        return known

    def learn_staff(self, values: Mapping[str, Value], read: Callable[[str], tuple[str, ...]]) -> None:
        """Take an accepted account row into account for what follows."""
        self.learnt = True
        login, roles = values.get("login"), values.get("roles")
        if isinstance(login, str) and isinstance(roles, str):
            self.roles[login] = () if values.get("disabled") else read(roles)

    def learn_key(self, values: Mapping[str, Value]) -> None:
        """Take an accepted key into account for what follows."""
        self.learnt = True
        self._proved.clear()
        self.keys[str(values.get("login"))] = str(values.get("public_key"))
        self.introductions.add(signed_fields(values))

    def repeats(self, row: Mapping[str, Value]) -> bool:
        """Whether the row says once more what was signed before: it must not bring a replaced key back."""
        return signed_fields(row) in self.introductions


def signed_fields(row: Mapping[str, Value]) -> tuple[str, ...]:
    """What the signature under a person's key is of."""
    return tuple(str(row.get(name)) for name in ("login", "public_key", "at"))


def keys_of(rows: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """The newest key of each account, of rows in the order in which they came."""
    return {str(row.get("login")): str(row.get("public_key")) for row in rows}
