"""Filling a form from an earlier visit: return visit (F4), join (Alt+J), link (Alt+L); no Qt."""

from __future__ import annotations

from app.domain.entries.people import CHINA
from app.domain.rows.visits import Person
from app.ports.records import PersonMatch
from app.services.visits.recall_visit import Recalled
from ui.register.entry.form import RegisterForm
from ui.register.entry.more import of_visit
from ui.register.entry.person_form import PersonForm
from ui.register.entry.tables import Tables


def person_from(row: Person, tables: Tables) -> PersonForm:
    """A visitor as written down last time; numbers stay masked until typed anew."""
    home = next(
        (division.name for division in tables.divisions if (row.address or "").startswith(division.name)), ""
    )
    person = PersonForm(
        id_type=row.id_type,
        id_number=row.id_number or "",
        no_id_reason=row.no_id_reason or "",
        name=row.name,
        sex=row.sex or "",
        birth=row.birth.isoformat() if row.birth else str(row.birth_year or ""),
        phone=row.phone or "",
        division=home,
        address=(row.address or "").removeprefix(home),
        nationality="" if row.nationality in (None, CHINA) else row.nationality,
        ethnic=row.ethnic or "",
        absent=dict(row.absent),
    )
    person.recalled = {
        part: getattr(person, part) for part in ("id_number", "phone") if getattr(person, part)
    }
    return person


def fill_blanks(person: PersonForm, row: Person, tables: Tables) -> None:
    """What the clerk has not typed is taken over; what was typed stands."""
    if row.id_number and not person.id_number and not person.has_no_id:
        person.id_type = row.id_type
    known = person_from(row, tables)
    for part in ("id_number", "name", "sex", "birth", "phone", "division", "address"):
        value = getattr(known, part)
        if value and not getattr(person, part) and part not in person.absent:
            setattr(person, part, value)
            if part in known.recalled:
                person.recalled[part] = value


def link(form: RegisterForm, match: PersonMatch, tables: Tables) -> bool:
    """Alt+L: hold the visitor to be that person; again takes it back. True when linked now."""
    person = meant(form, match)
    if person.linked == match.person.id:
        person.linked, person.linked_why = "", []
        return False
    person.linked, person.linked_why = match.person.id, list(match.why)
    fill_blanks(person, match.person, tables)
    return True


def keep_typed(form: RegisterForm, typed: PersonForm) -> None:
    """A return visit of who is typed: his number, name and telephone as typed count, not those of before."""
    for person in form.people:
        if person.name == typed.name:
            for part in ("id_type", "id_number", "phone", "name"):
                value = getattr(typed, part)
                if value and part not in typed.recalled:
                    setattr(person, part, value)
                    person.recalled.pop(part, None)
            return


def meant(form: RegisterForm, match: PersonMatch) -> PersonForm:
    row = match.person
    for person in form.people:
        if person.linked == row.id:
            return person
    for person in form.people:
        if person.id_number and person.id_number.upper() == row.id_number:
            return person
    return next((person for person in form.people if person.name == row.name), form.people[0])


def join(form: RegisterForm, recalled: Recalled, number: str) -> None:
    """Alt+J: this visit continues that matter; blanks are filled, what was typed stands."""
    form.matter, form.times = number, recalled.times
    form.matter_due = recalled.due.isoformat() if recalled.due else ""
    if not recalled.readable:
        return
    matter, visit = recalled.matter, recalled.visit
    form.place = form.place or matter.place or ""
    form.matter_category = matter.category or ""
    form.category = form.category or form.matter_category
    form.units = form.units or (visit.units[0] if visit.units else matter.unit or "")
    form.claim = form.claim or matter.claim or ""
    form.opinion = form.opinion or recalled.opinion or ""
    form.contact = form.contact or recalled.contact or ""
    form.purpose = matter.purpose


def return_visit(recalled: Recalled, tables: Tables, typed: RegisterForm | None = None) -> RegisterForm:
    """F4: people and matter as last time; only what is new is asked.

    ``typed``: the form that found the visit; what was typed there of the matter and the notices stands.
    """
    form = RegisterForm()
    if typed is not None:
        for part in ("facts", "opinion", "told", "written", "units", "claim"):
            setattr(form, part, getattr(typed, part))
        form.contact = "" if typed.contact_is_usual else typed.contact
    form.people = [person_from(row, tables) for row in recalled.people[:5]] or [PersonForm()]
    form.group = len(form.people) > 1
    form.headcount = str(recalled.visit.headcount)
    form.more = of_visit(recalled.visit) | (dict(typed.more) if typed is not None else {})
    for person, row in zip(form.people, recalled.people, strict=False):
        person.linked, person.linked_why = row.id, ["同一事项再访"]
        if form.group:
            person.address, person.division = row.address or "", ""
    if typed is not None:
        keep_typed(form, typed.people[0])
    join(form, recalled, recalled.visit.number)
    return form
