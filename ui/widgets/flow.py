"""Keeps together what a line's end must not part: a number and its measure word, a key and its verb."""

from __future__ import annotations

import re

GAP, JOINT = "\u00a0", "\u2060"
"""A space, and nothing at all, where no line ends."""
LAST = 3
"""Characters that the last line of a long text has at least."""
LONG = 12
"""Characters from which a text has a last line of its own."""

_HAN = "\u4e00-\u9fff"
_KEY = r"(?:(?:Ctrl|Alt|Shift)\+)+[^\s，。；：]{1,5}|F[0-9]{1,2}|Esc|Enter|Delete|[A-Z0-9](?![A-Za-z0-9])"
_NUMBER = re.compile(rf"(第 )?([0-9][0-9.,:-]*) ([{_HAN}%])")
_PRESS = re.compile(rf"按 ({_KEY})(?: ([{_HAN}])([{_HAN}])?)?")
_SHORT = re.compile(r"[（“][^（）“”]{1,4}[）”]")


def kept(text: str) -> str:
    """The text with 3 种, 第 34 条, 按 W 登记, （法定） and its last few characters each on one line."""
    shown = _PRESS.sub(_press, text)
    shown = _NUMBER.sub(lambda match: match[0].replace(" ", GAP), shown)
    shown = _SHORT.sub(lambda match: _whole(match[0]), shown)
    return "\n".join(_ended(line) for line in shown.split("\n"))


def plain(shown: str) -> str:
    """The text as it was before :func:`kept`."""
    return shown.replace(JOINT, "").replace(GAP, " ")


def _press(match: re.Match[str]) -> str:
    verb = JOINT.join(part for part in (match[2], match[3]) if part)
    return f"按{GAP}{match[1]}{GAP}{verb}" if verb else f"按{GAP}{match[1]}"


def _whole(words: str) -> str:
    return JOINT.join(words.replace(" ", GAP))


def _ended(line: str) -> str:
    """No line of one character at the end; a stop counts as none."""
    if len(line) < LONG or re.search(r"[A-Za-z]", line[-2 * LAST :]):
        return line
    at = len(line)
    for _ in range(LAST + 1):
        at -= 1
        while line[at] == JOINT:
            at -= 1
    return line[:at] + JOINT.join(line[at:].replace(JOINT, ""))
