"""Who may do what: the roles of 等保 权限分离 and the table of CLI.md."""

from __future__ import annotations

from collections.abc import Iterable

CLERK, INTERVIEWER, LEADER, SUPERVISOR = "登记员", "接谈员", "带班领导", "督办"
ADMINISTRATOR, SECURITY, AUDITOR = "系统管理员", "安全管理员", "审计员"
ROLES = (CLERK, INTERVIEWER, LEADER, SUPERVISOR, ADMINISTRATOR, SECURITY, AUDITOR)

_RECEPTION = frozenset({INTERVIEWER, LEADER, SUPERVISOR})
_WINDOW = _RECEPTION | {CLERK}

ACTS: dict[str, frozenset[str]] = {
    "register": _WINDOW,
    "amend": _WINDOW,
    "notice": _WINDOW,
    "rate": _WINDOW,
    "slip": _WINDOW,
    "print": _WINDOW,
    "show": _WINDOW,
    "search": _WINDOW,
    "conflicts": _WINDOW,
    "draft": _WINDOW,
    "sync": _WINDOW | {ADMINISTRATOR},
    "unmask": _WINDOW,  # a 登记员 only what she registered today: services check
    "reception": _RECEPTION,
    "step": _RECEPTION,
    "approve": frozenset({LEADER}),
    "due": _RECEPTION,
    "remind": _RECEPTION,
    "report": _RECEPTION,
    "export": _RECEPTION,
    "import": _WINDOW | {ADMINISTRATOR},
    "tables": frozenset({ADMINISTRATOR}),
    "enrol": frozenset({ADMINISTRATOR}),
    "backup": frozenset({ADMINISTRATOR}),
    "restore": frozenset({ADMINISTRATOR}),
    "settings": frozenset({ADMINISTRATOR}),
    "staff": frozenset({SECURITY}),
    "hub revoke": frozenset({SECURITY}),
    "audit": frozenset({ADMINISTRATOR, SECURITY, AUDITOR}),
    "check": frozenset({ADMINISTRATOR, SECURITY, AUDITOR}),
}
"""Each act with the roles that cover it."""


def allows(roles: Iterable[str], act: str) -> bool:
    """Whether any of the roles covers the act. KeyError for an act that is not declared."""
    return not ACTS[act].isdisjoint(roles)
