"""Our own faults: where in the code one happened goes to stderr and log, never what was worked on."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from app.cli.output import put
from app.desk import MachineClock
from app.words import sentence

LOG = "log"


class Faults:
    """Takes what nobody foresaw; ``home`` is the folder whose log it goes to, once that is known."""

    def __init__(self) -> None:
        self.home: Path | None = None

    def report(self, kind: type[BaseException], fault: BaseException, _: TracebackType | None) -> None:
        """sys.excepthook: the JSON of CLI.md on stdout, the places in the code on stderr and in the log."""
        if issubclass(kind, KeyboardInterrupt):
            return
        traced = "".join(f"{line}\n" for line in _where(fault))
        put({"error": {"code": "fault", "message": sentence("fault")}})
        if sys.stderr is not None:
            sys.stderr.write(traced)
        with suppress(OSError):  # stderr has it; a disk that takes no log is no second fault
            self._log(traced)

    def _log(self, traced: str) -> None:
        if self.home is not None and self.home.is_dir():
            log = self.home / LOG
            log.mkdir(exist_ok=True)
            with (log / "faults.log").open("a", encoding="utf-8") as file:
                file.write(f"{MachineClock().now().isoformat()}\n{traced}")


def _where(fault: BaseException | None) -> Iterator[str]:
    """Files, lines and kinds of error; the messages stay out, they may quote what a visitor said."""
    while fault is not None:
        for frame in traceback.extract_tb(fault.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        yield type(fault).__name__
        fault = fault.__cause__ or fault.__context__
