"""Tokens of accounts: bind one's own, see what is plugged in, take a lost one off (安全管理员)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.desk import Desk
from app.ports.records import Writes
from app.ports.second_factor import SecondFactor
from app.ports.vault import Keys, Vault
from app.services.staff.manage_staff import change_password


def list_tokens(desk: Desk, vault: Vault, tokens: SecondFactor) -> dict[str, Any]:
    """What is plugged in, and the token of one's own account. Unavailable: token_module, token_failed."""
    return {
        "tokens": [asdict(token) for token in tokens.tokens()],
        "mine": vault.token_of(desk.staff.login),
    }


def bind_token(
    desk: Desk, vault: Vault, keys: Keys, password: str, pin: str, label: str | None = None
) -> dict[str, Any]:
    """Bind one's own account to the token that is plugged in; audited. Errors as the vault's."""

    def work(writes: Writes) -> str:
        bound = vault.bind_token(keys, password, pin, label)
        writes.audit(desk.staff.login, "登记令牌", desk.staff.login, purpose=bound)
        return bound

    return {"login": desk.staff.login, "token": desk.records.write(work)}


def remove_token(
    desk: Desk, vault: Vault, keys: Keys, login: str, password: str, second: Desk | None = None
) -> dict[str, Any]:
    """Take an account's token off and give it a new password, as the old one opens nothing without it.

    Refused: staff_unknown, token_none, the rules of passwords. NotAllowed: role_missing and as in ``agreed``.
    """
    return change_password(desk, vault, keys, login, password, second, without_token=True)
