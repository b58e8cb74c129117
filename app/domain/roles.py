"""Who may do what: the roles of 等保 权限分离 and the table of CLI.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

CLERK, INTERVIEWER, LEADER, SUPERVISOR = "登记员", "接谈员", "带班领导", "督办"
ADMINISTRATOR, SECURITY, AUDITOR = "系统管理员", "安全管理员", "审计员"
ROLES = (CLERK, INTERVIEWER, LEADER, SUPERVISOR, ADMINISTRATOR, SECURITY, AUDITOR)

_RECEPTION = frozenset({INTERVIEWER, LEADER, SUPERVISOR})
_WINDOW = _RECEPTION | {CLERK}

ACTS: dict[str, frozenset[str]] = {
    "register": _WINDOW,
    "amend": _WINDOW,
    "void": _WINDOW,  # her own within ten minutes; later a 带班领导 signs
    "notice": _WINDOW,
    "rate": _WINDOW,
    "slip": _WINDOW,
    "print": _WINDOW,
    "show": _WINDOW,
    "search": _WINDOW,
    "conflicts": _WINDOW,
    "draft": _WINDOW,
    "sync": _WINDOW | {ADMINISTRATOR},
    "courier": _RECEPTION,
    "unmask": _WINDOW,  # a 登记员 only what she registered today: services check
    "attach": _WINDOW,
    "hall": _WINDOW,
    "incident": _WINDOW,
    "roster": _WINDOW | {ADMINISTRATOR},
    "reception": _RECEPTION,
    "step": _RECEPTION,
    "list": _RECEPTION,
    "join": _RECEPTION,
    "split": _RECEPTION,
    "hand": _RECEPTION,
    "name": frozenset({LEADER}),
    "approve": frozenset({LEADER}),
    "due": _RECEPTION,
    "remind": _RECEPTION,
    "report": _RECEPTION,
    "gaps": _RECEPTION | {ADMINISTRATOR},
    "export": _RECEPTION,
    "import": _RECEPTION,
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


SEPARATED = (ADMINISTRATOR, SECURITY, AUDITOR)
"""Roles that hold no others once a second administrator exists (等保 权限分离)."""


def separation_errors(
    roles: tuple[str, ...], others: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, dict[str, str]]]:
    """Codes and facts of what stands against an account's roles beside the others' (login to roles).

    The first administrator is 系统管理员 and 安全管理员 at once; when a second one takes one of the
    two up, the first hands it over, so only further mixtures stand in the way.
    """
    administrators = [
        login for login, held in others.items() if not {ADMINISTRATOR, SECURITY}.isdisjoint(held)
    ]
    taken = {ADMINISTRATOR, SECURITY} & set(roles)
    if len(administrators) + bool(taken) < 2:
        return []
    errors: list[tuple[str, dict[str, str]]] = []
    if _is_mixed(roles):
        errors.append(("roles_mixed", {"roles": "、".join(roles)}))
    for login, held in others.items():
        left = set(held) - taken if {ADMINISTRATOR, SECURITY} <= set(held) else set(held)
        if _is_mixed(left) and taken:
            errors.append(("roles_mixed_elsewhere", {"login": login, "roles": "、".join(held)}))
    return errors


def _is_mixed(roles: Iterable[str]) -> bool:
    held = set(roles)
    return len(held) > 1 and not held.isdisjoint(SEPARATED)
