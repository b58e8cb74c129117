"""Check characters of numbers, by python-stdnum.

It is loaded at the first number that is made or checked: it brings ssl, sockets and pydoc along (12 ms of a
start, 3 MB), which neither the door nor a search needs.
"""

from __future__ import annotations

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_letter(body: str, letters: str = ALPHANUMERIC) -> str:
    """The check character of ISO 7064 MOD 37,36, of other alphabets alike."""
    from stdnum.iso7064 import mod_37_36  # start-up: as above

    letter: str = mod_37_36.calc_check_digit(body, letters)
    return letter


def is_checked(text: str, letters: str = ALPHANUMERIC) -> bool:
    """Whether the last character is the check character of those before it."""
    from stdnum.iso7064 import mod_37_36  # start-up: as above

    return bool(mod_37_36.is_valid(text, letters))


def resident_digit(number: str) -> str:
    """The 18th character of a 公民身份号码 (GB 11643-1999)."""
    from stdnum.cn import ric  # start-up: as above

    digit: str = ric.calc_check_digit(number)
    return digit


def credit_letter(body: str) -> str:
    """The 18th character of a 统一社会信用代码 by its first 17 (GB 32100-2015)."""
    from stdnum.cn import uscc  # start-up: as above

    letter: str = uscc.calc_check_digit(body)
    return letter


def is_county(code: str) -> bool:
    """Whether a six-digit code was ever given to a county (GB/T 2260 with its abolished codes)."""
    from stdnum import numdb  # start-up: as above

    return any("county" in facts for _, facts in numdb.get("cn/loc").info(code))
