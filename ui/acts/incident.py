"""现场情况: an act of 条例第26条, 扬言 or an emergency; 重大紧急 makes its report and its warning at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.desk import Desk
from app.domain.entries.incident_entry import KINDS, OF_THE_LAW, IncidentEntry, parse_incident
from app.domain.entries.paper_detail import LEVELS
from app.domain.papers import names
from app.domain.papers.alert_sheet import PUSHED_TO
from app.errors import FieldError
from app.services.case.open_case import readable_case
from app.services.incidents.note_incident import note_incident
from app.services.incidents.preview_incident import preview_incident
from ui.acts.act import ActFacts, Effect, filled
from ui.forms.effect import Line
from ui.forms.inputs import CHOICE, LINE, WORDS, FormField

GRAVE = "重大紧急"
_KINDS = tuple((kind, kind) for kind in KINDS)
_MEANT = tuple(words if kind in OF_THE_LAW else "" for kind, words in KINDS.items())
"""The words of 条例第26条 behind each of its six kinds."""
_GRAVE = (("", "一般情况，只记下"), (GRAVE, "重大紧急，当场出专报和预警单"))


class NoteIncident:
    """What happened, who did it, what was done, the police."""

    name, verb, button = "incident", "现场情况", "记下"
    returns = False

    def read(self, desk: Desk, number: str) -> ActFacts:
        desk.require("incident")
        opened = readable_case(desk, number)
        return ActFacts(opened=opened, first={"time": f"{desk.clock.now():%H:%M}"}, more=number)

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        fields = [
            FormField("kind", "种类", CHOICE, _KINDS, hint="第26条六种、扬言、突发紧急", beside=_MEANT),
            FormField("time", "几点", LINE, hint="今天的 09:40"),
            FormField("who", "谁", LINE, hint="姓名，不知道的写样子；可以不写"),
            FormField("what", "发生了什么", WORDS, hint="看见的、听见的，不写评价"),
            FormField("measures", "怎样处置", WORDS, hint="劝阻、批评、教育，疏散，送医"),
            FormField("police", "公安", LINE, hint="几点报警、几点到场；没有报警不写"),
            FormField("grave", "轻重", CHOICE, _GRAVE, "一般情况，只记下"),
        ]
        if values.get("grave") == GRAVE:
            fields += [
                FormField("level", "级别", CHOICE, tuple((level, level) for level in LEVELS), "默认 重大"),
                FormField("advice", "工作建议", WORDS, hint="请谁到场、做什么；可以不写"),
                FormField("to", "推送对象", LINE, hint="、".join(PUSHED_TO)),
            ]
        return tuple(fields)

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        entry = _entry(desk, facts, values)
        preview = preview_incident(desk, entry, picture=picture)
        grave = entry.grave
        return Effect(
            errors=tuple(
                _beside_its_input(error, values) for error in (*preview.errors, *_later(desk, entry))
            ),
            lines=tuple(_lines(facts, entry)),
            draws=grave,
            picture=preview.picture,
        )

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str:
        kept = note_incident(desk, _entry(desk, facts, values), draft_id=draft_id)
        papers = "、".join(f"{document.kind} {document.number}" for document in kept.documents)
        return f"现场情况已记下。{f'文书 {papers}，按 P 出纸。' if papers else ''}"


def _beside_its_input(error: FieldError, values: Mapping[str, str]) -> FieldError:
    """The clock stands for ``at``, one line for all addressees."""
    name = {"at": "time"}.get(error.field, error.field.partition("[")[0])
    code = "bad_clock" if (name, error.code) == ("time", "wrong_type") else error.code
    return FieldError(name, code, {**error.facts, "given": values.get(name, "")})


def _later(desk: Desk, entry: IncidentEntry) -> tuple[FieldError, ...]:
    """Nothing is noted that has not happened yet."""
    if entry.at is None or entry.at <= desk.clock.now():
        return ()
    return (FieldError("time", "later_than_at", {"at": f"{desk.clock.now():%H:%M}"}),)


def _entry(desk: Desk, facts: ActFacts, values: Mapping[str, str]) -> IncidentEntry:
    """Read as the command line reads it, so that the same is refused."""
    json: dict[str, Any] = {"visit" if str(facts.more).startswith("LF") else "matter": facts.more}
    for key in ("kind", "who", "what", "measures", "police"):
        if filled(values, key):
            json[key] = filled(values, key)
    now = desk.clock.now()
    clock = (filled(values, "time") or f"{now:%H:%M}").replace("：", ":").replace("点", ":")
    json["at"] = f"{now:%Y-%m-%d}T{clock.rjust(5, '0')}:00{now:%z}"
    if values.get("grave") == GRAVE:
        json["grave"] = True
        for key in ("level", "advice"):
            if filled(values, key):
                json[key] = filled(values, key)
        names = (filled(values, "to") or "").replace("；", ";").split(";")
        json["to"] = [name.strip() for name in names if name.strip()]
    return parse_incident(json)


def _lines(facts: ActFacts, entry: IncidentEntry) -> Iterator[Line]:
    if entry.grave:
        yield "出文书", names.GRAVE_REPORT, "条例第25条：报送、通报，当场编号"
        yield "出文书", "预警单（一单三推）", "、".join(entry.to or PUSHED_TO) + "；签收了再按 W 登记"
    else:
        yield "记下", "写进这件事的经过", "别的台马上看见"
    yield "不变", f"这件事还是“{facts.opened.case.status}”", "现场情况不改状态和期限"
    if any(kind in OF_THE_LAW for kind in entry.kinds):
        yield "依据", "条例第26条、第47条", "先劝阻、批评、教育；不听的，报公安机关"
