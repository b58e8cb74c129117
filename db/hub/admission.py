"""Lets a desk in: by a one-time code and an account's proof, both before anything of the centre is sent."""

from __future__ import annotations

from app.errors import NotAllowed, Unavailable
from db.access.persons import enrolment_words
from db.exchange.batch import AUTHOR
from db.exchange.entering import Admitted, DoorAsked, DoorTold, Entry
from db.exchange.frame import BadWire
from db.exchange.speaking import keys_of
from db.hub import places
from db.hub.account_wraps import RECOVERY, door_of, meant_account, read_wrap, read_wraps
from db.hub.places import Centre
from db.hub.records import Names, decoded
from db.hub.storage import Work
from db.suites.suite import PUBLIC_KEY, suite_of_public, verifies

MOST_TRIES = 5
"""Wrong proofs with one code; then it is used up."""


def tell_door(work: Work, asked: DoorAsked, now: int) -> DoorTold:
    """How the account's password becomes the key that lets a desk in.

    A code that is spent is good for the desk alone that it let in. NotAllowed('enrol_code').
    """
    before = places.admitted_before(work, asked.code, asked.token, now) if asked.token else None
    centre_id = before[0] if before else places.peek_code(work, asked.code, now)[0]
    centre = places.centre_of(work, centre_id) if centre_id else places.only_centre(work)
    if centre is None:
        raise Unavailable("hub_empty")
    login = meant_account(work, centre.id, asked.login)
    wrap, recovery = read_wrap(work, centre.id, login), read_wrap(work, centre.id, RECOVERY)
    return door_of(wrap or {}, login, centre.secret, (recovery or {}).get("cipher", ""))


def admit(work: Work, entry: Entry, now: int) -> Admitted | NotAllowed:
    """The desk's place; NotAllowed is returned where the wrong try is to be counted.

    NotAllowed: enrol_code. Unavailable: hub_empty, hub_other_centre, hub_other_letter.
    """
    before = places.admitted_before(work, entry.code, entry.token, now) if entry.token else None
    if before is not None:
        known, desk, letter = before
        centre = places.centre_of(work, known)
        if read_wraps(work, known) and not _is_proved(work, centre, entry):  # none: its founder asks again
            raise NotAllowed("enrol_code")
        return _admitted(work, entry, centre, desk, letter, entry.token or "")
    centre_id, letter = places.peek_code(work, entry.code, now)
    if entry.letter is not None and entry.letter != letter:
        raise Unavailable("hub_other_letter", letter=letter, mine=entry.letter)
    known_centre = (
        places.centre_of(work, centre_id) if centre_id else places.only_centre(work, entry.centre_code)
    )
    if known_centre is None:
        return _with_new_centre(work, entry, letter, now)
    if entry.centre_code not in (None, known_centre.code):
        raise Unavailable("hub_other_centre", mine=str(entry.centre_code), theirs=known_centre.code)
    if not _is_proved(work, known_centre, entry):
        return NotAllowed("enrol_proof", left=places.count_try(work, entry.code, MOST_TRIES, now))
    places.spend_code(work, entry.code, now)
    desk, token = places.admit_desk(work, known_centre.id, letter, now, entry)
    return _admitted(work, entry, known_centre, desk, letter, token)


def _with_new_centre(work: Work, entry: Entry, letter: str, now: int) -> Admitted:
    """The first desk brings the centre along; one whose people sign begins without unsigned history."""
    if entry.centre is None or entry.centre_code is None:
        raise Unavailable("hub_empty")
    places.spend_code(work, entry.code, now)
    closed = now if entry.key else None
    centre = places.found_centre(work, entry.centre_code, entry.centre, entry.seal, closed)
    desk, token = places.admit_desk(work, centre.id, letter, now, entry, founder=True)
    return _admitted(work, entry, centre, desk, letter, token)


def _is_proved(work: Work, centre: Centre, entry: Entry) -> bool:
    """Whether an account of the centre that is in use signed for this desk."""
    if not read_wraps(work, centre.id):
        return not centre.closed  # nothing of its accounts has come here yet
    if entry.login is None or entry.proof is None or entry.token is None:
        return False
    login = meant_account(work, centre.id, entry.login)
    wrap = read_wrap(work, centre.id, login)
    if wrap is None:
        return False
    names = Names(work)
    keys = keys_of(
        decoded(names, shape, body)
        for shape, body in work.all(
            "SELECT shape, body FROM rows WHERE centre = ? AND tbl = 'person_keys' ORDER BY born_rev",
            (centre.id,),
        )
    )
    for public in (wrap.get("door"), keys.get(login)):
        if not isinstance(public, str):
            continue
        words = enrolment_words(suite_of_public(public), entry.code, entry.token, entry.key)
        if verifies(public, words, entry.proof):
            return True
    return False


def _admitted(work: Work, entry: Entry, centre: Centre, desk: str, letter: str, token: str) -> Admitted:
    wraps = read_wraps(work, centre.id)
    seal = centre.seal or entry.seal
    return Admitted(token, desk, letter, centre.name, centre.code, centre.epoch, wraps, seal)


def check_entry(entry: Entry) -> None:
    """BadWire: centre, token, key, authors."""
    if any(chr(0) in (text or "") for text in (entry.centre, entry.centre_code, entry.login)):
        raise BadWire("centre")
    if entry.token is not None and not places.TOKEN.fullmatch(entry.token):
        raise BadWire("token")
    if entry.key is not None and not PUBLIC_KEY.fullmatch(entry.key):
        raise BadWire("key")
    if not entry.history >= 0 or not all(AUTHOR.fullmatch(name) for name in entry.authors):
        raise BadWire("authors")
