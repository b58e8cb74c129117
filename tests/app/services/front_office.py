"""The front office: a signed-in clerk, host, leader and administrator over one real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.desk import Desk, Place, StoppedClock
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.events import Event
from app.ports.clock import CENTRE_TIME
from app.ports.vault import Keys
from app.services.desk.init_desk import FirstDesk, PublicKey, init_desk
from app.services.visits.register_visit import Registered, register_visit
from app.settings import Settings
from db.access.keys import FileVault
from db.access.signing import FolderKeyRing, publish, signer_of
from db.store import Store
from printing.folder import PdfFolder
from printing.papers import Papers

MONDAY = datetime(2026, 11, 23, 9, 31, tzinfo=CENTRE_TIME)
PASSWORD = "Admin-12345"
STAFF = {
    "clerk": ("张三（示例）", ("登记员",)),
    "other": ("李四（示例）", ("登记员",)),
    "host": ("王五（示例）", ("接谈员",)),
    "leader": ("赵六（示例）", ("带班领导",)),
}


class Front:
    """One desk as the tests speak of it."""

    monday = MONDAY
    password = PASSWORD

    def __init__(self, home: Path, store: Store, vault: FileVault, keys: Keys) -> None:
        self.home, self.store, self.vault, self.keys = home, store, vault, keys
        self.events: list[Event] = []
        self.signer = store.on_writer(signer_of)
        self.papers = Papers()
        publish(home / "keys", "A", store.series(), self.signer.public_key)
        self.ring = FolderKeyRing(home / "keys")

    def desk(self, login: str = "clerk", at: datetime = MONDAY, settings: Settings | None = None) -> Desk:
        with self.store.reading() as reads:
            staff = reads.find(Staff, login=login)[0]
        return Desk(
            place=Place(centre="示例市来访接待中心", code="340700", letter="A"),
            staff=staff,
            records=self.store,
            clock=StoppedClock(at),
            settings=settings or Settings(),
            signer=self.signer,
            papers=self.papers,
            printers=PdfFolder(self.home / "出单"),
            announce=self.events.append,
        )

    def register(self, login: str = "clerk", at: datetime = MONDAY, **over: Any) -> Registered:
        """One visit, a single visitor with an ID card unless ``over`` says otherwise."""
        return register_visit(self.desk(login, at), parse_visit(self.visit(**over)))

    @staticmethod
    def person(**over: Any) -> dict[str, Any]:
        """An ID number of DOMAIN.md section 5.3."""
        return {
            "name": "王小明",
            "id_type": "居民身份证",
            "id_number": "340722190103200019",
            "phone": "13800001234",
            "address": "安徽省铜陵市枞阳县示例路1号",
            "representative": True,
        } | over

    def visit(self, **over: Any) -> dict[str, Any]:
        """The register JSON of CLI.md."""
        return {
            "people": [self.person()],
            "headcount": 1,
            "purpose": "求决",
            "category": "城乡建设",
            "place": "340706",
            "units": ["市住建局"],
            "claim": "丽景园小区办证",
            "facts": "示例：购房多年未办证。",
        } | over

    def refused(self, caught: Any) -> set[tuple[str, str]]:
        """Field and code of every error."""
        return {(one.field, one.code) for one in caught.value.errors}

    def all(self, kind: type[Any], **equal: Any) -> list[Any]:
        with self.store.reading() as reads:
            return reads.find(kind, **equal)

    def one(self, kind: type[Any], **equal: Any) -> Any:
        (row,) = self.all(kind, **equal)
        return row


@pytest.fixture
def front(home: Path, vault: FileVault) -> Iterator[Front]:
    keys, _ = vault.create("admin", PASSWORD)
    store = Store.create(home / "store.db", keys.store, "A")
    made = Front(home, store, vault, keys)
    public = PublicKey(key_id=made.signer.key_id, public_key=made.signer.public_key)
    first = FirstDesk(centre="示例市来访接待中心", code="340700", letter="A", login="admin")
    init_desk(store, first, public, MONDAY)
    rows = [
        Staff(id=new_id(), login=login, name=name, roles=roles, at=MONDAY)
        for login, (name, roles) in STAFF.items()
    ]
    store.write(lambda writes: writes.add(*rows))
    yield made
    store.close()
