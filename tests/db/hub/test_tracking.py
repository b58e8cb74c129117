"""The page behind the slip's code: what a visitor sees of his matter, and that a guesser sees nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from app.domain.numbers import new_query_code
from app.domain.rows.base import new_id
from app.domain.rows.case import VisitMove, Withdrawal
from app.domain.rows.matters import Matter, Notice, Step
from app.domain.rows.visits import Attendance, Person, Visit, Void
from db.hub.serving import serve
from db.hub.serving.serve import Running
from db.hub.storage import Work
from db.hub.tracking import page as tracking
from db.hub.tracking.limits import Limit
from db.hub.tracking.view import Case
from db.mapping import CENTRE_ZONE
from tests.db.hub.people import Window

NOON = datetime(2026, 11, 23, 9, 31, tzinfo=CENTRE_ZONE)
ID, PHONE = "34070519020304001X", "13800001234"


class Site:
    """A running hub with one desk behind it."""

    def __init__(self, running: Running, folder: Path) -> None:
        self.desk = Window(running.hub, folder, "A")
        self.client = httpx.Client(base_url=running.url)

    def ask(self, code: str, last: str) -> httpx.Response:
        return self.client.post("/q", data={"code": code, "last": last})

    def register(
        self, *, purpose: str = "求决", proofs: bool = True, representative: bool = True, **matter: Any
    ) -> tuple[Visit, str]:
        """A visit with its steps, notices and date, synced to the hub."""
        now = NOON.date()
        code = new_query_code()
        about = Matter(
            id=new_id(),
            number="XF",
            claim="丽景园小区办证",
            purpose=purpose,
            status="办理中",
            unit="市住建局",
            opened_at=NOON,
            **matter,
        )
        visit = Visit(
            id=new_id(),
            number="LF340700-A-261123-007-N",
            query_code=code,
            matter_id=about.id,
            arrived_at=NOON,
            registered_at=NOON,
            desk="A",
            clerk="clerk",
            headcount=1,
            kind="个体访",
            first=True,
            purpose=purpose,
            claim="丽景园小区办证",
            facts="机密情况",
        )
        person = Person(
            id=new_id(),
            name="王小明（示例）",
            id_type="居民身份证",
            id_number=ID if proofs else None,
            phone=PHONE if proofs else None,
            address="示例路1号",
        )
        came = Attendance(
            id=new_id(), visit_id=visit.id, person_id=person.id, position=0, representative=representative
        )
        step = Step(id=new_id(), matter_id=about.id, mode="转送", unit="市住建局", at=NOON, by="clerk")
        inner = Step(id=new_id(), matter_id=about.id, mode="督办", unit="督查室", at=NOON, by="leader")
        taken = Step(
            id=new_id(),
            matter_id=about.id,
            mode="受理告知",
            unit="市住建局",
            at=NOON + timedelta(hours=1),
            by="leader",
        )
        notice = Notice(
            id=new_id(),
            matter_id=about.id,
            opinion="转送市住建局办理",
            due=now + timedelta(days=60),
            derivation="第 60 日",
            contact="李局 0562-2800000",
            told="书面",
            at=NOON,
            by="clerk",
        )
        self.desk.add(about, person, visit, came, step, inner, taken, notice)
        self.desk.sync()
        return visit, code


@pytest.fixture(autouse=True)
def page_counts_from_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page reads the hub's machine for today's date; here it reads the day of the tests."""
    monkeypatch.setattr("db.hub.tracking.page._now", lambda: NOON)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(tracking, "ANSWER_SECONDS", 0.05)
    running = serve.start("127.0.0.1:0", None, tmp_path / "hub")
    made = Site(running, tmp_path)
    yield made
    made.client.close()
    made.desk.close()
    running.stop()


def words(answer: httpx.Response) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL))


def test_no_line_of_a_telephone_ends_within_a_date(site: Site) -> None:
    """Browsers break a line behind a hyphen; here none may."""
    _, code = site.register()
    told = words(site.ask(code, "1234"))
    assert "2027\u2060-\u206001\u2060-\u206022" in told
    assert not re.search(r"(?<![A-Z0-9-])[0-9]{2,4}-[0-9][0-9](?![0-9])", told), "a date that can break"


def test_the_slips_address_in_capitals_asks_for_the_last_four(site: Site) -> None:
    _, code = site.register()
    for path in (f"/Q/{code}/ABCDEF234", f"/q/{code.lower()}", f"/Q/{code}"):
        answer = site.client.get(path)
        assert answer.status_code == 200
        assert f'value="{code}"' in answer.text
        assert "后四位" in words(answer)
        assert "市住建局" not in answer.text


@pytest.mark.parametrize("last", ["001X", "001x", "1234", "００１Ｘ", " 1234 "])
def test_the_visitor_sees_state_steps_notices_dates_and_rights(site: Site, last: str) -> None:
    visit, code = site.register()
    told = words(site.ask(code.lower(), last))
    for wanted in (
        visit.number,
        "已受理",
        "转送市住建局",
        "2027年1月22日前（暂定）",
        "三个告知",
        "李局 0562-2800000",
        "第 60 日",
        "复查",
        "可以评价信访部门的办理情况",
        "信访工作条例第21条没有规定最后一日",
    ):
        assert wanted in told
    assert 'href="tel:05622800000"' in site.ask(code, last).text
    for hidden in ("王", "示例路", ID, PHONE, "机密情况", "督办", "督查室"):
        assert hidden not in told


def test_what_desks_make_of_a_case_is_read_from_its_facts_here_too(site: Site) -> None:
    """The state that a desk has cached is nobody's word: the hub reads the steps themselves."""
    visit, code = site.register()
    with site.desk.store.reading() as reads:
        (taken,) = reads.find(Step, matter_id=visit.matter_id, mode="受理告知")
    gone = Withdrawal(
        id=new_id(), matter_id=visit.matter_id, step_id=taken.id, reason="办错了", at=NOON, by="leader"
    )
    site.desk.add(gone)
    site.desk.sync()
    told = words(site.ask(code, "1234"))
    assert "正在办理" in told
    assert "已告知受理" not in told
    assert "责任单位书面告知" in told


def test_a_visit_that_was_joined_is_told_of_the_matter_it_belongs_to(site: Site) -> None:
    """Its former matter has nothing left; what was done with the other one is what the visitor is told."""
    first, _ = site.register()
    second, code = site.register()
    with site.desk.store.reading() as reads:
        (other,) = [visit for visit in reads.find(Visit) if visit.id == first.id]
    closed = Step(
        id=new_id(), matter_id=other.matter_id, mode="直接回复", at=NOON + timedelta(hours=2), by="leader"
    )
    gone = Withdrawal(
        id=new_id(),
        matter_id=other.matter_id,
        step_id=_accepting(site, other.matter_id).id,
        reason="办错了",
        at=NOON + timedelta(hours=1, minutes=30),
        by="leader",
    )
    taken = Withdrawal(
        id=new_id(),
        matter_id=second.matter_id,
        step_id=_accepting(site, second.matter_id).id,
        reason="办错了",
        at=NOON + timedelta(hours=1, minutes=30),
        by="leader",
    )
    site.desk.add(gone, taken, closed)
    move = VisitMove(
        id=new_id(),
        visit_id=second.id,
        from_matter=second.matter_id,
        matter_id=other.matter_id,
        act="并案",
        at=NOON + timedelta(hours=3),
        by="leader",
    )
    site.desk.sync()
    assert "正在办理" in words(site.ask(code, "1234"))
    site.desk.add(move)
    site.desk.sync()
    told = words(site.ask(code, "1234"))
    assert "已办结" in told
    back = VisitMove(
        id=new_id(),
        visit_id=second.id,
        from_matter=other.matter_id,
        matter_id=second.matter_id,
        act="拆分",
        at=NOON + timedelta(hours=4),
        by="leader",
    )
    site.desk.add(back)
    site.desk.sync()
    assert "正在办理" in words(site.ask(code, "1234"))


def _accepting(site: Site, matter_id: str) -> Step:
    with site.desk.store.reading() as reads:
        (taken,) = reads.find(Step, matter_id=matter_id, mode="受理告知")
    return taken


def test_two_answers_of_two_desks_are_told_as_being_settled(site: Site) -> None:
    visit, code = site.register()
    refused = Step(
        id=new_id(), matter_id=visit.matter_id, mode="不予受理", at=NOON + timedelta(hours=2), by="other"
    )
    site.desk.add(refused)
    site.desk.sync()
    told = words(site.ask(code, "1234"))
    assert "正在核对" in told
    assert "不予受理" not in told
    assert "已告知受理" not in told


def test_what_a_correction_made_an_accusation_shows_nothing(site: Site) -> None:
    visit, code = site.register()
    with site.desk.store.reading() as reads:
        matter = reads.get(Matter, visit.matter_id)
    site.desk.store.write(lambda writes: writes.change(matter, purpose="揭发控告"))
    site.desk.sync()
    told = words(site.ask(code, "1234"))
    for hidden in ("市住建局", "转送", "李局", "丽景园"):
        assert hidden not in told


def test_an_accusation_shows_nothing_but_that_it_is_registered(site: Site) -> None:
    for how in ({"purpose": "揭发控告"}, {"confidential": True}):
        _, code = site.register(**how)  # type: ignore[arg-type]
        told = words(site.ask(code, "1234"))
        assert "已登记" in told
        for hidden in ("市住建局", "转送", "李局", "办结", "丽景园", "正在办理"):
            assert hidden not in told


def test_without_certificate_or_phone_the_code_alone_shows_steps_and_dates(site: Site) -> None:
    _, code = site.register(proofs=False)
    told = words(site.ask(code, ""))
    assert "转送市住建局" in told
    assert "第 60 日" in told
    assert "李局" not in told


def test_a_voided_visit_says_so(site: Site) -> None:
    visit, code = site.register()
    site.desk.add(Void(id=new_id(), visit_id=visit.id, at=NOON, by="clerk", reason="重复登记"))
    site.desk.sync()
    told = words(site.ask(code, "1234"))
    assert "已撤回" in told
    assert "市住建局" not in told


class Clock:
    """Time that passes only when somebody looks something up or sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_wrong_and_unknown_get_the_same_page_in_the_same_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, looked_up = Clock(), iter((0.02, 0.001, 0.3))
    find = tracking.find_case

    def found_slowly(work: Work, code: str) -> Case | None:
        clock.now += next(looked_up)
        return find(work, code)

    monkeypatch.setattr(tracking, "ANSWER_SECONDS", 0.35)
    monkeypatch.setattr(tracking, "find_case", found_slowly)
    monkeypatch.setattr(tracking, "time", clock)
    monkeypatch.setattr(tracking, "asyncio", SimpleNamespace(sleep=clock.sleep, to_thread=asyncio.to_thread))
    _, code = site.register()
    pages, times = [], []
    for asked, last in ((code, "9999"), (new_query_code(), "1234"), (code, "1234")):
        began = clock.now
        answer = site.ask(asked, last)
        times.append(clock.now - began)
        assert answer.status_code == 200
        pages.append(answer.text.replace(asked, "CODE"))
    assert pages[0] == pages[1] != pages[2]
    assert times == pytest.approx([0.35] * 3)


def test_a_guesser_is_stopped_by_code_and_by_address(site: Site) -> None:
    _, code = site.register()
    for guess in range(tracking.CODE_TRIES):
        assert site.ask(code, f"{guess:04}").status_code == 200
    assert site.ask(code, "1234").status_code == 429
    other = [site.ask(new_query_code(), "1234").status_code for _ in range(tracking.ADDRESS_TRIES)]
    assert other[-1] == 429
    assert "十分钟" in words(site.ask(code, "1234"))


def test_many_guesses_at_once_are_no_more_than_one_after_another(site: Site) -> None:
    _, code = site.register()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda guess: _guess(site, code, f"{guess:04}"), range(60)))
    assert answers.count(200) <= tracking.CODE_TRIES
    assert answers.count(429) >= 60 - tracking.CODE_TRIES


def _guess(site: Site, code: str, last: str) -> int:
    return httpx.post(
        f"{str(site.client.base_url).rstrip('/')}/q/{code}", data={"code": code, "last": last}
    ).status_code


def test_looking_rightly_uses_up_nothing(site: Site) -> None:
    _, code = site.register()
    for _ in range(tracking.CODE_TRIES + 2):
        assert site.ask(code, "1234").status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_limit_counts_the_network_of_an_address(address: str, network: str) -> None:
    assert tracking.network_of(address) == network


def test_nobody_flagged_a_representative_the_code_alone_opens_nothing(site: Site) -> None:
    _, code = site.register(representative=False)
    assert "没有查到" in words(site.ask(code, ""))
    assert "没有查到" in words(site.ask(code, "0000"))
    assert "转送市住建局" in words(site.ask(code, "1234"))
    _, bare = site.register(representative=False, proofs=False)
    assert "没有查到" in words(site.ask(bare, ""))


def test_strict_headers_no_cookie_no_script(site: Site) -> None:
    _, code = site.register()
    for answer in (site.client.get(f"/q/{code}"), site.ask(code, "1234"), site.ask(code, "0")):
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
        assert "<script" not in answer.text
        assert "http" not in re.sub(r"<!DOCTYPE html>", "", answer.text)
        assert '<html lang="zh-CN">' in answer.text
        assert "@media print" in answer.text


def test_what_is_typed_is_shown_as_text(site: Site) -> None:
    for path in ("/q/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/q/%22%20onfocus=x"):
        assert "<script>" not in site.client.get(path).text
        assert '" onfocus' not in site.client.get(path).text
    assert "<b>" not in words(site.ask("<b>", "1"))
    assert site.client.post("/q", content=b"x" * 5_000).status_code == 200
    assert site.client.post("/q", content=b"\xff\xfe=\x00").status_code == 200


def test_every_input_has_its_label(site: Site) -> None:
    page = site.client.get("/q").text
    for field in re.findall(r'<input id="(\w+)"', page):
        assert f'<label for="{field}">' in page


def test_a_limit_forgets_after_its_time() -> None:
    clock = [0.0]
    limit = Limit(2, 10, lambda: clock[0])
    for _ in range(2):
        assert not limit.is_over("a")
        limit.note("a")
    assert limit.is_over("a")
    assert not limit.is_over("b")
    clock[0] = 10.1
    assert not limit.is_over("a")
