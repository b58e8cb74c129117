"""The hub's door: TLS outside loopback, the centre's own authority, one-time codes, desks cut off at once."""

from __future__ import annotations

import signal
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.errors import NotAllowed
from db.hub.door import Door
from tests.acceptance.authority import Papers, issue
from tests.acceptance.hubs import HubProcess, TestedDesk, run, said

pytestmark = pytest.mark.acceptance


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return issue(tmp_path / "ca", "hub.test", "127.0.0.1")


@pytest.fixture
def hub(tmp_path: Path, papers: Papers) -> Iterator[HubProcess]:
    """Listens on every address of the machine, as a hub of a centre does."""
    options = ("--listen", "0.0.0.0:0", "--tls-cert", papers.cert, "--tls-key", papers.key)
    made = HubProcess(tmp_path / "hub", None, *options)
    yield made
    made.stop(signal.SIGKILL)


@pytest.fixture
def url(hub: HubProcess) -> str:
    return f"https://127.0.0.1:{hub.address[1]}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestedDesk]:
    made = TestedDesk(tmp_path / "A", "A").found()
    yield made
    made.close()


def test_plain_http_outside_this_machine_is_refused(tmp_path: Path) -> None:
    code, answer = run(tmp_path, "hub", "--listen", "0.0.0.0:0")
    assert (code, answer["error"]["code"]) == (4, "hub_needs_tls")
    assert "证书" in answer["error"]["message"]
    code, answer = run(tmp_path, "enrol", "http://192.0.2.7:8470", "0000-0000-0000-0000")
    assert (code, answer["errors"][0]["code"]) == (2, "hub_url_plain")


def test_a_hub_without_its_certificate_says_so(tmp_path: Path) -> None:
    wrong = tmp_path / "no.pem"
    wrong.write_text("no certificate")
    code, answer = run(tmp_path, "hub", "--tls-cert", wrong, "--tls-key", wrong)
    assert (code, answer["error"]["code"]) == (4, "hub_tls")


def test_the_centres_own_authority_a_used_code_and_a_revoked_desk(
    tmp_path: Path, hub: HubProcess, papers: Papers, url: str, desk: TestedDesk
) -> None:
    code = Door(hub.home).token("A", None)
    stranger = issue(tmp_path / "other", "stranger.test", "127.0.0.1")
    for authority in ([], ["--ca", stranger.ca]):
        ended, answer = run(desk.home, "enrol", url, code, *authority, user="admin")
        assert (ended, answer["error"]["code"]) == (4, "hub_certificate")
        assert "证书" in answer["error"]["message"]
    desk.register()
    assert said(desk.home, "enrol", url, code, "--ca", papers.ca, user="admin")["set_aside"] == 0
    ended, answer = run(tmp_path / "B", "enrol", url, code, "--ca", papers.ca)
    assert (ended, answer["error"]["code"]) == (3, "enrol_code")
    assert not (tmp_path / "B" / "store.db").exists()
    desk.register()
    assert desk.sync()
    assert said(hub.home, "hub", "revoke", "A") == {"desk": "A", "revoked": 1}
    desk.register()
    with pytest.raises(NotAllowed) as refused:  # over the connection that is still open
        desk.link.exchange()
    assert refused.value.code == "hub_revoked"
    assert desk.link.state().waiting > 0
    ended, answer = run(desk.home, "sync")
    assert (ended, answer["error"]["code"]) == (3, "hub_revoked")


def test_a_certificate_for_another_host_and_old_protocols(hub: HubProcess, papers: Papers, url: str) -> None:
    trusted = ssl.create_default_context(cafile=papers.ca)
    assert httpx.get(f"{url}/q", verify=trusted, trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE"):
        httpx.get(url.replace("127.0.0.1", "localhost"), verify=trusted, trust_env=False)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(url.replace("https", "http"), trust_env=False)
    assert "Traceback" not in hub.log()


def test_sighup_takes_the_new_certificate_and_keeps_the_old_one_for_a_broken_pair(
    tmp_path: Path, hub: HubProcess, papers: Papers, url: str
) -> None:
    renewed = issue(tmp_path / "renewed", "hub.test", "127.0.0.1")
    old = ssl.create_default_context(cafile=papers.ca)
    assert httpx.get(f"{url}/health", verify=old, trust_env=False).json() == {"ok": True}
    papers.cert.write_bytes(renewed.cert.read_bytes())
    hub.reload()  # the new certificate with the old key: refused
    _await(hub, "certificate_refused")
    assert httpx.get(f"{url}/health", verify=old, trust_env=False).json() == {"ok": True}
    papers.key.write_bytes(renewed.key.read_bytes())
    hub.reload()
    _await(hub, "certificate_reloaded")
    new = ssl.create_default_context(cafile=renewed.ca)
    assert httpx.get(f"{url}/health", verify=new, trust_env=False).json() == {"ok": True}
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE"):
        httpx.get(f"{url}/health", verify=old, trust_env=False)


def _await(hub: HubProcess, event: str) -> None:
    end = time.monotonic() + 30
    while event not in {line["event"] for line in hub.journal()}:
        assert time.monotonic() < end
        time.sleep(0.05)
