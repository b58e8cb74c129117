"""The code on a printed slip leads a visitor's telephone to his own matter, and a guesser nowhere."""

from __future__ import annotations

import base64
import hashlib
import re
import signal
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from PIL import Image

from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.step_entry import parse_step
from app.domain.numbers import new_query_code
from app.services.desk.change_setting import change_setting
from app.services.handling.advance_matter import advance_matter
from app.services.handling.give_notices import give_notices
from app.services.papers.issue_paper import issue_paper
from db.hub.door import Door
from db.hub.tracking.page import ANSWER_SECONDS
from printing.codes import CodeReader
from tests.acceptance.authority import Papers, issue
from tests.acceptance.browser import Browser, missing
from tests.acceptance.hubs import ADMIN, PASSWORD, HubProcess, TestedDesk

pytestmark = pytest.mark.acceptance
HOST = "lx.shili.test"
LAST = "1111"
OPINION, CONTACT = "转送市住建局（示例）核查后书面答复", "值班室 0562-0000000"


@dataclass(frozen=True)
class Day:
    """What the desk left at the hub: two slips' addresses, and the hub."""

    hub: HubProcess
    papers: Papers
    open_slip: str
    guarded_slip: str
    number: str


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    folder = tmp_path_factory.mktemp("tracking")
    papers = issue(folder / "ca", "hub.test", HOST, "127.0.0.1")
    options = ("--listen", "127.0.0.1:0", "--tls-cert", papers.cert, "--tls-key", papers.key)
    hub = HubProcess(folder / "hub", None, *options)
    desk = TestedDesk(folder / "A", "A")
    try:
        desk.found()
        admin = desk.house.sign_in(ADMIN, PASSWORD)
        change_setting(admin, "查询地址", f"{HOST}:{hub.address[1]}")
        code = Door(hub.home).token("A", None)
        desk.house.link(admin).join(f"https://127.0.0.1:{hub.address[1]}", code, papers.ca)
        desk.sit()
        number = desk.register()
        guarded = desk.register("反映示例人员违纪", purpose="揭发控告")
        for one in (number, guarded):
            _tell(desk, one)
        for one, unit in ((number, "市住建局"), (guarded, "市公安局")):
            advance_matter(desk.desk, parse_step({"visit": one, "mode": "转送", "unit": unit}))
        slips = [_printed(desk, one, folder / f"{one}.png") for one in (number, guarded)]
        assert desk.sync()
        yield Day(hub, papers, *slips, number)
    finally:
        desk.close()
        hub.stop(signal.SIGKILL)


def _tell(desk: TestedDesk, number: str) -> None:
    told = {"opinion": OPINION, "contact": CONTACT, "told": "书面", "acknowledged": {"kind": "签字"}}
    give_notices(desk.desk, parse_notice({"visit": number, **told}))


def _printed(desk: TestedDesk, number: str, file: Path) -> str:
    """What a telephone reads from the slip as it comes out of the printer."""
    file.write_bytes(issue_paper(desk.desk, number, "回执", "80mm", "png").data)
    (text,) = [text for text in CodeReader().texts(file) if "/Q/" in text]
    return text


@pytest.fixture
def telephone(day: Day, tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Makes telephones that trust the hub's own key and nothing else."""
    if missing():
        pytest.skip("needs " + " ".join(missing()))
    public = x509.load_pem_x509_certificate(day.papers.cert.read_bytes()).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    pin = base64.b64encode(hashlib.sha256(der).digest()).decode()
    made: list[Browser] = []

    def make(width: int = 390, height: int = 1170, script: bool = False) -> Browser:
        flag = f"--ignore-certificate-errors-spki-list={pin}"
        made.append(Browser(tmp_path, width, height, 2, script, flag))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize("script", [False, True], ids=["no script", "script"])
def test_the_slip_leads_to_the_matter(
    telephone: Callable[..., Browser], day: Day, tmp_path: Path, script: bool
) -> None:
    assert day.open_slip.startswith(f"HTTPS://{HOST.upper()}:{day.hub.address[1]}/Q/")
    phone = telephone(script=script)
    phone.go(day.open_slip)
    assert phone.see("document.querySelector('#code').value") == day.open_slip.split("/")[4]
    phone.enter("#last", LAST)
    told = phone.text()
    assert phone.url().endswith("/q")  # neither code nor answer in the address
    assert phone.cookies() == []
    for wanted in (day.number, "已登记", "转送市住建局", "三个告知", OPINION, CONTACT, "第 15 日", "30 日内"):
        assert wanted in told
    for personal in ("王", "13800001111", "示例路", "供水"):
        assert personal not in told
    with Image.open(phone.picture(tmp_path / "tracking.png")) as picture:
        assert picture.width == 780


def test_nothing_of_an_accusation_but_that_it_is_registered(
    telephone: Callable[..., Browser], day: Day
) -> None:
    phone = telephone()
    phone.go(day.guarded_slip)
    phone.enter("#last", LAST)
    told = phone.text()
    assert phone.text("h1") == "已登记"
    for unsaid in ("市公安局", "转送", OPINION, CONTACT, "三个告知", "违纪", "揭发", "控告"):
        assert unsaid not in told


def test_no_sideways_scroll_on_the_narrowest_telephone(telephone: Callable[..., Browser], day: Day) -> None:
    phone = telephone(width=320, height=568)
    phone.go(day.open_slip)
    assert phone.width() == 320
    phone.enter("#last", LAST)
    assert day.number in phone.text()
    assert phone.width() == 320


def test_wrong_and_unknown_get_the_same_page_and_neither_comes_early(day: Day) -> None:
    known, unknown = day.guarded_slip.split("/")[4], new_query_code()
    with _client(day) as client:
        pages: set[str] = set()
        times: dict[str, list[float]] = {known: [], unknown: []}
        for code in (known, unknown) * 2:
            begun = time.monotonic()
            answer = client.post("/q", data={"code": code, "last": "9999"})
            times[code].append(time.monotonic() - begun)
            assert answer.status_code == 200
            pages.add(answer.text.replace(code, "CODE"))
    assert len(pages) == 1
    assert "没有查到" in pages.pop()
    assert min(min(both) for both in times.values()) >= ANSWER_SECONDS


def test_strict_headers_and_a_log_without_people(day: Day) -> None:
    with _client(day) as client:
        path = "/Q/" + day.open_slip.partition("/Q/")[2]
        answers = [client.get(path), client.post("/q", data={"code": path.split("/")[2], "last": LAST})]
    for answer in answers:
        headers: Any = answer.headers
        assert answer.status_code == 200
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers
        assert "server" not in headers
        assert not re.search(r"<script|https?://", answer.text)
    assert "三个告知" in answers[1].text
    log = day.hub.log()
    assert path.split("/")[2] not in log
    assert LAST not in log
    assert "Traceback" not in log


def test_a_guesser_is_stopped_while_others_go_on(day: Day) -> None:
    code = new_query_code()
    with _client(day) as client:
        states = [client.post("/q", data={"code": code, "last": f"{n:04}"}).status_code for n in range(6)]
        assert states == [200, 200, 200, 200, 200, 429]
        assert "编号" in client.post("/q", data={"code": day.open_slip.split("/")[4], "last": LAST}).text


def _client(day: Day) -> httpx.Client:
    return httpx.Client(
        base_url=f"https://127.0.0.1:{day.hub.address[1]}",
        verify=ssl.create_default_context(cafile=day.papers.ca),
        trust_env=False,
    )
