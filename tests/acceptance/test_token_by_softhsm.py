"""A second factor through PKCS#11 itself: SoftHSM stands in for the USB Key, driven by the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from app.devices.pkcs11_tokens import MODULE
from tests.cli.conftest import CLERK, ROOT, Ended, Program
from tests.tokens import PIN, rsa_key

pytestmark = pytest.mark.acceptance

DRIVERS = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
LABEL, SPARE = "示例USBKey", "另一个"
NEW = "Xin-de-2026!"


@pytest.fixture
def driver() -> str:
    """SoftHSM's library; where it is missing the test is skipped, but never in CI."""
    found = next((one for one in DRIVERS if Path(one).is_file()), None)
    if found is None and "JIEFANGTAI_CI" not in os.environ:
        pytest.skip("softhsm2 is not installed: the token was not tried")
    assert found is not None, "softhsm2 is not installed"
    return found


@pytest.fixture
def reader(tmp_path: Path, driver: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tokens in place of a reader, with one token and its key."""
    folder, config = tmp_path / "tokens", tmp_path / "softhsm2.conf"
    folder.mkdir()
    config.write_text(f"directories.tokendir = {folder}\n", encoding="utf-8")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    plug(LABEL, tmp_path, 1)
    return folder


def plug(label: str, folder: Path, number: int) -> None:
    """A new token with an RSA key."""
    key = folder / f"{number}.pem"
    key.write_bytes(
        rsa_key(number).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    made = ("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "00000000")
    brought = ("--import", str(key), "--token", label, "--label", "sign", "--id", "01", "--pin", PIN)
    for call in (made, brought):
        subprocess.run(["softhsm2-util", *call], check=True, capture_output=True, timeout=60)


@pytest.fixture
def program(tmp_path: Path, reader: Path, driver: str) -> WithToken:
    made = WithToken(tmp_path / "home", driver)
    options = ("--centre", "示例市来访接待中心", "--code", "340700", "--desk", "A", "--admin", "admin")
    assert made("init", *options, new="Admin-12345").code == 0
    added = made(
        "staff", "add", "clerk", "--name", "张三（示例）", "--role", "登记员", login="admin", new=CLERK
    )
    assert added.code == 0, added
    return made


class WithToken(Program):
    """``main.py`` in a process of its own, with SoftHSM for its driver."""

    def __init__(self, home: Path, driver: str) -> None:
        super().__init__(home)
        self.driver = driver

    def with_pin(self, pin: str | None, *arguments: str, password: str | None = None) -> Ended:
        """One call of the clerk's."""
        passed = {"JIEFANGTAI_PIN": pin} if pin is not None else {}
        return self(*arguments, login="clerk", password=password, more={MODULE: self.driver} | passed)


def test_the_token_is_bound_asked_for_and_taken_off(program: WithToken, reader: Path, tmp_path: Path) -> None:
    bound = program.with_pin(PIN, "token", "add")
    assert (bound.code, bound.answer) == (0, {"login": "clerk", "token": LABEL}), bound.stderr
    assert program.with_pin(None, "search", "王").answer["error"]["code"] == "token_needed"
    assert program.with_pin("999999", "search", "王").answer["error"]["code"] == "token_pin"
    assert program.with_pin(PIN, "search", "王").code == 0
    listed = program.with_pin(PIN, "token", "list").answer
    assert (listed["mine"], [one["label"] for one in listed["tokens"]]) == (LABEL, [LABEL])

    away = tmp_path / "away"
    reader.rename(away)
    reader.mkdir()
    assert program.with_pin(PIN, "search", "王").answer["error"]["code"] == "token_missing"
    plug(SPARE, tmp_path, 2)
    assert program.with_pin(PIN, "search", "王").answer["error"]["code"] == "token_missing"

    off = program("token", "remove", "clerk", login="admin", new=NEW)
    assert off.code == 0, off
    assert program.with_pin(None, "search", "王", password=NEW).code == 0
    told = program("audit", "--who", "admin", login="admin").answer["entries"]
    assert "取下令牌" in {one["what"] for one in told}

    again = program.with_pin(PIN, "token", "add", password=NEW)
    assert again.answer == {"login": "clerk", "token": SPARE}
    assert program.with_pin(PIN, "search", "王", password=NEW).code == 0


AT_THE_DESK = """
import sys
from pathlib import Path
from app.errors import JiefangtaiError
from home import Home

house, pin = Home(Path(sys.argv[1])), sys.argv[2]
admin = house.sign_in("admin", "Admin-12345")
house.vault.bind_token(house.keys, "Admin-12345", pin)
file = Path(sys.argv[1]).parent / "a.bak"
house.backup(admin, file)
clerk = house.sign_in("clerk", sys.argv[3])
for given in (None, "999999", pin):
    for work in (
        lambda: house.drill(admin, file, "Admin-12345", given)["ok"],
        lambda: house.countersign("admin", "Admin-12345", lambda desk: desk.staff.login, given),
    ):
        try:
            print(work())
        except JiefangtaiError as error:
            print(error.code)
house.close()
"""
"""What the window does for the restore drill, and where somebody signs on the spot."""


def test_the_drill_and_a_signature_on_the_spot_take_the_pin(program: WithToken, driver: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_DESK, str(program.home), PIN, CLERK],
        env=os.environ | {MODULE: driver},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "token_drill",
        "token_elsewhere",
        "token_pin",
        "token_pin",
        "True",
        "admin",
    ]
