"""Work in a process of its own that may be killed, or whose disk may be full, at any moment."""

from __future__ import annotations

import json
import os
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

FAULT = 99
"""Exit code of a child in which something was raised that no sentence says."""


def fork(work: Callable[[], int], log: Path | None = None) -> int:
    """Start the work; the child's process id. Its exit code is what the work returns."""
    pid = os.fork()
    if pid:
        return pid
    code = FAULT
    try:
        if log is not None:
            handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(handle, 2)
        code = work()
    except BaseException:  # noqa: BLE001 - it is what is looked for
        traceback.print_exc()
    finally:
        os._exit(code)


def wait(pid: int) -> int:
    """The child's exit code; minus the signal that ended it."""
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def killed(work: Callable[[], int], after: float, log: Path) -> int:
    """Start the work and kill it ``after`` so many seconds, if it runs that long; its exit code."""
    pid = fork(work, log)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    return wait(pid)


def answered(work: Callable[[], Any], log: Path) -> Any:
    """What the work gives, as JSON, done to its end in a process of its own; None where it failed."""
    answer = log.with_suffix(".json")
    answer.unlink(missing_ok=True)

    def told() -> int:
        answer.write_text(json.dumps(work()), encoding="utf-8")
        return 0

    return json.loads(answer.read_text(encoding="utf-8")) if wait(fork(told, log)) == 0 else None
