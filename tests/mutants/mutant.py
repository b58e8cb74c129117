"""One small wrong change: the rule it breaks, the place, and the tests near it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DOMAIN = "tests/app/domain"
CASE = f"{DOMAIN}/case"
PURE = (f"{CASE}/test_close_calls.py", f"{CASE}/test_obligations.py", f"{CASE}/test_contradictions.py")
"""The tests of the pure reading, without those that search for counterexamples."""
STEPS = (f"{CASE}/test_step_check.py",)
SECRETS = (f"{CASE}/test_secrecy.py", f"{CASE}/test_accused.py", f"{CASE}/test_step_check.py")
RULES = ("tests/db/hub/test_small_rules.py", "tests/db/hub/test_judgement.py")
AGREEING = (*RULES, "tests/db/hub/test_four_faults.py", "tests/db/hub/test_agreeing.py", "-k", "not postgres")
"""Two desks and a hub agree: by real stores, the quickest file first."""
TOGETHER = ("tests/db/hub/test_together.py", "-k", "not postgres")
REMEMBERED = ("tests/db/hub/test_memory.py", "-k", "not postgres")
VERSIONS = ("tests/db/hub/test_versions.py",)
SIGNED = ("tests/db/sync/test_signed.py",)
COURIER = ("tests/db/sync/test_courier_attacks.py", "tests/db/sync/test_attacks.py", "-k", "courier")
NEAR: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("app/domain/case/modes.py", "app/domain/case/moments.py"), (*STEPS, *PURE)),
    **dict.fromkeys(("app/domain/case/moves.py", "app/domain/case/step_check.py"), STEPS),
    **dict.fromkeys(
        [
            f"app/domain/case/{name}.py"
            for name in (
                "book",
                "casefile",
                "clock",
                "corrected",
                "course",
                "history",
                "obligations",
                "reading",
            )
        ],
        PURE,
    ),
    **dict.fromkeys([f"app/domain/case/{name}.py" for name in ("accused", "secrecy", "superiors")], SECRETS),
    "app/domain/case/reminding.py": (f"{CASE}/test_reminding.py",),
    "app/domain/dates/ladder.py": (f"{DOMAIN}/dates/test_ladder.py",),
}
"""By the file that is changed: the tests nearest to it."""


PARTS: Mapping[str, tuple[str, ...]] = {
    "merge": ("app/domain/merge.py", "db/hub/judge.py", "db/hub/closing.py", "db/hub/clashing.py"),
    "domain": ("app/domain/",),
    "services": ("app/",),
    "sync": ("db/",),
    "layout": ("printing/",),
    "forms": ("ui/",),
}
"""By the beginning of a file's path; the first that fits."""


@dataclass(frozen=True)
class Mutant:
    """A change of one place, and the tests that have to notice."""

    name: str
    """The rule as the change makes it: what would be wrong."""
    path: str
    old: str
    """Stands just once in the file."""
    new: str
    near: tuple[str, ...] = ()
    """Empty: what ``NEAR`` has for the file."""

    @property
    def part(self) -> str:
        """The part of the program whose rule it breaks."""
        return next(part for part, begins in PARTS.items() if self.path.startswith(begins))

    @property
    def tests(self) -> tuple[str, ...]:
        return self.near or NEAR[self.path]

    def applied_to(self, source: str) -> str:
        """The file with the change. ValueError where ``old`` does not stand there just once."""
        if source.count(self.old) != 1:
            raise ValueError(f"{self.path}: {self.old!r} stands there {source.count(self.old)} times")
        return source.replace(self.old, self.new)
