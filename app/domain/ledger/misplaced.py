"""Tells cells that cannot be what their heading says: a note for a name, a number in another place."""

from __future__ import annotations

import re
import unicodedata

_AMOUNT = r"[0-9]+\s*(?:批次|人次|件次|批|人|件|起)"
_NOTE = re.compile(
    rf"(?:以上|共计|合计|总计|小计|累计|总共|本页|本表|注:|备注:|说明:|制表|填表|填报|审核人).*"
    rf"|.*盖章.*|.*[共计]\s*{_AMOUNT}.*|{_AMOUNT}",
    re.DOTALL,
)
_ID = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx](?![0-9A-Za-z])"
)


def is_note(text: str) -> bool:
    """Whether a cell speaks of the table, not of a person: 以上共计4批, 12人, 信访科（盖章）."""
    return bool(_NOTE.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def is_no_name(text: str) -> bool:
    """Whether a cell of names holds a note, or no letter at all."""
    return is_note(text) or not any(char.isalpha() for char in text)


def holds_id(text: str) -> bool:
    """Whether a resident's number stands in the text."""
    return bool(_ID.search(unicodedata.normalize("NFKC", text)))
