"""Roles × commands as one table (CLI.md, who may do what): each role asks for everything from outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.attack.desks import VISIT
from tests.cli.within import Within, founded

LOGINS = {
    "登记员": "clerk",
    "接谈员": "host",
    "带班领导": "leader",
    "督办": "watch",
    "系统管理员": "sys",
    "安全管理员": "sec",
    "审计员": "aud",
}
WINDOW = ("登记员", "接谈员", "带班领导", "督办")
RECEPTION = WINDOW[1:]
SYSTEM, SECURITY = ("系统管理员",), ("安全管理员",)
WATCHING = ("系统管理员", "安全管理员", "审计员")
EVERYBODY = tuple(LOGINS)
M = "{matter}"
V = "{visit}"
COMMANDS: dict[str, tuple[tuple[str, ...], Any]] = {
    "register --json -": (WINDOW, VISIT),
    f"amend {M} --json -": (WINDOW, {"claim": "示例诉求改过"}),
    "notice --json -": (WINDOW, {"matter": M, "opinion": "示例", "contact": "示例", "told": "口头"}),
    "rate --json -": (WINDOW, {"matter": M, "whom": "信访部门", "value": "满意"}),
    f"slip {V} --out s.pdf": (WINDOW, None),
    f"print {V}": (WINDOW, None),
    "printers": (WINDOW, None),
    "jobs": (WINDOW, None),
    f"show {M}": (WINDOW, None),
    "search 王": (WINDOW, None),
    "sync": ((*WINDOW, *SYSTEM), None),
    "sync status": ((*WINDOW, *SYSTEM), None),
    "sync retry": ((*WINDOW, *SYSTEM), None),
    "conflicts": (WINDOW, None),
    "conflicts keep x": (WINDOW, None),
    "conflicts restore x": (WINDOW, None),
    f"show {V} --unmask --purpose 核对": (WINDOW, None),
    "incident --json -": (WINDOW, {"kind": "扬言", "what": "示例", "measures": "示例"}),
    "incident": (WINDOW, None),
    f"attach {M} a.png": (WINDOW, None),
    f"attachments {M}": (WINDOW, None),
    f"void {V} --reason 示例": (WINDOW, None),
    "hall": (WINDOW, None),
    "recall VF1": (WINDOW, None),
    "reception --json -": (RECEPTION, {"visits": [V], "form": "接谈"}),
    "step --json -": (RECEPTION, {"matter": M, "mode": "存"}),
    f"step --modes {M}": (RECEPTION, None),
    f"received {M} --unit 市住建局": (RECEPTION, None),
    f"deliver {M} --document x --how 当面": (RECEPTION, None),
    "reply --json -": (RECEPTION, {"matter": M, "unit": "市住建局", "text": "示例"}),
    f"withdraw {M} --step x --reason 示例": (RECEPTION, None),
    f"join {V} {M} --reason 示例": (RECEPTION, None),
    f"split {V} --reason 示例": (RECEPTION, None),
    f"hand {M} --to host": (RECEPTION, None),
    "list": (RECEPTION, None),
    f"list 积案 add {M} --json -": (RECEPTION, {"reason": "示例", "source": "国家局交办"}),
    "import l.csv --check": (RECEPTION, None),
    "import undo B1": (RECEPTION, None),
    "courier write c.courier": (RECEPTION, None),
    "courier read none.courier": (RECEPTION, None),
    "approvals": (("带班领导",), None),
    "approve x": (("带班领导",), None),
    "refuse x --reason 示例": (("带班领导",), None),
    f"name {M} --reader host": (("带班领导",), None),
    "due": (RECEPTION, None),
    f"remind {M} --tier 15": (RECEPTION, None),
    "report --from 2026-01-01 --to 2026-12-31": (RECEPTION, None),
    "report rows 来访 --from 2026-01-01 --to 2026-12-31": (RECEPTION, None),
    "export --from 2026-01-01 --to 2026-12-31 --out e.csv": (RECEPTION, None),
    "daily 2026-11-23 --out d.pdf": (RECEPTION, None),
    "gaps": ((*RECEPTION, *SYSTEM), None),
    "units import u.csv --check": (SYSTEM, None),
    "categories import u.csv --check": (SYSTEM, None),
    "calendar import u.csv --check": (SYSTEM, None),
    "divisions import u.csv --check": (SYSTEM, None),
    "roster import u.csv --check": (SYSTEM, None),
    "roster": ((*WINDOW, *SYSTEM), None),
    "enrol http://127.0.0.1:9 7KQ4-M2XP-9TQR-53AB": (SYSTEM, None),
    "leave": (SYSTEM, None),
    "backup b.bak": (SYSTEM, None),
    "staff list": (SECURITY, None),
    "staff add newone --name 新 --role 登记员": (SECURITY, None),
    "staff roles clerk --role 登记员": (SECURITY, None),
    "staff introduce clerk": (SECURITY, None),
    "staff disable nobody": (SECURITY, None),
    "token remove clerk": (SECURITY, None),
    "audit": (WATCHING, None),
    "check": (WATCHING, None),
    "staff password watch": (SECURITY, None),
}
OWN = {"staff password watch": "督办"}
"""What everybody may do with his own account."""


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Within:
    folder = tmp_path_factory.mktemp("roles")
    made = founded(folder, {login: role for role, login in LOGINS.items() if login != "sec"})
    added = made(
        "staff",
        "add",
        "sec",
        "--name",
        "安管（示例）",
        "--role",
        "安全管理员",
        login="admin",
        new="Clerk-12345",
    )
    assert added.code == 0, added
    (folder / "l.csv").write_text("登记日期,姓名\n2026-03-01,赵（示例）\n", encoding="utf-8")
    (folder / "u.csv").write_text("name,short\n示例局,示例\n", encoding="utf-8")
    (folder / "a.png").write_bytes(b"x")
    return made


@pytest.fixture(scope="module")
def numbers(centre: Within) -> dict[str, str]:
    done = centre("register", "--json", "-", login="clerk", json_in=VISIT)
    assert done.code == 0, done
    return {M: done.answer["matter"], V: done.answer["visit_number"]}


def filled(value: Any, numbers: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: filled(one, numbers) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, numbers) for one in value]
    return numbers.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("role", LOGINS)
def test_a_role_may_do_what_the_table_says(centre: Within, numbers: dict[str, str], role: str) -> None:
    wrong = []
    for line, (roles, given) in COMMANDS.items():
        arguments = [numbers.get(word, word) for word in line.split()]
        for left in ("s.pdf", "c.courier", "e.csv", "d.pdf", "b.bak"):
            Path(centre.folder / left).unlink(missing_ok=True)
        done = centre(*arguments, login=LOGINS[role], json_in=filled(given, numbers), new="Kongque-88")
        code = done.answer.get("error", {}).get("code")
        refused = (done.code, code) == (3, "role_missing")
        if refused is (role in roles or OWN.get(line) == role) or done.code not in (0, 2, 3, 4):
            wrong.append(f"{line}: {done.code} {str(done.answer)[:160]}")
    assert not wrong, "\n".join(wrong)


def test_every_command_stands_in_the_table(centre: Within) -> None:
    """But those that work on no store, or are for who gives a password of his own."""
    without = {"run", "init", "recover", "verify", "update", "simulate", "demo", "bench", "hub"}
    without |= {"restore", "glyph"}
    named = {line.split()[0] for line in COMMANDS}
    assert set(centre._tree.commands) - without == named


def test_the_examples_of_help_are_of_accounts_that_may(centre: Within) -> None:
    """Whoever copies an example under its account gets no “的角色不能做这件事”."""
    roles = {
        "clerk": {"登记员"},
        "host": {"接谈员"},
        "zhaoxy": {"接谈员"},
        "leader": {"带班领导"},
        "watch": {"督办"},
        "admin": {"系统管理员", "安全管理员"},
    }
    examples = re.findall(r"main\.py --as (\w+) (\w+)", _helps(centre._tree))
    assert len(examples) > 60
    wrong = []
    for login, name in examples:
        if name in ("staff", "token"):  # everybody has a password and a token of his own
            continue
        may = {role for line, (allowed, _) in COMMANDS.items() if line.split()[0] == name for role in allowed}
        if may and not roles[login] & may:
            wrong.append(f"--as {login} {name}")
    assert wrong == []


def test_help_names_every_paper(centre: Within) -> None:
    named = set(re.findall(r"metavar: (a4\S*)", _helps(centre._tree)))
    assert named == {"a4|a5|a5-large|80mm|58mm", "a4|a5"}, "the second: what a day's report comes on"


def _helps(command: Any) -> str:
    """The help of a command and of those under it, with the values its options take."""
    texts = [command.help or "", *(f"metavar: {option.metavar}" for option in command.params)]
    texts += [_helps(under) for under in getattr(command, "commands", {}).values()]
    return "\n".join(texts)
