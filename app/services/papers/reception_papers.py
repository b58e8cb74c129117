"""The papers that come of a reception: the minutes, a 交办单 for each unit, the 三个告知单 for each visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.desk import Desk
from app.domain.papers.dossier import Dossier, Heard, Letterhead, letterhead
from app.domain.papers.kinds import build
from app.domain.rows.base import new_id
from app.domain.rows.matters import Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Person, Visit
from app.domain.terms import ACCUSATION
from app.ports.records import Writes
from app.services.case.record_pages import people_of
from app.services.handling.reception_plan import Affair, Plan
from app.services.handling.reception_rows import ReceptionRows
from app.services.papers.number_document import number_document


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """Draws up the papers of one reception, inside its transaction."""

    writes: Writes
    desk: Desk
    plan: Plan
    rows: ReceptionRows
    reception: Reception

    def papers(self) -> Iterator[Document]:
        """In the order of CLI.md: the record, the duty sheets, the notices."""
        head = letterhead(self.desk.place.centre, self.desk.settings)
        common = self._common()
        yield self._document(head, "联合接访记录", common)
        for unit in self.plan.duty_units:
            yield self._document(head, "交办单", replace(common, unit=unit))
        for affair in self.plan.affairs:
            for visit in affair.visits:
                dossier = self._for_visit(common, affair, visit)
                if dossier.notices_complete:
                    yield self._document(head, "三个告知单", dossier)

    def _common(self) -> Dossier:
        first = next((one for one in self.plan.affairs if _guarded(one)), self.plan.affairs[0])
        told = [one for one in self.rows.notices if one.matter_id == first.matter.id]
        return Dossier(
            at=self.plan.at,
            number="",
            matter=first.matter,
            visit=first.visits[0],
            people=self._people(first.visits[0]),
            desk=self.desk.place.letter,
            clerk=self.desk.staff.name,
            notice=told[0] if told else None,
            reception=self.reception,
            seats=self.rows.seats,
            lines=self.rows.lines,
            duties=tuple(one for one in self.rows.duties if one.matter_id == first.matter.id),
            heard=tuple(
                Heard(visit, self._people(visit)) for affair in self.plan.affairs for visit in affair.visits
            ),
        )

    def _for_visit(self, common: Dossier, affair: Affair, visit: Visit) -> Dossier:
        told = [one for one in self.rows.notices if one.matter_id == affair.matter.id]
        return replace(
            common,
            matter=affair.matter,
            visit=visit,
            people=self._people(visit),
            notice=told[0] if told else None,
            steps=tuple(self.writes.find(Step, matter_id=affair.matter.id)),
            duties=tuple(one for one in self.rows.duties if one.matter_id == affair.matter.id),
            heard=(),
        )

    def _people(self, visit: Visit) -> tuple[Person, ...]:
        return tuple(person for _, person in people_of(self.writes, visit))

    def _document(self, head: Letterhead, kind: str, dossier: Dossier) -> Document:
        number = number_document(self.writes, self.desk, kind, self.plan.at.date())
        whose = kind == "三个告知单"
        alone = len(self.plan.affairs) == 1
        return Document(
            id=new_id(),
            kind=kind,
            number=number,
            matter_id=dossier.matter.id if dossier.matter and (whose or alone) else None,
            visit_id=dossier.visit.id if dossier.visit and whose else None,
            reception_id=self.reception.id,
            unit=dossier.unit,
            content=build(kind, head, replace(dossier, number=number)),
            at=self.plan.at,
            by=self.desk.staff.login,
        )


def _guarded(affair: Affair) -> bool:
    return affair.matter.confidential or affair.matter.purpose == ACCUSATION
