"""Tokens through PKCS#11: USB Keys and smart cards by the driver that the administrator installed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import NotAllowed, Unavailable
from app.ports.second_factor import Token, TokenKey

if TYPE_CHECKING:
    import pkcs11

MODULE = "JIEFANGTAI_PKCS11"
"""Environment variable that names the driver's library."""
FOLDERS = ("/usr/lib64", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")
LIBRARIES = ("p11-kit-proxy.so", "opensc-pkcs11.so")
"""Looked for where none is named; p11-kit leads to whatever driver is registered in /etc/pkcs11."""


def module_path() -> str:
    """The driver's library. Unavailable('token_module') where there is none."""
    if named := os.environ.get(MODULE):
        return named
    paths = (Path(folder, name) for name in LIBRARIES for folder in FOLDERS)
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise Unavailable("token_module", detail=MODULE)
    return str(path)


class Pkcs11Tokens:
    """app.ports.second_factor.SecondFactor."""

    def tokens(self) -> list[Token]:
        with _token_faults():
            return [Token(_text(token.label), _text(token.serial)) for token in self._present()]

    @contextmanager
    def opened(self, serial: str, pin: str) -> Iterator[Sequence[TokenKey]]:
        with _token_faults():
            token = next((token for token in self._present() if _text(token.serial) == serial), None)
            if token is None:
                raise Unavailable("token_missing")
            session = token.open(user_pin=pin)
        try:
            with _token_faults():
                keys = _keys(session)
            yield keys
        finally:
            with _token_faults():
                session.close()

    def _present(self) -> list[pkcs11.Token]:
        try:
            import pkcs11  # not everybody has a token, nor the library for one
        except ImportError:
            raise Unavailable("token_module", detail="python-pkcs11") from None
        try:
            library = pkcs11.lib(module_path())
        except (RuntimeError, OSError) as error:  # what the loader of the driver says
            raise Unavailable("token_module", detail=str(error)[:200]) from error
        tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
        return [token for token in tokens if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags]


def _keys(session: Any) -> list[TokenKey]:
    """The RSA keys that can sign."""
    from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass  # as above

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.RSA}
    keys = list(session.get_objects(wanted))  # at once: a token does nothing else while it searches

    def signer(key: Any) -> TokenKey:
        def sign(message: bytes) -> bytes:
            with _token_faults():
                return bytes(key.sign(message, mechanism=Mechanism.SHA256_RSA_PKCS))

        modulus, exponent = (
            int.from_bytes(key[part], "big") for part in (Attribute.MODULUS, Attribute.PUBLIC_EXPONENT)
        )
        return TokenKey(str(key.label or ""), modulus, exponent, sign)

    return [signer(key) for key in keys]


@contextmanager
def _token_faults() -> Iterator[None]:
    """Turn what the driver says into our codes."""
    try:
        from pkcs11 import exceptions  # as above
    except ImportError:
        raise Unavailable("token_module", detail="python-pkcs11") from None
    try:
        yield
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as error:
        raise NotAllowed("token_pin_wrong") from error
    except exceptions.PinLocked as error:
        raise NotAllowed("token_locked") from error
    except (exceptions.TokenNotPresent, exceptions.DeviceRemoved) as error:
        raise Unavailable("token_missing") from error
    except exceptions.PKCS11Error as error:
        raise Unavailable("token_failed", detail=type(error).__name__) from error


def _text(value: Any) -> str:
    """A label or serial, however the driver gives it."""
    return value.decode("utf-8", "replace").strip() if isinstance(value, bytes) else str(value).strip()
