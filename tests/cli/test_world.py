"""CLI.md's code 4 and its neighbours: files and folders not as hoped, each with one sentence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.within import Within, found_wrong, founded

MAIN = Path(__file__).parents[2] / "main.py"
LONG = "x" * 300
PERIOD = ("--from", "2026-11-01", "--to", "2026-11-02")


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    made = founded(
        tmp_path_factory.mktemp("world"), {"clerk": "登记员", "watch": "督办", "leader": "带班领导"}
    )
    (made.folder / "plain.txt").write_text("no folder", encoding="utf-8")
    return made


@pytest.mark.parametrize("name", [LONG, "plain.txt/x", ".", "no.json"])
def test_json_that_cannot_be_opened_is_refused(within, name):
    done = within("register", "--json", name, login="clerk")
    assert found_wrong(done) == {("--json", "no_file")}


def test_stdin_that_is_closed_is_refused(within, monkeypatch):
    monkeypatch.setattr("app.cli.output.typed", _closed)
    assert found_wrong(within("register", "--json", "-", login="clerk")) == {("--json", "no_file")}


def _closed() -> bytes:
    raise OSError("stdin is closed")


@pytest.mark.parametrize(
    ("login", "command"),
    [
        ("leader", ("import", LONG)),
        ("admin", ("units", "import", LONG)),
        ("admin", ("backup", LONG)),
        ("admin", ("backup", "plain.txt/x")),
        ("watch", ("export", *PERIOD, "--out", f"{LONG}.csv")),
        ("watch", ("export", *PERIOD, "--out", "plain.txt/x.csv")),
        ("watch", ("report", *PERIOD, "--pdf", "no/such/folder.pdf")),
        ("leader", ("daily", "--out", LONG)),
        (None, ("demo", "--out", "plain.txt")),
        (None, ("hub", "desks")),
        ("clerk", ("search", "x")),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else str(value),
)
def test_a_file_that_cannot_be_used_is_the_worlds(within, login, command):
    """One sentence in Chinese, code 4: no fault of ours, no English of the system's."""
    homes = {"hub": within.folder / "plain.txt", "search": within.folder / LONG}
    done = within(*command, login=login, home=homes.get(command[0]))
    assert done.code == 4, done
    message = done.answer["error"]["message"]
    assert not re.search(r"[A-Za-z]{3,} [a-z]+", message.replace(LONG, "")), message


def test_a_backup_is_a_file(within, tmp_path):
    done = within("restore", ".", login="admin", home=tmp_path / "empty")
    assert (done.code, done.answer["error"]["code"]) == (4, "backup_unreadable")
    assert "“”" not in done.answer["error"]["message"], "a folder has a name, though it was written as ."


def test_a_courier_file_that_is_not_there(within):
    assert found_wrong(within("courier", "read", "no", login="leader")) == {("FILE", "no_file")}
    done = within("courier", "read", "no", login="clerk")
    assert (done.code, done.answer["error"]["code"]) == (3, "role_missing")


def test_an_answer_that_nobody_takes(within):
    """The pipe is closed, the disk is full, there is no stdout: 4, one sentence on stderr, no traceback."""
    call = f"exec '{sys.executable}' '{MAIN}' --home '{within.home}' --as nobody search x"
    for words in (call, f"{call} > /dev/full", f"{call} >&-"):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            ["bash", "-c", words],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=os.environ | {"JIEFANGTAI_PASSWORD": "Wrong-12345"},
            check=False,
        )
        os.close(writing)
        told = done.stderr.decode()
        assert (done.returncode, told.count("\n")) == (4, 1), (words, told)
        assert told.startswith("结果写不出去")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
def test_check_is_0_whatever_it_finds(within, tmp_path, share):
    """One byte of the store is another: the check says where, and the call is done."""
    home = tmp_path / "home"
    shutil.copytree(within.home, home)
    for name in ("store.db-wal", "store.db-shm"):
        (home / name).unlink(missing_ok=True)
    content = bytearray((home / "store.db").read_bytes())
    content[int(len(content) * share)] ^= 0xFF
    (home / "store.db").write_bytes(content)
    done = within("check", login="admin", home=home)
    assert (done.code, done.answer.get("ok")) == (0, False), done
    assert {"code", "message", "record"} == set(done.answer["findings"][0])
    assert {one["code"] for one in done.answer["findings"]} & {"check_pages", "store_damaged"}


HALF = os.fsdecode(b"\xd6\xd8\xb8\xb4")
"""重复 in GB 2312, as a terminal in UTF-8 hands it over."""


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("--reason", ("void", "LF340700-A-261123-001-K", "--reason", HALF)),
        ("--purpose", ("show", "x", "--unmask", "--purpose", HALF)),
        ("command", ("search", HALF)),
        ("--name", ("staff", "add", "x", "--name", HALF, "--role", "登记员")),
        ("--centre", ("init", "--centre", HALF, "--code", "340700", "--desk", "A", "--admin", "a")),
    ],
)
def test_words_of_another_encoding_are_refused(within, field, words):
    assert found_wrong(within(*words, login="admin", new="Clerk-12345")) == {(field, "broken_text")}


def test_a_password_of_another_encoding_is_refused(within):
    done = within("search", "x", login="clerk", password=HALF)
    assert found_wrong(done) == {("JIEFANGTAI_PASSWORD", "broken_text")}
    assert found_wrong(within("search", "x", login=HALF)) == {("--as", "broken_text")}


def test_a_file_may_be_named_in_another_encoding(within):
    (within.folder / HALF).write_text("{}", encoding="utf-8")
    assert ("facts", "facts_required") in found_wrong(within("register", "--json", HALF, login="clerk"))


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("https://[::1",), ("url", "hub_url")),
        (("http://127.0.0.1:1", "--ca", "no.pem"), ("--ca", "no_file")),
        (("http://127.0.0.1:1", "--ca", "picture.png"), ("--ca", "ca_unreadable")),
    ],
)
def test_joining_with_an_address_or_a_certificate_that_is_none(within, tmp_path, options, wrong):
    (within.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for home in (within.home, tmp_path / "empty"):
        done = within("enrol", options[0], "7KQ4-M2XP-9TQR-53AB", *options[1:], login="admin", home=home)
        assert found_wrong(done) == {wrong}


FULL = """
import resource, sys
from pathlib import Path
from app.cli.output import write_file
from app.errors import Unavailable
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_file(Path(sys.argv[1]), b"small")
try:
    write_file(Path(sys.argv[1]), b"x" * 5000)
except Unavailable as error:
    print(error.code)
"""


def test_a_paper_that_finds_no_room_leaves_the_one_before(tmp_path):
    out = tmp_path / "slip.pdf"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(out)], capture_output=True, cwd=MAIN.parent, check=True
    )
    assert done.stdout.decode().strip() == "out_unwritable"
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"slip.pdf": b"small"}
