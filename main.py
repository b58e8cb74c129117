"""The program: one call of it, and the larger programs that it holds, each imported when it is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.faults import Faults
from app.cli.output import emit_error
from app.errors import JiefangtaiError, Unavailable
from app.house import USER, House, SimulationWanted, default_home
from home import Home

if TYPE_CHECKING:
    from app.ports.link import HubDoor


class Programs:
    """app.house.Programs: the larger programs, each imported when it is asked for."""

    def window(self, house: House, login: str | None) -> int:
        from printing.fonts import font_files  # start-up: Qt is for the window alone
        from ui.qt_ready import require_window

        require_window()
        from ui.app import open_window  # only now: it loads Qt

        return open_window(house, login, font_files())

    def simulate(self, house: House, wanted: SimulationWanted) -> dict[str, Any]:
        from db.training import simulate  # start-up: as above

        return simulate(house, wanted)

    def demo(self, out: Path) -> dict[str, Any]:
        import tempfile

        from db.hub.demonstration import TwoDesks, Who  # start-up: the whole window and a hub come with it
        from printing.fonts import font_files
        from ui.qt_ready import require_qt

        require_qt()
        from ui.demo import script  # only now: it loads Qt
        from ui.demo.day import reception_day

        admin, clerk = Who(script.ADMIN, script.FIRST_PASSWORD), Who(script.CLERK, script.PASSWORD)
        with tempfile.TemporaryDirectory(prefix="jiefangtai-demo-") as folder:
            two_desks = TwoDesks(Path(folder), Home, admin, clerk)
            return reception_day(out, Home(Path(folder) / "A"), font_files(), two_desks)

    def hub(self, home: Path) -> HubDoor:
        from db.hub.door import Door  # start-up: as above

        return Door(home)

    def update(self, folder: Path, check: bool) -> dict[str, Any]:
        from db.update import update  # start-up: as above

        return update(folder, check=check)

    def bench(self, visits: int) -> dict[str, Any]:
        try:
            measuring = import_module("tests.bench.run")  # a tool of developers: it is in the source alone
        except ModuleNotFoundError as missing:
            if not (missing.name or "").startswith("tests"):
                raise
            raise Unavailable("bench_in_source") from None
        answer: dict[str, Any] = measuring.measure(visits, Home)
        return answer


def main() -> int:
    """One call of the program; the exit code."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # start-up: 5 ms, for a built program's second process

        freeze_support()
    faults, programs, arguments = Faults(), Programs(), sys.argv[1:]
    sys.excepthook = faults.report

    def open_house(home: Path) -> Home:
        faults.home = home
        return Home(home)

    if arguments in ([], ["run"]) and not _is_completing():
        try:
            return programs.window(open_house(default_home()), os.environ.get(USER))
        except JiefangtaiError as error:
            return emit_error(error)
    from app.cli.program import run  # start-up: a sixth of a second that the window need not wait for

    return run(arguments, open_house, programs, Path(sys.argv[0]).name)


def _is_completing() -> bool:
    """Whether a shell asks which words may follow; it calls the program without any."""
    return any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)


if __name__ == "__main__":
    sys.exit(main())
