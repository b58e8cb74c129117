"""With conflicts on it and the hub away, the page and the light fit into every size and scale."""

from __future__ import annotations

from collections.abc import Callable

from home import Home
from tests.ui.house import add_visit, rest, sign_in
from tests.ui.sync.conftest import HubOnLoopback, window_of
from tests.ui.test_accessible import SIZES, cut, stops, too_wide
from ui import routes
from ui.app import Program

Wait = Callable[[Callable[[], bool]], None]


def test_nothing_is_cut_at_any_size(
    open_window: Callable[[], Program], disputed: str, hub: HubOnLoopback, home_a: Home, wait: Wait
) -> None:
    program = open_window()
    window = window_of(program)
    light = window.status.sync
    window.show_route(routes.Sync())
    wait(lambda: light.text_shown() == "待同步 0，待核对 1")
    hub.stop()
    for _ in range(3):
        add_visit(sign_in(home_a))
    wait(lambda: light.text_shown().startswith("未连接"))
    wrong: list[str] = []
    for width, height, scale in SIZES:
        program.look.set_scale(scale)
        program.shell.resize(width, height)
        rest(program.tasks)
        view = window.page("sync").view
        wants = view.minimumSizeHint()
        if wants.width() > view.width() or wants.height() > view.height():
            wrong.append(f"{width}×{height} at {scale}: wants {wants} and has {view.size()}")
        wrong += [f"{width}×{height} at {scale} cuts {one}" for one in cut(window)]
        wrong += [f"{width}×{height} at {scale}: {one.objectName()} is wide" for one in too_wide(window)]
        if light.x() + light.width() > window.status.width():
            wrong.append(f"{width}×{height} at {scale}: the light is pushed out")
    program.look.set_scale(100)
    assert wrong == []
    assert [one.accessibleName() for one in stops(window.page("sync").view)] == ["待核对"]
    assert window.page("sync").view.state.accessibleName().startswith("未连接中心，")  # type: ignore[attr-defined]
    assert disputed in window.page("sync").view.list.rows()[0].spoken  # type: ignore[attr-defined]
