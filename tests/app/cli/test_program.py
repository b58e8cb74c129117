"""The command line without a process: usage, JSON input, help, and that errors leave by the right door."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from app.cli import output
from app.cli.commands import WORDS, load, modules_for
from app.cli.faults import Faults
from app.cli.program import build, run
from app.errors import FieldError, NotAllowed, Refused, Unavailable

ROOT = Path(__file__).resolve().parents[3]


class NoPrograms:
    """Nobody asks for a window here."""

    def window(self, *_):
        raise AssertionError("no window was asked for")


def no_house(home: Path):
    raise AssertionError("no folder was asked for")


@pytest.fixture
def call(capsys, monkeypatch):
    """One call in this process: its exit code and what it said."""
    for name in ("JIEFANGTAI_USER", "JIEFANGTAI_PASSWORD", "JIEFANGTAI_HOME"):
        monkeypatch.delenv(name, raising=False)

    def calling(*arguments, stdin=b""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = run(list(arguments), no_house, NoPrograms())
        return code, capsys.readouterr().out

    return calling


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("register",), "--json"),
        (("register", "--wrong"), "--wrong"),
        (("nonsense",), "command"),
        (("staff",), "command"),
        (("show",), "number"),
        (("search", "王", "--limit", "many"), "--limit"),
        (("--home",), "--home"),
        (("init", "--centre", "x"), "--code"),
    ],
)
def test_wrong_usage_is_2_with_json_on_stdout(call, arguments, field):
    code, out = call(*arguments)
    (error,) = json.loads(out)["errors"]
    assert (code, error["field"], error["code"]) == (2, field, "usage")
    assert "--help" in error["message"]


def test_without_a_name_nobody_is_signed_in(call):
    code, out = call("search", "王")
    assert (code, json.loads(out)["error"]["code"]) == (3, "not_signed_in")


def test_without_a_password_and_a_terminal_nobody_is_signed_in(call):
    code, out = call("--as", "clerk", "search", "王")
    assert (code, json.loads(out)["error"]["code"]) == (3, "not_signed_in")


def test_every_command_has_help_with_an_example():
    for name, command in _commands(build()):
        text = command.callback.__doc__ or ""
        assert "\b" in text, name
        assert "例  " in text or "--help" in text, name


def _commands(app, before=""):
    for info in app.registered_commands:
        yield f"{before}{info.name}", info
    for group in app.registered_groups:
        assert group.typer_instance.info.help, group.name
        yield from _commands(group.typer_instance, f"{group.name} ")


@pytest.mark.parametrize("arguments", [("--help",), ("register", "--help"), ("staff", "add", "--help")])
def test_help_is_0(call, arguments):
    code, out = call(*arguments)
    assert code == 0
    assert "例  " in out


def test_every_module_adds_the_commands_that_the_list_says():
    for module, words in WORDS.items():
        app = typer.Typer()
        load(module).add(app)
        added = [one.name for one in (*app.registered_commands, *app.registered_groups)]
        assert tuple(added) == words, module


@pytest.mark.parametrize(
    ("arguments", "modules"),
    [
        (["search", "x"], ["search"]),
        (["--home", "show", "--as", "due", "export", "--from", "x"], ["report"]),
        (["--home=here", "--as=search", "check"], ["backup"]),
        ([], list(WORDS)),
        (["--help"], list(WORDS)),
        (["--as", "clerk"], list(WORDS)),
        (["serach"], list(WORDS)),
    ],
)
def test_a_call_loads_the_module_of_its_command(arguments, modules):
    assert modules_for(arguments) == modules


def test_search_loads_neither_papers_nor_hub():
    code = "import sys; from app.cli.program import commands; commands(['search']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "app.cli.search" in loaded
    assert not loaded & {
        "app.cli.hub",
        "app.services.papers.issue_paper",
        "openpyxl",
        "reportlab",
        "pypinyin",
    }


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "bad_json"),
        (b"[]", "not_object"),
        (b'"x"', "not_object"),
        (b'{"a": NaN}', "bad_json"),
        (b'{"a": 1, "a": 2}', "bad_json"),
        (b"\xff\xfe", "bad_json"),
        (b"[" * 100_000, "bad_json"),
    ],
)
def test_json_that_cannot_be_read(tmp_path, raw, code):
    file = tmp_path / "in.json"
    file.write_bytes(raw)
    with pytest.raises(Refused) as caught:
        output.read_json(str(file))
    (error,) = caught.value.errors
    assert (error.field, error.code) == ("--json", code)


def test_json_from_stdin_and_with_a_byte_order_mark(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO('{"名": "㛃"}'.encode())))
    assert output.read_json("-") == {"名": "㛃"}
    file = tmp_path / "bom.json"
    file.write_text('{"a": 1}', encoding="utf-8-sig")
    assert output.read_json(str(file)) == {"a": 1}


def test_a_missing_file_is_refused(tmp_path):
    for name in ("none.json", "."):
        with pytest.raises(Refused) as caught:
            output.read_json(str(tmp_path / name))
        assert caught.value.errors[0].code == "no_file"


@pytest.mark.parametrize(
    ("error", "code", "key"),
    [
        (Refused(FieldError("number", "not_found", {"number": "x"})), 2, "errors"),
        (NotAllowed("not_signed_in"), 3, "error"),
        (Unavailable("no_store"), 4, "error"),
    ],
)
def test_exit_codes_by_whose_fault_it_is(capsys, error, code, key):
    assert output.emit_error(error) == code
    assert key in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("text", ["2026-11-23", "2026-11-23T09:31:00", "morgen", ""])
def test_a_time_without_offset_is_refused(text):
    with pytest.raises(Refused):
        output.read_moment(text, "--at")


def test_a_day_is_a_day():
    assert output.read_day(None, "--on") is None
    with pytest.raises(Refused):
        output.read_day("23.11.2026", "--on")


def test_a_fault_tells_where_but_never_what(capsys, tmp_path):
    faults = Faults()
    faults.home = tmp_path
    try:
        raise ValueError("王小明 340722190103200019")
    except ValueError as fault:
        faults.report(ValueError, fault, None)
    said = capsys.readouterr()
    log = (tmp_path / "log" / "faults.log").read_text(encoding="utf-8")
    assert json.loads(said.out)["error"]["code"] == "fault"
    for text in (said.out, said.err, log):
        assert "王小明" not in text
        assert "340722190103200019" not in text
    assert "test_program.py" in log


def test_an_output_file_that_cannot_be_written(tmp_path):
    with pytest.raises(Unavailable) as caught:
        output.write_file(tmp_path / "none" / "x.pdf", b"x")
    assert caught.value.code == "out_unwritable"
