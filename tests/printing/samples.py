"""A synthetic reception day for the papers: invented people, numbers whose births lie in 1901-1904."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta, timezone
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import DAYS, Derivation, Span, count
from app.domain.dates.limits import RULE_22
from app.domain.numbers import visit_number
from app.domain.papers.dossier import DateInForce, Dossier, Letterhead
from app.domain.papers.statement import Facts, make, notices_hash
from app.domain.rows.matters import Matter, Notice, Step
from app.domain.rows.visits import Person, Visit

CHINA = timezone(timedelta(hours=8))
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, 31, tzinfo=CHINA)
RARE = "㛃䶮𬭎𫖯"
QUERY_CODE = "7KQ4M-2XP9T-3"
HEAD = Letterhead(
    heading="示例市来信来访接待中心",
    phone="0562-0000000",
    contact="值班室 0562-0000000",
    hours="工作日 8:30 至 17:30",
    address="示例市示例路 1 号",
    host="XF.EXAMPLE.GOV.CN",
)


class Key:
    """A desk's signing key that never changes, so that golden pictures do not either."""

    def __init__(self, seed: bytes = b"example") -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        public = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        self.key_id = hashlib.sha256(public).hexdigest()[:8]
        self.signature = "Ed25519"

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def since(self, key_id: str, series: str) -> None:
        """Nobody wrote it down."""

    def digest(self, data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    def verify(
        self,
        key_id: str,
        message: bytes,
        signature: bytes,
        series: str | None = None,  # noqa: ARG002
        algorithm: str | None = None,
    ) -> bool:
        if key_id != self.key_id or algorithm not in (None, self.signature):
            return False
        try:
            self._key.public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True


KEY = Key()


def chosen(usual: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return usual | fields


def person(name: str = "王小明（示例）", **fields: Any) -> Person:
    return Person(
        **chosen(
            {
                "id": f"person-{name}",
                "name": name,
                "sex": "男",
                "birth": date(1901, 3, 20),
                "ethnic": "汉",
                "id_type": "居民身份证",
                "id_number": "340722190103200019",
                "phone": "13800001234",
                "address": "安徽省铜陵市枞阳县示例镇示例村 1 号",
            },
            fields,
        )
    )


def visit(**fields: Any) -> Visit:
    return Visit(
        **chosen(
            {
                "id": "visit-1",
                "number": visit_number("340700", "A", DAY, 7),
                "query_code": QUERY_CODE,
                "matter_id": "matter-1",
                "arrived_at": AT,
                "registered_at": AT,
                "desk": "A",
                "clerk": "zhao",
                "headcount": 1,
                "kind": "个体访",
                "first": True,
                "purpose": "求决",
                "category": "城乡建设/住房",
                "place": "340706",
                "claim": "丽景园小区办证",
                "facts": "丽景园小区 2019 年交付，218 户至今没有办理不动产登记，多次反映没有结果。",
            },
            fields,
        )
    )


def matter(**fields: Any) -> Matter:
    return Matter(
        **chosen(
            {
                "id": "matter-1",
                "number": "XF340700-A-261123-007-X",
                "claim": "丽景园小区办证",
                "facts": "丽景园小区 2019 年交付，218 户至今没有办理不动产登记，多次反映没有结果。",
                "purpose": "求决",
                "category": "城乡建设/住房",
                "place": "340706",
                "status": "已登记",
                "opened_at": AT,
            },
            fields,
        )
    )


def notice(**fields: Any) -> Notice:
    return Notice(
        **chosen(
            {
                "id": "notice-1",
                "matter_id": "matter-1",
                "visit_id": "visit-1",
                "opinion": "您反映的事项转送市住房和城乡建设局（示例）办理。",
                "due": date(2026, 12, 8),
                "derivation": "11-23 登记，次日起算，第 15 日 = 2026-12-08 周二（信访工作条例第22条）",
                "contact": "值班室 0562-0000000",
                "told": "口头",
                "acknowledged": "签字",
                "at": AT,
                "by": "zhao",
            },
            fields,
        )
    )


KNOWN = Calendar(years=frozenset({2026}))
"""A calendar that knows 2026 and no holiday in it."""


def counted(n: int = 15, start: date = DAY, began: str = "登记", rule: str = RULE_22) -> Derivation:
    """So many days from a day."""
    return count(start, Span(n, DAYS), KNOWN, began=began, rule=rule)


def deadline(what: str = "转送", how: Derivation | None = None) -> DateInForce:
    return DateInForce(what, "法定", how or counted())


def step(mode: str = "转送", unit: str | None = "市住房和城乡建设局（示例）", **fields: Any) -> Step:
    return Step(
        **chosen(
            {
                "id": f"step-{mode}",
                "matter_id": "matter-1",
                "visit_id": "visit-1",
                "mode": mode,
                "unit": unit,
                "at": AT,
                "by": "zhao",
            },
            fields,
        )
    )


def code(about: Visit, told: Notice | None, host: str = HEAD.host) -> str:
    hashed = notices_hash(told.opinion, told.due, told.contact) if told else notices_hash(None, None, None)
    facts = Facts(
        query_code=about.query_code,
        centre="340700",
        series="A",
        day=DAY,
        serial=7,
        headcount=about.headcount,
        due=told.due if told else None,
        notices=hashed,
    )
    return make(facts, host, KEY)


def dossier(**fields: Any) -> Dossier:
    """The slip of the look's picture: one visitor, three notices given."""
    about, told = fields.get("visit", visit()), fields.get("notice", notice())
    return Dossier(
        **chosen(
            {
                "at": AT,
                "number": about.number,
                "matter": matter(),
                "visit": about,
                "people": (person(),),
                "place_name": "义安区",
                "desk": "A",
                "clerk": "赵示例",
                "notice": told,
                "dates": (deadline(),),
                "told_as": counted(),
                "code": code(about, told),
            },
            fields,
        )
    )
