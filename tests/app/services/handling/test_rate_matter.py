"""评价 shows wherever rights are read: the answer of a step, ``show``, the slip; and a rating uses it."""

from __future__ import annotations

from app.cli.show_json import show_json
from app.domain.case.names import OFFICE, RATE, RESPONSIBLE
from app.domain.entries.reply_entry import parse_rating
from app.services.case.show_record import show_record
from app.services.handling.rate_matter import rate_matter
from app.services.papers.issue_paper import issue_paper
from tests.app.services.office import Office, office  # noqa: F401  (a fixture)

STATION = "可以评价信访部门的办理情况"


def shown(office: Office, number: str) -> dict[str, str | None]:  # noqa: F811
    """Whom the visitor may rate or did, to when he did."""
    answer = show_json(show_record(office.desk("host", "2026-12-31 09:00"), number))
    rights = [right for right in answer["rights"] if right["what"] == RATE]
    assert all((right["who"], right["until"]) == ("信访人", None) for right in rights)
    assert RATE not in [day["what"] for day in answer["dates"]], "no date that the law does not know"
    return {right["whom"]: right["used_at"] for right in rights}


def test_a_step_tells_the_right_beside_its_new_dates(office):  # noqa: F811
    visit = office.register("2026-11-23 09:31")
    done = office.step(visit.visit_number, "转送", "2026-11-23 10:00", unit="住建局")
    assert [(right["what"], right["whom"]) for right in done["rights"]] == [
        (RATE, OFFICE),
        ("提出异议", None),
    ]
    assert [day["what"] for day in done["dates"]] == ["书面告知", "提出异议"]
    assert shown(office, visit.matter) == {OFFICE: None}


def test_a_rating_uses_the_right_to_rate_the_one_it_is_about(office):  # noqa: F811
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "转送", "2026-11-24 09:00", unit="市住建局")
    office.step(visit.matter, "受理告知", "2026-11-25 09:00", unit="市住建局")
    office.close(visit.visit_number, "2026-12-01 10:00")
    assert shown(office, visit.matter) == {OFFICE: None, RESPONSIBLE: None}
    rating = {"matter": visit.matter, "value": "基本满意"}
    rate_matter(office.desk("clerk", "2026-12-03 10:00"), parse_rating(rating))
    assert shown(office, visit.matter) == {OFFICE: None, RESPONSIBLE: "2026-12-03T10:00:00+08:00"}
    assert office.case(visit.matter).may_rate == (OFFICE,)


def test_the_slip_says_it_once_something_was_done_and_never_of_a_guarded_case(office):  # noqa: F811
    def stations(number: str) -> list[str]:
        paper = issue_paper(office.desk("leader", "2026-11-24 16:00"), number, "来访回执", "a5")
        return [station["text"] for station in paper.document.content["rights"]["stations"]]

    waiting, routed = (office.register(f"2026-11-23 {hour}:00") for hour in ("10", "11"))
    kept = office.register("2026-11-23 13:00", confidential=True)
    office.step(routed.matter, "转送", "2026-11-24 09:00", unit="市住建局")
    office.step(kept.matter, "转送", "2026-11-24 09:00", unit="市住建局", login="leader")
    assert STATION not in stations(waiting.visit_number)
    assert stations(routed.visit_number)[-1] == STATION
    assert STATION not in stations(kept.visit_number)
    assert office.case(kept.matter).may_rate == (OFFICE,)
