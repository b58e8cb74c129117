"""Who stands for or beside the visitor: an organisation, a proxy, a guardian; read and checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.domain.check_digits import credit_letter
from app.domain.entries.entry import Problems, Reader
from app.domain.entries.people import NO_ID, PersonEntry
from app.domain.identity import check_phone

CAME_AS_ORGANISATION = "单位来访"
"""Why the first person of an organisation's visit has no certificate, where none was shown."""
_LETTERS = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")
_CODE_LENGTH = 18
_LENGTHS = {"relation": 60, "phone": 40, "code": 40}
_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What is stored with the visit of one who stands for or beside the visitor."""

    def as_json(self) -> dict[str, str]:
        """Given fields only."""
        names = self.__dataclass_fields__
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry(Party):
    """The visitor is an organisation (条例第17条): its name, 统一社会信用代码, and whom to reach there."""

    name: str | None = None
    code: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyEntry(Party):
    """代理代办: who acts for the visitor, by which relation and paper (委托书)."""

    name: str | None = None
    relation: str | None = None
    letter: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianEntry(Party):
    """监护人: who speaks for a visitor without full capacity."""

    name: str | None = None
    relation: str | None = None
    phone: str | None = None


P = TypeVar("P", bound=Party)
_REQUIRED: Mapping[type[Party], tuple[str, ...]] = {
    OrganisationEntry: ("name", "contact"),
    ProxyEntry: ("name", "relation"),
    GuardianEntry: ("name", "relation"),
}


def read_party(kind: type[P], reader: Reader | None) -> P | None:
    """One of the three from its JSON object; what is wrong with its shape goes to the reader's problems."""
    if reader is None:
        return None
    read: dict[str, Any] = {
        name: reader.text(name, _LENGTHS.get(name, _LENGTH)) for name in kind.__dataclass_fields__
    }
    reader.finish()
    return kind(**read)


def check_party(party: P | None, field: str, problems: Problems, warnings: Problems) -> P | None:
    """The party normalised: telephone and code tidied.

    Errors: required; phone_length, phone_form; code_length, code_characters, code_check.
    Warning: proxy_letter_missing.
    """
    if party is None:
        return None
    for name in _REQUIRED[type(party)]:
        problems.required(f"{field}.{name}", getattr(party, name))
    if isinstance(party, ProxyEntry) and party.letter is None:
        warnings.add(f"{field}.letter", "proxy_letter_missing")
    phone, code = getattr(party, "phone", None), getattr(party, "code", None)
    if phone is not None:
        number, wrong, facts = check_phone(phone)
        if wrong:
            problems.add(f"{field}.phone", wrong, **facts)
        party = replace(party, phone=number)  # type: ignore[call-arg]  # it has one
    if code is not None:
        party = replace(party, code=_checked_code(code, f"{field}.code", problems))  # type: ignore[call-arg]
    return party


def _checked_code(typed: str, field: str, problems: Problems) -> str:
    """统一社会信用代码 in capitals without spaces: 18 characters, the last one a check (GB 32100-2015)."""
    code = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", typed)).upper()
    if len(code) != _CODE_LENGTH:
        problems.add(field, "code_length", expected=_CODE_LENGTH, actual=len(code))
    elif not _LETTERS.fullmatch(code):
        problems.add(field, "code_characters")
    elif credit_letter(code[:-1]) != code[-1]:
        problems.add(field, "code_check")
    return code


def with_organisation(people: tuple[PersonEntry, ...], name: str) -> tuple[PersonEntry, ...]:
    """The people with the organisation standing for the first one's name, where that was not given."""
    if not people or people[0].name is not None:
        return people
    first = replace(people[0], name=name)
    if first.id_number is None and first.id_type in (None, NO_ID) and first.no_id_reason is None:
        first = replace(first, id_type=NO_ID, no_id_reason=CAME_AS_ORGANISATION)
    return (first, *people[1:])


def party_words(party: Mapping[str, str]) -> str:
    """A proxy or guardian in one line: name, relation, paper, telephone."""
    return "，".join(party[key] for key in ("name", "relation", "letter", "phone") if party.get(key))
