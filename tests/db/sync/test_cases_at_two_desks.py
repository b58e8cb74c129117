"""Two desks work on the same matters, offline for most of the time: in the end both read the same cases.

A seeded play of everything that can happen to a matter: visits, steps, requests and their signatures,
withdrawals, answers, corrections, joins and splits, each through its service, at the desk of one who is
signed in, with the hub between them. After quiet every case is read alike, no date is owed by nobody,
whatever two desks decided differently is listed, and each store's cache is what its facts say.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.desk import Desk, StoppedClock
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import MODES, Mode
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.reply_entry import parse_reply
from app.domain.entries.step_entry import keys_of, parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.matters import Matter
from app.errors import NotAllowed, Refused
from app.services.approvals.decide_request import approve_request, refuse_request, waiting_requests
from app.services.case.case_reader import CaseReader
from app.services.handling.advance_matter import advance_matter, possible_steps
from app.services.handling.reply_duty import reply_duty
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.receptions.hold_reception import hold_reception
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.register_visit import register_visit
from db import cases
from tests.db.sync.conftest import Place

MakePlace = Callable[[str], Place]
BEGAN = datetime.fromisoformat("2026-09-01T08:30:00+08:00")
ACTS = 70
UNITS = ("市住建局", "市人社局", "市公安局")
PURPOSES = ("求决", "求决", "申诉", "意见建议", "揭发控告", "其他")
CHECKS = ("事实清楚", "证据扎实", "调查结论规范", "处理意见落实", "群众满意并签字")


class Play:
    """One history of two desks, from one seed."""

    def __init__(self, places: list[Place], seed: int) -> None:
        self.places = places
        self.rng = random.Random(seed)
        self.now = BEGAN
        self.count = 0
        self.done: Counter[str] = Counter()

    def begin(self) -> None:
        """Some matters that both desks know."""
        for place in (*self.places, *self.places):
            self._register(place)
        for place in (*self.places, *self.places):
            place.link.exchange()

    def act(self) -> None:
        """Whatever happens next, at one of the desks; what the rules refuse does not happen."""
        rng = self.rng
        place = rng.choice(self.places)
        self.now += timedelta(minutes=rng.choice((7, 90, 700, 2_900)))
        if rng.random() < 0.15:
            place.link.exchange()
            return
        deed = rng.choices(
            (
                self._register,
                self._step,
                self._sign,
                self._withdraw,
                self._hear,
                self._reply,
                self._amend,
                self._move,
            ),
            (3, 9, 3, 2, 2, 2, 2, 2),
        )[0]
        try:
            deed(place)
        except (Refused, NotAllowed):
            return
        self.done[deed.__name__.strip("_")] += 1

    def desk(self, place: Place, login: str = "worker") -> Desk:
        if place.desk.staff.login != login:
            place.become(login)
        return replace(place.desk, clock=StoppedClock(self.now))

    def cases(self, place: Place) -> list[CaseFile]:
        with place.store.reading() as reads:
            matters = sorted(reads.find(Matter), key=lambda row: row.number)
            return list(CaseReader(reads).cases([row.id for row in matters]).values())

    def _any(self, place: Place) -> CaseFile:
        found = self.cases(place)
        if not found:
            raise NotAllowed("withheld", login="worker")
        return self.rng.choice(found)

    def _register(self, place: Place) -> None:
        self.count += 1
        again = self.cases(place) if self.rng.random() < 0.4 else []
        person = {"name": f"王{self.count}（示例）", "id_type": "无", "no_id_reason": "当场无证件"}
        visit: dict[str, Any] = {
            "people": [person | {"address": "安徽省铜陵市枞阳县示例路1号"}],
            "headcount": self.rng.choice((1, 1, 7)),
            "purpose": self.rng.choice(PURPOSES),
            "category": "城乡建设",
            "place": "340706",
            "units": [self.rng.choice(UNITS)],
            "claim": f"示例诉求{self.count}",
            "facts": "示例",
            "procedure": self.rng.choice(("普通", "普通", "简易")),
        }
        if again:
            visit |= {"matter": self.rng.choice(again).matter.number, "purpose": None, "claim": None}
        register_visit(self.desk(place), parse_visit(visit))

    def _step(self, place: Place) -> None:
        desk = self.desk(place)
        case = self._any(place)
        allowed = [move for move in possible_steps(desk, case.matter.number).moves if move.why is None]
        move = self.rng.choice(allowed) if allowed else None
        if move is None:
            raise NotAllowed("withheld", login="worker")
        advance_matter(desk, parse_step(self._entry(move.mode, case)))
        self.done[move.mode.name] += 1

    def _entry(self, mode: Mode, case: CaseFile) -> dict[str, Any]:
        """All that a step of the mode can be told."""
        rng = self.rng
        ground = rng.choice(mode.grounds).id if mode.grounds else None
        unit = rng.choice(UNITS)
        everything: dict[str, Any] = {
            "unit": rng.choice([holder.unit for holder in case.holders] or [unit])
            if rng.random() < 0.5
            else unit,
            "term": "10日",
            "ground": ground,
            "body": "示例市人民政府",
            "way": rng.randrange(1, 7),
            "review": {
                "body": "示例省人民政府",
                "number": "示例复核〔2026〕1号",
                "date": f"{BEGAN:%Y-%m-%d}",
            },
            "days": 15,
            "reason": "情况复杂（示例）",
            "unit_head": {"name": "示例局长", "number": "示例〔2026〕2号"},
            "answer": "示例答复",
            "found": "示例事实",
            "opinion": "示例意见",
            "law": "示例法第1条",
            "outcome": rng.choice(("支持", "解释说明", "不予支持")),
            "checks": dict.fromkeys(CHECKS, "示例证据"),
            "number": f"示例〔2026〕{self.count}号",
            "date": f"{self.now:%Y-%m-%d}",
            "kind": "调解",
            "result": rng.choice(("示例结果", "已履行")),
        }
        known = keys_of(mode)
        given = {key: value for key, value in everything.items() if key in known and value is not None}
        return given | {"matter": case.matter.number, "mode": mode.name}

    def _sign(self, place: Place) -> None:
        desk = self.desk(place, "leader")
        waiting = waiting_requests(desk)
        if not waiting:
            raise NotAllowed("role_missing", login="leader")
        request = self.rng.choice(waiting).request
        if self.rng.random() < 0.7:
            approve_request(desk, request.id)
        else:
            refuse_request(desk, request.id, "材料不齐（示例）")

    def _withdraw(self, place: Place) -> None:
        desk = self.desk(place)
        case = self._any(place)
        steps = [step for step in case.standing_steps if step.mode in MODES]
        if not steps:
            raise NotAllowed("withheld", login="worker")
        step = self.rng.choice(steps)
        withdraw_step(
            desk, WithdrawalWanted(number=case.matter.number, step=step.id, reason="办错了（示例）")
        )

    def _hear(self, place: Place) -> None:
        desk = self.desk(place)
        case = self._any(place)
        unit = self.rng.choice(UNITS)
        reception = {
            "at": self.now.isoformat(),
            "form": "联合接访",
            "lead": "市信访局",
            "leader": "李局（示例）",
            "recorder": "赵四（示例）",
            "visits": [case.visits[-1].number] if case.visits else [],
            "units": [{"unit": unit, "person": "王科（示例）"}],
            "lines": [{"at": f"{self.now:%H:%M}", "text": f"@{unit} 核查示例{self.count}户 10日"}],
            "result": "交办",
            "notices": {"opinion": "核查后答复（示例）", "contact": "李局 0562-0000001"},
        }
        hold_reception(desk, parse_reception(reception))

    def _reply(self, place: Place) -> None:
        desk = self.desk(place)
        owing = [case for case in self.cases(place) if case.open_duties]
        if not owing:
            raise NotAllowed("withheld", login="worker")
        case = self.rng.choice(owing)
        duty = self.rng.choice(case.open_duties)
        done = self.rng.random() < 0.6
        answer = {"matter": case.matter.number, "unit": duty.who, "text": "已核查（示例）", "done": done}
        reply_duty(desk, parse_reply(answer))

    def _amend(self, place: Place) -> None:
        desk = self.desk(place)
        changed = self.rng.choice(
            (
                {"purpose": self.rng.choice(PURPOSES)},
                {"procedure": self.rng.choice(("普通", "简易"))},
                {"confidential": self.rng.random() < 0.5},
                {"headcount": self.rng.randrange(1, 9)},
                {"units": [self.rng.choice(UNITS)]},
            )
        )
        amend_record(desk, self._any(place).matter.number, changed | {"reason": "登错了（示例）"})

    def _move(self, place: Place) -> None:
        desk = self.desk(place)
        case = self._any(place)
        if not case.visits:
            raise NotAllowed("withheld", login="worker")
        visit = self.rng.choice(case.visits)
        if self.rng.random() < 0.5:
            split_visit(desk, MoveWanted(visit=visit.number, reason="示例"))
        else:
            other = self._any(place).matter.number
            join_visit(desk, MoveWanted(visit=visit.number, matter=other, reason="示例"))


@pytest.fixture
def two(places_of: MakePlace) -> list[Place]:
    """Desks A and B, with one who registers and handles, and a leader."""
    one = places_of("A")
    one.hire("worker", "赵四（示例）", "登记员", "接谈员")
    one.hire("leader", "李局（示例）", "带班领导")
    one.link.exchange()
    return [one, places_of("B")]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_desks_read_the_same_cases(two: list[Place], seed: int) -> None:
    play = Play(two, seed)
    play.begin()
    for _ in range(ACTS):
        play.act()
    for place in (*two, *two, *two):
        place.link.exchange()
    here, there = (play.cases(place) for place in two)
    assert len(here) > 3
    assert sum(play.done.values()) > ACTS / 3, play.done
    assert len(play.done) > 8, play.done
    for one, other in zip(here, there, strict=True):
        assert one == other, one.matter.number
    for case in here:
        assert all(owed.who for owed in case.obligations)
        assert case.due is not None or not case.binding
    for place in two:
        assert place.store.on_writer(lambda c: list(cases.differing(c))) == []
