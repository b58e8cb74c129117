"""The inputs of the sheet 更正, what stands in them at first, and the JSON that they become; no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.rows.visits import Visit
from app.domain.terms import ACCUSATION, PROCEDURES, PURPOSES
from app.ports.clock import CENTRE_TIME
from app.services.case.shown import ShownPerson
from ui.forms.inputs import CHOICE, LINE, WORDS, FormField
from ui.routes import WRONG_STEP

VISIT, PERSON, MATTER, STEP, JOIN, SPLIT, VOID = "v", "p", "m", WRONG_STEP, "join", "split", "void"
"""What is put right: a visit's own fields, a person's, the matter's; a step, where a visit belongs, all."""
YES, NO = "是", "否"
TRUTH = ((YES, YES), (NO, NO))
ANOTHER, AWAY = "another", "away"
"""How a wrong step is put right: taken back and another one taken, or only taken back."""
WITH_PROXY, NO_PROXY = "with", "without"
UNCHANGED = "不改"
_BETWEEN = re.compile(r"[、,，;；\s]+")
_WHOLE = frozenset({"headcount", "concerned"})
_LISTS = frozenset({"units", "accused", "interest"})
_TRUTHS = frozenset({"written", "confidential", "urgent", "skipped_levels"})
_PERSONAL = ("name", "phone", "address", "id_number", "birth")
_PROXY = ("name", "relation", "letter", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the centre's tables offer, and who came with the newest visit (masked)."""

    categories: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    """Code and name."""
    people: tuple[ShownPerson, ...] = ()
    may_handle: bool = False
    """Whether who sits at the desk takes steps and moves visits."""
    steps: tuple[tuple[str, str], ...] = field(default=())
    """Id and words of the steps that may be taken back, the newest first."""


def scope_of(what: str) -> tuple[str, int]:
    """v1 is the visit of that place, p0 a person of the newest one; other words stand for themselves."""
    kind = what.rstrip("0123456789")
    return kind, int(what[len(kind) :] or 0)


def whats(case: CaseFile, offered: Offered) -> tuple[tuple[str, str], ...]:
    """What may be put right here: value and words, the newest visit first."""
    visits = list(enumerate(case.visits))[::-1]
    many = len(visits) > 1
    newest = len(case.visits) - 1
    choices = [(f"{VISIT}{place}", f"这次来访 {visit.number}") for place, visit in visits[:1]]
    choices += [(f"{PERSON}{place}", f"来访人 {person.name}") for place, person in enumerate(offered.people)]
    choices.append((MATTER, "诉求、情况、目的、类别、属地、保密"))
    if offered.may_handle and offered.steps:
        choices.append((STEP, "办错的一步"))
    choices += [(f"{VISIT}{place}", f"第 {place + 1} 次来访 {visit.number}") for place, visit in visits[1:]]
    if offered.may_handle and case.visits:
        choices.append((JOIN, f"{case.visits[newest].number} 归到另一件事"))
        if many or case.moves:
            choices.append((SPLIT, "把一次来访拆出去"))
    if case.visits:
        choices.append((VOID, "整次来访作废"))
    return tuple(choices)


def first_values(case: CaseFile) -> dict[str, str]:
    """What stands in the inputs before anything is typed; a person's and a proxy's are not shown in full."""
    matter = case.matter
    first = {
        "m.claim": matter.claim or "",
        "m.facts": matter.facts or "",
        "m.purpose": matter.purpose,
        "m.procedure": matter.procedure,
        "m.category": matter.category or "",
        "m.place": matter.place or "",
        "m.confidential": _truth(matter.confidential),
        "m.accused": "、".join(sorted({unit for visit in case.visits for unit in visit.accused})),
        "how": AWAY,
    }
    for place, visit in enumerate(case.visits):
        first |= {
            f"of.{VISIT}{place}": visit.number,
            f"v{place}.headcount": str(visit.headcount),
            f"v{place}.concerned": "" if visit.concerned is None else str(visit.concerned),
            f"v{place}.arrived_at": f"{visit.arrived_at.astimezone(CENTRE_TIME):%Y-%m-%d %H:%M}",
            f"v{place}.units": "、".join(visit.units),
            f"v{place}.written": _truth(visit.written),
            f"v{place}.interest": "、".join(visit.interest),
            f"v{place}.urgent": _truth(visit.urgent),
            f"v{place}.skipped_levels": _truth(visit.skipped_levels),
        }
    return first


def fields_for(case: CaseFile, offered: Offered, values: Mapping[str, str]) -> tuple[FormField, ...]:
    """The inputs for what is put right; the reason serves for all of them."""
    what = values.get("what", "")
    kind, place = scope_of(what)
    makers = {
        VISIT: lambda: _visit(case.visits[place], what, values),
        PERSON: lambda: _person(offered.people[place], what),
        MATTER: lambda: _matter(case, offered, values),
        STEP: lambda: _step(case, offered),
        JOIN: lambda: _join(case),
        SPLIT: lambda: [_which(case)],
        VOID: lambda: [_which(case)],
    }
    fields = [FormField("what", "改什么", CHOICE, whats(case, offered), "选一项")]
    if kind in makers:
        first = first_values(case)
        fields += [replace(field, first=first.get(field.key, "")) for field in makers[kind]()]
        fields.append(FormField("reason", "为什么", LINE, hint="一句话，例如 数错了"))
    return tuple(fields)


def _visit(visit: Visit, scope: str, values: Mapping[str, str]) -> Iterator[FormField]:
    shown = _shown(visit)
    for name, label, hint in (
        ("headcount", "人数", "来的人"),
        ("concerned", "涉及人数", "不清楚可空着"),
        ("arrived_at", "到访时间", "如 2026-11-23 09:31"),
        ("units", "涉及单位", "几个用顿号隔开"),
        ("interest", "应当回避", "账号，几个用顿号隔开"),
    ):
        yield FormField(f"{scope}.{name}", label, LINE, hint=hint, old=shown[name])
    for name, label in (("written", "书面材料"), ("urgent", "重大紧急"), ("skipped_levels", "越级")):
        yield FormField(f"{scope}.{name}", label, CHOICE, TRUTH, old=shown[name])
    had = visit.proxy is not None
    choices = ((WITH_PROXY, "改成下面的代理人"), *(((NO_PROXY, "没有代理人"),) if had else ()))
    old = f"有，{(visit.proxy or {}).get('relation', '')}" if had else "没有"
    yield FormField(f"{scope}.proxy", "代理", CHOICE, choices, UNCHANGED, old=old)
    if values.get(f"{scope}.proxy") == WITH_PROXY:
        for name, label in (
            ("name", "代理人"), ("relation", "关系"), ("letter", "委托书"), ("phone", "代理人电话"),
        ):  # fmt: skip
            yield FormField(f"{scope}.proxy.{name}", label)


def _shown(visit: Visit) -> dict[str, str]:
    return {
        "headcount": f"{visit.headcount} 人",
        "concerned": "没有填" if visit.concerned is None else f"{visit.concerned} 人",
        "arrived_at": f"{visit.arrived_at.astimezone(CENTRE_TIME):%m-%d %H:%M}",
        "units": "、".join(visit.units) or "没有填",
        "interest": "、".join(visit.interest) or "没有填",
        "written": _truth(visit.written),
        "urgent": _truth(visit.urgent),
        "skipped_levels": _truth(visit.skipped_levels),
    }


def _person(person: ShownPerson, scope: str) -> Iterator[FormField]:
    known = (person.name, person.phone, person.address, person.id_number, person.birth)
    labels = ("姓名", "电话", "住址", "证件号码", "出生日期")
    for name, label, value in zip(_PERSONAL, labels, known, strict=True):
        hint = "不改空着；如 1965-03-12" if name == "birth" else "不改空着"
        old = str(value or ("不显示" if name == "birth" else "没有填"))
        yield FormField(f"{scope}.{name}", label, LINE, hint=hint, old=old)


def _matter(case: CaseFile, offered: Offered, values: Mapping[str, str]) -> Iterator[FormField]:
    matter, places = case.matter, dict(offered.places)
    yield FormField("m.purpose", "目的", CHOICE, _same(PURPOSES), old=matter.purpose)
    if ACCUSATION in (matter.purpose, values.get("m.purpose")):
        yield FormField("m.accused", "被检举单位", LINE, hint="几个用顿号隔开；不会转给它们")
    yield FormField("m.procedure", "程序", CHOICE, _same(PROCEDURES), old=matter.procedure)
    yield FormField("m.category", "类别", CHOICE, _same(offered.categories), old=matter.category or "没有填")
    place = places.get(matter.place or "", matter.place or "没有填")
    yield FormField("m.place", "属地", CHOICE, offered.places, old=place)
    yield FormField("m.confidential", "保密", CHOICE, TRUTH, old=_truth(matter.confidential))
    yield FormField("m.claim", "诉求", WORDS)
    yield FormField("m.facts", "情况", WORDS)


def _step(case: CaseFile, offered: Offered) -> Iterator[FormField]:
    yield FormField("step", "哪一步", CHOICE, offered.steps, "选办错的那一步")
    ways = ((AWAY, "作废这一步"), (ANOTHER, "换成另一步：作废以后接着办"))
    yield FormField("how", "怎么改", CHOICE, ways)
    if case.contradicted:
        yield FormField("told", "怎样告诉来访人", LINE, hint="他手里有两份不同的答复")


def _join(case: CaseFile) -> Iterator[FormField]:
    yield _which(case)
    yield FormField("matter", "归到", LINE, hint="那件事的编号，XF… 或它的来访 LF…")
    yield FormField("confirm", "那件已结案", CHOICE, ((YES, "仍要归过去"),), "没有结案的不用选")


def _which(case: CaseFile) -> FormField:
    choices = tuple((visit.number, visit.number) for visit in reversed(case.visits))
    return FormField("visit", "哪一次来访", CHOICE, choices)


def changes(case: CaseFile, offered: Offered, values: Mapping[str, str]) -> dict[str, Any]:
    """The amend JSON: what differs from what stood there at first."""
    what = values.get("what", "")
    kind, place = scope_of(what)
    first, asked = first_values(case), fields_for(case, offered, values)
    data: dict[str, Any] = {"person": place} if kind == PERSON else {}
    for form_field in asked:
        scope, _, name = form_field.key.partition(".")
        typed = values.get(form_field.key, "").strip()
        if scope != what or not name or name.startswith("proxy") or typed == first.get(form_field.key, ""):
            continue
        data[name] = _value(name, typed)
    proxy = values.get(f"{what}.proxy") if kind == VISIT else None
    if proxy == NO_PROXY:
        data["proxy"] = None
    elif proxy == WITH_PROXY:
        parts = {name: values.get(f"{what}.proxy.{name}", "").strip() for name in _PROXY}
        data["proxy"] = {name: text for name, text in parts.items() if text}
    if data.keys() - {"person"} and values.get("reason", "").strip():
        data["reason"] = values["reason"].strip()
    return data


def _value(name: str, typed: str) -> Any:
    if name in _LISTS:
        return [unit for unit in _BETWEEN.split(typed) if unit]
    if name in _TRUTHS:
        return typed == YES
    if not typed:
        return None
    if name in _WHOLE:
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else typed
    if name == "arrived_at":
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError:
            return typed
        return (moment if moment.tzinfo else moment.replace(tzinfo=CENTRE_TIME)).isoformat()
    return typed


def key_of(error_field: str, what: str, keys: Sequence[str]) -> str:
    """The input of an error: units[0] belongs to the input of the units, phone to the person's."""
    plain = re.sub(r"\[[0-9]+\]$", "", error_field)
    for key in (f"{what}.{plain}", plain):
        if key in keys:
            return key
    return error_field


def _same(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)


def _truth(value: bool) -> str:
    return YES if value else NO
