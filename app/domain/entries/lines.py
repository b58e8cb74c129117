"""One line of a reception's minutes: ``@单位 事项 期限 回@联系人``, ``!答复``, a demand, or a note.

``#2`` before it says that it is about the second visit of the reception alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from app.domain.dates.day_terms import find_day_terms
from app.domain.dates.derivation import DAYS, MONTHS, WORKDAYS, Span
from app.domain.terms import LINE_KINDS
from app.domain.value import Value

DEMAND, DUTY, ANSWER, NOTE = LINE_KINDS

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_WIDE |= {
    ord("＠"): ord("@"),
    ord("！"): ord("!"),
    ord("﹫"): ord("@"),
    ord("﹗"): ord("!"),
    ord("－"): ord("-"),
    ord("＃"): ord("#"),
    ord("﹟"): ord("#"),
}
_WIDE |= {ord(space): ord(" ") for space in "\u3000\u00a0\u2002\u2003\u2009\u202f\t\r\n"}
"""Full to half width, one character for one: places in the folded text are places in the typed one."""

_CONTACT = re.compile(
    r"(?<!\S)(?:请?回|(?<=[\s日月周天内])回)\s*@\s*(\S+(?:\s+[0-9-]{7,15}(?=\s|$))?)|回\s*@\s*(\S+)"
)
_NUMERAL = r"[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|半"
_UNITS = r"个?工作日|个月|月|日|天|个?星期|周"
_SPAN = re.compile(
    rf"(?<![0-9一二两三四五六七八九十年月第])({_NUMERAL})\s*({_UNITS})"
    r"(之内|以内|内|(?=$|[\s\0，。；、,;.:：!（(]|回@|办结|答复|反馈|前))"
)
_CASE = re.compile(r"\s*#\s?([0-9]{1,3})(?=[\s@!#、])[\s、]*")
_LIMIT_WORD = re.compile(r"(?:限期?|期限|时限|请?于|在)[:：]?\s*$")
_PREFIX = re.compile(r"现场答复\s*[:：]?\s*")
_SPEAKER = re.compile(r"\s*(\S{1,12}?)\s*[:：]\s*")
_DEMANDING = re.compile(r"代表|来访人|信访人|群众|上访|诉求|业主|村民|居民|职工|家属")
_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_EDGES = " ，。；、,;:：."


class ParsedLine(Value, frozen=True):
    """What a line says.

    ``unit_text`` is what was typed after @, looked up later (app.domain.text.pinyin); a duty
    without a date has neither ``span`` nor ``until``. ``marks`` are (start, end, role) in the typed text;
    roles: case, mark, unit, span, contact, answer, speaker.
    """

    kind: str
    text: str
    """As typed."""
    body: str = ""
    """Without the marks of the cases it is about."""
    cases: tuple[int, ...] = ()
    """Places (from 1) of the visits it is about; empty for all of them."""
    unit_text: str | None = None
    duty: str | None = None
    span: Span | None = None
    until: str | None = None
    """A day that is named instead: 11月底前 (app.domain.dates.day_terms)."""
    contact: str | None = None
    answer: str | None = None
    speaker: str | None = None
    marks: tuple[tuple[int, int, str], ...] = ()


def fold_width(text: str) -> str:
    """@ ! digits, letters and spaces in half width; Chinese punctuation is left; the length stays."""
    return text.translate(_WIDE)


def parse_line(text: str, known: Collection[str] = ()) -> ParsedLine:
    """Read one line in either width; never raises.

    ``known`` are unit names and short names: they part 单位 from 事项 where no space was typed.
    """
    folded = fold_width(text)
    start, cases, marks = _cases(folded)
    if not cases and folded.startswith("##", start):
        start += 1
    start += len(folded[start:]) - len(folded[start:].lstrip())
    if folded.startswith("@", start):
        line = _duty(text, folded, start, known)
    elif folded.startswith("!", start):
        line = _answer(text, folded, start)
    else:
        line = _spoken(text, folded, start)
    plain = text[start:] if cases or start else text
    return replace(line, body=plain, cases=cases, marks=tuple(sorted([*marks, *line.marks])))


def _cases(folded: str) -> tuple[int, tuple[int, ...], list[tuple[int, int, str]]]:
    """Where the line itself begins, and the places of the visits named before it: ``#2``, ``#1 #2``."""
    start, cases, marks = 0, [], []
    while match := _CASE.match(folded, start):
        cases.append(int(match[1]))
        marks.append((match.start() + folded[match.start() :].index("#"), match.end(1), "case"))
        start = match.end()
    return start, tuple(dict.fromkeys(cases)), marks


def _spoken(text: str, folded: str, start: int) -> ParsedLine:
    speaker = _SPEAKER.match(folded, start)
    if speaker is None:
        return ParsedLine(NOTE, text)
    kind = DEMAND if _DEMANDING.search(speaker[1]) else NOTE
    return ParsedLine(kind, text, speaker=speaker[1], marks=((*speaker.span(1), "speaker"),))


def _answer(text: str, folded: str, start: int) -> ParsedLine:
    begin = start + 1 + len(folded[start + 1 :]) - len(folded[start + 1 :].lstrip(" !"))
    prefix = _PREFIX.match(folded, begin)
    begin = prefix.end() if prefix else begin
    answer = folded[begin:].strip()
    marks = ((start, start + 1, "mark"), (begin, begin + len(answer), "answer"))
    return ParsedLine(ANSWER, text, answer=answer, marks=marks)


def _duty(text: str, folded: str, start: int, known: Collection[str]) -> ParsedLine:
    name = _unit(folded, start + 1, known)
    marks = [(start, start + 1, "mark"), (*name, "unit")]
    rest, contact = _cut_contact(folded, name[1], marks)
    rest, span, until = _cut_limit(rest, name[1], marks)
    words = [piece.strip(_EDGES) for piece in rest[name[1] :].split("\0")]
    return ParsedLine(
        DUTY,
        text,
        unit_text=folded[slice(*name)],
        duty=" ".join(" ".join(words).split()) or None,
        span=span,
        until=until,
        contact=contact,
        marks=tuple(sorted(marks)),
    )


def _unit(folded: str, start: int, known: Collection[str]) -> tuple[int, int]:
    """Where the unit stands: up to the first space or colon, or the longest known name it begins with."""
    while start < len(folded) and folded[start] in " @":
        start += 1
    typed = re.compile(r"[^\s:：，,@]*").match(folded, start)
    end = typed.end() if typed else start
    names = [name for name in known if name and folded.startswith(name, start) and start + len(name) < end]
    if names and folded[start:end] not in known:
        end = start + max(len(name) for name in names)
    return start, end


def _cut_contact(folded: str, start: int, marks: list[tuple[int, int, str]]) -> tuple[str, str | None]:
    matches = list(_CONTACT.finditer(folded, start))
    if not matches:
        return folded, None
    last = matches[-1]
    group = 1 if last[1] else 2
    contact = last[group].rstrip(_EDGES)
    marks.append((last.start(group), last.start(group) + len(contact), "contact"))
    return _blank(folded, last.start(), last.end()), contact or None


def _cut_limit(
    folded: str, start: int, marks: list[tuple[int, int, str]]
) -> tuple[str, Span | None, str | None]:
    """The last limit of the line, a span (10日) or a named day (11月底前), taken out of its words."""
    spans = [match for match in _SPAN.finditer(folded, start) if _number(match[1], match[2])]
    days = find_day_terms(folded, start)
    if not spans and not days:
        return folded, None, None
    last = max([*spans[-1:], *days[-1:]], key=lambda match: (match.end(), -match.start()))
    begin = last.start()
    word = _LIMIT_WORD.search(folded, start, begin)
    marks.append((begin, last.end(), "span"))
    rest = _blank(folded, word.start() if word else begin, last.end())
    if last in days:
        return rest, None, last[0]
    return rest, _span(last[1], last[2]), None


def _blank(text: str, start: int, end: int) -> str:
    """The stretch taken out without moving what follows it."""
    return text[:start] + "\0" * (end - start) + text[end:]


def _span(numeral: str, unit: str) -> Span:
    n = _number(numeral, unit)
    if "工作日" in unit:
        return Span(n, WORKDAYS)
    if "月" in unit:
        return Span(n, MONTHS) if numeral != "半" else Span(15, DAYS)
    return Span(n * 7 if unit.endswith(("周", "星期")) else n, DAYS)


def _number(numeral: str, unit: str) -> int:
    """3, 十五, 两 …; 半 counts only before 个月; 0 for what is no number."""
    if numeral == "半":
        return 1 if unit == "个月" else 0
    if numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS[numeral] if len(numeral) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
