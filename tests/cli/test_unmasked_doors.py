"""Every door by which a full number could leave, by role: the same rule as ``show --unmask``."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.cli.within import STAFF, Within, founded

SECRETS = ("340722190103200019", "13800001234")
IN_FULL = ("--unmask", "--purpose", "核对")
DAYS = ("--from", "2026-11-01", "--to", "2099-12-31")
TEXT = {"opinion": "示例", "contact": "值班室"}
LOGINS = (*STAFF, "admin")

OWN, ALL, LEADING = {"clerk", "host", "leader", "watch"}, set(LOGINS) - {"admin"}, {"leader", "watch"}
"""Who may by which door: clerk registered the visit today, other is another 登记员."""
RECEPTION = {"host", "leader", "watch"}
DOORS: dict[str, tuple[tuple[str, ...], set[str], set[str]]] = {
    "show": (("show", "VISIT"), ALL, set()),
    "show of the matter": (("show", "MATTER"), ALL, set()),
    "show --unmask": (("show", "VISIT", "--unmask", "--purpose", "核对"), OWN, OWN),
    "show --unmask of the matter": (("show", "MATTER", "--unmask", "--purpose", "核对"), OWN, OWN),
    "slip": (("slip", "VISIT", "--out", "o.pdf"), ALL, set()),
    "登记表": (("slip", "VISIT", "--kind", "来访登记表", "--out", "o.pdf"), OWN, OWN),
    "登记表 of the matter": (("slip", "MATTER", "--kind", "来访登记表", "--out", "o.pdf"), OWN, OWN),
    "登记表 by its number": (("slip", "FORM", "--out", "o.pdf"), OWN, OWN),
    "交办告知单 by its number": (("slip", "LETTER", "--out", "o.pdf"), ALL, set()),
    "export": (("export", *DAYS, "--out", "o.xlsx"), RECEPTION, set()),
    "export --unmask": (
        ("export", *DAYS, "--out", "o.csv", "--unmask", "--purpose", "核对"),
        LEADING,
        LEADING,
    ),
    "search by number": (("search", SECRETS[0]), ALL, set()),
    "search by phone": (("search", SECRETS[1]), ALL, set()),
    "conflicts": (("conflicts",), ALL, set()),
    "due": (("due", "--promises"), RECEPTION, set()),
    "step --modes": (("step", "--modes", "MATTER"), RECEPTION, set()),
    "report rows": (("report", "rows", "来访.批次", *DAYS), RECEPTION, set()),
    "jobs": (("jobs",), ALL, set()),
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("doors"))


@pytest.fixture(scope="module")
def numbers(centre: Within) -> dict[str, str]:
    person = {
        "name": "王小明",
        "id_type": "居民身份证",
        "id_number": SECRETS[0],
        "phone": SECRETS[1],
        "address": "安徽省铜陵市枞阳县示例路1号",
        "representative": True,
    }
    visit = {
        "people": [person],
        "headcount": 1,
        "purpose": "求决",
        "units": ["市住建局"],
        "claim": "示例办证",
        "facts": "示例",
    }
    made = centre("register", "--json", "-", login="clerk", json_in=visit).answer
    step = {"visit": made["visit_number"], "mode": "交办", "unit": "市住建局", "term": "10日"}
    letter = centre("step", "--json", "-", login="host", json_in=step).answer["documents"][0]["number"]
    form = ("slip", made["visit_number"], "--kind", "来访登记表", "--out", "first.pdf")
    assert centre(*form, login="clerk").code == 0
    papers = centre("show", made["visit_number"], login="host").answer["documents"]
    [registration] = [one["number"] for one in papers if one["kind"] == "来访登记表"]
    return {"VISIT": made["visit_number"], "MATTER": made["matter"], "LETTER": letter, "FORM": registration}


def told(centre: Within, answer: dict[str, Any]) -> str:
    """Everything that came out: the answer and the file."""
    said = json.dumps(answer, ensure_ascii=False)
    for file in centre.folder.glob("o.*"):
        said += _text(file)
        file.unlink()
    return said.replace(" ", "")


def _text(file: Path) -> str:
    if file.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(file)
        return "".join(page.get_textpage().get_text_range() for page in pages)
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("door", DOORS)
def test_each_door_by_role(centre: Within, numbers: dict[str, str], door: str) -> None:
    arguments, may_open, see_in_full = DOORS[door]
    call = [numbers.get(one, one) for one in arguments]
    for login in LOGINS:
        done = centre(*call, login=login)
        said = told(centre, done.answer)
        assert done.code == (0 if login in may_open else 3), (login, done)
        assert [secret in said for secret in SECRETS] == [login in see_in_full] * len(SECRETS), login


def test_a_reply_and_a_sitting_that_goes_on_tell_no_number(centre: Within, numbers: dict[str, str]) -> None:
    for login in LOGINS:
        reply = {"matter": numbers["MATTER"], "unit": "市住建局", "text": "示例", "done": False}
        done = centre("reply", "--json", "-", login=login, json_in=reply)
        assert done.code == (0 if login in RECEPTION else 3), done
        assert not any(secret in told(centre, done.answer) for secret in SECRETS)
        sitting = {"form": "接谈", "visits": [numbers["VISIT"]], "lines": [{"text": "!示例"}]}
        sitting |= {"result": "继续协调", "notices": TEXT}
        done = centre("reception", "--json", "-", login=login, json_in=sitting)
        assert (done.code == 3) is (login not in RECEPTION), done
        if done.code == 0:
            again = sitting | {"continues": done.answer["number"]}
            done = centre("reception", "--json", "-", login=login, json_in=again)
        assert not any(secret in told(centre, done.answer) for secret in SECRETS)


def test_what_was_shown_and_what_was_refused_is_in_the_audit(centre: Within, numbers: dict[str, str]) -> None:
    form = ("slip", numbers["FORM"], "--out", "o.pdf")
    assert centre(*form, login="other").code == 3
    assert centre(*form, login="leader").code == 0
    entries = centre("audit", login="admin").answer["entries"]
    refused = [one for one in entries if one["who"] == "other" and one["record"] == "unmask_own_day"]
    seen = [one for one in entries if one["who"] == "leader" and one["what"] == "查看完整证件号"]
    assert refused
    assert not any(one["success"] for one in refused)
    assert seen[-1]["record"] == numbers["FORM"]
