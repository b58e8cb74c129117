"""加入中心 in the window where no hub holds the password against anything: this desk does it itself."""

from __future__ import annotations

from db.hub.door import Door
from db.hub.serving.serve import start
from tests.ui.admin.test_admin_pages import home, open_page, settled, type_into  # noqa: F401 - fixtures
from tests.ui.house import PASSWORD
from ui import routes
from ui.admin.desks_page import DesksPage


def test_the_first_desk_of_a_hub_is_joined_by_ones_own_password_alone(
    qtbot,
    tasks,
    open_page,  # noqa: F811
    home,  # noqa: F811
    tmp_path,
):
    running = start("127.0.0.1:0", None, tmp_path / "hub")
    door = Door(tmp_path / "hub")
    try:
        page = open_page(DesksPage, routes.Desks())
        page.joining.ask()
        fields = page.joining.fields
        typed = {"url": running.url, "code": door.token("A", None), "password": "not-hers-1"}
        for name, text in typed.items():
            type_into(fields[name], text)
        page.joining.sheet.asked.emit()
        settled(qtbot, tasks)
        assert page.joining.sheet is not None
        assert fields["password"].property("state") == "error"
        assert home.link(page._desk).state().hub is None
        assert door.desks(None) == [], "nothing was founded"
        said: list[str] = []
        page.joining.joined.connect(said.append)
        type_into(fields["password"], PASSWORD)
        page.joining.sheet.asked.emit()
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        assert len(door.desks(None)) == 1, "the code was not spent before"
    finally:
        home.close()
        running.stop()
