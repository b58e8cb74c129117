"""Shows a visitor his own matter: state, steps, notices, dates, rights; no personal facts."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.case.modes import mode_of
from app.domain.dates.derivation import Derivation
from app.domain.dates.limits import RULE_RATING
from app.domain.papers.rights import SAID, may_rate
from app.domain.papers.say import full_date, short_date
from app.domain.rows.case import VisitMove
from app.domain.rows.visits import Visit
from app.domain.terms import ACCUSATION, STATUTORY
from db.hub.records import Names, decoded
from db.hub.storage import Work
from db.hub.tracking.case import HubRows, case_from, rules_from, typed

Values = Mapping[str, Any]
STATES = {
    "已登记": "已登记",
    "办理中": "正在办理",
    "已受理": "已受理",
    "已办结": "已办结",
    "不予受理": "不予受理",
    "不再受理": "不再受理",
    "已引导": "已引导",
    "存": "已留存",
    "已撤回": "已撤回",
    "并入": "与另一件事一并办理",
}
"""A matter's status in the visitor's words."""
UNSETTLED = "正在核对"
"""Two desks answered differently: a leader settles which answer stands."""
UNSAID = "有权处理的机关"
RATING = f"到接待窗口或者打电话评价，{RULE_RATING}没有规定最后一日"
LAST = 4


@dataclass(frozen=True, slots=True)
class DateShown:
    """One line with what stands under it."""

    text: str
    under: str
    done: bool = True
    is_right: bool = False
    """Whether it is the visitor's to use; nobody owes it."""


@dataclass(frozen=True, slots=True)
class NoticesShown:
    """三个告知 as they were given last."""

    opinion: str | None
    due: str | None
    why: str | None
    contact: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """The page of one matter."""

    centre: str
    number: str
    state: str
    following: str | None
    steps: tuple[DateShown, ...]
    dates: tuple[DateShown, ...]
    notices: NoticesShown | None
    guarded: bool
    """揭发控告 or 保密: nothing but that it is registered."""
    partial: bool
    """No certificate or phone was given: steps and dates only."""


@dataclass(frozen=True, slots=True)
class Case:
    """The rows behind a query code."""

    centre: str
    visit: Values
    proofs: tuple[str, ...]
    """Last four characters that open it."""
    voided: bool
    file: CaseFile | None = None
    """The case as its facts say it is; None where the hub has no matter to the visit yet."""
    represented: bool = True
    """Whether somebody came as a representative; without one the code alone opens nothing."""


def find_case(work: Work, code: str) -> Case | None:
    """The case of a query code, or None. Both take the same number of look-ups as far as they go."""
    visit_row = work.first_row(
        "SELECT r.centre, c.name, r.pk, r.shape, r.body FROM rows r JOIN centres c ON c.id = r.centre"
        " WHERE r.code = ?",
        (code,),
    )
    if visit_row is None:
        return None
    centre, name, visit_id, shape, body = visit_row
    names = Names(work)
    visit = decoded(names, shape, body)
    of_visit = _belonging(work, names, centre, visit_id)
    representatives = [
        attendance for attendance in of_visit["attendances"] if attendance.get("representative")
    ]
    people = [
        person
        for attendance in representatives or of_visit["attendances"]
        if (person := _row(work, names, centre, "people", str(attendance["person_id"])))
    ]
    file = _file(work, names, centre, typed(Visit, {"id": visit_id, **visit}))
    voided = bool(of_visit["voids"])
    return Case(name, visit, _proofs(people), voided, file, bool(representatives))


def _file(work: Work, names: Names, centre: int, visit: Visit) -> CaseFile | None:
    """The case of the visit, by the centre's own calendar, limits and units."""

    def belonging(id: str) -> Mapping[str, list[Values]]:
        return _belonging(work, names, centre, id)

    def row(table: str, id: str) -> Values | None:
        return _row(work, names, centre, table, id)

    rules = rules_from(*(_table(work, names, centre, table) for table in ("holidays", "settings", "units")))
    rows = HubRows(belonging, row, _table(work, names, centre, VisitMove.TABLE))
    return case_from(rows, visit, rules)


def _table(work: Work, names: Names, centre: int, table: str) -> list[Values]:
    sql = "SELECT pk, shape, body FROM rows WHERE centre = ? AND tbl = ? ORDER BY pk"
    rows = work.all(sql, (centre, table))
    return [{"id": pk, **decoded(names, shape, body)} for pk, shape, body in rows]


def opens(case: Case | None, typed: str) -> bool:
    """Whether these last four characters open the case; compared in constant time."""
    typed_last = unicodedata.normalize("NFKC", typed).strip().upper()[-LAST:].encode()
    proofs = case.proofs if case else ("----",)
    fits = [hmac.compare_digest(typed_last, proof.encode()) for proof in proofs]
    return case is not None and (any(fits) or (case.represented and not case.proofs))


def matter_page(case: Case, today: date) -> Matter:
    """What to show once the case is open."""
    visit, file = case.visit, case.file
    said_guarded = visit.get("purpose") == ACCUSATION or bool(visit.get("confidential"))
    guarded = said_guarded or file is None or file.guarded
    registered = DateShown("已登记", _moment(visit["registered_at"], today))
    if guarded or case.voided or file is None:
        state = "已撤回" if case.voided else "已登记"
        return Matter(case.centre, str(visit["number"]), state, None, (registered,), (), None, guarded, False)
    dates = _dates(file, today)
    owed = [shown for shown in dates if not shown.is_right]
    following = f"{owed[0].under.split('，')[0]}{owed[0].text}。" if owed else None
    partial = not case.proofs
    return Matter(
        case.centre,
        str(visit["number"]),
        UNSETTLED if file.contradicted else STATES.get(file.status, "正在办理"),
        following,
        _steps(file, registered, today),
        dates,
        None if partial else _notices(file),
        guarded,
        partial,
    )


def _belonging(work: Work, names: Names, centre: int, id: str) -> dict[str, list[Values]]:
    belongings: dict[str, list[Values]] = defaultdict(list)
    for table, pk, shape, body in work.all(
        "SELECT tbl, pk, shape, body FROM rows WHERE centre = ? AND ref = ? ORDER BY pk", (centre, id)
    ):
        belongings[table].append({"id": pk, **decoded(names, shape, body)})
    return belongings


def _row(work: Work, names: Names, centre: int, table: str, pk: str) -> Values | None:
    row = work.first_row(
        "SELECT shape, body FROM rows WHERE centre = ? AND tbl = ? AND pk = ?", (centre, table, pk)
    )
    return decoded(names, *row) if row else None


def _proofs(people: list[Values]) -> tuple[str, ...]:
    numbers = [person.get(field) for person in people for field in ("id_number", "phone")]
    plain = [re.sub(r"[^0-9A-Za-z]", "", str(value)).upper() for value in numbers if value]
    return tuple(value[-LAST:] for value in plain if len(value) >= LAST)


def _steps(file: CaseFile, registered: DateShown, today: date) -> tuple[DateShown, ...]:
    """What was done, without what was taken back; of a contradicted case neither of the two answers."""
    disputed = {id for pair in file.contradictions for id in (pair.first, pair.second)}
    shown = [registered]
    for step in file.standing_steps:
        mode = mode_of(step.mode)
        text = mode.public if mode else None
        if text is not None and step.id not in disputed:
            shown.append(
                DateShown(text.format(unit=step.unit or UNSAID), _moment(step.at.isoformat(), today))
            )
    return tuple(shown)


def _dates(file: CaseFile, today: date) -> tuple[DateShown, ...]:
    """What is owed to the visitor by law, next first, and until when he may ask for more."""
    owed = [
        obligation for obligation in file.binding if obligation.kind == STATUTORY and obligation.what in SAID
    ]
    shown = [_date(SAID[obligation.what], obligation.counted, today) for obligation in owed]
    for right in file.rights:
        if right.what not in SAID or right.used_at is not None:
            continue
        if right.counted is not None:
            shown.append(replace(_date(SAID[right.what], right.counted, today), is_right=True))
        else:
            shown.append(DateShown(SAID[right.what], "自收到书面答复之日起三十日内", False, True))
    if file.may_rate:
        shown.append(DateShown(may_rate(file.may_rate), RATING, False, True))
    return tuple(shown)


def _date(text: str, counted: Derivation, today: date) -> DateShown:
    sure = "（暂定）" if counted.provisional else ""
    return DateShown(text, f"{full_date(counted.due)}前{sure}，{counted.derivation}", counted.due < today)


def _notices(file: CaseFile) -> NoticesShown | None:
    last = file.notice
    if last is None:
        return None
    return NoticesShown(
        last.opinion,
        full_date(last.due) + "前" if last.due else None,
        last.due_reason or last.derivation,
        last.contact,
        _phone(last.contact or ""),
    )


def _phone(text: str) -> str | None:
    """The first telephone number in a contact, as a telephone dials it."""
    match = re.search(
        r"(?<![0-9])(?:\+?86[- ]?)?(?:0[0-9]{2,3}[- ]?[0-9]{7,8}|1[0-9]{10}|12345)(?![0-9])",
        unicodedata.normalize("NFKC", text),
    )
    return re.sub(r"[- ]", "", match.group()) if match else None


def _moment(text: Any, today: date) -> str:
    at = datetime.fromisoformat(str(text))
    return f"{short_date(at.date(), today)} {at:%H:%M}"
