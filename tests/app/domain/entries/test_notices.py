"""The three notices as typed and judged (CLI.md notice; DOMAIN.md section 6.4)."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from app import words
from app.domain.entries.notice_entry import check_notice, parse_notice
from app.domain.numbers import matter_number, visit_number

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=timezone(timedelta(hours=8)))
MATTER = matter_number("340700", "A", NOW.date(), 1)
VISIT = visit_number("340700", "A", NOW.date(), 1)


NOTICE = {"matter": MATTER, "opinion": "转市住建局核查", "contact": "李局 0562-2800000", "told": "口头"}
ENGINE = date(2026, 12, 8)


def notice(engine: date | None = ENGINE, **fields: Any) -> list[tuple[str, str]]:
    checked = check_notice(parse_notice(NOTICE | fields), NOW, engine)
    assert all(words.field_sentence(error)["message"] for error in (*checked.errors, *checked.warnings))
    return [(error.field, error.code) for error in checked.errors]


def test_the_engines_date_stands():
    assert check_notice(parse_notice(NOTICE), NOW, ENGINE).due == ENGINE
    assert notice(due="2026-12-08") == []


def test_another_date_needs_a_reason():
    assert notice(due="2026-12-20") == [("due_reason", "due_reason_required")]
    assert notice(due="2026-12-20", due_reason="需鉴定") == []
    assert notice(due="2026-11-23", due_reason="当日答复") == []
    assert notice(due="2026-11-22") == [("due", "due_past")]
    assert notice(engine=None) == [("due", "due_required")]
    assert notice(engine=None, due="2026-12-20", due_reason="商定") == []


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"opinion": None}, ("opinion", "opinion_required")), ({"contact": ""}, ("contact", "empty_text")),
     ({"told": None}, ("told", "required")), ({"told": "比划"}, ("told", "not_a_choice")),
     ({"matter": None}, ("matter", "matter_or_visit")), ({"visit": VISIT}, ("matter", "matter_or_visit")),
     ({"acknowledged": {"kind": "见证"}}, ("acknowledged.witness", "required")),
     ({"acknowledged": {}}, ("acknowledged.kind", "required")),
     ({"acknowledged": "签字"}, ("acknowledged", "wrong_type")), ({"x": 1}, ("x", "unknown_key"))],
)  # fmt: skip
def test_notices_are_refused_by_field(fields, error):
    assert notice(**fields) == [error]


@pytest.mark.parametrize(
    "taken",
    [
        {"kind": "签字"},
        {"kind": "拒签", "witness": "赵（示例）"},
        {"kind": "见证", "witness": "赵（示例）"},
        None,
    ],
)
def test_acknowledgements(taken):
    assert notice(acknowledged=taken) == []


def test_a_refused_signature_needs_its_witness():
    entry = parse_notice(NOTICE | {"acknowledged": {"kind": "拒签"}})
    (error,) = check_notice(entry, NOW, ENGINE).errors
    assert (error.field, error.code) == ("acknowledged.witness", "refusal_without_witness")


def test_a_notice_goes_to_json_and_back():
    entry = parse_notice(NOTICE | {"due": "2026-12-20", "acknowledged": {"kind": "签字"}})
    assert parse_notice(json.loads(json.dumps(entry.as_json()))) == entry
