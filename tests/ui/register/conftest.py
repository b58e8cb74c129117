"""A signed-in clerk's desk over a real encrypted store, for the registration screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QStackedWidget

from app.desk import Desk, Place, StoppedClock
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.ports.clock import CENTRE_TIME
from app.services.init_desk import FirstDesk, PublicKey, init_desk
from app.services.sign_in import read_settings
from db.signing import signer_of
from db.store import Store
from printing.folder import PdfFolder
from printing.papers import Papers
from ui.bridge import Bridge
from ui.register.page import RegisterPage
from ui.tasks import Tasks
from ui.theme import Look

MONDAY = datetime(2026, 11, 23, 9, 31, tzinfo=CENTRE_TIME)


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers()


@pytest.fixture
def desk(store: Store, home: Path, bridge: Bridge, papers: Papers) -> Desk:
    """赵小雨（示例）at window A on a Monday morning; papers go to the folder."""
    signer = store.on_writer(signer_of)
    first = FirstDesk(centre="铜陵市人民来访接待中心", code="340700", letter="A", login="admin")
    key = PublicKey(key_id=signer.key_id, public_key=signer.public_key)
    init_desk(store, first, key, MONDAY)
    return Desk(
        place=Place(centre=first.centre, code=first.code, letter=first.letter),
        staff=Staff(id=new_id(), login="zhao", name="赵小雨（示例）", roles=("登记员",), at=MONDAY),
        records=store,
        clock=StoppedClock(MONDAY),
        settings=read_settings(store).replaced("值班联络", "值班室 0562-0000000"),
        signer=signer,
        papers=papers,
        printers=PdfFolder(home / "出单"),
        announce=bridge.announce,
    )


@pytest.fixture
def page(qtbot, look: Look, desk: Desk, tasks: Tasks, bridge: Bridge) -> Iterator[RegisterPage]:
    """The page in a window of 1440×900, its tables read, its dates there."""
    made = RegisterPage(desk, tasks, bridge)
    window = QStackedWidget()
    window.addWidget(made.view)
    window.resize(1440, 760)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.enter()
    qtbot.waitUntil(lambda: tasks.under_way == 0, timeout=5000)
    QApplication.processEvents()
    yield made
    qtbot.waitUntil(lambda: tasks.under_way == 0 and not made.drafting.waiting, timeout=5000)
