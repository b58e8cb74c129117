"""What a visitor may see of his own matter: state, steps, notices, dates, rights; no personal facts."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.papers.say import full_date, short_date
from app.domain.superseding import standing
from app.domain.terms import ACCUSATION, CLOSED_STATUSES, STATUTORY
from db.hub.records import Names, decoded
from db.hub.storage import Work

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
}
"""A matter's status in the visitor's words."""
STEPS = {
    "登记": "已登记",
    "转送": "转送{unit}",
    "交办": "交{unit}办理",
    "转办": "转{unit}办理",
    "受理告知": "已告知受理",
    "不予受理": "已告知不予受理",
    "不再受理": "已告知不再受理",
    "直接回复": "已答复",
    "现场办结": "当场办结",
    "引导": "已引导到{unit}",
    "延期": "办理期限延长",
    "继续协调": "继续协调",
    "办结": "已办结",
    "复查": "已申请复查",
    "复核": "已申请复核",
    "撤回": "已撤回",
}
"""Steps that concern the visitor; the bureau's own (督办, 存 …) are not shown."""
DATES = {
    "转送": "告知您转送、交办去向",
    "书面告知": "责任单位书面告知是否受理",
    "办结": "办结并书面答复您",
    "申请复查": "对答复不服的，可以申请复查",
    "申请复核": "对复查意见不服的，可以申请复核",
    "复查意见": "作出复查意见",
    "复核意见": "作出复核意见",
}
UNSAID = "有权处理的机关"
LAST = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One line with what stands under it."""

    text: str
    under: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class Told:
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
    steps: tuple[Shown, ...]
    dates: tuple[Shown, ...]
    notices: Told | None
    guarded: bool
    """揭发控告 or 保密: nothing but that it is registered."""
    partial: bool
    """No certificate or phone was given: steps and dates only."""


@dataclass(frozen=True, slots=True)
class Case:
    """The rows behind a query code."""

    centre: str
    visit: Values
    matter: Values
    rows: Mapping[str, list[Values]]
    proofs: tuple[str, ...]
    """Last four characters that open it."""
    voided: bool
    represented: bool = True
    """Whether somebody came as a representative; without one the code alone opens nothing."""


def find_case(work: Work, code: str) -> Case | None:
    """The case of a query code, or None. Both take the same number of look-ups as far as they go."""
    found = work.one(
        "SELECT r.centre, c.name, r.pk, r.shape, r.body FROM rows r JOIN centres c ON c.id = r.centre"
        " WHERE r.code = ?",
        (code,),
    )
    if found is None:
        return None
    centre, name, visit_id, shape, body = found
    names = Names(work)
    visit = decoded(names, shape, body)
    of_visit = _belonging(work, names, centre, visit_id)
    matter_id = str(visit.get("matter_id"))
    of_matter = _belonging(work, names, centre, matter_id)
    representatives = [one for one in of_visit["attendances"] if one.get("representative")]
    people = [
        person
        for one in representatives or of_visit["attendances"]
        if (person := _row(work, names, centre, "people", str(one["person_id"])))
    ]
    matter = _row(work, names, centre, "matters", matter_id) or {}
    return Case(
        name, visit, matter, of_matter, _proofs(people), bool(of_visit["voids"]), bool(representatives)
    )


def opens(case: Case | None, typed: str) -> bool:
    """Whether these last four characters open the case; compared in constant time."""
    given = unicodedata.normalize("NFKC", typed).strip().upper()[-LAST:].encode()
    proofs = case.proofs if case else ("----",)
    fits = [hmac.compare_digest(given, proof.encode()) for proof in proofs]
    return case is not None and (any(fits) or (case.represented and not case.proofs))


def matter_page(case: Case, today: date) -> Matter:
    """What to show once the case is open."""
    visit, matter = case.visit, case.matter
    guarded = any(
        one.get("purpose") == ACCUSATION or bool(one.get("confidential")) for one in (visit, matter)
    )
    status = "已撤回" if case.voided else str(matter.get("status") or "已登记")
    registered = Shown("已登记", _moment(visit["registered_at"], today))
    if guarded or case.voided:
        state = "已撤回" if case.voided else "已登记"
        return Matter(case.centre, str(visit["number"]), state, None, (registered,), (), None, guarded, False)
    closed = status in CLOSED_STATUSES
    dates = () if closed else _dates(case, today)
    following = f"{dates[0].under.split('，')[0]}{dates[0].text}。" if dates else None
    partial = not case.proofs
    return Matter(
        case.centre,
        str(visit["number"]),
        STATES.get(status, "正在办理"),
        following,
        _steps(case, registered, today),
        dates if not closed else _dates(case, today, after=True),
        None if partial else _notices(case),
        guarded,
        partial,
    )


def _belonging(work: Work, names: Names, centre: int, id: str) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = defaultdict(list)
    for table, pk, shape, body in work.all(
        "SELECT tbl, pk, shape, body FROM rows WHERE centre = ? AND ref = ? ORDER BY pk", (centre, id)
    ):
        found[table].append({"id": pk, **decoded(names, shape, body)})
    return found


def _row(work: Work, names: Names, centre: int, table: str, pk: str) -> Values | None:
    found = work.one(
        "SELECT shape, body FROM rows WHERE centre = ? AND tbl = ? AND pk = ?", (centre, table, pk)
    )
    return decoded(names, *found) if found else None


def _proofs(people: list[Values]) -> tuple[str, ...]:
    given = [one.get(field) for one in people for field in ("id_number", "phone")]
    plain = [re.sub(r"[^0-9A-Za-z]", "", str(value)).upper() for value in given if value]
    return tuple(value[-LAST:] for value in plain if len(value) >= LAST)


def _steps(case: Case, registered: Shown, today: date) -> tuple[Shown, ...]:
    shown = [registered]
    for one in sorted(case.rows["steps"], key=lambda row: (str(row["at"]), str(row["id"]))):
        text = STEPS.get(str(one["mode"]))
        if text is not None and one["mode"] != "登记":
            shown.append(Shown(text.format(unit=one.get("unit") or UNSAID), _moment(one["at"], today)))
    return tuple(shown)


def _dates(case: Case, today: date, after: bool = False) -> tuple[Shown, ...]:
    """Statutory dates in force, next first, each with its reason; ``after``: those of a closed matter."""
    rows = case.rows["deadlines"]
    in_force = standing((row["id"], row["at"], row.get("supersedes")) for row in rows)
    routed = any(step["mode"] in ("转送", "交办", "转办") for step in case.rows["steps"])
    shown = []
    for row in sorted(rows, key=lambda row: str(row["due"])):
        what = str(row["what"])
        if row["id"] not in in_force or row.get("kind") != STATUTORY or what not in DATES:
            continue
        if (what == "转送" and routed) or (after and not what.startswith("申请")):
            continue
        due = date.fromisoformat(str(row["due"]))
        sure = "（暂定）" if row.get("provisional") else ""
        shown.append(Shown(DATES[what], f"{full_date(due)}前{sure}，{row['derivation']}", due < today))
    return tuple(shown)


def _notices(case: Case) -> Told | None:
    given = sorted(case.rows["notices"], key=lambda row: (str(row["at"]), str(row["id"])))
    if not given:
        return None
    last = given[-1]
    due = last.get("due")
    contact = last.get("contact")
    return Told(
        last.get("opinion"),
        full_date(date.fromisoformat(str(due))) + "前" if due else None,
        last.get("due_reason") or last.get("derivation"),
        contact,
        _phone(str(contact or "")),
    )


def _phone(text: str) -> str | None:
    """The first telephone number in a contact, as a telephone dials it."""
    found = re.search(r"(?<!\d)(?:\+?86[- ]?)?(?:0\d{2,3}[- ]?\d{7,8}|1\d{10}|12345)(?!\d)", text)
    return re.sub(r"[- ]", "", found.group()) if found else None


def _moment(text: Any, today: date) -> str:
    at = datetime.fromisoformat(str(text))
    return f"{short_date(at.date(), today)} {at:%H:%M}"
