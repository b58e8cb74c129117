"""The token a desk chooses before it presents its one-time code, so that it can ask again for a lost answer.

What is kept meanwhile is random and says nothing without the code, which is kept nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

SALT_BYTES = 32


def new_salt() -> str:
    return secrets.token_hex(SALT_BYTES)


def token_for(salt: str, code: str) -> str:
    """The same for the same salt and code, however the code was typed."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    digest = hmac.new(bytes.fromhex(salt), typed.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
