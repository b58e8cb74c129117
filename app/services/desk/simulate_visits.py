"""Make a store's worth of synthetic visits with the habits of the seeds, for training and measuring."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from app.desk import Place
from app.domain import numbers, synthetic
from app.domain.dates.calendar import Calendar
from app.domain.dates.deadlines import Dated, for_registration
from app.domain.dates.derivation import DAYS, Span, count
from app.domain.dates.limits import Limits
from app.domain.rows.base import Row, id_at
from app.domain.rows.matters import Deadline, Matter, Notice, Step
from app.domain.rows.receptions import Duty, Line, ReceivedVisit, Reception, Seat
from app.domain.rows.visits import Attendance, Person, Visit
from app.domain.terms import GROUP, GROUP_FROM, SINGLE
from app.ports.clock import CENTRE_TIME

REPEAT_SHARE = 0.2
"""About a fifth of intake comes again about the same matter (PRODUCT.md section 1)."""
JOINT_SHARE = 173 / (322 + 173)
"""Joint receptions among the batches of the seed's ten months."""
_PURPOSES = ("求决",) * 7 + ("申诉", "意见建议", "揭发控告")
_OPEN_MATTERS = 4000


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was made, for the last line of ``simulate``."""

    visits: int
    people: int
    headcount: int
    receptions: int
    repeats: int


@dataclass(slots=True)
class Simulation:
    """A seeded stream of visits of one desk between two days; the same seed makes the same rows."""

    place: Place
    series: str
    clerk: str
    visits: int
    seed: int
    start: date
    end: date
    calendar: Calendar
    limits: Limits
    visit_total: int = 0
    people_total: int = 0
    headcount_total: int = 0
    reception_total: int = 0
    repeat_total: int = 0
    _serials: dict[str, int] = field(default_factory=dict)
    _dates: dict[tuple[date, str], list[Dated]] = field(default_factory=dict)
    _open: deque[Matter] = field(default_factory=lambda: deque(maxlen=_OPEN_MATTERS))
    _stamped: tuple[datetime | None, int, int] = (None, 0, 0)
    """The last moment an id was asked for, its milliseconds and its chance: many rows share one."""
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def totals(self) -> Simulated:
        """The totals so far."""
        return Simulated(
            self.visit_total, self.people_total, self.headcount_total, self.reception_total, self.repeat_total
        )

    def serials(self) -> dict[str, int]:
        """Last serial used of every series, for the store's own counters."""
        return dict(self._serials)

    def batches(self, size: int = 500) -> Iterator[list[Row]]:
        """The rows in time order, ``size`` visits to a batch: memory does not grow with the number."""
        rows: list[Row] = []
        for index in range(self.visits):
            rows.extend(self._visit(self._moment(index)))
            if (index + 1) % size == 0:
                yield rows
                rows = []
        if rows:
            yield rows

    def _moment(self, index: int) -> datetime:
        """Arrivals spread over the days' opening hours, in order."""
        days = max(1, (self.end - self.start).days + 1)
        each = self.visits / days
        day = min(days - 1, int(index / each))
        share = (index - day * each) / each
        opening = datetime.combine(self.start + timedelta(days=day), datetime.min.time(), CENTRE_TIME)
        return opening + timedelta(hours=8, minutes=30, seconds=int(share * 9 * 3600))

    def _id(self, at: datetime) -> str:
        """Ids of one moment follow each other, as ``new_id`` makes them."""
        if at is not self._stamped[0]:
            self._stamped = (at, int(at.timestamp() * 1000), self._random.getrandbits(61))
        else:
            self._stamped = (at, self._stamped[1], self._stamped[2] + 1)
        return id_at(self._stamped[1], self._stamped[2])

    def _serial(self, series: str) -> int:
        self._serials[series] = self._serials.get(series, 0) + 1
        return self._serials[series]

    def _visit(self, at: datetime) -> list[Row]:
        random, day = self._random, at.date()
        joint = random.random() < JOINT_SHARE
        heads = synthetic.headcount(random, joint)
        again = bool(self._open) and random.random() < REPEAT_SHARE
        affair = synthetic.affair(random)
        rows: list[Row] = []
        if again:
            matter = random.choice(self._open)
            self.repeat_total += 1
        else:
            serial = self._serial(numbers.serial_key(numbers.MATTER, self.series, day))
            matter = Matter(
                id=self._id(at),
                number=numbers.matter_number(self.place.code, self.series, day, serial),
                claim=affair.claim,
                facts=affair.facts,
                purpose=(purpose := random.choice(_PURPOSES)),
                category=affair.category,
                place=synthetic.place(random),
                confidential=purpose == "揭发控告",
                status="办理中",
                unit=affair.unit,
                opened_at=at,
                due=self._registration_dates(day, purpose)[0].due,
            )
            rows.append(matter)
            self._open.append(matter)
        visit = self._visit_row(matter, at, heads, first=not again)
        rows.append(visit)
        rows.extend(self._people(visit, heads))
        rows.extend(self._handling(matter, visit))
        if joint:
            rows.extend(self._reception(matter, visit))
        self.visit_total += 1
        self.headcount_total += heads
        return rows

    def _visit_row(self, matter: Matter, at: datetime, heads: int, *, first: bool) -> Visit:
        serial = self._serial(numbers.serial_key(numbers.VISIT, self.series, at.date()))
        return Visit(
            id=self._id(at),
            number=numbers.visit_number(self.place.code, self.series, at.date(), serial),
            query_code=numbers.new_query_code(self._random.choice),
            matter_id=matter.id,
            arrived_at=at,
            registered_at=at + timedelta(minutes=3),
            desk=self.place.letter,
            clerk=self.clerk,
            headcount=heads,
            concerned=heads,
            kind=GROUP if heads >= GROUP_FROM else SINGLE,
            first=first,
            purpose=matter.purpose,
            category=matter.category,
            place=matter.place,
            units=(matter.unit,) if matter.unit else (),
            claim=matter.claim,
            facts=matter.facts,
            confidential=matter.confidential,
        )

    def _people(self, visit: Visit, heads: int) -> Iterator[Row]:
        random = self._random
        for position in range(min(heads, 5 if heads >= GROUP_FROM else 1)):
            with_id = random.random() < 0.9
            number = synthetic.id_number(random) if with_id else None
            person = Person(
                id=self._id(visit.arrived_at),
                name=synthetic.name(random),
                sex=("男" if int(number[16]) % 2 else "女") if number else None,
                birth=date(int(number[6:10]), int(number[10:12]), int(number[12:14])) if number else None,
                ethnic="汉",
                nationality="中国",
                id_type="居民身份证" if with_id else "无",
                id_number=number,
                no_id_reason=None if with_id else "当场无证件",
                phone=synthetic.phone(random) if random.random() < 0.95 else None,
                address=f"安徽省铜陵市样例街道{random.randrange(1, 400)}号",
            )
            self.people_total += 1
            yield person
            yield Attendance(
                id=self._id(visit.arrived_at),
                visit_id=visit.id,
                person_id=person.id,
                position=position,
                representative=visit.kind == GROUP,
            )

    def _registration_dates(self, day: date, purpose: str) -> list[Dated]:
        key = (day, purpose)
        if key not in self._dates:
            if len(self._dates) > 64:
                self._dates.clear()
            self._dates[key] = for_registration(day, purpose, "普通", self.calendar, self.limits)
        return self._dates[key]

    def _handling(self, matter: Matter, visit: Visit) -> Iterator[Row]:
        at, dated = visit.registered_at, self._registration_dates(visit.arrived_at.date(), visit.purpose)
        for offset, mode in enumerate(("登记", "转送")):
            yield Step(
                id=self._id(at),
                matter_id=matter.id,
                visit_id=visit.id,
                mode=mode,
                unit=matter.unit if offset else None,
                at=at + timedelta(minutes=20 * offset),
                by=self.clerk,
            )
        for deadline in dated:
            yield Deadline(
                id=self._id(at),
                matter_id=matter.id,
                visit_id=visit.id,
                what=deadline.what,
                start=deadline.start,
                due=deadline.due,
                rule=deadline.rule,
                kind=deadline.kind,
                provisional=deadline.provisional,
                derivation=deadline.derivation,
                way=deadline.counted.way or None,
                at=at,
            )
        yield Notice(
            id=self._id(at),
            matter_id=matter.id,
            visit_id=visit.id,
            opinion=f"转送{matter.unit}办理",
            due=dated[0].due,
            derivation=dated[0].derivation,
            contact="值班室 0562-0000000",
            told="口头",
            acknowledged="签字",
            at=at,
            by=self.clerk,
        )

    def _reception(self, matter: Matter, visit: Visit) -> Iterator[Row]:
        at, day = visit.arrived_at + timedelta(minutes=15), visit.arrived_at.date()
        unit = matter.unit or "市住建局"
        reception = Reception(
            id=self._id(at),
            number=numbers.reception_number(
                self.place.code,
                self.series,
                day,
                self._serial(numbers.serial_key(numbers.RECEPTION, self.series, day)),
            ),
            at=at,
            form="联合接访",
            room="联合接访室",
            lead="市信访局",
            leader="李大为（示例）",
            recorder="赵小雨（示例）",
            status="已结束",
            result="交办",
            ended_at=at + timedelta(minutes=35),
            desk=self.place.letter,
            clerk=self.clerk,
        )
        self.reception_total += 1
        yield reception
        yield ReceivedVisit(id=self._id(at), reception_id=reception.id, visit_id=visit.id)
        yield Seat(id=self._id(at), reception_id=reception.id, position=0, unit=unit, person="王科（示例）")
        texts = (("诉求", f"代表：{matter.claim}"), ("交办", f"@{unit} 核查并书面答复 10日"))
        for position, (kind, text) in enumerate(texts):
            line = Line(
                id=self._id(at),
                reception_id=reception.id,
                position=position,
                at=f"{at + timedelta(minutes=5 * position):%H:%M}",
                text=text,
                kind=kind,
            )
            yield line
        counted = count(day, Span(10, DAYS), self.calendar, began="交办")
        yield Duty(
            id=self._id(at),
            reception_id=reception.id,
            matter_id=matter.id,
            line_id=line.id,
            unit=unit,
            duty="核查并书面答复",
            due=counted.due,
            derivation=counted.derivation,
            provisional=counted.provisional,
            way=counted.way,
            at=at,
        )
