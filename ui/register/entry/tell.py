"""The sentences of this screen's errors, and the one-line summaries of folded groups; no Qt."""

from __future__ import annotations

from datetime import date

from app.errors import FieldError
from app.words import sentence
from ui.register.entry import more
from ui.register.entry.fields import MATTER, MORE, NOTICES, PERSON, label_of, parse_key
from ui.register.entry.form import RegisterForm

_ASKED = frozenset({"required", "facts_required", "no_id_reason_required"})
_HAS_WAY_OUT = frozenset({"name", "id_number", "address", "claim", "facts"})


def error_sentence(error: FieldError) -> str:
    """What happened, what is needed, what to press."""
    if error.code not in _ASKED:
        return sentence(error.code, error.facts)
    part = parse_key(error.field).part
    if error.code == "no_id_reason_required":
        return sentence("no_id_reason_at", {})
    if error.code == "facts_required":
        return sentence("facts_at", {})
    code = "required_way_out" if part in _HAS_WAY_OUT else "required_at"
    return sentence(code, {"label": label_of(error.field)})


def summary(name: str, form: RegisterForm, today: date, place: str, due: str) -> str:
    """What a folded group says of its fields."""
    if name == PERSON:
        return _people(form, today)
    if name == MATTER:
        return _join(
            f"{form.headcount} 人", form.purpose, place, form.category.rpartition("/")[2], form.claim
        )
    if name == NOTICES:
        return _join(
            form.opinion,
            due,
            form.contact.partition(" ")[0],
            "已口头告知" if form.told else "待口头告知 Alt+K",
        )
    if name == MORE:
        visitor = form.people[0]
        return _join(more.summary(form.more), visitor.nationality, visitor.ethnic)
    raise KeyError(name)


def _people(form: RegisterForm, today: date) -> str:
    if form.group:
        named = [person.name for person in form.people if person.name]
        return _join(f"代表 {len(named)} 人", *named)
    visitor = form.people[0]
    proven = visitor.proven(today)
    sex = (proven.sex if proven else visitor.sex) or ""
    again = f"重访第 {form.times} 次" if form.times > 1 else ""
    return _join(visitor.name, sex, visitor.division, again) or "还没有填"


def _join(*parts: str) -> str:
    return "，".join(part for part in parts if part)
