"""Every command writes one JSON object on stdout and ends with an exit code (CLI.md)."""

from __future__ import annotations

import errno
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from app.domain.entries.entry import YEARS
from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused, Unavailable
from app.services.sheets.export_file import write_whole
from app.words import error_json, sentence

DONE, FAULT, REFUSED, NOT_ALLOWED, WORLD = 0, 1, 2, 3, 4
LONGEST_NUMBER = 100
"""Digits of a number in an input; no field takes so many, and Python's own refusal speaks English."""
_CODES: tuple[tuple[type[JiefangtaiError], int], ...] = (
    (Refused, REFUSED),
    (NotAllowed, NOT_ALLOWED),
    (Unavailable, WORLD),
)


def exit_code(error: JiefangtaiError) -> int:
    """2 for a refused input, 3 for not signed in or not allowed, 4 for the world."""
    return next(code for kind, code in _CODES if isinstance(error, kind))


def emit(answer: dict[str, Any], *, indent: int | None = 2) -> None:
    """Write the one JSON object of this command on stdout; dates and times in ISO form.

    Where nobody takes it (a closed pipe, a full disk) the call ends with 4 and a sentence on stderr.
    """
    if not put(answer, indent=indent):
        raise SystemExit(WORLD)


def put(answer: dict[str, Any], *, indent: int | None = 2) -> bool:
    """Write the object; whether it went out. Where it did not, stderr says so."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=indent, default=_plain) + "\n")
        sys.stdout.flush()
    except OSError as wrong:
        _give_up_stdout()
        if sys.stderr is not None:
            sys.stderr.write(sentence("answer_unheard", {"detail": wrong.strerror}) + "\n")
        return False
    return True


def put_bytes(content: bytes) -> None:
    """Write a file's content on stdout. Unavailable(out_unwritable) where nobody takes it."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as wrong:
        _give_up_stdout()
        raise Unavailable("out_unwritable", file="-", detail=wrong.strerror or "") from None


def put_error_stream(answer: dict[str, Any]) -> None:
    """Write the command's object on stderr: a file that the command wrote has taken stdout."""
    if sys.stderr is not None:
        sys.stderr.write(json.dumps(answer, ensure_ascii=False, indent=2, default=_plain) + "\n")
        sys.stderr.flush()


def _give_up_stdout() -> None:
    """Let what is still buffered go nowhere: the interpreter would try it again and complain."""
    if (out := sys.__stdout__) is not None and sys.stdout is out:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, out.fileno())
        os.close(nowhere)


def emit_error(error: JiefangtaiError) -> int:
    """Write the error's JSON on stdout and return the exit code."""
    emit(error_json(error))
    return exit_code(error)


def say(text: str) -> None:
    """A line for the person at the terminal, on stderr; nothing where stderr is no terminal."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(text + "\n")


def warn(text: str) -> None:
    """A sentence on stderr beside an answer that stands, also where nobody sits at a terminal."""
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")


def read_json(source: str) -> dict[str, Any]:
    """The JSON object in a file, or on stdin for ``-`` (UTF-8, a byte order mark is tolerated).

    Refused (field ``--json``): no_file, bad_json, not_object.
    """
    try:
        raw = typed() if source == "-" else Path(source).read_bytes()
    except OSError:
        _refuse("no_file", file=source)
    try:
        answer = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_int=_whole, object_pairs_hook=_once
        )
    except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
        _refuse("bad_json", detail=_where(wrong))
    if not isinstance(answer, dict):
        _refuse("not_object")
    return answer


def read_moment(text: str | None, field: str) -> datetime | None:
    """A time given on the command line: ISO 8601 with offset. Refused(bad_time)."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(FieldError(field, "bad_time")) from None
    if moment.tzinfo is None or moment.year not in YEARS:
        raise Refused(FieldError(field, "bad_time"))
    return moment


def read_day(text: str | None, field: str) -> date | None:
    """A date given on the command line: 2026-11-23. Refused(bad_date)."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(FieldError(field, "bad_date")) from None
    if day.isoformat() != text or day.year not in YEARS:
        raise Refused(FieldError(field, "bad_date"))
    return day


def read_period(start: str, end: str) -> tuple[date, date]:
    """The days of --from and --to. Refused(bad_date) for each that is none."""
    days: list[date | None] = []
    wrong: list[FieldError] = []
    for text, field in ((start, "--from"), (end, "--to")):
        try:
            days.append(read_day(text, field))
        except Refused as refused:
            wrong += refused.errors
    first, last = (*days, None, None)[:2]
    if wrong or first is None or last is None:
        raise Refused(*wrong)
    return first, last


def write_file(file: Path, content: bytes) -> None:
    """Write an output file, ``-`` for stdout; a full disk leaves no half one, and the one before as it was.

    Unavailable: out_unwritable (folder missing or read-only, disk full).
    """
    if file == Path("-"):
        put_bytes(content)
        return
    if not file.exists() or file.is_file():
        write_whole(file, content)
        return
    try:
        file.write_bytes(content)  # a printer's device
    except OSError as wrong:
        raise Unavailable("out_unwritable", file=str(file), detail=wrong.strerror or "不能写") from wrong


def typed() -> bytes:
    """What stands on stdin; OSError where there is none."""
    if sys.stdin is None:
        raise OSError("stdin is closed")
    return sys.stdin.buffer.read()


def _refuse(code: str, **facts: Any) -> NoReturn:
    raise Refused(FieldError("--json", code, facts))


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} 不是 JSON 的数")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"有一个数长达 {len(digits)} 位")
    return int(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys each stand once: a doubled key would silently lose what was written first."""
    answer = dict(pairs)
    if len(answer) != len(pairs):
        raise ValueError("同一项写了两次")
    return answer


def _where(wrong: Exception) -> str:
    if isinstance(wrong, json.JSONDecodeError):
        return f"第 {wrong.lineno} 行第 {wrong.colno} 个字符处"
    if isinstance(wrong, UnicodeDecodeError):
        return "不是 UTF-8"
    if isinstance(wrong, RecursionError):
        return "括号套得太深"
    return str(wrong)
