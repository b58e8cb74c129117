"""The form keeps one visitor as typed, and derives values from the certificate."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from app.domain.identity import CHECKED_TYPES, RESIDENT, IdVerdict, check_id
from app.domain.masks import mask_id, mask_phone
from ui.widgets.dates import birth_problem, read_birth, read_year

NO_ID = "无"


@dataclass(slots=True)
class PersonForm:
    """One visitor as typed; every value is text, so that half a number is kept as it stands."""

    id_type: str = RESIDENT
    id_number: str = ""
    no_id_reason: str = ""
    name: str = ""
    sex: str = ""
    birth: str = ""
    phone: str = ""
    division: str = ""
    """Name of the division chosen for the address."""
    address: str = ""
    """What follows the division."""
    nationality: str = ""
    ethnic: str = ""
    absent: dict[str, str] = field(default_factory=dict)
    """Part → 不详 / 不愿提供 / 当场无证件."""
    recalled: dict[str, str] = field(default_factory=dict)
    """Part → value taken over from an earlier visit: shown masked until typed anew."""
    linked: str = ""
    """Id of the earlier person row that the clerk linked with Alt+L."""
    linked_why: list[str] = field(default_factory=list)

    def is_blank(self) -> bool:
        """Whether nothing of this visitor has been typed."""
        return not (self.id_number or self.name or self.phone or self.address or self.absent)

    @property
    def has_no_id(self) -> bool:
        return self.id_type == NO_ID

    def verdict(self, today: date) -> IdVerdict | None:
        """What the certificate number says; None while there is none."""
        if self.has_no_id or not self.id_number.strip():
            return None
        return check_id(self.id_type, self.id_number, today)

    def proven(self, today: date) -> IdVerdict | None:
        """The verdict of a number that carries sex and birth and is right; None otherwise."""
        verdict = self.verdict(today) if self.id_type in CHECKED_TYPES else None
        return verdict if verdict and not verdict.errors and verdict.birth else None

    def masked(self, part: str) -> str:
        """A number or telephone as a stranger behind the clerk may read it."""
        value: str = getattr(self, part)
        return mask_id(value) if part == "id_number" else mask_phone(value)

    def full_address(self) -> str | None:
        """Division and rest in one line; None while the rest is missing."""
        rest = self.address.strip()
        if not rest:
            return None
        return rest if rest.startswith(self.division) else self.division + rest

    def birth_date(self, today: date) -> date | None:
        """The typed birth date; None while empty or not to be read."""
        return read_birth(self.birth, today)

    def birth_year(self, today: date) -> int | None:
        """The year, where no more of the birth was typed."""
        return None if self.birth_problem(today) else read_year(self.birth)

    def age(self, today: date) -> str:
        """61 岁, of a typed date of birth; 约 76 岁 behind a year alone; empty without one."""
        year = self.birth_year(today)
        if year is not None:
            return f"约 {today.year - year} 岁"
        day = self.birth_date(today)
        if day is None:
            return ""
        return f"{today.year - day.year - ((today.month, today.day) < (day.month, day.day))} 岁"

    def birth_problem(self, today: date) -> tuple[str, dict[str, str]] | None:
        """Why what is typed is no date of birth, as code and facts; None if it is one, or empty."""
        return birth_problem(self.birth, today)

    def as_json(self, today: date, representative: bool) -> dict[str, Any]:
        """This visitor in the form of CLI.md."""
        proven = self.proven(today)
        data: dict[str, Any] = {
            "name": _text(self.name),
            "sex": proven.sex if proven else _text(self.sex),
            "birth": None,
            "nationality": _text(self.nationality),
            "ethnic": _text(self.ethnic),
            "id_type": self.id_type,
            "id_number": None if self.has_no_id else _text(self.id_number),
            "no_id_reason": _text(self.no_id_reason) if self.has_no_id else None,
            "phone": _text(self.phone),
            "address": self.full_address(),
            "representative": representative,
        }
        birth = proven.birth if proven else self.birth_date(today)
        data["birth"] = birth.isoformat() if birth else None
        if not birth and (year := self.birth_year(today)) is not None:
            data["birth_year"] = year
        for part in self.absent:
            data[part] = None
        return data

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, data: dict[str, Any]) -> PersonForm:
        return cls(**data)


def _text(value: str) -> str | None:
    return value.strip() or None
