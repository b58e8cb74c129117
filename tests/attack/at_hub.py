"""Mutated messages against the hub over its own routes: no answer is a fault of the hub's."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from app.domain.rows.attachments import Attachment
from app.domain.rows.base import new_id
from db.access.persons import Person
from db.exchange import entering, frame, wire
from db.exchange.content_wire import ContentPiece, ContentsAsked, ContentWanted
from db.hub.hub import Hub
from db.hub.notices import Notices
from db.hub.serving.journal import Journal
from db.hub.serving.metrics import Metrics
from db.hub.serving.observed import Watch
from db.hub.serving.web import make_app
from db.hub.sqlite import open_file
from db.sync.hello import compose
from db.sync.push import next_batch
from tests.attack.mutate import mutated_message
from tests.db.hub.people import Window, person

CONTENT = "ab" * 32
LEGAL = frozenset({200, 400, 401, 403, 409, 413, 422})


def attachment(content: str = CONTENT, desk: str = "A") -> Attachment:
    """A row that lets the hub take bytes of a content."""
    when = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
    return Attachment(
        id=new_id(), matter_id="m1", place="事项", name="一（示例）.jpg", kind="image/jpeg", size=1,
        content=content, desk=desk, at=when, by="clerk",
    )  # fmt: skip


def attack_hub(folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the hub answered, by kind of message and status; and what must not have happened."""
    hub = Hub(open_file(folder / "hub.db", folder / "hub.key"))
    window = Window(hub, folder, "A")
    try:
        window.add(person(phone="13800001234"))
        window.sync()
        window.add(attachment())
        window.sync()
        window.add(person("李四（示例）"), person("周五（示例）"))
        return asyncio.run(_attack(hub, folder, window.token, _messages(window), count, random.Random(seed)))
    finally:
        window.close()
        hub.close()


def _messages(window: Window) -> dict[str, frame.Message]:
    push = window.store.on_writer(next_batch)
    hello = window.store.on_writer(lambda c: compose(c, ""))
    push.proofs = [wire.Proof("clerk", Person("clerk", bytes(32)).sign(b"x"))]
    wrap = '{"kdf":"Argon2id","salt":"00","cost":{"memory":64,"time":1,"lanes":1},"nonce":"00","sealed":"00"}'
    entry = entering.Entry(
        "AAAA-AAAA-AAAA-AAAA", "示例中心", "340700", "B", None, "a" * 43, "admin", bytes(64)
    )
    return {
        "push": push,
        "hello": hello,
        "pull": wire.Pull(0, push.lineage, wire.SCHEMA),
        "round": wire.Round(hello, push, wire.Pull(0, push.lineage, wire.SCHEMA)),
        "earlier": wire.Earlier(["staff", "people"], 5),
        "wraps": entering.Wraps([entering.Wrap("clerk", 5, wrap), entering.Wrap("", 7, wrap)]),
        "carry": wire.Carried("00000000", bytes(64), frame.pack(push)),
        "enrol": entry,
        "door": entering.DoorAsked("AAAA-AAAA-AAAA-AAAA", "admin"),
        "contents": ContentsAsked([CONTENT, "0" * 64]),
        "content": ContentPiece(CONTENT, 300, 0, bytes(300)),
        "piece": ContentWanted(CONTENT, 0),
    }


async def _attack(
    hub: Hub, folder: Path, token: str, messages: dict[str, frame.Message], count: int, rng: random.Random
) -> tuple[Counter[str], list[str]]:
    journal = Journal(folder / "log")
    app: Any = make_app(hub, Notices(False), Watch(journal, Metrics()))
    answers: Counter[str] = Counter()
    wrong: list[str] = []
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=headers) as client:
        for kind, message in messages.items():
            for number in range(count):
                body = mutated_message(message, rng)
                answer = await client.post(f"/sync/1/{kind}", content=body)
                answers[f"{kind} {answer.status_code}"] += 1
                if answer.status_code not in LEGAL and len(wrong) < 20:
                    wrong.append(f"{kind} {number}: {answer.status_code} {body.hex()[:400]}")
    journal.close()
    return answers, wrong
