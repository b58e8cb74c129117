"""``incident`` and ``received`` of a warning on the command line."""

from __future__ import annotations

INCIDENT = {
    "kind": "滞留滋事",
    "what": "下班后不离开，躺在大厅（示例）",
    "who": "王小明",
    "at": "2026-11-23T17:40:00+08:00",
    "measures": "劝导无效，请家属来接",
    "police": "17:50 报警",
}


def test_an_incident_its_warning_and_the_receipts(program, visit):
    number = program("register", "--json", "-", login="clerk", json_in=visit).answer["visit_number"]
    told = program(
        "incident", "--json", "-", login="clerk", json_in=INCIDENT | {"visit": number, "grave": True}
    )
    assert (told.code, [one["kind"] for one in told.answer["documents"]]) == (0, ["信访信息专报", "预警单"])
    warning = told.answer["alert"]["number"]
    signed = program("received", warning, "--unit", "相关单位", "--person", "张值班", login="clerk")
    assert (signed.code, signed.answer["waiting"]) == (0, ["市委、市政府", "属地党委、政府"])
    again = program("received", warning, "--unit", "相关单位", login="clerk")
    assert (again.code, again.answer["errors"][0]["code"]) == (2, "received_already")
    shown = program("show", number, login="leader").answer
    assert [one["kinds"] for one in shown["incidents"]] == [["滞留滋事"]]
    listed = program("incident", "--from", "2026-11-23", login="leader").answer
    assert [one["what"] for one in listed["incidents"]] == ["下班后不离开，躺在大厅（示例）"]


def test_who_may_and_what_is_missing(program):
    assert program("incident", "--json", "-", login="admin", json_in=INCIDENT).code == 3
    wrong = program("incident", "--json", "-", login="clerk", json_in={"kind": "扬言"})
    assert (wrong.code, {one["field"] for one in wrong.answer["errors"]}) == (2, {"what", "measures"})
