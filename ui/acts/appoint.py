"""首接移交 and 指定查看人: a person is chosen who takes a case over, or who may read a guarded one."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk import Desk
from app.domain.rows.case import OWNER, READER
from app.errors import FieldError
from app.services.case.appoint import hand_over, name_reader, who_may_be_named
from app.services.case.open_case import readable_case
from ui.acts.act import ActFacts, Effect
from ui.forms.effect import Line
from ui.forms.inputs import CHOICE, FormField

ROLES = "roles"
"""Of ``choices``: login and what stands grey behind the name."""


class HandOver:
    """The person who answers for an open case from now on (首接负责)."""

    name, verb, button = "hand", "首接移交", "移交"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        return _read(desk, number, OWNER, "to")

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        guarded = facts.opened.case.guarded
        hint = "保密的事只能交给能查看的人" if guarded else "能登记、接谈、督办、带班的人"
        return (_person("to", "移交给", facts, hint, "没有别人可以接手"),)

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        to = values.get("to", "")
        if not to:
            return Effect(errors=(FieldError("to", "choice_missing"),))
        before = facts.opened.case.owner
        held = facts.opened.name_of(before) if before else "没有人经手"
        lines: list[Line] = [
            ("变的", f"经手 {held} → {_name(facts, 'to', to)}", ""),
            ("不变", "状态、期限和办理单位；别人照样能办", ""),
            ("记入", "经过和审计；再移交一次就换人", ""),
        ]
        return Effect(lines=tuple(lines))

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        done = hand_over(desk, facts.number, values["to"], draft_id=draft_id)
        return f"已移交给{_name(facts, 'to', done.row.login)}，以后由他经手。"


class NameReader:
    """Somebody who may read a guarded case and act on it beside its registrar and the 带班领导."""

    name, verb, button = "name", "指定查看人", "指定"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        return _read(desk, number, READER, "reader")

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        hint = "现在还不能查看这件事的人"
        return (_person("reader", "指定谁", facts, hint, "能办事的人都能查看了"),)

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        reader = values.get("reader", "")
        if not reader:
            return Effect(errors=(FieldError("reader", "choice_missing"),))
        lines: list[Line] = [
            ("变的", f"{_name(facts, 'reader', reader)}可以查看、办理这件保密的事", ""),
            ("注意", "指定以后不能取消", ""),
            ("以后", f"能查看的：{_readers(facts, reader)}", ""),
            ("不变", "状态和期限；别人还是只看见“保密事项”", ""),
            ("记入", "经过和审计", ""),
        ]
        return Effect(lines=tuple(lines))

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        done = name_reader(desk, facts.number, values["reader"], draft_id=draft_id)
        return f"已指定{_name(facts, 'reader', done.row.login)}，他可以查看、办理这件事。"


def _read(desk: Desk, number: str, part: str, key: str) -> ActFacts:
    """Refused: not_found. NotAllowed: withheld, role_missing, has_interest."""
    opened = readable_case(desk, number)
    people = who_may_be_named(desk, number, part)
    named = tuple((row.login, row.name) for row in people)
    roles = tuple((row.login, "、".join(row.roles)) for row in people)
    return ActFacts(opened=opened, first={key: ""}, choices={key: named, ROLES: roles})


def _person(key: str, label: str, facts: ActFacts, hint: str, nobody: str) -> FormField:
    people = facts.choices[key]
    beside = tuple(f"{login}　{roles}" for login, roles in facts.choices[ROLES])
    return FormField(key, label, CHOICE, people, hint if people else nobody, beside=beside)


def _name(facts: ActFacts, key: str, login: str) -> str:
    return dict(facts.choices[key]).get(login, login)


def _readers(facts: ActFacts, reader: str) -> str:
    """Who reads the case once the reader is named, the 带班领导 last."""
    opened = facts.opened
    names = [opened.name_of(login) for login in sorted(opened.case.readable_by)]
    return "、".join((*names, _name(facts, "reader", reader), "带班领导"))
