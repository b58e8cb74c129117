"""One search hit: the record behind an entry of the index, and what of it matched."""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from datetime import datetime

from app.ports.records import Hit
from db.cipher import Connection
from db.homes import HOME
from db.search import tokens
from db.search.index import MATTER, PARTIES, RECEPTION, VISIT, parties_named

VISIT_SQL = f"""
SELECT v.number, v.query_code, coalesce(m.claim, v.claim), v.arrived_at, m.status,
  v.organisation, v.proxy, v.guardian, v.claim, v.facts, m.facts,
  v.confidential OR coalesce(m.confidential, 0)
FROM visits v LEFT JOIN matters m ON m.id = {HOME} WHERE v.id = ?
"""
PEOPLE_SQL = """
SELECT p.name, p.id_number, p.phone FROM attendances a JOIN people p ON p.id = a.person_id
WHERE a.visit_id = ? ORDER BY a.position
"""
MATTER_SQL = """
SELECT m.number, m.claim, m.opened_at, m.status, m.confidential, (
  SELECT p.name FROM visits v JOIN attendances a ON a.visit_id = v.id JOIN people p ON p.id = a.person_id
  WHERE v.matter_id = m.id ORDER BY v.id, a.position LIMIT 1)
FROM matters m WHERE m.id = ?
"""
RECEPTION_SQL = "SELECT number, leader, at, status FROM receptions WHERE id = ?"
BY_NUMBER, BY_CODE = "编号", "查询码"


def hit(connection: Connection, doc: int, terms: list[str]) -> Hit | None:
    """The record of an entry, if every term is really in it."""
    kind, row_id = connection.execute("SELECT kind, row_id FROM search_docs WHERE doc = ?", (doc,)).fetchone()
    if kind == VISIT:
        return _visit(connection, row_id, terms)
    if kind == MATTER:
        return _matter(connection, row_id, terms)
    return _reception(connection, row_id, terms)


def _visit(connection: Connection, row_id: str, terms: list[str]) -> Hit | None:
    number, code, claim, at, status, *rest, secret = connection.execute(VISIT_SQL, (row_id,)).fetchone()
    parties, texts = parties_named(rest[: len(PARTIES)]), rest[len(PARTIES) :]
    people = connection.execute(PEOPLE_SQL, (row_id,)).fetchall()
    words = "" if secret else " ".join(text for text in (claim, *texts) if text)
    why: list[str] = []
    for term in terms:
        short = tokens.compact(term)
        reason = (
            _number_reason(short, number, code)
            or _person_reason(short, people)
            or _party_reason(short, parties)
            or _word_reason(term, words)
        )
        if reason is None:
            return None
        why.append(reason)
    name = people[0][0] if people else ""
    shown = None if secret else claim
    return Hit(
        VISIT, row_id, number, name, shown, datetime.fromisoformat(at), status, tuple(dict.fromkeys(why))
    )


def _matter(connection: Connection, row_id: str, terms: list[str]) -> Hit | None:
    number, claim, at, status, secret, name = connection.execute(MATTER_SQL, (row_id,)).fetchone()
    if not all(_is_number(tokens.compact(term), number) for term in terms):
        return None
    shown = None if secret else claim
    return Hit(MATTER, row_id, number, name or "", shown, datetime.fromisoformat(at), status, (BY_NUMBER,))


def _reception(connection: Connection, row_id: str, terms: list[str]) -> Hit | None:
    number, leader, at, status = connection.execute(RECEPTION_SQL, (row_id,)).fetchone()
    if not all(_is_number(tokens.compact(term), number) for term in terms):
        return None
    return Hit(RECEPTION, row_id, number, leader, None, datetime.fromisoformat(at), status, (BY_NUMBER,))


def _is_number(short: str, number: str) -> bool:
    return any(token[1:].startswith(short) for token in tokens.number(number))


def _number_reason(short: str, number: str, code: str) -> str | None:
    if _is_number(short, number):
        return BY_NUMBER
    return BY_CODE if tokens.code(code).startswith(tokens.code(short)) else None


def _person_reason(short: str, people: list[tuple[str, str | None, str | None]]) -> str | None:
    for name, id_number, phone in people:
        if short in tokens.compact(name):
            return "姓名"
        sounds = set(tokens.name(name))
        if any(sound.startswith(tokens.PINYIN + short) for sound in sounds):
            return "姓名拼音"
        if tokens.INITIALS + short in sounds:
            return "姓名首字母"
        for value, whole, tail in ((id_number, "证件号码", "证件号末四位"), (phone, "电话", "电话末四位")):
            digits = tokens.compact(value or "")
            if digits and digits == short:
                return whole
            if len(short) == tokens.TAIL_LENGTH and digits.endswith(short):
                return tail
    return None


def _party_reason(short: str, parties: dict[str, tuple[str, str | None, str | None]]) -> str | None:
    """来访单位, 代理人 or 监护人 where one of them is what was asked for."""
    return next((label for label, party in parties.items() if _person_reason(short, [party])), None)


def _word_reason(term: str, words: str) -> str | None:
    plain = tokens.plain(words)
    return f"词语: {term}" if all(run in plain for run in tokens.runs(term)) else None
