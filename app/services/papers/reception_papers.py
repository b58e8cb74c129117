"""The papers that come of a reception: the minutes, a 交办单 for each unit, the 三个告知单 for each visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.papers.dossier import Dossier, Heard
from app.domain.papers.names import DUTY_SHEET, NOTICES
from app.domain.papers.sizes import RECORDS
from app.domain.rows.matters import Notice
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.ports.records import Writes
from app.services.papers.case_dossier import case_dossier
from app.services.papers.draw_up import draw_up
from app.services.papers.number_document import number_document
from app.services.papers.paper_subject import on_paper
from app.services.receptions.reception_plan import Affair, Plan
from app.services.receptions.reception_rows import ReceptionRows


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """Draws up the papers of one reception, inside its transaction."""

    writes: Writes
    desk: Desk
    plan: Plan
    rows: ReceptionRows
    reception: Reception
    cases: Mapping[str, CaseFile]
    """By matter id, as they are with what the reception stored."""

    def papers(self) -> Iterator[Document]:
        """In the order of CLI.md: the record, the duty sheets, the notices.

        Where lines, results or notices differ by case, each case has a record of its own; a unit's duties
        stand on one sheet only where they are about the same cases.
        """
        for affairs in self._recorded_together():
            yield self._document(RECORDS[self.reception.form], self._dossier(affairs))
        for unit in dict.fromkeys(unit for affair in self.plan.affairs for unit in affair.duty_units):
            for affairs in self._assigned_together(unit):
                yield self._document(DUTY_SHEET, replace(self._dossier(affairs), unit=unit))
        for affair in self.plan.affairs:
            for visit in affair.visits:
                dossier = self._for_visit(affair, visit)
                if dossier.notices_complete:
                    yield self._document(NOTICES, dossier)

    def _recorded_together(self) -> list[tuple[Affair, ...]]:
        affairs = self.plan.affairs
        alike = {(affair.lines, affair.result, affair.notices, affair.notice) for affair in affairs}
        return [affairs] if len(alike) == 1 else [(affair,) for affair in affairs]

    def _assigned_together(self, unit: str) -> list[tuple[Affair, ...]]:
        """The affairs that gave the unit duties: together where all of the reception gave it the same."""
        affairs = self.plan.affairs
        by_affair = [tuple(place for place, line in affair.duties if line.unit == unit) for affair in affairs]
        if len(set(by_affair)) == 1:
            return [affairs]
        return [(affair,) for affair, places in zip(affairs, by_affair, strict=True) if places]

    def _dossier(self, affairs: tuple[Affair, ...]) -> Dossier:
        """What a paper about these cases is made of; nothing of the others heard in the same sitting."""
        first = affairs[0]
        visits = {visit.id for affair in affairs for visit in affair.visits}
        dossier = self._for_visit(first, first.visits[0])
        return replace(
            dossier,
            matter=dossier.matter if len(affairs) == 1 else None,
            reception=replace(self.reception, result=first.result),
            seats=self.rows.seats,
            lines=tuple(line for line in self.rows.lines if not line.cases or visits & set(line.cases)),
            duties=tuple(duty for duty in self.rows.duties if duty.matter_id == first.matter.id),
            counted=self.rows.counted,
            heard=tuple(
                Heard(visit, affair.case.people_of(visit.id)) for affair in affairs for visit in affair.visits
            ),
        )

    def _for_visit(self, affair: Affair, visit: Visit) -> Dossier:
        """What was told of the three notices to a visit, as its case stands now."""
        case = self.cases[affair.matter.id]
        return replace(
            case_dossier(
                self.writes, self.desk, case, visit, at=self.plan.at, number="", place=case.matter.place
            ),
            matter=on_paper(case, visit)[0],
            notice=self._notice(affair),
            told_as=affair.notice.counted,
        )

    def _notice(self, affair: Affair) -> Notice | None:
        return next((notice for notice in self.rows.notices if notice.matter_id == affair.matter.id), None)

    def _document(self, kind: str, dossier: Dossier) -> Document:
        number = number_document(self.writes, self.desk, kind, self.plan.at.date())
        whose = kind == NOTICES
        return draw_up(
            self.desk,
            self.writes,
            kind,
            replace(dossier, number=number),
            matter_id=dossier.matter.id if dossier.matter else None,
            visit_id=dossier.visit.id if dossier.visit and whose else None,
            reception_id=self.reception.id,
            unit=dossier.unit,
        )
