"""The rows of an export: one visit a row, masked, in the order of the national system's screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.secrecy import WITHHELD
from app.domain.dates.period import Period
from app.domain.entries.people import ANONYMOUS
from app.domain.entries.visit_parties import party_words
from app.domain.masks import mask_contact, mask_id, mask_name, mask_numbers, mask_phone
from app.domain.national_codes import ETHNIC, PACK, SEX, VISITING, flag, is_mobile
from app.domain.rows.centre import Division
from app.domain.rows.visits import Person, Visit
from app.domain.terms import GROUP
from app.ports.records import Reads
from app.services.case.case_door import homes_of, may_read_case
from app.services.case.case_reader import CaseReader
from app.services.case.record_pages import masked_party
from app.services.figures.export_tables import MARK

COLUMNS = (
    "来访编号",
    "信访事项编号",
    "登记时间",
    "信访日期",
    "登记台",
    "登记人",
    "来访人",
    "证件类型",
    "证件号码",
    "电话",
    "住址",
    "来访单位",
    "信用代码",
    "单位联系人",
    "代理人",
    "监护人",
    "翻译",
    "代表",
    "人数",
    "涉及人数",
    "类型",
    "初次",
    "信访目的",
    "内容分类",
    "属地",
    "涉及单位",
    "被检举单位",
    "诉求",
    "情况",
    "办理程序",
    "重大紧急",
    "越级",
    "保密",
    "状态",
    "责任单位",
    "下一期限",
    "已撤销",
    MARK,
)
BASIS_COLUMN = {"登记日期": "registered_at", "信访日期": "arrived_at"}
KEPT_BACK = "（检举控告，不导出内容）"


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads a period's visits day by day, so that a year does not stand in memory at once."""

    reads: Reads
    desk: Desk
    unmask: bool
    mark: str = ""
    pack: bool = False
    """One row a person in the order of the national system, with its codes."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*PACK, MARK) if self.pack else COLUMNS

    def rows(self, period: Period, basis: str) -> Iterator[dict[str, Any]]:
        """The visits of the period in order; taken-back ones are marked."""
        places = {row.code: row.name for row in self.reads.find(Division)}
        day, reader = period.start, CaseReader(self.reads)
        while day <= period.end:
            yield from self._day(day, BASIS_COLUMN[basis], places, reader)
            day += timedelta(days=1)

    def _day(
        self, day: date, column: str, places: dict[str, str], reader: CaseReader
    ) -> Iterator[dict[str, Any]]:
        visits = self.reads.between(Visit, column, day, day + timedelta(days=1))
        homes = homes_of(self.reads, visits)
        cases = reader.cases(homes.values())
        for visit in visits:
            case = cases[homes[visit.id]]
            standing = {row.id: row for row in case.visits}
            void = visit.id not in standing
            if not may_read_case(self.desk, case):
                yield self._withheld(visit)
            elif not self.pack:
                yield self._row(standing.get(visit.id, visit), case, places, void)
            elif not void:
                yield from self._pack_rows(standing[visit.id], case)

    def _withheld(self, visit: Visit) -> dict[str, Any]:
        """A visit of a guarded case, for who may not read it: its number, and that it is kept back."""
        number, name = ("信访件编号", "姓名") if self.pack else ("来访编号", "来访人")
        row: dict[str, Any] = dict.fromkeys(self.columns)
        return row | {number: visit.number, name: WITHHELD, MARK: self.mark or None}

    def _row(self, visit: Visit, case: CaseFile, places: dict[str, str], void: bool) -> dict[str, Any]:
        open_to, matter, people = self._may_tell(case), case.matter, case.people_of(visit.id)
        first, speaking = people[0] if people else None, case.representatives_of(visit.id)
        values = (
            visit.number,
            matter.number,
            f"{visit.registered_at:%Y-%m-%d %H:%M}",
            f"{visit.arrived_at:%Y-%m-%d %H:%M}",
            visit.desk,
            visit.clerk,
            self._name(first),
            first.id_type if first else None,
            self._id(first),
            self._phone(first),
            self._address(first),
            *self._parties(visit),
            "、".join(filter(None, (self._name(person) for person in people if person.id in speaking))),
            visit.headcount,
            visit.concerned,
            visit.kind,
            "初次" if visit.first else "重复",
            visit.purpose,
            visit.category if open_to else None,
            places.get(visit.place or "", visit.place),
            "、".join(visit.units) if open_to else None,
            "、".join(visit.accused) if open_to else None,
            self._words(visit.claim) if open_to else KEPT_BACK,
            self._words(visit.facts) if open_to else KEPT_BACK,
            visit.procedure,
            _yes(visit.urgent),
            _yes(visit.skipped_levels),
            _yes(case.guarded),
            case.status,
            case.unit if open_to else None,
            case.due.isoformat() if case.due else None,
            _yes(void),
            self.mark,
        )
        return dict(zip(COLUMNS, values, strict=True))

    def _pack_rows(self, visit: Visit, case: CaseFile) -> Iterator[dict[str, Any]]:
        open_to = self._may_tell(case)
        of_visit = (
            visit.number,
            self._words(visit.claim) if open_to else KEPT_BACK,
            f"{visit.arrived_at:%Y-%m-%d}",
            f"{visit.registered_at:%Y-%m-%d %H:%M}",
            visit.clerk,
            self.desk.place.centre,
            VISITING,
            visit.purpose,
            visit.category if open_to else None,
            visit.place,
            visit.headcount,
            visit.concerned,
            self._words(visit.claim) if open_to else KEPT_BACK,
            self._words(visit.facts) if open_to else KEPT_BACK,
        )
        flags = (flag(visit.kind == GROUP), flag(not visit.first), flag(visit.skipped_levels))
        for at, person in enumerate(case.people_of(visit.id)):
            unnamed = flag(person.name == ANONYMOUS)
            values = (
                *self._of_person(person, at),
                *of_visit,
                unnamed,
                *flags,
                visit.procedure,
                None,
                self.mark,
            )
            yield dict(zip(self.columns, values, strict=True))

    def _of_person(self, person: Person, at: int) -> tuple[Any, ...]:
        phone = self._phone(person)
        mobile = is_mobile(person.phone)
        birth = person.birth.isoformat() if person.birth else person.birth_year and str(person.birth_year)
        return (
            self._name(person),
            SEX.get(person.sex or ""),
            ETHNIC.get(person.ethnic or ""),
            person.id_type,
            self._id(person),
            birth if self.unmask else (birth and birth[:4]),
            self._address(person),
            phone if mobile else None,
            None if mobile else phone,
            person.nationality,
            at + 1,
            flag(at == 0),
        )

    def _parties(self, visit: Visit) -> tuple[str | None, ...]:
        """Who stands for or beside the visitor."""
        organisation, proxy, guardian = visit.organisation, visit.proxy, visit.guardian
        interpreter = visit.interpreter
        if not self.unmask:
            organisation, proxy, guardian = map(masked_party, (organisation, proxy, guardian))
            interpreter = mask_contact(interpreter) if interpreter else None
        of_organisation = organisation or {}
        return (
            of_organisation.get("name"),
            of_organisation.get("code"),
            of_organisation.get("contact"),
            party_words(proxy) if proxy else None,
            party_words(guardian) if guardian else None,
            interpreter,
        )

    def _words(self, text: str | None) -> str | None:
        """A narrative; the long numbers in it are masked as those in their own fields."""
        return text if text is None or self.unmask else mask_numbers(text)

    def _may_tell(self, case: CaseFile) -> bool:
        """Content of a guarded case leaves the store only unmasked, with its purpose (条例第30条)."""
        return self.unmask or not case.guarded

    def _name(self, person: Person | None) -> str | None:
        if person is None:
            return None
        return person.name if self.unmask else mask_name(person.name)

    def _id(self, person: Person | None) -> str | None:
        if person is None or person.id_number is None:
            return None
        return person.id_number if self.unmask else mask_id(person.id_number)

    def _phone(self, person: Person | None) -> str | None:
        if person is None or person.phone is None:
            return None
        return person.phone if self.unmask else mask_phone(person.phone)

    def _address(self, person: Person | None) -> str | None:
        """Masked: only how it begins (省市县), never the house."""
        if person is None or person.address is None:
            return None
        return person.address if self.unmask else f"{person.address[:6]}****"


def _yes(holds: bool) -> str | None:
    return "是" if holds else None
