"""A centre with a real encrypted store, its staff, and short ways to register, receive and take steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from app.desk import Desk, Place, StoppedClock
from app.domain.case.casefile import CaseFile
from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.step_entry import FIVE, parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.domain.rows.matters import Matter
from app.events import Event
from app.services.approvals.decide_request import approve_request
from app.services.case.case_reader import CaseReader
from app.services.desk.init_desk import FirstDesk, PublicKey, init_desk
from app.services.handling.advance_matter import Advanced, Pending, advance_matter
from app.services.handling.give_notices import give_notices
from app.services.receptions.hold_reception import hold_reception
from app.services.visits.register_visit import Registered, register_visit
from app.settings import Settings
from db.access.signing import signer_of
from db.store import Store
from printing.folder import PdfFolder
from printing.papers import Papers

OPINION = {
    "found": "经查，218户资料齐全（示例）",
    "opinion": "准予分批办理登记",
    "law": "《不动产登记暂行条例》第十六条",
    "outcome": "支持",
    "checks": dict.fromkeys(FIVE, "见卷（示例）"),
}
"""What a 办结 needs."""
CHINA = timezone(timedelta(hours=8))
STAFF = {
    "clerk": ("陈登记（示例）", ("登记员",)),
    "host": ("赵接谈（示例）", ("接谈员",)),
    "leader": ("李局（示例）", ("带班领导",)),
    "second": ("孙局（示例）", ("带班领导", "接谈员")),
    "watch": ("周督办（示例）", ("督办",)),
}


def at(text: str) -> datetime:
    """A moment of the centre: '2026-11-23 09:31'."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


class Office:
    """One centre on one store, as the tests speak of it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.events: list[Event] = []
        self._base = Desk(
            place=Place(centre="示例市人民来访接待中心", code="340700", letter="A"),
            staff=Staff(id="admin", login="admin", name="admin", roles=("系统管理员",), at=at("2026-01-01")),
            records=store,
            clock=StoppedClock(OFFICE_HOURS),
            settings=Settings(),
            signer=store.on_writer(signer_of),
            papers=Papers(),
            printers=PdfFolder(folder),
            announce=self.events.append,
        )

    def desk(self, login: str = "host", on: str | None = None, **settings: Any) -> Desk:
        """The desk with this person signed in, its clock stopped if asked."""
        if login == "admin":
            return self._base
        with self.store.reading() as reads:
            staff = reads.find(Staff, login=login)[0]
        clock = StoppedClock(at(on)) if on else self._base.clock
        return replace(self._base, staff=staff, clock=clock, settings=Settings(settings))

    def register(self, arrived: str = "2026-11-23 09:31", **over: Any) -> Registered:
        """A visitor with a claim about an estate's deeds; ``over`` replaces keys of the input."""
        return register_visit(self.desk("clerk", arrived), parse_visit(visit_json(arrived, **over)))

    def receive(self, *visits: str, on: str = "2026-11-23 09:40", login: str = "host", **over: Any) -> Any:
        """The reception of CLI.md with these visits."""
        entry = parse_reception(reception_json(*visits, on=on, **over))
        return hold_reception(self.desk(login, on), entry).as_json()

    def step(self, record: str, mode: str, on: str, *, login: str = "host", **more: Any) -> dict[str, Any]:
        """One step with a matter or visit."""
        return self.ask(record, mode, on, login=login, **more).as_json()

    def ask(self, record: str, mode: str, on: str, *, login: str = "host", **more: Any) -> Advanced | Pending:
        """One step, or the request that it becomes."""
        key = "matter" if record.startswith("XF") else "visit"
        entry = parse_step({key: record, "mode": mode, "at": at(on).isoformat(), **more})
        return advance_matter(self.desk(login, on), entry)

    def signed(self, record: str, mode: str, on: str, *, login: str = "host", **more: Any) -> dict[str, Any]:
        """One step that a leader signs at the same moment."""
        pending = self.step(record, mode, on, login=login, **more)["pending"]
        return approve_request(self.desk("leader", on), pending["id"]).as_json()

    def give_notices(self, number: str, on: str) -> None:
        """The three notices with the date of the engine."""
        told = {"visit": number, "opinion": "由市住建局核查", "contact": "李局 0562-2800000", "told": "口头"}
        told |= {"due": at(on).date().isoformat(), "due_reason": "当日告知"}
        give_notices(self.desk("host", on), parse_notice(told | {"acknowledged": {"kind": "签字"}}))

    def close(self, record: str, on: str, **more: Any) -> dict[str, Any]:
        """The three notices and a 信访处理意见书 with everything that it needs."""
        number = record if record.startswith("LF") else self.case(record).visits[0].number
        self.give_notices(number, on)
        return self.step(record, "办结", on, **(OPINION | more))

    def case(self, number: str) -> CaseFile:
        """The case of a matter's number."""
        with self.store.reading() as reads:
            return CaseReader(reads).case(reads.find(Matter, number=number)[0].id)

    def one(self, row: type[Any], /, **equal: Any) -> Any:
        """The only row that equals these values."""
        with self.store.reading() as reads:
            (found,) = reads.find(row, **equal)
        return found

    def all(self, row: type[Any], /, **equal: Any) -> list[Any]:
        with self.store.reading() as reads:
            return reads.find(row, **equal)

    def add(self, *rows: Any) -> None:
        self.store.write(lambda writes: writes.add(*rows))


def visit_json(arrived: str, **over: Any) -> dict[str, Any]:
    """The input of CLI.md; ids of DOMAIN.md section 5.3."""
    return {
        "arrived_at": at(arrived).isoformat(),
        "people": [
            {
                "name": "王小明",
                "sex": "男",
                "id_type": "居民身份证",
                "id_number": "340722190103200019",
                "phone": "13800001234",
                "address": "安徽省铜陵市枞阳县示例路1号",
                "representative": True,
            }
        ],
        "headcount": 1,
        "purpose": "求决",
        "category": "城乡建设",
        "place": "340706",
        "units": ["市住建局"],
        "claim": "丽景园小区办证",
        "facts": "示例：218户未办证。",
        "procedure": "普通",
    } | over


def reception_json(*visits: str, on: str, **over: Any) -> dict[str, Any]:
    """The input of CLI.md's reception."""
    return {
        "at": at(on).isoformat(),
        "form": "联合接访",
        "room": "联合接访室",
        "lead": "市信访局",
        "leader": "李局（示例）",
        "recorder": "赵",
        "roster_reason": None,
        "visits": list(visits),
        "units": [
            {"unit": "市住建局", "person": "王科", "title": "科长", "arrived": "09:42"},
            {"unit": "义安区", "absent": True},
        ],
        "lines": [
            {"at": "09:43", "text": "代表：要求11月底前答复办证时间"},
            {"at": "09:51", "text": "@市住建局 核查218户产权登记 10日 回@李局"},
            {"at": "09:55", "text": "@义安区 逐户登记联系方式 5工作日"},
            {"at": "10:02", "text": "!现场答复：水电不停"},
        ],
        "result": "交办",
        "notices": {"opinion": "由市住建局牵头核查", "contact": "李局 0562-2800000"},
    } | over


OFFICE_HOURS = at("2026-11-23 17:00")
"""What the office's audit keeps as the time of every act: the evening of the day the tests play."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = Store.create(tmp_path / "store.db", b"k" * 32, "A", audit_clock=lambda: OFFICE_HOURS)
    signer = store.on_writer(signer_of)
    first = FirstDesk(centre="示例市人民来访接待中心", code="340700", letter="A", login="admin")
    public = PublicKey(key_id=signer.key_id, public_key=signer.public_key)
    init_desk(store, first, public, at("2026-01-01 08:00"))
    office = Office(store, tmp_path / "papers")
    office.add(
        *(
            Staff(id=new_id(), login=login, name=name, roles=roles, at=at("2026-01-01 08:00"))
            for login, (name, roles) in STAFF.items()
        )
    )
    yield office
    store.close()
