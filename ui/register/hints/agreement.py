"""Compares the typed person with an earlier one: the parts that agree and that differ; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.rows.visits import Person
from ui.register.entry.person_form import PersonForm


@dataclass(frozen=True, slots=True)
class Agreement:
    """Labels of the parts that agree, and of those that differ with the last characters of both."""

    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    other_number: bool
    """Both have a certificate number, and they are not the same: mostly two people of one name."""

    @property
    def words(self) -> str:
        """姓名、出生一致；证件号不同（填的尾号 0013，上次 0021）."""
        same = f"{'、'.join(self.agrees)}一致" if self.agrees else ""
        other = f"{'、'.join(self.differs)}" if self.differs else ""
        return "；".join(clause for clause in (same, other) if clause)


def agreement(typed: PersonForm, row: Person, today: date) -> Agreement:
    """Only parts that both have are compared."""
    proven = typed.proven(today)
    birth = proven.birth if proven else typed.birth_date(today)
    pairs = (
        ("证件号", typed.id_number.strip().upper(), (row.id_number or "").upper()),
        ("姓名", typed.name.strip(), row.name),
        ("出生", birth.isoformat() if birth else "", row.birth.isoformat() if row.birth else ""),
        ("电话", typed.phone.strip(), row.phone or ""),
        ("住址", typed.full_address() or "", row.address or ""),
    )
    both = [(label, mine, other) for label, mine, other in pairs if mine and other]
    same = tuple(label for label, mine, other in both if mine == other)
    differs = tuple(_differing(label, mine, other) for label, mine, other in both if mine != other)
    number = any(label == "证件号" and mine != other for label, mine, other in both)
    return Agreement(same, differs, number and len(typed.id_number.strip()) >= 15)


def _differing(label: str, mine: str, other: str) -> str:
    if label in ("证件号", "电话"):
        return f"{label}不同（填的尾号 {mine[-4:]}，上次 {other[-4:]}）"
    return f"{label}不同"
