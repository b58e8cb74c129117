"""Join a hub: an existing store with all it holds, or an empty home from the hub's snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.errors import Unavailable
from app.ports.link import Enrolment, Link

NO_ANSWER = "join_unreachable"
ABOUT_FIELD = {
    **dict.fromkeys(
        (NO_ANSWER, "hub_unreachable", "hub_url", "hub_url_plain", "hub_speaks_otherwise"), "url"
    ),
    **dict.fromkeys(("hub_certificate", "ca_unreadable"), "certificate"),
    **dict.fromkeys(("enrol_proof", "enrol_password", "wrong_password", "locked_out"), "password"),
    **dict.fromkeys(("enrol_code", "hub_empty"), "code"),
}
"""Code of a refusal to which of url, certificate, code and password it is about."""


def enrol_store(
    desk: Desk, link: Link, url: str, code: str, certificate: Path | None = None, password: str | None = None
) -> dict[str, Any]:
    """This store joins and sends all of it. NotAllowed: role_missing, enrol_code; Unavailable: hub_…."""
    desk.require("enrol")
    with _not_joined():
        return link.join(url, code, certificate, password)


def enrol_empty(
    enrolment: Enrolment,
    url: str,
    code: str,
    login: str,
    password: str,
    certificate: Path | None = None,
    pin: str | None = None,
) -> dict[str, Any]:
    """Make the store of an empty home; the account must be one of the centre's, ``pin`` its token's."""
    with _not_joined():
        return enrolment.enrol(url, code, login, password, certificate, pin)


@contextmanager
def _not_joined() -> Iterator[None]:
    """A hub that does not answer before one has joined: nothing is sent by itself later."""
    try:
        yield
    except Unavailable as error:
        if error.code != "hub_unreachable":
            raise
        raise Unavailable(NO_ANSWER) from error
